#!/usr/bin/env python3
"""Makes the example's past bug reports and the cases that follow them in time.

    tools/example/make_bugs.py           writes records/bugs.csv and cases/bug-dispatch.jsonl of examples/company
    tools/example/make_bugs.py --check   writes nothing; exit 1 when a file there differs

Each report is of one topic (bug_topics.py); the person who has the topic in that month takes it, or now and then a colleague who helps out. One in seven
says again what an earlier report said, in other words. The same program gives the same bytes.
"""

import csv
import datetime
import io
import json
import pathlib
import random
import sys

sys.dont_write_bytecode = True  # leaves the working tree as it was

from bug_topics import EN_AGAIN, EN_CLOSINGS, SITES, TOPICS, ZH_AGAIN, ZH_CLOSINGS, ZH_SITES, Topic

COMPANY = pathlib.Path(__file__).resolve().parents[2] / "examples" / "company"
PAST, CASES = 420, 52
BEGIN, END = datetime.datetime(2024, 1, 8), datetime.datetime(2026, 6, 26)
HELPS_OUT = {"VC-40 control": "g.brouwer", "VG-10 link": "zhou.min", "Station web": "gao.ruolan", "Phone app": "chen.yining"}
LEFT = {"g.brouwer": "2025-03", "j.verhoeven": "2025-11", "a.lindqvist": "2025-12", "lu.haoran": "2026-02", "qian.wei": "2026-03"}
FIRMWARE = [("2023-01", "2.9"), ("2023-11", "3.0"), ("2024-09", "3.1"), ("2025-05", "3.2"), ("2025-11", "3.3"), ("2026-03", "3.4")]
GATEWAY = [("2023-01", "1.7.5"), ("2024-04", "1.8.0"), ("2025-03", "1.8.2"), ("2026-02", "1.8.4")]
STATION = [("2023-01", "4.6"), ("2024-05", "4.8"), ("2025-06", "5.0"), ("2025-11", "5.1"), ("2026-03", "5.2")]
APP = [("2024-01", "1.0"), ("2024-11", "1.1"), ("2025-07", "2.0"), ("2026-02", "2.1")]

# Reports that nobody among the developers should get: they go to the person who sorts.
NOBODYS = [
    ("Coffee machine in the Rotterdam kitchen leaks", "There is water under the machine every morning. Nobody knows who services it."),
    ("会议室205的投影仪没有画面", "下午两点评审要用，换了线也不行。"),
    ("Request: quotation for twelve pumps", "Please send us a price and a delivery date for twelve VP-200-40."),
    ("食堂饭卡充值后余额不对", "充了200元，机器上只显示100元。"),
    ("Please add me to the newsletter", "I would like to hear about your products four times a year."),
    ("宿舍三楼热水不热", "已经三天了，请安排人检修。"),
]


def who_takes(topic: Topic, month: str, chance: random.Random) -> str:
    person = [name for since, name in topic.people if since <= month][-1]
    helper = HELPS_OUT.get(topic.component)
    if helper and chance.random() < 0.07 and month < LEFT.get(helper, "9999"):
        return helper
    return person


def newest(versions: list[tuple[str, str]], month: str, chance: random.Random) -> str:
    """The version of that month, or for who has not updated yet the one before."""
    known = [version for since, version in versions if since <= month]
    return chance.choice(known[-2:])


def words_for(month: str, chance: random.Random, english: bool) -> dict[str, str]:
    low = chance.choice([20, 25, 32, 38, 40, 45])
    return {"n": str(chance.choice([3, 5, 7, 8, 12, 15, 20, 30, 37, 40, 45, 60, 75, 90])), "k": str(chance.randint(2, 6)), "f": chance.choice(["0.3", "0.4", "0.6", "4.5", "7.1"]),
            "p": f"{low / 10:.1f}", "p2": f"{(low + chance.choice([4, 6, 9])) / 10:.1f}", "fw": newest(FIRMWARE, month, chance),
            "gw": newest(GATEWAY, month, chance), "st": newest(STATION, month, chance), "app": newest(APP, month, chance),
            "site": chance.choice(SITES if english else ZH_SITES)}


