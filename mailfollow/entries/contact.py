"""One `[[contacts]]` entry: the person, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Collection

from mailfollow.core import names
from mailfollow.core.model import Contact, Language
from mailfollow.entries.found import Found, Reading
from mailfollow.entries.meeting import meetings_of
from mailfollow.entries.promise import read_promise
from mailfollow.toml import values
from mailfollow.toml.section import Section


def read_contact(reading: Reading, section: Section) -> None:
    written = section.need("name", values.text, 'write name = "Anna Kowalska"')
    section.who = written or ""
    contact = _person(reading, section, written or "")
    meetings = meetings_of(reading, section, contact.id)
    first = meetings[0].value if meetings else None
    for promise in section.each("promises", "[[contacts.promises]]"):
        read_promise(reading, promise, contact.id, first)
    section.done(
        on='“on” stands inside [[contacts]]. If everybody was met then, move it above the first '
        "[[contacts]]; for this person alone write met = …",
        **{key: f"“{key}” belongs under [[contacts.promises]], below this person." for key in
           ("send", "say", "introduce_to", "keep_in_touch", "by", "about", "call_back")},
    )  # fmt: skip
    if contact.id:
        reading.contacts.append(Found.of(contact, section))
        reading.meetings.extend(meetings)


def _person(reading: Reading, section: Section, written: str) -> Contact:
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
    if not any(section.has(key) for key in ("email", "addresses", "phone")):
        section.tell(None, "There is neither email nor phone: add one of them.", fatal=False)
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
    if not section.has("addresses"):
        section.adopt("email")
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
    import phonenumbers  # sixty modules; see core.phone

    try:
        number = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        digits = re.sub(r"\D", "", phone)  # without a country only the length can be judged
        return country is None and 5 <= len(digits) <= 15 and not re.search(r"[^\W\d]", phone)
    return phonenumbers.is_possible_number(number)


def _account(section: Section, accounts: Collection[str]) -> str | None:
    label = section.take("account", values.text)
    if label and label not in accounts:
        known = ", ".join(accounts) or "none"
        section.tell(
            "account", f"account: there is no account “{label}”; the accounts are: {known}."
        )
    return label
