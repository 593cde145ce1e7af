"""Lay the morning mail into INBOX, where no SMTP server is set."""

from __future__ import annotations

from contextlib import suppress

from mailfollow.errors import Refused
from mailfollow.mail import folders
from mailfollow.mail.session import Session

MAILBOX = "INBOX"


def lay(session: Session, raw: bytes) -> None:
    """Store `raw` (CRLF lines) in INBOX, where it shows as new.

    Raises Refused or Throttled (nothing was stored), Offline (nothing was stored), InDoubt
    (it may have been).
    """
    _leave(session)
    session.append(MAILBOX, "()", raw)


def _leave(session: Session) -> None:
    """Courier stores nothing in a mailbox that the session has open for reading."""
    if session.opened != MAILBOX:
        return
    other = next((m.name for m in folders.listing(session) if _may_be_opened(m)), None)
    with suppress(Refused):  # a failed EXAMINE leaves nothing open, which does as well
        session.examine(other or MAILBOX)


def _may_be_opened(mailbox: folders.Listed) -> bool:
    return mailbox.selectable and mailbox.name.upper() != MAILBOX
