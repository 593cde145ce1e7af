"""Salutations, vocatives, dates and the two frames, as tables (LETTERS.md §1–2)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from mailfollow.core.model import Bridge, BridgeKind, Circumstances, Gender, Language, Title
from mailfollow.letters import phrases
from mailfollow.letters.language import day, good_day, salutation
from mailfollow.letters.render import Letter, Letters
from mailfollow.letters.variables import variables
from mailfollow.letters.vocatives import VOCATIVES, vocative
from tests.letters.invented import EWA, TODAY, contact, follow_up, meeting

PL, DE, EN = Language.PL, Language.DE, Language.EN
F, M = Gender.F, Gender.M
LETTERS = Letters()
DR, PROF = Title.DR, Title.PROF


@pytest.mark.parametrize(
    ("lang", "gender", "title", "first_line"),
    [
        (PL, F, None, "Szanowna Pani,"),
        (PL, M, None, "Szanowny Panie,"),
        (PL, None, None, "Dzień dobry,"),
        (PL, F, DR, "Szanowna Pani Doktor,"),
        (PL, M, DR, "Szanowny Panie Doktorze,"),
        (PL, F, PROF, "Szanowna Pani Profesor,"),
        (PL, M, PROF, "Szanowny Panie Profesorze,"),
        (PL, None, PROF, "Dzień dobry,"),
        (DE, F, None, "Sehr geehrte Frau Klein,"),
        (DE, M, None, "Sehr geehrter Herr Klein,"),
        (DE, None, None, "Guten Tag Lena Klein,"),
        (DE, M, DR, "Sehr geehrter Herr Dr. Klein,"),
        (DE, F, PROF, "Sehr geehrte Frau Professor Klein,"),
        (DE, None, DR, "Guten Tag Dr. Lena Klein,"),
        (EN, F, None, "Dear Ms Okafor,"),
        (EN, M, None, "Dear Mr Okafor,"),
        (EN, None, None, "Dear Priya Okafor,"),
        (EN, None, DR, "Dear Dr Okafor,"),
        (EN, F, PROF, "Dear Professor Okafor,"),
    ],
)
def test_formal_salutations(
    lang: Language, gender: Gender | None, title: Title | None, first_line: str
) -> None:
    assert salutation(contact(lang, formal=True, gender=gender, title=title)) == first_line


@pytest.mark.parametrize("gender", [F, M, None])
def test_a_doubtful_surname_is_never_used_alone(gender: Gender | None) -> None:
    doubtful = {"name": "María García López", "first": None, "surname": None, "gender": gender}
    assert salutation(contact(DE, formal=True, **doubtful)) == "Guten Tag María García López,"
    assert salutation(contact(EN, formal=True, **doubtful)) == "Dear María García López,"
    assert salutation(contact(DE, formal=False, **doubtful)) == "Hallo,"
    assert salutation(contact(EN, formal=False, **doubtful)) == "Hello,"
    assert salutation(contact(PL, formal=False, **doubtful)) == "Cześć,"


@pytest.mark.parametrize(
    ("first", "first_line"),
    [
        ("Anna", "Cześć, Anno,"),
        ("Piotr", "Cześć, Piotrze,"),
        ("Ola", "Cześć, Olu,"),
        ("Priya", "Cześć,"),
        ("anna", "Cześć,"),
    ],
)
def test_familiar_polish_uses_the_table_or_no_name(first: str, first_line: str) -> None:
    assert salutation(contact(PL, formal=False, first=first)) == first_line


def test_familiar_german_and_english() -> None:
    assert salutation(contact(DE, formal=False)) == "Hallo Lena,"
    assert salutation(contact(EN, formal=False)) == "Hi Priya,"


def test_the_milder_salutation() -> None:
    assert good_day(contact(DE, formal=True, gender=F)) == "Guten Tag, Frau Klein,"
    assert good_day(contact(DE, formal=True)) == "Guten Tag Lena Klein,"
    assert good_day(contact(PL, formal=True, gender=F)) == "Dzień dobry,"
    assert good_day(contact(EN, formal=True, gender=F)) == "Hello Ms Okafor,"


def test_the_table_of_vocatives() -> None:
    assert len(VOCATIVES) >= 150
    for name, called in VOCATIVES.items():
        assert called[:2] == name[:2], name
        assert called != name or name in ("Antoni", "Jerzy", "Cezary", "Ignacy"), name
        if name.endswith("a"):
            assert called[-1] in "ou", name
        else:
            assert called[-1] in "euiy", name
    assert vocative(None) is None
    assert vocative("Kowalska") is None


@pytest.mark.parametrize(
    ("greeting", "shown", "goes_on"),
    [
        ("Cześć, Aniu,", "Cześć, Aniu,", "cieszę"),
        ("Cześć, Aniu", "Cześć, Aniu,", "cieszę"),
        ("Cześć, Aniu!", "Cześć, Aniu!", "Cieszę"),
        ("Droga Aniu.", "Droga Aniu.", "Cieszę"),
        ("Aniu –", "Aniu –", "cieszę"),
        ("Cześć\r\nBcc: x@example.com", "Cześć Bcc: x@example.com,", "cieszę"),
    ],
)
def test_the_first_letter_follows_the_greeting(greeting: str, shown: str, goes_on: str) -> None:
    person = contact(PL, formal=False, greeting=greeting)
    paragraphs = write(person, meeting(PL)).body.split("\n\n")
    assert paragraphs[0] == shown
    assert paragraphs[1].startswith(f"{goes_on} się z naszego spotkania")


def test_english_always_goes_on_with_a_capital() -> None:
    body = write(contact(EN, formal=False, greeting="Hey Priya –"), meeting(EN)).body
    assert body.split("\n\n")[1].startswith("It was")


@pytest.mark.parametrize(
    ("lang", "this_year", "another"),
    [
        (PL, "29 kwietnia", "29 kwietnia 2025"),
        (DE, "29. April", "29. April 2025"),
        (EN, "29 April", "29 April 2025"),
    ],
)
def test_dates_are_full(lang: Language, this_year: str, another: str) -> None:
    assert day(date(2026, 4, 29), lang, TODAY) == this_year
    assert day(date(2025, 4, 29), lang, TODAY) == another


# --- frames ---------------------------------------------------------------------------------


def write(person: object, met: object, **changes: object) -> Letter:
    commitment = follow_up(person, met)  # type: ignore[arg-type]
    me = replace(EWA, **changes)  # type: ignore[arg-type]
    return LETTERS.write(commitment, me=me, today=TODAY)


@pytest.mark.parametrize(
    ("lang", "talked_about", "sentence", "subject"),
    [
        (PL, "o drzewach", "z Tobą rozmawiało o drzewach.", "Nasza rozmowa o drzewach"),
        (PL, "O drzewach.", "z Tobą rozmawiało o drzewach.", "Nasza rozmowa o drzewach"),
        (PL, "na temat drzew", "rozmawiało na temat drzew.", "Nasza rozmowa na temat drzew"),
        (PL, "na dachu", "do naszego tematu: na dachu.", "Nasz temat: na dachu"),
        (PL, "drzewa", "Chętnie wrócę do naszego tematu: drzewa.", "Nasz temat: drzewa"),
        (PL, "Odra", "Chętnie wrócę do naszego tematu: Odra.", "Nasz temat: Odra"),
        (DE, "darüber, was hilft", "darüber, was hilft.", "Unser Gespräch darüber, was hilft"),
        (DE, "Bodenökologie", "in guter Erinnerung: Bodenökologie.", "Unser Thema: Bodenökologie"),
        (EN, "how to do it", "about how to do it.", "Our conversation about how to do it"),
        (EN, "one-way streets", "stayed with me: one-way streets.", "Our subject: one-way streets"),
        (EN, "about time!", "our conversation about time!", "Our conversation about time!"),
    ],
)  # fmt: skip
def test_the_first_word_of_talked_about_decides(
    lang: Language, talked_about: str, sentence: str, subject: str
) -> None:
    letter = write(contact(lang, formal=False), meeting(lang, talked_about=talked_about))
    assert re.search(re.escape(sentence) + r"\s", letter.body)
    assert letter.subject == subject


@pytest.mark.parametrize(
    ("lang", "at", "completed"),
    [
        (PL, "na InfoShare", "spotkania na InfoShare."),
        (PL, "W Gdańsku", "spotkania w Gdańsku."),
        (PL, "InfoShare, Gdańsk", "spotkania 29 kwietnia (InfoShare, Gdańsk)."),
        (PL, "Zjazd", "spotkania 29 kwietnia (Zjazd)."),
        (PL, None, "spotkania 29 kwietnia."),
        (DE, "beim Stammtisch", "Begegnung beim Stammtisch."),
        (DE, "Netzwerkabend", "Begegnung am 29. April (Netzwerkabend)."),
        (DE, None, "Begegnung am 29. April."),
        (EN, "over lunch", "meet you over lunch."),
        (EN, "On-call Meetup", "meet you on 29 April (On-call Meetup)."),
        (EN, "DevConf", "meet you on 29 April (DevConf)."),
        (EN, None, "meet you on 29 April."),
    ],
)
def test_the_first_word_of_at_decides(lang: Language, at: str | None, completed: str) -> None:
    assert f" {completed} " in write(contact(lang, formal=False), meeting(lang, at=at)).body


@pytest.mark.parametrize(
    ("lang", "bridge", "phrase", "sentence"),
    [
        (PL, BridgeKind.MEET, "Kawa w Oliwie?", "Może kawa w Oliwie?"),
        (PL, BridgeKind.MEET, "spotkamy się 4 maja…", "Może spotkamy się 4 maja…"),
        (PL, BridgeKind.MEET, "Kraków 4 maja", "Może Kraków 4 maja?"),
        (PL, BridgeKind.ASK, "jak to działa??", "od razu: jak to działa??"),
        (DE, BridgeKind.MEET, "wir trinken einen Tee", "Mein Vorschlag: Wir trinken einen Tee."),
        (DE, BridgeKind.MEET, "Ein Tee am 4. Mai.", "Mein Vorschlag: ein Tee am 4. Mai."),
        (DE, BridgeKind.ASK, "wo liegt das?", "geht mir noch nach: Wo liegt das?"),
        (DE, BridgeKind.ADVICE, "was tun", "Rat weiterhelfen: Was tun?"),
        (EN, BridgeKind.MEET, "A call on 4 May", "How about a call on 4 May?"),
        (EN, BridgeKind.NEWS, "https://example.org/a?b=1", "interest you: https://example.org/a?b=1."),
        (EN, BridgeKind.NEWS, "the report...", "interest you: the report…"),
    ],
)  # fmt: skip
def test_bridges_end_their_sentence_with_one_mark(
    lang: Language, bridge: BridgeKind, phrase: str, sentence: str
) -> None:
    met = replace(meeting(lang), bridge=Bridge(bridge, phrase))
    assert f"{sentence} " in write(contact(lang, formal=False), met).body


@pytest.mark.parametrize(
    ("lang", "phrase", "shown"),
    [
        (DE, "wir kommen beide aus Kiel", "Wir kommen beide aus Kiel"),
        (DE, "Ein Studium in Kiel", "ein Studium in Kiel"),
        (PL, "Obie jeździmy na rowerze", "obie jeździmy na rowerze"),
        (PL, "Łódź", "Łódź"),
        (EN, "We both cycle", "we both cycle"),
        (EN, "Kiel", "Kiel"),
    ],
)
def test_capitals_after_the_colon(lang: Language, phrase: str, shown: str) -> None:
    assert f": {shown}." in write(contact(lang), meeting(lang, in_common=phrase)).body


@pytest.mark.parametrize(
    ("key", "phrase", "meant"),
    [
        ("talked_about", "trasach rowerowych", "o trasach rowerowych"),
        ("talked_about", "o trasach rowerowych", None),
        ("talked_about", "trasy rowerowe", None),
        ("at", "targach książki", "na targach książki"),
    ],
)
def test_a_locative_without_its_preposition(key: str, phrase: str, meant: str | None) -> None:
    assert phrases.locative_hint(key, phrase, PL) == meant
    assert phrases.locative_hint(key, phrase, EN) is None


@pytest.mark.parametrize(
    ("phrase", "kept"),
    [
        ("trees.", "trees"),
        ("trees,;: – ", "trees"),
        ("trees\\", "trees"),
        ("trees?", "trees?"),
        ("trees...", "trees…"),
        ("a...b..c https://example.org/a...b", "a...b..c https://example.org/a...b"),
        ("  two\r\n\tlines\u2028\x00\u202e ✎ ", "two lines"),
        ("…", ""),
        (" .", ""),
        (None, ""),
    ],
)
def test_a_phrase_keeps_everything_but_the_mark_of_its_sentence(
    phrase: str | None, kept: str
) -> None:
    assert phrases.tidy(phrase) == kept


@pytest.mark.parametrize(
    ("phrase", "talked_about", "topic"),
    [("about trees", "about trees", ""), ("Trees", "", "Trees"), (None, "", "")],
)
def test_a_template_is_given_one_of_the_two_frames(
    phrase: str | None, talked_about: str, topic: str
) -> None:
    commitment = follow_up(contact(EN), meeting(EN, talked_about=phrase))
    values = variables(commitment, me=EWA, circumstances=Circumstances(), today=TODAY)
    assert (values["talked_about"], values["topic"]) == (talked_about, topic)


def test_phrases_are_data() -> None:
    met = meeting(
        EN, talked_about="about {{ 7*7 }}\n\nBcc: x@example.com {% raw %}", in_common=None
    )
    letter = write(contact(EN), met)
    assert "about {{ 7*7 }} Bcc: x@example.com {% raw %}." in letter.body
    assert letter.subject == "Our conversation about {{ 7*7 }} Bcc: x@example.com {% raw %}"


@pytest.mark.parametrize(
    ("signature", "end"),
    [
        ("", "Kind regards,\nEwa Zielińska"),
        ("Ewa\n\nZielony Dach\n", "Kind regards,\nEwa\n\nZielony Dach"),
        ("-- \nEwa", "Kind regards,\n-- \nEwa"),
        ("--\nEwa {{ late }}\\", "Kind regards,\n-- \nEwa {{ late }}"),
    ],
)
def test_the_signature_is_the_users(signature: str, end: str) -> None:
    assert write(contact(EN), meeting(EN), signature=signature).body.endswith(f"\n\n{end}")
