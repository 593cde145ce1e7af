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
        """The court as `memory` has it; without one, as it was before this sweep."""
        memory = memory or self.memory
        stands = self._states(memory)
        wanted = [s for s in stands if proof.wanted(s, self.now)]
        return summon(self.home.me, self.home.people, wanted, memory, self.tokens)

    def judge(
        self, sent: Sequence[SentMessage], incoming: Sequence[InMessage]
    ) -> tuple[tuple[Evidence, ...], tuple[Arrived, ...]]:
        """What went out proves, and what came in says.

        Twice: what came in answers what went out in the same pile, and the other way round;
        introductions found the first time set the days of their call-backs.
        """
        court = self.court()
        first = proof.judge(sent, court, self.now)
        evidence = (*self.memory.evidence, *first)
        arrived = inbound.heard(incoming, court, evidence, self.now)
        known = replace(
            self.memory,
            arrivals=(*self.memory.arrivals, *arrived),
            evidence=(*self.memory.evidence, *_introductions(first, self.commitments)),
        )
        again = replace(self.court(known), still_open=court.still_open)
        return proof.judge(sent, again, self.now), arrived

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
