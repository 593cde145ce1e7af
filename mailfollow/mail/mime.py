"""Bytes → the MIME parts of one mail, within bounds (RFC 2045, RFC 2046).

What lies inside a message/rfc822 part belongs to another mail: nothing here descends into one.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from itertools import islice
from typing import Any

import mailparser

from mailfollow.mail.message import HEADER_BYTES, decoded

_PARTS = 200  # boundary lines that are read; what stands behind them is left out
_LINES = 20_000  # likewise; a megabyte of base64 has 14,000
_DEPTH = 50  # containers of one mail
_NAME = 500  # characters of a file name
_CONTAINER = re.compile(rb"^content-type:\s{0,9}(?:multipart|message)/", re.IGNORECASE | re.M)
_LONG = re.compile(rb"^content-[\w-]{1,40}:(?:[^\n]|\n[ \t]){4000}", re.IGNORECASE | re.MULTILINE)
_HEAD = re.compile(rb"^--[^\n]*+\n(?:[!-9;-~]++[ \t]*+:[^\n]*+\n|[ \t][^\n]*+\n)*+", re.MULTILINE)
_BLANK = re.compile(rb"\r?\n\r?\n")
_BREAK = re.compile(rb"\r\n?|\n")
# Of the header only what the parts and a notice are known by: nothing else is decoded.
_OTHER = re.compile(
    rb"^(?!(?:content-[\w-]{1,40}|mime-version|subject|x-failed-recipients)\s{0,9}:)"
    rb"[!-9;-~]+\s{0,9}:.*(?:\n[ \t].*)*\n",
    re.IGNORECASE | re.MULTILINE,
)
# The parser makes a message of each block of it; a bounce may bring ten thousand.
_REPORT = re.compile(
    rb"^(content-type:\s{0,9})message(?=/(?:global-)?delivery-status)", re.I | re.M
)
# A part that says of itself only "some bytes" is known by its name.
_NAMES = {
    ".vcf": "text/vcard",
    ".eml": "message/rfc822",
    ".p7s": "application/pkcs7-signature",
    ".sig": "application/pgp-signature",
    ".asc": "application/pgp-keys",
}
_VAGUE = frozenset({"application/octet-stream", "application/x-unknown", "text/plain"})


def parse(raw: bytes) -> Message | None:
    """A whole mail, or None where it is not to be read: a bomb, or broken beyond repair.

    A delivery report bears the main type `text`, and so its blocks stay together.
    """
    blank = _BLANK.search(raw)
    end = blank.start() if blank else len(raw)
    if end > HEADER_BYTES or len(_CONTAINER.findall(raw)) > _DEPTH or _LONG.search(raw):
        return None
    head, body = _OTHER.sub(b"", raw[:end] + b"\n"), _shortened(raw[end:])
    if any(len(part[0]) > HEADER_BYTES for part in _HEAD.finditer(body)):
        return None
    try:
        message: Message = mailparser.parse_from_bytes(head + body).message
    except Exception:  # MailParserRecursionError, and whatever a broken mail brings about
        return None
    return message


def _shortened(body: bytes) -> bytes:
    """The beginning of a body, its delivery report renamed."""
    body = body.removeprefix(b"\r").removeprefix(b"\n")
    at = 0
    for _ in range(_PARTS):
        at = body.find(b"\n--", at) + 1
        if not at:
            break
    body = body[:at] if at else body
    last = next(islice(_BREAK.finditer(body), _LINES, None), None)
    return _REPORT.sub(rb"\1text", body[: last.start()] if last else body)


def parts(message: Message) -> Iterator[Message]:
    """Every part of this mail in order, containers too."""
    yield message
    children = message.get_payload() if message.is_multipart() else None
    if isinstance(children, list) and message.get_content_maintype() != "message":
        for child in children:
            if isinstance(child, Message):
                yield from parts(child)


def leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something, in order; of alternatives the one that is read."""
    kind = part.get_content_type()
    children = part.get_payload() if part.is_multipart() else None
    if not isinstance(children, list) or part.get_content_maintype() == "message":
        yield part
        return
    found = [leaf for child in children if isinstance(child, Message) for leaf in leaves(child)]
    if kind == "multipart/alternative" and any(
        p.get_content_type() == "text/plain" and is_text(p) and text_of(p).strip() for p in found
    ):
        found = [p for p in found if p.get_content_type() != "text/html" or not is_text(p)]
    yield from found


def is_text(part: Message) -> bool:
    """Whether this part is read as the mail's own words."""
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() not in ("attachment", "reaction")
        and not part.get_filename()
    )


def text_of(part: Message) -> str:
    data = bytes_of(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        words = data.decode(charset, "strict")
    except (LookupError, ValueError):
        words = _guessed(data)
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    return _unflowed(words) if flowed else words


def _guessed(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unflowed(words: str) -> str:
    """RFC 3676: a line that ends in a blank goes on; the signature line does not."""
    lines: list[str] = []
    open_line = False
    for line in words.replace("\r\n", "\n").split("\n"):
        line = line.removeprefix(" ")
        if open_line and not line.startswith(">") and line != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
        open_line = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(lines)


def bytes_of(part: Message) -> bytes:
    data: Any = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def kind_of(part: Message) -> str:
    """The content type; of a part without a telling one, what its file name says."""
    kind = part.get_content_type()
    return _NAMES.get(filename(part)[-4:].lower(), kind) if kind in _VAGUE else kind


def filename(part: Message) -> str:
    try:
        return decoded((part.get_filename() or str(part.get_param("name") or ""))[:_NAME])
    except Exception:  # a malformed RFC 2231 parameter
        return ""


def enclosed(part: Message) -> Message | None:
    """The mail that a message/rfc822 part, or a file of that kind, holds."""
    children = part.get_payload() if part.is_multipart() else None
    if not isinstance(children, list):
        data = bytes_of(part)
    elif not children or not isinstance(children[0], Message):
        return None
    elif str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
        data = _unencoded(children[0])  # forbidden (RFC 2046 §5.2.1), and done
    else:
        return children[0]
    return message_from_bytes(data[:HEADER_BYTES]) if data else None


def _unencoded(message: Message) -> bytes:
    payload = message.get_payload()
    try:
        return base64.b64decode(payload) if isinstance(payload, str) else b""
    except (binascii.Error, ValueError):
        return b""
