"""Bytes of a mail → our values. One bad mail never raises: what cannot be read is left empty."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

import mailparser
from mailparser.utils import get_addresses

from mailfollow.core import address
from mailfollow.core.model import Attachment, Body, Mailbox, Place, SentMessage
from mailfollow.mail import text
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
_TEXT = 200_000  # characters of text that are read
_BULK = frozenset({"bulk", "list", "junk"})
_CAME = ("return-path", "delivered-to", "authentication-results")
_FORWARDS = re.compile(r"^\s*(?:fwd?|wg|pd|tr|rv|i|doorst|přep)\s*:", re.IGNORECASE)
_METHOD = re.compile(rb"^METHOD:([A-Za-z-]+)", re.MULTILINE)
_CID = re.compile(r"cid:([^\s\"'<>)]+)", re.IGNORECASE)
_SPECIAL = re.compile(r'["():;\\\[\]]|=\?')
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_SPEC = rf"(?a:{_ATOM}(?:\.{_ATOM})*@{_ATOM}(?:\.{_ATOM})*)"
_PLAIN = re.compile(rf" *(?:({_ATOM}(?: {_ATOM})*)? *<({_SPEC})>|({_SPEC})) *")
_KEYS = frozenset(
    "application/pkcs7-signature application/x-pkcs7-signature application/pgp-signature "
    "application/pgp-keys application/pgp-encrypted".split()
)
_SEALED = frozenset("application/pkcs7-mime application/x-pkcs7-mime multipart/encrypted".split())

UNREADABLE = Body(encrypted=True)

Fields = dict[str, list[str]]

# At ERROR it logs the headers that it cannot decode.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)


# --- the header -----------------------------------------------------------------------------


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
        bulk=_bulk(found),
        auto=_auto(found),
        came_by_mail=any(name in found for name in _CAME),
        special_use=special_use,
    )


def mailboxes(found: Fields, name: str) -> tuple[Mailbox, ...]:
    """Every address of every header of this name; the one way in which addresses are read.

    What is not one whole addr-spec in its place is left out, never guessed at.
    """
    return tuple(box for value in found.get(name, ()) for box in _mailboxes(value))


def _mailboxes(value: str) -> tuple[Mailbox, ...]:
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
        pairs = get_addresses(value, decode_names=True)
    except Exception:  # whatever a header holds, the others are read
        return ()
    return tuple(Mailbox(_clean(name), spec) for name, spec in pairs if spec)


_remembered = functools.lru_cache(maxsize=4096)(_strict)


def references(found: Fields) -> tuple[str, ...]:
    return _ids(found, "references")


def message_id(found: Fields) -> str | None:
    return next(iter(_ids(found, "message-id")), None)


def _ids(found: Fields, name: str) -> tuple[str, ...]:
    values = found.get(name)
    return address.message_ids(" ".join(values)) if values else ()


def subject(found: Fields) -> str:
    return _decoded(next(iter(found.get("subject", ())), "")[:_SUBJECT])


def _decoded(value: str) -> str:
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


def _bulk(found: Fields) -> bool:
    precedence = found.get("precedence", ())
    return any(n.startswith("list-") for n in found) or any(p.lower() in _BULK for p in precedence)


def _auto(found: Fields) -> bool:
    submitted = [v.split(";")[0].strip().lower() for v in found.get("auto-submitted", ())]
    kind = next(iter(found.get("content-type", ())), "").lower()
    return any(v != "no" for v in submitted) or kind.startswith("multipart/report")


# --- the body -------------------------------------------------------------------------------


def body(raw: bytes) -> Body:
    """What a whole message says, split by who wrote it. Never raises.

    What cannot be read is as good as encrypted: recipients and time decide alone.
    """
    if raw.find(b"\r\n\r\n") > HEADER_BYTES:
        return UNREADABLE
    try:
        return _body(mailparser.parse_from_bytes(raw).message)
    except Exception:  # MailParserRecursionError, and whatever a broken mail brings about
        return UNREADABLE


def _body(message: Message) -> Body:
    leaves = list(_leaves(message))
    written = "\n".join(_written(leaves))
    parts = text.split(written)
    title = _decoded(str(message.get("subject", ""))[:_SUBJECT])
    handed_on = any(p.get_content_type() == "message/rfc822" for p in leaves)
    calendar = next((m for p in leaves if (m := _method(p))), None)
    sealed = any(p.get_content_type() in _SEALED for p in message.walk())
    return Body(
        own=parts.own,
        signature=parts.signature,
        quoted=parts.quoted,
        forwarded=handed_on or parts.forwarded or bool(parts.original and _FORWARDS.match(title)),
        attachments=() if sealed else tuple(_attachments(leaves, calendar, _shown(message))),
        calendar=calendar,
        encrypted=sealed or "-----BEGIN PGP MESSAGE-----" in written,
        reaction=any(_is_reaction(p) for p in leaves),
    )


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something, in order; of alternatives the one that is read."""
    kind = part.get_content_type()
    children = part.get_payload() if part.is_multipart() else None
    if not isinstance(children, list) or kind == "message/rfc822":
        yield part
        return
    leaves = [leaf for child in children if isinstance(child, Message) for leaf in _leaves(child)]
    if kind == "multipart/alternative" and any(
        p.get_content_type() == "text/plain" and _is_text(p) and _text_of(p).strip() for p in leaves
    ):
        leaves = [p for p in leaves if p.get_content_type() != "text/html" or not _is_text(p)]
    yield from leaves