def text_of(topic: Topic, chance: random.Random, english: bool, again: bool, words: dict[str, str]) -> tuple[str, str]:
    titles, details = (topic.en_titles, topic.en_details) if english else (topic.zh_titles, topic.zh_details)
    title = chance.choice(titles)
    if again:
        title = chance.choice(EN_AGAIN if english else ZH_AGAIN) + (title[0].lower() + title[1:] if english and not title[:2].isupper() else title)
        title = title[0].upper() + title[1:]
    said = chance.sample(details, chance.choice([1, 2, 2, 3]))
    said.append(chance.choice(EN_CLOSINGS if english else ZH_CLOSINGS))
    return title.format(**words), (" " if english else "").join(said).strip().format(**words)


def reports() -> list[dict[str, str]]:
    chance = random.Random(20260626)
    total = PAST + CASES
    span = (END - BEGIN).total_seconds()
    days = [BEGIN + datetime.timedelta(days=int(chance.random() * span / 86400)) for _ in range(total)]
    times = sorted(day.replace(hour=chance.randint(7, 17), minute=chance.randint(0, 59)) for day in days)
    weights = [chance.choice([2, 3, 4]) for _ in TOPICS]
    out: list[dict] = []
    for number, at in enumerate(times):
        month = at.strftime("%Y-%m")
        row = {"id": f"B-{1001 + number}", "time": at.strftime("%Y-%m-%dT%H:%M:00Z"), "duplicate_of": ""}
        recent = [one for one in out[-45:] if not one["duplicate_of"]]
        if recent and chance.random() < 0.15:
            first = chance.choice(recent)
            topic, english = first["topic"], first["english"] if chance.random() < 0.85 else not first["english"]
            words = dict(first["words"], site=words_for(month, chance, english)["site"])
            row["duplicate_of"] = first["id"]
        else:
            open_topics = [(topic, weight) for topic, weight in zip(TOPICS, weights) if topic.people[0][0] <= month]
            topic = chance.choices([t for t, _ in open_topics], [w for _, w in open_topics])[0]
            english = chance.random() < 0.5
            words = words_for(month, chance, english)
        title, description = text_of(topic, chance, english, bool(row["duplicate_of"]), words)
        component = topic.component if chance.random() < 0.85 else ""
        out.append(dict(row, title=title, description=description, component=component, assignee=who_takes(topic, month, chance), topic=topic, english=english, words=words))
    return out


def table_of(rows: list[dict]) -> bytes:
    out = io.StringIO()
    names = ["id", "time", "title", "description", "component", "assignee", "duplicate_of"]
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def case_of(row: dict, number: int) -> dict:
    out = {"id": row["id"], "inputs": {name: row[name] for name in ("title", "description", "component")}, "expected": {"assignee": row["assignee"]},
           "stratum": "en" if row["english"] else "zh", "time": row["time"]}
    if number % 4 == 3:
        out["sealed"] = True
    return out


def cases_of(rows: list[dict]) -> bytes:
    lines = [case_of(row, number) for number, row in enumerate(rows)]
    for number, (title, description) in enumerate(NOBODYS):
        lines.append({"id": f"N-{number + 1}", "inputs": {"title": title, "description": description}, "refuse": True, "stratum": "zh" if title[0] > "z" else "en",
                      "time": "2026-06-27T08:00:00Z"})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def main() -> int:
    rows = reports()
    made = {COMPANY / "records" / "bugs.csv": table_of(rows[:PAST]), COMPANY / "cases" / "bug-dispatch.jsonl": cases_of(rows[PAST:])}
    if "--check" in sys.argv[1:]:
        different = [path for path, content in made.items() if not path.is_file() or path.read_bytes() != content]
        for path in different:
            print(f"{path.relative_to(COMPANY)} is not what make_bugs.py makes")
        return 1 if different else 0
    for path, content in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
