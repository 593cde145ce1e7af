"""A card → the contact it is: one the user knows already, or a new one with an id of its own."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import replace
from itertools import chain, count

from mailfollow.core import address, names, phone
from mailfollow.core.model import Card, Contact, Language, Me, People

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_LONGEST = 200  # a name, a company, a place: what is longer is no such thing


def tidy(text: str, most: int = _LONGEST) -> str:
    """Foreign text in one line, without anything that a terminal or a TOML file would obey."""
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _TURNING)
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())[:most].strip()


class Book:
    """The contacts there are, found by what a card says; new ones are added as they are made."""

    def __init__(self, people: People, me: Me) -> None:
        self.me = me
        self._ids = {contact.id for contact in people.contacts}
        self._at: defaultdict[str, list[Contact]] = defaultdict(list)
        self._called: defaultdict[str, list[Contact]] = defaultdict(list)
        self._named: defaultdict[str, list[Contact]] = defaultdict(list)
        for contact in people.contacts:
            self._add(contact)

    def find(self, card: Card) -> Contact | None:
        """Whose card it is: by address, else by phone, and by name where it has no address.

        An address or number of a function (info@…) is read by several persons, and a card with
        an address of its own is somebody's own: there the name has to be the same, too.
        """
        same = self._named[names.identifier(named(card, self.me).full)]
        written = addresses(card, self.me)
        for one in written:
            owners = self._at[address.untagged(one)]
            both = [c for c in owners if c in same]
            if both or (owners and not address.is_role(one)):
                return (both or owners)[0]
        for digits in (d for number in card.phones for d in phone.digits(number, self.me)):
            owners = [c for c in self._called[digits] if not written or c in same]
            if owners:
                return owners[0]
        return same[0] if len(same) == 1 and not written else None

    def new(self, card: Card) -> Contact:
        """A contact with the defaults that a people file gives; its id is not in use."""
        name, me = named(card, self.me), self.me
        contact = Contact(
            id=self._free((names.identifier(name.full) or "contact")[:60].strip("-")),
            name=name.full,
            first=name.first,
            surname=name.surname,
            title=name.title,
            gender=name.gender,
            formal=me.language is not Language.EN,
            language=me.language,
            company=tidy(card.company or "") or None,
            addresses=addresses(card, me),
            phones=tuple(dict.fromkeys(p for number in card.phones if (p := tidy(number, 40)))),
        )
        self._add(contact)
        return contact

    def _add(self, contact: Contact) -> None:
        self._ids.add(contact.id)
        self._named[names.identifier(contact.name)].append(contact)
        for one in contact.addresses:
            self._at[address.untagged(one)].append(contact)
        for digits in (d for number in contact.phones for d in phone.digits(number, self.me)):
            self._called[digits].append(contact)

    def _free(self, id: str) -> str:
        return next(i for i in chain([id], (f"{id}-{n}" for n in count(2))) if i not in self._ids)


def named(card: Card, me: Me) -> names.Name:
    """The name on a card, else its address or number; "?" where there is nothing."""
    written = map(tidy, (card.name, *addresses(card, me), *card.phones))
    title = tidy(card.title or "")
    name = next((n for w in written if (n := _settled(w, title)).full), names.Name("?"))
    surname = tidy(card.surname)
    if surname and name.full.endswith(f" {surname}"):
        return replace(name, first=name.full.removesuffix(f" {surname}"), surname=surname)
    return name


def _settled(written: str, title: str) -> names.Name:
    """The name, read until nothing more is taken out of it."""
    name = names.parse(written, None, title)
    while (again := names.parse(name.full)).full not in ("", name.full):
        name = replace(again, title=name.title, gender=again.gender or name.gender)
    return name if again.full else names.Name("")


def addresses(card: Card, me: Me) -> tuple[str, ...]:
    """The card's addresses that are one, each once, and none of the user's own."""
    found: dict[str, str] = {}
    for written in card.emails:
        try:
            parsed = address.parse(tidy(written))
        except ValueError:
            continue
        if not address.among(parsed, me.addresses):
            found.setdefault(address.key(parsed), parsed)
    return tuple(found.values())
