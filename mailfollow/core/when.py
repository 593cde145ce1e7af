"""Days as people write them, in pl, de and en: "fri", "w piątek", "3 Tage", "tydzień", "12.12."."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mailfollow.core.calendar import Duration, Unit

_UNITS = {
    "d": Unit.DAY, "w": Unit.WEEK, "mo": Unit.MONTH,
    **dict.fromkeys("day days tag tage tagen dzień dni dzien".split(), Unit.DAY),
    **dict.fromkeys("week weeks woche wochen tydzień tydzien tydz tygodnie tygodni "
                    "tygodniu".split(), Unit.WEEK),
    **dict.fromkeys("month months monat monate monaten miesiąc miesiac miesiące miesiace miesięcy "
                    "miesiecy".split(), Unit.MONTH),
}  # fmt: skip
_ONE = frozenset("a an one ein eine einen einem einer jeden jedna".split())
_WEEKDAYS = {
    word: n
    for n, listed in enumerate((
        "monday mon montag mo poniedziałek poniedzialek poniedziałku poniedzialku pon pn",
        "tuesday tue tues dienstag di wtorek wtorku wt",
        "wednesday wed mittwoch mi środa środę sroda srode środy srody śr sr",
        "thursday thu thur thurs donnerstag do czwartek czwartku czw cz",
        "friday fri freitag fr piątek piatek piątku piatku pt",
        "saturday sat samstag sonnabend sa sobota sobotę sobote soboty sob",
        "sunday sun sonntag so niedziela niedzielę niedziele niedzieli nd ndz niedz",
    ))
    for word in listed.split()
}  # fmt: skip
FURTHEST = timedelta(days=3660)
"""Ten years. The calendar of the machine ends, too; nobody means a day near its end."""
_SOON = {
    **dict.fromkeys("tomorrow jutro morgen".split(), 1),
    **dict.fromkeys("pojutrze übermorgen uebermorgen".split(), 2),
}
_BEFORE = re.compile(
    r"^((am|bis|bis zum|in|on|by|until|till|next|we?|do|na|za|nächsten|nächste|nächster"
    r"|kommenden|przyszły|przyszłym|przyszłą) +)+"
)


def weekday(written: str) -> int | None:
    """0–6 for Monday–Sunday ("friday", "am Freitag", "w piątek"); None for others."""
    return _WEEKDAYS.get(_BEFORE.sub("", written.strip().casefold()).rstrip("."))


def length(written: str) -> Duration | None:
    """A length of time: "3 days", "2 tygodnie", "1 Monat", "1w"; None for others."""
    match = re.fullmatch(r"(\d{1,4}|[^\W\d_]+)\s*([^\W\d_]+)\.?", written.strip().casefold())
    unit = _UNITS.get(match[2]) if match else None
    if not match or unit is None or not (match[1].isdigit() or match[1] in _ONE):
        return None
    return Duration(int(match[1]) if match[1].isdigit() else 1, unit)


def ahead(written: str, today: date) -> date | None:
    """The day after `today` that is meant; None where it is none, or not within `FURTHEST`."""
    word = written.strip().casefold()
    found = _named(word, today) or _named(_BEFORE.sub("", word), today)
    return found if found and today < found <= today + FURTHEST else None


def _named(word: str, today: date) -> date | None:
    if (days := _SOON.get(word.rstrip("."))) is not None:
        return today + timedelta(days=days)
    if (n := _WEEKDAYS.get(word.rstrip("."))) is not None:
        return today + timedelta(days=(n - today.weekday() - 1) % 7 + 1)
    # A unit alone is one of it; a single letter could be anything.
    if span := length(word) or (length(f"1 {word}") if len(word) > 2 else None):
        return span.after(today)
    return _written(word, today)


def _written(word: str, today: date) -> date | None:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", word)
    dots = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4})?", word)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if dots:
            day = date(int(dots[3] or today.year), int(dots[2]), int(dots[1]))
            return day if dots[3] or day > today else day.replace(year=day.year + 1)
    except (ValueError, OverflowError):
        return None
    return None
