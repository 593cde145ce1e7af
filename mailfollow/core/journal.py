"""What became of a draft: the stages of DESIGN.md §6, from what the looks saw.

Sent is looked at before Drafts, Drafts before Trash. A vanished draft is no proof of
anything: it may be open in a composer, on its way, or discarded (FACTS.md).

An APPEND whose last byte went out without an answer, or that a crash broke off, is in doubt:
its bytes may still be in flight. For a while it is only looked for; then two connections that
looked everywhere, and in vain, make it failed, so that it may be tried again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailfollow.core.model import (
    AccountView,
    Code,
    Draft,
    Look,
    Lying,
    NoLook,
    Reason,
    Renew,
    Stage,
)

IN_DOUBT_FOR = timedelta(minutes=30)
DISCARDED_IN_TRASH = timedelta(minutes=15)
DISCARDED_NOWHERE = timedelta(hours=24)
LOOK_AGAIN = (timedelta(seconds=15), timedelta(minutes=2), timedelta(hours=1))

FINAL = frozenset({Stage.SENT})
AT_PLACE = frozenset({Stage.WAITING, Stage.WITHDRAWING, Stage.EDITED})
LIVE = frozenset(
    {
        Stage.INTENDED,
        Stage.IN_DOUBT,
        Stage.WAITING,
        Stage.WITHDRAWING,
        Stage.EDITED,
        Stage.GONE,
    }
)
"""Stages in which the draft may still lie in Drafts."""

UNUSED = frozenset({Stage.WITHDRAWN, Stage.FAILED})
"""Stages in which the draft has not used its occasion up."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one sweep saw of one draft."""

    at_place: bool  # at the (UIDVALIDITY, UID) whose bytes we read back
    elsewhere: Lying | None  # in Drafts under another UID
    in_trash: bool
    trash_known: bool  # Trash was looked at completely, or there is none
    in_sent: bool
    sent_known: bool  # every Sent of the account was looked at completely
    connection: str  # the one that looked
    said: bool = False  # the user moved it into a verb folder


def sight(draft: Draft, view: AccountView, in_sent: bool, said: bool = False) -> Sight:
    """What `view`, with a complete look at Drafts, shows of one draft."""
    assert isinstance(view.drafts, Look)
    trash = view.trash
    lying = [m for m in view.drafts.items if draft.token in m.references]
    place = (draft.uidvalidity, draft.uid)
    others = [m for m in lying if (m.place.uidvalidity, m.place.uid) != place]
    return Sight(
        at_place=len(others) < len(lying),
        elsewhere=others[-1] if others else None,
        in_trash=isinstance(trash, Look) and any(draft.token in m.references for m in trash.items),
        trash_known=not isinstance(trash, NoLook),
        in_sent=in_sent,
        sent_known=all(look.complete for look in view.sent),
        connection=view.connection,
        said=said,
    )


def advance(draft: Draft, seen: Sight, now: datetime) -> Draft:
    """The draft in the stage it has now."""
    if draft.stage in FINAL:
        return draft
    if seen.elsewhere and not (seen.at_place and seen.elsewhere.digest == draft.digest):
        return _found(draft, seen.elsewhere, now)
    if seen.at_place:
        return draft if draft.stage in AT_PLACE else _to(draft, Stage.WAITING, now)
    if seen.in_sent:
        return _to(draft, Stage.SENT, now)
    if seen.said and draft.stage in LIVE:
        return _to(draft, Stage.WITHDRAWN, now, draft.reason)
    return _absent(draft, seen, now)


def _found(draft: Draft, lying: Lying, now: datetime) -> Draft:
    """In Drafts under a UID we do not know: untouched only if the bytes are the same."""
    if draft.stage is Stage.EDITED:
        return draft
    if draft.stage is Stage.WITHDRAWN:  # the user took it back out of Trash: it is theirs now
        return _to(draft, Stage.EDITED, now)
    if lying.digest is None or lying.digest != draft.digest:
        return _to(draft, Stage.EDITED, now)
    stage = draft.stage if draft.stage is Stage.WITHDRAWING else Stage.WAITING
    placed = replace(
        draft,
        uidvalidity=lying.place.uidvalidity,
        uid=lying.place.uid,
        internal_date=lying.at,
        reason=draft.reason if stage is Stage.WITHDRAWING else None,
    )
    return placed if stage is draft.stage else _to(placed, stage, now)


def _absent(draft: Draft, seen: Sight, now: datetime) -> Draft:
    passed = now - draft.since
    match draft.stage:
        case Stage.INTENDED | Stage.IN_DOUBT | Stage.FAILED if seen.in_trash:
            return _to(draft, Stage.GONE, now)
        case Stage.INTENDED:
            return _to(draft, Stage.IN_DOUBT, now)
        case Stage.IN_DOUBT if passed >= IN_DOUBT_FOR and seen.trash_known and seen.sent_known:
            return _missed(draft, seen, now)
        case Stage.WITHDRAWING if seen.in_trash:
            return _to(draft, Stage.WITHDRAWN, now, draft.reason)
        case Stage.WITHDRAWING if not seen.trash_known:
            return draft
        case Stage.WAITING | Stage.EDITED | Stage.WITHDRAWING:
            return _to(draft, Stage.GONE, now)
        case Stage.GONE if not seen.sent_known:
            return draft
        case Stage.GONE if seen.in_trash and passed >= DISCARDED_IN_TRASH:
            return _to(draft, Stage.DISCARDED, now, Reason(Code.IN_TRASH))
        case Stage.GONE if passed >= DISCARDED_NOWHERE and seen.trash_known:
            return _to(draft, Stage.DISCARDED, now, Reason(Code.NOWHERE))
    return draft


def _missed(draft: Draft, seen: Sight, now: datetime) -> Draft:
    """A server may show one connection less than another: the second one decides."""
    if draft.cleared_by in (None, seen.connection):
        return replace(draft, cleared_by=seen.connection)
    return _to(draft, Stage.FAILED, now, Reason(Code.NOT_CONFIRMED))


def _to(draft: Draft, stage: Stage, now: datetime, reason: Reason | None = None) -> Draft:
    return replace(draft, stage=stage, since=now, reason=reason, cleared_by=None)


def renewals(drafts: Iterable[Draft], views: Mapping[str, AccountView]) -> list[Renew]:
    """The accounts whose connection has looked in vain for a draft: the next look needs another."""
    looked = {
        d.account
        for d in drafts
        if d.stage is Stage.IN_DOUBT
        and d.account in views
        and d.cleared_by == views[d.account].connection
    }
    return [Renew(account) for account in sorted(looked)]


def wake(draft: Draft) -> Sequence[datetime]:
    """The moments at which this draft should be looked at again."""
    match draft.stage:
        case Stage.IN_DOUBT:
            return (draft.since + IN_DOUBT_FOR,)
        case Stage.GONE:
            after = (*LOOK_AGAIN, DISCARDED_IN_TRASH, DISCARDED_NOWHERE)
            return tuple(draft.since + delay for delay in after)
    return ()
