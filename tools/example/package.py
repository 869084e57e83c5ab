"""Zip packages whose bytes depend on nothing but their content."""

import io
import zipfile
from xml.sax.saxutils import escape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DATE = (2026, 1, 5, 8, 0, 0)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def pack(files: list[tuple[str, bytes]]) -> bytes:
    """A zip of the files in the given order, with a fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=6)
    return out.getvalue()


def content_types(overrides: list[tuple[str, str]]) -> str:
    parts = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides)
    return (f'{XML}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>')


def relations(targets: list[tuple[str, str]]) -> str:
    """Relations rId1, rId2, .. of (kind, target); a kind is the last part of its office address."""
    links = "".join(f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                    for number, (kind, target) in enumerate(targets, 1))
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def office_package(main: str, main_type: str, title: str, parts: list[tuple[str, str, str]]) -> bytes:
    """An office file of (name, content type or "", xml) parts, of which `main` is the one opened."""
    core = (f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<dc:title>{escape(title)}</dc:title><dc:creator>Veylan Pumps</dc:creator>'
            '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-05T08:00:00Z</dcterms:created></cp:coreProperties>')
    root = (f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
            f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>')
    types = [("/" + name, kind) for name, kind, _ in parts if kind]
    types.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    files = [("[Content_Types].xml", content_types(types)), ("_rels/.rels", root), ("docProps/core.xml", core)]
    files += [(name, xml) for name, _, xml in parts]
    assert any(name == main and kind == main_type for name, kind, _ in parts)
    return pack([(name, xml.encode()) for name, xml in files])
