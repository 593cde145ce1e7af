"""Keeping in touch comes again and again: each time kept, the next one is born with that day.

An exchange before it is due moves the day, under the same id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailfollow.core.calendar import day_of
from mailfollow.core.inbound import bounced
from mailfollow.core.model import (
    Code,
    Commitment,
    Kind,
    Memory,
    State,
    Status,
    Timing,
)
from mailfollow.core.state import holds, state


def recurring(
    commitment: Commitment, memory: Memory, timing: Timing, now: datetime, zone: ZoneInfo
) -> Iterator[Commitment]:
    """The commitment itself; for `keep_in_touch`, all that were born of it so far, oldest first."""
    if commitment.kind is not Kind.KEEP_IN_TOUCH:
        yield commitment
        return
    while True:
        found = _state(moved(commitment, memory, zone), memory, timing, now, zone)
        yield found.commitment
        kept = _kept_on(found, zone)
        if kept is None or kept <= commitment.origin:
            return
        commitment = _born(found.commitment, kept)


def _state(
    commitment: Commitment, memory: Memory, timing: Timing, now: datetime, zone: ZoneInfo
) -> State:
    return state(
        commitment,
        [e for e in memory.evidence if e.commitment == commitment.id],
        [w for w in memory.words if w.commitment == commitment.id],
        [a for a in memory.arrivals if a.commitment == commitment.id],
        now=now,
        zone=zone,
        drafts_at=timing.drafts_at,
    )


def moved(commitment: Commitment, memory: Memory, zone: ZoneInfo) -> Commitment:
    """Counted from the last exchange that came before it was due."""
    if commitment.kind is not Kind.KEEP_IN_TOUCH:
        return commitment
    words = [w for w in memory.words if w.commitment == commitment.id]
    days = [
        day_of(e.sent_at, zone)
        for e in memory.evidence
        if e.commitment == commitment.id
        and e.reason.code is Code.EXCHANGED
        and holds(e, commitment, words, zone)
        and not bounced(e, commitment, memory.arrivals)
    ]
    return _counted(commitment, max([commitment.origin, *days]))


def _counted(commitment: Commitment, day: date) -> Commitment:
    promise = commitment.promise
    if promise is None or promise.every is None:
        return commitment
    due = promise.every.after(day)
    return replace(commitment, opens=due, due=due)


def _kept_on(found: State, zone: ZoneInfo) -> date | None:
    if found.status is not Status.FULFILLED:
        return None
    if found.evidence:
        return day_of(found.evidence.sent_at, zone)
    return day_of(found.ended_at, zone) if found.ended_at else None


def _born(before: Commitment, day: date) -> Commitment:
    named = f"{before.contact.id}.{before.kind}.{day}"
    return _counted(replace(before, id=named, origin=day, occasion=day), day)
