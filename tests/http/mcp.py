#!/usr/bin/env python3
"""Applications as tools of the Model Context Protocol, over HTTP and over standard input and output: both eras, rights, and messages that are none.

Usage: mcp.py PROGRAM [NAME..], as run.py.
"""
import json, os, random, subprocess, sys
from apps import people, workspace
from run import PROGRAM, main, refused, same

MODERN = '2026-07-28'
META = {'io.modelcontextprotocol/protocolVersion': MODERN, 'io.modelcontextprotocol/clientCapabilities': {}}
BOTH = {'Accept': 'application/json, text/event-stream', 'Content-Type': 'application/json'}


def live(w):
    for app in ('faq', 'ask-hr'): w.run('release', app)
    return w


def message(method, params=None, id=1):
    out = {'jsonrpc': '2.0', 'method': method}
    if id is not None: out['id'] = id
    if params is not None: out['params'] = params
    return out


def send(w, body, key=None, **headers):
    return w.ask('POST', '/mcp', body if isinstance(body, (str, bytes)) else json.dumps(body), key, {**BOTH, **{k.replace('_', '-'): v for k, v in headers.items()}})


def modern(w, method, params=None, key=None, **headers):
    params = {**(params or {}), '_meta': META}
    sent = {'MCP_Protocol_Version': MODERN, 'Mcp_Method': method}
    if method == 'tools/call': sent['Mcp_Name'] = params.get('name', '')
    return send(w, message(method, params), key, **{**sent, **headers})


def code(reply):
    return reply.status, reply.json['error']['code']


def test_a_client_that_begins_with_initialize():
    with live(workspace()).serve() as w:
        for asked, given in (('2025-11-25', '2025-11-25'), ('2025-06-18', '2025-06-18'), ('2024-11-05', '2024-11-05'), ('1999-01-01', '2025-11-25'), (MODERN, '2025-11-25')):
            reply = send(w, message('initialize', {'protocolVersion': asked, 'capabilities': {}, 'clientInfo': {'name': 't', 'version': '1'}}))
            same((reply.status, reply.json['result']['protocolVersion'], reply.json['result']['serverInfo']['name']), (200, given, 'groundwork'), reply.body)
            assert 'Mcp-Session-Id' not in reply.headers
        reply = send(w, message('notifications/initialized', id=None))
        same((reply.status, reply.body), (202, b''))
        same(send(w, message('ping', id='a')).json, {'jsonrpc': '2.0', 'id': 'a', 'result': {}})
        tools = {t['name']: t for t in send(w, message('tools/list'), MCP_Protocol_Version='2025-11-25').json['result']['tools']}
        same(sorted(tools), ['ask-hr', 'faq'])
        same((tools['faq']['title'], tools['faq']['inputSchema']['required']), ('Questions / 问答', ['question']))
        assert 'Answers what' in tools['faq']['description'] and '回答' in tools['faq']['description']
        called = send(w, message('tools/call', {'name': 'faq', 'arguments': {'question': 'When does the canteen open?'}})).json['result']
        same((called['isError'], called['structuredContent']['status'], called['structuredContent']['output']), (False, 'done', {'answer': 'At 11:30.'}), called)
        same(called['structuredContent']['citations'][0]['quote'], 'At 11:30.')
        assert called['content'][0]['text'].startswith('At 11:30.') and 'faq.csv' in called['content'][0]['text']
        asked = send(w, message('tools/call', {'name': 'faq', 'arguments': {'question': 'How far is the moon?'}})).json['result']
        same((asked['isError'], asked['structuredContent']['status']), (False, 'refused'))
        waits = send(w, message('tools/call', {'name': 'ask-hr', 'arguments': {'question': 'Leave?'}})).json['result']
        same((waits['isError'], waits['structuredContent']['status'], waits['structuredContent']['task']), (False, 'waiting', 1))
        assert 'task 1' in waits['content'][0]['text']
        same({r['cause'] for r in w.get('runs').json['runs']}, {'mcp'})


