#!/usr/bin/env python3
"""Makes the example documents that are not plain UTF-8 text from their sources.

    tools/example/make_binaries.py           writes them into examples/company/documents
    tools/example/make_binaries.py --check   writes nothing; exit 1 when a file there differs

`sources/policies/x.docx.src` becomes `documents/policies/x.docx`. The same sources give the same bytes. The scanned
PDF and the picture are not made here but by make_rasters.py.
"""

import pathlib
import sys

sys.dont_write_bytecode = True  # leaves the working tree as it was

import docx
import mail
import markup
import package
import pdf
import pptx
import xlsx

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENTS = HERE.parent.parent / "examples" / "company" / "documents"

BLOCKS = {".docx": docx.docx, ".xlsx": xlsx.xlsx, ".pptx": pptx.pptx, ".pdf": pdf.pdf}


def encoded(name: str, text: str) -> bytes:
    """Text files in the encodings that office programs and older editors leave behind."""
    if name.endswith(".tsv"):
        return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")
    if name.endswith(".csv"):
        return text.replace("\n", "\r\n").encode("utf-8-sig")
    if name.endswith(".txt"):
        return text.replace("\n", "\r\n").encode("gb18030")
    if name.endswith(".html"):
        return text.encode("gb18030")
    raise ValueError(name)


def made_from(name: str, source: str) -> bytes:
    suffix = pathlib.PurePath(name).suffix
    if suffix in BLOCKS:
        return BLOCKS[suffix](markup.parse(source))
    if suffix == ".eml":
        return mail.message(source)
    if suffix == ".zip":
        return package.pack([(part, text.encode()) for part, text in markup.attachments(source)[1]])
    return encoded(name, source)


def main() -> int:
    check = "--check" in sys.argv[1:]
    differing = 0
    for source in sorted((HERE / "sources").rglob("*.src")):
        name = source.relative_to(HERE / "sources").as_posix().removesuffix(".src")
        content = made_from(name, source.read_text(encoding="utf-8"))
        target = DOCUMENTS / name
        if check:
            if not target.is_file() or target.read_bytes() != content:
                print(f"differs: {name}")
                differing += 1
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
