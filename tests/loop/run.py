#!/usr/bin/env python3
"""The loop, through public commands only, on a fresh workspace: 40 questions are refused, an expert answers 20 of them, rephrasings of those are answered,
the other 20 are still refused, the score before and after, and a bad change that the gate stops.

Then the wordings: how many rephrasings of 84 curated questions are answered, and how many near misses are not.
Usage: run.py PROGRAM [--all]     prints a table; exit 1 when a figure is below its floor.
"""
import json, subprocess, sys, tempfile
from pathlib import Path

here = Path(__file__).resolve().parent
program = str(Path(sys.argv[1]).resolve())
rows = [json.loads(line) for line in (here / 'desk.jsonl').read_text().splitlines()]
taught, others = [r for r in rows if 'answer' in r], [r for r in rows if 'answer' not in r]
wrong = []

APP = '''name: front-desk
title: {en: Front desk, zh: 前台问答}
purpose: {en: Answers what an expert has answered before., zh: 回答专家回答过的问题。}
groups: [staff, experts]
inputs:
  question: {type: string, minLength: 1, maxLength: 500}
outputs:
  answer: {type: string}
steps:
  - {id: known, kind: match, question: "${inputs.question}", collection: answers, quote: QUOTE}
output:
  answer: ${steps.known.answer}
experts:
  group: experts
  question: ${inputs.question}
  topics: [{words: [supplier, 供应商], person: paula}]
cases: {file: cases/front-desk.jsonl, grade: {answer: exact}}
gate: {correct_at_least: 0.7, wrong_at_most: 0.05}
value: {minutes_by_hand: 8, minutes_to_check: 1, hourly_cost: 60, currency: EUR}
'''


def groundwork(*words, into=None, exit=0):
    done = subprocess.run([program, '--json', *words], capture_output=True, text=True, cwd=workspace, input=into, timeout=120)
    if done.returncode != exit: sys.exit(f'groundwork {" ".join(words)} ended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-500:]}')
    return [json.loads(line) for line in done.stdout.splitlines()]


def put(name, lines):
    path = workspace / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(lines if isinstance(lines, str) else ''.join(json.dumps(line, ensure_ascii=False) + '\n' for line in lines))
    return str(path)


def asked(questions, *which):
    path = put('asked.jsonl', [{'id': str(i), 'inputs': {'question': q}} for i, q in enumerate(questions)])
    return groundwork('run', 'front-desk', *which, '--each', path, '--as', 'ben')


def floor(words, figure, least):
    print(f'{words:<72} {figure:>10}')
    if float(str(figure).split(' of ')[0]) < least: wrong.append(f'{words}: {figure} is below {least}')


def app(quote='false', of='answers'):
    put('apps/front-desk.yaml', APP.replace('QUOTE', quote).replace('collection: answers', f'collection: {of}'))


def measured(*which):
    return groundwork('eval', 'front-desk', *which)[-1]


def loop():
    for user, groups in (('root', None), ('anna', 'experts'), ('paula', None), ('ben', 'staff')):
        groundwork('user', 'add', user, *(['--groups', groups] if groups else ['--administrator'] if user == 'root' else []))
    app()
    put('cases/front-desk.jsonl',
        [{'id': r['id'], 'inputs': {'question': r['rephrasings'][2]}, 'expected': {'answer': r['answer']}} for r in taught] +
        [{'id': r['id'], 'inputs': {'question': r['question']}, 'refuse': True} for r in others] +
        [{'id': r['id'] + '-near', 'inputs': {'question': r['near']}, 'refuse': True, 'never_break': True} for r in taught])
    put('handbook/pumps.md', '# Pumps\n\nThe pumps of hall 2 are greased on Mondays.\n\n水泵每周一加油。\n')
    groundwork('add', 'handbook')
    groundwork('check', 'front-desk')

    first = asked([r['question'] for r in rows], '--draft')
    floor('asked at first: refused', f"{sum(r['status'] == 'refused' for r in first)} of {len(first)}", 40)
    asked([f'Could you please tell me: {rows[20]["question"]}', rows[20]['question'].upper()], '--draft')
    gaps = groundwork('gaps', 'front-desk', '--as', 'anna')
    floor('  gaps, however often and politely they were asked', f'{len(gaps)} of 40', 40)
    floor('  times that one of them was asked', next(g['times'] for g in gaps if g['question'] == rows[20]['question']), 3)
    tasks = {t['asked']['show']['question']: t for t in groundwork('tasks', '--as', 'anna')}
    floor('  tasks of the experts', f'{len(tasks)} of 40', 40)
    floor('  of these with the owner of the topic', len(groundwork('tasks', '--as', 'paula')), 2)
    if groundwork('gaps', '--as', 'ben'): wrong.append('somebody who is no expert sees gaps')
    before = measured('--draft')
    floor('cases right before', f"{before['right']} of {before['cases']}", 40)

    again = [groundwork('answer', str(tasks[r['question']]['task']), '--text', r['answer'], '--as', 'anna')[-1] for r in taught]
    tried, held = sum(a['asked'] for a in again), sum(a['answered'] for a in again)
    floor('an expert answers 20; asked again at once in variants: answered', f'{held} of {tried}', 0.9 * tried)
    wordings = [(r, w) for r in taught for w in r['rephrasings'][:2]]
    after = asked([w for _, w in wordings], '--draft')
    right = sum(run.get('output', {}).get('answer') == r['answer'] for run, (r, _) in zip(after, wordings))
    floor('two rephrasings of each by people: answered with its answer', f'{right} of {len(wordings)}', 30)
    floor('  answered with another', -sum(run['status'] == 'done' and run['output']['answer'] != r['answer'] for run, (r, _) in zip(after, wordings)), 0)
    still = asked([r['question'] for r in others], '--draft')
    floor('the other 20: still refused', f"{sum(r['status'] == 'refused' for r in still)} of {len(still)}", 20)
    near = asked([r['near'] for r in taught], '--draft')
    floor('near misses of the 20: refused', f"{sum(r['status'] == 'refused' for r in near)} of {len(near)}", 18)
    score = measured('--draft')
    floor('cases right after (an answer adds one)', f"{score['right']} of {score['cases']}", 70)
    corrected(still[0], near[0])
    if any(m['runs'] for m in groundwork('value', 'front-desk')[-1]['months']): wrong.append('tries of a draft are counted as value')
    gate()
    asked([w for _, w in wordings])
    months = groundwork('value', 'front-desk')[-1]['months']
    runs = sum(m['runs'] for m in months)
    floor('value: runs of the live version counted, drafts and cases not', runs, len(wordings))
    if runs > len(wordings) + 1: wrong.append('drafts or cases are counted as value')
    groundwork('runs', 'prune', '--days', '0')
    if groundwork('value', 'front-desk')[-1]['months'] != months: wrong.append('pruning runs changed what the app is worth')
    forgotten(tasks)


