// The question box of the home and ask pages: Enter asks, Shift+Enter is a new line, Esc leaves.
import { SearchOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { questionBox } from './keyboard'
import { useStatus } from './status'
import { useWords } from './words/words'

const longest = 2000

export function AskBox({ question = '', collection = '', button, ask }: { question?: string; collection?: string; button?: string; ask: (question: string, collection: string) => void }) {
  const { w } = useWords()
  const { status } = useStatus()
  const [text, setText] = useState(question)
  const [where, setWhere] = useState(collection)
  useEffect(() => setText(question), [question])
  useEffect(() => setWhere(collection), [collection])
  const tooLong = [...text].length > longest
  const send = () => { if (text.trim() && !tooLong) ask(text.trim(), where) }
  return (
    <form className={status.collections.length > 1 ? 'ask-box' : 'ask-box in-one-row'} role="search" onSubmit={(event) => { event.preventDefault(); send() }}>
      <Input.TextArea
        id={questionBox}
        size="large"
        aria-label={w.ask.box}
        placeholder={w.ask.placeholder}
        autoSize={{ minRows: 1, maxRows: 5 }}
        value={text}
        status={tooLong ? 'error' : undefined}
        enterKeyHint="search"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          // A key that chooses a candidate of an input method is not meant for us.
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); send() }
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <div className="ask-row">
        {status.collections.length > 1 && (
          <Select
            className="ask-where"
            aria-label={w.ask.where}
            value={where}
            onChange={setWhere}
            options={[{ value: '', label: w.ask.everywhere }, ...status.collections.map(({ name }) => ({ value: name, label: name }))]}
          />
        )}
        {tooLong && <span className="warn" role="alert">{w.ask.too_long}</span>}
        <Button type="primary" size="large" htmlType="submit" icon={<SearchOutlined />} className="push">{button ?? w.ask.button}</Button>
      </div>
    </form>
  )
}
