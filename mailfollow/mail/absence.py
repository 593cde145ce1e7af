"""The day until which an auto-reply says that somebody is away, in pl, de and en.

"Until X" and "back on X" both name X; where both stand, "back" wins. A date without such words
around it (the start of a holiday, the date of our mail) says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_LETTERS = 4_000  # characters that are read
_NEAR = 80  # characters around a date that speak of it
_LONGEST = timedelta(days=366)
_STALE = timedelta(days=270)
"""A day without a year that seems further away than this is just over: nobody's notice was
taken down."""

_NAMES = """
sty stycznia styczeń | lut lutego luty | mar marca marzec | kwi kwietnia kwiecień | maj maja
cze czerwca czerwiec | lip lipca lipiec | sie sierpnia sierpień | wrz września wrzesień
paź października październik | lis listopada listopad | gru grudnia grudzień
jan januar jänner january | feb februar feber february | mär mrz märz maerz march
apr april april | mai may | jun juni june | jul juli july | aug august august
sep sept september september | okt oct oktober october | nov november november
dez dec dezember december
"""
_MONTHS = {
    name: n % 12 + 1
    for n, names in enumerate(_NAMES.replace("\n", "|").strip("|").split("|"))
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:,?\s+(?:r\.\s*)?(?P<{0}>20\d\d))?"
_DATE = re.compile(
    r"(?<![\w./])(?:"
    r"(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)|"  # 2026-05-14
    r"(?P<nd>\d{1,2})(?P<sep>[./-])\s?(?P<nm>\d{1,2})(?P=sep)\s?(?P<ny>20\d\d|\d\d)(?![\d:])|"
    r"(?P<sd>\d{1,2})\.\s?(?P<sm>\d{1,2}\.|[01]\d)(?![\d:])|"  # 14.5. · 14.05
    rf"(?P<td>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<tm>{_MONTH})(?!\w)\.?"
    + _YEAR.format("ty")
    + rf"|(?P<em>{_MONTH})\.?\s+(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[.:]\d)"
    + _YEAR.format("ey")
    + r")"
)
_FILLER = (
    r"(?:[\s(),:]|\b(?:and|the|incl|including|inclusive|z?um|einschl|einschließlich|inkl|inklusive|"
    r"dem|den|dnia|włącznie|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|poniedział\w+|wtor\w+|śro\w+|"
    r"czwart\w+|piąt\w+|sobot\w+|niedziel\w+|mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|"
    r"pon|wt|śr|czw|pt|sob|ndz|niedz)\b\.?)*"
)
_UNTIL = re.compile(
    rf"(?:\b(?:until|till|til|to|through|thru|after|bis|nach|do|po)\b){_FILLER}$|"
    rf"\b\d{{1,2}}(?:\.|st|nd|rd|th)?\s*[-–—]\s*$"
)
_DASH = re.compile(r"\s*[-–—]\s*")
_BACK = re.compile(
    r"\b(?:back|return\w*|again|resum\w+|zurück\w*|wieder\w*|rückkehr|kehre|"
    r"wracam\w*|powracam\w*|wróc\w+|powrót|powroc\w+|powrotem|znów|znowu|ponownie)\b"
)
_HERE = re.compile(
    r"\b(?:available|reachable|erreichbar|verfügbar|dostępn[aeiy]\w*|w biurze|im büro)\b"
)
_FROM = re.compile(rf"\b(?:from|as of|starting|ab|von|seit|od)\b{_FILLER}$")
_NOT = re.compile(r"\b(?:not|no|un\w+able|nicht|kein\w*|nie)\b")
_BACK_AFTER = re.compile(
    r"\b(?:back|again|zurück|wieder|z powrotem|znów|znowu|ponownie|wracam\w*|wrócę)\b"
)
_BREAK = re.compile(
    r"(?<!einschl)(?<!inkl)(?<!incl)[.!?;]\s|\n[ \t]*\n|\n(?=[ \t]*(?:[A-ZÄÖÜŁŚŻ*•-]))"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A date in a text and the words around it, within its sentence."""

    day: date
    before: str
    after: str
    joined: bool  # a dash stands between it and the date before it


def away_until(text: str, received: date) -> date | None:
    """The day that an auto-reply, received on `received`, names; None where it names none.

    A day without a year is the next such day; one that is over, or further than a year away,
    counts as none.
    """
    until: date | None = None
    for named in _named(text[:_LETTERS], received):
        if _says_until(named):
            until = until or named.day
        elif _says_back(named):
            return _plausible(named.day, received)
    return _plausible(until, received)


def _plausible(day: date | None, received: date) -> date | None:
    return day if day and received <= day <= received + _LONGEST else None


def _says_until(named: _Named) -> bool:
    return named.joined or bool(_UNTIL.search(named.before))


def _says_back(named: _Named) -> bool:
    if _BACK.search(named.before) or _BACK_AFTER.search(named.after):
        return True
    here = _HERE.search(named.before) or (_FROM.search(named.before) and _HERE.search(named.after))
    return bool(here) and not _NOT.search(named.before + " " + named.after)


def _named(text: str, received: date) -> Iterator[_Named]:
    lower = text.lower()
    if len(lower) != len(text):  # some letters have longer small ones
        lower = text
    found = list(_DATE.finditer(lower))
    ends = [0, *(m.end() for m in found)]
    starts = [*(m.start() for m in found), len(text)]
    for n, match in enumerate(found):
        day = _day(match, received)
        if day is None:
            continue
        start, end = ends[n], starts[n + 1]
        between = text[start : match.start()]
        yield _Named(
            day,
            _BREAK.split(between)[-1][-_NEAR:].lower(),
            _BREAK.split(text[match.end() : end])[0][:_NEAR].lower(),
            joined=n > 0 and bool(_DASH.fullmatch(between)),
        )


def _day(match: re.Match[str], received: date) -> date | None:
    said = {k: v for k, v in match.groupdict().items() if v}
    form = next(k[0] for k in said if k[1] == "d")
    month = said[f"{form}m"]
    number = _MONTHS.get(month) or int(month.rstrip("."))
    day, year = int(said[f"{form}d"]), said.get(f"{form}y")
    if said.get("sep") == "/":
        if day <= 12 and number <= 12 and day != number:
            return None  # 04/05: nobody knows
        day, number = max(day, number), min(day, number)
    if year is None:
        return _next(day, number, received)
    return _date(int(year) + (2000 if len(year) == 2 else 0), number, day)


def _next(day: int, month: int, received: date) -> date | None:
    """The next such day, counted from `received`."""
    coming = (_date(received.year + n, month, day) for n in (0, 1))
    found = next((d for d in coming if d and d >= received), None)
    return found if found and found - received <= _STALE else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
