"""Promises: `[[contacts.promises]]` and `[[promises]]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from mailfollow.core import names
from mailfollow.core.calendar import Duration
from mailfollow.core.model import Kind, Meeting, Promise, Third
from mailfollow.entries.found import Found, Reading
from mailfollow.toml import values
from mailfollow.toml.section import Section

_KINDS = {
    "introduce_to": Kind.INTRODUCE,
    "send": Kind.SEND,
    "say": Kind.SAY,
    "keep_in_touch": Kind.KEEP_IN_TOUCH,
}
_OF_INTRODUCTIONS = ("about", "consent", "introduce", "call_back", "outcome")


def read_promise(reading: Reading, section: Section, id: str, meeting: Meeting | None) -> None:
    on = _promised_on(reading, section, meeting)
    by, within = _deadline(section, on)
    read = _Read.of(section)
    kind = _kind(section, by, within)
    section.done()
    if not kind or not id or on is None:
        return
    promise = Promise(
        contact=id,
        kind=kind,
        on=on,
        by=by,
        within=within,
        text=read.text,
        third=read.third,
        about=read.about,
        joint=read.joint,
        consent=read.consent,
        call_back=read.call_back,
        outcome=read.outcome,
        every=read.every,
        meeting=meeting,
        source=reading.file,
    )
    reading.promises.append(Found.of(promise, section))


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    third: Third | None
    every: Duration | None
    about: str | None
    joint: bool
    consent: bool
    call_back: bool
    outcome: bool | None

    @classmethod
    def of(cls, section: Section) -> _Read:
        return cls(
            text=section.take("send", values.text) or section.take("say", values.text) or "",
            third=section.take("introduce_to", _third),
            every=section.take("keep_in_touch", _every),
            about=section.take("about", values.text),
            joint=section.take("introduce", _joint) or False,
            consent=section.take("consent", values.flag) is not False,
            call_back=section.take("call_back", values.flag) is not False,
            outcome=section.take("outcome", values.flag),
        )


def _kind(section: Section, by: date | None, within: Duration | None) -> Kind | None:
    section.asked += ["send", "say"]
    keys = [key for key in _KINDS if section.has(key)]
    if len(keys) != 1:
        what = f"{' and '.join(keys)} stand together" if keys else "Nothing is promised here"
        section.tell(keys[1] if keys else None, f"{what}: one of send, say, introduce_to or "
                     f"keep_in_touch belongs in each {section.title}.")  # fmt: skip
        return None
    kind = _KINDS[keys[0]]
    for key in _OF_INTRODUCTIONS:
        if section.has(key) and kind is not Kind.INTRODUCE:
            section.tell(key, f"“{key}” goes with introduce_to only, not with {keys[0]}.")
    if kind is Kind.SAY and not section.has("by"):
        section.tell("say", 'say: by when? Add by = 2026-11-25, or "3 days".')
    if kind is Kind.KEEP_IN_TOUCH and (by or within):
        section.tell("by", "“by” does not go with keep_in_touch, which comes again and again.")
    return kind


def _third(value: object) -> Third:
    written = values.text(value)
    match = re.fullmatch(r"(.*?)\s*<([^<>]*)>", written)
    if match:
        address = values.address(match[2])
        return Third(names.parse(match[1]).full or address, address=address)
    if "@" in written:
        address = values.address(written)
        return Third(address, address=address)
    return Third(written)


def _every(value: object) -> Duration:
    every = values.length(value)
    if not every.n:
        raise ValueError("how often? Write it like “6 weeks”")
    return every


def _joint(value: object) -> bool:
    return values.choice(value, {"joint": True, "separate": False}, '"joint", or leave it out')


def _promised_on(reading: Reading, section: Section, meeting: Meeting | None) -> date | None:
    """Its own `on`, else the day of its meeting, else the file's."""
    on = section.take("on", values.day)
    if on or section.has("on"):
        return on
    if meeting:
        return meeting.on
    if reading.on:
        return reading.day(reading.on)
    if not reading.root.has("on"):
        section.tell(None, "When was this promised? Add on = 2026-11-18.")
    return None


def _deadline(section: Section, on: date | None) -> tuple[date | None, Duration | None]:
    """`by` as a day the user set, or as a length counted from `on`."""
    by = section.take("by", _by)
    if isinstance(by, Duration):
        return None, by
    if isinstance(by, int):
        return (on + timedelta(days=(by - on.weekday() - 1) % 7 + 1) if on else None), None
    if by and on and by < on:
        section.tell("by", f"by: {by} is before the promise was given ({on}).")
    return by, None


def _by(value: object) -> date | Duration | int:
    weekday = values.weekday(value)
    if weekday is not None:
        return weekday
    if isinstance(value, str) and re.match(
        r"\s*(\d+|an?|one|ein\w*|jeden|jedna)\s*[^\W\d_]", value
    ):
        return values.length(value)
    try:
        return values.day(value)
    except ValueError as slip:
        raise ValueError(f"{slip}; also “3 days” or “friday”") from None
