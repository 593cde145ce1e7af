"""World → plan. Every decision about commitments and drafts is made here.

    hear       what the user said     → Hear, WriteFile
    inbound    what came in           → Heed
    settle     what Sent proved       → Fulfil, Ask, Note, Retract
    state      days, evidence, words  → where each commitment stands
    adopt      ours, yet unknown      → Restage
    journal    what the looks saw     → Restage
    withdraw   no longer needed       → Restage, ten seconds later WithdrawDraft
    put        overdue and undrafted  → PutDraft, or what holds it
    pause      what looks like an accident: no drafts until the user has looked
    morning    what the user is told  → PutDigest

Each line is a file beside this one.

Pure: the same world gives the same plan. What is not done is held, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mailfollow.core import journal, morning, pause, proof
from mailfollow.core.adopt import adopted
from mailfollow.core.call_back import circumstances
from mailfollow.core.hear import folders, oneself
from mailfollow.core.journal import LIVE
from mailfollow.core.model import (
    Action,
    Circumstances,
    Draft,
    Evidence,
    Hear,
    Heed,
    Look,
    Memory,
    Plan,
    PutDraft,
    Renew,
    Restage,
    Stage,
    State,
    WithdrawDraft,
    World,
    WriteFile,
)
from mailfollow.core.put import A_DAY, BLIND_FOR, LETTERS, RETRY, drafts_from, puts
from mailfollow.core.settle import apply, settle
from mailfollow.core.state import states
from mailfollow.core.withdraw import REMOVED_AFTER, WITHDRAW_AFTER, withdrawals

AT_ONCE = timedelta(seconds=1)
PRESSED_FOR = timedelta(minutes=1)
SECOND_LOOK = timedelta(seconds=5)

__all__ = ["LETTERS", "plan"]


def plan(world: World) -> Plan:
    """What is to be done now, why the rest is not, and when to look again at the latest."""
    world, doubts = pause.doubted(world)
    heeded = _heeded(world)
    strange = adopted(world)
    world = replace(world, memory=_with(world.memory, heeded, strange))
    said = _heard(world)
    world = replace(world, memory=_with_words(world.memory, said))
    memory = world.memory
    wanted = {
        s.commitment.id for s in _states(world, memory.evidence) if proof.wanted(s, world.now)
    }
    changes = settle(memory.evidence, world.judged, world.views, memory.words, wanted, world.now)
    now_states = _states(world, apply(memory.evidence, changes))
    facts = _circumstances(world, now_states)
    drafts, moves = _journal(world)
    drafts, removals, lying = withdrawals(world, now_states, drafts)
    laid, held = puts(world, now_states, drafts, facts)
    halts = pause.pauses(world, doubts, now_states, moves, laid, bool(strange))
    if halts:
        memory = replace(memory, pauses=(*memory.pauses, *halts))
        laid, held = puts(replace(world, memory=memory), now_states, drafts, facts)
    found = [Restage(draft, Stage.INTENDED) for draft in strange]
    last: list[Action] = [*journal.renewals(drafts, world.views), *folders.clearances(world)]
    mailing = morning.pending(world)
    if mailing and not laid:  # it tells of every draft of the morning
        owed = morning.Owed(now_states, drafts, facts, {**held, **lying})
        last.append(morning.morning(world, owed))
    return Plan(
        actions=(*heeded, *said, *changes, *found, *moves, *removals, *halts, *laid, *last),
        states=now_states,
        held={**held, **lying},
        circumstances=facts,
        wake=_wake(world, now_states, drafts, [*removals, *(laid if mailing else ()), *last]),
        sizes=pause.sizes(world),
        clock=pause.seen(world),
    )


def _with(memory: Memory, heeded: Iterable[Heed], strange: Iterable[Draft]) -> Memory:
    arrivals = (*memory.arrivals, *(h.arrived for h in heeded))
    return replace(memory, arrivals=arrivals, drafts=(*memory.drafts, *strange))


def _heard(world: World) -> tuple[Hear | WriteFile, ...]:
    stands = {s.commitment.id: s for s in _states(world, world.memory.evidence)}
    return (*folders.moved(world, stands), *oneself.spoken(world, stands))


def _with_words(memory: Memory, said: Iterable[Hear | WriteFile]) -> Memory:
    said = tuple(said)
    heard = [h for act in said for h in act.heard]  # so that a morning mail of now tells it
    words = [w for hear in said if isinstance(hear, Hear) for w in hear.words]
    return replace(memory, words=(*memory.words, *words), heard=(*memory.heard, *heard))


def _states(world: World, evidence: Sequence[Evidence]) -> tuple[State, ...]:
    return states(
        world.commitments,
        evidence,
        world.memory.words,
        world.memory.arrivals,
        now=world.now,
        zone=world.me.timezone,
        timing=world.timing,
        holidays=world.holidays,
    )


def _heeded(world: World) -> tuple[Heed, ...]:
    """What came in and is not remembered yet."""
    known = {(a.commitment, a.message, a.address) for a in world.memory.arrivals}
    return tuple(
        Heed(a) for a in world.arrived if (a.commitment, a.message, a.address) not in known
    )


def _circumstances(world: World, now_states: Sequence[State]) -> dict[str, Circumstances]:
    by_id = {s.commitment.id: s for s in now_states}
    return {
        s.commitment.id: circumstances(
            s,
            by_id,
            world.memory.arrivals,
            world.timing,
            world.holidays,
            world.now,
            world.me.timezone,
        )
        for s in now_states
    }


# --- the journal ----------------------------------------------------------------------------


def _journal(world: World) -> tuple[tuple[Draft, ...], list[Restage]]:
    """Every draft in its stage now, and the stages that changed."""
    sent, said = _tokens_in_sent(world), folders.tokens(world)
    now = [_advanced(world, d, d.token in sent, d.token in said) for d in world.memory.drafts]
    moves = [
        Restage(new, old.stage)
        for old, new in zip(world.memory.drafts, now, strict=True)
        if new != old
    ]
    return tuple(now), moves


def _advanced(world: World, draft: Draft, in_sent: bool, said: bool) -> Draft:
    view = world.views.get(draft.account)
    if view is None or not isinstance(view.drafts, Look) or view.drafts.mailbox != draft.mailbox:
        return draft  # unknown is never absent
    seen = journal.sight(draft, view, in_sent, said)
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


# --- when to look again ---------------------------------------------------------------------


def _wake(
    world: World, now_states: Sequence[State], drafts: Sequence[Draft], acts: Iterable[Action]
) -> datetime | None:
    """The next moment at which the plan may come out differently without anything happening."""
    moments = [s.overdue_at for s in now_states if s.status.open and s.overdue_at]
    moments += [s.draft_asked_at for s in now_states if s.draft_asked_at]
    moments += [moment for d in drafts for moment in journal.wake(d)]
    moments += [d.since + WITHDRAW_AFTER for d in drafts if d.stage is Stage.WITHDRAWING]
    moments += [d.since + A_DAY for d in drafts if d.stage not in LIVE]
    moments += [d.since + wait for d in drafts if d.stage is Stage.FAILED for wait in RETRY]
    moments += [
        k.missing_since + REMOVED_AFTER for k in world.memory.known.values() if k.missing_since
    ]
    moments += [blind + BLIND_FOR for blind in world.memory.blind_since.values()]
    moments += [drafts_from(world, world.now), drafts_from(world, world.now + A_DAY)]
    moments += [*morning.wake(world), *folders.wake(world)]
    moments += [world.now + soon for a in acts if (soon := _soon(a, world.now))]
    return min((m for m in moments if m > world.now), default=None)


def _soon(act: Action, now: datetime) -> timedelta | None:
    """When to look again because of what is done now."""
    match act:
        case WithdrawDraft(draft) if now - draft.since < PRESSED_FOR:
            return AT_ONCE  # it may make room for a new one; a server that refuses is not pressed
        case Renew():
            return SECOND_LOOK
        case PutDraft():
            return AT_ONCE  # then the morning mail can tell of it
    return None
