#!/usr/bin/env python3
"""Starts the shipped program on a port of its own over workspaces of its own and asks it everything it answers over HTTP.

Usage: run.py PROGRAM [NAME..]    NAME: only tests whose name holds it. GW_HTTP_USERS, GW_HTTP_GROUPS, GW_HTTP_DOCUMENTS size the test of rights.
Python's standard library alone. Exit 1 when something does not hold.
"""
import http.client, json, os, random, re, shutil, signal, socket, sqlite3, subprocess, sys, tempfile, threading, time, traceback, unicodedata, urllib.parse
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
WORDS = ['pump', 'valve', 'rotor', 'seal', 'bearing', 'flange', 'motor', 'gasket', 'impeller', 'shaft', 'coupling', 'filter']


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Workspace:
    """A folder with groundwork.yaml, the command line over it, and a server when started."""

    def __init__(self, settings=''):
        self.root = Path(tempfile.mkdtemp(prefix='gw-http-'))
        (self.root / 'groundwork.yaml').write_text('name:\n  en: Test\n  zh: 测试\n' + settings)
        self.server, self.port, self.log = None, None, self.root / 'log'

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.server and self.server.poll() is None:
            self.server.kill()
            self.server.wait()
        shutil.rmtree(self.root, ignore_errors=True)

    def run(self, *arguments, code=0):
        env = {k: v for k, v in os.environ.items() if not k.startswith('GROUNDWORK_')}
        env['GROUNDWORK_FREE_FLOOR_MB'] = '0'
        done = subprocess.run([PROGRAM, '--workspace', self.root, '--json', *arguments], env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        assert done.returncode == code, (arguments, done.returncode, done.stdout[-500:], done.stderr[-2000:])
        return [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith('{')]

    def serve(self, listen='127.0.0.1:0', **environment):
        env = {k: v for k, v in os.environ.items() if not k.startswith('GROUNDWORK_')}
        env.update(environment, GROUNDWORK_FREE_FLOOR_MB='0')
        before = self.log.stat().st_size if self.log.exists() else 0
        self.server = subprocess.Popen([PROGRAM, '--workspace', self.root, 'serve', '--listen', listen], env=env, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=open(self.log, 'ab'))
        for _ in range(600):
            found = re.search(rb'serve\.ready url=http://[0-9.\[\]:]*:(\d+)', self.log.read_bytes()[before:])
            if found:
                self.port = int(found[1])
                return self
            assert self.server.poll() is None, self.log.read_text()
            time.sleep(0.02)
        raise AssertionError('the server did not come up: ' + self.log.read_text())

    def stop(self, how=signal.SIGTERM, seconds=15):
        self.server.send_signal(how)
        return self.server.wait(seconds)

    def ask(self, method, path, body=None, key=None, headers=None, **query):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)
        sent = dict(headers or {})
        if key: sent['Authorization'] = 'Bearer ' + key
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            sent.setdefault('Content-Type', 'application/json')
        if query: path += '?' + urllib.parse.urlencode(query)
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        reply = Reply(response.status, response.headers, response.read())
        connection.close()
        return reply

    def get(self, path, key=None, **query):
        return self.ask('GET', '/api/v1/' + path, key=key, **query)

    def post(self, path, body, key=None, **query):
        return self.ask('POST', '/api/v1/' + path, body, key=key, **query)

    def raw(self, data, patience=20):
        with socket.create_connection(('127.0.0.1', self.port), timeout=patience) as s:
            s.sendall(data)
            out = b''
            try:
                while True:
                    piece = s.recv(65536)
                    if not piece: break
                    out += piece
            except (socket.timeout, ConnectionResetError):
                pass
            return out

    def upload(self, files, key=None, headers=None, **query):
        boundary = 'b' + os.urandom(8).hex()
        body = b''
        for name, content in files:
            body += (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n').encode()
            body += content + b'\r\n'
        body += f'--{boundary}--\r\n'.encode()
        return self.ask('POST', '/api/v1/documents', body, key, {'Content-Type': f'multipart/form-data; boundary={boundary}', **(headers or {})}, **query)

    def current(self, key=None):
        """Waits until all that is committed is searchable."""
        for _ in range(300):
            if self.get('status', key).json['waiting'] == 0: return
            time.sleep(0.05)
        raise AssertionError('the index did not catch up')


def same(actual, expected, what=''):
    assert actual == expected, f'{what}: {actual!r} instead of {expected!r}'


def refused(reply, status, code):
    same((reply.status, reply.json['error']['code']), (status, code), reply.body[:300])
    assert reply.json['error']['message'].endswith(('.', '…')), reply.json


def eventually(ask, seconds=10):
    """What `ask` gives as soon as it gives something."""
    until = time.time() + seconds
    while True:
        given = ask()
        if given: return given
        assert time.time() < until, given
        time.sleep(0.05)


def jsonl(path, rows):
    path.write_text(''.join(json.dumps(row, ensure_ascii=False) + '\n' for row in rows))


# --- what is there, and how it looks ---

def test_the_whole_way_in_and_out():
    with Workspace().serve() as w:
        same(w.ask('GET', '/healthz').json, {'status': 'ok'})
        same(w.ask('GET', '/readyz').json, {'status': 'ready'})
        report = w.upload([('规定/差旅.md', '# 差旅规定\n\n住宿费每晚不超过 600 元。\n'.encode()), ('travel.md', b'# Travel policy\n\nHotels cost at most 120 EUR a night.\n')],
                          label='internal')
        same(report.status, 200, report.body)
        same({k: report.json[k] for k in ('added', 'failed_count', 'seen', 'read')}, {'added': 2, 'failed_count': 0, 'seen': 2, 'read': 2})
        status = w.get('status').json
        same((status['documents'], status['collections'], status['me']['administrator'], status['login_needed'], status['name']),
             (2, [{'name': 'default', 'documents': 2}], True, False, {'zh': '测试', 'en': 'Test'}))
        rows = w.get('documents').json
        same(sorted(r['document'] for r in rows['documents']), ['travel.md', '规定/差旅.md'])
        same(rows['next'], '')
        same([r['document'] for r in w.get('documents', q='TRAVEL').json['documents']], ['travel.md'])
        shown = w.get('document', id='规定/差旅.md').json
        assert '600 元' in shown['text'] and shown['blocks'][0]['kind'] == 'heading' and shown['truncated'] is False
        part = shown['blocks'][1]
        same(w.get('document/text', id='规定/差旅.md', start=part['start'], end=part['end']).json['text'].strip(), '住宿费每晚不超过 600 元。')
        w.current()
        hits = w.post('search', {'query': '住宿费'}).json['hits']
        same((hits[0]['document'], hits[0]['rank']), ('规定/差旅.md', 1))
        answer = w.post('ask', {'question': 'How much may a hotel cost a night?', 'threshold': 0}).json
        same(answer['status'], 'answered')
        cited = answer['citations'][0]
        same(w.get('document/text', id=cited['document'], collection=cited['collection'], start=cited['start'], end=cited['end']).json['text'], cited['quote'])
        same(w.post('ask', {'question': 'How much may a hotel cost a night?', 'threshold': 1}).json['status'], 'refused')
        changed = w.ask('PATCH', '/api/v1/document', {'groups': ['hr'], 'label': 'confidential'}, id='travel.md')
        same((changed.status, changed.json['groups'], changed.json['label']), (200, ['hr'], 'confidential'), changed.body)
        removed = w.ask('DELETE', '/api/v1/document', id='travel.md', erase='true')
        same((removed.status, removed.json['removed']), (200, 1), removed.body)
        assert removed.json['receipt']
        refused(w.get('document', id='travel.md'), 404, 'not_found')
        assert any(c['act'] for c in w.get('status').json['changes'])
        same(w.ask('POST', '/api/v1/verify', b'').json, {'problems': []})
        copy = w.post('backup', {'file': 'copy.gwb'})
        same(copy.status, 200, copy.body)
        same(copy.json['bytes'], (w.root / 'copy.gwb').stat().st_size)
        refused(w.post('backup', {'file': 'copy.gwb'}), 409, 'conflict')
        assert w.get('kinds').json['kinds']


def test_a_name_is_found_in_any_unicode_form():
    with Workspace().serve() as w:
        nfd = unicodedata.normalize('NFD', 'Zürich')
        same(w.upload([('Überblick.txt', b'The canteen opens at 11:30.')], collection='Zürich').status, 200)
        w.current()
        name = unicodedata.normalize('NFD', 'Überblick.txt')
        same(w.get('document', id=name, collection=nfd).json['text'].strip(), 'The canteen opens at 11:30.')
        same([r['document'] for r in w.get('documents', collection=nfd).json['documents']], ['Überblick.txt'])
        same(len(w.post('search', {'query': 'canteen', 'collection': nfd}).json['hits']), 1)
        same(w.post('ask', {'question': 'When does the canteen open?', 'collection': nfd, 'threshold': 0}).json['status'], 'answered')
        same(w.ask('PATCH', '/api/v1/document', {'label': 'public'}, id=name).json['label'], 'public')
        same(w.ask('DELETE', '/api/v1/document', id=name).json['removed'], 1)
        refused(w.get('documents', collection='nowhere'), 404, 'not_found')


def test_bad_files_cost_a_line():
    with Workspace().serve() as w:
        report = w.upload([('good.txt', b'Good text here.'), ('bad.pdf', b'%PDF-1.7 not really'), ('weird.xyz', os.urandom(2000))]).json
        same((report['added'], report['seen']), (1, 3), report)
        same(len(w.get('unread').json['unread']), 2)
        same(w.get('status').json['unread'], 2)


def test_description_and_page():
    with Workspace().serve() as w:
        description = w.ask('GET', '/openapi.json')
        same(description.json['openapi'], '3.1.0')
        golden = Path(__file__).resolve().parents[2] / 'docs' / 'openapi.json'
        same(description.json, json.loads(golden.read_text()), 'docs/openapi.json')
        page = w.ask('GET', '/')
        same((page.status, page.headers['Content-Type']), (200, 'text/html; charset=utf-8'))
        for name, value in {'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY', 'Referrer-Policy': 'no-referrer'}.items():
            same(page.headers[name], value)
        policy = page.headers['Content-Security-Policy']
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "script-src 'self';" in policy
        assert 'Access-Control-Allow-Origin' not in page.headers
        for file in re.findall(r'(?:src|href)="\.?(/assets/[^"]+)"', page.body.decode()):
            whole = w.ask('GET', file)
            same(whole.status, 200, file)
            packed = w.ask('GET', file, headers={'Accept-Encoding': 'gzip'})
            import gzip
            if packed.headers['Content-Encoding'] == 'gzip': same(gzip.decompress(packed.body), whole.body)
            same(w.ask('GET', file, headers={'If-None-Match': whole.headers['ETag']}).status, 304)
            assert 'immutable' in whole.headers['Cache-Control']
        metrics = w.ask('GET', '/metrics').body.decode()
        for name in ('groundwork_requests_total{method="GET",route="/openapi.json",status="200"} 1', 'groundwork_request_seconds_bucket', 'groundwork_documents 0',
                     'groundwork_chunks', 'groundwork_segments', 'groundwork_waiting', 'groundwork_answers_total{status="answered"}', 'process_resident_memory_bytes'):
            assert name in metrics, name
        log = w.log.read_text()
        assert 'http.request' in log and 'route=/openapi.json' in log


def test_the_log_holds_no_question_and_no_key():
    with Workspace().serve() as w:
        first = w.post('users', {'name': 'ann', 'administrator': True}).json
        key = first['key']['key']
        w.post('ask', {'question': 'What is the xylophonequestion?'}, key=key)
        w.post('search', {'query': 'xylophonequestion'}, key=key)
        w.get('documents', key=key, q='xylophonequestion')
        w.get('document', key=key, id='xylophonequestion')
        w.ask('GET', '/xylophonequestion?q=xylophonequestion', key=key)
        same(w.stop(), 0)
        log = w.log.read_text()
        assert 'xylophonequestion' not in log and key not in log and key[3:] not in log


# --- who may ---

def test_people_and_keys():
    with Workspace().serve() as w:
        refused(w.post('users', {'name': 'bob'}), 409, 'conflict')  # the first must be an administrator
        first = w.post('users', {'name': 'ann', 'administrator': True, 'title': 'Ann 安'})
        same(first.status, 201, first.body)
        root = first.json['key']['key']
        # The open door is closed at once.
        for method, path in (('GET', '/api/v1/status'), ('POST', '/api/v1/ask'), ('GET', '/metrics'), ('GET', '/openapi.json'), ('DELETE', '/api/v1/users?name=ann')):
            for key in (None, 'gw_' + '0' * 64, root[:-1], root + '0', 'x'):
                reply = w.ask(method, path, key=key)
                refused(reply, 401, 'forbidden')
                same(reply.headers['WWW-Authenticate'], 'Bearer')
        for path in ('/healthz', '/readyz', '/'):
            same(w.ask('GET', path).status, 200, path)
        same(w.get('status', root).json['me'], {'name': 'ann', 'administrator': True, 'label': 'restricted', 'groups': []})
        same(w.post('users', {'name': '李雷', 'groups': ['sales'], 'label': 'confidential'}, root).status, 201)
        refused(w.post('users', {'name': '李雷'}, root), 409, 'conflict')
        for bad in ({}, {'name': ''}, {'name': 'a b'}, {'name': 7}, {'name': 'x', 'label': 'secret'}, {'name': 'x', 'groups': ['a b']}, {'name': 'x', 'groups': 'a b'},
                    {'name': 'x', 'administrator': 'yes'}, {'name': 'x', 'title': 'a\nb'}):
            refused(w.post('users', bad, root), 400, 'invalid')
        issued = w.post('keys', {'user': '李雷', 'title': 'laptop', 'days': 1}, root).json
        for bad in ({'user': 'nobody'}, ):
            refused(w.post('keys', bad, root), 404, 'not_found')
        for bad in ({'user': '李雷', 'days': 0}, {'user': '李雷', 'days': 'x'}, {'user': '李雷', 'expires_at': '2020-01-01T00:00:00Z'}, {'user': '李雷', 'expires_at': 'soon'}, {}):
            refused(w.post('keys', bad, root), 400, 'invalid')
        key = issued['key']
        same(w.get('status', key).json['me'], {'name': '李雷', 'administrator': False, 'label': 'confidential', 'groups': ['sales']})
        same(w.get('status', key).json['changes'], [])
        # A reader changes nothing and sees no people.
        for method, path, body in (('GET', 'users', None), ('POST', 'users', {'name': 'eve', 'administrator': True}), ('PATCH', 'users?name=' + urllib.parse.quote('李雷'), {'administrator': True}),
                                   ('DELETE', 'users?name=ann', None), ('POST', 'keys', {'user': 'ann'}), ('DELETE', 'keys?id=' + issued['id'], None), ('GET', 'groups', None),
                                   ('GET', 'audit', None), ('POST', 'imports', {'paths': ['/etc']}), ('GET', 'imports/x', None), ('POST', 'verify', {}), ('POST', 'backup', {'file': 'x'}),
                                   ('PATCH', 'document?id=x', {}), ('DELETE', 'document?id=x', None)):
            refused(w.ask(method, '/api/v1/' + path, body, key), 403, 'forbidden')
        refused(w.upload([('x.txt', b'x')], key), 403, 'forbidden')
        refused(w.ask('GET', '/metrics', key=key), 403, 'forbidden')
        # Changes are in force at the next request.
        name = {'name': '李雷'}
        w.ask('PATCH', '/api/v1/users', {'groups': ['law', 'everyone']}, root, **name)
        same(w.get('status', key).json['me']['groups'], ['law'])
        used = eventually(lambda: [k for u in w.get('users', root).json['users'] if u['name'] == '李雷' for k in u['keys'] if k['used_at']])
        assert 'key' not in used[0], used
        same(w.ask('DELETE', '/api/v1/keys', key=root, id=issued['id']).status, 200)
        refused(w.get('status', key), 401, 'forbidden')
        refused(w.ask('DELETE', '/api/v1/users', key=root, name='ann'), 409, 'conflict')
        refused(w.ask('PATCH', '/api/v1/users', {'administrator': False}, root, name='ann'), 409, 'conflict')
        same(w.ask('DELETE', '/api/v1/users', key=root, **name).status, 200)
        same(w.ask('PATCH', '/api/v1/users', {}, root, name='nobody').status, 404)
        acts = [row['act'] for row in w.get('audit', root).json['audit']]
        same(acts, ['user.rm', 'key.rm', 'user.set', 'key.add', 'user.add', 'key.add', 'user.add'])
        last = w.get('audit', root, limit=2).json['audit']
        same([r['act'] for r in w.get('audit', root, before=last[-1]['seq'], limit=2).json['audit']], acts[2:4])
        assert all(r['who'] == 'ann' for r in w.get('audit', root).json['audit'][:5])


def test_listening_to_others_needs_users():
    with Workspace() as w:
        done = subprocess.run([PROGRAM, '--workspace', w.root, 'serve', '--listen', '0.0.0.0:0'], capture_output=True, timeout=20)
        same(done.returncode, 3)
        assert b'groundwork user add' in done.stderr, done.stderr
        w.run('user', 'add', 'ann', '--administrator')
        key = w.run('key', 'add', 'ann')[0]['key']
        w.serve('0.0.0.0:0')
        refused(w.get('status'), 401, 'forbidden')
        same(w.get('status', key).status, 200)


def test_a_proxy_is_not_this_machine():
    with Workspace().serve() as w:
        same(w.get('status').status, 200)
        for name in ('X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'x-forwarded-port'):
            refused(w.ask('GET', '/api/v1/status', headers={name: '10.0.0.9'}), 401, 'forbidden')
        assert 'There are no users yet' in w.log.read_text()
        same(w.stop(), 0)
        w.run('user', 'add', 'ann', '--administrator')
        before = len(w.log.read_text())
        w.serve()
        assert 'There are no users yet' not in w.log.read_text()[before:]


def test_a_refused_question_keeps_no_word_of_a_document():
    with Workspace() as w:
        (w.root / 'm.md').write_text('# Project Xylophone acquisition terms\n\nThe purchase price of the target is nine million.\n')
        w.run('add', '--groups', 'board', str(w.root / 'm.md'))
        for user in ('ann --administrator', 'bob --groups board'): w.run('user', 'add', *user.split())
        root, bob = (w.run('key', 'add', name)[0]['key'] for name in ('ann', 'bob'))
        w.serve()
        w.current(root)
        told = w.post('ask', {'question': 'What is the purchase price of the harbour?', 'threshold': 1}, bob).json
        assert told['status'] == 'refused' and 'Xylophone' in told['reason'], told
        kept = eventually(lambda: w.get('status', bob).json['refused'])
        same([(r['question'], r['reason']) for r in kept],
             [('What is the purchase price of the harbour?', 'A document comes close, but it is not certain enough that it answers the question.')])
        same(w.ask('DELETE', '/api/v1/document', key=root, id='m.md', erase='true').status, 200)
        for file in (w.root / '.groundwork').rglob('*'):
            if file.is_file(): assert b'Xylophone acquisition' not in file.read_bytes(), file
        # A user of the same name who comes later inherits nothing.
        w.ask('DELETE', '/api/v1/users', key=root, name='bob')
        w.post('users', {'name': 'bob', 'groups': ['board']}, root)
        same(w.get('status', w.post('keys', {'user': 'bob'}, root).json['key']).json['refused'], [])


def test_readers_do_not_wait_for_a_writer():
    with Workspace() as w:
        w.run('user', 'add', 'ann', '--administrator')
        key = w.run('key', 'add', 'ann')[0]['key']
        w.serve()
        other = sqlite3.connect(w.root / '.groundwork' / 'store.db', isolation_level=None)
        other.execute('BEGIN IMMEDIATE')
        began = time.time()
        for _ in range(8): same(w.get('status', key).status, 200)
        same(w.ask('GET', '/healthz').status, 200)
        took = time.time() - began
        other.execute('ROLLBACK')
        other.close()
        assert took < 5, took
        eventually(lambda: w.get('users', key).json['users'][0]['keys'][0]['used_at'])  # noted later


def test_lists_are_read_in_bounded_parts():
    with Workspace() as w:
        jsonl(w.root / 'many.jsonl', [{'id': f'd{i:05}', 'title': f'Note {i}', 'text': f'The {WORDS[i % 12]}.'} for i in range(12_000)])
        w.run('add', str(w.root / 'many.jsonl'))
        w.serve()
        parts, found, after = 0, [], ''
        while True:
            page = w.get('documents', q='note 11999', after=after).json
            parts, found, after = parts + 1, found + page['documents'], page['next']
            if not after: break
            assert len(page['documents']) <= 1, page
        same(([row['document'] for row in found], parts), (['d11999'], 3))
        replies = []
        threads = [threading.Thread(target=lambda: replies.append(w.get('documents', q='no such title').status)) for _ in range(40)]
        for t in threads: t.start()
        began = time.time()
        same(w.ask('GET', '/healthz').status, 200)
        took = time.time() - began
        for t in threads: t.join()
        assert set(replies) == {200, 429}, replies  # one after another; those that would wait too long are told to come back
        assert took < 3, took


def test_background_work_outlives_any_failure():
    with Workspace().serve() as w:
        w.upload([('a.txt', b'The pump stands here.')])
        w.current()
        segments = w.root / '.groundwork' / 'segments'
        segments.rename(segments.with_name('elsewhere'))
        segments.write_text('not a folder')
        w.upload([('b.txt', b'A quokka appeared.')])
        time.sleep(1)
        segments.unlink()
        segments.with_name('elsewhere').rename(segments)
        eventually(lambda: w.post('search', {'query': 'quokka'}).json['hits'], 20)


def test_host_and_origin():
    with Workspace('http:\n  names: kb.example.com\n').serve() as w:
        for host, status in (('evil.example', 403), ('localhost', 200), ('127.0.0.1:1', 200), ('kb.example.com', 200), ('10.1.2.3', 403), ('', 400)):
            same(w.ask('GET', '/api/v1/status', headers={'Host': host}).status, status, host)
        own = f'http://127.0.0.1:{w.port}'
        for origin, status in ((own, 200), ('http://evil.example', 403), ('null', 403), ('https://kb.example.com', 200), (own + '0', 403)):
            same(w.ask('POST', '/api/v1/search', {'query': 'x'}, headers={'Origin': origin}).status, status, origin)
        same(w.ask('POST', '/api/v1/search', {'query': 'x'}, headers={'Sec-Fetch-Site': 'cross-site'}).status, 403)
        preflight = w.ask('OPTIONS', '/api/v1/search', headers={'Origin': 'http://evil.example', 'Access-Control-Request-Method': 'POST'})
        same(preflight.status, 405)
        assert not any(name.lower().startswith('access-control') for name in preflight.headers)


def test_rights_hold_everywhere():
    """Random users, groups, labels and documents: whatever a person asks, only what is theirs comes back, and counts and ranks know of nothing else."""
    users = int(os.environ.get('GW_HTTP_USERS', 12))
    groups = int(os.environ.get('GW_HTTP_GROUPS', 8))
    documents = int(os.environ.get('GW_HTTP_DOCUMENTS', 150))
    seed = int(os.environ.get('GW_SEED', 20261123))
    dice = random.Random(seed)
    labels = ['public', 'internal', 'confidential', 'restricted']
    with Workspace() as w:
        rows = []
        for i in range(documents):
            rows.append({'id': f'd{i:05}', 'title': f'Note {i}', 'text': f'Serial S{i:05}. ' + ' '.join(dice.choices(WORDS, k=12)) + '.',
                         'groups': [f'g{g}' for g in dice.sample(range(groups), dice.randint(0, 2))], 'label': dice.choice(labels)})
        jsonl(w.root / 'notes.jsonl', rows)
        w.run('add', '-c', 'notes', str(w.root / 'notes.jsonl'))
        w.run('user', 'add', 'root', '--administrator')
        root = w.run('key', 'add', 'root')[0]['key']
        w.serve()
        w.current(root)
        for u in range(users):
            mine = {f'g{g}' for g in dice.sample(range(groups), dice.randint(0, min(5, groups)))}
            label = dice.randrange(4)
            same(w.post('users', {'name': f'u{u}', 'groups': sorted(mine), 'label': labels[label]}, root).status, 201)
            key = w.post('keys', {'user': f'u{u}'}, root).json['key']
            sees = {r['id'] for r in rows if labels.index(r['label']) <= label and (not r['groups'] or mine & set(r['groups']))}
            what = f'seed {seed}, user u{u} {sorted(mine)} {labels[label]}'
            status = w.get('status', key)
            same(status.json['documents'], len(sees), what)
            same(status.json['collections'], [{'name': 'notes', 'documents': len(sees)}] if sees else [], what)
            listed, after = [], ''
            while True:
                page = w.get('documents', key, limit=37, after=after).json
                listed += [r['document'] for r in page['documents']]
                after = page['next']
                if not after: break
            same(listed, sorted(sees), what)
            foreign = [r for r in rows if r['id'] not in sees]
            for row in dice.sample(foreign, min(6, len(foreign))):
                missing = w.get('document', key, id='absent')
                for reply in (w.get('document', key, id=row['id']), w.get('document', key, id=row['id'], collection='notes'), w.get('document/text', key, id=row['id'], start=0, end=5)):
                    refused(reply, 404, 'not_found')
                    same(reply.body.replace(row['id'].encode(), b'absent'), missing.body, what)
                # Its serial number is a word of nobody else's documents: no hit may tell that it exists.
                assert row['id'] not in w.post('search', {'query': 'S' + row['id'][1:], 'k': 100}, key).body.decode(), what
                answer = w.post('ask', {'question': 'What is serial S' + row['id'][1:] + '?', 'threshold': 0}, key).body.decode()
                assert row['id'] not in answer, (what, answer)
            for _ in range(5):
                query = ' '.join(dice.choices(WORDS, k=3))
                hits = w.post('search', {'query': query, 'k': 1000}, key).json['hits']
                assert {h['document'] for h in hits} <= sees, what
                expected = {r['id'] for r in rows if r['id'] in sees and any(word in r['text'] for word in query.split())}
                found = {h['document'] for h in hits}
                assert found <= expected and len(found) == min(len(expected), 1000), what
            if not sees:
                refused(w.post('search', {'query': 'pump', 'collection': 'notes'}, key), 404, 'not_found')
        # A change of the document's rights is in force at the next query.
        key = w.post('keys', {'user': 'u0'}, root).json['key']
        w.ask('PATCH', '/api/v1/users', {'groups': [], 'label': 'public'}, root, name='u0')
        w.ask('PATCH', '/api/v1/document', {'groups': ['only'], 'label': 'public'}, root, id='d00000')
        refused(w.get('document', key, id='d00000'), 404, 'not_found')
        w.ask('PATCH', '/api/v1/users', {'groups': ['only']}, root, name='u0')
        same(w.get('document', key, id='d00000').status, 200)
        assert 'd00000' in w.post('search', {'query': 'S00000'}, key).body.decode()
        w.ask('PATCH', '/api/v1/document', {'label': 'internal'}, root, id='d00000')
        assert 'd00000' not in w.post('search', {'query': 'S00000'}, key).body.decode()


# --- what strangers send ---

def test_malformed_requests():
    with Workspace().serve() as w:
        for target in ('/api/v1/document', '/api/v1/document?id=', '/api/v1/documents?limit=0', '/api/v1/documents?limit=x', '/api/v1/documents?limit=1001', '/api/v1/documents?after=zz',
                       '/api/v1/documents?after=616', '/api/v1/documents?after=6162', '/api/v1/document?id=%ff', '/api/v1/document?id=%00', '/api/v1/document/text?id=x&start=-1',
                       '/api/v1/audit?before=-1', '/%2e%2e/etc/passwd'):
            refused(w.ask('GET', target), 400, 'invalid')
        for target in ('/nothing', '/api/v1', '/api/v1/nothing', '/api/v2/status', '/api/v1/imports/unknown', '/api/v1/imports/unknown/events', '/api/v1/document?id=../../etc/passwd',
                       '/api/v1/documents?collection=nothing', '/assets/', '/index.html/x', '/.groundwork/store.db', '/assets/..%5c..%5cx'):
            refused(w.ask('GET', target), 404, 'not_found')
        for path in ('search', 'ask', 'users', 'keys', 'imports', 'backup'):
            for body in (b'', b'{', b'[]', b'null', b'"x"', b'{"a":1}x', b'\xff\xfe', b'[' * 1000, b'{"query":7,"question":7,"name":7,"user":7,"paths":7,"file":7}'):
                refused(w.post(path, body), 400, 'invalid')
        for body in ({'query': ''}, {'query': ' \n'}, {'query': 'x' * 2001}, {'query': 'x', 'k': 0}, {'query': 'x', 'k': 1001}, {'query': 'x', 'k': 1.5}, {'query': 'x', 'k': 'a'},
                     {'query': 'x', 'collection': 7}):
            refused(w.post('search', body), 400, 'invalid')
        for body in ({'question': ''}, {'question': 'x' * 2001}, {'question': 'x', 'threshold': 2}, {'question': 'x', 'threshold': -0.1}, {'question': 'x', 'threshold': 'a'}):
            refused(w.post('ask', body), 400, 'invalid')
        refused(w.post('ask', {'question': 'x', 'collection': 'nothing'}), 404, 'not_found')
        wrong = w.ask('PUT', '/api/v1/document')
        refused(wrong, 405, 'invalid')
        assert 'PATCH' in wrong.headers['Allow']
        for data, status in ((b'GARBAGE\r\n\r\n', 400), (b'GET / HTTP/1.1\r\n\r\n', 400), (b'GET /x HTTP/1.1\r\nHost: localhost\r\nX: ' + b'y' * 20000 + b'\r\n\r\n', 431),
                             (b'GET http://a/ HTTP/1.1\r\nHost: localhost\r\n\r\n', 400),
                             (b'POST /api/v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n', 400)):
            got = w.raw(data)
            assert got.startswith(b'HTTP/1.1 %d ' % status), (data[:60], got[:200])
            assert b'"error"' in got and b'nosniff' in got
        same(w.ask('GET', '/healthz').status, 200)
        for method in ('QWERTY', 'ASDF', 'PROPFIND'): same(w.ask(method, '/healthz').status, 405)
        counted = w.ask('GET', '/metrics').body.decode()
        assert 'groundwork_requests_total{method="other",route="-",status="405"} 3' in counted and 'QWERTY' not in counted, counted


def test_limits_of_bodies():
    with Workspace('http:\n  upload_mb: 2\n').serve() as w:
        refused(w.post('search', {'query': 'x', 'more': 'y' * 1_100_000}), 413, 'invalid')
        same(w.upload([('ok.txt', b'fine ' * 100_000)]).status, 200)
        got = w.raw(b'POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 3000000\r\n\r\n')
        assert got.startswith(b'HTTP/1.1 413'), got[:100]
        for body, kind in ((b'', 'multipart/form-data; boundary=x'), (b'--x--\r\n', 'multipart/form-data; boundary=x'), (b'hello', 'multipart/form-data; boundary=x'),
                           (b'hello', 'text/plain'), (b'hello', 'multipart/form-data')):
            refused(w.ask('POST', '/api/v1/documents', body, headers={'Content-Type': kind}), 400, 'invalid')
        refused(w.upload([('', b'x')]), 400, 'invalid')
        refused(w.upload([('a.txt', b'x'), ('a.txt', b'y')]), 409, 'conflict')
        refused(w.upload([('a.txt', b'x')], label='secret'), 400, 'invalid')
        refused(w.upload([('a.txt', b'x')], collection='a b'), 400, 'invalid')
        same(list((w.root / '.groundwork' / 'uploads').iterdir()), [], 'no body is left behind')


def sanitized():
    return b'__asan_init' in Path(PROGRAM).read_bytes()


def test_a_large_upload_is_not_held_in_memory():
    if sanitized(): return print('skipped: a_large_upload_is_not_held_in_memory (a sanitizer keeps freed memory)')
    with Workspace().serve() as w:
        def held():  # mapped files come and go with the machine's cache; what counts is the program's own memory
            return int(re.search(r'RssAnon:\s+(\d+)', Path(f'/proc/{w.server.pid}/status').read_text())[1]) // 1024
        before, most, done = held(), [0], threading.Event()

        def watch():
            while not done.wait(0.05): most[0] = max(most[0], held())
        watcher = threading.Thread(target=watch)
        watcher.start()
        report = w.upload([(f'blob{i}.bin', os.urandom(1 << 20) * 8) for i in range(12)])  # 96 MB that no parser reads
        done.set()
        watcher.join()
        same((report.status, report.json['seen']), (200, 12), report.body[:300])
        assert 0 < most[0] - before < 70, f'{most[0] - before} MB more'


def test_slow_clients_are_let_go():
    with Workspace().serve() as w:
        began = time.time()
        sockets = [socket.create_connection(('127.0.0.1', w.port)) for _ in range(30)]
        for s in sockets: s.sendall(b'GET /healthz HTTP/1.1\r\nHost: local')
        closed = 0
        while time.time() - began < 20 and closed < len(sockets):
            closed = 0
            for s in sockets:
                try:
                    s.sendall(b'x')
                    s.setblocking(False)
                    try:
                        if s.recv(1) == b'': closed += 1
                    except BlockingIOError:
                        pass
                    finally:
                        s.setblocking(True)
                except OSError:
                    closed += 1
            time.sleep(0.5)
            same(w.ask('GET', '/healthz').status, 200)  # others are served meanwhile
        same(closed, len(sockets))
        assert 8 < time.time() - began < 16
        for s in sockets: s.close()


def test_uploads_are_counted_while_they_come():
    with Workspace().serve() as w:
        head = b'POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n'
        held = [socket.create_connection(('127.0.0.1', w.port), timeout=10) for _ in range(8)]
        for c in held:
            c.sendall(head)
            assert c.recv(100).startswith(b'HTTP/1.1 100')
        refused(w.upload([('a.txt', b'x')]), 429, 'busy')
        for c in held: c.close()
        eventually(lambda: w.upload([('a.txt', b'x')]).status == 200)


def test_silent_connections_lock_nobody_out():
    with Workspace('http:\n  connections: 20\n').serve() as w:
        silent = [socket.create_connection(('127.0.0.1', w.port)) for _ in range(60)]
        for _ in range(5): same(w.ask('GET', '/healthz').status, 200)
        for s in silent: s.close()


def test_too_many_connections():
    with Workspace('http:\n  connections: 20\n').serve() as w:
        held = [socket.create_connection(('127.0.0.1', w.port), timeout=10) for _ in range(20)]
        for c in held:
            c.sendall(b'POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 15\r\n\r\n')
            assert c.recv(100).startswith(b'HTTP/1.1 100')
        refused(w.ask('GET', '/healthz'), 503, 'unavailable')
        for c in held: c.close()
        for _ in range(100):
            reply = w.ask('GET', '/healthz')
            if reply.status == 200: break
            time.sleep(0.02)
        same(reply.status, 200)


# --- long work, and the end ---

def events(w, import_id, key=None):
    reply = w.ask('GET', f'/api/v1/imports/{import_id}/events', key=key)
    same((reply.status, reply.headers['Content-Type']), (200, 'text/event-stream'))
    return [(m[1], json.loads(m[2])) for m in re.finditer(r'event: (\w+)\ndata: (.*)\n\n', reply.body.decode())]


def test_imports_tell_how_far_they_are():
    with Workspace().serve() as w:
        folder = w.root / 'docs'
        folder.mkdir()
        for i in range(300): (folder / f'{i:03}.md').write_text(f'# Note {i}\n\nThe {WORDS[i % 12]} number {i} is here.\n')
        begun = w.post('imports', {'paths': ['docs'], 'collection': 'notes', 'groups': ['hr'], 'label': 'public'})
        same(begun.status, 202, begun.body)
        told = events(w, begun.json['id'])
        same(told[-1][0], 'done', told[-1:])
        same(told[-1][1]['added'], 300)
        assert all(name == 'progress' and {'stage', 'done', 'all'} <= set(data) for name, data in told[:-1]) and len(told) > 1
        assert all(data['done'] <= data['all'] and (data['all'] > 0 or data['stage'] == 'waiting') for _, data in told[:-1]), told
        same(told[-2][1], {'stage': 'done', 'done': 300, 'all': 300})
        state = w.get('imports/' + begun.json['id']).json
        same((state['state'], state['stage'], state['done'], state['all'], state['report']['added']), ('done', 'done', 300, 300, 300))
        rows = w.get('documents', collection='notes', limit=1).json['documents']
        same((rows[0]['groups'], rows[0]['label']), (['hr'], 'public'))
        failed = events(w, w.post('imports', {'paths': ['/nowhere/at/all']}).json['id'])[-1]
        assert failed[0] == 'error' or failed[1]['failed_count'] == 1, failed
        # What another process adds becomes searchable here within a second.
        (w.root / 'other.txt').write_text('A quokka appeared.')
        w.run('add', str(w.root / 'other.txt'))
        for _ in range(20):
            hits = w.post('search', {'query': 'quokka'}).json['hits']
            if hits: break
            time.sleep(0.05)
        same([h['document'] for h in hits], ['other.txt'])


def test_stop_lets_requests_finish():
    for how in (signal.SIGTERM, signal.SIGINT):
        with Workspace().serve() as w:
            idle = http.client.HTTPConnection('127.0.0.1', w.port)
            idle.request('GET', '/healthz')
            idle.getresponse().read()
            slow = socket.create_connection(('127.0.0.1', w.port))
            slow.sendall(b'POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 15\r\n\r\n')
            time.sleep(0.3)
            began = time.time()
            w.server.send_signal(how)
            time.sleep(0.5)
            slow.sendall(b'{"query": "x" }')
            got = b''
            while piece := slow.recv(65536): got += piece
            assert got.startswith(b'HTTP/1.1 200') and b'Connection: close' in got, got
            same(w.server.wait(15), 0)
            assert time.time() - began < 8
            try:
                socket.create_connection(('127.0.0.1', w.port), timeout=2)
                raise AssertionError('still listening')
            except ConnectionRefusedError:
                pass
            assert 'serve.stopped' in w.log.read_text()


def test_stop_in_the_middle_of_an_import():
    with Workspace().serve() as w:
        folder = w.root / 'docs'
        folder.mkdir()
        for i in range(4000): (folder / f'{i:04}.md').write_text(f'# Note {i}\n\nThe {WORDS[i % 12]} number {i} is here.\n')
        begun = w.post('imports', {'paths': ['docs']}).json['id']
        out = []
        listener = threading.Thread(target=lambda: out.append(w.raw(f'GET /api/v1/imports/{begun}/events HTTP/1.1\r\nHost: localhost\r\n\r\n'.encode())))
        listener.start()
        time.sleep(0.3)
        began = time.time()
        same(w.stop(), 0)
        assert time.time() - began < 14
        listener.join(5)
        assert out and b'event: progress' in out[0]
        w.run('verify')  # what was brought in by then stands
        w.serve()
        same(w.ask('GET', '/healthz').status, 200)


def test_a_taken_port_is_said():
    with Workspace().serve() as w, Workspace() as other:
        done = subprocess.run([PROGRAM, '--workspace', other.root, 'serve', '--listen', f'127.0.0.1:{w.port}'], capture_output=True, timeout=20)
        same(done.returncode, 2)
        assert b'listens on' in done.stderr, done.stderr


def test_many_at_once():
    """Readers, writers and strangers together: every reply is a reply."""
    with Workspace().serve() as w:
        w.upload([(f'f{i}.txt', f'The {WORDS[i % 12]} {i} stands here.'.encode()) for i in range(50)])
        w.current()
        faults, dice = [], random.Random(3)

        def worker(n):
            try:
                for i in range(25):
                    reply = [lambda: w.get('status'), lambda: w.post('search', {'query': dice.choice(WORDS)}), lambda: w.get('documents', limit=10),
                             lambda: w.upload([(f'w{n}.txt', f'{dice.random()} {WORDS[n % 12]}'.encode())]), lambda: w.get('document', id='f1.txt'),
                             lambda: w.post('ask', {'question': 'Where does the pump stand?'})][(n + i) % 6]()
                    if reply.status != 200: faults.append((reply.status, reply.body[:200]))
            except Exception as e:
                faults.append(repr(e))
        threads = [threading.Thread(target=worker, args=(n,)) for n in range(8)]
        for t in threads: t.start()
        for t in threads: t.join()
        same(faults, [])
        same(w.stop(), 0)
        w.run('verify')


def main(given):
    wanted = sys.argv[2:]
    tests = [(name, f) for name, f in given.items() if name.startswith('test_') and (not wanted or any(x in name for x in wanted))]
    failed = 0
    for name, test in tests:
        began = time.time()
        try:
            test()
            print(f'passed: {name[5:]} ({time.time() - began:.1f} s)', flush=True)
        except Exception:
            failed += 1
            print(f'failed: {name[5:]}\n{traceback.format_exc()}', flush=True)
    print(f'{len(tests) - failed} passed, {failed} failed')
    return 1 if failed or not tests else 0


if __name__ == '__main__':
    sys.exit(main(globals()))
