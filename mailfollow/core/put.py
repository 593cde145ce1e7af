"""Which drafts to lay now; and for every other commitment, the obstacle that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mailfollow.core import address, pause
from mailfollow.core.calendar import day_of, moment_of
from mailfollow.core.inbound import dead_addresses, to_answer
from mailfollow.core.journal import LIVE, UNUSED
from mailfollow.core.model import (
    Circumstances,
    Code,
    Draft,
    Kind,
    Look,
    Outcome,
    PutDraft,
    Reason,
    Stage,
    State,
    Status,
    World,
)
from mailfollow.core.withdraw import WITHDRAW_AFTER

LETTERS = frozenset(Kind)
BLIND_FOR = timedelta(hours=24)
A_DAY = timedelta(days=1)
RETRY = (timedelta(minutes=10), timedelta(hours=1), timedelta(days=1))
"""Not more often than the circuit breaker allows (`ledger.Caps`)."""
_NEVER = datetime.max.replace(tzinfo=UTC)


def puts(
    world: World,
    now_states: Sequence[State],
    drafts: tuple[Draft, ...],
    facts: Mapping[str, Circumstances],
) -> tuple[list[PutDraft], dict[str, Reason]]:
    """Drafts for what is overdue or asked for, the most urgent first."""
    chosen: list[PutDraft] = []
    held: dict[str, Reason] = {}
    for state in sorted(
        (s for s in now_states if s.status.open), key=lambda s: _urgency(world, s, drafts)
    ):
        fact = facts[state.commitment.id]
        obstacle = next(_obstacles(world, state, drafts, fact), None)
        if obstacle:
            held[state.commitment.id] = obstacle
        else:
            put = _put(world, state, drafts, fact)
            chosen.append(put)
            drafts = (*drafts, _foreseen(world, put))
    return chosen, held


def _urgency(world: World, state: State, drafts: Sequence[Draft]) -> tuple[bool, datetime, str]:
    return not _asked(world, state, drafts), state.overdue_at or _NEVER, state.commitment.id


def _obstacles(
    world: World, state: State, drafts: Sequence[Draft], fact: Circumstances
) -> Iterator[Reason]:
    """Why there is no draft now, the most telling reason first."""
    own = [d for d in drafts if d.commitment == state.commitment.id]
    asked = _asked(world, state, drafts)
    yield from _unable(world, state)
    yield from _paused(world, state)
    yield from _call_back(state, fact, asked=asked)
    if not asked:
        yield from _too_early(world, state)
    yield from _still_there(state, own)
    if not asked:
        yield from _used_up(state, own)
        yield from _same_contact(world, state, drafts)
    yield from _failed_lately(world, state, own)
    yield from _blind(world, state)
    if not asked:
        yield from _own_draft(world, state, drafts)
        yield from _enough_today(world, drafts)


def _asked(world: World, state: State, drafts: Sequence[Draft]) -> bool:
    """The user said `draft`, and none was laid since. Said during this sweep, it waits its turn:
    a draft laid at `now` would look older than the word."""
    at = state.draft_asked_at
    return (
        at is not None
        and at <= world.now
        and not any(
            d.commitment == state.commitment.id and d.laid_at >= at and d.stage not in UNUSED
            for d in drafts
        )
    )


def _too_early(world: World, state: State) -> Iterator[Reason]:
    """Drafts appear from `drafts_at` on, also those that have been overdue for long."""
    if state.status is not Status.OVERDUE:
        if state.overdue_at is None:
            yield state.reason or Reason(Code.LONG_AGO)
        else:
            yield Reason.of(Code.NOT_YET, at=state.overdue_at.isoformat())
    opens = drafts_from(world, world.now)
    if world.now < opens:
        yield Reason.of(Code.NOT_YET, at=opens.isoformat())


def _unable(world: World, state: State) -> Iterator[Reason]:
    commitment = state.commitment
    if commitment.kind not in LETTERS:
        yield Reason.of(Code.NO_LETTER, kind=commitment.kind)
    readers = [commitment.reader]
    if commitment.kind is Kind.INTRODUCE and commitment.reader is commitment.contact:
        readers += [commitment.third] if commitment.third else []
    if not all(reader.addresses for reader in readers):
        yield Reason(Code.NO_ADDRESS)
    dead = dead_addresses(world.memory.arrivals)
    for reader in readers:
        if reader.addresses and address.untagged(reader.addresses[0]) in dead:
            yield Reason.of(Code.ADDRESS_BOUNCED, to=reader.addresses[0])


def _paused(world: World, state: State) -> Iterator[Reason]:
    """Also what the user asked for: whoever says `draft` can say `resume`."""
    if pause.in_force(world.memory.pauses, state):
        yield Reason(Code.PAUSED)
    if reason := pause.behind(pause.seen(world), world.now):
        yield reason


def _call_back(state: State, fact: Circumstances, *, asked: bool) -> Iterator[Reason]:
    """First the card is passed on; then a call, where there is a number; a letter if asked for."""
    commitment = state.commitment
    if commitment.kind is not Kind.CALL_BACK:
        return
    if fact.passed_on is None or fact.outcome is Outcome.BOUNCED:
        yield Reason.of(Code.FIRST_PASS_ON, id=commitment.introduction)
    if commitment.contact.phones and not asked:
        yield Reason.of(Code.CALL_FIRST, phone=commitment.contact.phones[0])


def _still_there(state: State, own: Iterable[Draft]) -> Iterator[Reason]:
    """A draft of this commitment may still lie in Drafts, whatever its occasion."""
    for draft in own:
        allowed = draft.stage in (Stage.EDITED, Stage.GONE) and _said_after(
            state.draft_asked_at, draft
        )
        if draft.stage is Stage.WITHDRAWING:
            yield Reason.of(Code.WITHDRAWING, at=(draft.since + WITHDRAW_AFTER).isoformat())
        elif draft.stage in LIVE and not allowed:
            yield Reason.of(Code.USED_UP, stage=draft.stage, on=draft.occasion)


def _used_up(state: State, own: Iterable[Draft]) -> Iterator[Reason]:
    for draft in own:
        spent = draft.occasion == state.occasion and draft.stage not in UNUSED
        if spent and not _said_after(state.permitted_at, draft):
            yield Reason.of(Code.USED_UP, stage=draft.stage, on=draft.occasion)


def _said_after(at: datetime | None, draft: Draft) -> bool:
    return at is not None and at > draft.laid_at


def _same_contact(world: World, state: State, drafts: Iterable[Draft]) -> Iterator[Reason]:
    """At most one waiting draft per contact; the next a day after that one ended."""
    for draft in drafts:
        if draft.contact != state.commitment.reader.id or draft.commitment == state.commitment.id:
            continue
        if draft.stage in LIVE:
            yield Reason.of(Code.ONE_WAITING, id=draft.commitment)
        elif draft.stage is not Stage.FAILED and world.now < draft.since + A_DAY:
            yield Reason.of(Code.A_DAY_AFTER, at=(draft.since + A_DAY).isoformat())


def _failed_lately(world: World, state: State, own: Iterable[Draft]) -> Iterator[Reason]:
    failed = [d for d in own if d.stage is Stage.FAILED and d.occasion == state.occasion]
    if failed:
        again = max(d.since for d in failed) + RETRY[min(len(failed), len(RETRY)) - 1]
        if world.now < again:
            yield Reason.of(Code.RETRY_AT, at=again.isoformat())


def _blind(world: World, state: State) -> Iterator[Reason]:
    """Every Sent, and the target's Drafts and Trash, looked at since it fell overdue (I5).

    An account blind for a day no longer holds the others back.
    """
    since = state.draft_asked_at or state.overdue_at
    target = _target(world, state)
    for account in world.accounts.values():
        view = world.views.get(account)
        sight: list[Look[object] | object] = [*view.sent] if view and view.sent else [None]
        if account == target:
            sight += [view.drafts, *([view.trash] if view.trash else [])] if view else []
        missed = [
            s
            for s in sight
            if not (isinstance(s, Look) and s.complete) or (since and s.began < since)
        ]
        blind_since = world.memory.blind_since.get(account)
        long_blind = blind_since is not None and world.now - blind_since >= BLIND_FOR
        if missed and not (long_blind and account != target):
            yield Reason.of(Code.BLIND, account=account, folder=getattr(missed[0], "mailbox", None))


def _own_draft(world: World, state: State, drafts: Iterable[Draft]) -> Iterator[Reason]:
    """The user writes to the contact already: none of ours beside it."""
    tokens = {d.token for d in drafts}
    contact, zone = state.commitment.reader, world.me.timezone
    for view in world.views.values():
        for lying in view.drafts.items if isinstance(view.drafts, Look) else ():
            if (
                not tokens & set(lying.references)
                and day_of(lying.at, zone) >= state.commitment.origin
                and any(address.among(b.address, contact.addresses) for b in lying.recipients)
            ):
                yield Reason.of(Code.OWN_DRAFT, folder=lying.place.mailbox)


def _enough_today(world: World, drafts: Iterable[Draft]) -> Iterator[Reason]:
    zone = world.me.timezone
    today = day_of(world.now, zone)
    laid = [d for d in drafts if d.stage is not Stage.FAILED and day_of(d.laid_at, zone) == today]
    if len(laid) >= world.limits.drafts_per_day:
        yield Reason.of(Code.DAILY_LIMIT, limit=world.limits.drafts_per_day)


def _target(world: World, state: State) -> str:
    first = next(iter(world.accounts.values()))
    return world.accounts.get(state.commitment.contact.account or "", first)


def _put(world: World, state: State, drafts: Iterable[Draft], fact: Circumstances) -> PutDraft:
    before = [
        d for d in drafts if d.commitment == state.commitment.id and d.occasion == state.occasion
    ]
    parent = to_answer(state.commitment, world.memory.arrivals)
    own = parent is not None and parent.account in world.accounts.values()
    return PutDraft(
        commitment=state.commitment,
        occasion=state.occasion,
        n=len(before),
        account=parent.account if parent and own else _target(world, state),
        circumstances=replace(fact, answering=parent.subject) if parent else fact,
        parent=parent,
    )


def _foreseen(world: World, put: PutDraft) -> Draft:
    """The draft that `put` will lay, so that the next decision counts it."""
    return Draft(
        token="",
        commitment=put.commitment.id,
        contact=put.commitment.reader.id,
        name=put.commitment.reader.name,
        occasion=put.occasion,
        n=put.n,
        stage=Stage.INTENDED,
        account=put.account,
        mailbox="",
        message_id="",
        laid_at=world.now,
        since=world.now,
    )


def drafts_from(world: World, moment: datetime) -> datetime:
    """The moment from which drafts appear, on the day of `moment`."""
    zone = world.me.timezone
    return moment_of(day_of(moment, zone), world.timing.drafts_at, zone) + world.delay
