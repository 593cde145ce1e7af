"""Meetings: of a contact, of the whole file, or in a table of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from mailfollow.core import address as addr
from mailfollow.core.model import Bridge, BridgeKind, Meeting, Thread
from mailfollow.entries.found import Found, Reading
from mailfollow.toml import values
from mailfollow.toml.section import Section


def meetings_of(reading: Reading, section: Section, id: str) -> list[Found[Meeting]]:
    """The contact's own meetings, else the file's; flat keys belong to the first."""
    tables = _is_tables(section.table.get("met"))
    own = None if tables else section.take("met", values.day_or_moment)
    at = section.take("at", values.text)
    follow_up = section.take("follow_up", values.flag)
    flat = _said(section)
    if tables:
        meetings = [
            read_meeting(reading, table, id, follow_up is not False)
            for table in section.each("met", "[[contacts.met]]")
        ]
        return _with_flat([m for m in meetings if m], section, at, flat)
    on = own or reading.on
    if own is None and section.has("met"):
        return []  # its slip is told
    if on is None:
        _without_day(reading, section)
        return []
    place = at or (reading.at if own is None or reading.on is None else None)
    meeting = _meeting(reading, id, on, place, flat, follow_up is not False)
    return [Found.of(meeting, section)]


def _is_tables(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(v, dict) for v in value)
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What makes the letter personal, or the mail that it answers."""

    talked_about: str | None
    in_common: str | None
    bridge: Bridge | None
    thread: Thread | None


def _said(section: Section) -> _Said:
    talked_about = section.take("talked_about", values.text)
    in_common = section.take("in_common", values.text)
    bridges = [
        Bridge(kind, phrase)
        for kind in BridgeKind
        if (phrase := section.take(f"bridge_{kind}", values.text))
    ]
    for surplus in bridges[1:]:
        section.tell(f"bridge_{surplus.kind}", f"One bridge is enough: bridge_{bridges[0].kind} "
                     f"is used, bridge_{surplus.kind} is not.", fatal=False)  # fmt: skip
    return _Said(talked_about, in_common, bridges[0] if bridges else None, _thread(section))


def _thread(section: Section) -> Thread | None:
    message_id = section.take("thread", _message_id)
    subject = section.take("thread_subject", values.text)
    return Thread(message_id or "", subject or "") if message_id or subject else None


def _message_id(value: object) -> str:
    written = values.text(value).strip("<>")
    if addr.message_ids(f"<{written}>") != (written,):
        raise ValueError("this is not the Message-ID of a mail; it has the form “name@host”")
    return written


def _meeting(
    reading: Reading, id: str, on: date | datetime, at: str | None, said: _Said, follow_up: bool
) -> Meeting:
    return Meeting(
        contact=id,
        on=reading.day(on),
        moment=reading.moment(on),
        at=at,
        talked_about=said.talked_about,
        in_common=said.in_common,
        bridge=said.bridge,
        thread=said.thread,
        follow_up=follow_up,
        source=reading.file,
    )


def read_meeting(
    reading: Reading, section: Section, id: str, follow_up: bool = True
) -> Found[Meeting] | None:
    """`[[contacts.met]]` or `[[meetings]]`: without a day of its own, the file's day and place."""
    on = section.take("on", values.day_or_moment)
    at = section.take("at", values.text)
    said = _said(section)
    own = section.take("follow_up", values.flag)
    section.done()
    if on is None and not section.has("on"):
        on, at = reading.on, at or reading.at
    if on is None:
        if not section.has("on"):
            section.tell(None, f"{section.title} needs on: when was it? Write on = 2026-11-18.")
        return None
    meeting = _meeting(reading, id, on, at, said, follow_up if own is None else own)
    return Found.of(meeting, section)


def _with_flat(
    meetings: list[Found[Meeting]], section: Section, at: str | None, flat: _Said
) -> list[Found[Meeting]]:
    """The contact's flat keys, filled into its first meeting where that one does not say it."""
    if not meetings:
        return []
    first = meetings[0].value
    filled = replace(
        first,
        at=first.at or at,
        talked_about=first.talked_about or flat.talked_about,
        in_common=first.in_common or flat.in_common,
        bridge=first.bridge or flat.bridge,
        thread=first.thread or flat.thread,
    )
    for key in ("at", "talked_about", "in_common"):
        if section.has(key) and getattr(first, key):
            section.tell(key, f"“{key}” stands here and under [[contacts.met]]: keep one of them.")
    return [replace(meetings[0], value=filled), *meetings[1:]]


def _without_day(reading: Reading, section: Section) -> None:
    """A contact without a meeting is fine, unless something was written about one."""
    if reading.root.has("on"):
        return  # its slip is told
    keys = ("talked_about", "in_common", *(f"bridge_{k}" for k in BridgeKind), "at", "thread")
    told = next((key for key in keys if section.has(key)), None)
    if told or reading.at:
        why = f"“{told}” needs a day" if told else "The place of the file needs a day"
        section.tell(told, f"{why}: add met = 2026-11-18 here, or on = 2026-11-18 above the first "
                     "[[contacts]].")  # fmt: skip
