// A server for the tests to look at: the stand-in of web/mock, started on a free port.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

export function startMock(...options) {
  return start(process.execPath, [`${root}web/mock/server.mjs`, ...options], /listening (\d+)/)
}

/** Starts a program and waits for the line that names its port. */
export function start(program, args, line, settings = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...settings })
  let said = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { child.kill(); reject(new Error(`${program} did not begin to listen:\n${said}`)) }, 30_000)
    const hear = (bytes) => {
      said += bytes
      const port = line.exec(said)?.[1]
      if (!port) return
      clearTimeout(timer)
      resolve({ base: `http://127.0.0.1:${port}/`, stop: () => new Promise((done) => { child.once('exit', done); child.kill('SIGTERM') }) })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', (code) => { clearTimeout(timer); reject(new Error(`${program} ended with ${code}:\n${said}`)) })
  })
}
