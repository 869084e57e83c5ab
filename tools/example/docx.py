"""A Word document from blocks: styled headings, real lists, tables with a header row, page breaks."""

from xml.sax.saxutils import escape

import package
from markup import Block, title

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def run(text: str, bold: bool = False) -> str:
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, properties: str = "", bold: bool = False) -> str:
    return f'<w:p>{f"<w:pPr>{properties}</w:pPr>" if properties else ""}{run(text, bold)}</w:p>'


def list_item(text: str, numbering: int) -> str:
    return paragraph(text, '<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/>'
                           f'<w:numId w:val="{numbering}"/></w:numPr>')


def table(rows: list[list[str]]) -> str:
    grid = "".join(f'<w:gridCol w:w="{9000 // len(rows[0])}"/>' for _ in rows[0])
    body = ""
    for number, row in enumerate(rows):
        header = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
        cells = "".join(f"<w:tc><w:tcPr><w:tcW w:w=\"{9000 // len(row)}\" w:type=\"dxa\"/></w:tcPr>"
                        f"{paragraph(cell, bold=number == 0)}</w:tc>" for cell in row)
        body += f"<w:tr>{header}{cells}</w:tr>"
    return ('<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>")


def body_of(blocks: list[Block]) -> tuple[str, int]:
    """The body, and how many numbered lists it has: each restarts at one."""
    body, numbered, previous = "", 0, ""
    for block in blocks:
        if block.kind == "heading":
            body += paragraph(block.text, f'<w:pStyle w:val="Heading{block.level}"/>')
        elif block.kind == "bullet":
            body += list_item(block.text, 1)
        elif block.kind == "number":
            numbered += previous != "number"
            body += list_item(block.text, 1 + numbered)
        elif block.kind == "table":
            body += table(block.rows)
        elif block.kind == "break":
            body += '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        else:
            body += paragraph(block.text)
        previous = block.kind
    return body, numbered


def numbering_of(numbered: int) -> str:
    def level(form: str, text: str) -> str:
        return (f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
                '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>')
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = "".join(f'<w:num w:numId="{2 + n}"><w:abstractNumId w:val="1"/>{restart}</w:num>' for n in range(numbered))
    return (f'{package.XML}<w:numbering {W}><w:abstractNum w:abstractNumId="0">{level("bullet", "•")}</w:abstractNum>'
            f'<w:abstractNum w:abstractNumId="1">{level("decimal", "%1.")}</w:abstractNum>'
            f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>')


def styles() -> str:
    def style(name: str, shown: str, size: int, outline: int) -> str:
        return (f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
                f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{outline}"/></w:pPr>'
                f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>')
    border = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                     for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return (f'{package.XML}<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
            '<w:name w:val="Normal"/></w:style>'
            f'{style("Heading1", "heading 1", 36, 0)}{style("Heading2", "heading 2", 28, 1)}'
            '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/>'
            '<w:basedOn w:val="Normal"/></w:style>'
            '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
            f'<w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr></w:style></w:styles>')


def docx(blocks: list[Block]) -> bytes:
    body, numbered = body_of(blocks)
    document = (f'{package.XML}<w:document {W}><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" '
                'w:gutter="0"/></w:sectPr></w:body></w:document>')
    links = package.relations([("styles", "styles.xml"), ("numbering", "numbering.xml")])
    return package.office_package("word/document.xml", KIND + "document.main+xml", title(blocks), [
        ("word/document.xml", KIND + "document.main+xml", document),
        ("word/_rels/document.xml.rels", "", links),
        ("word/styles.xml", KIND + "styles+xml", styles()),
        ("word/numbering.xml", KIND + "numbering+xml", numbering_of(numbered)),
    ])
