#!/usr/bin/env python3
"""The applications of the example company, as a newcomer would meet them: init, add, check, train, eval, release, run. Each reaches its floor on its cases,
goes live, and does what its page says.

Floors lie a little below what was measured (docs/apps/). Usage: examples.py PROGRAM     prints a table; exit 1 when something does not hold.
"""
import json, os, subprocess, sys, tempfile, zipfile
from pathlib import Path

root = Path(__file__).resolve().parents[2]
program = str(Path(sys.argv[1]).resolve())
# app: cases at least, right at least, wrong at most
FLOORS = {'staff-assistant': (80, 66, 1), 'bug-dispatch': (45, 30, 5), 'contract-review': (40, 31, 9)}
wrong = []


def groundwork(*words, exits=(0,)):
    done = subprocess.run([program, '--json', *words], capture_output=True, text=True, cwd=workspace, timeout=300, env={**os.environ, 'GROUNDWORK_SHARE': str(root)})
    if done.returncode not in exits: sys.exit(f'groundwork {" ".join(words)} ended with {done.returncode}: {done.stdout[-800:]}{done.stderr[-800:]}')
    return [json.loads(line) for line in done.stdout.splitlines()]


def holds(fact, words):
    if not fact: wrong.append(words)


def run(app, exits=(0,), **inputs):
    (workspace / 'inputs.json').write_text(json.dumps(inputs))
    return groundwork('run', app, '--inputs', 'inputs.json', exits=exits)[-1]


def measured(app):
    least_cases, least_right, most_wrong = FLOORS[app]
    figures = groundwork('eval', app, '--draft', '--rows')[-1]
    print(f'{app:<18} {figures["right"]:>3} of {figures["cases"]} right, {figures["wrong"]} wrong, {figures["refused"]} refused, {figures["failed"]} failed')
    holds(figures['cases'] >= least_cases, f'{app} has only {figures["cases"]} open cases')
    holds(figures['right'] >= least_right, f'{app}: {figures["right"]} right, at least {least_right} were expected')
    holds(figures['wrong'] <= most_wrong, f'{app}: {figures["wrong"]} wrong, at most {most_wrong} were expected')
    holds(figures['failed'] == 0, f'{app}: runs failed')
    released = groundwork('release', app, exits=(0, 1))[-1]
    holds(released['released'], f'{app} was not released: {released.get("reasons")}')
    return figures


def staff_assistant():
    measured('staff-assistant')
    zh = run('staff-assistant', question='病假期间工资怎么发？')
    holds('80%' in zh['output']['answer'] and zh['output']['source'][0]['document'].startswith('policies/'), f'the answer with its source: {zh["output"]}')
    holds(len(zh['output']['handled']) == 3, 'how it was handled before')
    holds(run('staff-assistant', question='Do you rent out pumps?')['output']['curated'], 'an expert has answered this')
    refused = run('staff-assistant', exits=(1,), question='VP-300能不能用在防爆区域？')
    holds(refused['status'] == 'refused' and '安全员' in refused['reason'], f'it is for the safety officer: {refused["reason"]}')


def bug_dispatch():
    groundwork('train', 'bug-dispatch')
    measured('bug-dispatch')
    sure = run('bug-dispatch', title='小流量时出口压力上下波动', description='用水量稳定，电机转速却忽高忽低。', component='VC-40 control')
    holds(sure['status'] == 'done' and sure['output']['assignee'] == 'fang.zhe', f'who has the control loop now: {sure["output"]}')
    holds(sure['output']['reasons'] and sure['output']['similar'] and sure['output']['ticket'] is None, 'reasons, similar reports, no ticket unless asked for')
    waiting = run('bug-dispatch', title='Coffee machine leaks', description='Water under the machine.')
    holds(waiting['status'] == 'waiting', f'nobody of the developers: {waiting["status"]}')


def contract_review():
    groundwork('train', 'contract-review')
    measured('contract-review')
    case = json.loads((workspace / 'cases/contract-review.jsonl').read_text().splitlines()[0])
    out = run('contract-review', **case['inputs'])
    text = case['inputs']['text']
    for finding in out['output']['findings']:
        if finding.get('quote') and finding.get('document'): holds(text[finding['start']:finding['end']] == finding['quote'], f'a finding is not at its place: {finding}')
    for name, clause in out['output']['clauses'].items(): holds(text[clause['start']:clause['end']] == clause['quote'], f'{name} is not at its place')
    kinds = sorted(name.rsplit('.', 1)[1] for name in out['output']['reports'])
    holds(kinds == ['docx', 'html'], f'reports: {out["output"]["reports"]}')


with tempfile.TemporaryDirectory(prefix='gw-apps-') as folder:
    workspace = Path(folder)
    groundwork('init', '.', '--example', 'company')
    groundwork('add', 'documents', exits=(0, 1))
    groundwork('check')
    staff_assistant()
    bug_dispatch()
    contract_review()
for maker in ('make_bugs.py', 'make_contracts.py'):
    made = subprocess.run([sys.executable, str(root / 'tools/example' / maker), '--check'], capture_output=True, text=True)
    holds(made.returncode == 0, made.stdout.strip())
print('\n'.join(wrong) if wrong else 'all of it holds')
sys.exit(1 if wrong else 0)
