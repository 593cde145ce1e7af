"""The day at the end of what somebody says about the past: “…, 18.11.”, “… on 18 Nov”."""

from __future__ import annotations

import re
from datetime import date, timedelta

_RECENT = timedelta(days=60)  # a day without a year is not longer ago
_MONTHS = {
    word: n % 12 + 1
    for listed in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jän feb mär apr mai jun jul aug sep okt nov dez",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
        "listopada grudnia",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    )
    for n, word in enumerate(listed.split())
}
_AGO = {
    **dict.fromkeys("today dziś dzis dzisiaj heute".split(), 0),
    **dict.fromkeys("yesterday wczoraj gestern".split(), 1),
}
_DAY = re.compile(
    r"""(?ix) (?: \s*[,;] | (?<=\S)\s | ^ ) \s* (?: (?:on|am|dnia|dn\.|vom) \s+ )?
    (?: (?P<word>[^\W\d_]+)
      | (?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)
      | (?P<d2>\d{1,2})\. \s? (?P<m2>\d{1,2})\. \s? (?P<y2>\d{4})? (?:\s?r\.)?
      | (?P<d3>\d{1,2})\.? \s (?P<month>[^\W\d_]+)\.? (?:,?\s(?P<y3>\d{4}))? (?:\s?r\.)? ) \s* $"""
)


def trailing(said: str, today: date) -> tuple[str, date | None]:
    """What is said before the day, and the day; None, and all of it, where there is none."""
    found = _DAY.search(said)
    day = _meant(found, today) if found else None
    return (said[: found.start()].rstrip(" ,;"), day) if found and day else (said, None)


def _meant(found: re.Match[str], today: date) -> date | None:
    part = found.groupdict()
    if part["word"]:
        ago = _AGO.get(part["word"].casefold())
        return None if ago is None else today - timedelta(days=ago)
    month = part["m"] or part["m2"] or _MONTHS.get((part["month"] or "").casefold(), 0)
    year = part["y"] or part["y2"] or part["y3"]
    day = int(part["d"] or part["d2"] or part["d3"])
    years = [int(year)] if year else [today.year, today.year - 1]
    days = (_day(y, int(month), day) for y in years)
    longest = today.replace(year=today.year - 10, day=1) if year else today - _RECENT
    return next((d for d in days if d and longest <= d <= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
