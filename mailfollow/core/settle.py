"""New evidence against what was stored before: what to record, what to take back.

Evidence may be re-graded for `REGRADE`: a mail merge shows itself late, and an undone sending
takes its copy out of Sent again. After that a tick stands, and only gets better.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mailfollow.core import address
from mailfollow.core.model import (
    AccountView,
    Action,
    Ask,
    Evidence,
    Fulfil,
    Grade,
    Note,
    Retract,
    Word,
)
from mailfollow.core.state import refused

REGRADE = timedelta(minutes=15)


def settle(
    stored: Sequence[Evidence],
    judged: Iterable[Evidence],
    views: Mapping[str, AccountView],
    words: Sequence[Word],
    held_against: Container[str],
    now: datetime,
) -> tuple[Action, ...]:
    """The changes that this sweep's evidence makes to the stored one.

    `held_against` names the commitments that the messages were judged for: of another one, an
    absent message says nothing (I5). What was refused is kept, to be known when it comes back.
    """
    judged = tuple(judged)
    may_go = [
        e
        for e in stored
        if e.commitment in held_against
        and not refused(e, (w for w in words if w.commitment == e.commitment))
    ]
    return (*_taken_back(may_go, judged, views, now), *_recorded(stored, judged, now))


def apply(stored: Sequence[Evidence], changes: Iterable[Action]) -> tuple[Evidence, ...]:
    """The evidence after `changes`."""
    kept = {(e.commitment, e.message): e for e in stored}
    for change in changes:
        match change:
            case Retract(commitment, message):
                kept.pop((commitment, message), None)
            case Fulfil(e) | Ask(e) | Note(e):
                kept[e.commitment, e.message] = e
    return tuple(kept.values())


def _recorded(
    stored: Sequence[Evidence], judged: Iterable[Evidence], now: datetime
) -> Iterator[Action]:
    for new in judged:
        old = next((e for e in stored if _same(e, new)), None)
        if old is None:
            yield _action(new)
        elif _better(old, new, now):
            # The key and the moment stay: what a `reopen` refused stays refused.
            yield _action(replace(new, message=old.message, seen_at=old.seen_at))


def _better(old: Evidence, new: Evidence, now: datetime) -> bool:
    if (old.grade, old.reason) == (new.grade, new.reason):
        return False
    if old.grade.fulfils:
        return not new.grade.fulfils and now - old.seen_at <= REGRADE
    return True


def _taken_back(
    stored: Sequence[Evidence],
    judged: Sequence[Evidence],
    views: Mapping[str, AccountView],
    now: datetime,
) -> Iterator[Retract]:
    for old in stored:
        fresh = max(now - old.sent_at, now - old.seen_at) <= REGRADE
        if fresh and _looked(old, views) and not any(_same(old, new) for new in judged):
            yield Retract(old.commitment, old.message)


def _looked(evidence: Evidence, views: Mapping[str, AccountView]) -> bool:
    """Whether every Sent mailbox of its account was read: it may only have been moved."""
    view = views.get(evidence.account)
    return view is not None and bool(view.sent) and all(s.complete for s in view.sent)


def _same(one: Evidence, other: Evidence) -> bool:
    return one.commitment == other.commitment and address.same_message(one.message, other.message)


def _action(evidence: Evidence) -> Action:
    if evidence.grade.fulfils:
        return Fulfil(evidence)
    return Ask(evidence) if evidence.grade is Grade.E4 else Note(evidence)
