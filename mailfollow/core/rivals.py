"""What else of one kind was owed to one contact when a message was sent.

A mail is held against a promise again and again: for 25 minutes, after a restart, after a
correction. What another promise was, that it kept or that ended since, must not be forgotten
meanwhile: of two, the second would be left alone with the mail that kept the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from mailfollow.core.model import Commitment, Kind, Memory, SentMessage, State
from mailfollow.core.numbering import what


@dataclass(frozen=True, slots=True)
class Rival:
    id: str
    what: str
    until: datetime | None  # when it ended; None: still owed


Rivals = Mapping[tuple[Kind, str], tuple[Rival, ...]]
"""By kind and contact id."""


def rivals(stands: Iterable[State], memory: Memory) -> Rivals:
    """Everything that is or was owed, entries that were deleted among it."""
    found: dict[tuple[Kind, str], list[Rival]] = defaultdict(list)
    here = set()
    for state in stands:
        c = state.commitment
        here.add(c.id)
        found[c.kind, c.contact.id].append(Rival(c.id, what(c), state.ended_at))
    kept = {e.commitment: e.sent_at for e in memory.evidence if e.grade.fulfils}
    for old in memory.known.values():
        if old.id not in here:
            until = kept.get(old.id, old.missing_since)
            found[old.kind, old.contact].append(Rival(old.id, old.what, until))
    return {key: tuple(several) for key, several in found.items()}


def beside(message: SentMessage, commitment: Commitment, known: Rivals) -> tuple[Rival, ...]:
    """The others that were owed when the message was sent."""
    return tuple(
        r
        for r in known.get((commitment.kind, commitment.contact.id), ())
        if r.id != commitment.id and (r.until is None or r.until >= message.sent_at)
    )
