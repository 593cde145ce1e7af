"""Drafts of ours that the journal does not know: the ledger was lost, or is older than it was.

Tokens are computed, not stored (DESIGN.md §6): of what is open, they are known all the same.
Nobody can say whether such a draft was touched, so it counts as the user's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mailfollow.core.model import Commitment, Draft, Look, Lying, SentMessage, Stage, World


def adopted(world: World) -> tuple[Draft, ...]:
    """A journal row for each: it uses its occasion up."""
    known = {d.token for d in world.memory.drafts}
    by_id = {c.id: c for c in world.commitments}
    found: dict[str, Draft] = {}
    for stage, message, at in _ours(world):
        for token in message.references:
            foreseen = world.foreseen.get(token)
            if foreseen and token not in known and token not in found:
                commitment = by_id[foreseen.commitment]
                found[token] = _draft(world, token, commitment, stage, message, at)
    return tuple(found.values())


def _ours(world: World) -> Iterator[tuple[Stage, Lying | SentMessage, datetime]]:
    """Every message that may bear a token, the most telling place first."""
    views = world.views.values()
    for view in views:
        if isinstance(view.drafts, Look):
            yield from ((Stage.EDITED, m, m.at) for m in view.drafts.items)
    for view in views:
        for look in view.sent:
            if isinstance(look, Look):
                yield from ((Stage.SENT, m, m.sent_at) for m in look.items)
    for view in views:
        if isinstance(view.trash, Look):
            yield from ((Stage.DISCARDED, m, m.at) for m in view.trash.items)


def _draft(
    world: World,
    token: str,
    commitment: Commitment,
    stage: Stage,
    message: Lying | SentMessage,
    at: datetime,
) -> Draft:
    foreseen = world.foreseen[token]
    return Draft(
        token=token,
        commitment=commitment.id,
        contact=commitment.reader.id,
        name=commitment.reader.name,
        occasion=foreseen.occasion,
        n=foreseen.n,
        stage=stage,
        account=message.place.account,
        mailbox=message.place.mailbox,
        message_id=message.message_id or token,
        laid_at=min(at, world.now),
        since=world.now,
    )
