"""Days, durations, working days, zones. Days are civil days in the user's time zone."""

from __future__ import annotations

import calendar as _calendar
from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length in whole days, weeks or months."""

    n: int
    unit: Unit = Unit.DAY

    def after(self, day: date) -> date:
        """The day this long after `day`; a month ends on the last day it has."""
        if self.unit is Unit.MONTH:
            return _add_months(day, self.n)
        return day + timedelta(days=self.n * (7 if self.unit is Unit.WEEK else 1))


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = _calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The civil day of an aware moment in `zone`."""
    return moment.astimezone(zone).date()


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, when the clock of `zone` shows `at` on `day`.

    A time that the spring change skips is the moment of the change; of a time that the autumn
    change shows twice it is the first (PEP 495, fold=0).
    """
    local = datetime.combine(day, at, tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    return _end_of_gap(local, zone)


def _end_of_gap(local: datetime, zone: ZoneInfo) -> datetime:
    # In a gap, fold=0 uses the offset before the change, fold=1 the one after it (PEP 495):
    # the change lies at the local wall time read with the two, where both meet.
    early, late = (local.replace(fold=f).astimezone(UTC) for f in (1, 0))
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).replace(tzinfo=None) < local.replace(tzinfo=None):
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def working(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def next_working(day: date, holidays: Container[date]) -> date:
    """`day` itself, or the first working day after it."""
    while not working(day, holidays):
        day += timedelta(days=1)
    return day


def previous_working(day: date, holidays: Container[date]) -> date:
    """The last working day before `day`."""
    day -= timedelta(days=1)
    while not working(day, holidays):
        day -= timedelta(days=1)
    return day