SEND = """name: send
title: {en: Send, zh: 发送}
inputs:
  question: {type: string}
outputs:
  answer: {type: string}
steps:
  - {id: it, kind: call, url: "http://127.0.0.1:9/tickets", body: {text: "${inputs.question}"}}
output:
  answer: ${inputs.question}
"""


def test_what_begins_something_is_not_said_to_only_read():
    w = workspace()
    around = lambda name, inner: SEND.replace('name: send', 'name: ' + name).replace('kind: call, url: "http://127.0.0.1:9/tickets", body: {text: "${inputs.question}"}', 'kind: app, app: %s, inputs: {question: "${inputs.question}"}' % inner)
    for name, text in (('send', SEND), ('outer', around('outer', 'send')), ('outermost', around('outermost', 'outer')), ('asking', around('asking', 'faq'))): (w.root / 'apps' / (name + '.yaml')).write_text(text)
    for app in ('faq', 'send', 'outer', 'outermost', 'asking'): w.run('release', app)
    with w.serve():
        told = {t['name']: t['annotations'] for t in send(w, message('tools/list'), MCP_Protocol_Version='2025-11-25').json['result']['tools']}
        same({name: (hints['readOnlyHint'], hints['destructiveHint'], hints['openWorldHint']) for name, hints in told.items()},
             {'faq': (True, False, False), 'asking': (False, False, False), 'send': (False, True, True), 'outer': (False, True, True), 'outermost': (False, True, True)})


def test_a_client_whose_every_message_says_its_revision():
    with live(workspace()).serve() as w:
        found = modern(w, 'server/discover').json['result']
        assert MODERN in found['supportedVersions'] and found['resultType'] == 'complete' and 'tools' in found['capabilities'], found
        same(found['_meta']['io.modelcontextprotocol/serverInfo']['name'], 'groundwork')
        listed = modern(w, 'tools/list').json['result']
        same(([t['name'] for t in listed['tools']], listed['cacheScope'], listed['resultType']), (['ask-hr', 'faq'], 'private', 'complete'))
        called = modern(w, 'tools/call', {'name': 'faq', 'arguments': {'question': 'When does the canteen open?'}}).json['result']
        same((called['structuredContent']['status'], called['resultType']), ('done', 'complete'))
        named = modern(w, 'tools/call', {'name': 'faq', 'arguments': {'question': 'When does the canteen open?'}}, Mcp_Name='=?base64?ZmFx?=')
        same(named.status, 200, named.body)
        for method in ('ping', 'initialize', 'resources/list', 'subscriptions/listen'):
            same(code(modern(w, method)), (404, -32601), method)
        same(code(modern(w, 'tools/list', Mcp_Method='tools/call')), (400, -32020))
        same(code(modern(w, 'tools/call', {'name': 'faq'}, Mcp_Name='other')), (400, -32020))
        same(code(modern(w, 'tools/list', MCP_Protocol_Version='2025-11-25')), (400, -32020))
        same(code(send(w, message('tools/list', {'_meta': META}))), (400, -32020))
        same(code(send(w, message('tools/list', {}), MCP_Protocol_Version=MODERN)), (400, -32602))
        same(code(send(w, message('tools/list', {'_meta': {k: v for k, v in META.items() if 'Cap' not in k}}), MCP_Protocol_Version=MODERN, Mcp_Method='tools/list')), (400, -32602))
        later = {**META, 'io.modelcontextprotocol/protocolVersion': '2030-01-01'}
        reply = send(w, message('tools/list', {'_meta': later}), MCP_Protocol_Version='2030-01-01', Mcp_Method='tools/list')
        same(code(reply), (400, -32022))
        assert MODERN in reply.json['error']['data']['supported'], reply.body
        same(code(send(w, message('tools/list'), MCP_Protocol_Version='2030-01-01')), (400, -32022))


