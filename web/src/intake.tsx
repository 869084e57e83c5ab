// Where what is brought in goes, and who may see it: the three fields that every way in shares.
import { AutoComplete, Form, Select } from 'antd'
import { api, labels } from './api'
import { useLoad } from './load'
import { faultOf } from './names'
import { useStatus } from './status'
import { useWords } from './words/words'

/** A rule for a form's field: one name, or several. `more` are further signs that this kind of name may hold. */
export function useNameRule(more = '') {
  const { w } = useWords()
  return {
    validator: (_: unknown, given: string | string[] = '') => {
      const wrong = [given].flat().map((name) => faultOf(name, more)).find(Boolean)
      return wrong ? Promise.reject(new Error(w.name[wrong.fault]('sign' in wrong ? wrong.sign : ''))) : Promise.resolve()
    },
  }
}

export function GroupSelect({ value, onChange, id, placeholder }: { value?: string[]; onChange?: (groups: string[]) => void; id?: string; placeholder?: string }) {
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
      placeholder={placeholder ?? w.everyone}
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
  const named = useNameRule()
  return (
    <div className="fields">
      <Form.Item name="collection" label={w.upload.collection} rules={[named]}>
        <AutoComplete options={status.collections.map(({ name }) => ({ value: name }))} />
      </Form.Item>
      <Form.Item name="groups" label={w.upload.groups} rules={[named]}>
        <GroupSelect />
      </Form.Item>
      <Form.Item name="label" label={w.upload.label}><LabelSelect /></Form.Item>
    </div>
  )
}
