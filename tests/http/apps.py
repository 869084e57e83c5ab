#!/usr/bin/env python3
"""Applications over HTTP: who may run them, see their runs, answer their tasks, correct and release them.

Usage: apps.py PROGRAM [NAME..], as run.py.
"""
import json, sys, threading, zipfile
from run import Workspace, eventually, jsonl, main, refused, same

FAQ = """name: faq
title: {en: Questions, zh: 问答}
purpose: {en: Answers what is asked often., zh: 回答常见问题。}
inputs:
  question: {type: string, maxLength: 200, title: {en: Question, zh: 问题}}
outputs:
  answer: {type: string}
steps:
  - {id: known, kind: match, question: "${inputs.question}", on_refuse: continue}
  - {id: take, kind: decide, answer: "${steps.known.answer}", confidence: "${steps.known.confidence}", threshold: 0.5}
output:
  answer: ${steps.take.answer}
cases: {file: cases/faq.jsonl, grade: {answer: contains}}
gate: {correct_at_least: 0.9, wrong_at_most: 0.1}
"""
ASK = """name: ask-hr
title: {en: Ask HR, zh: 询问人事}
groups: [staff]
inputs:
  question: {type: string}
outputs:
  answer: {type: string}
steps:
  - {id: ask, kind: review, ask: {en: What is the answer?, zh: 怎么回答？}, group: hr}
output:
  answer: ${steps.ask.answer}
"""

TEAM = """name: team
title: {en: Team, zh: 团队}
inputs:
  text: {type: string}
outputs:
  team: {type: [string, "null"]}
models:
  team: {kind: labels, from: records/tickets.jsonl, inputs: {text: text}, label: team}
steps:
  - {id: it, kind: classify, model: team, inputs: {text: "${inputs.text}"}}
output:
  team: ${steps.it.best.label}
"""


DESK = """name: desk
title: {en: Desk, zh: 前台}
groups: [staff, experts]
inputs:
  question: {type: string}
outputs:
  answer: {type: string}
steps:
  - {id: known, kind: match, question: "${inputs.question}", collection: handbook}
output:
  answer: ${steps.known.answer}
experts: {group: experts, question: "${inputs.question}", collection: answers}
"""


