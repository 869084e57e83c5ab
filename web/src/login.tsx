// The door when the workspace has users: one key, kept in this tab alone.
import { Alert, Button, Form, Input } from 'antd'
import { useWords } from './words/words'

export function Login({ enter, wrong }: { enter: (key: string) => void; wrong: boolean }) {
  const { w, language, choose } = useWords()
  return (
    <main className="alone login">
      <div className="login-head">
        <h1>Groundwork</h1>
        <Button type="text" onClick={() => choose(language === 'zh' ? 'en' : 'zh')}>{w.other_language}</Button>
      </div>
      <p className="quiet">{w.login.hint}</p>
      {wrong && <Alert type="error" showIcon role="alert" title={w.login.wrong} />}
      <Form layout="vertical" requiredMark={false} onFinish={({ key }: { key: string }) => enter(key.trim())}>
        <Form.Item name="key" label={w.login.key} rules={[{ required: true, whitespace: true, message: w.login.empty }]}>
          <Input.Password size="large" autoFocus autoComplete="current-password" spellCheck={false} />
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit" block>{w.login.button}</Button>
      </Form>
    </main>
  )
}
