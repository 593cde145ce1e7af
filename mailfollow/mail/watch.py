"""Wait until something happens in a mailbox: IDLE where the server has it, else NOOP.

A wait is one round. Whatever ended it, the caller looks, and then waits again: a push can hide
between two rounds, and a look after each of them finds it.
"""

from __future__ import annotations

import re
import selectors
import time
from collections.abc import Iterable
from enum import StrEnum

from mailfollow.mail.line import NAP_SECONDS
from mailfollow.mail.session import Session

RENEW_SECONDS = 540.0
"""Servers drop an IDLE after half an hour, and routers a silent line much sooner."""
RENEW_UNPUSHED_SECONDS = 45.0
"""For servers that do not push (Cyrus and Courier as packaged): a look finds what is new."""
_NEWS = re.compile(rb"\* \d+ (?:EXISTS|EXPUNGE)\b|\* VANISHED\b", re.IGNORECASE)
_BYE = re.compile(rb"\* BYE\b *(.*)", re.IGNORECASE)


class Woke(StrEnum):
    PUSHED = "pushed"  # the server told of something new
    WOKEN = "woken"  # wakeup_fd is readable; emptying it is the caller's
    TIMEOUT = "timeout"


def wait(
    session: Session, folder: str, *, wakeup_fd: int, seconds: float, pushes: bool = True
) -> Woke:
    """Wait for news in `folder`, at most `seconds`, and say why it ended.

    `pushes` False: looks have found mail that this server had not announced, so rounds are
    short. Raises Offline when the connection is lost, MailError otherwise.
    """
    session.examine(folder)
    if _already(session, folder):
        return Woke.PUSHED
    until = time.monotonic() + min(seconds, RENEW_SECONDS if pushes else RENEW_UNPUSHED_SECONDS)
    if session.can("IDLE"):
        return _idle(session, wakeup_fd, until)
    return _poll(session, folder, wakeup_fd, until)


def _already(session: Session, folder: str) -> bool:
    """Whether something came since the last look: what came before IDLE is never pushed."""
    session.unsaid()
    newer = session.newer(session.tops[folder]) if folder in session.tops else []
    return bool(newer) or session.unsaid()


def _idle(session: Session, wakeup_fd: int, until: float) -> Woke:
    lines, woken = _heard(session, session.start_idle()), False
    while not (woken or _news(lines)) and (left := until - time.monotonic()) > 0:
        said, woken = session.idle_lines(wakeup_fd, left)
        lines = _heard(session, said)
        if not (woken or _news(lines)):
            time.sleep(NAP_SECONDS)
    last = session.finish_idle()
    if _news(lines) or (woken and _news(last)):
        return Woke.PUSHED
    # What comes only with the end of the round was not pushed: the look after it finds it.
    return Woke.WOKEN if woken else Woke.TIMEOUT


def _heard(session: Session, lines: list[bytes]) -> list[bytes]:
    for line in lines:
        if said := _BYE.match(line):
            session.hung_up(said[1].decode("utf-8", "replace"))
    return lines


def _news(lines: Iterable[bytes]) -> bool:
    return any(_NEWS.match(line) for line in lines)


def _poll(session: Session, folder: str, wakeup_fd: int, until: float) -> Woke:
    with selectors.DefaultSelector() as selector:
        selector.register(wakeup_fd, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0:
            if selector.select(min(left, RENEW_UNPUSHED_SECONDS)):
                return Woke.WOKEN
            session.noop()
            if _already(session, folder):
                return Woke.PUSHED
    return Woke.TIMEOUT
