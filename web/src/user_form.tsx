// A user made or changed. The first user closes the open door, so it is an administrator and gets its key in the same breath.
import { Alert, App, Checkbox, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api, door, key, type Label, type User } from './api'
import { GroupSelect, LabelSelect, useNameRule } from './intake'
import { asFailure } from './load'
import { useSentence } from './parts'
import { useWords } from './words/words'

interface Fields { name: string; title: string; label: Label; administrator: boolean; groups: string[] }

/** `saved` gets the key that comes with a first user, else nothing. */
export function UserForm({ user, close, saved }: { user: User | 'new' | 'first' | undefined; close: () => void; saved: (key?: string) => void }) {
  const { w } = useWords()
  const { message } = App.useApp()
  const sentence = useSentence()
  const [form] = Form.useForm<Fields>()
  const [saving, save] = useState(false)
  const named = useNameRule('@')
  const grouped = useNameRule()
  const old = typeof user === 'object' ? user : undefined
  const first = user === 'first'
  const keep = async (fields: Fields) => {
    save(true)
    door.closing = first
    try {
      let made: string | undefined
      if (old) await api.changeUser(old.name, { title: fields.title, label: fields.label, administrator: fields.administrator, groups: fields.groups })
      else made = (await api.addUser(first ? { ...fields, administrator: true } : fields)).key?.key
      // From here on nobody comes in without a key, this page included.
      if (made) key.keep(made)
      else void message.success(w.people.saved)
      saved(made)
    } catch (thrown) { void message.error(sentence(asFailure(thrown))) } finally { door.closing = false }
    save(false)
  }
  return (
    <Modal open={user !== undefined} title={old ? old.title || old.name : first ? w.people.first_title : w.people.add} okText={w.save} cancelText={w.cancel} confirmLoading={saving} onOk={form.submit} onCancel={close} destroyOnHidden>
      {first && <Alert type="info" showIcon title={w.people.first_hint} className="form-note" />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={keep} key={old?.name ?? String(user)}
        initialValues={{ name: old?.name ?? '', title: old?.title ?? '', label: old?.label ?? 'internal', administrator: old?.administrator ?? first, groups: old?.groups ?? [] }}>
        <Form.Item name="name" label={w.people.name} extra={old ? undefined : w.people.name_hint} rules={[named]}><Input disabled={Boolean(old)} spellCheck={false} autoComplete="off" /></Form.Item>
        <Form.Item name="title" label={`${w.people.full_name} (${w.optional})`}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="groups" label={w.people.groups} extra={w.people.groups_hint} rules={[grouped]}><GroupSelect placeholder={w.people.no_group} /></Form.Item>
        <Form.Item name="label" label={w.people.label}><LabelSelect /></Form.Item>
        {!first && <Form.Item name="administrator" valuePropName="checked"><Checkbox>{w.people.administrator}: {w.people.administrator_hint}</Checkbox></Form.Item>}
      </Form>
    </Modal>
  )
}
