"""The morning mail: whether it is time, and what stands in it.

At most one a day, on working days, and only where something is owed or new. It waits until
every account has been looked at and every draft of the morning is laid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from mailfollow.core import pause
from mailfollow.core.calendar import day_of, moment_of, next_working, working
from mailfollow.core.journal import AT_PLACE
from mailfollow.core.model import (
    AccountView,
    Arrival,
    Blind,
    Circumstances,
    Code,
    Digest,
    Draft,
    Item,
    Look,
    Mailed,
    Morning,
    NoLook,
    PutDigest,
    Reason,
    Stage,
    State,
    Status,
    World,
)

TOLD_BLIND = timedelta(minutes=30)
FIRST_TELLS = timedelta(days=1)
"""The first morning mail tells what is new since then."""
AHEAD = timedelta(days=14)
RETRY = timedelta(minutes=30)
_LOST = frozenset({Code.LEDGER_LOST, Code.LEDGER_CORRUPT, Code.LEDGER_RESTORED})


@dataclass(frozen=True, slots=True)
class Owed:
    """What this sweep's plan has come to."""

    states: Sequence[State]
    drafts: Sequence[Draft]
    facts: Mapping[str, Circumstances]
    held: Mapping[str, Reason]


def pending(world: World) -> bool:
    """Whether it is time for a morning mail, and none has been sent."""
    at = due_at(world, world.now)
    return at is not None and world.now >= at and _sighted(world) and not _lately(world)


def morning(world: World, owed: Owed) -> PutDigest:
    """The morning mail of today; empty where there is nothing to say."""
    return PutDigest(_told(world, owed, day_of(world.now, world.me.timezone)), _account(world))


def due_at(world: World, moment: datetime) -> datetime | None:
    """The moment of the day's morning mail; None where that day has none."""
    today = day_of(moment, world.me.timezone)
    if world.digest.at is None or not working(today, world.holidays):
        return None
    return moment_of(today, world.digest.at, world.me.timezone)


def wake(world: World) -> list[datetime]:
    """When the next one may be due."""
    days = [due_at(world, world.now + timedelta(days=n)) for n in range(2)]
    retries = [d.since + RETRY for d in world.memory.digests if d.stage is Mailed.FAILED]
    return [m for m in (*days, *retries) if m]


def _lately(world: World) -> bool:
    """Today's has been sent, or may have been; or what was sent is no longer known."""
    today = day_of(world.now, world.me.timezone)
    for digest in world.memory.digests:
        tried = digest.stage is Mailed.FAILED
        if digest.day > today or (digest.day == today and not tried):
            return True
        if digest.day == today and world.now - digest.since < RETRY:
            return True
    if pause.behind(pause.seen(world), world.now):
        return True
    return any(
        p.reason.code in _LOST and day_of(p.at, world.me.timezone) == today
        for p in world.memory.pauses
    )


def _sighted(world: World) -> bool:
    """Every account was looked at now, or has been blind for so long that this is told."""
    return all(
        _complete(view) or world.now - blind >= TOLD_BLIND
        for account in world.accounts.values()
        if (view := world.views.get(account)) is not None
        for blind in (world.memory.blind_since.get(account, world.now),)
    ) and bool(world.views)


def _complete(view: AccountView) -> bool:
    return all(look.complete for look in view.sent) and isinstance(view.drafts, Look)


def _account(world: World) -> str:
    first = next(iter(world.accounts.values()))
    return world.accounts.get(world.digest.account or "", first)


# --- what stands in it ----------------------------------------------------------------------


def _told(world: World, owed: Owed, today: date) -> Morning:
    last = max((d for d in world.memory.digests if d.day < today), key=_day, default=None)
    since = last.laid_at if last else None
    told = Morning(
        day=today,
        code=world.code,
        since=since,
        blind=_blind(world),
        paused=next((p.reason for p in world.memory.pauses), None),
        problems=world.problems,
        ahead=_ahead(owed.states, today),
        holidays=world.holidays,
        names={s.commitment.id: s.commitment.contact.name for s in owed.states},
    )
    told = _with_lines(told, owed, next_working(today + timedelta(days=1), world.holidays), world)
    return _with_news(told, world, owed, since or world.now - FIRST_TELLS)


def _day(digest: Digest) -> date:
    return digest.day


def _ahead(states: Iterable[State], today: date) -> tuple[State, ...]:
    return tuple(
        s
        for s in states
        if s.status.open and (day := _falls_due(s)) and today <= day <= today + AHEAD
    )


def _falls_due(state: State) -> date | None:
    """The day on which it has to be done."""
    if state.snoozed_until:
        return state.occasion
    return state.commitment.due


