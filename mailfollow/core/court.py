"""Who is who in a sent message: the user, the contacts, the persons it went to."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from mailfollow.core import address, text
from mailfollow.core.model import (
    Arrival,
    Commitment,
    Contact,
    Draft,
    Kind,
    Mailbox,
    Me,
    Memory,
    People,
    SentMessage,
    State,
)
from mailfollow.core.rivals import Rivals


@dataclass(frozen=True, slots=True)
class Introduction:
    """What made an introduction, and the message-ids of its thread."""

    messages: frozenset[str] = frozenset()
    thread: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Court:
    """What a message is held against. The indexes keep 10,000 headers cheap."""

    me: Me
    people: People
    commitments: tuple[Commitment, ...]  # those that evidence is wanted for
    drafts: tuple[Draft, ...] = ()
    tokens: Mapping[str, str] = field(default_factory=dict)  # our token → commitment id
    rivals: Rivals = field(default_factory=dict)  # all that is or was owed
    introductions: Mapping[str, Introduction] = field(default_factory=dict)  # by commitment id
    returned: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    """Commitment id → digest of a mail that came back → the moment of its bounce."""
    letters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Commitment id → message-ids that the person owed wrote to the user since its origin."""

    @property
    def zone(self) -> ZoneInfo:
        return self.me.timezone

    def owners(self, written: str) -> tuple[Contact, ...]:
        """The contacts an address belongs to; an exact spelling goes before a plus tag."""
        exact = self._owners_exact.get(address.key(written))
        return exact or self._owners_untagged.get(address.untagged(written), ())

    def mine(self, written: str) -> bool:
        return address.untagged(written) in self._mine

    def shared(self, written: str) -> bool:
        """Whether colleagues write from this address too."""
        return address.among(written, self.me.shared)

    def draft_of(self, message: SentMessage) -> str | None:
        """The commitment whose draft this is: its token, and the last reference is ours.

        A later mail of the same thread inherits the token, but then the last reference is
        another message (FACTS.md).
        """
        for reference in message.references:
            last = self._parents.get(reference, reference)
            if reference in self.tokens and message.references[-1] == last:
                return self.tokens[reference]
        return None

    def concerns(self, box: Mailbox) -> bool:
        """Whether mail to this address may say anything about what is owed."""
        return (
            address.untagged(box.address) in self._owed_addresses
            or (address.is_list(box.address) and address.domain(box.address) in self._owed_domains)
            or " ".join(sorted(text.words(box.name))) in self._owed_names
            or self.first_name(box) in self._owed_firsts
        )

    def resent(self, message: SentMessage) -> frozenset[str]:
        """Commitments whose returned mail this one, to an unknown address, repeats."""
        known = [b for b in message.to if self.owners(b.address) or self.mine(b.address)]
        said = digest(message)
        if known or len(message.to) != 1 or not said:
            return frozenset()
        return frozenset(
            owed
            for owed, back in self.returned.items()
            if said in back and back[said] < message.sent_at
        )

    def first_name(self, box: Mailbox) -> str:
        """The first name behind an address, folded: its contact's, else its display name's."""
        owners = self.owners(box.address)
        name = owners[0].first if owners else next(iter(text.words(box.name)), None)
        return text.fold(name or "")

    @cached_property
    def _mine(self) -> frozenset[str]:
        return frozenset(address.untagged(a) for a in self.me.addresses)

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {d.token: d.parent for d in self.drafts if d.parent}

    @cached_property
    def _owners_exact(self) -> dict[str, tuple[Contact, ...]]:
        return _index(self.people.contacts, address.key)

    @cached_property
    def _owners_untagged(self) -> dict[str, tuple[Contact, ...]]:
        return _index(self.people.contacts, address.untagged)

    @cached_property
    def _owed(self) -> tuple[Contact, ...]:
        persons = [p for c in self.commitments for p in (c.contact, c.third) if p]
        return tuple({p.id: p for p in persons}.values())

    @cached_property
    def _owed_addresses(self) -> frozenset[str]:
        return frozenset(address.untagged(a) for c in self._owed for a in c.addresses)

    @cached_property
    def _owed_domains(self) -> frozenset[str]:
        return frozenset(address.domain(a) for c in self._owed for a in c.addresses)

    @cached_property
    def _owed_names(self) -> frozenset[str]:
        return frozenset(" ".join(sorted(text.words(c.name))) for c in self._owed)

    @cached_property
    def _owed_firsts(self) -> frozenset[str]:
        return frozenset(text.fold(c.first) for c in self._owed if c.first)


