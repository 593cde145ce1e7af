"""The letters that were agreed as the mark come out word for word from their data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mailfollow.core.model import (
    Bridge,
    BridgeKind,
    Circumstances,
    Commitment,
    Contact,
    Gender,
    Kind,
    Language,
    Meeting,
    Title,
)
from mailfollow.letters.render import Letters
from tests.letters.invented import EWA, MET, TODAY, follow_up, promised

MARK = Path(__file__).parent / "mark"
PL, DE, EN = Language.PL, Language.DE, Language.EN
INTRODUCE, CALL_BACK = Kind.INTRODUCE, Kind.CALL_BACK

LETTERS = {
    1: (
        False,
        Contact("1", "Anna Kowalska", "Anna", "Kowalska", gender=Gender.F, formal=False,
                language=PL, greeting="Cześć, Aniu,"),
        Meeting("1", MET, at="na InfoShare w Gdańsku",
                talked_about="o trasach rowerowych w Bieszczadach",
                in_common="obie jeździmy na gravelach",
                bridge=Bridge(BridgeKind.MEET, "kawa w Oliwie w tygodniu od 4 maja")),
    ),
    2: (
        False,
        Contact("2", "Lena Klein", "Lena", "Klein", formal=False, language=DE),
        Meeting("2", MET, at="auf der re:publica in Berlin",
                talked_about="über Stadtbäume im Klimawandel",
                in_common="wir haben beide in Osnabrück studiert",
                bridge=Bridge(BridgeKind.MEET, "ein Kaffee in Osnabrück in der Woche ab 4. Mai")),
    ),
    3: (
        False,
        Contact("3", "Priya Rao", "Priya", "Rao", formal=False, language=EN),
        Meeting("3", MET, at="at DevConf in Brno",
                talked_about="about flaky integration tests",
                in_common="we both learned to program on a C64",
                bridge=Bridge(BridgeKind.MEET, "a video call in the week of 4 May")),
    ),
    4: (
        True,
        Contact("4", "Maria Lipska", "Maria", "Lipska", gender=Gender.F, language=PL),
        Meeting("4", MET, at="na Targach Książki w Krakowie",
                talked_about="o prawach do ilustracji",
                bridge=Bridge(BridgeKind.ASK, "jak rozliczają Państwo wznowienia?")),
    ),
    5: (
        True,
        Contact("5", "Max Müller", "Max", "Müller", title=Title.DR, gender=Gender.M, language=DE),
        Meeting("5", MET, at="auf dem Netzwerkabend in Osnabrück",
                talked_about="über Bodenökologie",
                bridge=Bridge(BridgeKind.ADVICE,
                              "welche Fachzeitschrift lohnt sich für den Einstieg")),
    ),
    6: (
        True,
        Contact("6", "Ada Okafor", "Ada", "Okafor", title=Title.DR, language=EN),
        Meeting("6", MET, at="at the Open Data Day in Leeds",
                talked_about="about licensing public transport data",
                bridge=Bridge(BridgeKind.NEWS, "the city's consultation on open timetables, "
                              "https://example.org/consultation")),
    ),
}  # fmt: skip


ASIA = Contact(
    "a",
    "Joanna Lis",
    "Joanna",
    "Lis",
    gender=Gender.F,
    formal=False,
    language=PL,
    greeting="Cześć, Asiu,",
    addresses=("asia@example.net",),
)
JANA_DE = Contact("j", "Jana Klein", "Jana", "Klein", gender=Gender.F, formal=False, language=DE)
JANA_EN = replace(JANA_DE, language=EN)
TOMASZ = Contact(
    "t",
    "Tomasz Wilk",
    "Tomasz",
    "Wilk",
    gender=Gender.M,
    language=PL,
    company="Zielony Dach",
    phones=("+48 600 000 001",),
    addresses=("tomasz.wilk@example.pl",),
)
MAX_DE = Contact(
    "m",
    "Max Müller",
    "Max",
    "Müller",
    gender=Gender.M,
    language=DE,
    company="Müller Freiraumplanung",
    phones=("+49 541 000000",),
    addresses=("max@example.com",),
)
MAX_EN = replace(MAX_DE, language=EN)
INFOSHARE = Meeting("t", MET, at="na InfoShare w Gdańsku")
ABEND = Meeting("m", MET, at="auf dem Netzwerkabend in Osnabrück")
EVENING = Meeting("m", MET, at="at the networking evening in Osnabrück")
ASKED = Circumstances(answer_by=date(2026, 5, 6))
NOTHING = Circumstances(passed_on=date(2026, 4, 30))

INTRODUCTIONS = {
    7: (INTRODUCE, TOMASZ, INFOSHARE, ASIA, "zieleń na dachach szkół", ASKED),
    8: (INTRODUCE, MAX_DE, ABEND, JANA_DE, "Stadtgrün", ASKED),
    9: (INTRODUCE, MAX_EN, EVENING, JANA_EN, "urban green spaces", ASKED),
    10: (CALL_BACK, TOMASZ, INFOSHARE, ASIA, "zieleń na dachach szkół", NOTHING),
    11: (CALL_BACK, MAX_DE, ABEND, JANA_DE, "Stadtgrün", NOTHING),
    12: (CALL_BACK, MAX_EN, EVENING, JANA_EN, "urban green spaces", NOTHING),
}


@pytest.mark.parametrize("n", LETTERS)
def test_word_for_word(n: int) -> None:
    late, person, met = LETTERS[n]
    held_to_the_mark(n, follow_up(person, met), Circumstances(late=late))


@pytest.mark.parametrize("n", INTRODUCTIONS)
def test_introductions_and_call_backs_word_for_word(n: int) -> None:
    kind, person, met, to, about, circumstances = INTRODUCTIONS[n]
    held_to_the_mark(n, promised(kind, person, met, to, about=about), circumstances)


def held_to_the_mark(n: int, commitment: Commitment, circumstances: Circumstances) -> None:
    letter = Letters().write(commitment, me=EWA, today=TODAY, circumstances=circumstances)
    wanted = (MARK / f"{n}.txt").read_text(encoding="utf-8")
    assert f"Subject: {letter.subject}\n\n{letter.body}\n" == f"{wanted}{EWA.signature}\n"
    assert letter.gap is None
