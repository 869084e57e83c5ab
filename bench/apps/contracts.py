#!/usr/bin/env python3
"""Clauses found in contracts after so many corrected ones, measured through `groundwork train` and an `extract` step.

    contracts.py GROUNDWORK DATA [--orders 2] [--after 0,2,5,10,20,40] [--folds 10]

DATA holds documents.jsonl, hypotheses.jsonl and questions.jsonl. Texts are cut by the product's own sentences; a place is found when it overlaps one of the
marked sentences. Labels: of the contracts not yet corrected, after so many; and of every contract, the other folds being corrected, beside the most
frequent label of the same clause among those.
"""
import argparse, json, random, subprocess, sys, tempfile, time
from collections import Counter
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
    parser.add_argument("--after", default="0,2,5,10,20,40", help="none: only the folds")
    parser.add_argument("--folds", type=int, default=10, help="0: only the curve")
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
    with tempfile.TemporaryDirectory() as folder:
        if args.after != "none":
            print("| corrected contracts | questions | evidence top-1 | top-3 | labels right | seconds to train | to read a contract, ms |\n|---|---|---|---|---|---|---|")
            for n in map(int, args.after.split(",")):
                measure(App(args.groundwork, Path(folder) / str(n), clauses), contracts, n, 1 if n == 0 else args.orders)
        if args.folds:
            cross_validate(App(args.groundwork, Path(folder) / "folds", clauses), contracts, args.folds)


class App:
    """The application in a workspace of its own."""

    def __init__(self, program, root, clauses):
        self.program, self.root, self.clauses = program, root, clauses
        root.mkdir()
        self.run("init", str(root))
        for name in ("apps", "records"):
            (root / name).mkdir(exist_ok=True)
        (root / "apps/contracts.yaml").write_text(app_of(clauses), encoding="utf8")
        self.write("records/clauses.jsonl", clauses)

    def run(self, *words):
        done = subprocess.run([self.program, "--workspace", str(self.root), "--json", *words], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def write(self, path, rows):
        (self.root / path).write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf8")

    def learn(self, corrected):
        self.write("records/corrected.jsonl", corrected)
        self.run("train", "contracts", "--quick")

    def read(self, contracts):
        """(what an expert said, what the app found) of each clause of each contract."""
        self.write("asked.jsonl", [{"id": one["id"], "inputs": {"text": one["text"]}} for one in contracts])
        said = self.run("run", "contracts", "--draft", "--each", str(self.root / "asked.jsonl"))
        return [(one["clauses"][clause["id"]], row["output"]["fields"][f"c{i}"]) for one, row in zip(contracts, said) for i, clause in enumerate(self.clauses) if clause["id"] in one["clauses"]]


def shuffled(contracts, order):
    out = contracts[:]
    random.Random(100 + order).shuffle(out)
    return out


def measure(app, contracts, n, orders):
    asked = first = three = labels = labelled = train_seconds = read_seconds = texts = 0
    for order in range(orders):
        sequence = shuffled(contracts, order)
        start = time.time()
        app.learn(sequence[:n])
        train_seconds += (time.time() - start) / orders
        start = time.time()
        found = app.read(sequence[n:])
        read_seconds += time.time() - start
        texts += len(sequence) - n
        for truth, said in found:
            if said["label"] is not None:
                labelled += 1
                labels += said["label"] == truth["label"]
            if not truth["evidence"]:
                continue
            shows = [any(place["start"] < e["end"] and e["start"] < place["end"] for e in truth["evidence"]) for place in said["places"]]
            asked += 1
            first += any(shows[:1])
            three += any(shows)
    said = f"{labels / labelled:.3f}" if labelled else ""
    print(f"| {n} | {asked} | {first / asked:.3f} | {three / asked:.3f} | {said} | {train_seconds:.1f} | {read_seconds / texts * 1000:.0f} |", flush=True)


def cross_validate(app, contracts, folds):
    start, asked, right, frequent = time.time(), 0, 0, 0
    sequence = shuffled(contracts, 0)
    for fold in range(folds):
        seen = [one for i, one in enumerate(sequence) if i % folds != fold]
        most = {clause["id"]: Counter(one["clauses"][clause["id"]]["label"] for one in seen if clause["id"] in one["clauses"]).most_common(1)[0][0] for clause in app.clauses}
        app.learn(seen)
        left = sequence[fold::folds]
        found = app.read(left)
        asked += len(found)
        right += sum(said["label"] == truth["label"] for truth, said in found)
        frequent += sum(one["clauses"][clause]["label"] == label for one in left for clause, label in most.items() if clause in one["clauses"])
    print(f"\nlabels of {asked} questions, {folds} folds of whole contracts: {right / asked:.3f} right, the most frequent of the clause {frequent / asked:.3f}; {time.time() - start:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
