"""A delivery report, byte by byte: the stdlib cannot write one (RFC 3464)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime


def failed(at: datetime, about: str, to: Sequence[str], sender: str) -> EmailMessage:
    """None of the recipients `to` of the message `about` was reached."""
    own_id = f"<report.{about}>"
    fields = "".join(
        f"\r\nFinal-Recipient: rfc822; {one}\r\nAction: failed\r\nStatus: 5.1.1\r\n" for one in to
    )
    raw = (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\r\n"
        f"To: {sender}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Date: {format_datetime(at)}\r\nMessage-ID: {own_id}\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status;"
        ' boundary="cut"\r\n\r\n--cut\r\nContent-Type: text/plain\r\n\r\nIt failed.\r\n'
        "--cut\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; mx.example.org\r\n{fields}\r\n"
        "--cut\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"From: {sender}\r\nMessage-ID: <{about}>\r\n\r\n--cut--\r\n"
    )
    return _Written(raw.encode(), own_id)


class _Written(EmailMessage):
    """A message whose bytes are given."""

    def __init__(self, raw: bytes, id: str) -> None:
        super().__init__(policy=SMTP)
        self._raw = raw
        self["Message-ID"] = id

    def as_bytes(self, unixfrom: bool = False, policy: object = None) -> bytes:
        return self._raw
