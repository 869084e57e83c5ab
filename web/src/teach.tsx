// A question without an answer gets one from a person: kept as a file with one standard answer, like any other document.
import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Label } from './api'
import { asFailure } from './load'
import { useSentence } from './parts'
import { IntakeFields } from './intake'
import { send } from './send'
import { useStatus } from './status'
import { useWords } from './words/words'

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
const stamp = () => new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)

/** Standard answers lie together unless the question was put to one collection. */
const usualCollection = 'answers'

interface Fields { question: string; answer: string; collection: string; groups: string[]; label: Label }

export function Teach({ open, question, collection, close, done }: { open: boolean; question: string; collection: string; close: () => void; done: () => void }) {
  const { w, told } = useWords()
  const { reload } = useStatus()
  const { message } = App.useApp()
  const sentence = useSentence()
  const [form] = Form.useForm<Fields>()
  const [saving, save] = useState(false)
  const keep = async (fields: Fields) => {
    save(true)
    try {
      const file = new File([`question,answer\r\n${cell(fields.question.trim())},${cell(fields.answer.trim())}\r\n`], 'answer.csv', { type: 'text/csv' })
      const report = await send([{ name: `standard-answer-${stamp()}.csv`, file }], fields, () => {}, new AbortController().signal)
      if (report.failed_count) { void message.error(told(report.failed[0]?.reason ?? '') || w.teach.failed); return }
      void message.success(w.teach.done)
      reload()
      done()
    } catch (thrown) {
      void message.error(sentence(asFailure(thrown)))
    } finally { save(false) }
  }
  return (
    <Modal open={open} title={w.teach.title} okText={w.save} cancelText={w.cancel} confirmLoading={saving} onOk={form.submit} onCancel={close} destroyOnHidden width={600}>
      <p className="quiet">{w.teach.hint}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={keep}
        initialValues={{ question, answer: '', collection: collection || usualCollection, groups: [], label: 'internal' }}
      >
        <Form.Item name="question" label={w.teach.question} rules={[{ required: true, whitespace: true, message: w.ask.box }]}><Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} /></Form.Item>
        <Form.Item name="answer" label={w.teach.answer} rules={[{ required: true, whitespace: true, message: w.teach.needed }]}><Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} autoFocus /></Form.Item>
        <IntakeFields />
      </Form>
    </Modal>
  )
}
