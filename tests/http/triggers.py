#!/usr/bin/env python3
"""What starts runs by itself while the server runs, through deaths of the server.

Usage: triggers.py PROGRAM [NAME..], as run.py.
"""
import os, signal, sys
from run import Workspace, eventually, main, same

INBOX = """name: inbox
title: {en: Inbox, zh: 收件}
inputs:
  name: {type: string}
  text: {type: string}
outputs:
  name: {type: string}
steps:
  - {id: take, kind: decide, answer: "${inputs.text}"}
output:
  name: ${inputs.name}
trigger:
  - {folder: inbox, inputs: {name: "${file.name}", text: "${file.text}"}}
"""
ROWS = """name: rows
title: {en: Rows, zh: 行}
inputs:
  title: {type: string}
  count: {type: integer, default: 0}
outputs:
  title: {type: string}
steps:
  - {id: take, kind: decide, answer: "${inputs.title}"}
output:
  title: ${inputs.title}
trigger:
  - {rows: bugs.csv}
"""


def workspace():
    w = Workspace()
    for folder in ('apps', 'inbox'): (w.root / folder).mkdir()
    (w.root / 'apps/inbox.yaml').write_text(INBOX)
    (w.root / 'apps/rows.yaml').write_text(ROWS)
    (w.root / 'inbox/old.txt').write_text('was there before')
    (w.root / 'bugs.csv').write_text('title,count\nold,1\n')
    for app in ('inbox', 'rows'): w.run('release', app)
    return w


def outputs(w, app, member):
    return sorted(r['output'][member] for r in w.run('runs', app) if r['status'] == 'done')


def test_files_and_rows_start_runs():
    with workspace() as w:
        (w.root / 'inbox/before the server.txt').write_text('came while nobody looked')
        with open(w.root / 'bugs.csv', 'a') as f: f.write('pump,2\n')
        w.serve()
        (w.root / 'inbox/new.md').write_text('# Pump\n\nIt leaks.\n')
        (w.root / 'inbox/broken.pdf').write_bytes(b'%PDF-1.7\nnothing')
        with open(w.root / 'bugs.csv', 'a') as f: f.write('valve,3\nhalf')
        eventually(lambda: outputs(w, 'inbox', 'name') == ['before the server.txt', 'new.md'], 60)
        eventually(lambda: outputs(w, 'rows', 'title') == ['pump', 'valve'], 60)
        failed = eventually(lambda: w.run('runs', 'inbox', '--state', 'failed'), 60)
        assert len(failed) == 1 and failed[0]['reason'].startswith('inbox/broken.pdf could not be taken in: '), failed
        same({r['cause'] for r in w.run('runs', 'inbox')} | {r['cause'] for r in w.run('runs', 'rows')}, {'folder', 'rows'})
        rows = {r['app']: r for r in w.run('triggers')}
        same((rows['inbox']['runs'], rows['rows']['runs'], rows['inbox']['fault']), (3, 2, ''), rows)
        assert 'waits' in rows['rows']['fault'] and rows['inbox']['fired'], rows


def test_each_file_once_though_the_server_dies():
    with workspace() as w:
        names = ['%03d.txt' % i for i in range(60)]
        for name in names: (w.root / 'inbox' / name).write_text('text of ' + name)
        for _ in range(4):
            w.serve()
            seen = len(w.run('runs', 'inbox', '--limit', '1000'))
            eventually(lambda: len(w.run('runs', 'inbox', '--limit', '1000')) > seen or seen == len(names), 60)
            w.stop(signal.SIGKILL)
        w.serve()
        eventually(lambda: len(outputs(w, 'inbox', 'name')) >= len(names) or len([r for r in w.run('runs', 'inbox', '--limit', '1000') if r['status'] == 'done']) >= len(names), 60)
        all = [r['output']['name'] for r in w.run('runs', 'inbox', '--limit', '1000')]
        same(sorted(all), names)


def test_what_is_wrong_is_said():
    with workspace() as w:
        os.rename(w.root / 'inbox', w.root / 'elsewhere')
        same([r['fault'] for r in w.run('triggers') if r['app'] == 'inbox'], ['There is no inbox in the workspace.'])


if __name__ == '__main__':
    sys.exit(main(globals()))
