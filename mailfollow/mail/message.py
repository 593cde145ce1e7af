"""The header of a mail → our values. One bad header never raises: what is broken is left out."""

from __future__ import annotations

import functools
import logging
import re
from datetime import UTC, datetime
from email.header import decode_header
from email.utils import parsedate_to_datetime
from itertools import islice

from mailparser.utils import get_addresses

from mailfollow.core import address
from mailfollow.core.model import Mailbox, Place, SentMessage
from mailfollow.mail.fetch import moment

HEADER_BYTES = 64 * 1024
FIELDS = (
    "FROM SENDER TO CC BCC DATE MESSAGE-ID REFERENCES IN-REPLY-TO SUBJECT CONTENT-TYPE "
    "LIST-ID LIST-UNSUBSCRIBE LIST-POST LIST-HELP LIST-SUBSCRIBE LIST-OWNER LIST-ARCHIVE "
    "PRECEDENCE AUTO-SUBMITTED RETURN-PATH DELIVERED-TO AUTHENTICATION-RESULTS"
)
"""The header fields a look asks for."""

_FOLD = re.compile(r"\r?\n[ \t]+")
_SUBJECT = 1000  # characters of a subject that are read
_BOXES = 500  # addresses of one kind; nobody writes personally to so many
_LIST = 20_000  # characters of them in one header
_ADDRESS = 320  # characters of one address (RFC 5321 §4.5.3.1)
_NAMES = 500  # encoded words of one header; in a longer one names stay as they are
_BULK = frozenset({"bulk", "list", "junk"})
_CAME = ("return-path", "delivered-to", "authentication-results")
_SPECIAL = re.compile(r'["():;\\\[\]]|=\?')
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_SPEC = rf"(?a:{_ATOM}(?:\.{_ATOM})*@{_ATOM}(?:\.{_ATOM})*)"
_PLAIN = re.compile(rf" *(?:({_ATOM}(?: {_ATOM})*)? *<({_SPEC})>|({_SPEC})) *")

Fields = dict[str, list[str]]

# At ERROR it logs the headers that it cannot decode.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)


def fields(raw: bytes) -> Fields:
    """Header fields by lower-case name, unfolded, every occurrence in order."""
    head = raw[:HEADER_BYTES].decode("utf-8", "replace").replace("\0", "")
    found: Fields = {}
    for line in _FOLD.sub(" ", head).split("\n"):
        name, colon, value = line.partition(":")
        if not line.strip():
            break
        if colon and name and not name[0].isspace():
            found.setdefault(name.strip().lower(), []).append(value.strip())
    return found


def headers(
    place: Place, raw: bytes, internal_date: datetime, *, special_use: bool = True
) -> SentMessage:
    """A message of which only the header was read; `body` is None."""
    found = fields(raw)
    return SentMessage(
        place=place,
        sent_at=internal_date,
        date=_date(found),
        message_id=next(iter(_ids(found, "message-id")), None),
        subject=subject(found),
        sender=mailboxes(found, "from"),
        submitter=mailboxes(found, "sender"),
        to=mailboxes(found, "to"),
        cc=mailboxes(found, "cc"),
        bcc=mailboxes(found, "bcc"),
        references=_ids(found, "references"),
        in_reply_to=_ids(found, "in-reply-to"),
        bulk=bulk(found),
        auto=_auto(found),
        came_by_mail=came_by_mail(found),
        special_use=special_use,
    )


def mailboxes(found: Fields, name: str) -> tuple[Mailbox, ...]:
    """Every address of every header of this name; the one way in which addresses are read.

    What is not one whole addr-spec in its place is left out, never guessed at.
    """
    boxes = (box for value in found.get(name, ()) for box in _mailboxes(value))
    return tuple(islice((b for b in boxes if len(b.address) <= _ADDRESS), _BOXES))


def _mailboxes(value: str) -> tuple[Mailbox, ...]:
    if len(value) > _LIST:  # to the last comma: half an address would be another one
        value = value[:_LIST].rpartition(",")[0]
    return _plain(value) or (_remembered(value) if len(value) < 500 else _strict(value))


def _plain(value: str) -> tuple[Mailbox, ...]:
    """Addresses without quotes, comments, groups or encoded words, which most are; else none.

    It says the same as `_strict`, thirty times faster.
    """
    if _SPECIAL.search(value) or not value.isprintable():
        return ()
    found = [_PLAIN.fullmatch(item) for item in value.split(",")]
    return tuple(Mailbox(m[1] or "", m[2] or m[3]) for m in found if m) if all(found) else ()


def _strict(value: str) -> tuple[Mailbox, ...]:
    try:
        pairs = get_addresses(value, decode_names=value.count("=?") <= _NAMES)
    except Exception:  # whatever a header holds, the others are read
        return ()
    return tuple(Mailbox(_clean(name), spec) for name, spec in pairs if spec)


_remembered = functools.lru_cache(maxsize=4096)(_strict)


def references(found: Fields) -> tuple[str, ...]:
    return _ids(found, "references")


def message_id(found: Fields) -> str | None:
    return next(iter(_ids(found, "message-id")), None)


def thread(found: Fields) -> tuple[str, ...]:
    """References and In-Reply-To, each id once."""
    return tuple(dict.fromkeys(_ids(found, "references") + _ids(found, "in-reply-to")))


def _ids(found: Fields, name: str) -> tuple[str, ...]:
    values = found.get(name)
    return address.message_ids(" ".join(values)) if values else ()


def subject(found: Fields) -> str:
    return decoded(next(iter(found.get("subject", ())), "")[:_SUBJECT])


@functools.lru_cache(maxsize=512)
def decoded(value: str) -> str:
    """RFC 2047 words as text; what cannot be decoded stays as it is."""
    if "=?" not in value:
        return _clean(value)
    try:
        parts = decode_header(value)
        words = (
            part if isinstance(part, str) else part.decode(charset or "utf-8", "replace")
            for part, charset in parts
        )
        return _clean("".join(words))
    except Exception:  # unknown charsets, broken base64
        return _clean(value)


def _clean(value: str) -> str:
    if not value.isprintable():
        value = "".join(c if c.isprintable() else " " for c in value)
    return value.strip()


def _date(found: Fields) -> datetime | None:
    value = next(iter(found.get("date", ())), "")[:100]
    if usual := moment(value):
        return usual
    try:
        written = parsedate_to_datetime(value)
        # "-0000" and no zone at all: the clock of nobody; UTC is as good as any.
        return (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def came_by_mail(found: Fields) -> bool:
    """Whether a server has delivered it: nobody writes these fields into a draft."""
    return any(name in found for name in _CAME)


def bulk(found: Fields) -> bool:
    """Written to many: a list's, a newsletter's (RFC 2369, RFC 2919)."""
    return from_list(found) or any(p.lower() in _BULK for p in found.get("precedence", ()))


def from_list(found: Fields) -> bool:
    return any(name.startswith("list-") for name in found)


def _auto(found: Fields) -> bool:
    submitted = [v.split(";")[0].strip().lower() for v in found.get("auto-submitted", ())]
    kind = next(iter(found.get("content-type", ())), "").lower()
    return any(v != "no" for v in submitted) or kind.startswith("multipart/report")