def _is_text(part: Message) -> bool:
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() not in ("attachment", "reaction")
        and not part.get_filename()
    )


def _written(leaves: list[Message]) -> Iterator[str]:
    for part in leaves:
        if _is_text(part):
            words = _text_of(part)
            yield text.from_html(words) if part.get_content_type() == "text/html" else words


def _text_of(part: Message) -> str:
    data = _bytes(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        words = data.decode(charset, "strict")
    except (LookupError, ValueError):
        words = _guessed(data)
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    return _unflowed(words[:_TEXT]) if flowed else words


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


def _bytes(part: Message) -> bytes:
    data: Any = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _method(part: Message) -> str | None:
    """What a calendar part wants (RFC 6047): REQUEST, REPLY, CANCEL …"""
    if part.get_content_type() != "text/calendar":
        return None
    written = part.get_param("method")
    found = _METHOD.search(_bytes(part)[:4000].replace(b"\r\n", b"\n"))
    method = str(written) if written else (found[1].decode("ascii") if found else "")
    return method.upper() or None


def _is_reaction(part: Message) -> bool:
    return (
        part.get_content_disposition() == "reaction"
        or part.get_content_type() == "text/vnd.google.email-reaction+json"
    )


def _shown(message: Message) -> frozenset[str]:
    """The Content-IDs that some HTML of this message shows."""
    pages = (p for p in message.walk() if p.get_content_type() == "text/html")
    return frozenset(cid for page in pages for cid in _CID.findall(_text_of(page)))


def _attachments(
    leaves: list[Message], calendar: str | None, shown: frozenset[str]
) -> Iterator[Attachment]:
    for part in leaves:
        kind = part.get_content_type()
        told = kind in ("text/calendar", "application/ics") and calendar is not None
        if _is_text(part) or kind in _KEYS or told or _is_reaction(part):
            continue
        yield Attachment(_filename(part), kind, inline=_is_inline(part, shown))


def _is_inline(part: Message, shown: frozenset[str]) -> bool:
    """An image that stands in the text, as logos do; a photo laid beside it is not one."""
    cid = str(part.get("content-id", "")).strip(" <>\t\r\n")
    return bool(cid) and cid in shown


def _filename(part: Message) -> str:
    try:
        return _decoded(part.get_filename() or str(part.get_param("name") or ""))[:255]
    except Exception:  # a malformed RFC 2231 parameter
        return ""
