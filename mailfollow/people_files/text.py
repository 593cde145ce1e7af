"""A people file's text. Whatever stands in a name: read back, it says what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from mailfollow.core import names
from mailfollow.core.calendar import Duration
from mailfollow.core.model import (
    Contact,
    Entry,
    Kind,
    Language,
    Me,
    Meeting,
    PeopleFile,
    Promise,
    Third,
    Title,
)
from mailfollow.core.persons import tidy
from mailfollow.people_files.hints import HINTS, LENGTHS

_LONGEST = 2_000
_REMARKS = 200  # lines
_TITLES = {Title.DR: "Dr.", Title.PROF: "Prof."}

Value = str | bool | date | list[str] | None
Pairs = Iterable[tuple[str, Value]]


def text(file: PeopleFile, me: Me) -> str:
    """The whole file: where it comes from, the day and place that all share, the entries."""
    head = _Head(file.entries)
    on, at = head.on, head.at
    blocks = [[first_line(file)], [*_lines((("on", on), ("at", at)))]]
    for entry in file.entries:
        blocks.extend(_Written(entry, head, me).blocks())
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def first_line(file: PeopleFile) -> str:
    """Where the file comes from; it tells it from every other."""
    return f"# {tidy(file.origin, 500)}"


class _Head:
    """What all entries share. A day at the head of a file is a meeting with everybody in it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        met = [e.meeting for e in entries if e.meeting]
        days = {(m.on, m.moment) for m in met}
        loose = any(e.meeting is None and not e.known for e in entries)
        self.shared = len(days) == 1 and not loose
        places = {m.at for m in met}
        self.on = _day(met[0]) if self.shared else None
        self.day = met[0].on if self.shared else None
        self.at = places.pop() if self.shared and len(places) == 1 else None

    def own(self, meeting: Meeting, key: str) -> Pairs:
        """The day under `key` and the place, as far as the head does not say them."""
        if not self.shared:
            yield key, _day(meeting)
        if meeting.at != self.at:
            yield "at", meeting.at


def _day(meeting: Meeting) -> date:
    return meeting.moment or meeting.on


