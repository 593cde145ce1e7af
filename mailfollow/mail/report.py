"""The notice of a mail server → which message did not arrive, and to whom (RFC 3464, 6522, 6533).

Beside delivery reports two older forms are read, both by structure: Exim's with
X-Failed-Recipients, and qmail's (QSBMF). A mail that only looks like a bounce is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message

from mailfollow.core import address
from mailfollow.core.model import Arrival
from mailfollow.mail import message, mime
from mailfollow.mail.message import Fields

_STATUS = frozenset({"text/delivery-status", "text/global-delivery-status"})  # see mime.parse
_RETURNED = frozenset(
    "message/rfc822 message/global text/rfc822-headers message/rfc822-headers "
    "message/global-headers".split()
)
_ACTIONS = {"failed": Arrival.BOUNCE, "delayed": Arrival.DELAYED}
_QMAIL = re.compile(r"\s*Hi\. This is the ")
_QMAIL_FAILED = re.compile(r"^<([^<>\s]+@[^<>\s]+)>:\n", re.MULTILINE)
_RULE = re.compile(r"(?:^-{3,}.*\n\s*)+", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_MOST = 100  # recipients


@dataclass(frozen=True, slots=True)
class Report:
    arrival: Arrival  # BOUNCE or DELAYED
    recipients: tuple[str, ...]
    about: tuple[str, ...]  # Message-ID of the returned mail; empty where it was not returned


def read(raw: bytes) -> Report | None:
    """What a notice says, or None where it is none, or tells of a success. Never raises."""
    notice = mime.parse(raw)
    try:
        return None if notice is None else _report(notice)
    except Exception:  # one bad mail never stops the others
        return None


def _report(notice: Message) -> Report | None:
    children = notice.get_payload()
    parts = [p for p in children if isinstance(p, Message)] if isinstance(children, list) else []
    status = next((p for p in parts if p.get_content_type() in _STATUS), None)
    if status is None:
        return _plain(notice)
    return _delivery(status, next((p for p in parts if p.get_content_type() in _RETURNED), None))


# --- RFC 3464 -------------------------------------------------------------------------------


def _delivery(status: Message, returned: Message | None) -> Report | None:
    """Failures before delays; what was delivered, relayed or expanded is no news."""
    blocks = _blocks(mime.text_of(status))
    about = _about(returned) if returned else ()
    for action, arrival in _ACTIONS.items():
        concerned = [b for b in blocks if _action(b) == action]
        if concerned:
            return Report(arrival, _recipients(a for b in concerned for a in _addresses(b)), about)
    return None


def _blocks(written: str) -> list[Fields]:
    """The groups of fields: one about the message, then one for each recipient."""
    blocks = _BLANK.split(written.replace("\r\n", "\n").strip(), _MOST)
    return [message.fields(b.encode("utf-8", "replace")) for b in blocks]


def _about(returned: Message) -> tuple[str, ...]:
    """The Message-ID of the mail, or of its header, that the notice brings back."""
    inner = mime.enclosed(returned) if returned.is_multipart() else None
    if inner is None:
        return _id(mime.text_of(returned))
    written = [" ".join(str(v).split()) for v in inner.get_all("message-id", [])]
    found = message.message_id({"message-id": written})
    return (found,) if found else ()


def _action(block: Fields) -> str:
    return next(iter(block.get("action", ())), "").split("(")[0].strip().lower()


def _addresses(block: Fields) -> Iterator[str]:
    """The address we wrote to, then where it was forwarded."""
    for name in ("original-recipient", "final-recipient"):
        for value in block.get(name, ()):
            kind, _, written = value.rpartition(";")
            if kind.strip().lower() in ("rfc822", "utf-8", ""):
                yield written


# --- plain text -----------------------------------------------------------------------------


def _plain(notice: Message) -> Report | None:
    text = next((mime.text_of(p) for p in mime.leaves(notice) if mime.is_text(p)), "")
    text = text.replace("\r\n", "\n")
    rule = _RULE.search(text)  # below it stands the returned mail
    said, returned = (text[: rule.start()], text[rule.end() :]) if rule else (text, "")
    named = ",".join(str(v) for v in notice.get_all("x-failed-recipients", []))
    recipients = _recipients(named.split(",") if named else _qmail(said))
    return Report(Arrival.BOUNCE, recipients, _id(returned)) if recipients else None


def _qmail(said: str) -> list[str]:
    return _QMAIL_FAILED.findall(said) if _QMAIL.match(said) else []


def _id(written: str) -> tuple[str, ...]:
    found = message.message_id(message.fields(written.lstrip().encode("utf-8", "replace")))
    return (found,) if found else ()


def _recipients(written: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for one in written:
        try:
            spec = address.parse(one)
        except ValueError:
            continue
        found.setdefault(address.key(spec), spec)
    return tuple(found.values())[:_MOST]
