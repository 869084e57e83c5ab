// Where what is brought in goes, and who may see it: the three fields that every way in shares.
import { AutoComplete, Form, Select } from 'antd'
import { api, labels } from './api'
import { useLoad } from './load'
import { useStatus } from './status'
import { useWords } from './words/words'

/** One name as the server takes it: 1 to 64 letters of any script, digits, - _ . */
export const nameShape = /^[\p{L}\p{M}\p{N}\-_.]{1,64}$/u

export function GroupSelect({ value, onChange, id }: { value?: string[]; onChange?: (groups: string[]) => void; id?: string }) {
  const { w } = useWords()
  const { status } = useStatus()
  const { data } = useLoad('groups', (signal) => (status.me.administrator ? api.groups(signal) : Promise.resolve({ groups: status.me.groups.map((name) => ({ name, users: 0, documents: 0 })) })))
  return (
    <Select
      id={id}
      mode="tags"
      value={value}
      onChange={onChange}
      tokenSeparators={[',', '，', ' ']}
      placeholder={w.everyone}
      options={(data?.groups ?? []).filter(({ name }) => name !== 'everyone').map(({ name }) => ({ value: name, label: name }))}
    />
  )
}

export function LabelSelect({ value, onChange, id }: { value?: string; onChange?: (label: string) => void; id?: string }) {
  const { w } = useWords()
  return <Select id={id} value={value} onChange={onChange} options={labels.map((label) => ({ value: label, label: w.labels[label] }))} />
}

export function IntakeFields() {
  const { w } = useWords()
  const { status } = useStatus()
  return (
    <div className="fields">
      <Form.Item name="collection" label={w.upload.collection} rules={[{ required: true, pattern: nameShape, message: w.upload.name_wrong }]}>
        <AutoComplete options={status.collections.map(({ name }) => ({ value: name }))} />
      </Form.Item>
      <Form.Item name="groups" label={w.upload.groups} rules={[{ validator: (_, groups: string[] = []) => (groups.every((name) => nameShape.test(name)) ? Promise.resolve() : Promise.reject(new Error(w.upload.name_wrong))) }]}>
        <GroupSelect />
      </Form.Item>
      <Form.Item name="label" label={w.upload.label}><LabelSelect /></Form.Item>
    </div>
  )
}
