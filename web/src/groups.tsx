// The groups there are, with how many people and documents each joins.
import { Table } from 'antd'
import { api, type Group } from './api'
import { useLoad } from './load'
import { Failed, Nothing } from './parts'
import { useWords } from './words/words'

export function Groups() {
  const { w, number } = useWords()
  const { data, failure, loading, reload } = useLoad('groups', api.groups)
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  return (
    <Table<Group>
      rowKey="name"
      size="middle"
      pagination={false}
      loading={loading && !data}
      dataSource={data?.groups ?? []}
      columns={[
        { title: w.people.group, dataIndex: 'name', render: (name: string) => <span className="path">{name}</span> },
        { title: w.people.group_users, dataIndex: 'users', align: 'right', render: (n: number) => number(n) },
        { title: w.people.group_documents, dataIndex: 'documents', align: 'right', render: (n: number) => number(n) },
      ]}
      locale={{ emptyText: loading ? <div className="nothing" /> : <Nothing title={w.people.group_none} /> }}
    />
  )
}