def xlsx(path, rows):
    cells = ''.join('<row r="%d">%s</row>' % (i + 1, ''.join('<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % ('AB'[j], i + 1, cell) for j, cell in enumerate(row))) for i, row in enumerate(rows))
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    kin = 'http://schemas.openxmlformats.org/package/2006/relationships'
    office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    with zipfile.ZipFile(path, 'w') as z:
        z.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                   '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                   '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
        z.writestr('_rels/.rels', '<Relationships xmlns="%s"><Relationship Id="r1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (kin, office))
        z.writestr('xl/workbook.xml', '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>' % (main, office))
        z.writestr('xl/_rels/workbook.xml.rels', '<Relationships xmlns="%s"><Relationship Id="r1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/></Relationships>' % (kin, office))
        z.writestr('xl/worksheets/sheet1.xml', '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, cells))


def workspace():
    w = Workspace()
    for folder in ('apps', 'cases'): (w.root / folder).mkdir()
    (w.root / 'apps/faq.yaml').write_text(FAQ)
    (w.root / 'apps/ask-hr.yaml').write_text(ASK)
    (w.root / 'faq.csv').write_text('question,answer\nHow many days of leave are there?,25 days.\nWhen does the canteen open?,At 11:30.\n')
    jsonl(w.root / 'cases/faq.jsonl', [{'id': 'leave', 'inputs': {'question': 'How many days of leave are there?'}, 'expected': {'answer': '25'}, 'never_break': True},
                                      {'id': 'moon', 'inputs': {'question': 'How far is the moon?'}, 'refuse': True},
                                      {'id': 'kept', 'inputs': {'question': 'When does the canteen open?'}, 'expected': {'answer': '11:30'}, 'sealed': True}])
    w.run('add', str(w.root / 'faq.csv'))
    return w


def people(w):
    root = w.post('users', {'name': 'ann', 'administrator': True}).json['key']['key']
    keys = {'ann': root}
    for name, groups in (('sam', ['staff']), ('tom', ['staff']), ('hua', ['hr']), ('out', [])):
        w.post('users', {'name': name, 'groups': groups}, root)
        keys[name] = w.post('keys', {'user': name}, root).json['key']
    return keys


def test_an_app_from_its_file_to_its_runs():
    with workspace().serve() as w:
        row = {a['app']: a for a in w.get('apps').json['apps']}['faq']
        same((row['live'], row['draft'], row['problems'], row['may_run'], row['expert']), (None, True, 0, True, True), row)
        same(row['inputs']['zh']['properties']['question']['title'], '问题')
        refused(w.post('apps/faq/runs', {'inputs': {'question': 'x'}}), 409, 'conflict')  # nothing is live
        released = w.post('apps/faq/release', {'note': 'first'})
        same((released.status, released.json['released'], released.json['evaluation']['right']), (200, True, 2), released.body)
        run = w.post('apps/faq/runs', {'inputs': {'question': 'When does the canteen open?'}})
        same((run.status, run.json['status'], run.json['output']), (200, 'done', {'answer': 'At 11:30.'}), run.body)
        same(run.json['steps'][0]['evidence'][0]['quote'], 'At 11:30.')
        asked = w.post('apps/faq/runs', {'inputs': {'question': 'How far is the moon?'}})
        same((asked.status, asked.json['status']), (200, 'refused'))
        assert asked.json['reason'] and 'output' not in asked.json
        begun = w.post('apps/faq/runs', {'inputs': {'question': 'When does the canteen open?'}, 'wait': False})
        same((begun.status, begun.json['status']), (202, 'running'))
        same(eventually(lambda: (lambda r: r if r['status'] != 'running' else None)(w.get('runs/' + begun.json['id']).json))['status'], 'done')
        same([r['status'] for r in w.get('runs', app='faq').json['runs']], ['done', 'refused', 'done'])
        same([r['status'] for r in w.get('runs', state='refused').json['runs']], ['refused'])
        page = w.get('runs', limit=2).json
        same((len(page['runs']), len(w.get('runs', limit=2, before=page['next']).json['runs'])), (2, 1))
        for bad in ({'inputs': {}}, {'inputs': {'question': 7}}, {'inputs': {'question': 'x' * 201}}, {'inputs': {'question': 'x', 'more': 1}}, {'inputs': []}, {'inputs': {'question': 'x'}, 'wait': 'no'}):
            refused(w.post('apps/faq/runs', bad), 400, 'invalid')
        refused(w.post('apps/none/runs', {'inputs': {}}), 404, 'not_found')
        refused(w.get('apps/none'), 404, 'not_found')
        refused(w.get('runs/none'), 404, 'not_found')
        refused(w.get('runs', state='odd'), 400, 'invalid')


def test_the_gate_over_http():
    with workspace().serve() as w:
        same(w.post('apps/faq/release', {}).json['released'], True)
        (w.root / 'apps/faq.yaml').write_text(FAQ.replace('threshold: 0.5', 'threshold: 1'))
        stopped = w.post('apps/faq/release', {}).json
        same((stopped['released'], stopped['passed']), (False, False))
        assert any('leave' in reason['en'] and 'leave' in reason['zh'] for reason in stopped['reasons']), stopped
        same(w.get('apps/faq').json['live'], 1)
        anyway = w.post('apps/faq/release', {'anyway': 'the director wants it'}).json
        same((anyway['released'], anyway['version'], w.get('apps/faq').json['live']), (True, 2, 2))
        back = w.post('apps/faq/rollback', {})
        same((back.status, back.json['version'], w.get('apps/faq').json['live']), (200, 1, 1), back.body)
        refused(w.post('apps/faq/rollback', {'to': 7}), 404, 'not_found')
        listed = w.get('apps/faq/versions').json
        same([(v['version'], v['live']) for v in listed['versions']], [(2, False), (1, True)])
        same([r['act'] for r in listed['releases']], ['rollback', 'release', 'release'])
        assert 'director' in listed['releases'][1]['note']
        (w.root / 'apps/faq.yaml').rename(w.root / 'faq.kept')  # a live version answers without its file, and is taken down without it
        same(w.get('apps/faq').json['live'], 1)
        down = w.post('apps/faq/retire', {'note': 'moved'})
        same((down.status, down.json), (200, {'app': 'faq', 'version': 1}), down.body)
        refused(w.get('apps/faq'), 404, 'not_found')
        refused(w.post('apps/faq/retire', {}), 404, 'not_found')
        (w.root / 'faq.kept').rename(w.root / 'apps/faq.yaml')
        last = w.get('apps/faq/versions').json['releases'][0]
        same((w.get('apps/faq').json['live'], last['act'], last['version'], last['note']), (None, 'retire', 1, 'moved'))
        refused(w.post('apps/faq/retire', {}), 404, 'not_found')
        w.post('apps/faq/release', {'version': 1})
        same([e['version'] for e in w.get('apps/faq/evaluations').json['evaluations']], [1, 2, 2, 1])
        measured = w.post('apps/faq/evaluations', {'version': 1, 'repeat': 2}).json
        same((measured['right'], measured['cases'], len(measured['rows'])), (2, 2, 2))
        same(w.get('evaluations/%d' % measured['number']).json['right'], 2)
        added = w.post('apps/faq/cases', {'inputs': {'question': 'canteen?'}, 'expected': {'answer': '11:30'}})
        same(added.status, 201, added.body)
        same(w.get('apps/faq/cases').json['all'], 4)
        for bad in ({}, {'inputs': {'question': 'x'}}, {'inputs': {'question': 'x'}, 'expected': {'nothing': 1}}, {'inputs': {'q': 'x'}, 'refuse': True}, {'inputs': {'question': 'x'}, 'refuse': True, 'expected': {'answer': 'y'}}):
            refused(w.post('apps/faq/cases', bad), 400, 'invalid')
        same(w.ask('DELETE', '/api/v1/apps/faq/cases/' + added.json['id'].replace(' ', '%20')).status, 200)
        refused(w.ask('DELETE', '/api/v1/apps/faq/cases/leave'), 404, 'not_found')  # stands in the file


def test_an_answer_is_no_wider_than_what_it_may_rest_on():
    w = workspace()
    (w.root / 'apps/desk.yaml').write_text(DESK)
    (w.root / 'plan.txt').write_text('The pump of hall 2 is replaced in May by the staff of Meyer.\n')
    w.run('add', str(w.root / 'plan.txt'), '--collection', 'handbook', '--groups', 'staff', '--label', 'confidential')
    with w.serve():
        root = w.post('users', {'name': 'ann', 'administrator': True}).json['key']['key']
        for user, groups in (('eva', ['experts']), ('sam', ['staff'])): w.post('users', {'name': user, 'groups': groups, 'label': 'confidential'}, root)
        eva, sam = (w.post('keys', {'user': user}, root).json['key'] for user in ('eva', 'sam'))
        same(w.post('apps/desk/release', {}, root).json['released'], True)
        questions = ['How is the red door opened?', 'Where are spare keys kept?', 'Who waters the plants?']
        for question in questions + ['Please, who waters the plants']: same(w.post('apps/desk/runs', {'inputs': {'question': question}}, sam).json['status'], 'refused')
        tasks = {t['asked']['show']['question']: t for t in eventually(lambda: (lambda found: found if len(found) == 3 else None)(w.get('tasks', key=eva).json['tasks']))}
        path = lambda i: 'tasks/%d/answer' % tasks[questions[i]]['task']
        refused(w.post(path(0), {'answer': 'With the key.', 'groups': ['experts']}, eva), 403, 'forbidden')
        refused(w.post(path(0), {'answer': 'With the key.', 'label': 'internal'}, eva), 403, 'forbidden')
        refused(w.post(path(0), {'answer': 'With the key.', 'questions': ['Who is the boss?']}, eva), 400, 'invalid')
        told = w.post(path(0), {'answer': 'With the key.'}, eva).json
        same((told['groups'], told['label'], told['document'].split('/')[0]), (['staff'], 'confidential', 'answers'), told)
        told = w.post(path(1), {'answer': 'In the box.', 'groups': ['staff', 'experts'], 'label': 'internal'}, root).json
        same((sorted(told['groups']), told['label']), (['experts', 'staff'], 'internal'), told)
        # Other people's words are shown, and published only when they are chosen.
        wordings = eventually(lambda: w.get('tasks/%d' % tasks[questions[2]]['task'], key=eva).json['asked']['show'].get('wordings'))
        told = w.post(path(2), {'answer': 'Nobody.'}, eva).json
        text = json.dumps(w.get('documents', collection='answers', key=root).json)
        assert questions[2] in text and wordings[0] not in text, text


def test_records_of_a_workbook_are_read_apart():
    w = workspace()
    words = {'office': 'the printer is out of paper', 'it': 'the password is forgotten', 'finance': 'the invoice has a wrong sum'}
    (w.root / 'records').mkdir()
    xlsx(w.root / 'records/tickets.xlsx', [('text', 'team')] + [('%s %d' % (text, i), team) for i in range(30) for team, text in words.items()])
    (w.root / 'apps/team.yaml').write_text(TEAM.replace('.jsonl', '.xlsx'))
    with w.serve():
        trained = w.post('apps/team/train', {})
        same((trained.status, [(m['records'], m['report']['accuracy']) for m in trained.json['models']]), (200, [(90, 1)]), trained.body)
        (w.root / 'records/tickets.xlsx').write_bytes(b'PK\x03\x04' + b'nothing' * 100)
        refused(w.post('apps/team/train', {}), 400, 'invalid')


def test_training_over_http():
    w = workspace()
    words = {'office': 'the printer is out of paper', 'it': 'the password is forgotten', 'finance': 'the invoice has a wrong sum'}
    (w.root / 'records').mkdir()
    jsonl(w.root / 'records/tickets.jsonl', [{'text': '%s %d' % (text, i), 'team': team} for i in range(30) for team, text in words.items()])
    (w.root / 'apps/team.yaml').write_text(TEAM)
    with w.serve():
        same([(m['name'], m['number'], m['now'], m['newer']) for m in w.get('apps/team').json['models']], [('team', 0, 90, True)])
        same(w.get('apps/faq').json['models'], [])
        trained = w.post('apps/team/train', {})
        same((trained.status, [(m['name'], m['kind'], m['records'], m['report']['accuracy']) for m in trained.json['models']]), (200, [('team', 'labels', 90, 1)]), trained.body)
        same([(m['trained_on'], m['newer'], m['sentence']) for m in w.get('apps/team').json['models']], [(90, False, None)])
        same(w.post('apps/team/release', {}).json['trained'], [])
        # Corrections are told, and learned by the next release of the files.
        for i in range(12): same(w.post('apps/team/cases', {'inputs': {'text': 'the soup in the canteen is cold %d' % i}, 'expected': {'team': 'canteen'}}).status, 201)
        row = w.get('apps/team').json['models'][0]
        same((row['trained_on'], row['now'], row['corrections'], row['sentence']['en']), (90, 102, 12, 'team: 12 new corrections since training.'))
        asked = {'inputs': {'text': 'the soup in the canteen is cold'}}
        as_it_is = w.post('apps/team/release', {'train': False, 'anyway': 'as it is'}).json
        same((as_it_is['released'], as_it_is['version'], as_it_is['trained']), (True, 1, []), as_it_is)
        assert w.post('apps/team/runs', asked).json['output']['team'] != 'canteen'
        refused(w.post('apps/team/release', {'train': 'no'}), 400, 'invalid')
        released = w.post('apps/team/release', {}).json
        same((released['released'], released['version'], [m['corrections'] for m in released['trained']]), (True, 2, [12]), released)
        same(w.post('apps/team/runs', asked).json['output']['team'], 'canteen')
        # A version that is named is taken as it was trained.
        same(w.post('apps/team/release', {'version': 2}).json['trained'], [])
        refused(w.post('apps/faq/train', {}), 400, 'invalid')  # declares no models
        refused(w.post('apps/none/train', {}), 404, 'not_found')
        same([row['act'] for row in w.get('audit').json['audit'] if row['act'] == 'train'], ['train', 'train'])
        keys = people(w)
        refused(w.post('apps/team/train', {}, keys['sam']), 403, 'forbidden')
        assert 'models' not in w.get('apps/team', keys['sam']).json


def test_who_may_what():
    with workspace().serve() as w:
        same(w.post('apps/faq/release', {}).json['released'], True)
        keys = people(w)
        # What is not released is the administrator's; what is for a group is not there for others.
        same([a['app'] for a in w.get('apps', keys['sam']).json['apps']], ['faq'])
        refused(w.get('apps/ask-hr', keys['sam']), 404, 'not_found')
        refused(w.post('apps/ask-hr/runs', {'inputs': {'question': 'x'}, 'draft': True}, keys['sam']), 403, 'forbidden')
        same(w.post('apps/ask-hr/release', {}, keys['ann']).json['released'], True)
        same([a['app'] for a in w.get('apps', keys['sam']).json['apps']], ['ask-hr', 'faq'])
        same([a['app'] for a in w.get('apps', keys['out']).json['apps']], ['faq'])
        refused(w.post('apps/ask-hr/runs', {'inputs': {'question': 'x'}}, keys['out']), 404, 'not_found')
        waiting = w.post('apps/ask-hr/runs', {'inputs': {'question': 'What is my salary?'}}, keys['sam'])
        same((waiting.status, waiting.json['status'], waiting.json['by']), (202, 'waiting', 'sam'), waiting.body)
        run = 'runs/' + waiting.json['id']
        same(w.get(run, keys['sam']).status, 200)
        for other in ('tom', 'out', 'hua'): refused(w.get(run, keys[other]), 404, 'not_found')
        same([len(w.get('runs', keys[k], app='ask-hr').json['runs']) for k in ('sam', 'tom', 'ann')], [1, 0, 1])
        # The task is for the group hr, and for no one else.
        same([len(w.get('tasks', keys[k]).json['tasks']) for k in ('hua', 'ann', 'sam', 'tom', 'out')], [1, 1, 0, 0, 0])
        task = w.get('tasks', keys['hua']).json['tasks'][0]['task']
        for other in ('sam', 'tom', 'out'):
            refused(w.get('tasks/%d' % task, keys[other]), 404, 'not_found')
            refused(w.post('tasks/%d/answer' % task, {'answer': 'mine'}, keys[other]), 404, 'not_found')
        refused(w.post('tasks/%d/answer' % task, {'answer': 7}, keys['hua']), 400, 'invalid')
        done = w.post('tasks/%d/answer' % task, {'answer': 'Ask in person.'}, keys['hua'])
        same((done.status, done.json['status']), (200, 'done'), done.body)
        refused(w.post('tasks/%d/answer' % task, {'answer': 'again'}, keys['hua']), 409, 'conflict')
        same(w.get(run, keys['sam']).json['output'], {'answer': 'Ask in person.'})
        # Quality is the experts' business, going live the administrator's.
        for path in ('cases', 'evaluations', 'versions'): refused(w.get('apps/faq/' + path, keys['sam']), 403, 'forbidden')
        for path, body in (('cases', {'inputs': {'question': 'x'}, 'refuse': True}), ('evaluations', {}), ('release', {}), ('rollback', {}), ('retire', {})):
            refused(w.post('apps/faq/' + path, body, keys['sam']), 403, 'forbidden')
        refused(w.get('apps', None), 401, 'forbidden')


SLOW = """name: slow
title: {en: Slow, zh: 慢}
inputs:
  question: {type: string, default: none}
outputs:
  answer: {type: string}
steps:
  - {id: wait, kind: script, program: scripts/slow, output: {type: object, properties: {answer: {type: string}}}}
output:
  answer: ${steps.wait.output.answer}
"""
LEARNS = """name: learns
title: {en: Learns, zh: 学习}
inputs:
  question: {type: string}
outputs:
  answer: {type: string}
steps:
  - {id: known, kind: match, question: "${inputs.question}", collection: answers}
output:
  answer: ${steps.known.answer}
experts: {group: hr, question: "${inputs.question}"}
"""


def test_long_runs_do_not_hold_up_other_requests():
    with workspace() as w:
        (w.root / 'apps/slow.yaml').write_text(SLOW)
        (w.root / 'scripts').mkdir()
        (w.root / 'scripts/slow').write_text('#!/usr/bin/python3\nimport time\ntime.sleep(3)\nprint(\'{"answer":"done"}\')\n')
        w.serve()
        same(w.post('apps/slow/release', {}).json['released'], True)
        keys = people(w)
        states = []
        call = {'jsonrpc': '2.0', 'id': 1, 'method': 'tools/call', 'params': {'name': 'slow', 'arguments': {}}}
        def slow(i):
            reply = w.post('apps/slow/runs', {'inputs': {}}, keys['sam']) if i % 2 else w.ask('POST', '/mcp', json.dumps([call, call]).encode(), keys['tom'], {'Content-Type': 'application/json', 'MCP-Protocol-Version': '2025-03-26'})
            states.append(reply.status)
        threads = [threading.Thread(target=slow, args=(i,)) for i in range(8)]
        for thread in threads: thread.start()
        for _ in range(20): same(w.get('apps', keys['out']).status, 200)
        assert len(states) <= 4, states  # two at once of each caller
        for thread in threads: thread.join()
        same(states, [200] * 8)


def test_an_answer_that_cannot_be_taught_leaves_its_question_open():
    with workspace() as w:
        (w.root / 'apps/learns.yaml').write_text(LEARNS)
        w.serve()
        w.post('apps/learns/release', {})
        keys = people(w)
        same(w.post('apps/learns/runs', {'inputs': {'question': 'Who has the key of the lab?'}}, keys['sam']).json['status'], 'refused')
        task = eventually(lambda: w.get('tasks', keys['hua']).json['tasks'])[0]['task']
        for bad in ({'groups': ['no such, name!']}, {'groups': ['g%d' % i for i in range(65)]}, {'label': 'odd'}):
            refused(w.post('tasks/%d/answer' % task, {'answer': 'The porter.', **bad}, keys['hua']), 400, 'invalid')
            same([t['task'] for t in w.get('tasks', keys['hua']).json['tasks']], [task])
            same([g['state'] for g in w.get('gaps', keys['hua']).json['gaps']], ['open'])
        taught = w.post('tasks/%d/answer' % task, {'answer': 'The porter.', 'groups': ['staff']}, keys['hua'])
        same((taught.status, taught.json['gap']['state']), (200, 'answered'), taught.body)


def test_what_a_killed_server_left_is_gone_on_with():
    with workspace().serve() as w:
        w.post('apps/faq/release', {})
        ids = [w.post('apps/faq/runs', {'inputs': {'question': 'When does the canteen open?'}, 'wait': False}).json['id'] for _ in range(40)]
        w.stop(9)
        w.serve()
        for one in ids: eventually(lambda: w.get('runs/' + one).json['status'] == 'done')
        same(len(w.get('runs', limit=500).json['runs']), 40)


if __name__ == '__main__':
    sys.exit(main(globals()))
