#!/usr/bin/env python3
"""Opens a workspace of every released schema with the shipped program: it is brought up to date, a copy is put aside, and what was in it is there.

Usage: run.py PROGRAM            every vN.sql beside this file
       run.py PROGRAM --freeze   writes the fixture of the schema that the program has now (once, when a schema is released)
The fixtures are SQL dumps of small workspaces without their segments, which are derived and built anew. A new schema without a fixture fails.
"""
import json, os, re, shutil, sqlite3, subprocess, sys, tempfile
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
HERE = Path(__file__).resolve().parent
FILES = {
    'travel.md': '# Travel\n\nA hotel in Paris may cost 180 EUR a night.\n\n## Meals\n\nThe allowance for meals is 40 EUR a day.\n',
    'policy.txt': '出差人员的住宿标准为每晚不超过四百元。\n',
    'faq.csv': 'question,answer\nHow long is the warranty?,The warranty is 24 months.\n',
}
LINES = '{"id": "T-1", "title": "Ticket 1", "text": "The pump of line 3 leaks at the shaft seal.", "groups": ["service"], "label": "confidential"}\n'


def run(folder, *command, code=0):
    env = {k: v for k, v in os.environ.items() if not k.startswith('GROUNDWORK_')} | {'LC_ALL': 'C.UTF-8', 'GROUNDWORK_FREE_FLOOR_MB': '0'}
    done = subprocess.run([PROGRAM, '--workspace', str(folder), *command], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, f'{command} gave {done.returncode}\n{done.stdout}{done.stderr}'
    return done.stdout


def database(folder):
    return Path(folder) / '.groundwork' / 'store.db'


def version_of(file):
    with sqlite3.connect(file) as db:
        return db.execute('PRAGMA user_version').fetchone()[0]


def fresh(home):
    """A workspace made by the program itself, with something in every table that a user can fill."""
    folder, files = Path(home) / 'made', Path(home) / 'files'
    files.mkdir()
    for name, text in FILES.items(): (files / name).write_text(text)
    (Path(home) / 'tickets.jsonl').write_text(LINES)
    run(Path(home), 'init', str(folder))
    run(folder, 'add', str(files))
    run(folder, 'add', '-c', 'tickets', str(Path(home) / 'tickets.jsonl'))
    run(folder, 'user', 'add', 'li', '--groups', 'service', '--label', 'confidential', '--administrator')
    run(folder, 'user', 'add', 'guest')
    run(folder, 'key', 'add', 'li')
    run(folder, 'ask', 'Who founded the moon?')
    return folder


def freeze(home):
    file = database(fresh(home))
    with sqlite3.connect(file) as db:
        version = db.execute('PRAGMA user_version').fetchone()[0]
        lines = [line for line in db.iterdump() if not line.startswith('INSERT INTO "segments"') and not line.startswith('INSERT INTO "moves"')]
        # Without its segments a workspace is one whose documents all wait for the index.
        lines.insert(-1, 'INSERT OR IGNORE INTO pending(document) SELECT number FROM documents;')
    text = '\n'.join(lines).replace(str(Path(home)), '/srv/fixture')
    out = HERE / f'v{version}.sql'
    out.write_text(f'-- A workspace of schema {version}, written by `tests/schemas/run.py PROGRAM --freeze`; never changed afterwards.\nPRAGMA user_version = {version};\n{text}\n')
    print(f'{out.name} written')


def thawed(home, fixture):
    folder = Path(home) / fixture.stem
    database(folder).parent.mkdir(parents=True, mode=0o700)
    (folder / 'groundwork.yaml').write_text('name: {en: Old, zh: 旧}\n')
    with sqlite3.connect(database(folder)) as db:
        db.execute('PRAGMA journal_mode = WAL')   # as the program leaves it
        db.executescript(fixture.read_text())
    return folder


def check(home, fixture, newest):
    folder, version = thawed(home, fixture), int(fixture.stem[1:])
    names = {json.loads(line)['document'] for line in run(folder, 'documents', '--json').splitlines()}
    assert names == {*FILES, 'T-1'}, names
    assert version_of(database(folder)) == newest, 'it was not brought up to date'
    aside = folder / '.groundwork' / 'aside' / f'store-v{version}.db'
    if version < newest: assert version_of(aside) == version, 'no copy was put aside'
    else: assert not aside.exists(), 'a copy of what needed none'
    hits = json.loads(run(folder, 'search', '--json', 'hotel in Paris'))['hits']
    assert hits[0]['document'] == 'travel.md' and '180 EUR' in hits[0]['text'], hits
    assert json.loads(run(folder, 'ask', '--json', 'How long is the warranty?'))['answer'] == 'The warranty is 24 months.'
    assert '四百元' in json.loads(run(folder, 'ask', '--json', '--threshold', '0', '住宿标准每晚不超过多少？'))['answer']
    assert 'T-1' in run(folder, 'search', '--json', '--as', 'li', 'shaft seal') and 'T-1' not in run(folder, 'search', '--json', '--as', 'guest', 'shaft seal')
    with sqlite3.connect(database(folder)) as db: reasons = {row[0] for row in db.execute('SELECT reason FROM questions')}
    assert reasons and reasons <= {'nothing', 'uncertain'}, f'kept with a question: {reasons}'
    run(folder, 'rm', '--erase', 'T-1')
    run(folder, 'verify')


def check_classified(home, fixture):
    """Rights that were given by hand before schema 4 are known as such: by the audit, or since they are not those of their folder."""
    folder = thawed(home, fixture)
    with sqlite3.connect(database(folder)) as db:
        db.execute("INSERT INTO compartments VALUES(21, 'tickets', '', 'restricted'), (22, 'default', 'hr,service', 'public')")
        db.execute("UPDATE documents SET compartment = 21 WHERE name = 'T-1'")
        db.execute("UPDATE documents SET compartment = 22 WHERE name = 'policy.txt'")
        db.execute("INSERT INTO audit(at, who, act, subject, detail) VALUES(0, '', 'classify', 'tickets/T-1', 'restricted for everyone'), "
                   "(0, '', 'classify', 'default/travel.md', 'public for everyone')")   # the latter was taken back since
    run(folder, 'documents')
    with sqlite3.connect(database(folder)) as db: rows = dict(db.execute('SELECT name, rights_from FROM documents'))
    assert rows == {'T-1': 2, 'policy.txt': 2, 'travel.md': 0, 'faq.csv': 0}, rows


def check_newer(home, fixture):
    folder = thawed(home, fixture)
    with sqlite3.connect(database(folder)) as db: db.execute('PRAGMA user_version = 9999')
    def rows():
        with sqlite3.connect(database(folder)) as db: return list(db.iterdump()), version_of(database(folder))
    before = rows()
    run(folder, 'documents', code=2)
    assert rows() == before, 'a newer store was touched'


def main():
    home = tempfile.mkdtemp(prefix='gw-schemas-')
    try:
        if '--freeze' in sys.argv: return freeze(home)
        newest = version_of(database(fresh(home)))
        fixtures = sorted(HERE.glob('v*.sql'), key=lambda f: int(f.stem[1:]))
        assert [int(f.stem[1:]) for f in fixtures] == list(range(1, newest + 1)), f'schema {newest} has no fixture: run.py PROGRAM --freeze'
        for fixture in fixtures: check(home, fixture, newest)
        for name in ('classified', 'newer'): os.makedirs(f'{home}/{name}')
        check_classified(f'{home}/classified', HERE / 'v3.sql')
        check_newer(f'{home}/newer', fixtures[-1])
        print(f'{len(fixtures) + 2} passed, 0 failed')
    except AssertionError as wrong:
        print(f'FAILED: {wrong}')
        return 1
    finally:
        shutil.rmtree(home, ignore_errors=True)


sys.exit(main())
