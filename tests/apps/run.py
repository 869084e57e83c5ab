#!/usr/bin/env python3
"""Checks app files with the shipped program: those of sound/ have no problem, those of faulty/ exactly the ones that their first lines promise.

The first lines of a faulty file, in the file's order:   # LINE:COLUMN message
--update rewrites them with what the program says; the diff is the review.
Usage: run.py PROGRAM [--update]
"""
import json, re, subprocess, sys
from pathlib import Path

here = Path(__file__).resolve().parent
PROMISE = re.compile(r'# (\d+:\d+ .*)')


def promised(path):
    out = []
    for line in path.read_text().splitlines():
        match = PROMISE.fullmatch(line)
        if not match: break
        out.append(match[1])
    return out


def said(program, paths):
    done = subprocess.run([program, '--json', 'check', *map(str, paths)], capture_output=True, text=True, cwd=here, timeout=60)
    if done.returncode not in (0, 1): sys.exit(f'check ended with {done.returncode}: {done.stderr}')
    out = {path.stem: [] for path in paths}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        out[row['app']].append(f"{row['line']}:{row['column']} {row['message']}")
    return out


def moved(words, lines):
    line, rest = words.split(':', 1)
    return f'{int(line) + lines}:{rest}' if int(line) > 0 else words


def update(path, actual):
    body = path.read_text().splitlines(keepends=True)[len(promised(path)):]
    before = len(promised(path))
    path.write_text(''.join(f'# {moved(words, len(actual) - before)}\n' for words in actual) + ''.join(body))


def main():
    program = str(Path(sys.argv[1]).resolve())
    sound, faulty = sorted((here / 'sound').glob('*.yaml')), sorted((here / 'faulty').glob('*.yaml'))
    wrong = [f'sound/{name}.yaml: {words}' for name, all in said(program, sound).items() for words in all]
    actual = said(program, faulty)
    for path in faulty:
        expected = promised(path)
        if actual[path.stem] == expected and expected: continue
        if '--update' in sys.argv: update(path, actual[path.stem])
        else: wrong += [f'faulty/{path.name}: expected', *(f'  {w}' for w in expected), '  said', *(f'  {w}' for w in actual[path.stem])]
    print('\n'.join(wrong + [f'{len(sound)} sound and {len(faulty)} faulty app files, {"as promised" if not wrong else "not as promised"}']))
    return 1 if wrong else 0


sys.exit(main())
