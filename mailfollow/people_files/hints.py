"""The words in a new people file about what may still be filled in."""

from __future__ import annotations

from collections.abc import Mapping

from mailfollow.core.model import Language

HINTS: Mapping[Language, Mapping[str, str]] = {
    Language.PL: {
        "email": "bez adresu nie będzie szkicu",
        "surname": "które słowo jest nazwiskiem",
        "gender": '"f" albo "m": od tego zależy zwrot do adresata',
        "at": "gdzie; tak jak po słowach „nasze spotkanie …”",
        "talked_about": "o czym; tak jak po słowach „nasza rozmowa …”",
        "in_common": "co łączy",
        "bridge_meet": "propozycja z datą; albo bridge_news, bridge_ask, bridge_advice",
    },
    Language.DE: {
        "email": "ohne Adresse gibt es keinen Entwurf",
        "surname": "welches Wort der Nachname ist",
        "gender": '"f" oder "m": danach richtet sich die Anrede',
        "at": "wo; so wie es auf „unsere Begegnung …“ folgt",
        "talked_about": "worüber; so wie es auf „unser Gespräch …“ folgt",
        "in_common": "was verbindet",
        "bridge_meet": "ein Vorschlag mit Datum; oder bridge_news, bridge_ask, bridge_advice",
    },
    Language.EN: {
        "email": "without an address there is no draft",
        "surname": "which word is the surname",
        "gender": '"f" or "m": the salutation depends on it',
        "at": "where, as it follows “our meeting …”",
        "talked_about": "as it follows “our conversation …”",
        "in_common": "what you share",
        "bridge_meet": "a proposal with a date; or bridge_news, bridge_ask, bridge_advice",
    },
}

LENGTHS: Mapping[Language, Mapping[str, tuple[str, str, str]]] = {
    Language.PL: {
        "day": ("dzień", "dni", "dni"),
        "week": ("tydzień", "tygodnie", "tygodni"),
        "month": ("miesiąc", "miesiące", "miesięcy"),
    },
    Language.DE: {
        "day": ("Tag", "Tage", "Tage"),
        "week": ("Woche", "Wochen", "Wochen"),
        "month": ("Monat", "Monate", "Monate"),
    },
    Language.EN: {
        "day": ("day", "days", "days"),
        "week": ("week", "weeks", "weeks"),
        "month": ("month", "months", "months"),
    },
}
"""One, a few (2–4, 22–24 …), many."""
