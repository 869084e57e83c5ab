#!/usr/bin/env python3
"""The report on the documents of the example company, with problems planted in it: each is found at its place, and nothing is found for whoever may not see it.

Usage: quality.py PROGRAM
"""
import json, subprocess, sys, tempfile
from pathlib import Path

program = str(Path(sys.argv[1]).resolve())
wrong = []

POLICY = '''# Visits

Visitors wear a yellow badge at all times and hand it back at gate B.
The gatekeeper keeps the list of visitors for 90 days.
Groups of more than six visitors are announced two days before they come.
Visitors may not take photographs in the halls.
Children under twelve stay outside the machine halls.
'''
LEAFLET = '''# Welcome

The gatekeeper keeps the list of visitors for 30 days.
We hope that you enjoy the day with us and find your way around.
Visitors may take photographs in the halls.
The bus to the station leaves every half hour.
'''
RULE = '车间噪声检测每年进行一次，由安全部负责。\n\n访客登记表保存 90 天，之后由门卫销毁。\n'
NOTICE = '通知\n\n访客登记表保存 60 天，之后由门卫销毁。\n\n本通知有效期至 2024年6月30日。\n'
OTHER = 'Hotels in Lyon cost at most 120 euros a night.\n\nThe VC-40 controller weighs 4 kilograms in all.\n'
ANOTHER = 'Hotels in Turin cost at most 140 euros a night.\n\nThe VC-60 controller weighs 6 kilograms in all.\n'


def groundwork(*words):
    done = subprocess.run([program, '--json', *words], capture_output=True, text=True, cwd=workspace, timeout=120)
    if done.returncode not in (0, 1): sys.exit(f'groundwork {" ".join(words)} ended with {done.returncode}: {done.stdout[-400:]}{done.stderr}')
    return [json.loads(line) for line in done.stdout.splitlines()]


def put(name, text):
    path = workspace / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def expect(words, holds):
    if not holds: wrong.append(words)


with tempfile.TemporaryDirectory(prefix='gw-quality-') as folder:
    workspace = Path(folder) / 'w'
    subprocess.run([program, 'init', str(workspace), '--example', 'company'], check=True, capture_output=True)
    groundwork('add', 'documents')
    before = groundwork('quality')[0]
    put('planted/visits.md', POLICY)
    put('planted/visits (copy).txt', POLICY)
    put('planted/visits-edited.md', POLICY.replace('Children under twelve', 'Children under twelve years'))
    put('planted/leaflet.md', LEAFLET)
    put('planted/登记.md', RULE)
    put('planted/通知.md', NOTICE)
    put('planted/a.md', OTHER)
    put('planted/b.md', ANOTHER)
    put('planted/price-list-2024.md', 'Pump seals cost 12 euros.\n')
    put('planted/price-list-2025.md', 'Pump seals cost 14 euros.\n')
    put('planted/broken.pdf', '%PDF-1.4 nothing follows')
    groundwork('add', '-c', 'planted', 'planted')
    put('secret/leaflet.md', LEAFLET.replace('30 days', '10 days'))
    groundwork('add', '-c', 'secret', '--groups', 'board', 'secret')
    groundwork('user', 'add', 'root', '--administrator')
    groundwork('user', 'add', 'ben', '--groups', 'staff')
    groundwork('ask', '-c', 'planted', 'Who feeds the ducks in the pond?', '--as', 'ben')

    found = groundwork('quality', '-c', 'planted')[0]
    pairs = {frozenset((d['first']['document'], d['second']['document'])): d for d in found['duplicates']}
    expect('the exact copy', pairs.get(frozenset(('visits.md', 'visits (copy).txt')), {}).get('exact') is True)
    expect('the edited copy', not any(d['exact'] for key, d in pairs.items() if 'visits-edited.md' in key) and any('visits-edited.md' in key for key in pairs))
    against = [(c['differs'], {c['first']['document'], c['second']['document']}, c) for c in found['contradictions']]
    days = [c for differs, documents, c in against if differs == 'number' and 'leaflet.md' in documents]
    expect('90 days against 30', days and {'90', '30'} == {part for part in ('90', '30') for q in (days[0]['first']['quote'], days[0]['second']['quote']) if part in q})
    expect('may not against may', any(differs == 'denial' and 'leaflet.md' in documents for differs, documents, _ in against))
    expect('90 天 against 60 天', any(differs == 'number' and documents == {'登记.md', '通知.md'} for differs, documents, _ in against))
    expect('other towns and other machines are other facts', not any({'a.md', 'b.md'} == documents for _, documents, _ in against))
    stale = {s['document']: s for s in found['stale']}
    expect('a notice that says when it ended', stale.get('通知.md', {}).get('why') == 'expired' and stale['通知.md']['when'] == '2024-06-30')
    expect('last year\'s price list', stale.get('price-list-2024.md', {}).get('why') == 'superseded' and 'price-list-2025.md' not in stale)
    expect('the broken file', [u['document'] for u in found['unread']] == ['broken.pdf'])
    expect('the question that nobody could answer', any('ducks' in g['question'] for g in found['gaps']))

    whole, for_ben = groundwork('quality')[0], groundwork('quality', '--as', 'ben')[0]
    expect('an administrator sees the secret leaflet', any('secret' in (c['first']['collection'], c['second']['collection']) for c in whole['contradictions']))
    expect('ben sees nothing of it', 'secret' not in json.dumps(for_ben) and for_ben['documents'] < whole['documents'])
    print(f"the example alone: {before['documents']} documents, {len(before['duplicates'])} copies, {len(before['contradictions'])} contradictions, {len(before['stale'])} stale")
    for c in before['contradictions'][:10]: print(f"  {c['differs']}: {c['first']['document']}: {c['first']['quote'][:90]!r}\n    against {c['second']['document']}: {c['second']['quote'][:90]!r}")
    print(f"planted: {len(found['duplicates'])} copies, {len(found['contradictions'])} contradictions, {len(found['stale'])} stale, {len(found['unread'])} unread")

print('\n'.join('not found: ' + words for words in wrong))
sys.exit(1 if wrong else 0)
