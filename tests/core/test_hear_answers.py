"""What an answer to the morning mail says, number by number; written on Friday, 20 November."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.hear.answers import MOST, answers
from mailfollow.core.model import Verb

FRIDAY = date(2026, 11, 20)
DONE, DROP, SNOOZE, YES, NO = Verb.DONE, Verb.DROP, Verb.SNOOZE, Verb.YES, Verb.NO


def said(text: str) -> list[tuple[tuple[int, ...], Verb | None, str]]:
    return [(a.numbers, a.verb, a.arg) for a in answers(text, FRIDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "2 done, 3 fri, 5 drop, 6 called – she sends the offer, 7 yes, 8 now, 9 tried",
        "2 zrobione, 3 pt, 5 porzuć, 6 dzwoniłam – she sends the offer, 7 tak, 8 teraz, "
        "9 próbowałam",
        "2 erledigt, 3 fr, 5 weg, 6 angerufen – she sends the offer, 7 ja, 8 jetzt, 9 versucht",
        "2 done\n3 friday\n5 drop\n6 called: she sends the offer\n7 yes\n8 now\n9 tried",
        "2 done 3 fri 5 drop; 6 called (she sends the offer), 7 yes 8 now 9 tried",
        "- 2. Done.\n- 3. Fri.\n- 5. DROP!\n- 6. Called - she sends the offer\n"
        "7) yes\n#8 now\n9: tried",
    ],
)
def test_the_answers_of_the_instructions(text: str) -> None:
    assert said(text) == [
        ((2,), DONE, ""),
        ((3,), SNOOZE, "2026-11-27"),
        ((5,), DROP, ""),
        ((6,), DONE, "she sends the offer"),
        ((7,), YES, ""),
        ((8,), Verb.DRAFT, ""),
        ((9,), Verb.TRIED, ""),
    ]


@pytest.mark.parametrize(
    ("text", "numbers", "verb", "arg"),
    [
        ("2, 3 done", (2, 3), DONE, ""),
        ("2 and 3 done", (2, 3), DONE, ""),
        ("2 i 3 zrobione", (2, 3), DONE, ""),
        ("2 und 3 erledigt", (2, 3), DONE, ""),
        ("Hi, 2 done", (2,), DONE, ""),
        ("2 tomorrow", (2,), SNOOZE, "2026-11-21"),
        ("2 jutro", (2,), SNOOZE, "2026-11-21"),
        ("2 morgen", (2,), SNOOZE, "2026-11-21"),
        ("2 week", (2,), SNOOZE, "2026-11-27"),
        ("2 a week", (2,), SNOOZE, "2026-11-27"),
        ("2 tydzień", (2,), SNOOZE, "2026-11-27"),
        ("2 eine Woche", (2,), SNOOZE, "2026-11-27"),
        ("2 za 2 tygodnie", (2,), SNOOZE, "2026-12-04"),
        ("2 in 3 Tagen", (2,), SNOOZE, "2026-11-23"),
        ("2 3d", (2,), SNOOZE, "2026-11-23"),
        ("2 snooze 1w", (2,), SNOOZE, "2026-11-27"),
        ("2 do piątku", (2,), SNOOZE, "2026-11-27"),
        ("2 bis Montag", (2,), SNOOZE, "2026-11-23"),
        ("2 so", (2,), SNOOZE, "2026-11-22"),
        ("2 śr", (2,), SNOOZE, "2026-11-25"),
        ("2 12.12.", (2,), SNOOZE, "2026-12-12"),
        ("2 1.3.", (2,), SNOOZE, "2027-03-01"),
        ("2 2026-12-01", (2,), SNOOZE, "2026-12-01"),
        ("2 drop please", (2,), DROP, ""),
        ("2 called: 3 pm works", (2,), DONE, "3 pm works"),
        ("2 called - she sends 2 offers", (2,), DONE, "she sends 2 offers"),
        ("2 reopen", (2,), Verb.REOPEN, ""),
        ("Nr. 2 erledigt", (2,), DONE, ""),
        ("007 done", (7,), DONE, ""),
        ("0 done", (0,), DONE, ""),
        ("2 already done", (2,), DONE, ""),
        ("2 już zrobione", (2,), DONE, ""),
        ("2 ist erledigt", (2,), DONE, ""),
        ("2 called 3 times", (2,), DONE, "3 times"),
        ("2 called. Friday she sends it", (2,), DONE, "Friday she sends it"),
        ("2 called, no answer", (2,), Verb.TRIED, "no answer"),
        ("2 dzwoniłam, ale nikt nie odebrał", (2,), Verb.TRIED, "ale nikt nie odebrał"),
        ("2 angerufen – keiner da", (2,), Verb.TRIED, "keiner da"),
        ("2 sent, nobody answered yet", (2,), DONE, "nobody answered yet"),
        ("2 übermorgen", (2,), SNOOZE, "2026-11-22"),
        ("2 pojutrze", (2,), SNOOZE, "2026-11-22"),
        ("2 w przyszłym tygodniu", (2,), SNOOZE, "2026-11-27"),
        ("2 verschieben auf Freitag", (2,), SNOOZE, "2026-11-27"),
        ("2 przełóż na piątek", (2,), SNOOZE, "2026-11-27"),
        ("2 nieaktualne", (2,), DROP, ""),
        ("resume", (), Verb.RESUME, ""),
        ("Wznów.", (), Verb.RESUME, ""),
    ],
)
def test_what_is_understood(
    text: str, numbers: tuple[int, ...], verb: Verb | None, arg: str
) -> None:
    assert said(text) == [(numbers, verb, arg)]


@pytest.mark.parametrize(
    "text",
    [
        "2 maybe",
        "2 done?",
        "2 not done",
        "2 nie zrobione",
        "2 noch nicht erledigt",
        "2 done not yet",
        "2 done tomorrow",
        "2 zrobione jutro",
        "2 sent by friday",
        "2 done if she agrees",
        "2 written off",
        "2 done, 3",
        "1 of 3 done",
        "2-4 done",
        "2 maybe after 3 done",
        "2 call 3 tomorrow",
        "2 almost done",
        "2 called? yes",
        "2 yes but the other one",
        "2 drop nothing",
        "2 drop?",
        "2 yes?",
        "2 2026-11-19",  # a day that is past
        "2 31.2.",
        "2 999999 days",
        "2 9999 months",
        "2 31.12.9999",
    ],
)
def test_what_is_doubtful_is_told_and_not_done(text: str) -> None:
    assert [verb for _, verb, _ in said(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thanks!",
        "On 3 Fri we met",
        "Am 21.11.2026 um 07:30 schrieb mailfollow:",
        "Sent 2 hours ago from my phone",
        "v1.2 done",
        "> 1 done",
        "“1 done”",
        "999999 done",
        "I resume my work",
    ],
)
def test_chatter_says_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("2 done, 1 maybe", [((2,), DONE, ""), ((1,), None, "")]),
        ("2 done and 3 fri", [((2,), DONE, ""), ((3,), SNOOZE, "2026-11-27")]),
        ("2 zrobione i 3 porzuć", [((2,), DONE, ""), ((3,), DROP, "")]),
        ("2 erledigt und 3 weg", [((2,), DONE, ""), ((3,), DROP, "")]),
        ("2 maybe, 3 done", [((2,), None, ""), ((3,), DONE, "")]),
        ("2 called – 3 done of 5", [((2,), DONE, "3 done of 5")]),
    ],
)
def test_where_the_next_one_begins(text: str, heard: list[tuple[object, ...]]) -> None:
    assert said(text) == heard


def test_a_page_of_numbers_is_no_answer() -> None:
    assert len(answers("1 done\n" * (MOST + 1), FRIDAY)) == MOST


@pytest.mark.parametrize("text", ["1," * 5000, "1 " * 5000, "1 and " * 1600, "1 1 done, " * 1000])
def test_no_page_takes_long(text: str) -> None:
    began = time.process_time()
    answers(text, FRIDAY)
    assert time.process_time() - began < 2


@given(st.text(st.sampled_from("0123456789 ,;.\n-–#?donefrityesłą")) | st.text())
def test_nothing_breaks_it(text: str) -> None:
    found = answers(text, FRIDAY)
    assert len(found) <= MOST
    for answer in found:
        assert answer.numbers or answer.verb is Verb.RESUME
        if answer.verb is SNOOZE:
            assert date.fromisoformat(answer.arg) > FRIDAY


@given(
    st.lists(
        st.tuples(st.integers(1, 999), st.sampled_from(["done", "porzuć", "morgen", "yes", "nie"])),
        max_size=20,
    ),
    st.sampled_from([", ", "; ", "\n", " "]),
)
def test_whatever_parts_them_each_is_heard(pairs: list[tuple[int, str]], between: str) -> None:
    text = between.join(f"{number} {word}" for number, word in pairs)
    assert [n for numbers, _, _ in said(text) for n in numbers] == [n for n, _ in pairs]
    assert all(verb for _, verb, _ in said(text))
