#!/usr/bin/env python3
"""Clauses found in contracts after so many corrected ones, measured through `groundwork train` and an `extract` step.

    contracts.py GROUNDWORK DATA [--orders 2] [--after 0,2,5,10,20,40]

DATA holds documents.jsonl, hypotheses.jsonl and questions.jsonl. Texts are cut by the product's own sentences; a place is found when it overlaps one of the
marked sentences. Labels: of the contracts not yet corrected, after so many.
"""
import argparse, json, random, subprocess, sys, tempfile, time
from pathlib import Path

LABELS = {"Entailment": "entailed", "Contradiction": "contradicted", "NotMentioned": "absent"}


def app_of(clauses):
    fields = "\n".join(f"      - {{name: c{i}, model: clauses, clause: {one['id']}}}" for i, one in enumerate(clauses))
    return f"""name: contracts
title: {{en: Contract review, zh: 合同审查}}
inputs:
  text: {{type: string}}
outputs:
  fields: {{type: object}}
models:
  clauses: {{kind: clauses, clauses: records/clauses.jsonl, from: records/corrected.jsonl}}
steps:
  - id: find
    kind: extract
    text: ${{inputs.text}}
    fields:
{fields}
output:
  fields: ${{steps.find.fields}}
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("groundwork")
    parser.add_argument("data", type=Path)
    parser.add_argument("--orders", type=int, default=2)
    parser.add_argument("--after", default="0,2,5,10,20,40")
    args = parser.parse_args()
    if not (args.data / "documents.jsonl").exists():
        print(f"skipped: {args.data} has no documents.jsonl")
        return 77
    read = lambda name: [json.loads(line) for line in (args.data / name).open(encoding="utf8")]
    clauses = read("hypotheses.jsonl")
    contracts = {one["id"]: {"id": one["id"], "text": one["text"], "clauses": {}} for one in read("documents.jsonl")}
    for one in read("questions.jsonl"):
        evidence = [{"start": e["start"], "end": e["end"]} for e in one["evidence"]] if one["answerable"] else []
        contracts[one["doc_id"]]["clauses"][one["hypothesis_id"]] = {"label": LABELS[one["label"]], "evidence": evidence}
    contracts = list(contracts.values())
    print("| corrected contracts | questions | evidence top-1 | top-3 | labels right | seconds to train | to read a contract, ms |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for n in map(int, args.after.split(",")):
            measure(args.groundwork, Path(folder) / str(n), clauses, contracts, n, 1 if n == 0 else args.orders)


def measure(program, root, clauses, contracts, n, orders):
    def run(*words):
        done = subprocess.run([program, "--workspace", str(root), "--json", *words], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    write = lambda path, rows: (root / path).write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf8")
    root.mkdir()
    run("init", str(root))
    for name in ("apps", "records"):
        (root / name).mkdir(exist_ok=True)
    (root / "apps/contracts.yaml").write_text(app_of(clauses), encoding="utf8")
    write("records/clauses.jsonl", clauses)
    asked = first = three = labels = labelled = train_seconds = read_seconds = texts = 0
    for order in range(orders):
        shuffled = contracts[:]
        random.Random(100 + order).shuffle(shuffled)
        write("records/corrected.jsonl", shuffled[:n])
        start = time.time()
        run("train", "contracts", "--quick")
        train_seconds += (time.time() - start) / orders
        write("asked.jsonl", [{"id": one["id"], "inputs": {"text": one["text"]}} for one in shuffled[n:]])
        start = time.time()
        said = run("run", "contracts", "--draft", "--each", str(root / "asked.jsonl"))
        read_seconds += time.time() - start
        texts += len(said)
        for one, row in zip(shuffled[n:], said):
            for i, clause in enumerate(clauses):
                truth, found = one["clauses"].get(clause["id"]), row["output"]["fields"][f"c{i}"]
                if truth is None:
                    continue
                if found["label"] is not None:
                    labelled += 1
                    labels += found["label"] == truth["label"]
                if not truth["evidence"]:
                    continue
                shows = [any(place["start"] < e["end"] and e["start"] < place["end"] for e in truth["evidence"]) for place in found["places"]]
                asked += 1
                first += any(shows[:1])
                three += any(shows)
    said = f"{labels / labelled:.3f}" if labelled else ""
    print(f"| {n} | {asked} | {first / asked:.3f} | {three / asked:.3f} | {said} | {train_seconds:.1f} | {read_seconds / texts * 1000:.0f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
