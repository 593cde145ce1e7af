"""The morning mail: what is owed and what is new, from the user's address to the user's address.

It is answered by reply: every line that can be answered bears its number, and in HTML a link
for each answer. No header but those needed, nothing remote, no script.
"""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.utils import format_datetime

from mailfollow.core.model import Me, Morning
from mailfollow.say.digest.answers import Reply
from mailfollow.say.digest.html import html
from mailfollow.say.digest.layout import headline, lay_out
from mailfollow.say.digest.text import text

__all__ = ["MOST_BYTES", "write"]

MOST_BYTES = 60_000
"""Of HTML. Gmail cuts a mail at 102 kB, and nobody reads that much in the morning."""
_LINES = (40, 20, 10, 5, 2)  # a section's at most; the first that fits
# The folding of `EmailMessage` makes encoded words longer than RFC 2047 §2 allows.
_CRLF = policy.compat32.clone(linesep="\r\n", max_line_length=76)


def write(morning: Morning, me: Me, *, address: str, message_id: str, date: datetime) -> bytes:
    """RFC 5322 bytes in `me.language`, from `address` and to it.

    `address` is an addr-spec, `message_id` without angle brackets, `date` aware.
    """
    subject = headline(morning, me.language)
    plain, rich = _parts(morning, me, Reply(me, address, subject, message_id))
    message: Message[str, Header | str] = Message(policy=_CRLF)
    message["From"] = f"mailfollow <{address}>"
    message["To"] = address
    message["Subject"] = Header(subject, "utf-8", header_name="Subject", maxlinelen=76)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{message_id}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5
    message["MIME-Version"] = "1.0"
    message.add_header("Content-Type", "multipart/alternative", boundary=f"=_{morning.code}")
    message.attach(_part("plain", plain))
    message.attach(_part("html", rich))
    return message.as_bytes(policy=_CRLF)


def _parts(morning: Morning, me: Me, reply: Reply) -> tuple[str, str]:
    """Text and HTML, each section as long as the whole can bear."""
    for most in _LINES:
        page = lay_out(morning, me, reply, most)
        rich = html(page)
        if len(rich.encode()) <= MOST_BYTES:
            break
    return text(page), rich


def _part(subtype: str, content: str) -> Message:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = Message(policy=_CRLF)
    part["Content-Type"] = f"text/{subtype}"
    part.set_payload(content, charset)
    return part