def test_a_tool_is_there_for_whom_the_app_is():
    with live(workspace()).serve() as w:
        keys = people(w)
        same(send(w, message('tools/list')).status, 401)
        same(send(w, message('tools/list'), 'gw_wrong').status, 401)
        same([t['name'] for t in send(w, message('tools/list'), keys['sam']).json['result']['tools']], ['ask-hr', 'faq'])
        same([t['name'] for t in send(w, message('tools/list'), keys['out']).json['result']['tools']], ['faq'])
        hidden = send(w, message('tools/call', {'name': 'ask-hr', 'arguments': {'question': 'x'}}), keys['out'])
        none = send(w, message('tools/call', {'name': 'ask-hp', 'arguments': {'question': 'x'}}), keys['out'])
        same((code(hidden), hidden.json['error']['message'].replace('ask-hr', 'ask-hp')), (code(none), none.json['error']['message']))
        same(code(none), (200, -32602))
        done = send(w, message('tools/call', {'name': 'faq', 'arguments': {'question': 'When does the canteen open?'}}), keys['sam']).json['result']
        same(w.get('runs/' + done['structuredContent']['run'], keys['sam']).json['by'], 'sam')
        refused(w.get('runs/' + done['structuredContent']['run'], keys['tom']), 404, 'not_found')
        same(send(w, message('tools/list'), keys['sam'], Origin='http://evil.example').status, 403)
        same((w.ask('GET', '/mcp', key=keys['sam']).status, w.ask('DELETE', '/mcp', key=keys['sam']).status), (405, 405))


def test_arguments_that_do_not_fit_are_told_to_the_model():
    with live(workspace()).serve() as w:
        for bad in ({}, {'question': 7}, {'question': 'x' * 201}, {'question': 'x', 'more': 1}):
            told = send(w, message('tools/call', {'name': 'faq', 'arguments': bad})).json['result']
            assert told['isError'] and 'The inputs do not fit' in told['content'][0]['text'], told
        same(w.get('runs').json['runs'], [])
        same(code(send(w, message('tools/call', {'name': 'faq', 'arguments': [1]}))), (200, -32602))
        same(code(send(w, message('tools/call', {'arguments': {}}))), (200, -32602))


def test_how_it_travels():
    with live(workspace()).serve() as w:
        event = send(w, message('ping'), Accept='text/event-stream')
        same((event.status, event.headers['Content-Type']), (200, 'text/event-stream'))
        assert b'data: {"jsonrpc":"2.0","id":1,"result":{}}' in event.body, event.body
        same(send(w, message('ping'), Accept='image/png').status, 406)
        same(send(w, message('ping'), Content_Type='text/plain').status, 415)
        several = send(w, [message('ping', id=1), message('notifications/initialized', id=None), message('nothing', id=2)], MCP_Protocol_Version='2025-03-26')
        same([r['id'] for r in several.json], [1, 2])
        same(send(w, [message('notifications/initialized', id=None)], MCP_Protocol_Version='2025-03-26').status, 202)
        same(code(send(w, [message('ping')], MCP_Protocol_Version='2025-11-25')), (400, -32600))
        same(code(send(w, [message('ping')] * 51, MCP_Protocol_Version='2025-03-26')), (400, -32600))
        same(send(w, {'jsonrpc': '2.0', 'id': 1, 'result': {}}).status, 202)


HOSTILE = ['', 'null', '1', '"x"', '[]', '{}', '{', '\x00', '{"jsonrpc":"2.0"}', '{"jsonrpc":"1.0","id":1,"method":"ping"}', '{"jsonrpc":"2.0","id":null,"method":"ping"}', '{"jsonrpc":"2.0","id":{},"method":"ping"}',
           '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', '{"jsonrpc":"2.0","id":1,"method":7}', '{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":7}}',
           '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":7}}}', '{"jsonrpc":"2.0","id":1,"method":"initialize"}',
           '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":{}}}', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":{}}}',
           '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"' + 'x' * 100_000 + '"}}', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"../faq\\u0000"}}',
           '[' * 50_000, '{"a":' * 5000 + '1' + '}' * 5000, '{"jsonrpc":"2.0","id":1,"method":"' + 'm' * 500_000 + '"}', '{"jsonrpc":"2.0","id":1,"method":"ping","id":2}']


