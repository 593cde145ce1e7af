"""Promises caught where they are made: a mail to oneself, and a mail that is to be followed up.

A mail to oneself whose subject says that somebody was met becomes a people file; a mail in
the folder “Follow up” becomes one with that mail as its thread. What is not certain is not
guessed: it is told, and the user's own words stand in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mailfollow.core import address, persons, phone, text
from mailfollow.core.calendar import day_of
from mailfollow.core.court import message_key
from mailfollow.core.hear import subject as subjects
from mailfollow.core.model import (
    Body,
    Card,
    Code,
    Contact,
    Entry,
    Lying,
    Mailbox,
    Me,
    Meeting,
    People,
    PeopleFile,
    Reason,
    Said,
    Thread,
)
from mailfollow.core.persons import Book, tidy

_ATOM = r"[^\s<>()\[\]\"',;:@]"
_ADDRESS = re.compile(rf"(?<!{_ATOM}){_ATOM}+@{_ATOM}+\.{_ATOM}+(?<!\.)")
_SEARCHED = 10_000  # characters of the text; a note to oneself is shorter
MOST_PERSONS = 100


@dataclass(frozen=True, slots=True)
class Met:
    """Whom the user met, when and where; `remark` is what else the mail says."""

    persons: tuple[Card, ...]
    on: date
    at: str | None = None
    remark: str = ""


def understood(said: Said, me: Me) -> Met | None:
    """What a mail to oneself says of a meeting; None where it says nothing of one.

    Without `persons`, a meeting is told and nobody is named.
    """
    message = said.message
    sent_on = day_of(message.sent_at, me.timezone)
    found = subjects.read(tidy(message.subject), sent_on)
    if found is None:
        return None
    own = text.own(_unsigned(message.body, me), me).strip() if message.body else ""
    cards = [c for c in said.cards if not _mine(c, me)]
    met = _with_cards(list(found.persons), cards)
    if len(met) == 1:
        met = [_with_text(met[0], own, me)]
    return Met(tuple(met[:MOST_PERSONS]), found.on, found.at, own)


def people_file(said: Said, people: People, me: Me) -> PeopleFile | Reason | None:
    """The file that a mail to oneself asks for; None where it is no capture at all.

    A meeting that stands in a file already is not written again: NOTED, with that file.
    """
    met = understood(said, me)
    if met is None:
        return None
    subject = tidy(said.message.subject)
    if not met.persons:
        return Reason.of(Code.NO_CAPTURE, subject=subject)
    entries, there = _entries(met, people, me)
    if not entries:
        who = ", ".join(people_name(people, m) for m in there)
        return Reason.of(Code.NOTED, who=who, file=there[0].source)
    first = replace(entries[0], remark=met.remark)
    origin = _origin(message_key(said.message), subject)
    return PeopleFile(met.on, (first, *entries[1:]), origin)


def followed(lying: Lying, people: People, me: Me, day: date) -> PeopleFile | Reason:
    """The file for a mail that is to be followed up, met or not; `day` is today.

    A thread without a Message-ID has "": the letter is new mail then, with the same subject.
    """
    subject = tidy(lying.subject)
    other = _other(lying, me)
    if other is None:
        return Reason.of(Code.NOBODY, subject=subject)
    thread = Thread(_message_id(lying.message_id), subject)
    card = Card(other.name, (other.address,))
    entry = _entry(card, Book(people, me))
    there = _followed_up(entry.contact, thread, people)
    if there:
        who = entry.contact.name
        return Reason.of(Code.FOLLOWED_UP, who=who, subject=subject, file=there.source)
    meeting = Meeting(entry.contact.id, day, thread=thread)
    key = thread.message_id or f"{lying.place.mailbox} {lying.place.uidvalidity}/{lying.place.uid}"
    return PeopleFile(day, (replace(entry, meeting=meeting),), _origin(key, subject))


def people_name(people: People, meeting: Meeting) -> str:
    contact = people.contact(meeting.contact)
    return contact.name if contact else meeting.contact


def _origin(key: str, subject: str) -> str:
    return tidy(f"mail <{key}> {subject}", 500)


def _unsigned(body: Body, me: Me) -> Body:
    """The text up to the user's own name: what stands below it is the user's number, not hers."""
    name = text.words(me.name)
    lines = [text.words(line) for line in body.own.splitlines()]
    signed = (n for n, line in enumerate(lines) if name and line[: len(name)] == name)
    end = next((n for n in signed if len(lines[n]) <= len(name) + 2), None)
    return replace(body, own="\n".join(body.own.splitlines()[:end]))


# --- whom the user met ----------------------------------------------------------------------


def _mine(card: Card, me: Me) -> bool:
    return any(address.among(written, me.addresses) for written in card.emails)


def _with_cards(named: list[Card], cards: Sequence[Card]) -> list[Card]:
    """Those named in the subject and those of the cards, each once: a card knows more."""
    rest = list(cards)
    met: list[Card] = []
    for person in named:
        own = next((c for c in rest if _same(person, c)), None)
        if own is None and len(named) == len(cards) == 1 and not person.emails:
            own = cards[0] if " " not in person.name else None
        if own is not None:
            rest.remove(own)
            person = _merged(person, own)
        met.append(person)
    return [*met, *rest]


def _same(person: Card, card: Card) -> bool:
    if any(address.among(written, card.emails) for written in person.emails):
        return True
    said, written = set(text.words(person.name)), set(text.words(card.name))
    return bool(said) and (said <= written or (bool(written) and written <= said))


def _merged(person: Card, card: Card) -> Card:
    emails = tuple(dict.fromkeys((*person.emails, *card.emails)))
    phones = tuple(dict.fromkeys((*person.phones, *card.phones)))
    return replace(card, name=card.name or person.name, emails=emails, phones=phones)


def _with_text(person: Card, own: str, me: Me) -> Card:
    """An address or a number in the text is hers if there is exactly one, and hers is missing."""
    own = own[:_SEARCHED]
    if not person.emails and len(found := _addresses(own, me)) == 1:
        person = replace(person, emails=found)
    if not person.phones and len(found := _phones(own, me)) == 1:
        person = replace(person, phones=found)
    return person


def _addresses(own: str, me: Me) -> tuple[str, ...]:
    return persons.addresses(Card(emails=tuple(_ADDRESS.findall(own))), me)


def _phones(own: str, me: Me) -> tuple[str, ...]:
    found: dict[frozenset[str], str] = {}
    for written in phone.numbers(own, me):
        found.setdefault(frozenset(phone.digits(written, me)), written)
    return tuple(found.values())


# --- what is written ------------------------------------------------------------------------


def _entries(met: Met, people: People, me: Me) -> tuple[list[Entry], list[Meeting]]:
    """What is new, and the meetings that stand in a file already."""
    entries: dict[str, Entry] = {}
    there: list[Meeting] = []
    book = Book(people, me)
    for card in met.persons:
        entry = _entry(card, book)
        who = entry.contact.id
        old = next((m for m in people.meetings if m.contact == who and m.on == met.on), None)
        if old and not old.thread:
            there.append(old)
        else:
            entries.setdefault(who, replace(entry, meeting=Meeting(who, met.on, at=met.at)))
    return list(entries.values()), there


def _entry(card: Card, book: Book) -> Entry:
    contact = book.find(card)
    return Entry(contact, known=True) if contact else Entry(book.new(card))


# --- a mail that is followed up -------------------------------------------------------------


def _other(lying: Lying, me: Me) -> Mailbox | None:
    """The other person: who wrote it, else the first of those it went to."""
    boxes = (*lying.sender, *lying.recipients)
    return next((b for b in boxes if persons.addresses(Card(emails=(b.address,)), me)), None)


def _message_id(written: str | None) -> str:
    """The id as a letter can answer it (RFC 5322 §2.1.1, §3.6.4), else ""."""
    found = address.message_ids(f"<{tidy(written or '', 500)}>")
    return next((i for i in found if i.isascii() and len(i) <= 250), "")


def _followed_up(contact: Contact, thread: Thread, people: People) -> Meeting | None:
    same = (m for m in people.meetings if m.contact == contact.id and m.thread)
    return next((m for m in same if m.thread == thread and thread.message_id), None)
