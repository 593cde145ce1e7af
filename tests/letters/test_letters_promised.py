"""What only some letters have: gaps, two readers, replies, what is sent along, refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

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
    Outcome,
)
from mailfollow.errors import LetterImpossible
from mailfollow.letters import both, phrases
from mailfollow.letters.language import reply_subject
from mailfollow.letters.render import Letter, Letters
from mailfollow.letters.variables import variables
from tests.letters.invented import (
    ABOUT,
    EWA,
    THINGS,
    TODAY,
    contact,
    follow_up,
    meeting,
    promised,
    third,
)

PL, DE, EN = Language.PL, Language.DE, Language.EN
F, M = Gender.F, Gender.M
LETTERS = Letters()
NOTHING: dict[str, Any] = {"talked_about": None, "in_common": None}


def write(commitment: Commitment, **circumstances: Any) -> Letter:
    return LETTERS.write(
        commitment, me=EWA, today=TODAY, circumstances=Circumstances(**circumstances)
    )


def call_back(lang: Language, **of_third: Any) -> Commitment:
    return promised(Kind.CALL_BACK, contact(lang), meeting(lang), third(lang, **of_third))


# --- gaps -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "gender", "on", "gap"),
    [
        (PL, M, date(2026, 5, 1), "✎ Max Wilk odpowiedział 1 maja – jedno zdanie o tym. Potem"),
        (PL, F, date(2026, 5, 1), "✎ Max Wilk odpowiedziała 1 maja – jedno zdanie o tym. Potem"),
        (PL, None, date(2026, 5, 1), "✎ Max Wilk: odpowiedź 1 maja – jedno zdanie o tym. Potem"),
        (PL, M, None, "✎ Max Wilk odpowiedział – jedno zdanie o tym. Potem"),
        (DE, M, date(2026, 5, 1), "✎ Max Wilk hat am 1. Mai geantwortet – ein Satz dazu. Dann"),
        (EN, M, date(2025, 5, 1), "✎ Max Wilk answered on 1 May 2025 – one sentence about it. Th"),
    ],
)
def test_an_answer_that_only_the_user_has_read(
    lang: Language, gender: Gender | None, on: date | None, gap: str
) -> None:
    letter = write(
        call_back(lang, gender=gender),
        passed_on=date(2026, 4, 30),
        outcome=Outcome.ANSWERED,
        outcome_on=on,
    )
    assert (letter.gap or "").startswith(gap)
    assert contact(lang).addresses[0] in (letter.gap or "")
    assert letter.to is None


@pytest.mark.parametrize("lang", Language)
def test_a_follow_up_carries_what_is_to_be_sent_in_one_line(lang: Language) -> None:
    thing, link = THINGS[lang]
    met = meeting(lang, BridgeKind.MEET)
    letter = write(follow_up(contact(lang), met), carried=(thing, link))
    assert f": {thing}; {link}." in letter.body.removeprefix(letter.gap or "")
    assert letter.gap
    assert f": {thing}." in letter.gap
    assert link not in letter.gap
    assert letter.to is None
    assert write(follow_up(contact(lang), met), carried=(link,)).gap is None
    both_missing = write(follow_up(contact(lang), meeting(lang, **NOTHING)), carried=(thing,))
    personal = write(follow_up(contact(lang), meeting(lang, **NOTHING))).gap or ""
    assert both_missing.body.count("✎") == 1
    assert (both_missing.gap or "").startswith(personal.split(":")[0])
    assert f": {thing}." in (both_missing.gap or "")
    assert "\n" not in (both_missing.gap or "")


@pytest.mark.parametrize(
    ("kind", "text", "complete"),
    [
        (Kind.SEND, "the slides", False),
        (Kind.SEND, "slides of 4 May", False),
        (Kind.SEND, "the slides https://example.org/s", True),
        (Kind.SEND, "www.example.org/s", True),
        (Kind.SAY, "whether the room is free", False),
        (Kind.SAY, "the room is free on 12 May", True),
        (Kind.SAY, "https://example.org/room", True),
    ],
)
def test_what_only_the_user_has_is_a_gap(kind: Kind, text: str, complete: bool) -> None:
    letter = write(promised(kind, contact(EN), meeting(EN), text=text))
    assert (letter.gap is None) is complete
    assert (letter.to is not None) is complete


def test_a_list_of_things() -> None:
    assert phrases.listed([], EN) == ""
    assert phrases.listed(["a"], EN) == "a"
    assert phrases.listed(["a", "b"], PL) == "a i b"
    assert phrases.listed(["a", "b", "c"], DE) == "a, b und c"
    assert phrases.listed(["a, b", "c"], EN) == "a, b; c"


# --- two readers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "one", "two", "greeted"),
    [
        (PL, {"formal": False}, {"formal": False, "first": "Marek"}, "Cześć, Anno, cześć, Marku,"),
        (PL, {"formal": False}, {"formal": False, "first": "Priya"}, "Cześć,"),
        (PL, {"formal": False, "greeting": "Hej, Aniu!"}, {"formal": False, "first": "Marek"},
         "Hej, Aniu! Cześć, Marku,"),
        (PL, {"gender": F}, {"gender": F}, "Szanowne Panie,"),
        (PL, {"gender": M}, {"gender": M}, "Szanowni Panowie,"),
        (PL, {"gender": F}, {"gender": M}, "Szanowni Państwo,"),
        (PL, {"gender": F}, {"gender": None}, "Szanowni Państwo,"),
        (PL, {"gender": F}, {"gender": M, "formal": False}, "Dzień dobry,"),
        (DE, {"formal": False}, {"formal": False}, "Hallo Lena, hallo Max,"),
        (DE, {"gender": F}, {"gender": M}, "Sehr geehrte Frau Klein, sehr geehrter Herr Wilk,"),
        (DE, {"formal": False}, {"gender": M}, "Sehr geehrter Herr Wilk, hallo Lena,"),
        (DE, {"gender": None}, {"gender": None}, "Guten Tag Lena Klein, guten Tag Max Wilk,"),
        (DE, {"formal": False}, {"formal": False, "first": None}, "Hallo,"),
        (EN, {"formal": False}, {"formal": False}, "Hi Priya and Max,"),
        (EN, {"gender": F}, {"gender": M}, "Dear Ms Okafor and Mr Wilk,"),
        (EN, {"gender": F}, {"formal": False}, "Dear Ms Okafor, hi Max,"),
        (EN, {"formal": False}, {"formal": False, "language": PL, "greeting": "Cześć, Maks!"},
         "Hi Priya and Max,"),
    ],
)  # fmt: skip
def test_both_are_greeted(
    lang: Language, one: dict[str, Any], two: dict[str, Any], greeted: str
) -> None:
    assert both.salutation(contact(lang, **one), replace(third(lang), **two)) == greeted


@pytest.mark.parametrize(
    ("one", "two", "whom"),
    [(F, F, "poznać Panie"), (M, M, "poznać Panów"), (F, M, "Państwa"), (None, F, "Państwa")],
)
def test_two_women_are_no_panstwo(one: Gender | None, two: Gender | None, whom: str) -> None:
    people = contact(PL, gender=one), None, third(PL, gender=two)
    assert whom in write(promised(Kind.INTRODUCE, *people, joint=True)).body
    passed_on = write(promised(Kind.INTRODUCE, *people, about=ABOUT[PL]))
    assert f"może {whom.split()[-1]} połączyć" in passed_on.body


def test_a_pass_on_is_written_in_the_language_of_its_reader() -> None:
    reader = third(DE, formal=False)
    letter = write(promised(Kind.INTRODUCE, contact(PL), meeting(PL), reader))
    assert letter.language is DE
    assert letter.body.startswith("Hallo Max,\n\naus einem Gespräch am 29. April habe ich")


@pytest.mark.parametrize("joint", [False, True])
@pytest.mark.parametrize("kind", [Kind.INTRODUCE, Kind.CALL_BACK])
def test_the_third_persons_card_is_never_given_away(kind: Kind, joint: bool) -> None:
    one, two = contact(EN, phones=("+1",)), third(EN, phones=("+2",))
    commitment = promised(kind, one, None, two, joint=joint)
    values = variables(commitment, me=EWA, circumstances=Circumstances(), today=TODAY)
    passed_on = kind is Kind.INTRODUCE and not joint
    card = ("Priya Okafor", "+1", one.addresses[0]) if passed_on else ("Max Wilk", "", "")
    assert tuple(values[f"other{part}"] for part in ("", "_phone", "_address")) == card


# --- replies --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "subject"),
    [
        ("Trees", "Re: Trees"),
        ("Re: Trees", "Re: Trees"),
        ("AW: RE[2]: Odp: Trees", "Re: Trees"),
        ("Fwd: Trees", "Re: Fwd: Trees"),
        ("Regen: nass", "Re: Regen: nass"),
        ("Trees\r\nBcc: x@example.com", "Re: Trees Bcc: x@example.com"),
        ("", ""),
        ("Re: ", ""),
    ],
)
def test_a_reply_has_the_subject_once(answered: str, subject: str) -> None:
    assert reply_subject(answered) == subject


@pytest.mark.parametrize(
    ("person", "begins"),
    [
        (contact(PL, formal=False), "Cześć, Anno,\n\ndziękuję Ci za wiadomość. Cieszę się"),
        (contact(PL, gender=F), "Szanowna Pani,\n\ndziękuję Pani za wiadomość. Cieszę się"),
        (contact(PL, gender=M), "Szanowny Panie,\n\ndziękuję Panu za wiadomość. Cieszę się"),
        (contact(PL), "Dzień dobry,\n\ndziękuję za wiadomość. Cieszę się"),
        (contact(DE, formal=False), "Hallo Lena,\n\nvielen Dank für deine Nachricht. Ich freue"),
        (contact(DE), "Guten Tag Lena Klein,\n\nvielen Dank für Ihre Nachricht. Ich freue"),
        (contact(EN), "Dear Priya Okafor,\n\nThank you for your message. It was good"),
        (contact(PL, formal=False, greeting="Hej!"), "Hej!\n\nDziękuję Ci za wiadomość. Cieszę"),
    ],
)
def test_a_reply_begins_with_thanks(person: Contact, begins: str) -> None:
    commitment = follow_up(person, meeting(person.language))
    letter = write(commitment, answering="Re: Hello")
    assert letter.body.startswith(begins)
    assert letter.subject == "Re: Hello"
    assert write(commitment, answering="").subject == write(commitment).subject
    for swapping_cards in ("wizytówek", "Kartentausch", "swapping"):
        assert swapping_cards not in letter.body


def test_every_kind_can_be_a_reply() -> None:
    reader = third(EN)
    for kind in (Kind.INTRODUCE, Kind.CALL_BACK, Kind.SEND, Kind.SAY, Kind.KEEP_IN_TOUCH):
        one = promised(kind, contact(EN), meeting(EN), reader, text="www.example.org")
        letter = write(one, answering="Trees", passed_on=date(2026, 4, 30))
        assert letter.subject == "Re: Trees"
        assert letter.body.split("\n\n")[1].startswith("Thank you for your message. ")


def test_a_template_of_the_users_is_thanked_for_too(tmp_path: Any) -> None:
    (tmp_path / "pl").mkdir()
    source = "Subject: Own\n\n{{ good_day }}\n\npierwsze zdanie.\n\n{{ signature }}"
    (tmp_path / "pl/follow_up.txt.j2").write_text(source, encoding="utf-8")
    letter = Letters(tmp_path).write(
        follow_up(contact(PL, formal=False), meeting(PL)),
        me=replace(EWA, signature=""),
        today=TODAY,
        circumstances=Circumstances(answering="Trees"),
    )
    assert letter.body == (
        "Dzień dobry,\n\ndziękuję Ci za wiadomość. Pierwsze zdanie.\n\nEwa Zielińska"
    )


# --- what is not written --------------------------------------------------------------------


def test_a_letter_that_would_be_untrue_is_refused() -> None:
    made = {"passed_on": date(2026, 4, 30)}
    with pytest.raises(LetterImpossible, match="first pass it on"):
        write(call_back(EN))
    with pytest.raises(LetterImpossible, match="first pass it on"):
        write(call_back(EN), outcome=Outcome.AWAY, outcome_on=date(2026, 5, 9))
    with pytest.raises(LetterImpossible, match="never arrived"):
        write(call_back(EN), outcome=Outcome.BOUNCED, **made)
    assert write(call_back(EN), **made).to


@pytest.mark.parametrize("outcome", [Outcome.DECLINED, Outcome.ACCEPTED, Outcome.ANSWERED])
@pytest.mark.parametrize("lang", Language)
def test_an_outcome_without_a_known_pass_on_says_nothing_of_it(
    lang: Language, outcome: Outcome
) -> None:
    body = write(call_back(lang), outcome=outcome).body
    for had in ("dane od", "wizytówkę od", "Karte seit", "card since"):
        assert had not in body
    assert ": Max Wilk." in body or "about Max Wilk." in body


@pytest.mark.parametrize(
    "commitment",
    [
        promised(Kind.INTRODUCE, contact(EN), meeting(EN)),
        promised(Kind.INTRODUCE, contact(EN), meeting(EN), joint=True),
        promised(Kind.INTRODUCE, contact(EN), None, third(EN, addresses=()), joint=True),
        promised(Kind.INTRODUCE, contact(EN, addresses=()), None, third(EN), joint=True),
        replace(promised(Kind.INTRODUCE, contact(EN), None, third(EN)), promise=None),
        promised(Kind.CALL_BACK, contact(EN), meeting(EN)),
        promised(Kind.SEND, contact(EN), meeting(EN), text=" . "),
        promised(Kind.SAY, contact(EN), meeting(EN)),
        replace(promised(Kind.SEND, contact(EN), meeting(EN)), promise=None),
    ],
)
def test_a_letter_about_nothing_is_refused(commitment: Commitment) -> None:
    with pytest.raises(LetterImpossible):
        write(commitment, passed_on=date(2026, 4, 30))


# --- full stops that belong to the word -----------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "kept"),
    [
        ("w firmie Dach sp. z o.o.", "w firmie Dach sp. z o.o."),
        ("beim Stadtgrün e.V.", "beim Stadtgrün e.V."),
        ("beim Stadtgrün e. V.", "beim Stadtgrün e. V."),
        ("at Trees Ltd.", "at Trees Ltd."),
        ("przy ul. Polnej.", "przy ul. Polnej"),
        ("na InfoShare.", "na InfoShare"),
        ("https://example.org/a.b.", "https://example.org/a.b"),
        ("o.o.,", "o.o."),
    ],
)
def test_an_abbreviation_keeps_its_full_stop(phrase: str, kept: str) -> None:
    assert phrases.tidy(phrase) == kept


def test_an_abbreviation_in_the_middle_and_at_the_end() -> None:
    met = meeting(PL, BridgeKind.MEET, at="w firmie Dach sp. z o.o.", talked_about="o Dach S.A.")
    met = replace(met, bridge=Bridge(BridgeKind.MEET, "spotkanie 4 maja w Dach sp. z o.o."))
    late = write(follow_up(contact(PL), met), late=True).body
    assert "spotkania w firmie Dach sp. z o.o. minęło więcej" in late
    assert "rozmowę o Dach S.A. " in late
    assert "Może spotkanie 4 maja w Dach sp. z o.o.? " in late
    on_time = write(follow_up(contact(PL), met)).body
    assert "spotkania w firmie Dach sp. z o.o. Dobrze" in on_time
