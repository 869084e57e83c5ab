#!/usr/bin/env python3
"""What must hold of runs when the program is killed at random moments: none is lost, each effect outside happens once, all end.

Usage: runs.py PROGRAM      GW_KILLS=100 kills a hundred times (12 else); GW_SEED=7 repeats a run.
A run calls a system that honours its key, asks a person, calls one that does not honour it, runs another application that calls and asks again. The other
systems are a counting server in this process. Where the key is honoured, each run has exactly one effect under exactly one key; where it is not, at most
one, and where nobody knows, an open task; when all tasks are answered, every run has ended.
"""
import http.server, json, os, random, shutil, sqlite3, subprocess, sys, tempfile, threading, time
from collections import Counter, defaultdict
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
SEED = int(os.environ.get('GW_SEED', random.SystemRandom().randrange(10**6)))
KILLS = int(os.environ.get('GW_KILLS', 12))
AT_ONCE = 3
rng = random.Random(SEED)


class Systems(http.server.ThreadingHTTPServer):
    """The other systems: /keyed does a request with the same key once, /plain does each that comes."""
    daemon_threads = True

    def __init__(self):
        self.lock = threading.Lock()
        self.requests = Counter()                  # by mark, of /plain: each is an effect
        self.keyed = {}                            # key to mark: an effect each
        self.repeats = 0
        super().__init__(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def effects(self):
        with self.lock:
            keys = defaultdict(list)
            for key, mark in self.keyed.items(): keys[mark].append(key)
            return dict(keys), dict(self.requests)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        mark = json.loads(self.rfile.read(int(self.headers['Content-Length'])))['mark']
        key = self.headers['Idempotency-Key']
        time.sleep(rng.uniform(0, 0.02))           # so that a kill may fall before the effect ..
        with self.server.lock:
            if self.path == '/api/plain': self.server.requests[mark] += 1
            else:
                self.server.repeats += key in self.server.keyed
                self.server.keyed.setdefault(key, f'{self.path[5:]} {mark}')
        time.sleep(rng.uniform(0, 0.02))           # .. or between the effect and its answer
        said = b'{"ok": true}'
        try:
            self.wfile.write(b'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' % (len(said), said))
        except OSError:
            pass

    def log_message(self, *_): pass


APP = '''
name: {name}
title: Kept
purpose: A test of what is kept.
inputs:
  mark: {{type: string}}
steps:
{steps}
outputs:
  mark: {{type: string}}
output:
  mark: ${{inputs.mark}}
'''
CALL = '  - {{id: {id}, kind: call, url: "http://127.0.0.1:{port}/api/{path}", body: {{mark: "${{inputs.mark}}"}}{more}}}\n'
REVIEW = '  - {{id: {id}, kind: review, ask: "Right?", group: experts, propose: "${{inputs.mark}}"}}\n'
HONOURED = ', honours_key: true, retry: {times: 3, wait: 10ms}'


class Workspace:
    def __init__(self, home, port):
        self.folder = Path(home) / 'space'
        self.env = {**os.environ, 'GROUNDWORK_FREE_FLOOR_MB': '0', 'LC_ALL': 'C.UTF-8'}
        self.env.pop('GROUNDWORK_WORKSPACE', None)
        self.done('init', str(self.folder))
        call = lambda id, path, more='': CALL.format(id=id, port=port, path=path, more=more)
        outer = (call('first', 'first', HONOURED) + REVIEW.format(id='ask') + call('post', 'plain') +
                 '  - {id: inner, kind: app, app: inner, inputs: {mark: "${inputs.mark}"}}\n' + call('last', 'last', HONOURED))
        inner = call('within', 'within', HONOURED) + REVIEW.format(id='ask')
        for name, steps in (('outer', outer), ('inner', inner)):
            (self.folder / 'apps' / f'{name}.yaml').write_text(APP.format(name=name, steps=steps))
        (self.folder / 'policy.yaml').write_text(f'destinations:\n  others: {{url: "http://127.0.0.1:{port}/api", where: inside}}\n')

    def start(self, *command):
        line = [PROGRAM, *([] if command[0] == 'init' else ['--workspace', str(self.folder), '--json']), *command]
        return subprocess.Popen(line, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def done(self, *command):
        process = self.start(*command)
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, f'{command} gave {process.returncode}\n{out}{err}'
        return out

    def rows(self, *command):
        return [json.loads(line) for line in self.done(*command).splitlines()]

    def open_tasks(self): return self.rows('tasks', '--limit', '10000')
    def runs(self): return self.rows('runs', '--limit', '10000')


class Life:
    def __init__(self, home):
        self.systems = Systems()
        self.space = Workspace(home, self.systems.server_address[1])
        self.made = 0
        self.acknowledged = set()
        self.usual = {}
        for name in ('inner', 'outer'): self.make_live(name)

    def make_live(self, name):
        """By the program where it releases, else by the row that says so: the gate is not what is tested here."""
        self.space.done('check', name)
        process = self.space.start('release', name)
        process.communicate()
        if process.returncode == 0: return
        self.space.done('run', name, '--draft', '--input', f'mark=warm-{name}')
        store = sqlite3.connect(self.space.folder / '.groundwork/store.db', timeout=30)
        store.execute('INSERT OR REPLACE INTO live_apps(app, version) VALUES(?, 1)', (name,))
        store.commit()
        store.close()

    def command(self, tasks):
        kind = rng.choice(['run', 'run', 'answer', 'answer', 'resume'])
        reviews = [t for t in tasks if t['kind'] == 'review']
        if kind == 'answer' and reviews:
            task = reviews.pop(rng.randrange(len(reviews)))
            tasks.remove(task)
            return kind, ('answer', str(task['task']), '--approve')
        if kind == 'resume': return kind, ('runs', 'resume')
        self.made += 1
        return 'run', ('run', 'outer', '--input', f'mark=m{self.made}')

    def together(self):
        """Several processes at once, each killed at a moment of its own; how many were."""
        tasks = self.space.open_tasks()
        started = []
        for _ in range(AT_ONCE):
            kind, command = self.command(tasks)
            spared = rng.random() < 0.15
            until = time.monotonic() + (60 if spared else rng.uniform(0, self.usual.get(kind, 0.1)))
            started.append((kind, command, self.space.start(*command), time.monotonic(), until))
        killed = 0
        for kind, command, process, began, until in sorted(started, key=lambda s: s[4]):
            try:
                process.wait(timeout=max(0, until - time.monotonic()))
                out, err = process.communicate()
                if process.returncode not in (0, 2): raise AssertionError(f'{command} gave {process.returncode}: {out}{err}')
                if kind == 'run': self.acknowledged.add(json.loads(out)['id'])
                if process.returncode == 0: self.usual[kind] = max(0.02, time.monotonic() - began)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.communicate()
                killed += 1
        return killed

    def check_effects(self):
        keys, plain = self.systems.effects()
        for mark, of in keys.items(): assert len(of) == 1, f'{mark} was done under {len(of)} keys: {of}'
        for mark, times in plain.items(): assert times == 1, f'{mark} was done {times} times without a key'
        return keys, plain

    def finish(self):
        """Answers everything until nothing is open: reviews are approved; of what is not known the person looks into the other system."""
        unknown = 0
        for _ in range(200):
            self.space.done('runs', 'resume')
            tasks = self.space.open_tasks()
            states = Counter(run['status'] for run in self.space.runs())
            if not tasks and not set(states) & {'running', 'waiting', 'sleeping'}: return unknown, states
            marks = {run['id']: run['inputs']['mark'] for run in self.space.runs()}
            for task in tasks:
                if task['kind'] == 'review':
                    self.space.done('answer', str(task['task']), '--approve')
                    continue
                unknown += 1
                seen = self.systems.effects()[1].get(marks[task['run']], 0)
                said = 'it happened' if seen else 'do it again'
                self.space.done('answer', str(task['task']), '--json-answer', json.dumps(said))
            time.sleep(0.05)   # a run that sleeps beside another wakes by the clock
        raise AssertionError(f'not all runs end: {states}, {len(tasks)} tasks')


def main():
    print(f'seed {SEED}')
    home = tempfile.mkdtemp(prefix='gw-faults-runs-')
    try:
        life = Life(home)
        killed = 0
        while killed < KILLS:
            killed += life.together()
            life.check_effects()
        unknown, states = life.finish()
        keys, plain = life.check_effects()
        runs = {run['id']: run for run in life.space.runs()}
        assert life.acknowledged <= set(runs), f'lost: {sorted(life.acknowledged - set(runs))[:5]}'
        assert set(states) == {'done'}, f'{states}'
        outer = [run['inputs']['mark'] for run in runs.values() if run['app'] == 'outer']
        assert len(outer) == len(set(outer)), 'a run was made twice'
        for mark in outer:
            for path in ('first', 'within', 'last'): assert f'{path} {mark}' in keys, f'{path} of {mark} never happened'
            assert plain.get(mark) == 1, f'plain of {mark} never happened'
        seen = {mark.split(' ')[1] for mark in keys} | set(plain)
        assert seen <= set(outer) | {run['inputs']['mark'] for run in runs.values()}, f'an effect without a run: {sorted(seen - set(outer))[:5]}'
        life.space.done('verify')
        print(f'{killed} kills over {len(outer)} runs ({len(runs)} with those within): all done, none lost; {len(keys)} effects under a key, each once, '
              f'{life.systems.repeats} requests were repeats; {len(plain)} without, each once, {unknown} times a person was asked')
    except AssertionError as wrong:
        print(f'FAILED (seed {SEED}): {wrong}')
        return 1
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 0


sys.exit(main())
