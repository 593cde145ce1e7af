"""One TOML value → one of ours. Generous where the meaning is certain, strict where it is not.

Every function raises ValueError with an English sentence: what was found, what to write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import TypeVar

from mailfollow.core import address as addr
from mailfollow.core import when
from mailfollow.core.calendar import Duration, Unit
from mailfollow.core.model import Gender, Language

T = TypeVar("T")

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_DAYS = 3660
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _table(**words: str) -> dict[str, str]:
    return {word: meaning for meaning, listed in words.items() for word in listed.split()}


_YES = frozenset("true yes y tak ja wahr prawda on".split())
_NO = frozenset("false no n nie nein falsch fałsz off".split())
_LANGUAGES = _table(
    pl="pl pol polski polnisch polish polszczyzna po-polsku",
    de="de ger deu deutsch german niemiecki auf-deutsch po-niemiecku",
    en="en eng english englisch angielski po-angielsku",
)
_GENDERS = _table(
    f="f w k female woman weiblich frau kobieta żeńska pani ms mrs she",
    m="m male man männlich maennlich mann herr mężczyzna mezczyzna męska pan mr he",
)
_FORMAL = _table(yes="sie pan pani formal", no="du ty informal familiar per-ty")


# --- texts ----------------------------------------------------------------------------------


def block(value: object) -> str:
    """A text that may have several lines."""
    if isinstance(value, bool) or not isinstance(value, str):
        raise ValueError(f"this must be a text in quotes{_instead(value)}")
    value = unicodedata.normalize("NFC", value)
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t\r" for c in value):
        raise ValueError("there is an invisible control character in this text; type it anew")
    if _BIDI.search(value):
        raise ValueError("there is an invisible sign in this text that turns it round")
    return value


def text(value: object) -> str:
    """A text of one line; blanks and line breaks become single blanks."""
    return " ".join(block(value).split())


def texts(value: object) -> tuple[str, ...]:
    """One text or a list of texts."""
    return tuple(t for v in _listed(value) if (t := text(v)))


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]


def _instead(value: object) -> str:
    shown = shown_as_toml(value)
    return f': write "{shown}"' if shown else ""


def shown_as_toml(value: object) -> str:
    """A simple value as the user wrote it, near enough; empty for tables and lists."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float, date, time)) else ""


def choice(value: object, meanings: Mapping[str, T], wanted: str) -> T:
    """One of several words; raises with `wanted`, the words there are."""
    written = text(value)
    found = meanings.get(written.casefold().replace(" ", "-").rstrip("."))
    if found is None:
        raise ValueError(f"“{written}” is not known here; write {wanted}")
    return found


def flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError("write true or false, without quotes")


def formal(value: object) -> bool:
    if isinstance(value, str) and (word := _FORMAL.get(value.strip().casefold())):
        return word == "yes"
    return flag(value)


def language(value: object) -> Language:
    code = re.split(r"[-_]", text(value))[0] if re.match(r"\w\w[-_]", text(value)) else value
    return Language(choice(code, _LANGUAGES, '"pl", "de" or "en": letters exist in these'))


def gender(value: object) -> Gender:
    return Gender(choice(value, _GENDERS, '"f" or "m", or leave the line out'))


def address(value: object) -> str:
    """One mail address; “Anna <anna@…>” is read, too."""
    written = text(value)
    inside = re.search(r"<([^<>]+)>$", written)
    return addr.parse(inside[1] if inside else written)


def addresses(value: object) -> tuple[str, ...]:
    """One address or several, in a list or between commas."""
    written = [text(item) for item in _listed(value)]
    parts = [p for w in written for p in ([w] if '"' in w else re.split("[;,]", w))]
    return distinct(tuple(address(part) for part in parts if part.strip()))


def distinct(found: tuple[str, ...]) -> tuple[str, ...]:
    """Each mailbox once, in the spelling that came first."""
    first: dict[str, str] = {}
    for item in found:
        first.setdefault(addr.key(item), item)
    return tuple(first.values())


def whole(low: int, high: int) -> Callable[[object], int]:
    """A whole number from `low` to `high`."""

    def read(value: object) -> int:
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
            value = int(value) if len(value) < 9 else value
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError("write a whole number, without quotes")
        if not low <= value <= high:
            raise ValueError(f"{value} is out of range; write a number from {low} to {high}")
        return value

    return read


# --- days -----------------------------------------------------------------------------------


def day(value: object) -> date:
    """A day: 2026-11-18, or "18.11.2026" in quotes."""
    found = day_or_moment(value)
    if isinstance(found, datetime):
        raise ValueError(f"a day is wanted, without the time: write {found.date()}")
    return found


def day_or_moment(value: object) -> date | datetime:
    """A day, or a day with a time of day (naive: by the user's clock)."""
    if isinstance(value, str):
        value = _written_day(" ".join(value.split()))
    if isinstance(value, bool) or not isinstance(value, date):
        raise ValueError("a day is wanted: write it like 2026-11-18")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"the year {value.year} can hardly be meant")
    return value


def _written_day(written: str) -> date | datetime:
    clock_part = re.fullmatch(r"(\S+?)(?:T| |, )(\d{1,2}:\d{2})(?::\d{2})?(?: ?Uhr)?", written)
    if clock_part:
        return datetime.combine(_plain_day(clock_part[1]), clock(clock_part[2]))
    return _plain_day(written)


def _plain_day(written: str) -> date:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written)
    dots = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?: ?r\.)?", written)
    found = iso.groups() if iso else dots.groups()[::-1] if dots else None
    if found is None:
        raise ValueError(f"“{written}” {_no_day(written)}; write it like 2026-11-18")
    year, month, d = found
    try:
        return date(int(year), int(month), int(d))
    except ValueError:
        raise ValueError(f"there is no day “{written}” in the calendar") from None


_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def _no_day(written: str) -> str:
    if slashed := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}", written):
        one, two = (int(n) for n in slashed.groups())
        meant = [f"{d} {_MONTHS[m - 1]}" for d, m in ((one, two), (two, one)) if m <= 12]
        return f"can mean {' or '.join(meant)}" if one != two else "has no order we know"
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.(\d{2})?", written):
        return "needs the year in four digits"
    return "is not a day"


def length(value: object) -> Duration:
    """A length of time: "3 days", "2 tygodnie", "1 Monat"."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise ValueError(f'{value} of what? Write "{value} days" or "{value} weeks"')
    written = text(value)
    found = when.length(written)
    if found is None:
        raise ValueError(f"“{written}” is not a length of time; write it like “3 days”")
    if days_of(found) > MOST_DAYS:
        raise ValueError(f"“{written}” is more than ten years")
    return found


def days_of(duration: Duration) -> int:
    """About how many days, to compare two lengths."""
    return duration.n * {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30}[duration.unit]


def weekday(value: object) -> int | None:
    """0–6 for Monday–Sunday in pl, de, en ("friday", "am Freitag", "w piątek"); None for others."""
    return when.weekday(value) if isinstance(value, str) else None


def clock(value: object) -> time:
    """A time of day: "07:00"."""
    if isinstance(value, time):
        return value.replace(tzinfo=None)
    written = text(value) if isinstance(value, str) else ""
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?: ?Uhr)?", written)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError('a time of day is wanted: write it like "07:00"')
    return time(int(match[1]), int(match[2]))
