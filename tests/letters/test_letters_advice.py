"""What `check` says about a letter that is not written yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailfollow.core.model import (
    Bridge,
    BridgeKind,
    Gender,
    Hint,
    HintCode,
    Language,
    Meeting,
    Title,
)
from mailfollow.letters.advice import advise
from tests.letters.invented import EWA, contact, follow_up, meeting

PL, DE, EN = Language.PL, Language.DE, Language.EN


def hints(lang: Language, met: Meeting | None = None, **person: Any) -> list[Hint]:
    me = replace(EWA, language=lang)
    who = contact(lang, **{"formal": True, "gender": Gender.F, **person})
    return list(advise(follow_up(who, met or meeting(lang)), me=me).hints)


def test_the_finished_sentences() -> None:
    met = meeting(PL, BridgeKind.MEET)
    advice = advise(follow_up(contact(PL, formal=False), met), me=EWA)
    assert advice.sentences == (
        "Cześć, Anno,",
        "cieszę się z naszego spotkania na InfoShare w Gdańsku.",
        "Dobrze mi się z Tobą rozmawiało o trasach rowerowych w Bieszczadach.",
        "I jeszcze jedno nas łączy: mieszkamy blisko parku Oliwskiego.",
        "Może kawa w Oliwie w tygodniu od 4 maja?",
    )
    assert advice.missing == ()
    assert advice.hints == ()


def test_what_is_missing() -> None:
    bare = meeting(DE, at=None, talked_about=" . ", in_common=None)
    commitment = follow_up(contact(DE, gender=Gender.F), bare)
    assert advise(commitment, me=EWA).missing == ("personalisation", "bridge")
    long_ago = replace(commitment, opens=None, due=None)
    assert advise(long_ago, me=EWA).missing == ("time", "personalisation", "bridge")
    assert advise(replace(commitment, meeting=None), me=EWA).sentences == ()


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("bridge", BridgeKind)
def test_a_good_entry_has_no_hints(lang: Language, bridge: BridgeKind) -> None:
    assert hints(lang, meeting(lang, bridge)) == []


@pytest.mark.parametrize(
    ("lang", "phrase", "word"),
    [
        (PL, "kawa w przyszłym tygodniu, 3 maja", "w przyszłym tygodniu"),
        (PL, "przyszły tydzień, 3 maja", "przyszły tydzień"),
        (PL, "kawa jutro o 10", "jutro"),
        (PL, "kawa za 2 tygodnie", "za 2 tygodnie"),
        (PL, "kawa w piątek o 10", "piątek"),
        (PL, "pojutrzejsza kawa 4 maja", None),
        (DE, "ein Kaffee nächste Woche, 4. Mai", "nächste Woche"),
        (DE, "ein Kaffee morgen um 10", "morgen"),
        (DE, "ein Kaffee am Morgen des 4. Mai", None),
        (DE, "ein Kaffee am Montag, 4. Mai", "Montag"),
        (DE, "ein Kaffee in 2 Wochen", "in 2 Wochen"),
        (EN, "coffee next week at 10", "next week"),
        (EN, "coffee tomorrow at 10", "tomorrow"),
        (EN, "coffee on Friday at 10", "on Friday"),
        (EN, "coffee in the week of 4 May", None),
    ],
)
def test_words_that_are_true_today_only(lang: Language, phrase: str, word: str | None) -> None:
    met = replace(meeting(lang), bridge=Bridge(BridgeKind.MEET, phrase))
    told = [Hint.of(HintCode.RELATIVE_WORD, key="bridge_meet", word=word)] if word else []
    assert hints(lang, met) == told


def test_hints_about_phrases() -> None:
    met = meeting(PL, talked_about="trasach rowerowych")
    assert hints(PL, met) == [
        Hint.of(
            HintCode.PREPOSITION,
            key="talked_about",
            phrase="trasach rowerowych",
            meant="o trasach rowerowych",
        )
    ]
    met = replace(meeting(EN), bridge=Bridge(BridgeKind.MEET, "coffee soon."))
    assert hints(EN, met) == [Hint.of(HintCode.NO_DATE, key="bridge_meet", phrase="coffee soon")]


@pytest.mark.parametrize(
    ("lang", "phrase", "told"),
    [
        (PL, "Kino 4 maja", True),
        (PL, "Kawa 4 maja", False),  # mended by itself
        (PL, "kino 4 maja", False),
        (PL, "IKEA 4 maja", False),
        (EN, "Cinema on 4 May", True),
        (DE, "Kino am 4. Mai", False),
    ],
)
def test_a_capital_in_the_middle_of_a_sentence(lang: Language, phrase: str, told: bool) -> None:
    met = replace(meeting(lang), bridge=Bridge(BridgeKind.MEET, phrase))
    hint = Hint.of(HintCode.CAPITAL, key="bridge_meet", phrase=phrase)
    assert hints(lang, met) == ([hint] if told else [])


def test_the_phrases_must_be_in_the_contacts_language() -> None:
    german = contact(DE, gender=Gender.F)
    other = Hint.of(HintCode.OTHER_LANGUAGE, language="de")
    assert advise(follow_up(german, meeting(DE)), me=EWA).hints == (other,)
    empty = meeting(DE, at=None, talked_about=None, in_common=None)
    assert advise(follow_up(german, empty), me=EWA).hints == ()


@pytest.mark.parametrize(
    ("lang", "person", "codes"),
    [
        (PL, {"gender": None}, [HintCode.GENDER_UNKNOWN]),
        (DE, {"gender": None}, [HintCode.GENDER_UNKNOWN]),
        (EN, {"gender": None}, [HintCode.GENDER_UNKNOWN]),
        (EN, {"gender": None, "title": Title.DR}, []),
        (DE, {"gender": None, "formal": False}, []),
        (DE, {"first": None, "surname": None}, [HintCode.NAME_DOUBTFUL]),
        (PL, {"first": None, "surname": None}, []),
        (PL, {"first": None, "surname": None, "formal": False}, [HintCode.NAME_DOUBTFUL]),
        (PL, {"first": "Priya", "formal": False}, [HintCode.VOCATIVE_UNKNOWN]),
        (PL, {"first": "Priya", "formal": False, "greeting": "Cześć, Priyo,"}, []),
        (DE, {"first": None, "surname": None, "greeting": "Guten Morgen,"}, []),
        (PL, {"gender": None, "greeting": "Szanowna Pani,"}, [HintCode.GENDER_UNKNOWN]),
    ],
)
def test_hints_about_the_person(
    lang: Language, person: dict[str, Any], codes: list[HintCode]
) -> None:
    assert [h.code for h in hints(lang, **person)] == codes


def test_polish_verbs_want_the_users_gender() -> None:
    me = replace(EWA, gender=None)
    polish = follow_up(contact(PL, gender=Gender.F), meeting(PL))
    assert [h.code for h in advise(polish, me=me).hints] == [HintCode.MY_GENDER_UNKNOWN]
