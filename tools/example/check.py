#!/usr/bin/env python3
"""Checks the example company: its files, their sizes and languages, and that every labelled answer stands in its document.

    tools/example/check.py [EXAMPLE]         exit 1 when something does not hold; says what

It reads the files in its own way (unzip and strip tags, pdftotext, tesseract), so that it can judge the program's.
"""

import collections
import csv
import email
import email.policy
import html
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

sys.dont_write_bytecode = True  # leaves the working tree as it was

import make_binaries

MAX_FILE_BYTES, MAX_TOTAL_BYTES = 300_000, 2_000_000


def decoded(content: bytes) -> str:
    if content.startswith(b"\xff\xfe"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def stripped(markup_text: str) -> str:
    shown = re.sub(r"<(script|style)\b.*?</\1>", " ", markup_text, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", shown))


def office(content: bytes) -> str:
    archive = zipfile.ZipFile(io.BytesIO(content))
    shown = [name for name in archive.namelist() if re.match(r"(word/document|xl/sharedStrings|xl/worksheets/|ppt/slides/|"
                                                             r"ppt/notesSlides/)[^/]*(xml)?$", name)]
    return " ".join(stripped(archive.read(name).decode()) for name in shown)


def recognised(image: pathlib.Path) -> str:
    return subprocess.run(["tesseract", image, "-", "-l", "chi_sim+eng"], check=True, capture_output=True).stdout.decode()


def pdf(path: pathlib.Path) -> str:
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout.decode()
    if text.strip():
        return text
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", path, f"{folder}/page"], check=True)
        return "".join(recognised(page) for page in sorted(pathlib.Path(folder).iterdir()))


def parts_of(name: str, path: pathlib.Path) -> list[tuple[str, str]]:
    """The (document, text) pairs that one file becomes."""
    content = path.read_bytes()
    suffix = path.suffix
    if suffix in (".docx", ".xlsx", ".pptx"):
        return [(name, office(content))]
    if suffix == ".pdf":
        return [(name, pdf(path))]
    if suffix == ".png":
        return [(name, recognised(path))]
    if suffix == ".html":
        return [(name, stripped(decoded(content)))]
    if suffix == ".zip":
        archive = zipfile.ZipFile(path)
        return [(f"{name}!/{part}", decoded(archive.read(part))) for part in archive.namelist()]
    if suffix == ".eml":
        message = email.message_from_bytes(content, policy=email.policy.default)
        files = [(f"{name}!/{part.get_filename()}", decoded(part.get_content().encode()))
                 for part in message.iter_attachments()]
        return [(name, f"{message['subject']} {message.get_body().get_content()}"), *files]
    if suffix == ".jsonl":
        records = [json.loads(line) for line in decoded(content).splitlines()]
        return [(record["id"], f"{record['title']} {record['text']}") for record in records]
    return [(name, decoded(content))]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def language(text: str) -> str:
    han = len(re.findall(r"[\u4e00-\u9fff]", text))
    words = len(re.findall(r"[A-Za-z]+", text))
    return "zh" if han > words else "en"


def main() -> int:
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else make_binaries.DOCUMENTS.parent
    folder = root / "documents"
    problems: list[str] = []

    def expect(holds: bool, sentence: str) -> None:
        if not holds:
            problems.append(sentence)

    files = sorted(path for path in folder.rglob("*") if path.is_file())
    documents: dict[str, str] = {}
    pair_languages = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        for document, text in parts_of(name, path):
            expect(document not in documents, f"two documents are called {document}")
            expect(bool(text.strip()), f"{document} has no text")
            documents[document] = text
        expect(path.stat().st_size < MAX_FILE_BYTES, f"{name} is too large")
        if path.suffix == ".csv" and next(csv.reader(io.StringIO(decoded(path.read_bytes())))) == ["question", "answer"]:
            pair_languages.append(language(documents[name]))
    total = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    languages = collections.Counter(language(text) for text in documents.values())
    formats = collections.Counter(path.suffix for path in files)
    expect(total < MAX_TOTAL_BYTES, f"the example is too large: {total} bytes")
    expect(55 <= len(files) <= 70, f"{len(files)} files, not about 60")
    expect(0.45 <= languages["zh"] / len(documents) <= 0.55, f"the languages are not balanced: {dict(languages)}")
    expect(sorted(pair_languages) == ["en", "zh"], f"curated pair files: {pair_languages}")

    questions = [json.loads(line) for line in (root / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = collections.Counter((language(question["question"]), question["answerable"]) for question in questions)
    expect(asked == {("zh", True): 32, ("zh", False): 8, ("en", True): 32, ("en", False): 8}, f"questions: {dict(asked)}")
    expect(len({question["id"] for question in questions}) == len(questions), "two questions have the same id")
    for question in questions:
        label, passage = question["id"], question["passage_id"]
        expect(set(question) == {"id", "question", "answerable", "answers", "passage_id"}, f"{label}: wrong fields")
        expect(bool(question["answers"]) == question["answerable"] == bool(passage), f"{label}: answers and passage")
        if question["answerable"]:
            expect(passage in documents, f"{label}: no document {passage}")
            for answer in question["answers"]:
                expect(squeezed(answer) in squeezed(documents.get(passage, "")), f"{label}: {answer} is not in {passage}")
        for document, text in documents.items():
            expect(squeezed(question["question"]) not in squeezed(text), f"{label} stands word for word in {document}")
    shown = (root / "demo.txt").read_text(encoding="utf-8").splitlines()
    expect(len(shown) == 5 and all(shown), "demo.txt has not five questions")

    print(f"{len(files)} files ({', '.join(f'{count} {suffix[1:]}' for suffix, count in sorted(formats.items()))}), "
          f"{total // 1000} kB; {len(documents)} documents: {languages['zh']} Chinese, {languages['en']} English; "
          f"{len(questions)} questions, {sum(not question['answerable'] for question in questions)} unanswerable")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
