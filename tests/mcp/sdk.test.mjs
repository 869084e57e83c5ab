// Applications as tools for clients that others wrote: the protocol's own libraries, of both eras, over HTTP and over standard input and output ($GROUNDWORK).
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Client as Modern, StreamableHTTPClientTransport as ModernHttp } from '@modelcontextprotocol/client'
import { StdioClientTransport as ModernLines } from '@modelcontextprotocol/client/stdio'
import { Client as Older } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as OlderLines } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport as OlderHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const program = resolve(process.env.GROUNDWORK)
const app = (name, groups) => `name: ${name}
title: {en: Questions, zh: 问答}
purpose: {en: Answers what is asked often., zh: 回答常见问题。}
${groups}
inputs:
  question: {type: string, maxLength: 200}
outputs:
  answer: {type: string}
steps:
  - {id: known, kind: match, question: "\${inputs.question}"}
output:
  answer: \${steps.known.answer}
`
const me = { name: 'test', version: '1.0.0' }
const environment = { PATH: process.env.PATH, GROUNDWORK_FREE_FLOOR_MB: '0' }

let folder, server, base, key
const run = (...args) => execFileSync(program, ['--workspace', folder, '--json', ...args], { env: environment, encoding: 'utf8' })

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'groundwork-mcp-'))
  mkdirSync(join(folder, 'apps'))
  writeFileSync(join(folder, 'groundwork.yaml'), 'name:\n  en: Test\n  zh: 测试\n')
  writeFileSync(join(folder, 'apps/faq.yaml'), app('faq', ''))
  writeFileSync(join(folder, 'apps/secret.yaml'), app('secret', 'groups: [board]'))
  writeFileSync(join(folder, 'faq.csv'), 'question,answer\nWhen does the canteen open?,At 11:30.\n')
  run('add', join(folder, 'faq.csv'))
  run('release', 'faq')
  run('release', 'secret')
  run('user', 'add', 'ann', '--administrator')
  run('user', 'add', 'sam')
  key = JSON.parse(run('key', 'add', 'sam').trim().split('\n').at(-1)).key
  server = spawn(program, ['--workspace', folder, 'serve', '--listen', '127.0.0.1:0'], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  base = await new Promise((done, fail) => {
    let said = ''
    server.stderr.on('data', (bytes) => { said += bytes; const url = /serve\.ready url=(\S+)/.exec(said)?.[1]; if (url) done(url) })
    server.on('exit', () => fail(new Error(said)))
  })
})
after(() => { server?.kill('SIGKILL'); rmSync(folder, { recursive: true, force: true }) })

const bearer = () => ({ requestInit: { headers: { Authorization: `Bearer ${key}` } } })
const lines = (Transport) => new Transport({ command: program, args: ['--workspace', folder, 'mcp', '--as', 'sam'], env: environment })
const clients = {
  'before 2026, over HTTP': [() => new Older(me), () => new OlderHttp(new URL('/mcp', base), bearer())],
  'before 2026, over lines': [() => new Older(me), () => lines(OlderLines)],
  'that finds out, over HTTP': [() => new Modern(me, { versionNegotiation: { mode: 'auto' } }), () => new ModernHttp(new URL('/mcp', base), bearer())],
  'of 2026, over HTTP': [() => new Modern(me, { versionNegotiation: { mode: { pin: '2026-07-28' } } }), () => new ModernHttp(new URL('/mcp', base), bearer())],
  'of 2026, over lines': [() => new Modern(me, { versionNegotiation: { mode: { pin: '2026-07-28' } } }), () => lines(ModernLines)],
}

for (const [name, [made, transport]] of Object.entries(clients)) describe(`a client ${name}`, () => {
  let client
  before(async () => { client = made(); await client.connect(transport()) })
  after(() => client?.close())

  test('sees the tools that are for its user', async () => {
    const { tools } = await client.listTools()
    assert.deepEqual(tools.map((tool) => tool.name), ['faq'])
    assert.equal(tools[0].title, 'Questions / 问答')
    assert.equal(tools[0].annotations.readOnlyHint, true)
  })
  test('gets an answer with what it rests on', async () => {
    await client.listTools() // from then on the library holds results against outputSchema
    const result = await client.callTool({ name: 'faq', arguments: { question: 'When does the canteen open?' } })
    assert.deepEqual(result.structuredContent.output, { answer: 'At 11:30.' })
    assert.equal(result.structuredContent.citations[0].document, 'faq.csv')
    assert.match(result.content[0].text, /^At 11:30\.\n\nSources/)
    assert.ok(!result.isError)
  })
  test('is told that it is refused, and why', async () => {
    const result = await client.callTool({ name: 'faq', arguments: { question: 'How far is the moon?' } })
    assert.equal(result.structuredContent.status, 'refused')
    assert.ok(!result.isError && result.structuredContent.reason)
  })
  test('is told what does not fit', async () => {
    const result = await client.callTool({ name: 'faq', arguments: { question: 7 } })
    assert.ok(result.isError)
    assert.match(result.content[0].text, /do not fit/)
    await assert.rejects(client.callTool({ name: 'secret', arguments: { question: 'x' } }), /There is no tool "secret"/)
  })
})
