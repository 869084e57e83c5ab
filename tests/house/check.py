#!/usr/bin/env python3
"""Holds the source against the plan of the house: arrows between rooms, one door to what is heavy or dangerous, words with a better word, lengths.

Usage: check.py ROOT. Prints each fault with its place; exit 1 when there is one.
"""
import re, subprocess, sys
from pathlib import Path

root = Path(sys.argv[1]).resolve()
source = root / 'src'
faults = []


def fault(path, line, words):
    faults.append(f'{path.relative_to(root)}:{line}: {words}')


# The one place of a heavy or dangerous thing: pattern -> files that may hold it, and why.
DOORS = [
    (r'#include <boost/beast', r'net/.*', 'Beast stands behind net/ (it costs 10 s a file)'),
    (r'#include <CLI/', r'cli/cli\.cpp', 'CLI11 stands behind cli/cli.cpp'),
    (r'#include <spdlog/', r'base/log\.cpp', 'spdlog stands behind base/log.cpp'),
    (r'#include <sqlite3\.h>', r'store/.*', 'SQLite stands behind store/'),
    (r'\b(asio::)?detached\b', r'net/tasks\.(h|cpp)', '`detached`: use Tasks::start'),
    (r'#include "net/client\.h"', r'policy/outgoing\.cpp|net/client(_test)?\.cpp', 'what leaves, leaves through policy/outgoing'),
    (r'\bstd::(cout|cerr)\b', r'^$', '`std::cout`: use cli/output.h or base/log.h'),
    (r'\bsystem\(|\bpopen\(', r'^$', '`system`: use proc/'),
    (r'dangerouslySetInnerHTML', r'^$', 'foreign text is shown as text'),
]
SQL = re.compile(r'"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE TABLE|ALTER TABLE)\b')
SQL_PLACES = re.compile(r'(_table\.cpp|store/[a-z_]+\.(cpp|h)|_test\.cpp)$')
NO_NAMES = re.compile(r'(^|_)(utils?|helpers?|common|manager|misc)(_|\.|$)')
LINES_MOST = 500          # a ratchet: lower it as the longest file shrinks


def allowed_arrows():
    table = {}
    for line in (root / 'tests/house/rooms.txt').read_text().splitlines():
        if line and not line.startswith('#'):
            room, below = line.split(':')
            table[room] = set(below.split()) | {room}
    return table


def check_file(path, arrows):
    inside = path.relative_to(source).as_posix()
    room = inside.split('/')[0] if '/' in inside else None
    text = path.read_text()
    is_test = inside.endswith(('_test.cpp', '_fuzz.cpp'))
    for number, line in enumerate(text.splitlines(), 1):
        include = re.match(r'#include "([a-z_]+)/', line)
        if include and room and not is_test and include[1] not in arrows.get(room, set()):
            if (source / include[1]).is_dir(): fault(path, number, f'{room} may not include {include[1]} (tests/house/rooms.txt)')
        code = line.split('//')[0]
        for pattern, places, words in DOORS:
            if re.search(pattern, code) and not re.fullmatch(places, inside): fault(path, number, words)
        if SQL.search(code) and not SQL_PLACES.search(inside): fault(path, number, 'SQL stands in a *_table.cpp')
        if re.search(r'\b(TODO|FIXME|XXX)\b', line): fault(path, number, 'unfinished work belongs into docs/plan.md')
    if NO_NAMES.search(path.name): fault(path, 1, 'a name without a noun (utils, helpers, common, manager): which noun is missing?')
    lines = text.count('\n')
    if lines > LINES_MOST: fault(path, lines, f'{lines} lines: is it one story?')
    if path.suffix == '.h' and not text.startswith('//'): fault(path, 1, 'a header opens with one sentence that says what it is')
    if path.suffix == '.h' and '#pragma once' not in text: fault(path, 1, '#pragma once is missing')


# Two types of one name in one namespace are one type to the linker, which keeps one destructor of the two.
TWICE = set()


def check_type_names():
    seen = {}
    for path in sorted(source.rglob('*.h')):
        if path.relative_to(source).as_posix().endswith('_test.h'): continue
        text = path.read_text()
        space = re.search(r'^namespace ([\w:]+) \{', text, re.M)
        for match in re.finditer(r'^(?:struct|class|enum class) (\w+)(?: final)?(?: :[^{;]*)? ?\{', text, re.M):
            key = (space[1] if space else '', match[1])
            if key in seen and seen[key] != path and match[1] not in TWICE:
                fault(path, text[:match.start()].count('\n') + 1, f'{match[1]} is a type of {seen[key].relative_to(source)} already; give it a name of its own')
            seen.setdefault(key, path)


def check_tracked():
    listed = subprocess.run(['git', '-C', str(root), 'ls-files', '-z'], capture_output=True, text=True)
    for name in filter(None, listed.stdout.split('\0')):
        path = root / name
        if not path.is_file() or path.stat().st_size > 2_000_000: continue
        data = path.read_bytes()
        if b'\0' in data[:4000]: continue
        for number, line in enumerate(data.decode(errors='replace').splitlines(), 1):
            if re.search(r'/(work|root)/(main|shared)\b', line) and 'tests/house' not in name: fault(path, number, "a path of one machine")


arrows = allowed_arrows()
for file in sorted(source.rglob('*')):
    if file.suffix in ('.cpp', '.h'): check_file(file, arrows)
rooms = {p.name for p in source.iterdir() if p.is_dir()}
for room in sorted(rooms - set(arrows)): faults.append(f'src/{room}: no such room in tests/house/rooms.txt')
check_type_names()
check_tracked()
print('\n'.join(faults) if faults else 'the house stands as drawn')
sys.exit(1 if faults else 0)
