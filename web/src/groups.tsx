// The groups there are, with how many people and documents each joins.
import { Table } from 'antd'
import { api, type Group } from './api'
import { useLoad } from './load'
import { Failed, Nothing, Waiting } from './parts'
import { useWords } from './words/words'

export function Groups() {
  const { w, number } = useWords()
  const { data, failure, reload } = useLoad('groups', api.groups)
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={4} />
  return (
    <Table<Group>
      rowKey="name"
      size="middle"
      pagination={false}
      dataSource={data.groups}
      columns={[
        { title: w.people.group, dataIndex: 'name', render: (name: string) => <span className="path">{name}</span> },
        { title: w.people.group_users, dataIndex: 'users', align: 'right', render: (n: number) => number(n) },
        { title: w.people.group_documents, dataIndex: 'documents', align: 'right', render: (n: number) => number(n) },
      ]}
      locale={{ emptyText: <Nothing title={w.people.group_none} /> }}
    />
  )
}
