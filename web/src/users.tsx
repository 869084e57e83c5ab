// The users, one card each: rights and keys at a glance.
import { PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api, type User } from './api'
import { KeyOnce, Keys } from './keys'
import { asFailure, useLoad } from './load'
import { Chip, Failed, LabelTag, Nothing, useSentence, Waiting } from './parts'
import { useStatus } from './status'
import { UserForm } from './user_form'
import { useWords } from './words/words'

export function Users() {
  const { w } = useWords()
  const { reload: reloadStatus } = useStatus()
  const { data, failure, reload } = useLoad('users', api.users)
  const [editing, edit] = useState<User | 'new' | 'first'>()
  const [key, showKey] = useState('')
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting />
  const changed = () => { reload(); reloadStatus() }
  return (
    <>
      {data.users.length === 0 ? (
        <div className="card"><Nothing title={w.people.none} hint={w.people.none_hint}><Button type="primary" icon={<PlusOutlined />} onClick={() => edit('first')}>{w.people.first_title}</Button></Nothing></div>
      ) : (
        <>
          <p className="over-list"><Button type="primary" icon={<PlusOutlined />} onClick={() => edit('new')}>{w.people.add}</Button></p>
          <ul className="plain users">{data.users.map((user) => <li key={user.name}><UserCard user={user} edit={() => edit(user)} changed={changed} showKey={showKey} /></li>)}</ul>
        </>
      )}
      <UserForm user={editing} close={() => edit(undefined)} saved={(made) => { edit(undefined); if (made) showKey(made); else changed() }} />
      <KeyOnce value={key} first={data.users.length === 0} close={() => { showKey(''); changed() }} />
    </>
  )
}

function UserCard({ user, edit, changed, showKey }: { user: User; edit: () => void; changed: () => void; showKey: (key: string) => void }) {
  const { w, day } = useWords()
  const { message, modal } = App.useApp()
  const sentence = useSentence()
  const remove = () => modal.confirm({
    title: w.people.remove_title(user.name), content: w.people.remove_text, okText: w.people.remove, okButtonProps: { danger: true }, cancelText: w.cancel,
    onOk: async () => {
      try { await api.removeUser(user.name); void message.success(w.people.removed); changed() } catch (thrown) { void message.error(sentence(asFailure(thrown))) }
    },
  })
  return (
    <article className="card user" aria-label={user.name}>
      <header className="user-head">
        <h2>{user.title || user.name}</h2>
        {user.title && <span className="quiet">{user.name}</span>}
        {user.administrator && <Chip look="role">{w.people.administrator}</Chip>}
        <span className="push user-acts">
          <Button size="small" onClick={edit}>{w.people.edit}</Button>
          <Button size="small" danger onClick={remove}>{w.people.remove}</Button>
        </span>
      </header>
      <p className="user-rights">
        <span className="quiet">{w.people.label}</span> <LabelTag label={user.label} />
        <span className="quiet">{w.people.groups}</span> {user.groups.length ? user.groups.map((group) => <Chip key={group}>{group}</Chip>) : <span>{w.people.no_group}</span>}
        <span className="quiet">{w.people.created} {day(user.created_at)}</span>
      </p>
      <Keys user={user} changed={changed} showKey={showKey} />
    </article>
  )
}
