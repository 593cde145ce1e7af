"""Days and moments as the user reads them: Babel, in the user's language and zone."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from babel.dates import format_date, format_skeleton, format_time

from mailfollow.core.model import Language
from mailfollow.say.phrase import locale


def day(of: date, language: Language) -> str:
    """`20 November 2026`."""
    return format_date(of, "long", locale=locale(language))


def spoken_day(of: date, language: Language) -> str:
    """`20 November`: as it is said, about a day that is near."""
    return format_skeleton("MMMMd", of, locale=locale(language))


def moment(of: datetime, language: Language, zone: tzinfo | None) -> str:
    """`20 November 2026, 07:00`; without a zone in the one the moment bears."""
    local = of.astimezone(zone) if zone else of
    return f"{day(local.date(), language)}, {_clock(local, language)}"


def short_day(of: date, language: Language, today: date) -> str:
    """`Fri, 20 Nov`; with the year where it is another one."""
    skeleton = "MMMEd" if of.year == today.year else "yMMMd"
    return format_skeleton(skeleton, of, locale=locale(language))


def short_moment(of: datetime, language: Language, zone: tzinfo, today: date) -> str:
    local = of.astimezone(zone)
    return f"{short_day(local.date(), language, today)}, {_clock(local, language)}"


def noted(of: date | datetime, language: Language, zone: tzinfo) -> str:
    """`20 Nov 2026` or `20 Nov 2026, 07:00`: the margin of a note."""
    local = of.astimezone(zone) if isinstance(of, datetime) else of
    text = format_skeleton("yMMMd", local, locale=locale(language))
    return f"{text}, {_clock(local, language)}" if isinstance(local, datetime) else text


def readable(iso: str, language: Language, zone: tzinfo | None) -> str:
    """An ISO day or an RFC 3339 moment out of a reason's facts; anything else as it is."""
    try:
        return day(date.fromisoformat(iso), language)
    except ValueError:
        pass
    try:
        return moment(datetime.fromisoformat(iso), language, zone)
    except ValueError:
        return iso


def _clock(local: datetime, language: Language) -> str:
    return format_time(local, "short", locale=locale(language), tzinfo=local.tzinfo)
