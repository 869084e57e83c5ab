// Who may come in, with what key, and what administrators did.
import { Tabs } from 'antd'
import { Audit } from './audit'
import { Groups } from './groups'
import { Nothing } from './parts'
import { go, link, useRoute } from './route'
import { useStatus } from './status'
import { Users } from './users'
import { useWords } from './words/words'

export function People() {
  const { w } = useWords()
  const { status } = useStatus()
  const { query } = useRoute()
  return (
    <>
      <h1>{w.people.title}</h1>
      {!status.me.administrator ? <Nothing title={w.people.only_administrators} /> : (
        <Tabs
          activeKey={query.tab ?? 'users'}
          onChange={(tab) => go(link('people', { tab: tab === 'users' ? undefined : tab }))}
          destroyOnHidden
          items={[
            { key: 'users', label: w.people.tab_users, children: <Users /> },
            { key: 'groups', label: w.people.tab_groups, children: <Groups /> },
            { key: 'audit', label: w.people.tab_audit, children: <Audit /> },
          ]}
        />
      )}
    </>
  )
}
