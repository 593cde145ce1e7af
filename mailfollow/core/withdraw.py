"""Waiting drafts that are no longer needed: which, why, and when they may be moved.

Two steps: the durable intent, and the move to Trash `WITHDRAW_AFTER` the reason, while a
client that has just opened or sent the draft may still be busy with it (FACTS.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mailfollow.core import address
from mailfollow.core.inbound import to_answer
from mailfollow.core.journal import LIVE
from mailfollow.core.model import (
    Action,
    Code,
    Draft,
    Look,
    Reason,
    Restage,
    Stage,
    State,
    Status,
    WithdrawDraft,
    World,
)

WITHDRAW_AFTER = timedelta(seconds=10)
REMOVED_AFTER = timedelta(minutes=10)


def withdrawals(
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
    wrote = to_answer(state.commitment, world.memory.arrivals)
    if wrote and wrote.received_at > draft.laid_at and wrote.message_id != draft.parent:
        return Reason(Code.THEY_WROTE), wrote.seen_at
    changed = _changed(draft, state) or _duplicate(draft, state, drafts)
    return (changed, world.now) if changed else None


def _changed(draft: Draft, state: State) -> Reason | None:
    contact = state.commitment.reader
    to = contact.addresses[0] if contact.addresses else ""
    if draft.to is not None and address.key(draft.to) != address.key(to):
        return Reason.of(Code.ADDRESS_CHANGED, to=to)
    if draft.name != contact.name:
        return Reason.of(Code.CONTACT_RENAMED, name=contact.name)
    return None


def _duplicate(draft: Draft, state: State, drafts: Sequence[Draft]) -> Reason | None:
    """An APPEND given up for lost that arrived after all; not one laid beside by `draft`."""
    asked = state.draft_asked_at
    twins = [
        d
        for d in drafts
        if d.commitment == draft.commitment
        and d.stage in LIVE
        and (asked is None or d.laid_at >= asked)
    ]
    first = min(twins, key=lambda d: (d.stage is not Stage.EDITED, d.laid_at), default=draft)
    return None if first.token == draft.token else Reason(Code.DUPLICATE)
