"""When drafting pauses: what looks like an accident is nobody's decision.

    doubted   a mailbox suddenly empty or no longer listed: unknown, not absent (I5)
    pauses    that, or drafts vanishing and coming by the dozen at once
    behind    the clock stands before what was seen already

Ticks never pause. `resume` lets drafting go on, and what is then there counts from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from mailfollow.core.journal import AT_PLACE
from mailfollow.core.model import (
    AccountView,
    Clock,
    Code,
    Look,
    NoLook,
    Pause,
    PutDraft,
    Reason,
    Restage,
    Stage,
    State,
    World,
)

T = TypeVar("T")

EMPTIED_FROM = 3
"""A mailbox that held so many and holds none: an accident, or a cleaning-up by hand."""
MANY = 5
BACK_BY = timedelta(hours=1)
"""A clock may be set right by so much."""
BEHIND_MAIL = timedelta(days=1)

Place = tuple[str, str]
"""(account, mailbox)"""


def doubted(world: World) -> tuple[World, dict[Place, Reason]]:
    """The world with every mailbox that is suddenly empty as not looked at, and those."""
    why: dict[Place, Reason] = {}
    views = {account: _doubted(world, view, why) for account, view in world.views.items()}
    return replace(world, views=views), why


def _doubted(world: World, view: AccountView, why: dict[Place, Reason]) -> AccountView:
    why.update(_gone(world, view))

    def trusted(look: Look[T] | NoLook) -> Look[T] | NoLook:
        if isinstance(look, NoLook) or not _emptied(world, view, look):
            return look
        place = (look.account, look.mailbox)
        why[place] = Reason.of(Code.EMPTIED, account=view.label, folder=look.mailbox)
        return NoLook(*place, "It held many messages, and suddenly holds none")

    return replace(
        view, sent=tuple(trusted(look) for look in view.sent), drafts=trusted(view.drafts)
    )


def _emptied(world: World, view: AccountView, look: Look[object]) -> bool:
    before = world.memory.sizes.get((look.account, look.mailbox), 0)
    return look.exists == 0 and before - _left(world, view, look.mailbox) >= EMPTIED_FROM


def _left(world: World, view: AccountView, mailbox: str) -> int:
    """Our drafts that have just left `mailbox` because they were sent, or became a verb."""
    left = {
        reference
        for look in (*view.sent, *view.verbs.values())
        if isinstance(look, Look)
        for message in look.items
        for reference in message.references
    }
    return sum(
        d.token in left and d.mailbox == mailbox and d.stage in AT_PLACE
        for d in world.memory.drafts
    )


def _gone(world: World, view: AccountView) -> Iterator[tuple[Place, Reason]]:
    """Mailboxes that were read and are not there any more."""
    for (account, mailbox), before in world.memory.sizes.items():
        here = view.listed is None or mailbox in view.listed
        if account == view.account and before >= EMPTIED_FROM and not here:
            reason = Reason.of(Code.MAILBOX_GONE, account=view.label, folder=mailbox)
            yield (account, mailbox), reason


def pauses(
    world: World,
    why: Mapping[Place, Reason],
    now_states: Sequence[State],
    moves: Iterable[Restage],
    laid: Iterable[PutDraft],
    strange: bool,
) -> list[Pause]:
    """What drafting has to pause for from now on."""
    known = {p.reason for p in world.memory.pauses}
    found = [Pause(world.now, reason) for reason in why.values()]
    if many := _many(now_states, moves, laid):
        found.append(Pause(world.now, many))
    if strange:
        found.append(Pause(world.now, Reason(Code.LEDGER_RESTORED), learning=True))
    return [p for p in found if p.reason not in known]


def _many(
    now_states: Sequence[State], moves: Iterable[Restage], laid: Iterable[PutDraft]
) -> Reason | None:
    """Drafts that vanish while others come: over half of all that is open, and five at least."""
    vanished = {m.draft.commitment for m in moves if m.draft.stage is Stage.GONE}
    touched = vanished | {put.commitment.id for put in laid}
    still_open = sum(s.status.open for s in now_states)
    if vanished and len(touched) >= MANY and 2 * len(touched) > still_open:
        return Reason.of(Code.MANY_AT_ONCE, touched=len(touched), open=still_open)
    return None


def in_force(pauses: Iterable[Pause], state: State) -> bool:
    """Whether one of them holds a draft of this commitment back."""
    overdue = state.overdue_at
    return any(not p.learning or overdue is None or overdue <= p.at for p in pauses)


def behind(clock: Clock, now: datetime) -> Reason | None:
    """The clock of this machine should have passed a moment already, and has not."""
    if clock.last and now < clock.last - BACK_BY:
        return Reason.of(Code.CLOCK_BEHIND, at=clock.last.isoformat())
    if clock.newest and now < clock.newest - BEHIND_MAIL:
        return Reason.of(Code.CLOCK_BEHIND, at=clock.newest.isoformat())
    return None


def seen(world: World) -> Clock:
    """How far time has come, with this sweep's looks."""
    clock = world.memory.clock
    newest = [look.newest for look in _looks(world) if look.newest]
    return Clock(
        last=max(world.now, clock.last or world.now),
        newest=max([*newest, *([clock.newest] if clock.newest else [])], default=None),
    )


def sizes(world: World) -> dict[Place, int]:
    """How many messages each Sent and Drafts holds; of one not looked at, what was known."""
    counted = {
        (look.account, look.mailbox): look.exists
        for view in world.views.values()
        for look in (*view.sent, view.drafts)
        if isinstance(look, Look) and look.exists is not None
    }
    return {**world.memory.sizes, **counted}


def _looks(world: World) -> Iterator[Look[object]]:
    for view in world.views.values():
        for look in (*view.sent, view.inbox):
            if isinstance(look, Look):
                yield look
