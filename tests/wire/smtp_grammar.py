"""What a line of ours to an SMTP server may be: one mail, from an address to that very address.

`Handing` reads one connection's sends as they go out, and knows nothing of the code that makes
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADDRESS = rb"<([\x21-\x3b\x3d\x3f-\x7e]+@[A-Za-z0-9.-]+)>"
_CODED = rb"[A-Za-z0-9+/]*={0,2}"
_COMMANDS = {
    name: re.compile(pattern + rb"\r\n")
    for name, pattern in {
        "EHLO": rb"ehlo \[127\.0\.0\.1\]",
        "STARTTLS": rb"STARTTLS",
        "AUTH": rb"AUTH (?:PLAIN %b|LOGIN)" % _CODED,
        "answer": _CODED,
        "MAIL": rb"mail FROM:%b(?: SIZE=\d+)?(?: BODY=8BITMIME)?" % _ADDRESS,
        "RCPT": rb"rcpt TO:%b" % _ADDRESS,
        "DATA": rb"DATA",
        "end": rb"\.",
        "QUIT": rb"QUIT",
    }.items()
}
_NEXT = {
    "": {"EHLO"},
    "EHLO": {"STARTTLS", "AUTH", "MAIL"},
    "STARTTLS": {"EHLO"},
    "AUTH": {"answer", "MAIL"},
    "answer": {"answer", "MAIL"},
    "MAIL": {"RCPT"},
    "RCPT": {"DATA"},
    "DATA": {"message"},
    "message": {"end"},
    "end": set[str](),
    "QUIT": set[str](),
}
_TORN = re.compile(rb"(?:^|\n)\.\r?\n|\r(?!\n)|(?<!\r)\n|[^\r\n]{1000}")


class Handing:
    """One connection, from the client's side."""

    def __init__(self) -> None:
        self._last = ""
        self._sender = b""

    def hears(self, data: bytes) -> Iterator[str]:
        """Take what one send sent; yield what should not have been."""
        name, found = self._named(data)
        if name not in _NEXT[self._last] | {"QUIT"}:
            yield f"{name or data[:40]!r} after {self._last or 'nothing'}"
        if name == "message" and (_TORN.search(data) or not data.endswith(b"\r\n")):
            yield "a message that a server could tear apart"
        if name == "MAIL" and found:
            self._sender = found[1]
        if name == "RCPT" and found and found[1] != self._sender:
            yield f"a mail to somebody else than oneself: {found[1]!r}"
        self._last = name or self._last

    def _named(self, data: bytes) -> tuple[str, re.Match[bytes] | None]:
        likely = [*_NEXT[self._last], "QUIT", *_COMMANDS]
        for name in likely:
            if name in _COMMANDS and (found := _COMMANDS[name].fullmatch(data)):
                return name, found
        return ("message", None) if self._last == "DATA" else ("", None)
