#!/usr/bin/env python3
"""What applications do not hand on: results beyond a person's rights, the cases that guard a release, runs of who is gone.

Usage: apps_rights.py PROGRAM [NAME..], as run.py.
"""
import sys
from run import Workspace, eventually, jsonl, main, refused, same

FAQ = """name: faq
title: {en: Questions, zh: 问答}
purpose: {en: Answers what is asked often., zh: 回答常见问题。}
inputs:
  question: {type: string, maxLength: 200}
outputs:
  answer: {type: string}
steps:
  - {id: known, kind: match, question: "${inputs.question}", on_refuse: continue}
  - {id: take, kind: decide, answer: "${steps.known.answer}", confidence: "${steps.known.confidence}", threshold: 0.5}
output:
  answer: ${steps.take.answer}
experts: {group: experts, question: "${inputs.question}"}
cases: {file: cases/faq.jsonl, grade: {answer: contains}}
gate: {correct_at_least: 0.1, wrong_at_most: 0.9}
"""
# Its answer is looked at by somebody before it goes out.
CHECKED = """name: checked
title: {en: Checked, zh: 核对}
inputs:
  question: {type: string}
outputs:
  answer: {type: string}
steps:
  - {id: known, kind: match, question: "${inputs.question}"}
  - {id: look, kind: review, ask: {en: Is this right?, zh: 对吗？}, group: hr, show: {found: "${steps.known.answer}"}, propose: "${steps.known.answer}"}
output:
  answer: ${steps.look.answer}
"""
LONG = """name: long
title: {en: Long, zh: 长文}
groups: [staff]
inputs:
  text: {type: string}
  number: {type: number}
  flag: {type: boolean}
  list: {type: array, items: {type: string}}
outputs:
  answer: {type: string}
steps:
  - {id: ask, kind: review, ask: {en: What is it?, zh: 是什么？}, group: hr}
output:
  answer: ${inputs.text}
"""
ZEPHYR = {'question': 'What does project Zephyr cost?'}
LEAVE = {'question': 'How many days of leave are there?'}
UNSEEN = 'This rests on documents that you may not see.'


def workspace():
    w = Workspace()
    for folder in ('apps', 'cases'): (w.root / folder).mkdir()
    for name, text in (('faq', FAQ), ('checked', CHECKED), ('long', LONG)): (w.root / f'apps/{name}.yaml').write_text(text)
    (w.root / 'faq.csv').write_text('question,answer\nHow many days of leave are there?,25 days.\n')
    (w.root / 'secret.csv').write_text('question,answer\nWhat does project Zephyr cost?,Nine million.\n')
    jsonl(w.root / 'cases/faq.jsonl', [{'id': 'leave', 'inputs': LEAVE, 'expected': {'answer': '25'}, 'never_break': True},
                                      {'id': 'kept', 'inputs': LEAVE, 'expected': {'answer': '25'}, 'sealed': True, 'note': 'who told it'}])
    w.run('add', str(w.root / 'faq.csv'))
    w.run('add', '--label', 'restricted', str(w.root / 'secret.csv'))
    return w


def people(w):
    """ann administers; eva is an expert; lea may see what is restricted; hua reviews; sam is staff."""
    root = w.post('users', {'name': 'ann', 'administrator': True}).json['key']['key']
    keys = {'ann': root}
    for name, groups, label in (('eva', ['experts'], 'internal'), ('eli', ['experts'], 'internal'), ('lea', [], 'restricted'), ('hua', ['hr'], 'internal'), ('sam', ['staff'], 'internal')):
        keys[name] = add_user(w, root, name, groups, label)
    for app in ('faq', 'checked', 'long'): same(w.post(f'apps/{app}/release', {}, root).json['released'], True)
    return keys


def add_user(w, root, name, groups, label='internal'):
    same(w.post('users', {'name': name, 'groups': groups, 'label': label}, root).status, 201)
    return w.post('keys', {'user': name}, root).json['key']


def acts(w, key, act):
    return [row['subject'] for row in w.get('audit', key, limit=500).json['audit'] if row['act'] == act]


