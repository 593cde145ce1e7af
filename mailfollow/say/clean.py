"""What came from a mail or a TOML file, made safe to print.

A subject may hold terminal escapes, a name may turn the line around it from right to left,
a folder may bring a line of its own. None of that may reach a terminal.
"""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d\u00ad"  # spelling in some scripts and in emoji; harmless
_INVISIBLE = "Cf"  # format characters: bidi controls, tags, byte order marks
_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"


def clean(text: str) -> str:
    """One line that prints as itself: breaks become blanks, control characters `�`."""
    return "".join(map(_safe, text.replace("\r\n", "\n"))).strip()


def clean_lines(text: str) -> str:
    """The same for a text of several lines; only `\\n` and `\\r\\n` part them."""
    return "\n".join(clean_line(line) for line in text.replace("\r\n", "\n").split("\n"))


def clean_line(line: str) -> str:
    return "".join(map(_safe, line.expandtabs())).rstrip()


def _safe(c: str) -> str:
    if c.isprintable() or c in _JOINERS:
        return c
    if c in _BREAKS or c.isspace():
        return " "
    return "" if unicodedata.category(c) == _INVISIBLE else "�"
