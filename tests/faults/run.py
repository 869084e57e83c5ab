#!/usr/bin/env python3
"""What must hold when things go wrong: the program killed at random times, the disk full, two processes at once.

Usage: run.py PROGRAM [kills|disk|two|huge]..   `huge` (a line of 2 GB, 100,000 files) runs when it is named.   GW_KILLS=100 kills a hundred times (12 else); GW_SEED=7 repeats a run.
After each kill: `verify` is clean, nothing that was acknowledged is lost, nothing that was removed is found by any command.
Exit 77: the full disk could not be tried (it needs root, for a small tmpfs), the rest held.
"""
import json, os, random, shutil, string, subprocess, sys, tempfile, time
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
SEED = int(os.environ.get('GW_SEED', random.SystemRandom().randrange(10**6)))
KILLS = int(os.environ.get('GW_KILLS', 12))
WORDS = ['order', 'delivery', 'machine', 'valve', 'contract', 'warranty', '订单', '交货', '机器', '合同', '保修', 'invoice', 'pressure', 'travel']
rng = random.Random(SEED)


def word():
    """A word that no other text holds and that no stemmer cuts."""
    return 'q' + ''.join(rng.choices('bcdfghjklmnpqrtvwxz', k=11))


def text(mark):
    return f'The mark is {mark}. ' + ' '.join(rng.choices(WORDS, k=rng.randint(100, 400))) + '.\n'


