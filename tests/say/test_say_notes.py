"""A mail that is followed up is told as what it is."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from mailfollow.core.model import Circumstances, Kind, Language, State, Status, Thread
from mailfollow.say.call import short_text
from mailfollow.say.owed import what
from mailfollow.say.phrase import phrase
from mailfollow.say.why import why
from tests.letters.invented import contact, follow_up, meeting

ZONE = ZoneInfo("Europe/Warsaw")


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


@pytest.mark.parametrize("language", Language)
def test_a_mail_to_answer_is_no_meeting(language: Language) -> None:
    thread = Thread("m@example.net", "Oferta")
    met = follow_up(contact(language, phones=("601 000 000",)), meeting(language))
    commitment = replace(met, meeting=replace(meeting(language), thread=thread))
    for owed, is_met in ((met, True), (commitment, False)):
        state = State(owed, Status.DUE, owed.occasion)
        told = why(state, evidence=(), words=(), drafts=(), held=None, language=language, zone=ZONE)
        assert (phrase(language, "why.met", place="").split(";")[0] in told) is is_met
        assert bool(short_text(state, Circumstances(), "Ewa")) is is_met
