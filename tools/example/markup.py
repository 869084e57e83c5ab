"""The small markup in which the sources of the binary example documents are written.

    # heading        ## smaller heading      - bullet      1. numbered
    | a | b |        a table row; the first row of a run of rows is its header
    > note           a speaker's note (slides only)
    ---              a page break
    === name         begins an attached or packed file (mail and zip only)
"""

import re
from dataclasses import dataclass, field


@dataclass
class Block:
    kind: str  # heading, paragraph, bullet, number, table, note, break
    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)


def parse(source: str) -> list[Block]:
    """One block a line; neighbouring table rows make one table. Empty lines mean nothing."""
    blocks: list[Block] = []
    for line in source.splitlines():
        if not line.strip():
            continue
        if line.startswith("| "):
            row = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not blocks or blocks[-1].kind != "table":
                blocks.append(Block("table"))
            blocks[-1].rows.append(row)
        elif line == "---":
            blocks.append(Block("break"))
        elif heading := re.match(r"(#+) (.*)", line):
            blocks.append(Block("heading", heading[2], len(heading[1])))
        elif line.startswith("- "):
            blocks.append(Block("bullet", line[2:]))
        elif number := re.match(r"\d+\. (.*)", line):
            blocks.append(Block("number", number[1]))
        elif line.startswith("> "):
            blocks.append(Block("note", line[2:]))
        else:
            blocks.append(Block("paragraph", line))
    return blocks


def title(blocks: list[Block]) -> str:
    """The first heading."""
    return next(block.text for block in blocks if block.kind == "heading")


def attachments(source: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first `===` line, and the (name, text) of each file after it."""
    head, *parts = re.split(r"^=== ", source, flags=re.MULTILINE)
    files = []
    for part in parts:
        name, text = part.split("\n", 1)
        files.append((name.strip(), text))
    return head, files