class Workspace:
    def __init__(self, folder, floor='0'):
        self.folder = Path(folder)
        self.env = {**os.environ, 'GROUNDWORK_FREE_FLOOR_MB': floor, 'LC_ALL': 'C.UTF-8'}
        self.env.pop('GROUNDWORK_WORKSPACE', None)
        self.done('init', str(self.folder))

    def start(self, *command):
        line = [PROGRAM, *([] if command[0] == 'init' else ['--workspace', str(self.folder)]), *command]
        return subprocess.Popen(line, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def run(self, *command):
        process = self.start(*command)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    def done(self, *command):
        code, out, err = self.run(*command)
        assert code == 0, f'{command} gave {code}\n{out}{err}'
        return out

    def names(self):
        return {json.loads(line)['document'] for line in self.done('documents', '--json').splitlines()}

    def found(self, marks):
        """For each mark the documents that a search for it brings."""
        if not marks: return {}
        file = self.folder.parent / 'queries.jsonl'
        file.write_text(''.join(json.dumps({'id': m, 'question': m}) + '\n' for m in marks))
        rows = [json.loads(line) for line in self.done('search', '--json', '--queries', str(file)).splitlines()]
        return {row['id']: {hit['document'] for hit in row['hits']} for row in rows}

    def verify(self):
        code, out, err = self.run('verify')
        assert code == 0, f'verify: {out}{err}'


class Life:
    """A workspace with what must be in it (`sure`: name to mark) and what must be gone (`gone`: mark to name)."""

    def __init__(self, home):
        self.home = Path(home)
        self.folder = self.home / 'files'
        self.folder.mkdir()
        self.space = Workspace(self.home / 'space')
        self.sure, self.gone, self.files, self.lines = {}, {}, {}, 0
        self.seconds = {}
        for n in range(40): self.write(f'f{n}.txt')
        self.space.done('add', str(self.folder))
        self.sure.update(self.files)

    def write(self, name):
        mark = word()
        (self.folder / name).write_text(text(mark))
        self.files[name] = mark
        return mark

    # Each act: the command, and what must hold once it was completed.
    def add_lines(self):
        self.lines += 1
        new = {f'line-{self.lines}-{n}': word() for n in range(300)}
        file = self.home / 'lines.jsonl'
        file.write_text(''.join(json.dumps({'id': name, 'text': text(mark)}, ensure_ascii=False) + '\n' for name, mark in new.items()))
        return ('add', str(file)), lambda: self.sure.update(new)

    def synchronise(self):
        names = sorted(self.files)
        changed, moved, lost = rng.sample(names, 3)
        old = {name: self.files[name] for name in (changed, moved, lost)}
        self.write(changed)
        to = f'moved-{len(self.gone)}-{moved}'[:60]
        (self.folder / moved).rename(self.folder / to)
        self.files[to] = self.files.pop(moved)
        (self.folder / lost).unlink()
        del self.files[lost]
        for n in range(5): self.write(f'new-{rng.randrange(10**6)}.txt')
        for name in old: self.sure.pop(name, None)   # uncertain until it is done
        def completed():
            for name in (changed, lost): self.gone[old[name]] = name
            self.sure.update(self.files)
        return ('add', str(self.folder)), completed

    def remove(self):
        removable = sorted(n for n in self.sure if n.startswith('line-'))
        if len(removable) < 20: return self.add_lines()
        names = rng.sample(removable, 20)
        marks = {name: self.sure.pop(name) for name in names}
        return ('rm', *names), lambda: self.gone.update({m: n for n, m in marks.items()})

    def erase(self):
        command, completed = self.remove()
        return (command[0], '--erase', *command[1:]) if command[0] == 'rm' else command, completed

    def rebuild(self):
        return ('verify', '--rebuild'), lambda: None

    def act(self, kill):
        kind = rng.choice([self.add_lines, self.add_lines, self.synchronise, self.synchronise, self.remove, self.erase, self.rebuild])
        command, completed = kind()
        began = time.monotonic()
        process = self.space.start(*command)
        if kill:
            usual = self.seconds.get(kind.__name__, 0.5)
            try:
                out, err = process.communicate(timeout=rng.uniform(0, usual))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.communicate()
                return f'{kind.__name__} killed after {time.monotonic() - began:.2f} s'
        else:
            out, err = process.communicate(timeout=300)
        assert process.returncode == 0, f'{command[:2]} gave {process.returncode}: {out}{err}'
        self.seconds[kind.__name__] = time.monotonic() - began
        completed()
        return f'{kind.__name__} done'

    def check(self):
        self.space.verify()
        names = self.space.names()
        lost = set(self.sure) - names
        assert not lost, f'lost: {sorted(lost)[:5]}'
        known = rng.sample(sorted(self.sure), min(20, len(self.sure)))
        gone = rng.sample(sorted(self.gone), min(20, len(self.gone)))
        found = self.space.found([self.sure[n] for n in known] + gone)
        for name in known: assert name in found[self.sure[name]], f'{name} is there but not found'
        for mark in gone: assert not found[mark], f'removed, but found: {self.gone[mark]} by {mark}'
        for mark in gone[:1]:
            name = self.gone[mark]
            code, out, _ = self.space.run('show', name)
            assert mark not in out, f'removed, but shown: {name}'
            code, out, _ = self.space.run('ask', '--threshold', '0', f'What is {mark}?')
            assert mark not in out.replace(f'What is {mark}?', ''), f'removed, but quoted: {mark}'


def kills(home):
    life = Life(home)
    killed = rounds = 0
    while killed < KILLS and rounds < KILLS * 10:
        rounds += 1
        what = life.act(kill=rounds % 4 != 0)
        killed += 'killed' in what
        print(f'  {rounds}: {what}', flush=True)
        life.check()
    assert killed >= KILLS, f'only {killed} of {KILLS} kills met a running program'
    # What was cut off is completed by doing it again.
    life.space.done('add', str(life.folder))
    life.sure.update(life.files)
    life.check()
    print(f'{killed} kills: verify clean, nothing lost, nothing removed was found')


def two(home):
    space = Workspace(Path(home) / 'space')
    marks = {}
    files = []
    for p in range(2):
        file = Path(home) / f'{p}.jsonl'
        rows = {f'{p}-{n}': word() for n in range(500)}
        marks.update(rows)
        file.write_text(''.join(json.dumps({'id': i, 'text': text(m)}, ensure_ascii=False) + '\n' for i, m in rows.items()))
        files.append(file)
    running = [space.start('add', '--json', str(file)) for file in files]
    seen = 0
    while any(p.poll() is None for p in running):   # reading goes on meanwhile
        seen = max(seen, len(space.names()))
    for p in running:
        out, err = p.communicate()
        assert p.returncode == 0 and json.loads(out)['added'] == 500, f'{p.returncode}: {out}{err}'
    assert space.names() == set(marks)
    some = rng.sample(sorted(marks), 30)
    found = space.found([marks[name] for name in some])
    for name in some: assert found[marks[name]] == {name}, f'{name} is not found'
    space.verify()
    print('two processes at once: both complete, all found')


def disk(home):
    small = Path(home) / 'small'
    small.mkdir()
    if os.geteuid() != 0 or subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=128m', 'tmpfs', str(small)], stderr=subprocess.DEVNULL).returncode != 0:
        print('SKIPPED: disk full (a small tmpfs can be mounted by root only)')
        return 77
    try:
        space = Workspace(small / 'space', floor='64')
        kept = {f'kept-{n}': word() for n in range(50)}
        first = Path(home) / 'first.jsonl'
        first.write_text(''.join(json.dumps({'id': i, 'text': text(m)}, ensure_ascii=False) + '\n' for i, m in kept.items()))
        space.done('add', str(first))
        much = Path(home) / 'much.jsonl'
        with much.open('w') as out:
            for n in range(40000): out.write(json.dumps({'id': f'much-{n}', 'text': text(word())}, ensure_ascii=False) + '\n')
        # The floor must be larger than what one batch of `add` writes (8 MB of text become some 35 MB of log and rows); the default is 256 MB.
        for floor in ('64', '0'):   # the floor stops it; without one the disk does
            space.env['GROUNDWORK_FREE_FLOOR_MB'] = floor
            ballast = small / 'ballast'
            ballast.write_bytes(b'x' * (32 << 20))
            code, out, err = space.run('add', str(much))
            assert code == 4 and 'disk' in (out + err).lower(), f'floor {floor}: {code} {out}{err}'
            ballast.unlink()
            space.env['GROUNDWORK_FREE_FLOOR_MB'] = '8'
            some = dict(list(kept.items())[:20])
            found = space.found(list(some.values()))
            for name, mark in some.items(): assert name in found[mark], f'{name} is not found on a full disk'
            space.verify()
            name = list(kept)[0]
            space.done('rm', name)   # removing goes on
            assert not space.found([kept.pop(name)]).popitem()[1]
            print(f'disk full (floor {floor} MB): refused with a sentence; searching and removing go on')
    finally:
        subprocess.run(['umount', str(small)])
    return 0


def measured(space, *command):
    """The command to its end: exit status, standard output and error, seconds, MB resident at most."""
    began = time.monotonic()
    process = space.start(*command)
    most = 0
    while process.poll() is None:
        try:
            line = next(l for l in Path(f'/proc/{process.pid}/status').read_text().splitlines() if l.startswith('VmHWM'))
            most = max(most, int(line.split()[1]) // 1024)
        except (OSError, StopIteration):
            pass
        time.sleep(0.02)
    out, err = process.communicate()
    return process.returncode, out, err, time.monotonic() - began, most


def huge(home):
    home = Path(home)
    space = Workspace(home / 'space')
    before, after = word(), word()
    file = home / 'line.jsonl'
    with file.open('w') as out:   # a line of 2 GB between two that are good
        out.write(json.dumps({'id': 'before', 'text': text(before)}) + '\n{"id": "huge", "text": "')
        for _ in range(2048): out.write('word ' * 209715 + 'x')
        out.write('"}\n' + json.dumps({'id': 'after', 'text': text(after)}) + '\n')
    code, out, err, seconds, most = measured(space, 'add', '--json', str(file))
    report = json.loads(out)
    assert code == 1 and report['added'] == 2 and len(report['failed']) == 1, f'{code} {out}{err}'
    assert most < 1024, f'{most} MB resident for a line of 2 GB'
    found = space.found([before, after])
    assert found[before] == {'before'} and found[after] == {'after'}, found
    print(f"a line of {file.stat().st_size / 1e9:.1f} GB: one line of `failed` ({report['failed'][0]['reason']}), the others are in; {seconds:.1f} s, {most} MB at most")
    file.unlink()

    folder = home / 'many'
    folder.mkdir()
    marks = {}
    for n in range(100_000):
        mark = word()
        (folder / f'{n}.txt').write_text(f'File {n} holds the mark {mark}.\n')
        if n % 5000 == 0: marks[mark] = f'{n}.txt'
    code, out, err, seconds, most = measured(space, 'add', '--json', str(folder))
    report = json.loads(out)
    assert code == 0 and report['added'] == 100_000, f'{code} {out}{err}'
    for mark, names in space.found(sorted(marks)).items(): assert names == {marks[mark]}, (mark, names)
    print(f'100,000 files in one folder: all in, in {seconds:.1f} s, {most} MB at most')
    code, out, err, seconds, most = measured(space, 'add', '--json', str(folder))
    report = json.loads(out)
    assert code == 0 and report['unchanged'] == 100_000 and report['added'] == 0, f'{code} {out}{err}'
    print(f'the same folder again: nothing changed, in {seconds:.1f} s, {most} MB at most')
    folder.rename(home / 'elsewhere')
    code, out, err, _, _ = measured(space, 'add', '--json', str(folder))
    assert code in (1, 2) and len(space.names()) == 100_002, f'a folder that vanished: {code} {out}{err}'
    print(f'a folder that vanished: exit {code}, nothing removed: {(out + err).strip().splitlines()[-1][:200]}')
    space.verify()


def main():
    status = 0
    print(f'seed {SEED}')
    for name in sys.argv[2:] or ['two', 'disk', 'kills']:
        home = tempfile.mkdtemp(prefix=f'gw-faults-{name}-')
        try:
            status = {'kills': kills, 'two': two, 'disk': disk, 'huge': huge}[name](home) or status
        except AssertionError as wrong:
            print(f'FAILED {name} (seed {SEED}): {wrong}')
            return 1
        finally:
            shutil.rmtree(home, ignore_errors=True)
    return status


sys.exit(main())
