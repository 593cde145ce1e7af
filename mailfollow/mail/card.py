"""Addresses and phones out of a vCard, versions 2.1 to 4.0 (RFC 6350, RFC 2426).

Tolerant: what else a card holds is passed over.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

KINDS = frozenset(
    "text/vcard text/x-vcard text/directory application/vcard application/x-vcard".split()
)
_BYTES = 64 * 1024  # of a card without its pictures
_VALUES = 50
_PICTURE = re.compile(
    rb"^(?:[\w-]+\.)?(?:photo|logo|sound|key)[;:].*(?:\n(?:[ \t].*|[A-Za-z0-9+/=]+$))*\n?",
    re.IGNORECASE | re.MULTILINE,
)
_FOLD = re.compile(r"\n[ \t]")
_QUOTED = re.compile(
    r"^[^:\n]*quoted-printable[^:\n]*:(?:[^\n]*=\n)*[^\n]*", re.IGNORECASE | re.MULTILINE
)
_PROPERTY = re.compile(
    r"(?:[\w-]+\.)?(?P<name>email|tel)(?P<params>(?:;(?:\"[^\"]*\"|[^\":;])*)*):(?P<value>.*)",
    re.IGNORECASE,
)


def read(data: bytes) -> tuple[str, ...]:
    """The values of EMAIL and TEL in all cards of one file, as written, in order."""
    return tuple(_values(_lines(data)))[:_VALUES]


def bare(data: bytes) -> bytes:
    """One file without the pictures and sounds in it, and no more of it than matters."""
    return _PICTURE.sub(b"", data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))[:_BYTES]


def _lines(data: bytes) -> list[str]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    data = bare(data)
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError:
        words = data.decode("latin-1")
    words = _QUOTED.sub(lambda m: m[0].replace("=\n", ""), words)
    return _FOLD.sub("", words).split("\n")


def _values(lines: list[str]) -> Iterator[str]:
    for line in lines:
        found = _PROPERTY.fullmatch(line)
        if found is None:
            continue
        value = found["value"]
        if "quoted-printable" in found["params"].lower():
            value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
        value = re.sub(r"\\([,;:\\])", r"\1", value).strip()
        value = re.sub(r"^(?:tel|mailto):", "", value, flags=re.IGNORECASE)
        if value:
            yield value
