#!/usr/bin/env python3
"""Runs case files against the shipped program and compares all they print.

A case promises something in its first line and is made of these lines:
  # words                 a comment; the first line says what is promised
  + path                  a file to write; its lines follow, each after "| "
  $ command               run by bash in an empty folder, `groundwork` being the program; a pipeline fails when any part of it fails
  text                    expected on standard output, line by line; `[..]` stands for anything within a line; empty lines count, but for the last
  ! text                  expected on standard error
  exit N                  the expected exit status (0 when not said)
  skip-without program    the case is skipped, by name, when the program is missing
What differs from run to run (times, durations) is replaced before comparing. --update rewrites the expectations; the diff is the review.
Usage: run.py PROGRAM FOLDER_OR_CASE.. [--update]
"""
import os, re, shutil, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

VOLATILE = [
    (re.compile(r'"(ms|seconds)":[0-9.eE+-]+'), r'"\1":0'),
    (re.compile(r'\bin \d+\.\d s\b'), 'in 0.0 s'),
    (re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ'), 'TIME'),
    (re.compile(r'/tmp/gw-case-[A-Za-z0-9_]+'), 'HERE'),
    (re.compile(r'\bgw_[A-Za-z0-9_-]{20,}'), 'KEY'),
]
SECONDS = 120


def steady(line):
    for pattern, word in VOLATILE:
        line = pattern.sub(word, line)
    return line


def parse(path):
    steps, needs, empty = [], [], []   # empty lines belong to an output when more of it follows, else they only part the steps
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip():
            empty.append(line)
            continue
        if steps and steps[-1]['kind'] == 'run' and not re.match(r'#|skip-without |[+$!|] |exit ', line):
            steps[-1]['out'] += empty
        elif not re.match(r'! |exit ', line):
            steps += [{'kind': 'words', 'line': e} for e in empty]
        empty = []
        if line.startswith('#'):
            steps.append({'kind': 'words', 'line': line})
        elif line.startswith('skip-without '):
            needs.append(line.split()[1]); steps.append({'kind': 'words', 'line': line})
        elif line.startswith('+ '):
            steps.append({'kind': 'file', 'path': line[2:], 'lines': []})
        elif line.startswith('| ') or line == '|':
            steps[-1]['lines'].append(line[2:])
        elif line.startswith('$ '):
            steps.append({'kind': 'run', 'command': line[2:], 'out': [], 'err': [], 'exit': 0, 'number': number})
        elif line.startswith('exit '):
            steps[-1]['exit'] = int(line[5:])
        elif line.startswith('! '):
            steps[-1]['err'].append(line[2:])
        else:
            steps[-1]['out'].append(line)
    return steps, needs


def lines_of(printed):
    lines = [steady(l) for l in printed.decode(errors='replace').splitlines()]
    while lines and not lines[-1].strip(): lines.pop()
    return lines


def agrees(expected, actual):
    if len(expected) != len(actual):
        return False
    for e, a in zip(expected, actual):
        pattern = '.*'.join(re.escape(part) for part in e.split('[..]'))
        if not re.fullmatch(pattern, a):
            return False
    return True


def run_case(program, path, update):
    steps, needs = parse(path)
    for need in needs:
        if not shutil.which(need):
            return 'skipped', f'{path}: {need} is missing'
    faults = []
    folder = tempfile.mkdtemp(prefix='gw-case-')
    tools = Path(folder) / '.bin'
    tools.mkdir()
    (tools / 'groundwork').symlink_to(program)
    env = {k: v for k, v in os.environ.items() if not k.startswith('GROUNDWORK_')}
    env.update(PATH=f"{tools}:{env['PATH']}", LC_ALL='C.UTF-8', GROUNDWORK_SHARE=str(Path(__file__).resolve().parents[2]))
    try:
        for step in steps:
            if step['kind'] == 'file':
                target = Path(folder) / step['path']
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text('\n'.join(step['lines']) + '\n')
            elif step['kind'] == 'run':
                try:
                    done = subprocess.run(['bash', '-o', 'pipefail', '-c', step['command']], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)
                except subprocess.TimeoutExpired:
                    return 'failed', f"{path}:{step['number']}: no end within {SECONDS} s"
                out, err = lines_of(done.stdout), [l for l in lines_of(done.stderr) if l.strip()]
                if not (agrees(step['out'], out) and agrees(step['err'], err) and step['exit'] == done.returncode):
                    faults.append(f"{path}:{step['number']}: $ {step['command']}\n" + '\n'.join(
                        ['  expected:'] + ['    ' + l for l in step['out']] + ['    ! ' + l for l in step['err']] + [f"    exit {step['exit']}"] +
                        ['  printed:'] + ['    ' + l for l in out] + ['    ! ' + l for l in err] + [f'    exit {done.returncode}']))
                    step.update(out=out, err=err, exit=done.returncode)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if faults and update:
        lines = []
        for step in steps:
            if step['kind'] == 'words': lines.append(step['line'])
            elif step['kind'] == 'file': lines += ['+ ' + step['path']] + [('| ' + l).rstrip() for l in step['lines']]
            else:
                lines += ['$ ' + step['command']] + step['out'] + ['! ' + l for l in step['err']] + ([f"exit {step['exit']}"] if step['exit'] else [])
        path.write_text('\n'.join(lines).rstrip('\n') + '\n')
        return 'updated', str(path)
    return ('failed', '\n'.join(faults)) if faults else ('passed', str(path))


def main():
    update = '--update' in sys.argv
    program, *places = [a for a in sys.argv[1:] if a != '--update']
    cases = sorted(c for p in places for c in ([Path(p)] if p.endswith('.case') else Path(p).rglob('*.case')))
    if not cases:
        print('no case found'); return 1
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda c: run_case(os.path.abspath(program), c.resolve(), update), cases))
    for outcome, words in results:
        if outcome != 'passed': print(f'{outcome}: {words}')
    count = lambda outcome: sum(1 for o, _ in results if o == outcome)
    print(f"{count('passed') + count('updated')} passed, {count('failed')} failed, {count('skipped')} skipped")
    return 1 if count('failed') else (77 if count('skipped') == len(results) else 0)


sys.exit(main())
