"""The coming two weeks, a day each: whose promises fall due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from babel.dates import format_date

from mailfollow.core.calendar import working
from mailfollow.core.model import Morning, State, Status
from mailfollow.say.digest.page import Day, short
from mailfollow.say.digest.view import View, falls_due
from mailfollow.say.phrase import locale

DAYS = 14
_MOST_LETTERS = 60


def timeline(morning: Morning, view: View) -> tuple[Day, ...]:
    """Fourteen days from today on; what is overdue stands on the first."""
    owed = list(_states(morning))
    late = [s for s in owed if s.status is Status.OVERDUE]
    coming = [s for s in owed if s.status is not Status.OVERDUE]
    return tuple(
        _day(day, [s for s in coming if falls_due(s, view.zone) == day], late, morning, view)
        for day in (morning.day + timedelta(days=n) for n in range(DAYS))
    )


def _states(morning: Morning) -> Iterator[State]:
    yield from (i.state for i in (*morning.overdue, *morning.due, *morning.calls))
    yield from morning.ahead


def _day(day: date, due: list[State], late: list[State], morning: Morning, view: View) -> Day:
    return Day(
        day=day,
        name=format_date(day, "ccc", locale=locale(view.language)).rstrip("."),
        told=view.day(day),
        names=_names(due),
        late=_names(late) if day == morning.day else (),
        rest=not working(day, morning.holidays),
    )


def _names(states: list[State]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(short(s.commitment.contact.name, _MOST_LETTERS) for s in states))


def initials(name: str) -> str:
    """`AK` for Anna Kowalska: of the first word and of the last."""
    words = [word for word in name.split() if word[0].isalnum()]
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper() or "•"