class _Written:
    """One entry as blocks of lines."""

    def __init__(self, entry: Entry, head: _Head, me: Me) -> None:
        self.entry, self.head, self.me = entry, head, me
        self.hints = HINTS[me.language]

    def blocks(self) -> Iterator[list[str]]:
        contact, meeting, promises = self.entry.contact, self.entry.meeting, self.entry.promises
        if not self.entry.known:
            yield [*self._remark(), "[[contacts]]", *self._contact()]
            for promise in promises:
                table = ["[[contacts.promises]]", *self._promise(promise, meeting)]
                yield [f"  {line}" for line in table]
            return
        whose = [*_lines([("contact", contact.id)])]
        remark = [*self._remark()]
        if meeting:
            met = [*_lines(self.head.own(meeting, "on")), *self._meeting(meeting)]
            yield [*remark, "[[meetings]]", *whose, *met]
            remark = []
        for promise in promises:
            yield [*remark, "[[promises]]", *whose, *self._promise(promise, None)]
            remark = []

    def _remark(self) -> Iterator[str]:
        lines = self.entry.remark.strip().splitlines()[:_REMARKS]
        yield from (f"# {tidy(line, _LONGEST)}".rstrip() for line in lines)

    # --- contacts

    def _contact(self) -> Iterator[str]:
        contact, meeting = self.entry.contact, self.entry.meeting
        read = names.parse(contact.name, None, _TITLES.get(contact.title) if contact.title else "")
        certain = (read.first, read.surname) == (contact.first, contact.surname)
        yield from _lines((
            ("name", contact.name),
            ("id", None if contact.id == names.identifier(contact.name) else contact.id),
            ("surname", None if certain else contact.surname),
            ("title", _TITLES.get(contact.title) if contact.title else None),
        ))  # fmt: skip
        if meeting and read.doubt and certain:
            yield self._hint("surname")
        yield from self._reached(contact)
        yield from _lines((
            ("company", contact.company),
            ("gender", contact.gender),
            ("language", None if contact.language is self.me.language else contact.language),
            ("formal", None if contact.formal is _formal(contact) else contact.formal),
            ("greeting", contact.greeting),
            ("account", contact.account),
        ))  # fmt: skip
        if meeting and contact.gender is None and contact.formal:
            yield self._hint("gender")
        if meeting is None:
            yield from _lines([("follow_up", False)])
        else:
            yield from _lines(self.head.own(meeting, "met"))
            yield from self._meeting(meeting)

    def _reached(self, contact: Contact) -> Iterator[str]:
        several = "addresses" if len(contact.addresses) > 1 else "email"
        if not contact.addresses:
            yield self._hint("email")
        yield from _lines(((several, _one(contact.addresses)), ("phone", _one(contact.phones))))

    # --- meetings

    def _meeting(self, meeting: Meeting) -> Iterator[str]:
        """What makes the letter personal; what is missing is there to be filled in."""
        thread, bridge = meeting.thread, meeting.bridge
        said: dict[str, Value] = {
            "talked_about": meeting.talked_about,
            "in_common": meeting.in_common,
            f"bridge_{bridge.kind}" if bridge else "bridge_meet": bridge.phrase if bridge else None,
        }
        asked = meeting.follow_up and thread is None
        if asked and not meeting.at:
            yield self._hint("at")
        for key, value in said.items():
            yield from _lines([(key, value)])
            if asked and not value:
                yield self._hint(key)
        yield from _lines((
            ("thread", thread.message_id if thread else None),
            ("thread_subject", thread.subject if thread else None),
            ("follow_up", None if meeting.follow_up else False),
        ))  # fmt: skip

    # --- promises

    def _promise(self, promise: Promise, meeting: Meeting | None) -> Iterator[str]:
        day = meeting.on if meeting else self.head.day
        introduces = promise.kind is Kind.INTRODUCE
        what: dict[Kind, Value] = {
            Kind.INTRODUCE: _third(promise.third) if promise.third else None,
            Kind.KEEP_IN_TOUCH: self._length(promise.every),
        }
        key = "introduce_to" if introduces else str(promise.kind)
        yield from _lines((
            (key, what.get(promise.kind, promise.text)),
            ("by", promise.by or self._length(promise.within)),
            ("on", None if promise.on == day else promise.on),
            ("about", promise.about),
            ("introduce", "joint" if promise.joint else None),
            ("consent", None if promise.consent else False),
            ("call_back", None if promise.call_back else False),
            ("outcome", promise.outcome),
        ))  # fmt: skip

    def _length(self, length: Duration | None) -> str | None:
        if length is None:
            return None
        one, few, many = LENGTHS[self.me.language][length.unit]
        a_few = length.n % 10 in (2, 3, 4) and length.n % 100 not in (12, 13, 14)
        return f"{length.n} {one if length.n == 1 else few if a_few else many}"

    def _hint(self, key: str) -> str:
        return f'#{key} = ""  # {self.hints[key]}'


def _formal(contact: Contact) -> bool:
    return contact.language is not Language.EN


def _third(third: Third) -> str:
    """Another contact by name where that finds it, else by id; anybody else with an address."""
    if third.contact:
        by_name = names.identifier(third.name) == third.contact and "@" not in third.name
        return third.name if by_name else third.contact
    return f"{third.name} <{third.address}>" if third.address else third.name


def _one(values: tuple[str, ...]) -> Value:
    return list(values) if len(values) > 1 else next(iter(values), None)


def _lines(pairs: Pairs) -> Iterator[str]:
    import tomlkit  # only who writes a file waits for it

    for key, value in pairs:
        cleaned = _cleaned(value)
        if cleaned not in (None, "", []):
            yield f"{key} = {tomlkit.item(cleaned).as_string()}"


def _cleaned(value: Value) -> Value:
    if isinstance(value, str):
        return tidy(value, _LONGEST)
    if isinstance(value, list):
        return [cleaned for v in value if (cleaned := tidy(v, _LONGEST))]
    return value
