"""Hand the morning mail in: by SMTP where that is set, else into INBOX."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from imaplib import Time2Internaldate

from mailfollow.core.model import Account
from mailfollow.errors import Refused
from mailfollow.mail import folders, smtp
from mailfollow.mail.session import Session
from mailfollow.mail.wire import Deadlines

MAILBOX = "INBOX"
SHORT = Deadlines(opening=30.0, command=30.0)
"""Everything else waits meanwhile; what is in doubt then has most likely arrived."""

Run = Callable[[Callable[[Session], None]], None]


def hand_in(
    account: Account, secret: Callable[[], str], run: Run, raw: bytes, at: datetime
) -> None:
    """To the account's own address and no other. `run` lends the account's session.

    Raises InDoubt where it may have been delivered; whatever else it raises, it was not.
    """
    if account.smtp:
        smtp.send(account, secret(), raw, deadlines=SHORT)
    else:
        run(lambda session: lay(session, raw, at))


def lay(session: Session, raw: bytes, at: datetime) -> None:
    """Store `raw` (CRLF lines) in INBOX, where it shows as new; it came at the moment `at`.

    Raises Refused or Throttled (nothing was stored), Offline (nothing was stored), InDoubt
    (it may have been).
    """
    _leave(session)
    session.append(MAILBOX, f"() {Time2Internaldate(at)}", raw)


def _leave(session: Session) -> None:
    """Courier stores nothing in a mailbox that the session has open for reading."""
    if session.opened != MAILBOX:
        return
    names = [m.name for m in folders.listing(session)]
    other = next((name for name in names if name.upper() != MAILBOX), MAILBOX)
    with suppress(Refused):  # a failed EXAMINE leaves nothing open, which does as well
        session.examine(other)
