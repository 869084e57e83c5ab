#!/usr/bin/env python3
"""Earlier reports of the same matter, found by a `similar` step through `groundwork run`.

    duplicates.py GROUNDWORK DATA

DATA holds reports.jsonl and duplicates.jsonl. A report that people marked is found when one of those that they named is among the first ten; the report
itself does not count.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile, time
from pathlib import Path

APP = """name: twin
title: {en: Twin, zh: 重复}
inputs:
  title: {type: string}
  description: {type: string, default: ""}
outputs:
  found: {type: array}
steps:
  - {id: past, kind: similar, records: records/reports.jsonl, text: "${inputs.title}\\n${inputs.description}", like: [title, description], decided: id, mode: duplicates, k: 11}
output:
  found: ${steps.past.records[*].decided}
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("groundwork")
    parser.add_argument("data", type=Path)
    args = parser.parse_args()
    if not (args.data / "reports.jsonl").exists():
        print(f"skipped: {args.data} has no reports.jsonl")
        return 77
    reports = {row["id"]: row for row in map(json.loads, (args.data / "reports.jsonl").open(encoding="utf8"))}
    marked = {row["id"]: set(row["duplicates"]) for row in map(json.loads, (args.data / "duplicates.jsonl").open(encoding="utf8"))}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"
        groundwork = lambda *words: subprocess.run([os.path.abspath(args.groundwork), "--workspace", root, "--json", *map(str, words)], check=True, capture_output=True, text=True).stdout
        groundwork("init", root)
        (root / "records").mkdir()
        (root / "records/reports.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports.values()), encoding="utf8")
        (root / "apps/twin.yaml").write_text(APP, encoding="utf8")
        asked = root / "asked.jsonl"
        asked.write_text("".join(json.dumps({"id": i, "inputs": {"title": reports[i]["title"][:2000], "description": reports[i]["description"][:100_000]}}, ensure_ascii=False) + "\n" for i in marked), encoding="utf8")
        began = time.time()
        runs = [json.loads(line) for line in groundwork("run", "twin", "--draft", "--each", asked).splitlines()]
        seconds = time.time() - began
    found = sum(bool(marked[r["line"]] & set([i for i in r["output"]["found"] if i != r["line"]][:10])) for r in runs)
    print("| reports | asked | recall@10 | median ms a run | seconds |\n|---|---|---|---|---|")
    print(f"| {len(reports)} | {len(runs)} | {found / len(runs):.3f} | {statistics.median(r['ms'] for r in runs):.0f} | {seconds:.1f} |")
    return 0


sys.exit(main())