def test_an_evaluation_tells_no_more_than_its_reader_may_see():
    with workspace().serve() as w:
        keys = people(w)
        same(w.post('apps/faq/cases', {'id': 'fishing', 'inputs': ZEPHYR, 'expected': {'answer': 'x'}}, keys['eva']).status, 201)
        own = w.post('apps/faq/evaluations', {}, keys['eva'])
        same(own.status, 200, own.body)
        assert b'million' not in own.body, own.body
        rows = {row['id']: row for row in own.json['rows']}
        same((rows['fishing']['answered'], rows['leave']['output']), (False, {'answer': '25 days.'}))
        # Experts of the same rights read each other's; what was run with an administrator's rights only administrators read.
        whole = w.get('evaluations/%d' % own.json['number'], keys['eli']).json
        same({row['id']: row['output'] for row in whole['rows']}['leave'], {'answer': '25 days.'})
        assert 'rights' not in whole and 'rights' not in w.get('apps/faq/evaluations', keys['eva']).json['evaluations'][0]
        w.ask('PATCH', '/api/v1/users', {'label': 'public'}, keys['ann'], name='eli')
        assert all(not row['output'] and not row['reason'] for row in w.get('evaluations/%d' % own.json['number'], keys['eli']).json['rows'])
        by_ann = w.post('apps/faq/evaluations', {}, keys['ann']).json
        released = w.post('apps/faq/release', {}, keys['ann']).json['evaluation']
        for number in (by_ann['number'], released['number']):
            assert b'Nine million' in w.get('evaluations/%d' % number, keys['ann']).body
            seen = w.get('evaluations/%d' % number, keys['eva'])
            assert seen.status == 200 and b'million' not in seen.body, seen.body
            same({row['id']: (row['right'], row['output'], row['reason']) for row in seen.json['rows']}, {'fishing': (False, {}, ''), 'leave': (True, {}, '')})


def test_a_run_shows_what_its_reader_may_see_now():
    with workspace().serve() as w:
        keys = people(w)
        run = w.post('apps/faq/runs', {'inputs': ZEPHYR}, keys['lea'])
        same((run.json['status'], run.json['output']), ('done', {'answer': 'Nine million.'}), run.body)
        path = 'runs/' + run.json['id']
        def hidden(key):
            one = w.get(path, key)
            assert one.status == 200 and b'million' not in one.body and b'secret' not in one.body, one.body
            same((one.json['output'], one.json['reason'], one.json['inputs']), ({}, UNSEEN, ZEPHYR))
            listed = w.get('runs', key, app='faq')
            assert len(listed.json['runs']) == 1 and b'million' not in listed.body, listed.body
            refused(w.get(path + '/files/x', key), 403, 'forbidden')
            refused(w.post(path + '/feedback', {'verdict': 'right'}, key), 403, 'forbidden')
        hidden(keys['eva'])  # an expert sees the run, not what is above their rights
        same(w.get(path, keys['lea']).json['output'], {'answer': 'Nine million.'})
        w.ask('PATCH', '/api/v1/users', {'label': 'internal'}, keys['ann'], name='lea')
        hidden(keys['lea'])
        w.ask('PATCH', '/api/v1/users', {'label': 'restricted'}, keys['ann'], name='lea')
        same(w.get(path, keys['lea']).json['output'], {'answer': 'Nine million.'})
        # Whoever gets the name of somebody who is gone does not get their runs.
        same(w.ask('DELETE', '/api/v1/users', key=keys['ann'], name='lea').status, 200)
        again = add_user(w, keys['ann'], 'lea', [], 'restricted')
        refused(w.get(path, again), 404, 'not_found')
        same(w.get('runs', again).json['runs'], [])
        same((w.get(path, keys['ann']).json['by'], w.get(path, keys['ann']).json['output']), ('(removed)', {'answer': 'Nine million.'}))
        refused(w.post('users', {'name': '(removed)'}, keys['ann']), 400, 'invalid')


def test_a_task_shows_what_its_reader_may_see():
    with workspace().serve() as w:
        keys = people(w)
        for inputs in (ZEPHYR, LEAVE): same(w.post('apps/checked/runs', {'inputs': inputs}, keys['lea']).json['status'], 'waiting')
        listed = w.get('tasks', keys['hua'])
        assert b'million' not in listed.body, listed.body
        dark, plain = listed.json['tasks']
        same((dark['asked']['show'], 'propose' in dark['asked'], plain['asked']['show']), ({'reason': UNSEEN}, False, {'found': '25 days.'}))
        assert b'million' not in w.get('tasks/%d' % dark['task'], keys['hua']).body
        same(w.get('tasks/%d' % dark['task'], keys['ann']).json['asked']['show'], {'found': 'Nine million.'})
        answered = w.post('tasks/%d/answer' % dark['task'], {'verdict': 'approved'}, keys['hua'])
        assert answered.status == 200 and b'million' not in answered.body, answered.body


