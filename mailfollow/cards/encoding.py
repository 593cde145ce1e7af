"""Bytes → text: UTF-8 and UTF-16 as they say, else what letters stand between letters."""

from __future__ import annotations

import codecs
import re

_CENTRAL = re.compile(rb"[A-Za-z][\xb9\xb3\xbf\x9c\x9f]|[\x8c\xa3\xaf][a-z\xf3]")
_LATIN_2 = re.compile(rb"[A-Za-z][\xb1\xb6\xbc]|[\xa1\xa6\xac][a-z\xf3]")
"""Polish letters of cp1250 and ISO 8859-2; in Western Europe's code these are no letters."""


def text(raw: bytes, charset: str | None = None) -> str:
    """`charset` counts where it is known and fits. Never raises."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    for code in ("utf-8-sig", charset):
        try:
            if code:
                return raw.decode(code)
        except (LookupError, ValueError):
            continue
    return raw.decode(_guessed(raw), "replace")


def _guessed(raw: bytes) -> str:
    if _LATIN_2.search(raw):
        return "iso-8859-2"
    return "cp1250" if _CENTRAL.search(raw) else "cp1252"
