"""Summer time, a clock that jumps, 1970 at boot: each thing of a day once, and in its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core import promises
from mailfollow.core.calendar import day_of, moment_of
from mailfollow.core.model import (
    Clock,
    Draft,
    Look,
    Memory,
    PutDraft,
    Restage,
    Stage,
    Status,
    Timing,
    World,
)
from mailfollow.core.pause import BACK_BY
from mailfollow.core.plan import plan
from tests.core.given import ANNA, ME, WORK, draft, lying, meeting, people, view, world

ZONES = ("Europe/Warsaw", "Europe/Berlin", "America/New_York", "Pacific/Chatham")
HOURS = (time(0, 0), time(2, 30), time(3, 0), time(7, 0))
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def changes(zone: ZoneInfo) -> Iterator[datetime]:
    """Every moment from 2026 to 2030 at which the clocks of `zone` are changed."""
    hour, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
    while hour < end:
        following = hour + timedelta(hours=1)
        if hour.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            yield following
        hour = following


@dataclass
class Life:
    """Sweep after sweep: what is laid lies there, and what was decided is remembered."""

    zone: ZoneInfo
    drafts_at: time
    met: date
    memory: Memory = field(default_factory=Memory)
    laid: list[datetime] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)

    def sweep(self, now: datetime) -> None:
        found = plan(self._world(now))
        kept = {d.token: d for d in self.memory.drafts}
        for action in found.actions:
            if isinstance(action, PutDraft):
                self.laid.append(now)
                one = _laid(action, now, len(kept))
                kept[one.token] = one
            elif isinstance(action, Restage):
                kept[action.draft.token] = action.draft
        self.memory = replace(
            self.memory, drafts=tuple(kept.values()), clock=found.clock, sizes=found.sizes
        )
        self.statuses += [s.status for s in found.states]

    def _world(self, now: datetime) -> World:
        timing = Timing(drafts_at=self.drafts_at)
        known = people(meeting(ANNA, self.met))
        owed = promises.commitments(known, timing, frozenset(), {}, now, self.zone, self.memory)
        lain = [lying(d.uid or 0, references=(d.token,)) for d in self.memory.drafts]
        seen = view("2026-01-01 00:00", drafts=lain)
        seen = replace(
            seen,
            sent=tuple(_at(s, now) for s in seen.sent),
            drafts=_at(seen.drafts, now),
            trash=_at(seen.trash, now),
        )
        given = world(given=known, commitments=owed, views=(seen,))
        me = replace(ME, timezone=self.zone)
        return replace(given, now=now, me=me, timing=timing, memory=self.memory)


def _at(look: object, now: datetime) -> object:
    assert isinstance(look, Look)
    return replace(look, began=now)


def _laid(put: PutDraft, now: datetime, n: int) -> Draft:
    return draft(
        token=f"t{n}@example.org",
        commitment=put.commitment.id,
        occasion=put.occasion,
        n=put.n,
        laid_at=now,
        account=WORK,
        uid=100 + n,
        stage=Stage.WAITING,
    )


# --- summer time ----------------------------------------------------------------------------


@pytest.mark.parametrize("hour", HOURS, ids=str)
@pytest.mark.parametrize("zone", [ZoneInfo(z) for z in ZONES], ids=str)
def test_once_and_in_time_at_every_change_of_the_clocks(zone: ZoneInfo, hour: time) -> None:
    """The draft of the day on which the clocks change, the day before, and the day after."""
    for change in changes(zone):
        for offset in (-1, 0, 1):
            overdue = day_of(change, zone) + offset * DAY
            life = Life(zone, hour, overdue - 3 * DAY)
            due = moment_of(overdue, hour, zone)
            moments = [m + shift for m in (change, due) for shift in (-MINUTE, timedelta(), MINUTE)]
            for now in sorted({*moments, due - DAY, due + DAY, due + 2 * DAY}):
                life.sweep(now)
            assert life.laid == [due], (change, overdue)
            order = list(Status)
            places = [order.index(s) for s in life.statuses]
            assert places == sorted(places)


@given(
    st.sampled_from(ZONES),
    st.times(),
    st.integers(0, 5 * 366 * 24 * 60),
)
def test_at_any_instant(name: str, hour: time, minute: int) -> None:
    """Overdue from `drafts_at` of its day on, neither a moment earlier nor later."""
    now = datetime(2026, 1, 1, tzinfo=UTC) + minute * MINUTE
    zone, hour = ZoneInfo(name), hour.replace(microsecond=0, fold=0)
    for ago in (2, 3, 4):
        met = day_of(now, zone) - ago * DAY
        life = Life(zone, hour, met)
        life.sweep(now)
        overdue = now >= moment_of(met + 3 * DAY, hour, zone)
        assert (life.statuses == [Status.OVERDUE]) == overdue
        assert bool(life.laid) == (overdue and now >= moment_of(day_of(now, zone), hour, zone))


# --- jumps ----------------------------------------------------------------------------------

JUMPS = [
    *(sign * span for span in (timedelta(hours=1), DAY, 365 * DAY) for sign in (1, -1)),
    timedelta(minutes=10),
    timedelta(hours=6),
]
BOOT = datetime(1970, 1, 1, 0, 0, 30, tzinfo=UTC)


@given(st.lists(st.sampled_from([*JUMPS, BOOT]), max_size=25))
def test_whatever_the_clock_does(jumps: list[timedelta | datetime]) -> None:
    """Never a second draft in an occasion, and none while the clock stands behind."""
    life = Life(ZoneInfo("Europe/Warsaw"), time(7, 0), date(2026, 11, 16))
    now = furthest = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
    for jump in jumps:
        now = jump if isinstance(jump, datetime) else now + jump
        before = len(life.laid)
        life.sweep(now)
        furthest = max(furthest, now)
        assert len(life.laid) == before or now >= furthest - BACK_BY
        assert life.memory.clock == Clock(last=furthest) or furthest != now
    assert len(life.laid) <= 1
