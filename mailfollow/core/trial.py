"""One sweep's mail against all that is owed, in the order in which it depends on itself.

What came in is heard first, for it makes answers of what went out. Introductions are judged
before their call-backs, whose days begin with them: after two weeks off, both lie in one pile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailfollow.core import inbound, proof
from mailfollow.core.court import Court, summon
from mailfollow.core.keep import moved
from mailfollow.core.model import (
    Arrived,
    Code,
    Commitment,
    Evidence,
    Household,
    InMessage,
    Kind,
    Memory,
    SentMessage,
    State,
)
from mailfollow.core.rivals import rivals
from mailfollow.core.state import states

ROUNDS = 10
ANSWERED_WITHIN = timedelta(days=14)
"""As long after a promise is kept as answers and late bounces are expected."""


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
        owed = rivals(stands, memory)
        return summon(self.home.me, self.home.people, wanted, memory, self.tokens, owed)

    def judge(
        self, sent: Sequence[SentMessage], incoming: Sequence[InMessage]
    ) -> tuple[tuple[Evidence, ...], tuple[Arrived, ...]]:
        """What went out proves, and what came in says.

        Again until nothing changes: what came in answers what went out in the same pile, and
        the other way round; introductions set the days of their call-backs, and each exchange
        moves the day of keeping in touch.
        """
        court = self.court()
        listening = replace(court, commitments=self._listening())
        judged = proof.judge(sent, court, self.now)
        arrived: tuple[Arrived, ...] = ()
        for _ in range(ROUNDS):
            before = (judged, arrived)
            evidence = (*self.memory.evidence, *judged)
            arrived = inbound.heard(incoming, listening, evidence, self.now)
            known = replace(
                self.memory,
                arrivals=(*self.memory.arrivals, *arrived),
                evidence=(*self.memory.evidence, *self._setting_days(judged)),
            )
            again = replace(self.court(known), rivals=court.rivals)
            judged = proof.judge(sent, again, self.now)
            if (judged, arrived) == before:
                break
        return judged, arrived

    def after(self, judged: Sequence[Evidence]) -> tuple[Commitment, ...]:
        """The commitments with the days that this evidence sets."""
        evidence = (*self.memory.evidence, *self._setting_days(judged))
        memory, zone = replace(self.memory, evidence=evidence), self.home.me.timezone
        return tuple(moved(c, memory, zone) for c in self.commitments)

    def _listening(self) -> tuple[Commitment, ...]:
        """A kept promise is answered too: what its bounce means depends on it."""
        return tuple(
            s.commitment
            for s in self._states(self.memory)
            if s.status.open or (s.ended_at and self.now - s.ended_at <= ANSWERED_WITHIN)
        )

    def _setting_days(self, judged: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Evidence that sets the days of other commitments, or of later mail."""
        kinds = {c.id: c.kind for c in self.commitments}
        return tuple(
            e
            for e in judged
            if kinds[e.commitment] is Kind.INTRODUCE or e.reason.code is Code.EXCHANGED
        )

    def _states(self, memory: Memory) -> tuple[State, ...]:
        zone = self.home.me.timezone
        return states(
            [moved(c, memory, zone) for c in self.commitments],
            memory.evidence,
            memory.words,
            memory.arrivals,
            now=self.now,
            zone=zone,
            timing=self.home.timing,
            holidays=self.home.holidays,
        )
