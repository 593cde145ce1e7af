"""The page as HTML: tables and inline styles, for Thunderbird, webmail and phones.

Sanitizers strip `<style>`, classes and ids, so nothing depends on them. Text has no colour of
its own, so that it suits a light page and a dark one; what has a colour has its background too.
Elements are built, never pasted together: the tree escapes every text and attribute.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from mailfollow.say.digest.page import Day, Line, Link, Page, Section
from mailfollow.say.digest.text import marked
from mailfollow.say.digest.timeline import initials

Element = ElementTree.Element

_ACCENT = "background-color:#a8432f;color:#ffffff"
_PLAIN = "background-color:#e4e1dc;color:#2b2926"
_HAIR = "1px solid rgba(128,128,128,.3)"
_QUIET = "opacity:.68"
_FONT = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_PILL = (
    f"display:inline-block;margin:8px 8px 0 0;padding:5px 12px;border:{_HAIR};"
    "border-radius:16px;font-size:14px;line-height:20px;text-decoration:none;color:inherit"
)
_WEEK = 7
_MARKS = 2


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
    yield _el("div", page.heading, style="font-size:22px;line-height:30px;font-weight:600")
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
    yield _el("div", " · ".join(told), style=f"margin-top:8px;font-size:13px;{_QUIET}")


def _day(day: Day, today: bool) -> Element:
    date = _el("div", f"{day.name} {day.day.day}", style=_date_style(day, today))
    style = f"padding:6px 2px 8px;border-top:{'3px solid #a8432f' if today else _HAIR}"
    names = ", ".join(marked(day))
    marks = tuple(_marks(day)) or (_el("div", "\xa0", style="line-height:22px"),)
    told = f"{day.told}: {names}" if names else day.told
    return _el(
        "td", date, *marks, width="14%", valign="top", align="center", style=style, title=told
    )


def _date_style(day: Day, today: bool) -> str:
    weight = ";font-weight:600" if today else ""
    dim = "opacity:.4" if day.rest and not today else _QUIET if not today else ""
    return f"font-size:12px;line-height:18px;white-space:nowrap{weight};{dim}".rstrip(";")


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
        f"{colours};display:inline-block;min-width:20px;margin:2px 1px 0;padding:0 4px;"
        "border-radius:10px;font-size:11px;line-height:20px;font-weight:600;text-align:center"
    )
    return _el("span", said, style=style)


# --- sections -------------------------------------------------------------------------------


def _section(section: Section, page: Page) -> Iterator[Element]:
    style = f"margin:36px 0 4px;font-size:13px;line-height:20px;font-weight:600;{_QUIET}"
    yield _el("div", section.title, style=style, role="heading")
    rows = (_row(line, section.urgent, page) for line in section.lines)
    yield _table(*rows)
    if section.more:
        yield _el("div", section.more, style=f"margin-top:10px;font-size:14px;{_QUIET}")


def _row(line: Line, urgent: bool, page: Page) -> Element:
    style = f"padding:12px 0 14px;border-top:{_HAIR}"
    said = _el("td", *_said(line, page), valign="top", style=style)
    if line.number is None:
        said.set("colspan", "2")
        return _el("tr", said)
    badge = (
        f"{_ACCENT if urgent else _PLAIN};display:inline-block;min-width:16px;padding:0 4px;"
        "border-radius:12px;font-size:13px;line-height:24px;font-weight:600;text-align:center"
    )
    number = _el("td", _el("span", str(line.number), style=badge), width="38", valign="top")
    number.set("style", style)
    return _el("tr", number, said)


def _said(line: Line, page: Page) -> Iterator[Element]:
    if line.who:
        name = _el("span", line.who, style="font-weight:600")
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
    if line.answers:
        yield _pills(line.answers)


def _crib(sentences: tuple[str, ...], heading: str) -> Element:
    title = _el("div", heading, style=f"font-size:13px;{_QUIET}")
    said = (_el("div", sentence, style="margin-top:4px") for sentence in sentences)
    style = "margin-top:8px;padding-left:12px;border-left:3px solid #a8432f;line-height:22px"
    return _el("div", title, *said, style=style)


def _pills(links: tuple[Link, ...], style: str = "") -> Element:
    pills = (_el("a", link.label, href=link.href, style=style + _PILL) for link in links)
    return _el("div", *(piece for pill in pills for piece in (pill, " ")))


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