def test_lists_show_beginnings():
    with workspace().serve() as w:
        keys = people(w)
        inputs = {'number': 7.5, 'flag': True, 'list': ['a', 'b']}
        for length in (10, 300, 5000, 200_000):
            same(w.post('apps/long/runs', {'inputs': {'text': '页"' * (length // 2), **inputs}}, keys['sam']).json['status'], 'waiting', length)
        same(w.post('apps/long/runs', {'inputs': {'text': 'x', **inputs, 'list': ['c' * 9000]}}, keys['sam']).json['status'], 'waiting')
        for key in (keys['sam'], keys['ann']):
            listed = w.get('runs', key, limit=500)
            assert len(listed.body) < 20_000, len(listed.body)
            rows = listed.json['runs']
            same([len(row['inputs']['text']) for row in rows], [1, 200, 200, 200, 10])
            for row in rows[1:]: same({name: row['inputs'][name] for name in inputs}, inputs)
            same((rows[0]['inputs']['list'][:4], len(rows[0]['inputs']['list']), rows[0]['inputs']['number']), ('["cc', 200, 7.5))
            assert rows[1]['inputs']['text'].endswith('…') and rows[1]['inputs']['text'].startswith('页"页"')
            same(len(w.get('runs/' + rows[1]['id'], key).json['inputs']['text']), 200_000)


def test_guarded_cases_are_changed_by_administrators():
    with workspace().serve() as w:
        keys = people(w)
        easy = {'inputs': LEAVE, 'expected': {'answer': ''}}
        for guarded in ('leave', 'kept'): refused(w.post('apps/faq/cases', {'id': guarded, **easy}, keys['eva']), 403, 'forbidden')
        for _ in range(2): same(w.post('apps/faq/cases', {'id': 'mine', **easy}, keys['eva']).status, 201)
        same(acts(w, keys['ann'], 'case.replace'), ['faq/mine'])
        for one in ({'id': 'mine', 'inputs': LEAVE, 'refuse': True, 'sealed': True, 'note': 'from Li', 'run': 'r1'}, {'id': 'leave', 'inputs': LEAVE, 'expected': {'answer': '25'}}):
            same(w.post('apps/faq/cases', one, keys['ann']).status, 201)
        same(acts(w, keys['ann'], 'case.replace'), ['faq/leave', 'faq/mine', 'faq/mine'])
        refused(w.post('apps/faq/cases', {'id': 'mine', **easy}, keys['eva']), 403, 'forbidden')
        refused(w.ask('DELETE', '/api/v1/apps/faq/cases/mine', key=keys['eva']), 403, 'forbidden')
        refused(w.post('apps/faq/cases', {'id': 'leave', **easy}, keys['eva']), 403, 'forbidden')  # the file's still guards it
        seen = {case['id']: case for case in w.get('apps/faq/cases', keys['eva']).json['cases']}
        for sealed in ('mine', 'kept'): assert not {'run', 'note', 'expected'} & seen[sealed].keys() and not seen[sealed]['inputs'], seen[sealed]
        same({case['id']: case.get('note') for case in w.get('apps/faq/cases', keys['ann']).json['cases']}['mine'], 'from Li')


def test_a_run_goes_on_only_while_its_starter_may_run_the_app():
    with workspace().serve() as w:
        keys = people(w)
        inputs = {'text': 'x', 'number': 1, 'flag': False, 'list': []}
        for _ in range(2): same(w.post('apps/long/runs', {'inputs': inputs}, keys['sam']).json['status'], 'waiting')
        first, second = [task['task'] for task in w.get('tasks', keys['hua']).json['tasks']]
        same(w.post('tasks/%d/answer' % first, {'answer': 'a'}, keys['hua']).json['status'], 'done')
        w.ask('PATCH', '/api/v1/users', {'groups': []}, keys['ann'], name='sam')
        stopped = w.post('tasks/%d/answer' % second, {'answer': 'a'}, keys['hua']).json
        same((stopped['status'], stopped['reason']), ('failed', 'sam may not run long any more.'))


def test_what_is_said_twice_counts_once():
    with workspace().serve() as w:
        keys = people(w)
        run = 'runs/' + w.post('apps/faq/runs', {'inputs': LEAVE}, keys['sam']).json['id']
        for amount in (1000, 20, 30): same(w.post(run + '/outcome', {'kind': 'accepted', 'amount': amount}, keys['sam']).status, 201)
        w.post(run + '/outcome', {'kind': 'bought_again', 'amount': 5}, keys['sam'])
        w.post(run + '/outcome', {'kind': 'accepted', 'amount': 7}, keys['eva'])
        month = w.get('apps/faq/value', keys['ann']).json['months'][-1]
        same((month['outcomes'], month['earned']), ({'accepted': 2, 'bought_again': 1}, 42))
        asked = {w.post(run + '/feedback', {'verdict': 'wrong', 'why': why}, keys['sam']).json['task'] for why in ('no', 'not at all', 'never')}
        same(len(asked), 1)
        same([task['asked']['show']['why'] for task in w.get('tasks', keys['eva']).json['tasks']], ['never'])
        # What nobody could answer is for the app's experts.
        w.post('apps/faq/runs', {'inputs': {'question': 'How far is the moon?'}}, keys['sam'])
        eventually(lambda: w.get('gaps', keys['ann']).json['gaps'])
        same([len(w.get('gaps', keys[who]).json['gaps']) for who in ('ann', 'eva', 'sam')], [1, 1, 0])


if __name__ == '__main__':
    sys.exit(main(globals()))
