"""A whole mail → what it says, split by who wrote it, and what lies beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.message import Message

from mailfollow.core.model import Attachment, Body
from mailfollow.mail import card, forward, mime, text
from mailfollow.mail.message import decoded

_TEXT = 100_000  # characters of text that are read
_OWN = 10_000  # characters of own words: five pages, longer than a personal letter
_METHOD = re.compile(rb"^METHOD:([A-Za-z-]+)", re.MULTILINE)
_CID = re.compile(r"cid:([^\s\"'<>)]+)", re.IGNORECASE)
_KEYS = frozenset(
    "application/pkcs7-signature application/x-pkcs7-signature application/pgp-signature "
    "application/pgp-keys application/pgp-encrypted".split()
)
_SEALED = frozenset("application/pkcs7-mime application/x-pkcs7-mime multipart/encrypted".split())

UNREADABLE = Body(encrypted=True)


def read(raw: bytes) -> Body:
    """What a whole message says. Never raises.

    What cannot be read is as good as encrypted: recipients and time decide alone.
    """
    message = mime.parse(raw)
    try:
        return UNREADABLE if message is None else _body(message)
    except Exception:  # one bad mail never stops the others
        return UNREADABLE


def _body(message: Message) -> Body:
    leaves = list(mime.leaves(message))
    written = "\n".join(_written(leaves))
    parts = text.split(written)
    handed_on = [p for p in leaves if mime.kind_of(p) == "message/rfc822"]
    inline = parts.forwarded or (parts.original and forward.announced(_subject(message)))
    calendar = next((m for p in leaves if (m := _method(p))), None)
    cards = [mime.bytes_of(p) for p in leaves if mime.kind_of(p) in card.KINDS]
    sealed = any(p.get_content_type() in _SEALED for p in mime.parts(message))
    return Body(
        own=parts.own[:_OWN],
        signature=parts.signature,
        quoted=parts.quoted,
        forwarded=inline or bool(handed_on),
        attachments=() if sealed else tuple(_attachments(leaves, calendar, _shown(message))),
        calendar=calendar,
        encrypted=sealed or "-----BEGIN PGP MESSAGE-----" in written,
        reaction=any(_is_reaction(p) for p in leaves),
        forwarded_from=forward.senders(parts.quoted if inline else "", handed_on),
        cards=tuple(value for data in cards for value in card.read(data)),
        vcards=tuple(card.bare(data) for data in cards),
    )


def _subject(message: Message) -> str:
    return decoded(str(message.get("subject", ""))[:200])


def _written(leaves: Iterable[Message]) -> Iterator[str]:
    chars, tags = _TEXT, text.TAGS
    for part in leaves:
        if mime.is_text(part) and chars > 0:
            words = mime.text_of(part)[:_TEXT]
            if part.get_content_type() == "text/html":
                words, tags = text.from_html(words, tags), max(tags - words.count("<"), 0)
            yield words[:chars]
            chars -= len(words)


def _method(part: Message) -> str | None:
    """What a calendar part wants (RFC 6047): REQUEST, REPLY, CANCEL …"""
    if part.get_content_type() != "text/calendar":
        return None
    written = part.get_param("method")
    found = _METHOD.search(mime.bytes_of(part)[:4000].replace(b"\r\n", b"\n"))
    method = str(written) if written else (found[1].decode("ascii") if found else "")
    return method.upper() or None


def _is_reaction(part: Message) -> bool:
    return (
        part.get_content_disposition() == "reaction"
        or part.get_content_type() == "text/vnd.google.email-reaction+json"
    )


def _shown(message: Message) -> frozenset[str]:
    """The Content-IDs that some HTML of this message shows."""
    pages = (p for p in mime.parts(message) if p.get_content_type() == "text/html")
    return frozenset(cid for page in pages for cid in _CID.findall(mime.text_of(page)))


def _attachments(
    leaves: Iterable[Message], calendar: str | None, shown: frozenset[str]
) -> Iterator[Attachment]:
    for part in leaves:
        kind = mime.kind_of(part)
        told = kind in ("text/calendar", "application/ics") and calendar is not None
        if mime.is_text(part) or kind in _KEYS or told or _is_reaction(part):
            continue
        yield Attachment(mime.filename(part), kind, inline=_is_inline(part, shown))


def _is_inline(part: Message, shown: frozenset[str]) -> bool:
    """An image that stands in the text, as logos do."""
    cid = str(part.get("content-id", "")).strip(" <>\t\r\n")
    laid_in = part.get_content_maintype() == "image" and part.get_content_disposition() == "inline"
    return laid_in or bool(cid and cid in shown)
