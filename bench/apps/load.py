#!/usr/bin/env python3
"""Applications under load, over HTTP, against the shipped program.

  load.py PROGRAM rate WORKSPACE QUERIES.jsonl [--rate 300] [--seconds 30] [--callers 64]   runs a second of an app that searches and decides
  load.py PROGRAM waiting [--runs 10000]                                                     what runs that wait for a person cost

Prints one line of JSON. WORKSPACE is one that bench/run keeps (GW_BENCH_KEEP=yes); the app is put into it. Requests are sent at their times, whether or not
earlier ones were answered; a latency counts from the time at which the request was due.
"""
import argparse, http.client, json, os, queue, re, shutil, signal, subprocess, tempfile, threading, time
from pathlib import Path

FIND = """name: bench-find
title: {en: Find, zh: 查找}
inputs:
  question: {type: string}
outputs:
  document: {type: [string, "null"]}
  hits: {type: integer}
steps:
  - {id: find, kind: search, text: "${inputs.question}", k: 10}
  - {id: take, kind: decide, answer: "${steps.find.hits[0].document}", confidence: "${steps.find.hits[0].score / 100}", threshold: 0, on_refuse: continue}
output:
  document: ${steps.take.answer}
  hits: ${count(steps.find.hits)}
"""
WAIT = """name: bench-wait
title: {en: Wait, zh: 等待}
inputs:
  question: {type: string}
outputs:
  answer: {type: string}
steps:
  - {id: ask, kind: review, ask: {en: What is the answer?, zh: 怎么回答？}, group: experts}
output:
  answer: ${steps.ask.answer}
"""


class Server:
    def __init__(self, program, root):
        self.log = Path(root) / 'log'
        self.process = subprocess.Popen([program, '--workspace', root, 'serve', '--listen', '127.0.0.1:0'], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(self.log, 'wb'))
        while not (found := re.search(rb'serve\.ready url=http://[0-9.]*:(\d+)', self.log.read_bytes())):
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.01)
        self.port = int(found[1])

    def processor_seconds(self):
        fields = Path(f'/proc/{self.process.pid}/stat').read_text().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def status(self, name):
        return int(re.search(rf'^{name}:\s+(\d+)', Path(f'/proc/{self.process.pid}/status').read_text(), re.M)[1])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def release(program, root, name, text):
    apps = Path(root) / 'apps'
    apps.mkdir(exist_ok=True)
    (apps / f'{name}.yaml').write_text(text)
    subprocess.run([program, '--workspace', root, 'release', name], check=True, stdout=subprocess.DEVNULL)


def at(sorted_values, share):
    return round(sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))], 2)


def post_all(port, path, bodies, due, callers):
    """Sends bodies[i] at due[i] (seconds from now) over that many connections; milliseconds from due to answered, and the statuses."""
    waiting, took, states = queue.SimpleQueue(), [], {}
    begin = time.perf_counter() + 0.2

    def call():
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=120)
        while (item := waiting.get()) is not None:
            when, body = item
            connection.request('POST', path, body, {'Content-Type': 'application/json'})
            response = connection.getresponse()
            state = json.loads(response.read()).get('status', response.status)
            took.append((time.perf_counter() - when) * 1000)
            states[state] = states.get(state, 0) + 1
        connection.close()

    threads = [threading.Thread(target=call) for _ in range(callers)]
    for thread in threads: thread.start()
    for body, second in zip(bodies, due):
        pause = begin + second - time.perf_counter()
        if pause > 0: time.sleep(pause)
        waiting.put((begin + second, body))
    for _ in threads: waiting.put(None)
    for thread in threads: thread.join()
    return sorted(took), states, time.perf_counter() - begin


def rate(options):
    questions = [json.loads(line) for line in open(options.queries)]
    texts = [q.get('question') or q.get('query') for q in questions]
    release(options.program, options.workspace, 'bench-find', FIND)
    server = Server(options.program, options.workspace)
    count = int(options.rate * options.seconds)
    bodies = [json.dumps({'inputs': {'question': texts[i % len(texts)]}}) for i in range(count)]
    post_all(server.port, '/api/v1/apps/bench-find/runs', bodies[:options.rate], [i / options.rate for i in range(options.rate)], options.callers)  # warm
    before = server.processor_seconds()
    took, states, seconds = post_all(server.port, '/api/v1/apps/bench-find/runs', bodies, [i / options.rate for i in range(count)], options.callers)
    used = server.processor_seconds() - before
    print(json.dumps({'runs': count, 'asked_per_s': options.rate, 'answered_per_s': round(count / seconds, 1), 'ms_p50': at(took, .5), 'ms_p95': at(took, .95), 'ms_p99': at(took, .99), 'ms_most': round(took[-1], 1),
                      'states': states, 'processors': round(used / seconds, 2), 'ms_processor_per_run': round(used / count * 1000, 2), 'resident_mb': server.status('VmRSS') // 1024, 'threads': server.status('Threads')}))
    server.stop()


def waiting(options):
    root = tempfile.mkdtemp(prefix='gw-bench-')
    try:
        (Path(root) / 'groundwork.yaml').write_text('')
        release(options.program, root, 'bench-wait', WAIT)
        server = Server(options.program, root)
        time.sleep(1)
        resident, threads = server.status('VmRSS'), server.status('Threads')
        bodies = [json.dumps({'inputs': {'question': f'question {i}'}}) for i in range(options.runs)]
        took, states, seconds = post_all(server.port, '/api/v1/apps/bench-wait/runs', bodies, [0] * options.runs, 32)
        peak, more = server.status('VmRSS'), server.status('Threads')
        time.sleep(2)
        before = server.processor_seconds()
        time.sleep(10)
        idle = (server.processor_seconds() - before) / 10
        times = {}
        for name, method, path, body in (('tasks', 'GET', '/api/v1/tasks?limit=100', None), ('runs', 'GET', '/api/v1/runs?state=waiting', None), ('answer', 'POST', f'/api/v1/tasks/{options.runs}/answer', '{"verdict":"answered","answer":"yes"}'), ('apps', 'GET', '/api/v1/apps', None)):
            connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)
            since = time.perf_counter()
            connection.request(method, path, body, {'Content-Type': 'application/json'})
            reply = connection.getresponse()
            reply.read()
            assert reply.status == 200, (path, reply.status)
            times[name] = round((time.perf_counter() - since) * 1000, 1)
        server.stop()
        again = time.perf_counter()
        server = Server(options.program, root)
        start = (time.perf_counter() - again) * 1000
        fresh = server.status('VmRSS')
        server.stop()
        print(json.dumps({'runs': options.runs, 'states': states, 'begun_per_s': round(options.runs / seconds), 'threads_before': threads, 'threads': more, 'resident_mb_before': resident // 1024, 'resident_mb': peak // 1024,
                          'idle_processors': round(idle, 3), 'ms': times, 'start_again_ms': round(start), 'resident_mb_again': fresh // 1024}))
    finally:
        shutil.rmtree(root, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program', type=os.path.abspath)
    acts = parser.add_subparsers(required=True)
    one = acts.add_parser('rate')
    one.add_argument('workspace')
    one.add_argument('queries')
    one.add_argument('--rate', type=int, default=300)
    one.add_argument('--seconds', type=int, default=30)
    one.add_argument('--callers', type=int, default=64)
    one.set_defaults(act=rate)
    other = acts.add_parser('waiting')
    other.add_argument('--runs', type=int, default=10_000)
    other.set_defaults(act=waiting)
    os.environ['GROUNDWORK_FREE_FLOOR_MB'] = '0'
    options = parser.parse_args()
    options.act(options)


main()
