"""One sweep's mail against all that is owed, in the order in which it depends on itself.

What came in is heard first, for it makes answers of what went out. Introductions are judged
before their call-backs, whose days begin with them: after two weeks off, both lie in one pile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mailfollow.core import inbound, proof
from mailfollow.core.court import Court, summon
from mailfollow.core.model import (
    Arrived,
    Commitment,
    Evidence,
    Household,
    InMessage,
    Kind,
    Memory,
    SentMessage,
    State,
)
from mailfollow.core.state import states


@dataclass(frozen=True, slots=True)
class Trial:
    """The household's commitments before this sweep's mail; our tokens, laid or foreseen."""

    home: Household
    commitments: tuple[Commitment, ...]
    memory: Memory
    tokens: Mapping[str, str]
    now: datetime

    def court(self, memory: Memory | None = None) -> Court:
        memory = memory or self.memory
        stands = self._states(memory)
        wanted = [s for s in stands if proof.wanted(s, self.now)]
        return summon(self.home.me, self.home.people, wanted, memory, self.tokens)

    def hear(self, incoming: Sequence[InMessage]) -> tuple[Arrived, ...]:
        return inbound.heard(incoming, self.court(), self.memory.evidence, self.now)

    def judge(
        self, sent: Sequence[SentMessage], arrived: Sequence[Arrived]
    ) -> tuple[Evidence, ...]:
        """The evidence; what the introductions in it mean for their call-backs counts already."""
        heard = replace(self.memory, arrivals=(*self.memory.arrivals, *arrived))
        first = proof.judge(sent, self.court(heard), self.now)
        if not any(c.kind is Kind.CALL_BACK for c in self.commitments):
            return first
        known = replace(heard, evidence=(*heard.evidence, *_introductions(first, self.commitments)))
        return proof.judge(sent, replace(self.court(known), open=self.court(heard).open), self.now)

    def _states(self, memory: Memory) -> tuple[State, ...]:
        return states(
            self.commitments,
            memory.evidence,
            memory.words,
            memory.arrivals,
            now=self.now,
            zone=self.home.me.timezone,
            timing=self.home.timing,
            holidays=self.home.holidays,
        )


def _introductions(
    found: Sequence[Evidence], commitments: Sequence[Commitment]
) -> tuple[Evidence, ...]:
    kinds = {c.id: c.kind for c in commitments}
    return tuple(e for e in found if kinds[e.commitment] is Kind.INTRODUCE)
