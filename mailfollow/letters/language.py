"""Salutation, closing, dates: what each language wants (LETTERS.md §2).

Nothing is guessed: no gender from a name, no surname from a place in it, no vocative from
an ending.
"""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from mailfollow.core.model import Contact, Gender, Language, Title
from mailfollow.letters.phrases import clean
from mailfollow.letters.vocatives import vocative

_DAY = {Language.PL: "d MMMM", Language.DE: "d. MMMM", Language.EN: "d MMMM"}
_ON = {Language.PL: "", Language.DE: "am ", Language.EN: "on "}
_REPLIED = re.compile(r"(?:(?:re|aw|odp|antw)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_CLOSINGS = {
    (Language.PL, False): "Pozdrawiam serdecznie",
    (Language.PL, True): "Łączę pozdrowienia",
    (Language.DE, False): "Herzliche Grüße",
    (Language.DE, True): "Mit freundlichen Grüßen",
    (Language.EN, False): "Best wishes,",
    (Language.EN, True): "Kind regards,",
}


def day(on: date, language: Language, today: date) -> str:
    """A full date, with the year only where it is not this one: "29 kwietnia"."""
    pattern = _DAY[language] + ("" if on.year == today.year else " y")
    return format_date(on, pattern, locale=str(language))


def on_day(on: date, language: Language, today: date) -> str:
    """The date as it stands in a sentence: "am 29. April"."""
    return f"{_ON[language]}{day(on, language, today)}"


def closing(language: Language, *, formal: bool) -> str:
    return _CLOSINGS[language, formal]


def thanks(contact: Contact) -> str:
    """How a reply begins."""
    match contact.language:
        case Language.PL if not contact.formal:
            return "dziękuję Ci za wiadomość."
        case Language.PL:
            whom = {Gender.F: " Pani", Gender.M: " Panu", None: ""}[contact.gender]
            return f"dziękuję{whom} za wiadomość."
        case Language.DE:
            return f"vielen Dank für {'Ihre' if contact.formal else 'deine'} Nachricht."
        case Language.EN:
            return "Thank you for your message."


def reply_subject(answering: str) -> str:
    """ "Re: …", once, whatever the other side's client called it; "" without a subject."""
    bare = bare_subject(answering)
    return f"Re: {bare}" if bare else ""


def bare_subject(subject: str) -> str:
    """The subject without any "Re:"."""
    return _REPLIED.sub("", clean(subject))


def salutation(contact: Contact) -> str:
    """The first line of the letter: the user's own greeting, else what etiquette asks for."""
    own = clean(contact.greeting)
    if own:
        return own if not own[-1].isalnum() else f"{own},"
    if not contact.formal:
        return _familiar(contact)
    match contact.language:
        case Language.PL:
            return _formal_pl(contact)
        case Language.DE:
            return _formal_de(contact)
        case Language.EN:
            return f"Dear {_addressed_en(contact)},"


def good_day(contact: Contact) -> str:
    """A milder formal salutation, for templates that want it: "Guten Tag, Frau Klein,"."""
    match contact.language:
        case Language.PL:
            return "Dzień dobry,"
        case Language.DE:
            called = _called_de(contact)
            return f"Guten Tag, {called}," if called else _named_de(contact)
        case Language.EN:
            return f"Hello {_addressed_en(contact)},"


def follows_small(salutation: str) -> bool:
    """Whether the letter goes on with a small letter: after a comma, never after ! or a stop."""
    return salutation.endswith((",", "–", "-"))


def _familiar(contact: Contact) -> str:
    first = clean(contact.first)
    match contact.language:
        case Language.PL:
            called = vocative(first)
            return f"Cześć, {called}," if called else "Cześć,"
        case Language.DE:
            return f"Hallo {first}," if first else "Hallo,"
        case Language.EN:
            return f"Hi {first}," if first else "Hello,"


def _formal_pl(contact: Contact) -> str:
    if contact.gender is None:
        return "Dzień dobry,"
    woman = contact.gender is Gender.F
    title = {
        None: "",
        Title.DR: " Doktor" if woman else " Doktorze",
        Title.PROF: " Profesor" if woman else " Profesorze",
    }[contact.title]
    return f"Szanowna Pani{title}," if woman else f"Szanowny Panie{title},"


_TITLES_DE = {None: "", Title.DR: "Dr. ", Title.PROF: "Professor "}
_TITLES_EN = {None: "", Title.DR: "Dr ", Title.PROF: "Professor "}


def _formal_de(contact: Contact) -> str:
    called = _called_de(contact)
    if called is None:
        return _named_de(contact)
    return f"Sehr geehrte{'r' if contact.gender is Gender.M else ''} {called},"


def _called_de(contact: Contact) -> str | None:
    if contact.gender is None or not clean(contact.surname):
        return None
    form = "Frau" if contact.gender is Gender.F else "Herr"
    return f"{form} {_TITLES_DE[contact.title]}{clean(contact.surname)}"


def _named_de(contact: Contact) -> str:
    return f"Guten Tag {_TITLES_DE[contact.title]}{clean(contact.name)},"


def _addressed_en(contact: Contact) -> str:
    surname = clean(contact.surname)
    if contact.title:
        return f"{_TITLES_EN[contact.title]}{surname or clean(contact.name)}"
    if contact.gender is None or not surname:
        return clean(contact.name)
    return f"{'Ms' if contact.gender is Gender.F else 'Mr'} {surname}"
