#!/usr/bin/env python3
"""Who takes a bug, measured through the commands that a company would use: `groundwork train` and `groundwork run`.

    bugs.py GROUNDWORK DATA [--block 20] [--project haystack]

DATA holds records_*.jsonl. Two rows a project, over the records that the set scores (last quarter, the person has five earlier ones):
  replay   what `train` reports: each record judged by all before it
  app      the model is trained anew on all earlier records every BLOCK records, and the app's `classify` step answers in between
"""
import argparse, json, os, subprocess, sys, tempfile, time
from pathlib import Path

APP = """name: dispatch
title: {en: Bug dispatch, zh: 缺陷分派}
inputs:
  title: {type: string}
  description: {type: string, default: ""}
  component: {type: string, default: ""}
  time: {type: string, default: ""}
outputs:
  assignee: {type: [string, "null"]}
  labels: {type: array}
models:
  assignee:
    kind: people
    from: records/bugs.jsonl
    inputs: {title: title, text: description, place: component}
    label: assignee
    time: time
    reviewers: reviewers
    traces: paths
steps:
  - id: person
    kind: classify
    model: assignee
    inputs: {title: "${inputs.title}", text: "${inputs.description}", place: "${inputs.component}", time: "${inputs.time}"}
output:
  assignee: ${steps.person.best.label}
  labels: ${steps.person.labels}
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("groundwork")
    parser.add_argument("data", type=Path)
    parser.add_argument("--block", type=int, default=20)
    parser.add_argument("--project")
    args = parser.parse_args()
    files = sorted(args.data.glob("records_*.jsonl"))
    if not files:
        print(f"skipped: {args.data} has no records_*.jsonl")
        return 77
    print("| project | by | n | hit@1 | hit@5 | seconds |\n|---|---|---|---|---|---|")
    for file in files:
        project = file.stem[8:]
        if args.project and project != args.project:
            continue
        with tempfile.TemporaryDirectory() as folder:
            measure(args.groundwork, Path(folder), project, [json.loads(line) for line in file.open(encoding="utf8")], args.block)


def measure(program, root, project, records, block):
    def run(*words):
        done = subprocess.run([program, "--workspace", str(root), "--json", *words], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    run("init", str(root))
    (root / "apps").mkdir(exist_ok=True)
    (root / "records").mkdir()
    (root / "apps/dispatch.yaml").write_text(APP, encoding="utf8")

    def learn(some, *flags):
        (root / "records/bugs.jsonl").write_text("".join(json.dumps(one) + "\n" for one in some), encoding="utf8")
        return run("train", "dispatch", *flags)[0]

    start = time.time()
    report = learn(records)
    print(f"| {project} | replay | {report['tested']} | {report['accuracy']:.3f} | {report['hit5']:.3f} | {time.time() - start:.1f} |", flush=True)

    start, asked, first, five = time.time(), 0, 0, 0
    for begin in range(len(records) * 3 // 4, len(records), block):
        some = [one for one in records[begin:begin + block] if one["eval"]]
        if not some:
            continue
        learn(records[:begin], "--quick")
        lines = [{"id": one["id"], "inputs": {name: one.get(name) or "" for name in ("title", "description", "component", "time")}} for one in some]
        (root / "asked.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf8")
        for one, said in zip(some, run("run", "dispatch", "--draft", "--each", str(root / "asked.jsonl"))):
            labels = [label["label"] for label in said["output"]["labels"]]
            asked += 1
            first += labels[:1] == [one["assignee"]]
            five += one["assignee"] in labels[:5]
    print(f"| {project} | app, trained anew every {block} | {asked} | {first / asked:.3f} | {five / asked:.3f} | {time.time() - start:.1f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
