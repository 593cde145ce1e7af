"""The catalogues and how a phrase is filled.

A phrase is a `str.format` template with sections: `[to {to}|to the contact][, {day}]`. Of a
section the first alternative is taken whose facts are all known, and nothing where none is.
So one line says it with and without its facts. Facts are cleaned here, and only here.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from string import Formatter

from babel import Locale

from mailfollow.core.model import Contact, Language, Me
from mailfollow.say import de, en, pl
from mailfollow.say.catalogue import Catalogue
from mailfollow.say.clean import clean

_CATALOGUES: Mapping[Language, Catalogue] = {
    Language.PL: pl.CATALOGUE,
    Language.DE: de.CATALOGUE,
    Language.EN: en.CATALOGUE,
}
_NOTHING = "–"  # a fact outside the sections that cleans to nothing
_SECTION = re.compile(r"\[([^\]]*)\]")


def catalogue(language: Language) -> Mapping[str, str]:
    return _CATALOGUES[language].phrases


def locale(language: Language) -> Locale:
    return Locale.parse(_CATALOGUES[language].locale)


def phrase(language: Language, key: str, /, **facts: object) -> str:
    """The phrase of this key with its facts; None and "" are facts that are not known."""
    told = {name: clean(str(value)) for name, value in facts.items() if value is not None}
    known = {name: value for name, value in told.items() if value}
    template = _SECTION.sub(lambda m: _choose(m.group(1), known), catalogue(language)[key])
    return template.format_map({name: value or _NOTHING for name, value in told.items()})


def _choose(section: str, known: Mapping[str, str]) -> str:
    return next((s for s in section.split("|") if _fields(s) <= known.keys()), "")


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def counted(language: Language, key: str, n: int) -> str:
    """A phrase that depends on a number: its own form for exactly `n`, else the plural form."""
    exact = f"{key}.{n}"
    plural = f"{key}.{locale(language).plural_form(n)}"
    return phrase(language, exact if exact in catalogue(language) else plural, n=n)


def placed(language: Language, at: str | None) -> str:
    """Where a meeting was, to stand behind the word "meeting"."""
    return _fitted(at, _CATALOGUES[language].prepositions)


def talked(language: Language, about: str | None) -> str:
    """What a conversation was about, to stand behind the word "conversation"."""
    return _fitted(about, _CATALOGUES[language].about)


def _fitted(text: str | None, openers: Container[str]) -> str:
    """The user wrote it with a preposition ("na InfoShare") or as a label ("InfoShare, Gdańsk");
    a label, or a preposition of another language, goes into brackets.
    """
    words = clean(text or "").split()
    if not words:
        return ""
    fits = words[0].casefold() in openers
    return " ".join(words) if fits else f"({' '.join(words)})"


def address(contact: Contact) -> Mapping[str, str]:
    """The words that address this contact, in the contact's language."""
    form = "familiar" if not contact.formal else contact.gender or "neutral"
    return _CATALOGUES[contact.language].address[form]


def answer_words(me: Me) -> Mapping[str, str]:
    """The words that the user answers a morning mail with; the parser of answers knows them."""
    return _CATALOGUES[me.language].answers[me.gender or "neutral"]


def quoted(language: Language, text: str) -> str:
    """In the quotation marks of the language; nothing stays nothing."""
    return _CATALOGUES[language].quotes.format(clean(text)) if clean(text) else ""
