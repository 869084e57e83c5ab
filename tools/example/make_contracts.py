#!/usr/bin/env python3
"""Makes the example's contracts: corrected ones, from which the finder of clauses learns, and the cases that the review is measured with.

    tools/example/make_contracts.py           writes records/contracts.jsonl and cases/contract-review.jsonl of examples/company
    tools/example/make_contracts.py --check   writes nothing; exit 1 when a file there differs

Each contract is one of five kinds in one of two languages, in one of three looks: articles with headings, articles without, plain paragraphs. Of the
clauses that its kind must have some are missing and some deviate; now and then the amounts do not add up, the dates are in the wrong order, or a phrase
stands there that no contract may have. The same program gives the same bytes.
"""

import datetime
import json
import pathlib
import random
import sys

sys.dont_write_bytecode = True  # leaves the working tree as it was

from contract_words import (EN, EN_BESIDE, EN_OTHER, EN_PARTIES, EN_RECITALS, EN_ROLES, EN_WORDING, KINDS, REQUIRED, ZH, ZH_BESIDE, ZH_OTHER, ZH_PARTIES, ZH_RECITALS,
                            ZH_WORDING)
from contract_shipped import SHIPPED

COMPANY = pathlib.Path(__file__).resolve().parents[2] / "examples" / "company"
CORRECTED, CASES = 48, 48
NUMERALS = "〇一二三四五六七八九"
CAPITALS, PLACES, GROUPS = "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"], ["", "万", "亿"]

NOT_CONTRACTS = [
    ("purchase", "Minutes of the purchasing meeting, 4 May 2026. Present: purchasing, quality, planning.\n\n1. Castings\nTwo batches were rejected in April. The supplier was asked for a plan until the end of the month.\n\n"
                 "2. Motors\nThe price for the coming year is under discussion. Nothing has been signed.\n\n3. Next meeting\nThe next meeting is on 1 June 2026."),
    ("maintenance", "空压机保养记录。2026年4月18日，更换机油和滤芯，清洁散热片，检查皮带张力，运行两小时正常。下次保养在2000小时之后。保养人员已在设备卡上签字，旧机油交危废仓库。"),
    ("lease", "Dear all, the third floor will be painted in the first week of July. Please clear your desks by Friday evening and take the plants with you. The meeting rooms on the second floor can be booked instead."),
    ("freight", "各位同事：本周五下午仓库盘点，15:00以后不再发货。急件请在周四中午之前交到发货窗口，并注明收货人和电话。盘点期间的来货先放在三号门内侧，周一统一登记。"),
]


def capital(amount: int) -> str:
    """An amount in the numerals of Chinese bills: 14520 -> 壹万肆仟伍佰贰拾."""
    groups = []
    while amount:
        groups.append(amount % 10000)
        amount //= 10000
    out = ""
    for place in reversed(range(len(groups))):
        digits, zero, part = groups[place], bool(out) and groups[place] < 1000, ""
        for unit in (3, 2, 1, 0):
            digit = digits // 10**unit % 10
            if digit:
                part += ("零" if zero else "") + CAPITALS[digit] + PLACES[unit]
                zero = False
            else:
                zero = zero or bool(part)
        out += part + GROUPS[place] if part else ""
    return out


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + ("" if ones == 0 and tens else NUMERALS[ones])


