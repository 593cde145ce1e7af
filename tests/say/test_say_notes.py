"""A mail that is followed up is told as what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailfollow.core.model import Kind, Language, Thread
from mailfollow.say.owed import what
from tests.letters.invented import contact, follow_up, meeting


@pytest.mark.parametrize(
    ("language", "told", "bare"),
    [
        (Language.PL, "odpisać: Oferta [2]", "odpisać na wiadomość"),
        (Language.DE, "antworten: Oferta [2]", "antworten auf eine Mail"),
        (Language.EN, "answer: Oferta [2]", "answer a mail"),
    ],
)
def test_a_mail_to_answer(language: Language, told: str, bare: str) -> None:
    met = follow_up(contact(language), meeting(language))
    for subject, expected in (("Oferta\x1b[2J [2]", told.replace(" [2]", "�[2J [2]")), ("", bare)):
        thread = Thread("m@example.net", subject)
        commitment = replace(met, meeting=replace(meeting(language), thread=thread))
        assert what(commitment, language) == expected
        assert what(replace(commitment, kind=Kind.KEEP_IN_TOUCH), language) != expected
