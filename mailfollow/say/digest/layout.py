"""Morning → page: which sections there are, in which order, and what stands above them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from babel.dates import format_date, format_skeleton

from mailfollow.core.model import Item, Language, Me, Morning
from mailfollow.say.digest import news, owed
from mailfollow.say.digest.answers import Reply, instruction
from mailfollow.say.digest.page import Line, Page, Section
from mailfollow.say.digest.timeline import timeline
from mailfollow.say.digest.view import View, falls_due
from mailfollow.say.phrase import counted, locale, phrase

T = TypeVar("T")
_IN_SUBJECT = 3


def headline(morning: Morning, language: Language) -> str:
    """The subject: what matters most, in numbers, and last the code that ties an answer."""
    day = format_skeleton("MMMd", morning.day, locale=locale(language))
    told = ", ".join([*_numbers(morning, language)][:_IN_SUBJECT])
    said = phrase(language, "digest.subject", day=day, news=told)
    return f"{said} [{morning.code}]"


def lay_out(morning: Morning, me: Me, reply: Reply, most: int) -> Page:
    """The whole page; a section with more than `most` lines says how many more there are."""
    view = View(morning.day, me, reply)
    days = timeline(morning, view)
    heading = format_date(morning.day, _without_year(me.language), locale=locale(me.language))
    return Page(
        language=me.language,
        heading=heading[:1].upper() + heading[1:],
        summary=" · ".join(_numbers(morning, me.language)),
        days=days if any(day.names or day.late for day in days) else (),
        ahead=view.say("digest.ahead"),
        sections=tuple(_sections(morning, view, most)),
        crib=view.say("digest.crib"),
        foot=instruction(morning, me),
    )


def _without_year(language: Language) -> str:
    return re.sub(r"\W*y+$", "", str(locale(language).date_formats["full"].pattern))


def _numbers(morning: Morning, language: Language) -> Iterator[str]:
    """What there is, the most urgent first; never nothing."""
    counts = {
        "paused": int(morning.paused is not None),
        "blind": len(morning.blind),
        "overdue": len(morning.overdue),
        "due": len(morning.due),
        "calls": len(morning.calls),
        "questions": len(morning.questions),
        "bounced": len(morning.bounced),
        "kept": len(morning.kept),
    }
    told = [counted(language, f"digest.n.{key}", n) for key, n in counts.items() if n]
    yield from told or [phrase(language, "digest.news")]


def _sections(morning: Morning, view: View, most: int) -> Iterator[Section]:
    """In the order of what the user should see first; a section without a line is none."""
    m, fill = morning, partial(_section, view, most)
    drafts = {d.token: d for d in (*m.laid, *m.withdrawn, *m.deleted)}  # as each stands now
    yield from fill("status.overdue", owed.owed, m.overdue, urgent=True)
    yield from fill(_soon(m.due, m.day, view), owed.owed, m.due)
    yield from fill("digest.calls", owed.to_call, m.calls)
    yield from fill("digest.questions", owed.question, m.questions)
    yield from fill("digest.bounced", news.bounced, m.bounced)
    yield from fill("digest.drafts", news.draft, tuple(drafts.values()))
    yield from fill("digest.kept", news.kept, m.kept)
    yield from fill("digest.read", news.read, m.read)
    yield from fill("digest.problems", news.problem, m.problems)
    yield from fill("digest.heard", partial(news.heard, m.names), m.heard)
    yield from fill("digest.announced", owed.announced, m.announced)
    yield from fill("digest.blind", news.blind, m.blind)
    yield from fill("digest.paused", news.paused, (m.paused,) if m.paused else ())


def _section(
    view: View,
    most: int,
    title: str,
    told: Callable[[T, View], Line],
    of: Sequence[T],
    urgent: bool = False,
) -> Iterator[Section]:
    if of:
        more = view.say("digest.more", n=len(of) - most) if len(of) > most else ""
        lines = tuple(told(thing, view) for thing in of[:most])
        yield Section(view.say(title), lines, urgent, more)


def _soon(due: Sequence[Item], today: date, view: View) -> str:
    """Before days of rest, a morning mail looks further ahead than tomorrow."""
    days = [falls_due(item.state, view.zone) or today for item in due]
    further = any(day > today + timedelta(days=1) for day in days)
    return "digest.until_next" if further else "digest.today_tomorrow"