class Draft:
    """One contract being written."""

    def __init__(self, chance: random.Random, number: int, unseen: bool):
        self.chance, self.number, self.unseen = chance, number, unseen
        self.english = chance.random() < 0.5
        self.kind = chance.choices(list(KINDS), [3, 2, 2, 2, 2])[0]
        self.look = chance.choice(["headings", "headings", "bare", "plain"])
        self.us, self.them = EN_ROLES[self.kind] if self.english else ("甲方", "乙方")
        self.clauses: dict[str, dict] = {name: {"label": "absent"} for name in EN}
        self.missing: list[str] = []
        self.deviating: list[str] = []
        self.faults: list[str] = []

    def fill(self, words: str) -> str:
        pick = self.chance.choice
        out = words.format(us=self.us, them=self.them, d=pick([30, 45, 60]), D=pick([5, 7, 10]), a=pick([10, 20, 30]), A=pick([50, 60, 70]), w=pick([12, 18, 24]), W=pick([3, 6]), y=pick([3, 5]),
                           n=pick([30, 60, 90]), p=pick(["0.1", "0.2", "0.3", "0.5"]), r=pick([14, 30]), m=pick(["20,000", "50,000", "250,000"]) if self.english else pick(["200000", "500000", "2000000"]))
        return out[0].upper() + out[1:]

    def wording(self, choices: list[str]) -> str:
        known = choices if self.unseen else choices[:-1]
        return self.fill(self.chance.choice(known))

    def clause(self, name: str) -> tuple[str, str] | None:
        heading, other, wanted, bad = (EN if self.english else ZH)[name]
        fate = self.chance.random()
        if fate < 0.14:
            self.missing.append(name)
            return None
        label = "deviating" if fate < 0.34 else "present"
        if label == "deviating":
            self.deviating.append(name)
        words = self.wording(bad if label == "deviating" else wanted)
        self.clauses[name] = {"label": label, "quote": words}
        beside = [self.fill(one) for one in self.chance.sample((EN_BESIDE if self.english else ZH_BESIDE)[name], self.chance.choice([0, 1, 1, 2]))]
        said = beside[:1] + [words] + beside[1:] if self.chance.random() < 0.4 else [words] + beside
        return self.chance.choice([heading, heading, other]), (" " if self.english else "").join(said)

    def price(self) -> list[tuple[str, str]]:
        """Price and tax add up, or do not; in Chinese the sum stands in capitals too."""
        net = self.chance.randrange(40, 900) * 200
        tax = net * (21 if self.english else 13) // 100
        total = net + tax
        stated = total
        if self.chance.random() < 0.2:
            stated += self.chance.choice([-1000, 90, 900, 2000])
            self.faults.append("sum")
        if self.english:
            return [("Price", f"The net price is EUR {net:,}.00. Value added tax is EUR {tax:,}.00. The total price is EUR {stated:,}.00.")]
        written = stated
        if self.chance.random() < 0.15:
            written = stated + 1000
            self.faults.append("capitals")
        return [("价款", f"不含税价为{net}元，增值税为{tax}元，合同总价为人民币{stated}元（大写：{capital(written)}元整）。")]

    def term(self) -> tuple[str, str]:
        begin = datetime.date(2026, 1, 1) + datetime.timedelta(days=31 * self.chance.randrange(12))
        begin = begin.replace(day=1)
        end = datetime.date(begin.year + self.chance.choice([1, 2, 3]), begin.month, 1) - datetime.timedelta(days=1)
        if self.chance.random() < 0.12:
            begin, end = end, begin
            self.faults.append("term")
        if self.english:
            return "Term", f"The contract runs from {begin.day} {begin:%B} {begin.year} to {end.day} {end:%B} {end.year}."
        return "期限", f"本合同自{begin.year}年{begin.month}月{begin.day}日起至{end.year}年{end.month}月{end.day}日止。"

    def written(self) -> str:
        title_en, title_zh, subjects = KINDS[self.kind]
        subject_en, subject_zh = self.chance.choice(subjects)
        party = self.chance.choice((EN_PARTIES if self.english else ZH_PARTIES)[self.kind])
        day = datetime.date(2025, 10, 1) + datetime.timedelta(days=self.chance.randrange(90))
        number = f"VL-CR-{day.year}-{self.number:03d}"
        if self.english:
            head = f"{title_en}\n\nContract {number}, signed on {day.day} {day:%B} {day.year}\n\nVeylan Pumps Europe, Rotterdam ({self.us})\n{party} ({self.them})"
            parts = [("Subject", f"The contract concerns {subject_en}. What is meant in detail stands in annex 1.")]
        else:
            head = f"{title_zh}\n\n合同编号：{number}　签订日期：{day.year}年{day.month}月{day.day}日\n\n甲方：维岚泵业有限公司\n乙方：{party}"
            parts = [("标的", f"本合同涉及{subject_zh}，具体内容见附件一。")]
        recitals = self.chance.sample(EN_RECITALS if self.english else ZH_RECITALS, self.chance.randint(1, 3) if self.english else self.chance.randint(2, 4))
        head += "\n\n" + (" " if self.english else "").join(self.fill(one) for one in recitals)
        parts.append(self.term())
        if self.kind != "nda":
            parts += self.price()
        body = [part for name in REQUIRED[self.kind] if (part := self.clause(name))]
        others = [(heading, self.fill(words)) for heading, words in self.chance.sample(EN_OTHER if self.english else ZH_OTHER, self.chance.randint(3, 6) if self.english else self.chance.randint(5, 9))]
        if self.chance.random() < 0.12:
            place = self.chance.randrange(len(others))
            others[place] = (others[place][0], others[place][1] + (" " if self.english else "") + self.fill(self.chance.choice(EN_WORDING if self.english else ZH_WORDING)))
            self.faults.append("wording")
        rest = body + others
        self.chance.shuffle(rest)
        return head + "\n\n" + self.laid_out(parts + rest)

    def laid_out(self, parts: list[tuple[str, str]]) -> str:
        out = []
        for number, (heading, words) in enumerate(parts, 1):
            if self.look == "plain":
                out.append(words)
            elif self.look == "bare":
                out.append(f"{number}. {words}" if self.english else f"第{numeral(number)}条　{words}")
            else:
                out.append(f"{number}. {heading}\n{words}" if self.english else f"第{numeral(number)}条　{heading}\n{words}")
        return "\n\n".join(out) + "\n"


