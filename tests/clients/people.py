"""Whom the user met three days ago, in the three languages of the house."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

ANNA, MAX, PIOTR, JANA = "Anna Kowalska", "Max Müller", "Piotr Zając", "Jana Klein"
OLA = "Ola Nowak"
"""Not met: she wrote of her own accord."""
FROM_OLA = """\
From: Ola Nowak <ola@example.com>
To: {}
Subject: A question
Message-ID: <a-question@example.com>

When would it suit you to talk about the garden?
"""
MONIKA = "Monika Lis"
"""Met today, says a mail to oneself."""
MET_MONIKA = {
    "pl": "poznałam Monikę Lis @ InfoShare",
    "de": "Monika Lis getroffen @ InfoShare",
    "en": "met Monika Lis @ InfoShare",
}
DONE = {"pl": "zrobione", "de": "erledigt", "en": "done"}
DROP = {"pl": "porzuć", "de": "weg", "en": "drop"}

_MEETING: Mapping[str, tuple[str, str, str]] = {
    "pl": ("na targach w Gdańsku", "o trasach rowerowych", "które targi warto odwiedzić?"),
    "de": ("auf der Messe in Hannover", "über Bodenökologie", "Welche Messe lohnt sich?"),
    "en": ("at the trade fair", "about flaky tests", "which fair is worth a visit?"),
}
_CONTACT = """
[[contacts]]
name = "{name}"
email = "{email}"
gender = "{gender}"
talked_about = "{talked_about}"
bridge_ask = "{ask}"
"""
_WHO = (
    (ANNA, "anna@example.pl", "f"),
    (MAX, "max@example.com", "m"),
    (PIOTR, "piotr@example.pl", "m"),
    (JANA, "jana@example.net", "f"),
)


def people(language: str, met: date) -> str:
    """A people file as this user would write it."""
    at, talked_about, ask = _MEETING[language]
    contacts = (
        _CONTACT.format(name=name, email=email, gender=gender, talked_about=talked_about, ask=ask)
        for name, email, gender in _WHO
    )
    return f'on = {met}\nat = "{at}"\n' + "".join(contacts)
