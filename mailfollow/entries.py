"""What one file says about people: contacts, meetings, promises (DESIGN.md §4).

The same reader serves `people/*.toml` and the `[[contacts]]` of config.toml. References to
contacts of other files stay as written; `people` resolves them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Generic, TypeVar

import phonenumbers

from mailfollow.core import names
from mailfollow.core.calendar import Duration, day_of, moment_of
from mailfollow.core.model import (
    Bridge,
    BridgeKind,
    Contact,
    Kind,
    Language,
    Me,
    Meeting,
    Promise,
    Third,
)
from mailfollow.errors import Problem
from mailfollow.toml import values
from mailfollow.toml.section import Section

T = TypeVar("T")

ARRAYS = frozenset({"contacts", "meetings", "promises", "contacts.promises", "contacts.met"})
CONTACTS, MEETINGS, PROMISES = "[[contacts]]", "[[meetings]]", "[[promises]]"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value with its line, the lines of its keys, and the person it is about."""

    value: T
    line: int
    who: str
    lines: Mapping[str, int] = field(default_factory=dict)  # of its keys


@dataclass(frozen=True, slots=True)
class Entries:
    """One file's people. In meetings and promises of the top level, `contact` and the third
    person are as written; their contact may be in another file."""

    file: str
    contacts: tuple[Found[Contact], ...] = ()
    meetings: tuple[Found[Meeting], ...] = ()
    promises: tuple[Found[Promise], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def fatal(self) -> bool:
        return any(p.fatal for p in self.problems)


def _found(value: T, section: Section) -> Found[T]:
    return Found(value, section.line(), section.who, section.table.lines)


@dataclass(slots=True)
class _Reading:
    root: Section
    me: Me
    accounts: Collection[str]
    on: date | datetime | None = None
    at: str | None = None
    contacts: list[Found[Contact]] = field(default_factory=list)
    meetings: list[Found[Meeting]] = field(default_factory=list)
    promises: list[Found[Promise]] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.root.notes.file


def read(root: Section, me: Me, accounts: Collection[str]) -> Entries:
    """The people of one file; slips go to `root.notes` and into the result's problems.

    `accounts` are the labels there are. The caller tells unknown keys (`root.done`).
    """
    reading = _Reading(root, me, accounts)
    reading.on = root.take("on", values.day_or_moment)
    reading.at = root.take("at", values.text)
    for section in root.each("contacts", CONTACTS):
        _contact(reading, section)
    for section in root.each("meetings", MEETINGS):
        _loose_meeting(reading, section)
    for section in root.each("promises", PROMISES):
        _loose_promise(reading, section)
    return Entries(
        root.notes.file,
        tuple(reading.contacts),
        tuple(reading.meetings),
        tuple(reading.promises),
        tuple(root.notes.problems),
    )


# --- a contact ------------------------------------------------------------------------------


def _contact(reading: _Reading, section: Section) -> None:
    written = section.need("name", values.text, 'write name = "Anna Kowalska"')
    section.who = written or ""
    contact = _person(reading, section, written or "")
    meetings = _meetings_of(reading, section, contact.id)
    first = meetings[0].value if meetings else None
    for promise in section.each("promises", "[[contacts.promises]]"):
        _promise(reading, promise, contact.id, first)
    section.done(
        on='“on” stands inside [[contacts]]. If everybody was met then, move it above the first '
        "[[contacts]]; for this person alone write met = …",
        **{key: f"“{key}” belongs under [[contacts.promises]], below this person." for key in
           ("send", "say", "introduce_to", "keep_in_touch", "by", "about", "call_back")},
    )  # fmt: skip
    if contact.id:
        reading.contacts.append(_found(contact, section))
        reading.meetings.extend(meetings)


def _person(reading: _Reading, section: Section, written: str) -> Contact:
    me = reading.me
    surname = section.take("surname", values.text)
    name = names.parse(written, surname, section.take("title", values.text))
    language = section.take("language", values.language) or me.language
    formal = section.take("formal", values.formal)
    formal = language is not Language.EN if formal is None else formal
    greeting = section.take("greeting", values.text)
    contact = Contact(
        id=_id(section, name.full),
        name=name.full,
        first=name.first,
        surname=name.surname,
        title=name.title,
        gender=section.take("gender", values.gender) or name.gender,
        formal=formal,
        language=language,
        greeting=greeting,
        company=section.take("company", values.text),
        addresses=_addresses(section),
        phones=_phones(section, me.country),
        account=_account(section, reading.accounts),
        source=reading.file,
    )
    if not greeting and not (formal and language is Language.PL):
        _doubt(section, name)
    if written and not section.has("email") and not section.has("addresses") | section.has("phone"):
        section.tell(None, "There is neither email nor phone: add one of them.")
    return contact


def _id(section: Section, name: str) -> str:
    own = section.take("id", values.text)
    made = names.identifier(name)
    if own and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", own):
        section.tell(
            "id", f"id: “{own}” may have a–z, 0–9 and - only; "
            f"write {names.identifier(own) or 'anna-2'}."
        )  # fmt: skip
    elif not own and name and not made:
        section.tell("name", f'No id can be made of “{name}”: add one, like id = "anna".')
    return own or made


def _doubt(section: Section, name: names.Name) -> None:
    if name.doubt is names.Doubt.ORDER:
        last, first = name.full.split()
        section.tell("name", f"Is {first} the first name? Then write name = \"{first} {last}\"; "
                     f"else add surname = \"{first}\".", fatal=False)  # fmt: skip
    elif name.doubt is names.Doubt.SURNAME:
        section.tell("name", f"Which part of “{name.full}” is the surname? "
                     "Add it as surname = \"…\".", fatal=False)  # fmt: skip


def _addresses(section: Section) -> tuple[str, ...]:
    email = section.take("email", values.addresses) or ()
    more = section.take("addresses", values.addresses) or ()
    return values.distinct((*email, *more))


def _phones(section: Section, country: str | None) -> tuple[str, ...]:
    phones = section.take("phone", values.texts) or ()
    for phone in phones:
        if not _callable(phone, country):
            section.tell("phone", f"phone: “{phone}” does not look like a telephone number; "
                         "write it like +48 601 000 000.", fatal=False)  # fmt: skip
    return phones


def _callable(phone: str, country: str | None) -> bool:
    try:
        number = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        digits = re.sub(r"\D", "", phone)  # without a country only the length can be judged
        return country is None and 5 <= len(digits) <= 15 and not re.search(r"[^\W\d]", phone)
    return phonenumbers.is_possible_number(number)


def _account(section: Section, accounts: Collection[str]) -> str | None:
    label = section.take("account", values.text)
    if label and label not in accounts:
        section.tell("account", f"account: there is no account “{label}”; "
                     f"there are {', '.join(accounts) or 'none'}.")  # fmt: skip
    return label


# --- meetings -------------------------------------------------------------------------------


def _meetings_of(reading: _Reading, section: Section, id: str) -> list[Found[Meeting]]:
    """The contact's own meetings, else the file's; flat keys belong to the first."""
    tables = _is_tables(section.table.get("met"))
    own = None if tables else section.take("met", values.day_or_moment)
    at = section.take("at", values.text)
    follow_up = section.take("follow_up", values.flag)
    flat = _said(section)
    if tables:
        meetings = [
            _meeting_table(reading, table, id, follow_up is not False)
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
    return [_found(meeting, section)]


def _is_tables(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(v, dict) for v in value)
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What makes the letter personal."""

    talked_about: str | None
    in_common: str | None
    bridge: Bridge | None


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
    return _Said(talked_about, in_common, bridges[0] if bridges else None)


def _meeting(
    reading: _Reading, id: str, on: date | datetime, at: str | None, said: _Said, follow_up: bool
) -> Meeting:
    moment = _moment(on, reading.me) if isinstance(on, datetime) else None
    return Meeting(
        contact=id,
        on=day_of(moment, reading.me.timezone) if moment else on,
        moment=moment,
        at=at,
        talked_about=said.talked_about,
        in_common=said.in_common,
        bridge=said.bridge,
        follow_up=follow_up,
        source=reading.file,
    )


def _moment(on: datetime, me: Me) -> datetime:
    if on.tzinfo:
        return on.astimezone(UTC)
    return moment_of(on.date(), on.time(), me.timezone)


def _meeting_table(
    reading: _Reading, section: Section, id: str, follow_up: bool = True
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
    return _found(meeting, section)


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
    )
    for key in ("at", "talked_about", "in_common"):
        if section.has(key) and getattr(first, key):
            section.tell(key, f"“{key}” stands here and under [[contacts.met]]: keep one of them.")
    return [replace(meetings[0], value=filled), *meetings[1:]]


def _without_day(reading: _Reading, section: Section) -> None:
    """A contact without a meeting is fine, unless something was written about one."""
    if reading.root.has("on"):
        return  # its slip is told
    keys = ("talked_about", "in_common", *(f"bridge_{k}" for k in BridgeKind), "at")
    told = next((key for key in keys if section.has(key)), None)
    if told or reading.at:
        why = f"“{told}” needs a day" if told else "The place of the file needs a day"
        section.tell(told, f"{why}: add met = 2026-11-18 here, or on = 2026-11-18 above the first "
                     "[[contacts]].")  # fmt: skip


def _loose_meeting(reading: _Reading, section: Section) -> None:
    contact = _whose(section, "[[contacts.met]]")
    meeting = _meeting_table(reading, section, contact or "")
    if contact and meeting:
        reading.meetings.append(meeting)


def _whose(section: Section, nested: str) -> str | None:
    contact = section.need(
        "contact", values.text,
        f'whose is it? Write contact = "anna-kowalska", or {nested} below the person'
    )  # fmt: skip
    section.who = contact or ""
    return contact


# --- promises -------------------------------------------------------------------------------

_KINDS = {
    "introduce_to": Kind.INTRODUCE,
    "send": Kind.SEND,
    "say": Kind.SAY,
    "keep_in_touch": Kind.KEEP_IN_TOUCH,
}
_OF_INTRODUCTIONS = ("about", "consent", "introduce", "call_back", "outcome")


def _loose_promise(reading: _Reading, section: Section) -> None:
    if contact := _whose(section, "[[contacts.promises]]"):
        _promise(reading, section, contact, None)
    else:
        _promise(reading, section, "", None)


def _promise(reading: _Reading, section: Section, id: str, meeting: Meeting | None) -> None:
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
    reading.promises.append(_found(promise, section))


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


def _promised_on(reading: _Reading, section: Section, meeting: Meeting | None) -> date | None:
    """Its own `on`, else the day of its meeting, else the file's."""
    on = section.take("on", values.day)
    if on or section.has("on"):
        return on
    if meeting:
        return meeting.on
    if isinstance(reading.on, datetime):
        return day_of(_moment(reading.on, reading.me), reading.me.timezone)
    if reading.on is None and not reading.root.has("on"):
        section.tell(None, "When was this promised? Add on = 2026-11-18.")
    return reading.on


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
