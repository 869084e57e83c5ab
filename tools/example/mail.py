"""A mail message with attachments, written by hand so that no library version changes its bytes."""

import base64
import textwrap
import urllib.parse

from markup import attachments

BOUNDARY = "=_veylan_example_part"


def lines_of(content: bytes) -> str:
    return "\n".join(textwrap.wrap(base64.b64encode(content).decode(), 76))


def header(text: str) -> str:
    """Words outside ASCII become encoded words; an address in angle brackets stays readable."""
    if text.isascii():
        return text
    name, bracket, address = text.partition(" <")
    return f"=?UTF-8?B?{base64.b64encode(name.encode()).decode()}?={bracket}{address}"


def part(kind: str, content: bytes, extra: str = "") -> str:
    return (f"--{BOUNDARY}\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n{extra}\n{lines_of(content)}\n")


def message(source: str) -> bytes:
    head, files = attachments(source)
    headers, body = head.split("\n\n", 1)
    out = ""
    for line in headers.splitlines():
        name, text = line.split(": ", 1)
        out += f"{name}: {header(text)}\n"
    out += f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{BOUNDARY}"\n\n'
    out += part("text/plain; charset=utf-8", body.strip().encode() + b"\n")
    for name, text in files:
        out += part("text/csv; charset=utf-8", text.encode(),
                    f"Content-Disposition: attachment; filename*=UTF-8''{urllib.parse.quote(name)}\n")
    return f"{out}--{BOUNDARY}--\n".replace("\n", "\r\n").encode()
