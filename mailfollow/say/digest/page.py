"""What stands in a morning mail, before it is text or HTML.

Whatever comes from outside (names, subjects, folders, what a server said) is made safe in
`line` and nowhere else: one clean line, cut where it is endless.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailfollow.say.clean import clean

MOST_LETTERS = 600
_NAME = 80


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """Who, what, by when; `notes` say what is happening, `crib` what to say on the phone."""

    who: str = ""
    what: str = ""
    by: str = ""
    notes: tuple[str, ...] = ()
    crib: tuple[str, ...] = ()
    number: int | None = None
    phone: tuple[Link, ...] = ()  # tel: and sms:
    answers: tuple[tuple[Link, ...], ...] = ()  # mailto: the user's own address; row by row


@dataclass(frozen=True, slots=True)
class Section:
    """`more`: how many lines it would have beside these."""

    title: str
    lines: tuple[Line, ...]
    urgent: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the coming two weeks: whose promises fall due, each name once."""

    day: date
    name: str  # of the weekday, short
    told: str  # the day as the text says it
    names: tuple[str, ...] = ()
    late: tuple[str, ...] = ()  # overdue; only on the first day
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    language: str
    heading: str
    summary: str
    days: tuple[Day, ...]
    ahead: str  # the heading of the days
    sections: tuple[Section, ...]
    crib: str  # the heading of what to say on the phone
    foot: tuple[str, ...] = ()


def line(
    who: str = "",
    what: str = "",
    by: str = "",
    notes: tuple[str | None, ...] = (),
    crib: tuple[str, ...] = (),
    number: int | None = None,
    phone: tuple[Link, ...] = (),
    answers: tuple[tuple[Link, ...], ...] = (),
) -> Line:
    """A line that prints as itself; notes that say nothing are left out."""
    return Line(
        who=short(who, _NAME),
        what=short(what),
        by=short(by),
        notes=tuple(filter(None, (short(note or "") for note in notes))),
        crib=tuple(map(short, crib)),
        number=number,
        phone=tuple(Link(short(p.label, _NAME), short(p.href, 4 * MOST_LETTERS)) for p in phone),
        answers=answers,
    )


def short(text: str, most: int = MOST_LETTERS) -> str:
    cleaned = clean(text)
    return cleaned if len(cleaned) <= most else f"{cleaned[: most - 1].rstrip()}…"
