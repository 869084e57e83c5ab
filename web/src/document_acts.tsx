// What an administrator does with a document: other rights, out, out without a trace.
import { App, Button, Checkbox, Form, Modal } from 'antd'
import { useState } from 'react'
import { api, type DocumentRow, type Label } from './api'
import { forgetAnswers } from './answers'
import { GroupSelect, LabelSelect, useNameRule } from './intake'
import { asFailure } from './load'
import { useSentence } from './parts'
import { useStatus } from './status'
import { useWords } from './words/words'

export function RightsForm({ document, changed }: { document: DocumentRow; changed: () => void }) {
  const { w } = useWords()
  const { message } = App.useApp()
  const sentence = useSentence()
  const [open, show] = useState(false)
  const [saving, save] = useState(false)
  const [form] = Form.useForm<{ groups: string[]; label: Label }>()
  const named = useNameRule()
  const keep = async ({ groups, label }: { groups: string[]; label: Label }) => {
    save(true)
    try {
      await api.classify(document.collection, document.document, groups, label)
      forgetAnswers()
      void message.success(w.document.saved)
      show(false)
      changed()
    } catch (thrown) { void message.error(sentence(asFailure(thrown))) } finally { save(false) }
  }
  return (
    <>
      <Button onClick={() => show(true)}>{w.document.rights}</Button>
      <Modal open={open} title={w.document.rights} okText={w.save} cancelText={w.cancel} confirmLoading={saving} onOk={form.submit} onCancel={() => show(false)} destroyOnHidden>
        <p className="quiet">{w.document.rights_hint}</p>
        <Form form={form} layout="vertical" preserve={false} initialValues={{ groups: document.groups, label: document.label }} onFinish={keep}>
          <Form.Item name="groups" label={w.document.groups} extra={w.document.groups_hint} rules={[named]}><GroupSelect /></Form.Item>
          <Form.Item name="label" label={w.document.label}><LabelSelect /></Form.Item>
        </Form>
      </Modal>
    </>
  )
}

export function Remove({ document, gone }: { document: DocumentRow; gone: () => void }) {
  const { w, told } = useWords()
  const { reload } = useStatus()
  const { message, modal } = App.useApp()
  const sentence = useSentence()
  const [open, show] = useState(false)
  const [erase, setErase] = useState(false)
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    try {
      const { receipt } = await api.remove(document.collection, document.document, erase)
      forgetAnswers()
      show(false)
      if (receipt) modal.success({ title: w.document.receipt, content: <pre className="receipt">{told(receipt)}</pre>, width: 600 })
      else void message.success(w.document.removed)
      reload()
      gone()
    } catch (thrown) { void message.error(sentence(asFailure(thrown))) } finally { setBusy(false) }
  }
  return (
    <>
      <Button danger onClick={() => { setErase(false); show(true) }}>{w.document.remove}</Button>
      <Modal open={open} title={w.document.remove_title} okText={w.document.remove} okButtonProps={{ danger: true }} cancelText={w.cancel} confirmLoading={busy} onOk={remove} onCancel={() => show(false)}>
        <p><strong className="path">{document.title || document.document}</strong></p>
        <p>{w.document.remove_text}</p>
        <Checkbox checked={erase} onChange={(event) => setErase(event.target.checked)}>{w.document.erase}</Checkbox>
      </Modal>
    </>
  )
}
