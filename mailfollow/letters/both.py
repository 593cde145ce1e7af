"""One letter to two people: the salutation of a joint introduction."""

from __future__ import annotations

from dataclasses import replace

from mailfollow.core.model import Contact, Gender, Language
from mailfollow.letters import language

_NAMELESS = ("Cześć,", "Hallo,", "Hello,")
_GOOD_DAY = {Language.PL: "Dzień dobry,", Language.DE: "Guten Tag,", Language.EN: "Hello,"}


def good_day(lang: Language) -> str:
    return _GOOD_DAY[lang]


def salutation(one: Contact, two: Contact) -> str:
    """Greets both in the language of `one`, whoever is addressed formally first."""
    lang = one.language
    if two.language is not lang:
        two = replace(two, language=lang, greeting=None)
    if lang is Language.PL and (one.formal or two.formal):
        return _formal_pl(one, two)
    first, second = sorted((one, two), key=lambda c: not c.formal)
    return _joined(language.salutation(first), language.salutation(second), lang)


def _formal_pl(one: Contact, two: Contact) -> str:
    if one.formal is not two.formal:
        return _GOOD_DAY[Language.PL]
    if one.gender is two.gender is Gender.F:
        return "Szanowne Panie,"
    if one.gender is two.gender is Gender.M:
        return "Szanowni Panowie,"
    return "Szanowni Państwo,"


def _joined(first: str, second: str, lang: Language) -> str:
    for greeting in (first, second):
        if greeting in _NAMELESS:  # whoever has no name in it would be left out
            return greeting
    if not first.endswith(","):
        return f"{first} {second}"
    word, _, name = second.partition(" ")
    if lang is Language.EN and first.startswith(f"{word} "):
        return f"{first[:-1]} and {name}"
    return f"{first} {second[:1].lower()}{second[1:]}"