def corrected(refused, near):
    given = groundwork('feedback', refused['id'], '--right', '--as', 'anna')[-1]
    if not given['case']: wrong.append("an expert's verdict made no case")
    given = groundwork('feedback', refused['id'], '--expected', json.dumps({'answer': 'Grey.'}), '--why', 'as I remember', '--as', 'ben')[-1]
    if given['case'] or not given['task']: wrong.append('the word of somebody who is no expert asks an expert')
    done = groundwork('answer', str(given['task']), '--reject', '--as', 'anna')[-1]
    if done.get('case'): wrong.append('a rejected correction made a case')
    groundwork('feedback', near['id'], '--wrong', '--as', 'paula', exit=2)


def gate():
    released = groundwork('release', 'front-desk')[-1]
    floor('the gate lets the taught app through', int(released['released']), 1)
    app(quote='true, threshold: 0', of='default')
    stopped = groundwork('release', 'front-desk', exit=1)[-1]
    floor('a bad change (answers with anything near): stopped at the gate', int(not stopped['released']), 1)
    for reason in stopped['reasons'][:3]: print(f'    {reason["en"][:110]}')
    live = asked([taught[0]['question']])
    floor('  and the live version goes on answering', sum(r['status'] == 'done' for r in live), 1)
    app()


def forgotten(tasks):
    answer = groundwork('gaps', 'front-desk', '--state', 'answered', '--as', 'anna')[0]
    collection, name = answer['document'].split('/', 1)
    groundwork('rm', name, '-c', collection, '--erase')
    left = next(g for g in groundwork('gaps', 'front-desk', '--state', 'all', '--as', 'anna') if g['number'] == answer['number'])
    if left['question'] or left['state'] != 'answered': wrong.append('an erased answer leaves its question, or opens the gap')
    asked([answer['question']])
    opened = [g for g in groundwork('gaps', 'front-desk', '--as', 'anna') if g['question'] == answer['question']]
    floor('an erased answer, asked for once more, is a gap again', len(opened), 1)


def wordings():
    all = [json.loads(line) for line in (here / 'wordings.jsonl').read_text().splitlines()]
    put('pairs/all.jsonl', [{'question': r['question'], 'answer': r['answer']} for r in all])
    groundwork('add', '-c', 'pairs', 'pairs')
    say = [{'id': f"{r['id']} re {i}", 'question': q} for r in all for i, q in enumerate(r['rephrasings'])] + [{'id': f"{r['id']} near {i}", 'question': q} for r in all for i, q in enumerate(r['near'])]
    answers = {a['id']: a for a in groundwork('ask', '-c', 'pairs', '--questions', put('say.jsonl', say))}
    standard = {r['id']: r['answer'] for r in all}
    for tongue, words in (('e', 'English'), ('z', 'Chinese')):
        of = [a for i, a in answers.items() if i.startswith(tongue) and ' re ' in i]
        near = [a for i, a in answers.items() if i.startswith(tongue) and ' near ' in i]
        good = sum(a['status'] == 'answered' and a['answer'] == standard[a['id'].split()[0]] for a in of)
        bad = sum(a['status'] == 'answered' and a['answer'] != standard[a['id'].split()[0]] for a in of)
        floor(f'{words} rephrasings of 42 curated questions: answered rightly', f'{good} of {len(of)}', 0.75 * len(of))
        floor('  wrongly', -bad, -4)
        floor('  near misses refused (by `ask`, with nothing else to quote)', f"{sum(a['status'] != 'answered' for a in near)} of {len(near)}", 0.98 * len(near))


with tempfile.TemporaryDirectory(prefix='gw-loop-') as folder:
    workspace = Path(folder) / 'w'
    subprocess.run([program, 'init', str(workspace)], check=True, capture_output=True)
    loop()
    wordings()
print('\n'.join(wrong))
sys.exit(1 if wrong else 0)
