"""A card → the contact it is: one the user knows already, or a new one with an id of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from dataclasses import replace

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


def known(card: Card, people: People, me: Me) -> Contact | None:
    """Whose card it is: by address, else by phone, and by name where it has no address.

    An address that belongs to a function (info@…) is read by several persons: there the name
    has to be the same, too.
    """
    name = names.identifier(named(card, me).full)
    for wanted in addresses(card, me):
        owners = [c for c in people.contacts if address.among(wanted, c.addresses)]
        same = [c for c in owners if names.identifier(c.name) == name]
        if same or (owners and not address.is_role(wanted)):
            return (same or owners)[0]
    digits = {d for written in card.phones for d in phone.digits(written, me)}
    same = [c for c in people.contacts if names.identifier(c.name) == name]
    for contact in same if addresses(card, me) else people.contacts:
        if digits & {d for written in contact.phones for d in phone.digits(written, me)}:
            return contact
    return same[0] if len(same) == 1 and not addresses(card, me) else None


def contact_of(card: Card, people: People, me: Me, taken: Container[str] = ()) -> Contact:
    """A new contact with the defaults that a people file gives; its id is not in use.

    `taken` are ids given away meanwhile. A card without a name is known by its address.
    """
    name = named(card, me)
    return Contact(
        id=_free(_id(name.full), people, taken),
        name=name.full,
        first=name.first,
        surname=name.surname,
        title=name.title,
        gender=name.gender,
        formal=me.language is not Language.EN,
        language=me.language,
        company=tidy(card.company or "") or None,
        addresses=addresses(card, me),
        phones=tuple(dict.fromkeys(p for written in card.phones if (p := tidy(written, 40)))),
    )


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


def _id(name: str) -> str:
    return (names.identifier(name) or "contact")[:60].strip("-")


def _free(id: str, people: People, taken: Container[str]) -> str:
    used = {c.id for c in people.contacts}
    found, n = id, 1
    while found in used or found in taken:
        n += 1
        found = f"{id}-{n}"
    return found
