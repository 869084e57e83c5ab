"""A workbook from blocks: each heading begins a sheet, `(hidden)` after its name hides the sheet.

Numbers and ISO dates are written as such, with a format, as a spreadsheet program would; all else is shared text.
"""

import datetime
import re
from xml.sax.saxutils import escape

import package
from markup import Block

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = f'xmlns:r="{package.OFFICE}"'
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
PLAIN, THOUSANDS, DAY = 0, 1, 2  # rows of cellXfs below


class Texts:
    """The shared strings, each once, in order of first use."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    def xml(self) -> str:
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in self.numbers)
        return f'{package.XML}<sst {MAIN} uniqueCount="{len(self.numbers)}">{items}</sst>'


def cell(reference: str, text: str, texts: Texts) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        days = (datetime.date.fromisoformat(text) - datetime.date(1899, 12, 30)).days
        return f'<c r="{reference}" s="{DAY}"><v>{days}</v></c>'
    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        return f'<c r="{reference}" s="{THOUSANDS}"><v>{text.replace(",", "")}</v></c>'
    if re.fullmatch(r"(0|[1-9]\d*)(\.\d*[1-9])?", text):
        return f'<c r="{reference}" s="{PLAIN}"><v>{text}</v></c>'
    return f'<c r="{reference}" t="s"><v>{texts.number(text)}</v></c>'


def sheet(rows: list[list[str]], texts: Texts) -> str:
    body = ""
    for number, row in enumerate(rows, 1):
        cells = "".join(cell(f"{chr(65 + column)}{number}", text, texts) for column, text in enumerate(row))
        body += f'<row r="{number}">{cells}</row>'
    view = '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (f'{package.XML}<worksheet {MAIN}><sheetViews>{view}</sheetView></sheetViews>'
            f"<sheetData>{body}</sheetData></worksheet>")


def styles() -> str:
    return (f'{package.XML}<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
            '</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
            '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
            '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')


def xlsx(blocks: list[Block]) -> bytes:
    texts = Texts()
    entries, parts, links = "", [], []
    for number, (heading, table) in enumerate(zip(blocks[::2], blocks[1::2], strict=True), 1):
        assert heading.kind == "heading" and table.kind == "table"
        name = heading.text.removesuffix(" (hidden)")
        state = ' state="hidden"' if name != heading.text else ""
        entries += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        parts.append((f"xl/worksheets/sheet{number}.xml", KIND + "worksheet+xml", sheet(table.rows, texts)))
        links.append(("worksheet", f"worksheets/sheet{number}.xml"))
    links += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    book = f'{package.XML}<workbook {MAIN} {R}><sheets>{entries}</sheets></workbook>'
    return package.office_package("xl/workbook.xml", KIND + "sheet.main+xml", blocks[0].text, [
        ("xl/workbook.xml", KIND + "sheet.main+xml", book),
        ("xl/_rels/workbook.xml.rels", "", package.relations(links)),
        *parts,
        ("xl/styles.xml", KIND + "styles+xml", styles()),
        ("xl/sharedStrings.xml", KIND + "sharedStrings+xml", texts.xml()),
    ])
