"""Telephone numbers as values: found in a text, compared by their digits."""

from __future__ import annotations

from mailfollow.core.model import Me

# The library is sixty modules, and most people and mails have no number: who needs it loads it.


def digits(written: str, me: Me) -> set[str]:
    """The last nine digits of each number: with or without country code, written any way."""
    from phonenumbers import Leniency, PhoneNumberMatcher

    found = PhoneNumberMatcher(written, region(me), leniency=Leniency.POSSIBLE)
    return {str(m.number.national_number)[-9:] for m in found}


def numbers(text: str, me: Me) -> tuple[str, ...]:
    """The numbers that stand in a text, as written; only such as can be dialled."""
    from phonenumbers import Leniency, PhoneNumberMatcher

    found = PhoneNumberMatcher(text, region(me), leniency=Leniency.VALID)
    return tuple(m.raw_string for m in found)


def region(me: Me) -> str:
    """The country that a number without country code is of."""
    return me.country or {"pl": "PL", "de": "DE", "en": "GB"}[me.language]
