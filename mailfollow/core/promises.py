"""People, timing and history → commitments: each with an id and its days (DESIGN.md §4)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mailfollow.core import address, names
from mailfollow.core.calendar import Duration, day_of, next_working
from mailfollow.core.keep import recurring
from mailfollow.core.model import (
    Commitment,
    Contact,
    Kind,
    Known,
    Meeting,
    Memory,
    People,
    Promise,
    Timing,
    Verb,
    Window,
)
from mailfollow.core.numbering import numbered, what

LONG_AGO = timedelta(days=60)
MOVED = frozenset({Kind.INTRODUCE, Kind.CALL_BACK, Kind.SEND})
"""Kinds whose computed due day moves to a working day."""


def commitments(
    people: People,
    timing: Timing,
    holidays: Container[date],
    known: Mapping[str, Known],
    now: datetime,
    zone: ZoneInfo,
    memory: Memory | None = None,
) -> tuple[Commitment, ...]:
    """Everything that is owed, in the order of the files; ids are unique.

    `memory` tells what recurring promises have come to.
    """
    contacts = {c.id: c for c in people.contacts}
    drawn = [
        *_follow_ups(people, contacts, timing.follow_up, day_of(now, zone)),
        *_promised(people, contacts, timing, holidays),
    ]
    if memory:
        drawn = [again for c in drawn for again in recurring(c, memory, timing, now, zone)]
    return tuple(_long_ago(c, known, now, zone) for c in numbered(drawn, known, _kept(memory)))


def _kept(memory: Memory | None) -> frozenset[str]:
    """What was fulfilled or dropped at some time."""
    if memory is None:
        return frozenset()
    said = {w.commitment for w in memory.words if w.verb in (Verb.DONE, Verb.DROP, Verb.YES)}
    return frozenset(said | {e.commitment for e in memory.evidence if e.grade.fulfils})


def _follow_ups(
    people: People, contacts: Mapping[str, Contact], window: Window, today: date
) -> Iterator[Commitment]:
    for meeting in people.meetings:
        contact = contacts.get(meeting.contact)
        if contact and meeting.follow_up:
            newer = _next_meeting(meeting, people.meetings)
            yield Commitment(
                id=f"{contact.id}.{Kind.FOLLOW_UP}.{meeting.on}",
                kind=Kind.FOLLOW_UP,
                contact=contact,
                origin=meeting.on,
                origin_moment=meeting.moment,
                occasion=meeting.on,
                opens=(window.opens or Duration(0)).after(meeting.on),
                due=window.due.after(meeting.on),
                late=window.late.after(meeting.on) if window.late else None,
                ended=newer if newer and newer <= today else None,
                meeting=meeting,
                source=meeting.source,
            )


def _next_meeting(meeting: Meeting, meetings: Iterable[Meeting]) -> date | None:
    """The day of the first later meeting with the same contact. A thread is no meeting."""
    if meeting.thread:
        return None
    same = (m for m in meetings if m.contact == meeting.contact and not m.thread)
    return min((m.on for m in same if m.on > meeting.on), default=None)


def _promised(
    people: People, contacts: Mapping[str, Contact], timing: Timing, holidays: Container[date]
) -> Iterator[Commitment]:
    for promise in people.promises:
        contact = contacts.get(promise.contact)
        if contact is None:
            continue
        made = _promise(promise, contact, contacts, timing, holidays)
        yield made
        if promise.kind is Kind.INTRODUCE and promise.call_back:
            yield _call_back(made, timing, holidays)


def _promise(
    promise: Promise,
    contact: Contact,
    contacts: Mapping[str, Contact],
    timing: Timing,
    holidays: Container[date],
) -> Commitment:
    window = _window(promise, timing)
    due = promise.by or window.due.after(promise.on)
    if timing.working_days and promise.by is None and promise.kind in MOVED:
        due = next_working(due, holidays)
    return Commitment(
        id=f"{contact.id}.{promise.kind}.{promise.on}",
        kind=promise.kind,
        contact=contact,
        origin=promise.on,
        occasion=promise.by or promise.on,
        opens=due if promise.kind is Kind.KEEP_IN_TOUCH else promise.on,
        due=due,
        meeting=promise.meeting,
        promise=promise,
        third=_third(promise, contact, contacts),
        source=promise.source,
    )


def _third(promise: Promise, contact: Contact, contacts: Mapping[str, Contact]) -> Contact | None:
    """The third person: a contact, or one made of the name and address in the promise."""
    third = promise.third
    if third is None:
        return None
    if known := contacts.get(third.contact or ""):
        return known
    parsed = names.parse(third.name)
    return Contact(
        id=names.identifier(third.name) or third.name,
        name=parsed.full,
        first=parsed.first,
        surname=parsed.surname,
        title=parsed.title,
        formal=contact.formal,
        language=contact.language,
        addresses=(third.address,) if third.address else (),
        account=contact.account,
        source=promise.source,
    )


def _window(promise: Promise, timing: Timing) -> Window:
    if promise.within or promise.every:
        return Window(due=promise.within or promise.every or Duration(0))
    return {
        Kind.INTRODUCE: timing.introduce,
        Kind.SEND: timing.send,
        Kind.SAY: timing.send,
    }.get(promise.kind, timing.send)


def _call_back(introduction: Commitment, timing: Timing, holidays: Container[date]) -> Commitment:
    assert introduction.due is not None
    due = timing.call_back.due.after(introduction.due)
    return replace(
        introduction,
        id=f"{introduction.contact.id}.{Kind.CALL_BACK}.{introduction.origin}",
        kind=Kind.CALL_BACK,
        due=next_working(due, holidays) if timing.working_days else due,
        occasion=introduction.origin,
    )


def _long_ago(
    commitment: Commitment, known: Mapping[str, Known], now: datetime, zone: ZoneInfo
) -> Commitment:
    """A follow-up first seen long after its meeting is only told: it has no day."""
    if commitment.kind is not Kind.FOLLOW_UP:
        return commitment
    entry = known.get(commitment.id)
    first_seen = day_of(entry.first_seen if entry else now, zone)
    if first_seen <= commitment.origin + LONG_AGO:
        return commitment
    return replace(commitment, opens=None, due=None)


# --- the same commitment under another id ---------------------------------------------------


def renames(
    known: Mapping[str, Known], current: Iterable[Commitment], silent: Container[str] = ()
) -> dict[str, str]:
    """Old id → new id, where a typo or a date was corrected in this load.

    One commitment of a kind vanished and one of the same kind and person (same contact id or
    a shared address) appeared: it is the same one and keeps its history. Where several could
    be meant, those of the same day are; else none. What a silent file held has not vanished.
    """
    now = {c.id: c for c in current}
    vanished = [
        k
        for k in known.values()
        if k.id not in now and k.missing_since is None and k.source not in silent
    ]
    appeared = [c for c in now.values() if c.id not in known]
    found: dict[str, str] = {}
    for alike in (_same_day, _same_person):
        for old in vanished:
            candidates = [c for c in appeared if alike(old, c)]
            rivals = [k for k in vanished if candidates and alike(k, candidates[0])]
            if len(candidates) == len(rivals) == 1:
                found[old.id] = candidates[0].id
        vanished = [k for k in vanished if k.id not in found]
        appeared = [c for c in appeared if c.id not in found.values()]
    return found


def _same_person(old: Known, new: Commitment) -> bool:
    if old.kind is not new.kind:
        return False
    shared = any(address.among(a, new.contact.addresses) for a in old.addresses)
    return shared or old.contact == new.contact.id


def _same_day(old: Known, new: Commitment) -> bool:
    tail = old.id.removeprefix(f"{old.contact}.")
    return _same_person(old, new) and new.id == f"{new.contact.id}.{tail}"


def renamed(memory: Memory, names: Mapping[str, str], current: Iterable[Commitment]) -> Memory:
    """`memory` with every old id replaced: evidence, words and drafts follow their commitment.

    A draft laid for the day in the old id counts for the day in the new one, so that a
    corrected date makes no second draft. What was said or laid before the new one began stays
    behind: a new meeting that replaces an old entry is no correction.
    """
    if not names:
        return memory
    now = {c.id: c for c in current}
    by_old = {old: now[new] for old, new in names.items()}

    def name(id: str, at: datetime | None = None) -> str:
        new = by_old.get(id)
        earlier = new is not None and at is not None and at.date() < new.origin
        return id if new is None or earlier else new.id

    return replace(
        memory,
        known={
            name(k.id): known_now(by_old[k.id], k) if k.id in by_old else k
            for k in memory.known.values()
        },
        evidence=tuple(replace(e, commitment=name(e.commitment)) for e in memory.evidence),
        words=tuple(replace(w, commitment=name(w.commitment, w.at)) for w in memory.words),
        arrivals=tuple(replace(a, commitment=name(a.commitment)) for a in memory.arrivals),
        digests=tuple(
            replace(d, numbers=tuple(name(n, d.laid_at) for n in d.numbers)) for d in memory.digests
        ),
        drafts=tuple(
            replace(
                d,
                commitment=name(d.commitment, d.laid_at),
                contact=by_old[d.commitment].contact.id,
                occasion=_occasion(d.occasion, d.commitment, by_old[d.commitment]),
            )
            if name(d.commitment, d.laid_at) != d.commitment
            else d
            for d in memory.drafts
        ),
    )


def _occasion(occasion: date, old_id: str, new: Commitment) -> date:
    return new.occasion if f".{occasion}" in old_id else occasion


def known_now(commitment: Commitment, before: Known) -> Known:
    return Known(
        id=commitment.id,
        kind=commitment.kind,
        contact=commitment.contact.id,
        addresses=commitment.contact.addresses,
        source=commitment.source,
        first_seen=before.first_seen,
        what=what(commitment),
    )


def met(
    memory: Memory, current: Iterable[Commitment], silent: Container[str], now: datetime
) -> dict[str, Known]:
    """What is known after this load: new ones are met, missing ones begin to be missed.

    What a silent file once held is unknown, not absent (I5): it is not missed.
    """
    known = {
        c.id: known_now(c, memory.known[c.id])
        if c.id in memory.known
        else Known(
            c.id, c.kind, c.contact.id, c.contact.addresses, c.source, first_seen=now, what=what(c)
        )
        for c in current
    }
    for old in memory.known.values():
        if old.id not in known:
            lost = None if old.source in silent else (old.missing_since or now)
            known[old.id] = replace(old, missing_since=lost)
    return known
