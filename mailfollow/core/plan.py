"""World → plan. Every decision about commitments and drafts is made here.

    evidence   what Sent proved       → Fulfil, Ask, Note, Retract
    states     days, evidence, words  → where each commitment stands
    journal    what the looks saw     → Restage
    withdraw   no longer needed       → WithdrawDraft
    put        overdue and undrafted  → PutDraft

Pure: the same world gives the same plan. What is not done is held, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mailfollow.core import address, journal
from mailfollow.core.calendar import day_of, moment_of
from mailfollow.core.journal import LIVE, UNUSED
from mailfollow.core.model import (
    Action,
    Code,
    Draft,
    Kind,
    Look,
    Plan,
    PutDraft,
    Reason,
    Restage,
    Stage,
    State,
    Status,
    WithdrawDraft,
    World,
)
from mailfollow.core.settle import apply, settle
from mailfollow.core.state import states

LETTERS = frozenset({Kind.FOLLOW_UP})
WITHDRAW_AFTER = timedelta(seconds=10)
REMOVED_AFTER = timedelta(minutes=10)
BLIND_FOR = timedelta(hours=24)
A_DAY = timedelta(days=1)
_NEVER = datetime.max.replace(tzinfo=UTC)
RETRY = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


def plan(world: World) -> Plan:
    """What is to be done now, why the rest is not, and when to look again at the latest."""
    changes = settle(world.memory.evidence, world.judged, world.views, world.now)
    now_states = states(
        world.commitments,
        apply(world.memory.evidence, changes),
        world.memory.words,
        now=world.now,
        zone=world.me.timezone,
        drafts_at=world.timing.drafts_at,
    )
    drafts, moves = _journal(world)
    drafts, removals, lying = _withdrawals(world, now_states, drafts)
    puts, held = _puts(world, now_states, drafts)
    return Plan(
        actions=(*changes, *moves, *removals, *puts),
        states=now_states,
        held={**held, **lying},
        wake=_wake(world, now_states, drafts, moved=bool(removals)),
    )


# --- the journal ----------------------------------------------------------------------------


def _journal(world: World) -> tuple[tuple[Draft, ...], list[Restage]]:
    """Every draft in its stage now, and the stages that changed."""
    sent = _tokens_in_sent(world)
    now = [_advanced(world, draft, draft.token in sent) for draft in world.memory.drafts]
    moves = [
        Restage(new, old.stage)
        for old, new in zip(world.memory.drafts, now, strict=True)
        if new != old
    ]
    return tuple(now), moves


def _advanced(world: World, draft: Draft, in_sent: bool) -> Draft:
    view = world.views.get(draft.account)
    if view is None or not isinstance(view.drafts, Look) or view.drafts.mailbox != draft.mailbox:
        return draft  # unknown is never absent
    seen = journal.sight(draft, view.drafts, view.trash, in_sent)
    return journal.advance(draft, seen, world.now)


def _tokens_in_sent(world: World) -> frozenset[str]:
    """Tokens that left: ours is in References and the last reference is the parent we wrote."""
    parents = {d.token: d.parent or d.token for d in world.memory.drafts}
    return frozenset(
        reference
        for view in world.views.values()
        for look in view.sent
        if isinstance(look, Look)
        for message in look.items
        for reference in message.references
        if parents.get(reference) == message.references[-1]
    )


# --- withdrawing ----------------------------------------------------------------------------


def _withdrawals(
    world: World, now_states: Sequence[State], drafts: tuple[Draft, ...]
) -> tuple[tuple[Draft, ...], list[Action], dict[str, Reason]]:
    """Waiting drafts no longer needed: first the durable intent, ten seconds later the move."""
    by_id = {s.commitment.id: s for s in now_states}
    after: list[Draft] = []
    actions: list[Action] = []
    lying: dict[str, Reason] = {}
    for draft in drafts:
        new = draft
        if draft.stage in (Stage.WAITING, Stage.WITHDRAWING) and _seen(world, draft):
            new = _needed_or_not(world, draft, by_id.get(draft.commitment), drafts)
            if new != draft:
                actions.append(Restage(new, draft.stage))
            if new.stage is Stage.WITHDRAWING and world.now - new.since >= WITHDRAW_AFTER:
                actions += _withdraw(world, new, lying)
        after.append(new)
    return tuple(after), actions, lying


def _seen(world: World, draft: Draft) -> bool:
    view = world.views.get(draft.account)
    return view is not None and isinstance(view.drafts, Look)


def _needed_or_not(
    world: World, draft: Draft, state: State | None, drafts: Sequence[Draft]
) -> Draft:
    needless = _needless(world, draft, state, drafts)
    if needless is None:
        if draft.stage is Stage.WAITING:
            return draft
        return replace(draft, stage=Stage.WAITING, since=world.now, reason=None)
    if draft.stage is Stage.WITHDRAWING:
        return draft
    reason, since = needless
    return replace(draft, stage=Stage.WITHDRAWING, since=since, reason=reason)


def _withdraw(world: World, draft: Draft, lying: dict[str, Reason]) -> list[Action]:
    view = world.views[draft.account]
    if isinstance(view.trash, Look) and view.can_withdraw:
        return [WithdrawDraft(draft, view.trash.mailbox)]
    lying[draft.commitment] = Reason.of(Code.NO_TRASH, folder=draft.mailbox)
    return []


def _needless(
    world: World, draft: Draft, state: State | None, drafts: Sequence[Draft]
) -> tuple[Reason, datetime] | None:
    """Why a waiting draft is no longer needed, and since when."""
    if state is None:
        known = world.memory.known.get(draft.commitment)
        gone = known.missing_since if known else None
        if gone and world.now - gone >= REMOVED_AFTER:
            return Reason(Code.ENTRY_REMOVED), gone
        return None
    if not state.status.open:
        fulfilled = state.status is Status.FULFILLED
        reason = (
            Reason(Code.FULFILLED) if fulfilled else state.reason or Reason(Code.DROPPED_BY_WORD)
        )
        return reason, state.ended_at or world.now
    if state.snoozed_until and state.permitted_at and state.permitted_at > draft.laid_at:
        return Reason.of(Code.SNOOZED, until=state.snoozed_until.isoformat()), state.permitted_at
    if state.draft_asked_at and state.draft_asked_at > draft.laid_at:
        return Reason(Code.ANOTHER_ASKED), state.draft_asked_at
    changed = _changed(draft, state) or _duplicate(draft, drafts)
    return (changed, world.now) if changed else None


def _changed(draft: Draft, state: State) -> Reason | None:
    contact = state.commitment.contact
    to = contact.addresses[0] if contact.addresses else ""
    if draft.to is not None and address.key(draft.to) != address.key(to):
        return Reason.of(Code.ADDRESS_CHANGED, to=to)
    if draft.name != contact.name:
        return Reason.of(Code.CONTACT_RENAMED, name=contact.name)
    return None


def _duplicate(draft: Draft, drafts: Sequence[Draft]) -> Reason | None:
    """An APPEND given up for lost that arrived after all."""
    twins = [d for d in drafts if d.commitment == draft.commitment and d.stage in LIVE]
    first = min(twins, key=lambda d: (d.stage is not Stage.EDITED, d.laid_at), default=draft)
    return None if first.token == draft.token else Reason(Code.DUPLICATE)


# --- putting --------------------------------------------------------------------------------


def _puts(
    world: World, now_states: Sequence[State], drafts: tuple[Draft, ...]
) -> tuple[list[PutDraft], dict[str, Reason]]:
    """Drafts for what is overdue or asked for, the most urgent first."""
    puts: list[PutDraft] = []
    held: dict[str, Reason] = {}
    for state in sorted(
        (s for s in now_states if s.status.open), key=lambda s: _urgency(s, drafts)
    ):
        obstacle = next(_obstacles(world, state, drafts), None)
        if obstacle:
            held[state.commitment.id] = obstacle
        else:
            put = _put(world, state, drafts)
            puts.append(put)
            drafts = (*drafts, _foreseen(world, put))
    return puts, held


def _urgency(state: State, drafts: Sequence[Draft]) -> tuple[bool, datetime, str]:
    return not _asked(state, drafts), state.overdue_at or _NEVER, state.commitment.id


def _obstacles(world: World, state: State, drafts: Sequence[Draft]) -> Iterator[Reason]:
    """Why there is no draft now, the most telling reason first."""
    own = [d for d in drafts if d.commitment == state.commitment.id]
    asked = _asked(state, drafts)
    if not asked:
        yield from _too_early(world, state)
    yield from _unable(state)
    yield from _still_there(state, own)
    if not asked:
        yield from _used_up(state, own)
        yield from _same_contact(world, state, drafts)
    yield from _failed_lately(world, state, own)
    yield from _blind(world, state)
    if not asked:
        yield from _own_draft(world, state, drafts)
        yield from _enough_today(world, drafts)


def _asked(state: State, drafts: Sequence[Draft]) -> bool:
    """The user said `draft`, and none was laid since."""
    at = state.draft_asked_at
    return at is not None and not any(
        d.commitment == state.commitment.id and d.laid_at >= at and d.stage not in UNUSED
        for d in drafts
    )


def _too_early(world: World, state: State) -> Iterator[Reason]:
    """Drafts appear from `drafts_at` on, also those that have been overdue for long."""
    if state.status is not Status.OVERDUE:
        if state.overdue_at is None:
            yield state.reason or Reason(Code.LONG_AGO)
        else:
            yield Reason.of(Code.NOT_YET, at=state.overdue_at.isoformat())
    opens = _drafts_at(world, world.now)
    if world.now < opens:
        yield Reason.of(Code.NOT_YET, at=opens.isoformat())


def _unable(state: State) -> Iterator[Reason]:
    if state.commitment.kind not in LETTERS:
        yield Reason.of(Code.NO_LETTER, kind=state.commitment.kind)
    if not state.commitment.contact.addresses:
        yield Reason(Code.NO_ADDRESS)


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
        if draft.contact != state.commitment.contact.id or draft.commitment == state.commitment.id:
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
        missed = [s for s in sight if not isinstance(s, Look) or (since and s.began < since)]
        blind_since = world.memory.blind_since.get(account)
        long_blind = blind_since is not None and world.now - blind_since >= BLIND_FOR
        if missed and not (long_blind and account != target):
            yield Reason.of(Code.BLIND, account=account, folder=getattr(missed[0], "mailbox", None))


def _own_draft(world: World, state: State, drafts: Iterable[Draft]) -> Iterator[Reason]:
    """The user writes to the contact already: none of ours beside it."""
    tokens = {d.token for d in drafts}
    contact, zone = state.commitment.contact, world.me.timezone
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


def _put(world: World, state: State, drafts: Iterable[Draft]) -> PutDraft:
    before = [
        d for d in drafts if d.commitment == state.commitment.id and d.occasion == state.occasion
    ]
    return PutDraft(
        commitment=state.commitment,
        occasion=state.occasion,
        n=len(before),
        account=_target(world, state),
        late=state.late,
    )


def _foreseen(world: World, put: PutDraft) -> Draft:
    """The draft that `put` will lay, so that the next decision counts it."""
    return Draft(
        token="",
        commitment=put.commitment.id,
        contact=put.commitment.contact.id,
        name=put.commitment.contact.name,
        occasion=put.occasion,
        n=put.n,
        stage=Stage.INTENDED,
        account=put.account,
        mailbox="",
        message_id="",
        laid_at=world.now,
        since=world.now,
    )


# --- when to look again ---------------------------------------------------------------------


def _wake(
    world: World, now_states: Iterable[State], drafts: Iterable[Draft], *, moved: bool
) -> datetime | None:
    """The next moment at which the plan may come out differently without anything happening."""
    moments = [s.overdue_at for s in now_states if s.status.open and s.overdue_at]
    moments += [moment for d in drafts for moment in journal.wake(d)]
    moments += [d.since + WITHDRAW_AFTER for d in drafts if d.stage is Stage.WITHDRAWING]
    moments += [d.since + A_DAY for d in drafts if d.stage not in LIVE]
    moments += [_drafts_at(world, world.now), _drafts_at(world, world.now + A_DAY)]
    if moved:  # what was withdrawn may make room for a new one
        moments.append(world.now + timedelta(seconds=1))
    return min((m for m in moments if m > world.now), default=None)


def _drafts_at(world: World, moment: datetime) -> datetime:
    zone = world.me.timezone
    return moment_of(day_of(moment, zone), world.timing.drafts_at, zone)
