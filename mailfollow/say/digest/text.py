"""The page as plain text, for clients and eyes that prefer it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from mailfollow.say.digest.page import Day, Line, Page, Section

WIDTH = 76
_BODY = "   "
_NAMES = 8


def text(page: Page) -> str:
    """Lines of at most `WIDTH` columns, unless a word or a link is longer."""
    blocks = [
        (page.heading, *_wrapped(page.summary)),
        *(tuple(_section(section, page)) for section in page.sections),
        tuple(_days(page)),
        tuple(line for told in page.foot for line in _wrapped(told)),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _section(section: Section, page: Page) -> Iterator[str]:
    yield section.title
    yield "─" * len(section.title)
    for line in section.lines:
        yield from _line(line, page)
    if section.more:
        yield from _wrapped(section.more, _BODY)


def _line(line: Line, page: Page) -> Iterator[str]:
    number = f"{line.number:>2} " if line.number is not None else _BODY
    said = " – ".join(filter(None, (line.who, line.what)))
    head = ", ".join(filter(None, (said, line.by)))
    notes = line.notes if head else line.notes[1:]
    yield from _wrapped(head or "".join(line.notes[:1]), number)
    for note in notes:
        yield from _wrapped(note, _BODY)
    yield from (f"{_BODY}{link.href}" for link in line.phone)
    if line.crib:
        yield from _wrapped(page.crib, _BODY)
        for sentence in line.crib:
            yield from _wrapped(sentence, f"{_BODY}· ")


def _days(page: Page) -> Iterator[str]:
    if page.days:
        yield page.ahead
        yield "─" * len(page.ahead)
    for day in page.days:
        if day.names or day.late:
            yield from _wrapped(", ".join(marked(day)), f"{_BODY}{day.told}: ")


def marked(day: Day) -> tuple[str, ...]:
    """The names of a day, as many as can be read; an exclamation mark where it is overdue."""
    names = (*(f"{name} (!)" for name in day.late), *day.names)
    return names if len(names) <= _NAMES else (*names[:_NAMES], f"+{len(names) - _NAMES}")


def _wrapped(said: str, first: str = "") -> list[str]:
    return wrap(
        said,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first) if first.strip() in ("", "·") else _BODY,
        break_long_words=False,
        break_on_hyphens=False,
    )
