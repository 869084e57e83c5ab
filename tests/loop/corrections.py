#!/usr/bin/env python3
"""A wrong answer is stopped by one correction, through public commands only: of an expert's answer that was empty, of a person's "wrong", of an expert's own,
of a text said to a correction, of a refusal that was wanted; and what an answer cost other cases is named.

Usage: corrections.py PROGRAM     exit 1 when something does not hold.
"""
import json, subprocess, sys, tempfile
from pathlib import Path

program = str(Path(sys.argv[1]).resolve())
wrong = []

APP = '''name: desk
title: {en: Desk, zh: 问答}
purpose: {en: Answers., zh: 回答。}
inputs:
  question: {type: string, minLength: 1, maxLength: 500}
outputs:
  sure: {type: number}
  answer: {type: string}
steps:
  - {id: known, kind: match, question: "${inputs.question}", quote: true, threshold: 0}
output:
  sure: ${steps.known.confidence}
  answer: ${steps.known.answer}
experts: {group: experts, question: "${inputs.question}", answer: answer, collection: answers}
cases: {file: cases/desk.jsonl, grade: {answer: exact}}
gate: {correct_at_least: 0, wrong_at_most: 1}
'''
HANDBOOK = '''# Journeys

The taxi to the airport is paid by the company.

# Buildings

The bicycle shed holds forty bicycles.
'''


def groundwork(*words, exit=0, text=False):
    done = subprocess.run([program, *([] if text else ['--json']), *words], capture_output=True, text=True, cwd=workspace, timeout=120)
    if done.returncode != exit: sys.exit(f'groundwork {" ".join(words)} ended with {done.returncode}, not {exit}: {done.stdout[-600:]}{done.stderr[-600:]}')
    if text: return done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def holds(fact, words):
    if not fact: wrong.append(words)


def asked(question, who='ben'):
    done = subprocess.run([program, '--json', 'run', 'desk', '--draft', '-i', f'question={question}', '--as', who], capture_output=True, text=True, cwd=workspace, timeout=60)
    return json.loads(done.stdout.splitlines()[-1])


def answered(question, who='ben'):
    return asked(question, who).get('output', {}).get('answer')


def set_up():
    for user, more in (('root', ['--administrator']), ('anna', ['--groups', 'experts']), ('ben', ['--groups', 'staff']), ('ida', ['--groups', 'board', '--label', 'confidential'])): groundwork('user', 'add', user, *more)
    for name, text in (('apps/desk.yaml', APP), ('handbook/journeys.md', HANDBOOK), ('board/pay.md', 'The director earns 90,000 euros.\n')):
        (workspace / name).parent.mkdir(exist_ok=True)
        (workspace / name).write_text(text)
    (workspace / 'cases').mkdir(exist_ok=True)
    case = {'id': 'shed', 'inputs': {'question': 'How many bicycles does the bicycle shed hold?'}, 'expected': {'answer': 'The bicycle shed holds forty bicycles.'}}
    (workspace / 'cases/desk.jsonl').write_text(json.dumps(case) + '\n')
    groundwork('add', 'handbook')
    groundwork('add', '-c', 'board', '--groups', 'board', '--label', 'confidential', 'board')


def of_a_person():
    question, right = 'Who pays the taxi to the airport?', 'You do; the train is paid.'
    run = asked(question)
    holds(run['output']['answer'].startswith('The taxi'), f'quoted at first: {run["output"]}')
    task = groundwork('feedback', run['id'], '--wrong', '--as', 'ben')[-1]['task']
    groundwork('answer', str(task), '--text', '  ', '--as', 'anna', exit=2)
    done = groundwork('answer', str(task), '--text', right, '--as', 'anna')[-1]
    holds(done['case'] == 'run-' + run['id'] and done['answered'] == done['asked'] > 0 and done['lost'] == [] and done['cases_again'] == 1, f'a text said to a correction is taught: {done}')
    holds(answered(question) == right, 'and answers from now on')
    again = groundwork('feedback', asked(question)['id'], '--expected', json.dumps({'answer': 'The company, from 2027.'}), '--as', 'anna')[-1]
    holds(again['taught']['document'] == done['document'] and answered(question) == 'The company, from 2027.', f'a later correction takes the place of the earlier one: {again}')
    figures = groundwork('eval', 'desk', '--draft')[-1]
    holds(figures['wrong'] <= 1, f'the cases agree: {figures}')