def _with_lines(told: Morning, owed: Owed, until: date, world: World) -> Morning:
    """What is owed before the next morning mail comes, at `until`; each line has its number."""
    numbers = count(1)
    by_urgency = sorted((s for s in owed.states if s.status.open), key=_urgency)
    calling = [s for s in by_urgency if _near(s, until) and _to_call(s, owed)]
    late = [s for s in by_urgency if s.status is Status.OVERDUE and s not in calling]
    near = [s for s in by_urgency if _near(s, until) and s not in (*late, *calling)]
    coming = [
        s for s in by_urgency if s not in (*late, *near, *calling) and _comes(world, s, until)
    ]

    def items(states: Iterable[State]) -> tuple[Item, ...]:
        return tuple(_item(next(numbers), s, owed) for s in states)

    return replace(
        told,
        overdue=items(late),
        due=items(near),
        calls=items(calling),
        questions=items(s for s in by_urgency if s.question),
        announced=items(coming),
    )


def _urgency(state: State) -> tuple[datetime | date, str]:
    day = state.commitment.due or date.max
    return (state.overdue_at.date() if state.overdue_at else day), state.commitment.id


def _near(state: State, until: date) -> bool:
    """Overdue, or to be done before the next morning mail has come."""
    day = _falls_due(state)
    return state.status is Status.OVERDUE or (day is not None and day <= until)


def _to_call(state: State, owed: Owed) -> bool:
    """Where a call is what is due, and no letter."""
    reader = state.commitment.reader
    held = owed.held.get(state.commitment.id)
    asked = held is not None and held.code is Code.CALL_FIRST
    return bool(reader.phones) and (asked or not reader.addresses)


def _comes(world: World, state: State, until: date) -> bool:
    """Whether its draft comes before the next morning mail."""
    moment = state.overdue_at
    return (
        moment is not None
        and world.now < moment
        and day_of(moment, world.me.timezone) <= until
        and bool(state.commitment.reader.addresses)
    )


def _item(number: int, state: State, owed: Owed) -> Item:
    which = state.commitment.id
    lying = [d for d in owed.drafts if d.commitment == which and d.stage in AT_PLACE]
    return Item(
        number,
        state,
        draft=max(lying, key=lambda d: d.laid_at, default=None),
        circumstances=owed.facts.get(which, Circumstances()),
        held=owed.held.get(which),
    )


def _blind(world: World) -> tuple[Blind, ...]:
    """The accounts that could not be looked at for long enough to be told."""
    labels = {address: label for label, address in world.accounts.items()}
    return tuple(
        Blind(labels[account], since, _why(world.views.get(account)))
        for account, since in world.memory.blind_since.items()
        if account in labels and world.now - since >= TOLD_BLIND
    )


def _why(view: AccountView | None) -> str:
    failed = [look for look in view.sent if isinstance(look, NoLook)] if view else []
    return failed[0].why if failed else ""


def _with_news(told: Morning, world: World, owed: Owed, since: datetime) -> Morning:
    """What has happened since the last one."""
    memory, stands = world.memory, {s.commitment.id: s for s in owed.states}
    drafts = [d for d in owed.drafts if d.token not in _said(world)]
    shown = {item.draft.token for item in told.items if item.draft}

    def became(stage: Stage) -> tuple[Draft, ...]:
        return tuple(d for d in drafts if d.stage is stage and d.since > since)

    def new(state: State) -> bool:
        known = memory.known.get(state.commitment.id)
        return known is not None and known.first_seen > since

    kept = [
        s for s in owed.states if s.status is Status.FULFILLED and s.ended_at and s.ended_at > since
    ]
    return replace(
        told,
        laid=tuple(
            d
            for d in owed.drafts
            if d.laid_at > since and d.uid is not None and d.token not in shown
        ),
        withdrawn=became(Stage.WITHDRAWN),
        deleted=became(Stage.DISCARDED),
        kept=tuple(_item(number, s, owed) for number, s in enumerate(kept, len(told.items) + 1)),
        bounced=tuple(
            (stands[a.commitment], a)
            for a in memory.arrivals
            if a.arrival is Arrival.BOUNCE and a.seen_at > since and a.commitment in stands
        ),
        read=tuple(s for s in owed.states if new(s)),
        heard=tuple(h for h in memory.heard if h.at > since),
    )


def _said(world: World) -> frozenset[str]:
    """Tokens of drafts that were moved into a verb folder: that is told as what was heard."""
    return frozenset(h.source.partition(":")[2] for h in world.memory.heard)
