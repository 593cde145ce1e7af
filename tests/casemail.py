"""The mails of a case as bytes, and what mail clients make of our drafts (FACTS.md)."""

from __future__ import annotations

import email
import email.utils
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from mailfollow.core.address import message_ids

DOMAIN = "mail.example.org"
_CLAWS = (
    "AF:\nNF:0\nPS:10\nSRH:1\nSFN:\nDSR:\nMID:<ewa@example.org>\nCFG:\nPT:0\nS:ewa@example.org\n"
)


def complete(name: str, text: str, at: datetime, fill: dict[str, str]) -> bytes:
    """The bytes of a mail section. Message-ID, Date and the MIME headers may be left out there;
    a header written as `Date: -` is really missing. `{name}` in the text is filled in."""
    for key, value in fill.items():
        text = text.replace("{" + key + "}", value)
    head, _, body = text.partition("\n\n")
    lines = [line for line in head.split("\n") if not line.endswith(": -")]
    given = {line.partition(":")[0].lower() for line in head.split("\n")}
    defaults = {
        "Message-ID": f"<{name}@{DOMAIN}>",
        "Date": email.utils.format_datetime(at),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
    }
    lines += [f"{k}: {v}" for k, v in defaults.items() if k.lower() not in given]
    return "\n".join([*lines, "", body]).encode().replace(b"\n", b"\r\n")


def message_id(name: str, text: str) -> str | None:
    """The message-id that `complete` gives the mail."""
    for line in text.partition("\n\n")[0].split("\n"):
        key, _, value = line.partition(":")
        if key.lower() == "message-id":
            ids = message_ids(value)
            return ids[0] if ids else None
    return f"{name}@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class Laid:
    """A draft that the program laid, as it was then."""

    account: str
    raw: bytes

    @property
    def token(self) -> str:
        """Directly before the parent in References; alone for a new mail (DESIGN.md §6)."""
        ids = references(self.raw)
        return ids[-2] if len(ids) > 1 else ids[-1]


def references(raw: bytes) -> tuple[str, ...]:
    return message_ids(str(email.message_from_bytes(raw).get("References", "")))


def answered(raw: bytes) -> tuple[str, ...]:
    return message_ids(str(email.message_from_bytes(raw).get("In-Reply-To", "")))


def own_id(raw: bytes) -> str:
    ids = message_ids(str(email.message_from_bytes(raw).get("Message-ID", "")))
    return ids[0] if ids else ""


def addresses(raw: bytes, *headers: str) -> list[str]:
    message = email.message_from_bytes(raw)
    fields = [str(v) for h in headers for v in message.get_all(h, [])]
    return [address for _, address in email.utils.getaddresses(fields) if address]


def text_of(raw: bytes) -> str:
    """Subject and text of a draft, for a look at what it says."""
    message = email.message_from_bytes(raw)
    subject = str(email.header.make_header(email.header.decode_header(message["Subject"] or "")))
    return subject + "\n" + _text(message)


def _text(message: Message) -> str:
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode("utf-8").replace("\r\n", "\n")


def edited(raw: bytes, n: int, add: str = "Do zobaczenia wkrótce!") -> bytes:
    """Saved by Thunderbird: a new Message-ID at every save, References kept, a sentence more."""
    message = email.message_from_bytes(raw)
    _put(message, "Message-ID", f"<saved-{n}@client.{DOMAIN}>")
    text = _text(message)
    del message["Content-Transfer-Encoding"]
    message.set_payload(text.rstrip("\n") + f"\n{add}\n", "utf-8")
    return message.as_bytes()


def sent(
    raw: bytes,
    at: datetime,
    n: int,
    client: str = "thunderbird",
    to: str | None = None,
    sender: str | None = None,
) -> bytes:
    """The Sent copy of a draft. mutt keeps the Message-ID, the others make a new one."""
    message = email.message_from_bytes(raw)
    _put(message, "Date", email.utils.format_datetime(at))
    if client != "mutt":
        _put(message, "Message-ID", f"<sent-{n}@client.{DOMAIN}>")
        _put(message, "In-Reply-To", f"<{references(raw)[-1]}>")
    if to:
        _put(message, "To", to)
    if sender:
        _put(message, "From", sender)
    prefix = _CLAWS.encode() if client == "claws" else b""
    return prefix + message.as_bytes()


def _put(message: Message, header: str, value: str) -> None:
    del message[header]
    message[header] = value