def wild(random, depth=0):
    kind = random.randrange(8 if depth < 5 else 5)
    if kind < 5: return random.choice([None, True, -1, 2**63, 1e308, '', 'tools/call', 'faq', '\ud7ff', '2.0'])
    if kind < 6: return [wild(random, depth + 1) for _ in range(random.randrange(4))]
    names = ['jsonrpc', 'id', 'method', 'params', '_meta', 'name', 'arguments', 'question', 'result', 'error', 'io.modelcontextprotocol/protocolVersion']
    return {random.choice(names): wild(random, depth + 1) for _ in range(random.randrange(6))}


def wilds(count):
    dice = random.Random(7)
    for _ in range(count):
        base = message(dice.choice(['ping', 'tools/list', 'tools/call', 'initialize', 'server/discover']), wild(dice))
        base[dice.choice(list(base))] = wild(dice)
        yield json.dumps(base)


def test_messages_that_are_none():
    with live(workspace()).serve() as w:
        for body in HOSTILE + list(wilds(400)):
            reply = send(w, body.encode('utf-8', 'surrogatepass'))
            assert reply.status in (200, 202, 400), (body[:200], reply.status, reply.body[:300])
            if reply.status != 202: assert b'"jsonrpc":"2.0"' in reply.body and b'-32603' not in reply.body, (body[:200], reply.body[:300])
        same(send(w, b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"' + b'x' * (2 << 20) + b'"}}').status, 413)
        same(send(w, b'\xff\xfe{"jsonrpc"').status, 400)
        same(send(w, message('ping')).status, 200)


def lines(w, given, *arguments):
    env = {k: v for k, v in os.environ.items() if not k.startswith('GROUNDWORK_')} | {'GROUNDWORK_FREE_FLOOR_MB': '0'}
    done = subprocess.run([PROGRAM, '--workspace', w.root, 'mcp', *arguments], input=given, env=env, capture_output=True, timeout=120)
    same(done.returncode, 0, done.stderr)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def spoken(*messages):
    return ''.join(json.dumps(m) + '\n' for m in messages).encode()


def test_over_standard_input_and_output():
    with live(workspace()) as w:
        told = {r['id']: r for r in lines(w, spoken(message('initialize', {'protocolVersion': '2025-06-18', 'capabilities': {}}, 0), message('notifications/initialized', id=None), message('tools/list', id=1),
                                                   message('tools/call', {'name': 'faq', 'arguments': {'question': 'When does the canteen open?'}}, 'two'),
                                                   message('server/discover', {'_meta': META}, 3), [message('ping', id=4)]))}
        same(sorted(map(str, told)), ['0', '1', '3', 'None', 'two'])
        same(told[0]['result']['protocolVersion'], '2025-06-18')
        same(told['two']['result']['structuredContent']['output'], {'answer': 'At 11:30.'})
        same(told[None]['error']['code'], -32600)
        batch = lines(w, spoken(message('initialize', {'protocolVersion': '2025-03-26', 'capabilities': {}}, 0), [message('ping', id=4), message('ping', id=5)]))
        assert [r for r in batch if isinstance(r, list) and {x['id'] for x in r} == {4, 5}], batch
        w.run('user', 'add', 'ann', '--administrator')
        w.run('user', 'add', 'out')
        same([t['name'] for t in lines(w, spoken(message('tools/list')), '--as', 'out')[0]['result']['tools']], ['faq'])
        hostile = ''.join(body.replace('\n', ' ') + '\n' for body in HOSTILE + list(wilds(200)))
        for reply in lines(w, hostile.encode('utf-8', 'surrogatepass') + b'\xff\n' + b'x' * (5 << 20) + b'\n' + spoken(message('ping', id='last'))):
            assert not isinstance(reply, dict) or reply.get('error', {}).get('code') != -32603, reply
        same([r for r in lines(w, b'x' * (5 << 20) + b'\n' + spoken(message('ping', id='last'))) if r['id'] == 'last'][0]['result'], {})


if __name__ == '__main__':
    sys.exit(main(globals()))
