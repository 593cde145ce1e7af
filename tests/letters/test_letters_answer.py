"""The letter that comes back to a mail: it answers, and does not say that anybody met."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from mailfollow.core.model import Circumstances, Commitment, Gender, Language, Thread
from mailfollow.letters.advice import advise
from mailfollow.letters.render import Letter, Letters
from tests.letters import rules
from tests.letters.invented import EWA, TODAY, contact, follow_up, meeting

MET = {
    Language.PL: ("spotk", "pozna", "rozmow", "wizytów", "InfoShare"),
    Language.DE: ("Begegnung", "getroffen", "Gespräch", "Karten", "re:publica"),
    Language.EN: ("meet", "met", "conversation", "cards", "DevConf"),
}
OPENING = {
    Language.PL: "wracam do tej sprawy.",
    Language.DE: "ich komme auf dieses Thema zurück.",
    Language.EN: "I am coming back to this.",
}


def answer(lang: Language, subject: str = "Oferta", **person: Any) -> Commitment:
    met = replace(meeting(lang), thread=Thread("m@example.net", subject))
    return follow_up(contact(lang, **person), met)


def write(commitment: Commitment, me: Any = EWA, **facts: Any) -> Letter:
    return Letters().write(commitment, me=me, today=TODAY, circumstances=Circumstances(**facts))


@pytest.mark.parametrize("lang", Language)
def test_an_answer(lang: Language) -> None:
    letter = write(answer(lang), answering="AW: Re: Oferta")
    assert letter.subject == "Re: Oferta"
    salutation, opening, _ = letter.body.removeprefix(f"{letter.gap}\n\n").split("\n\n")
    assert opening == OPENING[lang]
    assert salutation.endswith(",")
    assert not any(word in letter.body for word in MET[lang])


@pytest.mark.parametrize("lang", Language)
def test_what_there_is_to_say_is_the_users(lang: Language) -> None:
    letter = write(answer(lang), answering="Oferta")
    assert letter.to is None
    assert letter.gap
    assert letter.body.startswith(f"{letter.gap}\n\n")
    assert letter.gap.startswith("✎ ")
    assert contact(lang).addresses[0] in letter.gap


@pytest.mark.parametrize("lang", Language)
def test_the_subject_without_a_mail_at_hand(lang: Language) -> None:
    assert write(answer(lang, "Odp: Oferta")).subject == "Re: Oferta"
    for letter in (write(answer(lang, "")), write(answer(lang, ""), answering="")):
        assert letter.subject
        assert "Re:" not in letter.subject


def test_nobody_is_thanked_for_what_may_be_the_users_own_mail() -> None:
    assert "Thank" not in write(answer(Language.EN), answering="Oferta").body


@pytest.mark.parametrize("lang", Language)
def test_what_was_promised_goes_along(lang: Language) -> None:
    letter = write(answer(lang), answering="Oferta", carried=("https://example.org/x",))
    assert letter.body.count("https://example.org/x.") == 1


@pytest.mark.parametrize("lang", Language)
def test_well_mannered_in_every_form(lang: Language) -> None:
    genders = (Gender.F, Gender.M, None)
    for formal, gender, mine, late, carried in itertools.product(
        (True, False), genders, genders, (True, False), ((), ("https://example.org/x",))
    ):
        commitment = answer(lang, formal=formal, gender=gender)
        me = replace(EWA, gender=mine)
        letter = write(commitment, me, late=late, answering="Oferta", carried=carried)
        told = letter.body
        rules.well_formed(letter, told)
        rules.addressed_rightly(letter, commitment.reader, told)
        if mine is None:
            assert not rules.MY_GENDERED.search(letter.body), told


def test_check_asks_for_nothing_more() -> None:
    assert advise(answer(Language.PL), me=EWA).missing == ()