def summon(
    me: Me,
    people: People,
    wanted: Sequence[State],
    memory: Memory,
    tokens: Mapping[str, str],
    owed: Rivals,
) -> Court:
    """The court for the commitments of `wanted`, with what is remembered of each."""
    commitments = tuple(s.commitment for s in wanted)
    return Court(
        me=me,
        people=people,
        commitments=commitments,
        drafts=memory.drafts,
        tokens=tokens,
        rivals=owed,
        introductions={
            c.introduction: _introduction(c.introduction, memory)
            for c in commitments
            if c.introduction
        },
        returned={c.id: _returned(c, memory) for c in commitments},
        letters={c.id: _letters(c, memory) for c in commitments},
    )


def _introduction(id: str, memory: Memory) -> Introduction:
    made = [e for e in memory.evidence if e.commitment == id and e.grade.fulfils]
    drafts = {i for d in memory.drafts if d.commitment == id for i in (d.token, d.message_id)}
    ids = frozenset(e.message_id for e in made if e.message_id)
    return Introduction(frozenset(e.message for e in made), ids | drafts)


def _returned(commitment: Commitment, memory: Memory) -> dict[str, datetime]:
    back = [
        a for a in memory.arrivals if a.arrival is Arrival.BOUNCE and a.commitment == commitment.id
    ]
    return {
        e.said: b.received_at
        for e in memory.evidence
        for b in back
        if e.commitment == commitment.id and address.same_message(e.message, b.about)
    }


def _letters(commitment: Commitment, memory: Memory) -> frozenset[str]:
    person = commitment.third if commitment.kind is Kind.INTRODUCE else commitment.contact
    followed_up = commitment.meeting and commitment.meeting.thread
    return frozenset({followed_up.message_id} if followed_up else ()) | frozenset(
        a.message_id
        for a in memory.arrivals
        if a.arrival is Arrival.PERSONAL
        and a.commitment == commitment.id
        and person
        and a.who == person.id
        and a.message_id
    )


def _index(
    contacts: Iterable[Contact], key: Callable[[str], str]
) -> dict[str, tuple[Contact, ...]]:
    found: dict[str, dict[str, Contact]] = {}
    for contact in contacts:
        for written in contact.addresses:
            found.setdefault(key(written), {})[contact.id] = contact
    return {k: tuple(v.values()) for k, v in found.items()}


@dataclass(frozen=True, slots=True)
class Where:
    header: str  # "to", "cc" or "bcc"
    box: Mailbox
    by_name: bool = False


def addressed(message: SentMessage, contact: Contact) -> Where | None:
    """In which header the contact stands: by an address of theirs, else by their name alone."""
    headers = (("to", message.to), ("cc", message.cc), ("bcc", message.bcc))
    for header, boxes in headers:
        for box in sorted(boxes, key=lambda b: rank(b.address, contact)):
            if address.among(box.address, contact.addresses):
                return Where(header, box)
    for box in message.to:
        if same_name(box.name, contact.name):
            return Where("to", box, by_name=True)
    return None


def rank(written: str, contact: Contact) -> int:
    """Own addresses in the contact's order; others after them."""
    keys = [address.untagged(a) for a in contact.addresses]
    wanted = address.untagged(written)
    return keys.index(wanted) if wanted in keys else len(keys)


def same_name(one: str, other: str) -> bool:
    a, b = text.words(one), text.words(other)
    return len(a) > 1 and sorted(a) == sorted(b)


def persons(message: SentMessage, court: Court) -> set[str]:
    """Distinct persons other than the user in To and Cc; two addresses of a contact are one."""
    boxes = [b.address for b in (*message.to, *message.cc) if not court.mine(b.address)]
    return {person(a, court) for a in boxes}


def person(written: str, court: Court) -> str:
    owners = court.owners(written)
    return owners[0].id if len(owners) == 1 else address.untagged(written)


def message_key(message: SentMessage) -> str:
    """The identity of a message, the same for all its copies (`core.address.same_message`)."""
    if message.message_id:
        return message.message_id
    people = sorted(address.key(b.address) for b in message.to)
    senders = sorted(address.key(b.address) for b in message.sender)
    parts = repr((senders, people, message.subject.strip()))
    when = int((message.date or message.sent_at).timestamp())
    return f"h:{hashlib.sha256(parts.encode()).hexdigest()[:32]}:{when}"


def digest(message: SentMessage) -> str:
    """What the message says, so that it is known again when it goes elsewhere; "" for nothing."""
    return _digest(message.body.own) if message.body else ""


@functools.lru_cache(maxsize=128)
def _digest(own: str) -> str:
    said = " ".join(text.words(own))
    return hashlib.sha256(said.encode()).hexdigest()[:32] if said else ""
