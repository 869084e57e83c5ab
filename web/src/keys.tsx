// The keys of one user. A key is readable once, when it is made.
import { CopyOutlined, KeyOutlined } from '@ant-design/icons'
import { Alert, App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, type Key, type User } from './api'
import { asFailure } from './load'
import { Chip, useSentence } from './parts'
import { useStatus } from './status'
import { useWords } from './words/words'

export function Keys({ user, changed, showKey }: { user: User; changed: () => void; showKey: (key: string) => void }) {
  const { w } = useWords()
  const [making, make] = useState(false)
  return (
    <section aria-label={w.people.keys} className="user-keys">
      {user.keys.length === 0 && <p className="quiet">{w.people.no_keys}</p>}
      <ul className="plain">{user.keys.map((one) => <li key={one.id}><KeyRow value={one} changed={changed} /></li>)}</ul>
      <Button size="small" icon={<KeyOutlined />} onClick={() => make(true)}>{w.people.new_key}</Button>
      <KeyForm open={making} user={user.name} close={() => make(false)} made={(key) => { make(false); showKey(key) }} />
    </section>
  )
}

function KeyRow({ value, changed }: { value: Key; changed: () => void }) {
  const { w, day, time, told } = useWords()
  const { message, modal } = App.useApp()
  const sentence = useSentence()
  const expired = value.expires_at !== '' && Date.parse(value.expires_at) < Date.now()
  const revoke = () => modal.confirm({
    title: w.people.revoke_title, content: w.people.revoke_text, okText: w.people.revoke, okButtonProps: { danger: true }, cancelText: w.cancel,
    onOk: async () => {
      try { await api.removeKey(value.id); void message.success(w.people.revoked); changed() } catch (thrown) { void message.error(sentence(asFailure(thrown))) }
    },
  })
  return (
    <div className="key-row">
      <span>{told(value.title) || value.id}</span>
      {expired && <Chip look="guard">{w.people.expired}</Chip>}
      <span className="quiet">{value.expires_at ? `${w.people.expires}: ${day(value.expires_at)}` : w.people.expires_never}</span>
      <span className="quiet">{w.people.used}: {value.used_at ? time(value.used_at) : w.never}</span>
      <Button size="small" type="text" danger onClick={revoke}>{w.people.revoke}</Button>
    </div>
  )
}

const lives = [30, 90, 365]

function KeyForm({ open, user, close, made }: { open: boolean; user: string; close: () => void; made: (key: string) => void }) {
  const { w, number } = useWords()
  const { message } = App.useApp()
  const sentence = useSentence()
  const [form] = Form.useForm<{ title: string; days: number }>()
  const [saving, save] = useState(false)
  const keep = async ({ title, days }: { title: string; days: number }) => {
    save(true)
    try { made((await api.addKey(user, title, days || undefined)).key) } catch (thrown) { void message.error(sentence(asFailure(thrown))) } finally { save(false) }
  }
  return (
    <Modal open={open} title={`${w.people.new_key}: ${user}`} okText={w.people.new_key} cancelText={w.cancel} confirmLoading={saving} onOk={form.submit} onCancel={close} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={keep} initialValues={{ title: '', days: 365 }}>
        <Form.Item name="title" label={w.people.key_title}><Input placeholder={w.people.key_title_example} autoComplete="off" /></Form.Item>
        <Form.Item name="days" label={w.people.expires}><Select options={[...lives.map((days) => ({ value: days, label: w.people.days(number(days)) })), { value: 0, label: w.people.expires_never }]} /></Form.Item>
      </Form>
    </Modal>
  )
}

/** Shows a key this one time; for the first user it offers to sign in with it, since the door has just closed. */
export function KeyOnce({ value, first, close }: { value: string; first: boolean; close: () => void }) {
  const { w } = useWords()
  const { enter } = useStatus()
  const { message } = App.useApp()
  const copy = async () => {
    try { await navigator.clipboard.writeText(value); void message.success(w.copied) } catch {
      // Without https the clipboard is closed; the key is selected, so that the keyboard can copy it.
      const shown = document.getElementById('key-once')
      if (shown) getSelection()?.selectAllChildren(shown)
    }
  }
  return (
    <Modal open={value !== ''} title={w.people.key_ready} closable={false} mask={{ closable: false }} keyboard={false} destroyOnHidden
      footer={[
        ...(first ? [<Button key="enter" type="primary" onClick={() => { enter(value); close() }}>{w.people.key_sign_in}</Button>] : []),
        ...(first ? [] : [<Button key="close" type="primary" onClick={close}>{w.people.key_closed}</Button>]),
      ]}>
      <Alert type="warning" showIcon title={w.people.key_once} />
      <p className="key-once"><code id="key-once">{value}</code><Button icon={<CopyOutlined />} onClick={copy}>{w.copy}</Button></p>
    </Modal>
  )
}