def of_an_expert():
    question = 'How many bicycles does the bicycle shed of hall 2 hold?'
    run = asked(question, 'anna')
    told = groundwork('feedback', run['id'], '--wrong', '--as', 'anna', text=True)
    holds('What is right? `groundwork answer' in told, f'an expert is told how to put it right: {told}')
    task = [t for t in groundwork('tasks', '--as', 'anna') if t['kind'] == 'correction'][-1]
    told = groundwork('answer', str(task['task']), '--json-answer', '{"refuse": true}', '--as', 'anna', text=True)
    holds('should have refused' in told and 'gate' in told, f'what follows of a wanted refusal: {told}')
    holds(any(c.get('refuse') for c in groundwork('cases', 'desk')), 'the case is kept')


def of_the_board():
    run = asked('How much does the director earn?', 'ida')
    given = groundwork('feedback', run['id'], '--expected', json.dumps({'answer': '95,000 euros since May.'}))[-1]
    holds(given['taught']['groups'] == ['board'] and given['taught']['label'] == 'confidential', f'for nobody who may not see what it rested on: {given}')
    holds('95,000' not in json.dumps(asked('How much does the director earn?')), 'others do not get it')


def of_nothing():
    (workspace / 'apps/desk.yaml').write_text(APP.replace('quote: true, threshold: 0', 'quote: false, collection: answers'))
    asked('Where do I leave my umbrella?')
    task = [t for t in groundwork('tasks', '--as', 'anna') if t['kind'] == 'expert'][-1]['task']
    for empty in ('', '   ', '。'): groundwork('answer', str(task), '--text', empty, '--as', 'anna', exit=2)
    holds(any(t['task'] == task for t in groundwork('tasks', '--as', 'anna')), 'an empty answer leaves the task open')


def of_others():
    (workspace / 'apps/desk.yaml').write_text(APP.replace('quote: true, threshold: 0', 'quote: false, collection: answers'))
    question = 'Who waters the plants in the lobby?'
    groundwork('cases', 'desk', '--add', put_case({'id': 'plants', 'inputs': {'question': 'Who waters the plants of the lobby?'}, 'refuse': True}), text=True)
    asked(question)
    task = [t for t in groundwork('tasks', '--as', 'anna') if t['kind'] == 'expert'][-1]['task']
    told = groundwork('answer', str(task), '--text', 'The gardener.', '--as', 'anna', exit=1, text=True)
    holds('right before and not now: plants' in told, f'what an answer cost is named: {told}')


def of_an_app_that_looks_elsewhere():
    (workspace / 'apps/desk.yaml').write_text(APP.replace('quote: true, threshold: 0', 'quote: false, collection: elsewhere'))
    asked('Where do I leave my raincoat?')
    task = [t for t in groundwork('tasks', '--as', 'anna') if t['kind'] == 'expert'][-1]['task']
    told = groundwork('answer', str(task), '--text', 'At the front desk.', '--as', 'anna', exit=1, text=True)
    holds('does not give it' in told, f'an answer that is not given is no success: {told}')


def put_case(case):
    (workspace / 'more.jsonl').write_text(json.dumps(case) + '\n')
    return 'more.jsonl'


with tempfile.TemporaryDirectory(prefix='gw-corrections-') as folder:
    workspace = Path(folder) / 'w'
    subprocess.run([program, 'init', str(workspace)], check=True, capture_output=True)
    set_up()
    of_a_person()
    of_an_expert()
    of_the_board()
    of_nothing()
    of_others()
    of_an_app_that_looks_elsewhere()
print('\n'.join(wrong) if wrong else 'all of it holds')
sys.exit(1 if wrong else 0)
