"""A PDF of several pages from blocks, with text that can be copied out again.

English is set in Helvetica. Chinese is set in STSong-Light, which readers supply themselves: the codes are the
character numbers of the Adobe-GB1 collection, and a ToUnicode map says which text they stand for.
"""

from markup import Block, title

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 595, 842, 64
BODY, LEADING = 11, 17
# Advance widths of Helvetica from space to tilde, in thousandths.
HELVETICA = [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
             556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500,
             667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
             333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278,
             556, 500, 722, 500, 500, 500, 334, 260, 334, 584]
NOT_FIRST = "，。；：、）”》！？％"


class English:
    """Text in WinAnsi bytes."""

    def width(self, text: str, size: float) -> float:
        return sum(HELVETICA[ord(char) - 32] for char in text) * size / 1000

    def code(self, text: str) -> str:
        for char in "\\()":
            text = text.replace(char, "\\" + char)
        return f"({text})"

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        lines = [""]
        for word in text.split(" "):
            wider = f"{lines[-1]} {word}" if lines[-1] else word
            if self.width(wider, size) > width:
                lines.append(word)
            else:
                lines[-1] = wider
        return lines

    def fonts(self) -> list[tuple[str, str]]:
        return [(name, f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>")
                for name, font in (("F1", "Helvetica"), ("F2", "Helvetica-Bold"))]


class Chinese:
    """Text in two-byte character numbers of Adobe-GB1; remembers which were used."""

    def __init__(self) -> None:
        self.used: dict[int, str] = {}

    def number(self, char: str) -> int:
        if char == " ":
            return 7716
        if char.isascii():
            return 814 + ord(char) - 0x21  # the half-width forms
        row, column = char.encode("gb2312")
        starts = {0xA1: 96, 0xA3: 262} | {row: 940 + 94 * (row - 0xB0) for row in range(0xB0, 0xD8)}
        starts |= {row: 4695 + 94 * (row - 0xD8) for row in range(0xD8, 0xF8)}
        return starts[row] + column - 0xA1

    def width(self, text: str, size: float) -> float:
        return sum(500 if char.isascii() else 1000 for char in text) * size / 1000

    def code(self, text: str) -> str:
        self.used |= {self.number(char): char for char in text}
        return "<" + "".join(f"{self.number(char):04X}" for char in text) + ">"

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        lines = [""]
        for char in text:
            if self.width(lines[-1] + char, size) > width and char not in NOT_FIRST:
                # A number or a word in Latin letters is not cut in two.
                kept = lines[-1].rstrip("-.ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") if char.isascii() else lines[-1]
                lines.append(lines[-1][len(kept):])
                lines[-2] = kept
            lines[-1] += char
        return lines

    def fonts(self) -> list[tuple[str, str]]:
        """Called after all text was coded."""
        pairs = sorted(self.used.items())
        groups = [pairs[first:first + 100] for first in range(0, len(pairs), 100)]
        mapped = "".join(f"{len(group)} beginbfchar\n"
                         + "".join(f"<{number:04X}> <{ord(char):04X}>\n" for number, char in group)
                         + "endbfchar\n" for group in groups)
        cmap = ("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) "
                "/Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{mapped}endcmap\n"
                "CMapName currentdict /CMap defineresource pop\nend\nend\n")
        inner = ("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
                 "/Ordering (GB1) /Supplement 2 >> /DW 1000 /W [814 907 500 7716 7716 500] /FontDescriptor "
                 "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
                 "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>")
        outer = ("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /Identity-H "
                 f"/DescendantFonts [{inner}] /ToUnicode @stream@ >>")
        return [("F1", outer), ("F2", outer), ("stream", cmap)]


class Layout:
    """Fills pages from the top; each page is a list of drawing commands."""

    def __init__(self, script: English | Chinese, footer: str) -> None:
        self.script, self.footer = script, footer
        self.pages: list[str] = []
        self.new_page()

    def new_page(self) -> None:
        self.y = PAGE_HEIGHT - MARGIN
        self.pages.append("")
        self.draw(f"{self.footer} - {len(self.pages)}", MARGIN, 36, 8, "F1")

    def draw(self, text: str, x: float, y: float, size: float, font: str) -> None:
        self.pages[-1] += f"BT /{font} {size} Tf {x:g} {y:g} Td {self.script.code(text)} Tj ET\n"

    def step(self, height: float) -> None:
        self.y -= height
        if self.y < MARGIN:
            self.new_page()
            self.y -= height

    def text(self, text: str, size: float, font: str, indent: float = 0, mark: str = "") -> None:
        for number, line in enumerate(self.script.wrap(text, size, PAGE_WIDTH - 2 * MARGIN - indent)):
            self.step(size + 6)
            if number == 0 and mark:
                self.draw(mark, MARGIN + indent - 12, self.y, size, font)
            self.draw(line, MARGIN + indent, self.y, size, font)
        self.y -= 5

    def table(self, rows: list[list[str]]) -> None:
        width = (PAGE_WIDTH - 2 * MARGIN) / len(rows[0])
        for number, row in enumerate(rows):
            self.step(LEADING)
            for column, text in enumerate(row):
                self.draw(text, round(MARGIN + 4 + column * width, 2), self.y, 10, "F2" if number == 0 else "F1")
            self.pages[-1] += f"0.5 w {MARGIN} {self.y - 5:g} m {PAGE_WIDTH - MARGIN} {self.y - 5:g} l S\n"
        self.y -= 10

    def add(self, block: Block, number: int) -> None:
        if block.kind == "break":
            self.new_page()
        elif block.kind == "heading":
            self.y -= 8
            self.text(block.text, 18 if block.level == 1 else 13, "F2")
        elif block.kind == "table":
            self.table(block.rows)
        elif block.kind in ("bullet", "number"):
            self.text(block.text, BODY, "F1", 16, f"{number}." if block.kind == "number" else "-")
        else:
            self.text(block.text, BODY, "F1")


def pdf(blocks: list[Block]) -> bytes:
    script = English() if title(blocks).isascii() else Chinese()
    layout = Layout(script, "Veylan Pumps" if isinstance(script, English) else "维岚泵业")
    number = 0
    for block in blocks:
        number = number + 1 if block.kind == "number" else 0
        layout.add(block, number)
    return assemble(layout.pages, script.fonts(), title(blocks))


def assemble(pages: list[str], fonts: list[tuple[str, str]], name: str) -> bytes:
    objects: list[str] = ["<< /Type /Catalog /Pages 2 0 R >>", "",
                          f"<< /Title <FEFF{name.encode('utf-16-be').hex().upper()}> /Producer (Veylan Pumps) >>"]

    def put(body: str) -> str:
        objects.append(body)
        return f"{len(objects)} 0 R"

    def stream(content: str) -> str:
        return put(f"<< /Length {len(content)} >>\nstream\n{content}endstream")

    maps = {kind: stream(text) for kind, text in fonts if kind == "stream"}
    named = " ".join(f"/{kind} {put(text.replace('@stream@', maps.get('stream', '')))}"
                     for kind, text in fonts if kind != "stream")
    kids = [put(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] "
                f"/Resources << /Font << {named} >> >> /Contents {stream(page)} >>") for page in pages]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"

    out, offsets = "%PDF-1.4\n", []
    for position, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{position} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} "
            f"/Root 1 0 R /Info 3 0 R >>\nstartxref\n{len(out)}\n%%EOF\n")
    return out.encode("ascii")
