#!/usr/bin/env python3
"""From a table of past cases to a measured app, and a `similar` step over as many records: processor and wall seconds.

    new.py GROUNDWORK [--rows 20000]

The rows are made up: tickets of 60 words for 25 teams, whose words are a quarter of each text; the same for the same number of rows.
"""
import argparse, csv, json, os, random, resource, statistics, subprocess, sys, tempfile, time
from pathlib import Path

PAST = """name: past
title: {en: Past, zh: 历史}
inputs: {text: {type: string}}
outputs: {team: {}}
steps:
  - {id: past, kind: similar, records: tickets.csv, text: "${inputs.text}", like: [text], decided: team}
output: {team: "${steps.past.best.label}"}
"""


def tickets(count):
    chance = random.Random(7)
    word = lambda: "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
    common, own = [word() for _ in range(4000)], [[word() for _ in range(40)] for _ in range(25)]
    for i in range(count):
        team = chance.randrange(25)
        text = [chance.choice(own[team]) if chance.random() < 0.25 else chance.choice(common) for _ in range(60)]
        yield {"id": f"T-{i + 1}", "time": f"20{20 + i * 5 // count}-{i * 60 // count % 12 + 1:02}-{i % 28 + 1:02} {i % 24:02}:00", "text": " ".join(text), "team": f"team {team + 1}"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("groundwork")
    parser.add_argument("--rows", type=int, default=20_000)
    args = parser.parse_args()
    print("| what | processor s | wall s | |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"

        def timed(*words):
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.time()
            out = subprocess.run([os.path.abspath(args.groundwork), "--workspace", root, *map(str, words)], check=True, capture_output=True, text=True, cwd=root if root.exists() else folder).stdout
            return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, time.time() - began, out

        timed("init", root)
        rows = list(tickets(args.rows))
        with (root / "tickets.csv").open("w", newline="", encoding="utf8") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(rows)
        user, wall, out = timed("new", "tickets", "--from", root / "tickets.csv")
        print(f"| `new` on {args.rows} rows, trained and measured | {user:.1f} | {wall:.1f} | {next(line for line in out.splitlines() if ' cases right' in line)} |")
        (root / "apps/past.yaml").write_text(PAST, encoding="utf8")
        for name, asked in (("one", rows[-1:]), ("many", rows[-501:])):
            (root / f"{name}.jsonl").write_text("".join(json.dumps({"id": r["id"], "inputs": {"text": r["text"]}}) + "\n" for r in asked))
            user, wall, out = timed("--json", "run", "past", "--draft", "--each", root / f"{name}.jsonl")
            ms = [json.loads(line)["ms"] for line in out.splitlines()]
            print(f"| `similar` over {args.rows} records, {len(asked)} run{'s' if len(asked) > 1 else ''} | {user:.1f} | {wall:.1f} | median {statistics.median(ms[1:] or ms):.0f} ms a run |")
    return 0


sys.exit(main())
