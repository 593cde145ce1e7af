"""Every code is told in three languages, with its facts and without."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.model import Code, Grade, HintCode, Language, Reason, reasons
from mailfollow.say.check import hint
from mailfollow.say.phrase import catalogue, counted, placed
from mailfollow.say.reasons import question, reason
from tests.say.world import FACTS, WARSAW, commitment, contact, evidence, full, state

PL, DE, EN = Language.PL, Language.DE, Language.EN
PLURAL = re.compile(r"\.(one|few|many|other|\d)$")
FIELD = re.compile(r"\{(\w+)\}")
GRAMMAR = frozenset("your you to_you for_you with_you tell".split())  # each language needs others

# Facts that a question adds beside the reason, or that say nothing to the user.
NOT_TOLD = {
    (Code.SENDER_UNKNOWN, "to"),
    (Code.SENDER_SHARED, "to"),
    (Code.CAME_BY_MAIL, "to"),
    (Code.USED_UP, "on"),
}


def documented(code: Code) -> set[str]:
    """The facts that the comment behind a code in `core.model.reasons` lists."""
    source = Path(reasons.__file__).read_text(encoding="utf-8")
    line = re.search(rf'^    {code.name} = "{code}"(.*)$', source, re.MULTILINE)
    assert line, code
    listed = re.sub(r"\(.*?\)", "", line[1]).strip(" #").partition(":")[0]
    return {*listed.replace(" ", "").split(",")} & {*FACTS, "at"}


def tidy(sentence: str) -> bool:
    """No unfilled field or section, no noise at the ends, no hole where a fact is missing."""
    return bool(sentence) and not re.search(
        r"[{}\[\]]|  | [,.;:)]|\( |[,;:] ?$|\.$|^[ ,;]", sentence
    )


def test_the_three_catalogues_have_the_same_phrases_with_the_same_fields() -> None:
    shapes = []
    for language in Language:
        shape: dict[str, set[str]] = {}
        for key, text in catalogue(language).items():
            if not PLURAL.search(key):
                shape[key] = set(FIELD.findall(text)) - GRAMMAR
        shapes.append(shape)
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize("language", Language)
def test_no_phrase_of_a_catalogue_hides_another(language: Language) -> None:
    files = ("reasons", "screens", "calls", "digest", "notes")
    parts = (import_module(f"mailfollow.say.{language}.{file}") for file in files)
    assert len(catalogue(language)) == sum(len(part.PHRASES) for part in parts)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("how", ["address", "phone", "vcard", "forwarded", "both"])
def test_how_a_card_was_passed_on_is_told_in_words(how: str, language: Language) -> None:
    told = reason(Reason.of(Code.CARD_PASSED_ON, to="jana@example.net", how=how), language)
    assert tidy(told)
    assert not told.endswith(f", {how}")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", Code)
def test_every_code_is_a_sentence_with_and_without_its_facts(
    code: Code, language: Language
) -> None:
    bare = reason(Reason(code), language)
    told = reason(full(code, said="over quota"), language, WARSAW)
    assert tidy(bare), bare
    assert tidy(told), told


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", Code)
def test_every_documented_fact_changes_the_sentence(code: Code, language: Language) -> None:
    facts = {n: v for n, v in full(code).facts if n in documented(code)}
    whole = reason(Reason.of(code, **facts), language, WARSAW)
    for name in facts:
        rest = {n: v for n, v in facts.items() if n != name}
        told = reason(Reason.of(code, **rest), language, WARSAW) != whole
        assert told is ((code, name) not in NOT_TOLD), (code, name, whole)


def test_the_comments_of_the_model_are_read() -> None:
    assert documented(Code.TO_CONTACT) == {"to", "days", "at"}
    assert documented(Code.PAUSED) == set()
    assert sum(bool(documented(c)) for c in Code) > 30


@given(
    st.sampled_from(Code),
    st.sampled_from(Language),
    st.sets(st.sampled_from(sorted(FACTS))),
)
def test_any_facts_may_be_missing(code: Code, language: Language, kept: set[str]) -> None:
    facts = {n: v for n, v in full(code, said="over quota").facts if n in kept or n == "at"}
    assert tidy(reason(Reason.of(code, **facts), language, WARSAW))


@pytest.mark.parametrize(
    ("days", "pl", "de", "en"),
    [
        (0, "w dniu spotkania", "am Tag der Begegnung", "on the day of the meeting"),
        (1, "dzień po spotkaniu", "einen Tag nach der Begegnung", "one day after the meeting"),
        (2, "dwa dni po spotkaniu", "zwei Tage nach der Begegnung", "two days after the meeting"),
        (5, "pięć dni po spotkaniu", "fünf Tage nach der Begegnung", "five days after the meeting"),
        (12, "12 dni po spotkaniu", "12 Tage nach der Begegnung", "12 days after the meeting"),
        (22, "22 dni po spotkaniu", "22 Tage nach der Begegnung", "22 days after the meeting"),
    ],
)
def test_days_after_the_meeting(days: int, pl: str, de: str, en: str) -> None:
    told = Reason.of(Code.TO_CONTACT, to="a@example.pl", days=days)
    assert reason(told, PL) == f"do a@example.pl, {pl}"
    assert reason(told, DE) == f"an a@example.pl, {de}"
    assert reason(told, EN) == f"to a@example.pl, {en}"


@pytest.mark.parametrize(
    ("days", "pl", "de", "en"),
    [
        (0, "w dniu obietnicy", "am Tag des Versprechens", "on the day of the promise"),
        (1, "dzień po obietnicy", "einen Tag nach dem Versprechen", "one day after the promise"),
        (5, "pięć dni po obietnicy", "fünf Tage nach dem Versprechen", "five days after the"),
    ],
)
def test_days_after_a_promise_without_a_meeting(days: int, pl: str, de: str, en: str) -> None:
    told = Reason.of(Code.TO_CONTACT, to="a@example.pl", days=days, promise="yes")
    for language, said in ((PL, pl), (DE, de), (EN, en)):
        assert f", {said}" in reason(told, language)
        assert reason(Reason.of(Code.TO_CONTACT, days=days), language) not in said


@pytest.mark.parametrize(
    ("n", "pl", "de", "en"),
    [
        (1, "jeden szkic", "ein Entwurf", "{} draft"),
        (2, "{} szkice", "{} Entwürfe", "{} drafts"),
        (4, "{} szkice", "{} Entwürfe", "{} drafts"),
        (5, "{} szkiców", "{} Entwürfe", "{} drafts"),
        (12, "{} szkiców", "{} Entwürfe", "{} drafts"),
        (21, "{} szkiców", "{} Entwürfe", "{} drafts"),
        (22, "{} szkice", "{} Entwürfe", "{} drafts"),
        (25, "{} szkiców", "{} Entwürfe", "{} drafts"),
    ],
)
def test_plural_forms(n: int, pl: str, de: str, en: str) -> None:
    shown = [counted(language, "drafts", n) for language in (PL, DE, EN)]
    assert shown == [text.format(n) for text in (pl, de, en)]


@given(st.sampled_from(["days", "others", "drafts"]), st.integers(0, 10_000))
def test_every_number_has_a_form(key: str, n: int) -> None:
    assert all(tidy(counted(language, key, n)) for language in Language)


@pytest.mark.parametrize(
    ("at", "language", "shown"),
    [
        ("na InfoShare w Gdańsku", PL, "na InfoShare w Gdańsku"),
        ("InfoShare, Gdańsk", PL, "(InfoShare, Gdańsk)"),
        ("na InfoShare w Gdańsku", DE, "(na InfoShare w Gdańsku)"),
        ("Auf der re:publica", DE, "Auf der re:publica"),
        ("at DevConf in Brno", EN, "at DevConf in Brno"),
        ("at DevConf in Brno", PL, "(at DevConf in Brno)"),
        (" \n", EN, ""),
        (None, EN, ""),
    ],
)
def test_a_place_stands_behind_the_meeting(at: str | None, language: Language, shown: str) -> None:
    assert placed(language, at) == shown


def test_moments_are_told_in_the_users_zone() -> None:
    late = Reason.of(Code.NOT_YET, at="2026-11-21T23:30:00+00:00")
    assert reason(late, EN, WARSAW) == "not before 22 November 2026, 00:30"
    assert reason(late, EN) == "not before 21 November 2026, 23:30"


def test_what_the_server_said_does_not_end_the_sentence_twice() -> None:
    said = Reason.of(Code.REFUSED_BY_SERVER, said="The mailbox is full.")
    assert reason(said, EN) == "the server refused it: The mailbox is full"


def test_a_question_names_the_mail_what_it_would_tick_and_how_to_answer() -> None:
    doubtful = evidence(Grade.E4, Code.CC_ONLY, sent_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    asked = state(commitment(contact("Anna Kowalska")))
    own = "anna-kowalska.follow_up.2026-11-18"
    assert question(doubtful, asked, PL, WARSAW) == (
        "„Nasza rozmowa”, 21 listopada 2026. Niepewne: anna@example.pl jest tylko w kopii (Cc). "
        "Czy to spełnia obietnicę? Anna Kowalska: napisać po spotkaniu na InfoShare w Gdańsku. "
        f"Proszę odpowiedzieć: `mailfollow yes {own}` albo `mailfollow no {own}`"
    )
    assert question(doubtful, asked, DE, WARSAW) == (
        "„Nasza rozmowa“, 21. November 2026. Nicht sicher: anna@example.pl steht nur in Kopie "
        "(Cc). Ist das Versprechen damit gehalten? Anna Kowalska: schreiben nach der Begegnung "
        "(na InfoShare w Gdańsku). "
        f"Bitte antworten Sie mit `mailfollow yes {own}` oder `mailfollow no {own}`"
    )
    assert question(doubtful, asked, EN, WARSAW) == (
        "“Nasza rozmowa”, 21 November 2026. Not certain: anna@example.pl is only in Cc. "
        "Does it keep the promise? Anna Kowalska: write after the meeting (na InfoShare w "
        f"Gdańsku). Please answer: `mailfollow yes {own}` or `mailfollow no {own}`"
    )


@pytest.mark.parametrize("language", Language)
def test_a_question_says_to_whom_also_where_the_reason_does_not(language: Language) -> None:
    doubtful = evidence(Grade.E4, Code.SENDER_UNKNOWN, subject="")
    assert question(doubtful, state(), language).count("anna@example.pl") == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", HintCode)
def test_every_hint_is_a_sentence_with_and_without_its_facts(
    code: HintCode, language: Language
) -> None:
    facts = {
        "key": "talked_about",
        "word": "jutro",
        "phrase": "trasach rowerowych",
        "meant": "o trasach rowerowych",
        "language": "de",
        "name": "Anna Maria Nowak",
        "first": "Kuba",
    }
    told, bare = hint(code, facts, language), hint(code, {}, language)
    assert tidy(told), told
    assert tidy(bare), bare
    assert code is HintCode.MY_GENDER_UNKNOWN or told != bare


def test_a_language_is_named_in_the_users_own() -> None:
    facts = {"language": "de"}
    named = [hint(HintCode.OTHER_LANGUAGE, facts, language) for language in (PL, DE, EN)]
    assert [n in h for n, h in zip(("niemiecki", "Deutsch", "German"), named, strict=True)]
