"""What a client line of ours may be, and nothing else (DESIGN.md I4, I7).

`Conversation` reads one connection's bytes as they go out and says what is wrong with them. It
knows the commands we give, the only order in which a message may be moved, and nothing of the
code that gives them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_MOMENT = rb'"[\d ]\d-[A-Z][a-z]{2}-\d{4} [\d:]{8} [+-]\d{4}"'
_NAME = rb'(?:"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"|[A-Za-z0-9.&/+,_-]+)'
_UID = rb"[1-9]\d*"
_SET = rb"[1-9]\d*(?:,[1-9]\d*)*"
_FIELDS = rb"(?:BODY\.PEEK\[(?:HEADER\.FIELDS \([A-Z -]+\))?\](?:<0\.\d+>)?|FLAGS|INTERNALDATE)"
_FIELDS += rb"|RFC822\.SIZE|UID"
_DAY = rb"\d{1,2}-[A-Z][a-z]{2}-\d{4}"
_CRITERION = rb"(?:ALL|UNDELETED|SINCE %b|UID %b(?::(?:%b|\*))?|%b:(?:%b|\*))" % (
    _DAY, _UID, _UID, _UID, _UID,
)  # fmt: skip
_STRING = rb'"(?:[^"\\\r\n\0]|\\["\\])*"'

COMMANDS: dict[str, bytes] = {
    "CAPABILITY": rb"",
    "NOOP": rb"",
    "LOGOUT": rb"",
    "STARTTLS": rb"",
    "ID": rb" NIL",
    "AUTHENTICATE": rb" PLAIN",
    "LOGIN": rb" %b %b" % (_STRING, _STRING),
    "IDLE": rb"",
    "LIST": rb' "" "?\*"?',
    "STATUS": rb" %b \((?:UIDNEXT|MESSAGES UIDNEXT UIDVALIDITY)\)" % _NAME,
    "CREATE": rb" %b" % _NAME,
    "SUBSCRIBE": rb" %b" % _NAME,
    "EXAMINE": rb" %b" % _NAME,
    "SELECT": rb" %b" % _NAME,
    "APPEND": rb' (?:%b \(\\Draft \\Seen\)|"INBOX" \(\) %b) \{\d+\}' % (_NAME, _MOMENT),
    "UID SEARCH": rb"(?: %b)+" % _CRITERION,
    "UID FETCH": rb" %b \((?:%b)(?: (?:%b))*\)" % (_SET, _FIELDS, _FIELDS),
    "UID MOVE": rb" %b %b" % (_UID, _NAME),
    "UID COPY": rb" %b %b" % (_UID, _NAME),
    "UID STORE": rb" %b \+FLAGS\.SILENT \(\\Deleted\)" % _UID,
    "UID EXPUNGE": rb" %b" % _UID,
}
_GRAMMAR = {name: re.compile(rest) for name, rest in COMMANDS.items()}
_MAKING = frozenset({"CREATE", "SUBSCRIBE"})
_PASSING = frozenset({"EXAMINE", "SELECT", "APPEND", "IDLE"})
_BEFORE = {"UID STORE": "UID COPY", "UID EXPUNGE": "UID STORE"}
_COMMAND = re.compile(rb"([A-Z]+\d+) ((?:UID )?[A-Z]+)(.*)", re.DOTALL)
_LITERAL = re.compile(rb"\{(\d+)\}$")


class Conversation:
    """One connection, from the client's side."""

    def __init__(self) -> None:
        self.commands: Counter[str] = Counter()
        self._held = b""
        self._literal = 0  # bytes of a message that are to follow, its line end included
        self._prompted = ""  # IDLE or AUTHENTICATE: one line that is no command
        self._tag = b""
        self._opened: tuple[str, bytes] | None = None  # (EXAMINE or SELECT, mailbox)
        self._touched: list[tuple[str, bytes]] = []  # what was done since SELECT: (command, UID)

    def hears(self, data: bytes) -> Iterator[str]:
        """Take what went out; yield what should not have."""
        self._held += data
        while self._held:
            if self._literal and self._refused():
                self._literal = 0
            if self._literal:
                if len(self._held) < self._literal:
                    return
                message, self._held = self._split(self._literal)
                self._literal = 0
                if not message.endswith(b"\r\n"):
                    yield f"a literal longer than was said: …{message[-20:]!r}"
                continue
            line, end, rest = self._held.partition(b"\r\n")
            if not end:
                return
            self._held = rest
            yield from self._line(line)

    def _split(self, at: int) -> tuple[bytes, bytes]:
        return self._held[:at], self._held[at:]

    def _refused(self) -> bool:
        """The server said no to the literal: the next command stands in its place."""
        return bool(re.match(re.escape(self._tag) + rb"\d+ ", self._held))

    def _line(self, line: bytes) -> Iterator[str]:
        prompted, self._prompted = self._prompted, ""
        if prompted == "IDLE":
            if line != b"DONE":
                yield f"in IDLE: {line!r}"
            return
        if prompted == "AUTHENTICATE" and re.fullmatch(rb"[A-Za-z0-9+/=]+", line):
            return
        found = _COMMAND.fullmatch(line)
        name = found[2].decode() if found else ""
        if found is None or name not in _GRAMMAR:
            yield f"no command of ours: {line!r}"
            return
        yield from self._errand(name)
        self.commands[name] += 1
        self._tag = found[1].rstrip(b"0123456789")
        if not _GRAMMAR[name].fullmatch(found[3]):
            yield f"a malformed {name}: {line!r}"
        yield from self._order(name, found[3])
        if name in ("IDLE", "AUTHENTICATE"):
            self._prompted = name
        if literal := _LITERAL.search(line):
            self._literal = int(literal[1]) + 2

    def _errand(self, name: str) -> Iterator[str]:
        """`check --create-folders` makes folders and nothing else; no pass ever makes any."""
        other = _PASSING if name in _MAKING else _MAKING if name in _PASSING else frozenset()
        if said := other & self.commands.keys():
            yield f"{name} on a connection that also says {', '.join(said)}"

    def _order(self, name: str, rest: bytes) -> Iterator[str]:
        """SELECT only to move one message; what moves only after SELECT, COPY first."""
        mailbox = (self._opened or ("", b""))[0]
        if name in ("EXAMINE", "SELECT"):
            self._opened, self._touched = (name, rest), []
        elif name in _BEFORE or name in ("UID MOVE", "UID COPY"):
            uid = rest.split()[0]
            if mailbox != "SELECT":
                yield f"{name} where the mailbox is not open for changing"
            if name in _BEFORE and (_BEFORE[name], uid) not in self._touched:
                yield f"{name} {uid!r} without {_BEFORE[name]} before it"
            if {touched for _, touched in self._touched} - {uid}:
                yield f"{name} of a second message after one SELECT: {uid!r}"
            self._touched.append((name, uid))
        elif mailbox == "SELECT" and name == "UID FETCH":
            yield "FETCH where the mailbox is open for changing"
