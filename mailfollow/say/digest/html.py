"""The page as HTML: tables and inline styles, for Thunderbird, webmail and phones.

Sanitizers strip `<style>`, classes and ids, so nothing depends on them. Text has no colour of
its own, so that it suits a light page and a dark one; what has a colour has its background too.
Elements are built, never pasted together: the tree escapes every text and attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from mailfollow.say.digest.page import Day, Line, Link, Page, Section
from mailfollow.say.digest.text import marked
from mailfollow.say.digest.timeline import initials

Element = ElementTree.Element

_COLOUR = "#a8432f"
_ACCENT = f"background-color:{_COLOUR};color:#ffffff"
_PLAIN = "background-color:rgba(128,128,128,.2)"
_HAIR = "1px solid rgba(128,128,128,.3)"
_QUIET = "opacity:.68"
_FONT = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_PILL = (
    "display:inline-block;margin:8px 4px 0 0;padding:5px 11px;"
    "border:1px solid rgba(128,128,128,.45);border-radius:16px;"
    "font-size:14px;line-height:20px;text-decoration:none;color:inherit"
)
_WEEK = 7
_MARKS = 4


def html(page: Page) -> str:
    """A whole document, to be sent as UTF-8."""
    body = _el(
        "body",
        _table(_el("tr", _el("td", *_content(page), style="padding:24px 16px 32px"))),
        style=f"margin:0;padding:0;{_FONT};font-size:16px;line-height:24px",
    )
    head = _el(
        "head",
        _el("meta", charset="utf-8"),
        _el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _el("meta", name="color-scheme", content="light dark"),
        _el("title", page.heading),
    )
    document = _el("html", head, body, lang=page.language)
    return "<!DOCTYPE html>\n" + ElementTree.tostring(document, "unicode", method="html") + "\n"


def _content(page: Page) -> Iterator[Element]:
    style = "margin:0;font-size:20px;line-height:28px;font-weight:700"
    yield _el("h1", page.heading, style=style)
    yield _el("div", page.summary, style=f"margin-bottom:20px;{_QUIET}")
    if page.days:
        yield from _timeline(page)
    for section in page.sections:
        yield from _section(section, page)
    if page.foot:
        lines = (_el("div", told, style="margin-top:6px") for told in page.foot)
        style = f"margin-top:36px;padding-top:14px;border-top:{_HAIR};font-size:14px;{_QUIET}"
        yield _el("div", *lines, style=style)


# --- the coming two weeks -------------------------------------------------------------------


def _timeline(page: Page) -> Iterator[Element]:
    weeks = (page.days[:_WEEK], page.days[_WEEK:])
    rows = (_el("tr", *(_day(day, day == page.days[0]) for day in week)) for week in weeks)
    yield _table(*rows, style="table-layout:fixed", title=page.ahead)
    told = (f"{day.told}: {', '.join(marked(day))}" for day in page.days if day.names or day.late)
    style = f"margin-top:10px;font-size:13px;line-height:20px;{_QUIET}"
    yield _el("div", *(_el("div", line) for line in told), style=style)


def _day(day: Day, today: bool) -> Element:
    dim = "opacity:.5" if day.rest and not today else ""
    weight = "font-weight:700" if today else ""
    name = _el("div", day.name, style=f"font-size:11px;line-height:16px;{dim or _QUIET}")
    number = _el("div", str(day.day.day), style=f"font-size:15px;line-height:20px;{dim}{weight}")
    marks = tuple(_marks(day)) or (_el("div", "\xa0", style="line-height:22px"),)
    border = f"3px solid {_COLOUR}" if today else _HAIR
    names = ", ".join(marked(day))
    return _el(
        "td",
        name,
        number,
        *_spaced(marks),
        width="14%",
        align="center",
        valign="top",
        style=f"padding:6px 2px 8px;border-top:{border}",
        title=f"{day.told}: {names}" if names else day.told,
    )


def _marks(day: Day) -> Iterator[Element]:
    """Initials, the overdue ones first; a count where there are too many."""
    marks = [*((name, _ACCENT) for name in day.late), *((name, _PLAIN) for name in day.names)]
    shown = marks if len(marks) <= _MARKS else marks[: _MARKS - 1]
    for name, colours in shown:
        yield _mark(initials(name), colours)
    if rest := len(marks) - len(shown):
        yield _mark(f"+{rest}", marks[len(shown)][1])


def _mark(said: str, colours: str) -> Element:
    style = (
        f"{colours};display:inline-block;min-width:20px;margin:2px 0 0;padding:0 4px;"
        "border-radius:10px;font-size:11px;line-height:20px;font-weight:600;text-align:center"
    )
    return _el("b", said, style=style)


# --- sections -------------------------------------------------------------------------------


def _section(section: Section, page: Page) -> Iterator[Element]:
    style = f"margin:36px 0 4px;font-size:13px;line-height:20px;font-weight:600;{_QUIET}"
    yield _el("h2", section.title, style=style)
    rows = (_row(line, section.urgent, page) for line in section.lines)
    yield _table(*rows)
    if section.more:
        yield _el("div", section.more, style=f"margin-top:10px;font-size:14px;{_QUIET}")


def _row(line: Line, urgent: bool, page: Page) -> Element:
    if line.number is None:
        style = f"padding:8px 0 10px;border-top:{_HAIR}"
        return _el("tr", _el("td", *_said(line, page), colspan="2", valign="top", style=style))
    style = f"padding:12px 0 14px;border-top:{_HAIR}"
    badge = (
        f"{_ACCENT if urgent else _PLAIN};display:inline-block;min-width:16px;padding:0 4px;"
        "border-radius:12px;font-size:13px;line-height:24px;font-weight:600;text-align:center"
    )
    number = _el("b", str(line.number), style=badge)
    return _el(
        "tr",
        _el("td", number, width="38", valign="top", style=style),
        _el("td", *_said(line, page), valign="top", style=style),
    )


def _said(line: Line, page: Page) -> Iterator[Element]:
    if line.who:
        name = _el("b", line.who, style="font-weight:600")
        by = (" ", _el("span", f"\xa0{line.by}", style=f"font-size:14px;{_QUIET}"))
        yield _el("div", name, *(by if line.by else ()))
    if line.what:
        yield _el("div", line.what)
    for note in line.notes:
        style = f"margin-top:2px;font-size:15px;line-height:22px;{_QUIET}"
        yield _el("div", note, style=style if line.who else "line-height:22px")
    if line.crib:
        yield _crib(line.crib, page.crib)
    if line.phone:
        yield _pills(line.phone, "font-weight:600;")
    yield from map(_pills, line.answers)


def _crib(sentences: tuple[str, ...], heading: str) -> Element:
    title = _el("div", heading, style=f"font-size:13px;{_QUIET}")
    said = (_el("div", sentence, style="margin-top:4px") for sentence in sentences)
    style = f"margin-top:8px;padding-left:12px;border-left:3px solid {_COLOUR};line-height:22px"
    return _el("div", title, *said, style=style)


def _pills(links: tuple[Link, ...], style: str = "") -> Element:
    pills = (_el("a", link.label, href=link.href, style=style + _PILL) for link in links)
    return _el("div", *_spaced(pills))


# --- elements -------------------------------------------------------------------------------


def _table(*rows: Element, style: str = "", **attributes: str) -> Element:
    """A table for the layout alone, as wide as a letter and no wider than the screen."""
    return _el(
        "table",
        *rows,
        role="presentation",
        width="100%",
        cellpadding="0",
        cellspacing="0",
        border="0",
        style=f"max-width:600px;border-collapse:collapse;{style}".rstrip(";"),
        **attributes,
    )


def _spaced(elements: Iterable[Element]) -> Iterator[Element | str]:
    for element in elements:
        yield element
        yield " "


def _el(tag: str, *children: Element | str, **attributes: str) -> Element:
    made = Element(tag, {name: value for name, value in attributes.items() if value})
    last: Element | None = None
    for child in children:
        if isinstance(child, Element):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + child
        else:
            last.tail = (last.tail or "") + child
    return made
