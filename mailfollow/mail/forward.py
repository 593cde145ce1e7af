"""Whose mail is handed on: From of forwarded mail, inline or attached (pl, de, en, others)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.message import Message

from mailfollow.core import address
from mailfollow.mail import mime, text
from mailfollow.mail.message import mailboxes

_ANNOUNCED = re.compile(r"^\s*(?:fwd?|wg|pd|tr|rv|i|doorst|přep)\s*:", re.IGNORECASE)
_SPEC = re.compile(r"[^\s<>()\[\],;:\"|@*]+@[^\s<>()\[\],;:\"|@*]+")
_IN_BRACKETS = re.compile(r"(?:<|\[mailto:)\s*([^\s<>\[\]]+@[^\s<>\[\]]+?)\s*[>\]]")
_BETWEEN = 2  # lines by which a long field may run on
_LONG = 500  # characters of one From
_MOST = 20  # senders


def announced(subject: str) -> bool:
    """Whether the subject says that something is handed on (Fwd:, WG:, PD: …)."""
    return bool(_ANNOUNCED.match(subject))


def senders(quoted: str, attached: Iterable[Message]) -> tuple[str, ...]:
    """Addresses in From of the mails in `quoted` and in `attached` parts, each once."""
    found: dict[str, str] = {}
    for one in (*_inline(quoted), *(a for part in attached for a in _attached(part))):
        found.setdefault(address.key(one), one)
    return tuple(found.values())[:_MOST]


def _attached(part: Message, deeper: int = 1) -> Iterator[str]:
    message = mime.enclosed(part)
    if message is None:
        return
    written = [" ".join(str(v).split()) for v in message.get_all("from", [])]
    yield from (box.address for box in mailboxes({"from": written}, "from"))
    if deeper:
        for leaf in mime.leaves(message):
            if mime.kind_of(leaf) == "message/rfc822":
                yield from _attached(leaf, deeper - 1)


def _inline(quoted: str) -> Iterator[str]:
    for block in _blocks(quoted.split("\n")):
        if len(block) >= 3:
            yield from (
                a for name, value in block if name in text.FROM for a in _specs(value[:_LONG])
            )


def _blocks(lines: Iterable[str]) -> Iterator[list[tuple[str, str]]]:
    """Runs of header lines as (name, value); a long value may go on in the next lines."""
    block: list[tuple[str, str]] = []
    rest = 0
    for line in lines:
        field = text.FIELD.match(line)
        if field:
            block.append((field["name"].lower(), line[field.end("name") :]))
            rest = _BETWEEN
        elif block and rest and line.strip():
            block[-1] = (block[-1][0], block[-1][1] + " " + line)
            rest -= 1
        elif block and line.strip():
            yield block
            block = []
    yield block


def _specs(value: str) -> Iterator[str]:
    for written in _IN_BRACKETS.findall(value) or _SPEC.findall(value):
        try:
            yield address.parse(written)
        except ValueError:
            continue
