#!/usr/bin/env python3
"""Runs every `groundwork` command that the READMEs show, in the order in which they stand, in a home folder of its own.

Placeholders (ID, FILE, NEW) are filled in; `serve` is started, asked for its health and stopped. Usage: run.py PROGRAM README..
"""
import os, re, shlex, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.request
from pathlib import Path

SECONDS = 120
DOCUMENTS = {
    'travel.md': '# Travel policy\n\nA hotel in Paris may cost at most 180 EUR a night. Elsewhere the limit is 120 EUR.\n',
    '差旅制度.md': '# 差旅制度\n\n巴黎的酒店每晚最多报销180欧元。其他城市每晚最多报销120欧元。\n',
}
QUESTIONS = '{"id":"1","question":"How much may a hotel cost in Paris?","answerable":true,"answers":["180 EUR"],"passage_id":"travel.md"}\n'
FILL = [(r'\bQUESTIONS\.jsonl\b|(?<=--questions )FILE\.jsonl', 'questions.jsonl'), (r'(?<=restore )FILE\b|(?<=backup )FILE\b', 'copy.backup'),
        (r'\bNEW\b', 'restored'), (r'\bID\b', 'travel.md'), (r'0\.0\.0\.0:8080', '0.0.0.0:PORT'), (r'~/', 'HOME/'), ('“|”', '"'), (r'build/release/groundwork', 'groundwork'),
        (r'build/demo', 'my-workspace')]


def commands(text):
    found = []
    for at in re.finditer(r'```sh\n(.*?)```|`(groundwork [^`]+)`', text, re.S):
        lines = at[1].splitlines() if at[1] else [at[2]]
        for line in lines:
            line = line.split('  #')[0].strip()
            if re.match(r'(unshare .*)?(\S*/)?groundwork ', line) and 'COMMAND' not in line: found.append(line)
    return found


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def serve(command, env, folder, port):
    process = subprocess.Popen(['bash', '-c', 'exec ' + command], cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    end = time.monotonic() + 20
    try:
        while time.monotonic() < end and process.poll() is None:
            try:
                urllib.request.urlopen(f'http://127.0.0.1:{port}/healthz', timeout=2).read()
                process.send_signal(signal.SIGTERM)
                return process.wait(20)
            except OSError:
                time.sleep(0.05)   # polls until the port answers
        return process.poll() if process.poll() is not None else 'no answer'
    finally:
        process.kill()


def run_readme(program, readme):
    home = Path(tempfile.mkdtemp(prefix='gw-docs-'))
    faults, count = [], 0
    try:
        (home / 'documents').mkdir(); (home / 'salaries').mkdir(); (home / 'bin').mkdir()
        for name, text in DOCUMENTS.items(): (home / 'documents' / name).write_text(text)
        (home / 'salaries' / 'bands.md').write_text('# Salary bands\n\nBand 4 earns 5,200 EUR a month.\n')
        (home / 'questions.jsonl').write_text(QUESTIONS)
        (home / 'bin' / 'groundwork').symlink_to(os.path.abspath(program))
        env = {k: v for k, v in os.environ.items() if not k.startswith('GROUNDWORK_')}
        env.update(HOME=str(home), PATH=f"{home}/bin:{env['PATH']}")
        seen = commands(readme.read_text())
        # `user add li --groups hr` and `user add li --administrator` are two ways to the same end; erasing comes last.
        seen.sort(key=lambda c: (' rm --erase' in c, ' ask --as' in c, ' serve' in c))
        for command in seen:
            port = free_port()
            filled = command
            for pattern, word in FILL: filled = re.sub(pattern, word, filled)
            filled = filled.replace('HOME', str(home)).replace('PORT', str(port))
            if ' serve' in filled: status = serve(filled, env, home, port)
            else:
                done = subprocess.run(['bash', '-c', filled], cwd=home, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)
                status = done.returncode
                twice = 'user add li' in filled and b'li' in done.stderr and status == 2
                if twice: status = 0
            count += 1
            if ' init ' in filled: env['GROUNDWORK_WORKSPACE'] = str(home / 'my-workspace')
            if status != 0: faults.append(f"{readme.name}: `{command}` (as `{filled}`) ended with {status}: {done.stderr.decode()[-300:] if ' serve' not in filled else ''}")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return count, faults


program, *readmes = sys.argv[1:]
total, wrong = 0, []
for name in readmes:
    count, faults = run_readme(program, Path(name))
    total += count
    wrong += faults
print('\n'.join(wrong))
print(f'{total - len(wrong)} passed, {len(wrong)} failed')
sys.exit(1 if wrong or total == 0 else 0)