def made(count: int, first: int, seed: int, unseen: bool) -> list[tuple[Draft, str]]:
    chance = random.Random(seed)
    out = []
    for number in range(count):
        draft = Draft(chance, first + number, unseen)
        out.append((draft, draft.written()))
    return out


def lines(rows: list[dict]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def corrected() -> bytes:
    rows = []
    for draft, text in made(CORRECTED, 1, 7, unseen=False):
        rows.append({"id": f"K-{draft.number}", "kind": draft.kind, "language": "en" if draft.english else "zh", "text": text, "clauses": draft.clauses})
    return lines(rows)


def cases() -> bytes:
    rows = []
    for place, (draft, text) in enumerate(made(CASES, 101, 11, unseen=True)):
        row = {"id": f"K-{draft.number}", "inputs": {"text": text, "kind": draft.kind}, "expected": {"missing": draft.missing, "deviating": draft.deviating, "faults": draft.faults},
               "stratum": "en" if draft.english else "zh"}
        if place % 4 == 3:
            row["sealed"] = True
        rows.append(row)
    for number, (kind, text) in enumerate(NOT_CONTRACTS, 1):
        rows.append({"id": f"N-{number}", "inputs": {"text": text, "kind": kind}, "refuse": True, "never_break": True, "stratum": "en" if text.isascii() else "zh"})
    for name, (kind, missing, deviating, text) in SHIPPED.items():
        rows.append({"id": name, "inputs": {"text": text, "kind": kind}, "expected": {"missing": missing, "deviating": deviating, "faults": []},
                     "stratum": "en" if text.isascii() else "zh", "note": f"documents/contracts/{name}, its text as `groundwork show` prints it"})
    return lines(rows)


def main() -> int:
    wanted = {COMPANY / "records" / "contracts.jsonl": corrected(), COMPANY / "cases" / "contract-review.jsonl": cases()}
    if "--check" in sys.argv[1:]:
        different = [path for path, content in wanted.items() if not path.is_file() or path.read_bytes() != content]
        for path in different:
            print(f"{path.relative_to(COMPANY)} is not what make_contracts.py makes")
        return 1 if different else 0
    for path, content in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
