"""Days, months, working days, and the two nights a year when the clock is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mailfollow.core.calendar import (
    Duration,
    Unit,
    day_of,
    moment_of,
    next_working,
    previous_working,
    working,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
ZONES = st.sampled_from(
    "Europe/Warsaw America/New_York Pacific/Chatham Australia/Lord_Howe Africa/Casablanca "
    "Asia/Kathmandu America/St_Johns Antarctica/Troll Pacific/Apia UTC".split()
).map(ZoneInfo)


@pytest.mark.parametrize(
    ("n", "unit", "day", "after"),
    [
        (0, Unit.DAY, "2026-11-16", "2026-11-16"),
        (1, Unit.DAY, "2026-12-31", "2027-01-01"),
        (2, Unit.DAY, "2028-02-28", "2028-03-01"),
        (6, Unit.WEEK, "2026-11-16", "2026-12-28"),
        (1, Unit.MONTH, "2026-01-31", "2026-02-28"),
        (1, Unit.MONTH, "2028-01-31", "2028-02-29"),
        (1, Unit.MONTH, "2026-12-15", "2027-01-15"),
        (13, Unit.MONTH, "2026-11-30", "2027-12-30"),
        (12, Unit.MONTH, "2028-02-29", "2029-02-28"),
    ],
)
def test_a_length_after_a_day(n: int, unit: Unit, day: str, after: str) -> None:
    assert Duration(n, unit).after(date.fromisoformat(day)) == date.fromisoformat(after)


@given(DAYS, st.integers(0, 60), st.sampled_from(Unit))
def test_longer_is_never_earlier(day: date, n: int, unit: Unit) -> None:
    assert day <= Duration(n, unit).after(day) < Duration(n + 1, unit).after(day)


@given(DAYS, st.integers(0, 60))
def test_a_month_ends_in_its_month(day: date, n: int) -> None:
    after = Duration(n, Unit.MONTH).after(day)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == n
    assert after.day == day.day or (after + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("zone", "written", "utc"),
    [
        ("Europe/Warsaw", "2026-11-19 07:00", "2026-11-19 06:00"),
        ("Europe/Warsaw", "2026-07-19 07:00", "2026-07-19 05:00"),
        ("Europe/Warsaw", "2026-03-29 01:59", "2026-03-29 00:59"),
        ("Europe/Warsaw", "2026-03-29 02:00", "2026-03-29 01:00"),  # skipped: 2:00 → 3:00
        ("Europe/Warsaw", "2026-03-29 02:30", "2026-03-29 01:00"),
        ("Europe/Warsaw", "2026-03-29 03:00", "2026-03-29 01:00"),
        ("Europe/Warsaw", "2026-10-25 02:30", "2026-10-25 00:30"),  # shown twice: the first
        ("Europe/Warsaw", "2026-10-25 03:00", "2026-10-25 02:00"),
        ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30"),  # skips half an hour
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),  # a day that never was
    ],
)
def test_the_moment_of_a_wall_time(zone: str, written: str, utc: str) -> None:
    wall = datetime.fromisoformat(written)
    moment = moment_of(wall.date(), wall.time(), ZoneInfo(zone))
    assert moment == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert moment.tzinfo is UTC


@given(DAYS, st.times(), ZONES)
@example(date(2011, 12, 30), time(0, 0), ZoneInfo("Pacific/Apia"))
def test_the_clock_has_reached_that_time_and_not_a_moment_before(
    day: date, at: time, zone: ZoneInfo
) -> None:
    wall = datetime.combine(day, at)
    moment = moment_of(day, at, zone)
    shown = moment.astimezone(zone).replace(tzinfo=None)
    before = (moment - timedelta(microseconds=1)).astimezone(zone).replace(tzinfo=None)
    assert before < wall <= shown


@given(DAYS, st.times(), st.times(), ZONES)
def test_later_on_the_clock_is_never_earlier(
    day: date, one: time, other: time, zone: ZoneInfo
) -> None:
    early, late = sorted((one, other))
    assert moment_of(day, early, zone) <= moment_of(day, late, zone)
    assert moment_of(day, late, zone) <= moment_of(day + timedelta(days=1), early, zone)


@pytest.mark.parametrize(
    ("utc", "zone", "day"),
    [
        ("2026-11-16 22:59", "Europe/Warsaw", "2026-11-16"),
        ("2026-11-16 23:00", "Europe/Warsaw", "2026-11-17"),
        ("2026-07-16 22:00", "Europe/Warsaw", "2026-07-17"),
        ("2026-11-17 04:59", "America/New_York", "2026-11-16"),
    ],
)
def test_the_day_of_a_moment(utc: str, zone: str, day: str) -> None:
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert day_of(moment, ZoneInfo(zone)) == date.fromisoformat(day)


HOLIDAYS = frozenset({date(2026, 11, 11), date(2026, 12, 25)})


@pytest.mark.parametrize(
    ("day", "after", "before"),
    [
        ("2026-11-13", "2026-11-13", "2026-11-12"),  # Friday
        ("2026-11-14", "2026-11-16", "2026-11-13"),
        ("2026-11-15", "2026-11-16", "2026-11-13"),
        ("2026-11-16", "2026-11-16", "2026-11-13"),
        ("2026-11-11", "2026-11-12", "2026-11-10"),  # a holiday on Wednesday
        ("2026-12-25", "2026-12-28", "2026-12-24"),  # Friday, then the weekend
    ],
)
def test_working_days(day: str, after: str, before: str) -> None:
    given = date.fromisoformat(day)
    assert next_working(given, HOLIDAYS) == date.fromisoformat(after)
    assert previous_working(given, HOLIDAYS) == date.fromisoformat(before)


@given(DAYS, st.sets(DAYS, max_size=5))
def test_between_a_day_and_its_working_day_nobody_works(day: date, holidays: set[date]) -> None:
    found = next_working(day, holidays)
    assert working(found, holidays)
    assert not any(working(day + timedelta(n), holidays) for n in range((found - day).days))
    earlier = previous_working(day, holidays)
    assert working(earlier, holidays)
    assert earlier < day <= found
    between = range(1, (day - earlier).days)
    assert not any(working(earlier + timedelta(n), holidays) for n in between)
