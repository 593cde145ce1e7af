"""Telephone numbers as values: found in a text, compared by their digits."""

from __future__ import annotations

import phonenumbers

from mailfollow.core.model import Me


def digits(written: str, me: Me) -> set[str]:
    """The last nine digits of each number: with or without country code, written any way."""
    found = phonenumbers.PhoneNumberMatcher(
        written, region(me), leniency=phonenumbers.Leniency.POSSIBLE
    )
    return {str(m.number.national_number)[-9:] for m in found}


def numbers(text: str, me: Me) -> tuple[str, ...]:
    """The numbers that stand in a text, as written; only such as can be dialled."""
    found = phonenumbers.PhoneNumberMatcher(text, region(me), leniency=phonenumbers.Leniency.VALID)
    return tuple(m.raw_string for m in found)


def region(me: Me) -> str:
    """The country that a number without country code is of."""
    return me.country or {"pl": "PL", "de": "DE", "en": "GB"}[me.language]
