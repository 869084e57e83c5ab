"""A slide deck from blocks: each heading begins a slide; bullets, a table and a speaker's note may follow."""

from xml.sax.saxutils import escape

import package
from markup import Block

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
SPACE = f'{A} {P} xmlns:r="{package.OFFICE}"'
KIND = "application/vnd.openxmlformats-officedocument.presentationml."
TREE = ('<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>')
COLOURS = ('<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
           'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>')


def place(left: int, top: int, width: int, height: int, tag: str = "a") -> str:
    """A frame in millimetres."""
    mm = 36000
    return (f'<{tag}:xfrm><a:off x="{left * mm}" y="{top * mm}"/>'
            f'<a:ext cx="{width * mm}" cy="{height * mm}"/></{tag}:xfrm>')


def text_body(lines: list[str], tag: str = "p") -> str:
    paragraphs = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines) or "<a:p/>"
    return f"<{tag}:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</{tag}:txBody>"


def shape(number: int, kind: str, lines: list[str], frame: str) -> str:
    slot = '<p:ph type="title"/>' if kind == "title" else f'<p:ph type="{kind}" idx="1"/>'
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {number}"/><p:cNvSpPr/>'
            f"<p:nvPr>{slot}</p:nvPr></p:nvSpPr>"
            f"<p:spPr>{frame}</p:spPr>{text_body(lines)}</p:sp>")


def table(number: int, rows: list[list[str]]) -> str:
    width = 230 * 36000 // len(rows[0])
    grid = f'<a:gridCol w="{width}"/>' * len(rows[0])
    lines = "".join('<a:tr h="400000">' + "".join(f'<a:tc>{text_body([cell], "a")}<a:tcPr/></a:tc>' for cell in row)
                    + "</a:tr>" for row in rows)
    return (f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="Table {number}"/>'
            f'<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>{place(12, 60, 230, 60, "p")}<a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f'<a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{lines}</a:tbl></a:graphicData></a:graphic>'
            "</p:graphicFrame>")


def root(tag: str, shapes: str, rest: str = "") -> str:
    return f'{package.XML}<p:{tag} {SPACE}><p:cSld><p:spTree>{TREE}{shapes}</p:spTree></p:cSld>{rest}</p:{tag}>'


def theme() -> str:
    dark, light = '<a:srgbClr val="1F2A37"/>', '<a:srgbClr val="FFFFFF"/>'
    names = ["accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"]
    colours = (f"<a:dk1>{dark}</a:dk1><a:lt1>{light}</a:lt1><a:dk2>{dark}</a:dk2><a:lt2>{light}</a:lt2>"
               + "".join(f'<a:{name}><a:srgbClr val="2F6F8F"/></a:{name}>' for name in names))
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (f'{package.XML}<a:theme {A} name="Plain"><a:themeElements><a:clrScheme name="Plain">{colours}</a:clrScheme>'
            f'<a:fontScheme name="Plain"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
            f'<a:fmtScheme name="Plain"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
            f'<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>'
            '</a:fmtScheme></a:themeElements></a:theme>')


def slides_of(blocks: list[Block]) -> list[list[Block]]:
    slides: list[list[Block]] = []
    for block in blocks:
        if block.kind == "heading":
            slides.append([])
        slides[-1].append(block)
    return slides


def slide(blocks: list[Block]) -> str:
    lines = [block.text for block in blocks[1:] if block.kind in ("bullet", "paragraph")]
    shapes = shape(2, "title", [blocks[0].text], place(12, 10, 230, 30))
    if lines:
        shapes += shape(3, "body", lines, place(12, 50, 230, 120))
    for block in blocks:
        if block.kind == "table":
            shapes += table(4, block.rows)
    return root("sld", shapes, "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>")


def pptx(blocks: list[Block]) -> bytes:
    slides = slides_of(blocks)
    frame = shape(2, "title", [""], place(12, 10, 230, 30)) + shape(3, "body", [""], place(12, 50, 230, 120))
    parts = [
        ("ppt/slideMasters/slideMaster1.xml", KIND + "slideMaster+xml",
         root("sldMaster", frame, COLOURS + '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/>'
              "</p:sldLayoutIdLst>")),
        ("ppt/slideMasters/_rels/slideMaster1.xml.rels", "",
         package.relations([("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")])),
        ("ppt/slideLayouts/slideLayout1.xml", KIND + "slideLayout+xml",
         root("sldLayout", frame, "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>")),
        ("ppt/slideLayouts/_rels/slideLayout1.xml.rels", "",
         package.relations([("slideMaster", "../slideMasters/slideMaster1.xml")])),
        ("ppt/notesMasters/notesMaster1.xml", KIND + "notesMaster+xml",
         root("notesMaster", shape(3, "body", [""], place(12, 120, 160, 120)), COLOURS)),
        ("ppt/notesMasters/_rels/notesMaster1.xml.rels", "", package.relations([("theme", "../theme/theme2.xml")])),
        ("ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml", theme()),
        ("ppt/theme/theme2.xml", "application/vnd.openxmlformats-officedocument.theme+xml", theme()),
    ]
    for number, content in enumerate(slides, 1):
        links = [("slideLayout", "../slideLayouts/slideLayout1.xml")]
        if note := [block.text for block in content if block.kind == "note"]:
            links.append(("notesSlide", f"../notesSlides/notesSlide{number}.xml"))
            parts.append((f"ppt/notesSlides/notesSlide{number}.xml", KIND + "notesSlide+xml",
                          root("notes", shape(3, "body", note, place(12, 120, 160, 120)),
                               "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>")))
            parts.append((f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels", "",
                          package.relations([("notesMaster", "../notesMasters/notesMaster1.xml"),
                                             ("slide", f"../slides/slide{number}.xml")])))
        parts.append((f"ppt/slides/slide{number}.xml", KIND + "slide+xml", slide(content)))
        parts.append((f"ppt/slides/_rels/slide{number}.xml.rels", "", package.relations(links)))
    links = [("slideMaster", "slideMasters/slideMaster1.xml"), ("notesMaster", "notesMasters/notesMaster1.xml"),
             ("theme", "theme/theme1.xml")]
    links += [("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)]
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{3 + n}"/>' for n in range(1, len(slides) + 1))
    deck = (f'{package.XML}<p:presentation {SPACE}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
            '</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
            f'<p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
            "</p:presentation>")
    return package.office_package("ppt/presentation.xml", KIND + "presentation.main+xml", blocks[0].text, [
        ("ppt/presentation.xml", KIND + "presentation.main+xml", deck),
        ("ppt/_rels/presentation.xml.rels", "", package.relations(links)), *parts])
