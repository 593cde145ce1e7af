"""A letter as RFC 5322 bytes, for a Drafts mailbox.

One text/plain part in UTF-8 with unwrapped lines, no header that is not needed: eight mail
clients kept exactly this through editing and sending (FACTS.md). The encoded words are made
by `email.header.Header`: the folding of `EmailMessage` breaks long message-ids in References
and makes encoded words longer than RFC 2047 §2 allows.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import date, datetime
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.utils import format_datetime

from mailfollow.core import address
from mailfollow.core.model import Mailbox
from mailfollow.errors import LetterImpossible
from mailfollow.letters.phrases import clean
from mailfollow.letters.render import Letter

MOST_IDS = 10
MOST_BYTES = 900
_ID = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")  # printable ASCII without < and >
_PLAIN_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_CRLF = policy.compat32.clone(linesep="\r\n", max_line_length=76)  # RFC 2047 §2


def token(key: bytes, commitment: str, occasion: date, n: int, domain: str) -> str:
    """The id that finds our draft again in References, without angle brackets.

    Always the same for the same draft, shaped like any client's message-id, and says nothing
    to whoever does not hold the key.
    """
    return _id(key, "token", commitment, occasion, n, domain)


def message_id(key: bytes, commitment: str, occasion: date, n: int, domain: str) -> str:
    """The draft's own Message-ID, without angle brackets; clients may replace it."""
    return _id(key, "message-id", commitment, occasion, n, domain)


def code(key: bytes, day: date) -> str:
    """Six letters that tie an answer to the morning mail of `day`."""
    h = hmac.new(key, f"code\0{day.isoformat()}".encode(), hashlib.sha256).digest()
    return base64.b32encode(h)[:6].decode("ascii").lower()


def _id(key: bytes, what: str, commitment: str, occasion: date, n: int, domain: str) -> str:
    said = "\0".join((what, commitment, occasion.isoformat(), str(n)))
    h = hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}@{domain.lower()}"


def compose(
    letter: Letter,
    *,
    sender: Mailbox,
    date: datetime,
    message_id: str,
    token: str,
    recipients: tuple[Mailbox, ...] | None = None,
    parent: str | None = None,
    chain: tuple[str, ...] = (),
) -> bytes:
    """The message to lay into Drafts; `chain` is the thread before `parent`, oldest first.

    `date` is aware. Without `letter.to` (it has a gap) there is no To, whoever `recipients` are.
    Raises LetterImpossible where an address or an id is not one.
    """
    message: Message[str, Header | str] = Message(policy=_CRLF)
    message["From"] = _mailboxes("From", sender)
    if letter.to is not None:
        message["To"] = _mailboxes("To", *(recipients or (Mailbox("", letter.to),)))
    message["Subject"] = _unstructured("Subject", letter.subject)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{_checked(message_id)}>"
    if parent is not None:
        message["In-Reply-To"] = f"<{_checked(parent)}>"
    message["References"] = " ".join(f"<{i}>" for i in _references(token, parent, chain))
    message["MIME-Version"] = "1.0"
    message.set_payload(letter.body.rstrip("\n") + "\n", _quoted_printable())
    return message.as_bytes(policy=_CRLF)


def _references(token: str, parent: str | None, chain: tuple[str, ...]) -> tuple[str, ...]:
    """The thread's beginning and its last ids, then the token, then the parent."""
    ours = (_checked(token),) if parent is None else (_checked(token), _checked(parent))
    before = (
        []
        if parent is None
        else [i for i in dict.fromkeys(chain) if _ID.fullmatch(i) and i not in ours]
    )
    while before and not _fits((*before, *ours)):
        del before[1 if len(before) > 1 else 0]  # clients thread by the first and the last ones
    return (*before, *ours)


def _fits(ids: tuple[str, ...]) -> bool:
    # 5: the angle brackets, and CR LF blank where the line is folded
    return len(ids) <= MOST_IDS and sum(len(i) + 5 for i in ids) <= MOST_BYTES


def _checked(id: str) -> str:
    if not _ID.fullmatch(id) or len(id) > MOST_BYTES // 2:
        raise LetterImpossible("A message-id of this thread is malformed; write it by hand.")
    return id


def _mailboxes(header: str, *mailboxes: Mailbox) -> str:
    return ",\n ".join(_mailbox(header, mailbox) for mailbox in mailboxes)


def _mailbox(header: str, mailbox: Mailbox) -> str:
    try:
        spec = address.parse(mailbox.address)
    except ValueError as wrong:
        raise LetterImpossible(f"{wrong}.") from None
    name = clean(mailbox.name)
    if not name:
        return spec
    if not _as_it_is(name):
        name = _unstructured(header, name).encode()
    elif not _PLAIN_NAME.fullmatch(name):
        name = '"' + re.sub(r'([\\"])', r"\\\1", name) + '"'
    return f"{name} <{spec}>"


def _unstructured(header: str, text: str) -> Header:
    text = clean(text)
    return Header(text, "us-ascii" if _as_it_is(text) else "utf-8", 76, header)


def _as_it_is(text: str) -> bool:
    return text.isascii() and "=?" not in text  # else it would be read as an encoded word


def _quoted_printable() -> Charset:
    utf8 = Charset("utf-8")
    utf8.body_encoding = QP
    return utf8
