"""What to say on the phone and to write in short: in the contact's language, nothing invented."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.model import (
    Bridge,
    BridgeKind,
    Circumstances,
    Contact,
    Gender,
    Kind,
    Language,
    Meeting,
    Outcome,
    State,
)
from mailfollow.say.call import Call, call, dialled, short_text
from tests.say.world import MET, commitment, contact, state

PL, DE, EN = Language.PL, Language.DE, Language.EN
PASSED_ON = Circumstances(passed_on=date(2026, 4, 30))
FORMS = [(False, None), (True, Gender.M), (True, Gender.F), (True, None)]
PLACES = {
    PL: "na InfoShare w Gdańsku",
    DE: "auf dem Netzwerkabend in Osnabrück",
    EN: "at the networking evening in Osnabrück",
}


def reader(language: Language, **values: Any) -> Contact:
    return contact(
        "Max Müller", language=language, first="Max", phones=("+49 541 000000",), **values
    )


def owed(
    language: Language, kind: Kind = Kind.CALL_BACK, bare: bool = False, **values: Any
) -> State:
    who = reader(language, **values)
    of = commitment(who, kind, meeting=Meeting(who.id, MET, at=PLACES[language]))
    if bare and of.promise:
        told = of.promise.third if kind is Kind.INTRODUCE else None  # it has always one
        of = replace(of, promise=replace(of.promise, text="", third=told))
    return state(replace(of, meeting=None, third=None) if bare else of)


def said(language: Language, known: Circumstances, **values: Any) -> tuple[str, ...]:
    return call(owed(language, **values), known, EN).sentences


def whole(sentence: str) -> bool:
    """A sentence with its stop, without an unfilled field or a hole where a fact is missing."""
    return bool(re.fullmatch(r"[A-ZÀ-ŻŚŁÜÖ].*[.?]", sentence)) and not re.search(
        r"[{}\[\]]|  | [.,;:?]|\.\.|\(\)|None", sentence
    )


# --- the three sentences --------------------------------------------------------------------


def test_no_answer_so_far() -> None:
    assert said(PL, PASSED_ON, gender=Gender.M) == (
        "Zgodnie z obietnicą oddzwaniam po naszej rozmowie na InfoShare w Gdańsku: Jana Klein ma "
        "Pana dane od 30 kwietnia.",
        "Odpowiedzi do tej pory nie mam i nie chcę pozostawiać Pana w niepewności.",
        "Jeśli mogę pomóc w inny sposób, proszę śmiało powiedzieć.",
    )
    assert said(DE, PASSED_ON) == (
        "Wie versprochen rufe ich Sie nach unserem Gespräch auf dem Netzwerkabend in Osnabrück "
        "zurück: Jana Klein hat Ihre Karte seit dem 30. April.",
        "Eine Antwort habe ich bisher nicht, und ich möchte Sie darüber nicht im Ungewissen "
        "lassen.",
        "Wenn ich Ihnen auf anderem Weg weiterhelfen kann, sagen Sie es mir gern.",
    )
    assert said(EN, PASSED_ON) == (
        "As promised, I am calling you back after our conversation at the networking evening in "
        "Osnabrück. Jana Klein has had your card since 30 April.",
        "I have had no answer so far, and I do not want to leave you wondering.",
        "If I can help in some other way, do tell me.",
    )


@pytest.mark.parametrize(
    ("outcome", "pl", "de", "en"),
    [
        (
            Outcome.AWAY,
            "Przed 14 maja nie będzie stamtąd odpowiedzi i nie chcę pozostawiać Cię w niepewności.",
            "Vor dem 14. Mai ist von dort keine Antwort zu erwarten, und ich möchte dich darüber "
            "nicht im Ungewissen lassen.",
            "No answer can be expected before 14 May, and I do not want to leave you wondering.",
        ),
        (
            Outcome.DECLINED,
            "W tej chwili spotkanie nie jest tam możliwe. Wolę powiedzieć Ci to wprost, niż "
            "milczeć.",
            "Ein Treffen passt dort zurzeit leider nicht. Das sage ich dir lieber offen, als zu "
            "schweigen.",
            "A meeting is not possible on that side at present. I would rather tell you so "
            "plainly than say nothing.",
        ),
        (
            Outcome.ACCEPTED,
            "Odpowiedź brzmi „tak”: spotkanie jest możliwe.",
            "Die Antwort ist ja: Ein Treffen ist möglich.",
            "The answer is yes: a meeting is possible.",
        ),
    ],
)
def test_each_outcome_has_its_sentence(outcome: Outcome, pl: str, de: str, en: str) -> None:
    known = replace(PASSED_ON, outcome=outcome, outcome_on=date(2026, 5, 14))
    for language, sentence in ((PL, pl), (DE, de), (EN, en)):
        assert said(language, known, formal=False)[1] == sentence


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize(("formal", "gender"), FORMS)
@pytest.mark.parametrize("bare", [False, True])
def test_every_sentence_is_whole_with_and_without_its_facts(
    language: Language, outcome: Outcome, formal: bool, gender: Gender | None, bare: bool
) -> None:
    known = Circumstances(
        outcome=outcome,
        passed_on=None if bare else date(2026, 4, 30),
        outcome_on=None if bare else date(2026, 5, 14),
    )
    sentences = said(language, known, bare=bare, formal=formal, gender=gender)
    assert all(map(whole, sentences)), sentences
    told = {Outcome.ANSWERED: 1, Outcome.BOUNCED: 0, Outcome.NONE: 0 if bare else 3}
    assert len(sentences) == told.get(outcome, 3)


def test_after_a_yes_there_is_something_to_arrange() -> None:
    accepted = replace(PASSED_ON, outcome=Outcome.ACCEPTED)
    last = [said(language, accepted)[2] for language in (PL, DE, EN)]
    assert last == [
        "Wszystko inne najlepiej ustalić bezpośrednio.",
        "Alles Weitere lässt sich am besten direkt verabreden.",
        "The rest is best arranged directly.",
    ]


def test_only_the_user_knows_what_the_answer_was() -> None:
    known = replace(PASSED_ON, outcome=Outcome.ANSWERED, outcome_on=date(2026, 5, 5))
    told = call(owed(DE), known, EN)
    assert told.note == "Jana Klein answered on 5 May 2026: tell it in your own words"
    assert told.sentences == said(DE, PASSED_ON)[:1]


@pytest.mark.parametrize(
    ("known", "note"),
    [
        (Circumstances(), "first pass the card on; until then there is nothing to tell"),
        (
            replace(PASSED_ON, outcome=Outcome.BOUNCED),
            "the card never arrived: pass it on again, to another address",
        ),
    ],
)
def test_nothing_is_said_of_a_card_that_never_arrived(known: Circumstances, note: str) -> None:
    assert call(owed(DE), known, EN) == Call("tel:+49541000000", "sms:+49541000000", note, ())
    assert short_text(owed(DE), known) == ""


def test_what_the_user_said_of_the_answer_is_told_however_the_card_went() -> None:
    sentences = said(EN, Circumstances(outcome=Outcome.DECLINED))
    assert "card" not in " ".join(sentences)
    assert sentences[1].startswith("A meeting is not possible")


@pytest.mark.parametrize("outcome", Outcome)
def test_without_a_gender_polish_says_neither_pan_nor_pani(outcome: Outcome) -> None:
    known = replace(PASSED_ON, outcome=outcome)
    texts = [*said(PL, known), *(short_text(owed(PL, kind), known) for kind in Kind)]
    assert not re.search(r"\bPan(i|a|u|em|ie)?\b|\bC?i[eę]?bie\b|\bCię?\b", " ".join(texts))


@pytest.mark.parametrize("language", Language)
def test_the_user_is_told_in_another_language_than_the_contact(language: Language) -> None:
    notes = {call(owed(DE), Circumstances(), own).note for own in Language}
    assert len(notes) == len(Language)
    assert call(owed(DE), PASSED_ON, language).sentences == said(DE, PASSED_ON)


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.CALL_BACK])
def test_other_kinds_have_a_number_and_no_crib(kind: Kind) -> None:
    of = owed(EN, kind)
    if kind is Kind.INTRODUCE:
        of = replace(of, commitment=replace(of.commitment, third=reader(EN)))
    assert call(of, PASSED_ON, EN) == Call("tel:+49541000000", "sms:+49541000000")


def test_the_third_person_is_called_about_a_card() -> None:
    jana = contact("Jana Klein", phones=("0048 22 000 00 00",))
    of = commitment(reader(EN), Kind.INTRODUCE, third=jana)
    assert call(state(of), Circumstances(), EN).tel == "tel:+48220000000"


# --- numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+48 601 000 000", "+48601000000"),
        ("+49 (0)541 000-000", "+49541000000"),
        ("0049 541/000000", "+49541000000"),
        ("(0541) 00 00 00", "0541000000"),
        ("601-000-000", "601000000"),
    ],
)
def test_a_number_as_a_telephone_dials_it(written: str, number: str) -> None:
    assert dialled(contact(phones=(written, "+1 555"))) == number


def test_without_a_number_there_is_no_link() -> None:
    assert dialled(contact()) == ""
    told = call(state(commitment(contact(), Kind.CALL_BACK)), PASSED_ON, EN)
    assert (told.tel, told.sms, len(told.sentences)) == ("", "", 3)


@given(st.text(max_size=30))
def test_nothing_but_digits_is_dialled(written: str) -> None:
    assert re.fullmatch(r"\+?[0-9]*", dialled(contact(phones=(written,))))


# --- the short text -------------------------------------------------------------------------


def short(language: Language, kind: Kind, name: str = "Ewa Zielińska", **meeting: Any) -> str:
    of = owed(language, kind)
    met = Meeting("max-mueller", MET, **{"at": PLACES[language], **meeting})
    commitment_ = replace(of.commitment, meeting=met)
    if kind is Kind.INTRODUCE:
        max_ = reader(language, company="Müller Freiraumplanung")
        commitment_ = replace(commitment_, contact=max_)
    return short_text(replace(of, commitment=commitment_), PASSED_ON, name)


def test_a_follow_up_from_the_phone_has_what_is_only_ours() -> None:
    coffee = Bridge(BridgeKind.MEET, "kawa w Oliwie 25 listopada.")
    ours = {"talked_about": "o zieleni na dachach", "bridge": coffee}
    assert short(PL, Kind.FOLLOW_UP, **ours) == (
        "Dzień dobry, dziękuję za rozmowę o zieleni na dachach. Może kawa w Oliwie 25 listopada? "
        "Ewa Zielińska"
    )
    assert short(DE, Kind.FOLLOW_UP) == (
        "Guten Tag, vielen Dank für das Gespräch auf dem Netzwerkabend in Osnabrück. Ich würde "
        "mich freuen, wenn wir in Verbindung bleiben. Ewa Zielińska"
    )
    assert short(EN, Kind.FOLLOW_UP, talked_about="soil ecology").startswith(
        "Hello, thank you for our conversation (soil ecology). I would"
    )
    asked = Bridge(BridgeKind.ASK, "Which journal?")
    assert "Which journal" not in short(EN, Kind.FOLLOW_UP, bridge=asked)


def test_a_call_back_from_the_phone() -> None:
    assert short(DE, Kind.CALL_BACK) == (
        "Guten Tag, wie versprochen melde ich mich nach unserem Gespräch auf dem Netzwerkabend in "
        "Osnabrück: Jana Klein hat Ihre Karte seit dem 30. April. Eine Antwort habe ich bisher "
        "nicht, und ich möchte Sie darüber nicht im Ungewissen lassen. Ewa Zielińska"
    )
    answered = replace(PASSED_ON, outcome=Outcome.ANSWERED)
    assert short_text(owed(DE), answered) == ""


def test_a_card_from_the_phone_is_the_contacts_and_goes_to_the_third_person() -> None:
    text = short(EN, Kind.INTRODUCE)
    assert (
        "a contact for you, from a conversation at the networking evening in Osnabrück: "
        "Max Müller, Müller Freiraumplanung, +49 541 000000, max-mueller@example.pl. One word"
    ) in text
    of = owed(EN, Kind.INTRODUCE)
    promise = replace(of.commitment.promise, joint=True)  # type: ignore[type-var]
    joint = replace(of, commitment=replace(of.commitment, promise=promise))
    assert "Jana Klein, jana-klein@example.pl" in short_text(joint, PASSED_ON)
    assert "Max Müller" not in short_text(joint, PASSED_ON)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("formal", "gender"), FORMS)
@pytest.mark.parametrize("bare", [False, True])
def test_every_short_text_is_whole(
    kind: Kind, language: Language, formal: bool, gender: Gender | None, bare: bool
) -> None:
    of = owed(language, kind, bare=bare, formal=formal, gender=gender)
    text = short_text(of, PASSED_ON)
    assert whole(text), text
    assert len(text) < 320
    assert text.split(",")[0].split()[0] in ("Cześć", "Dzień", "Hallo", "Guten", "Hi", "Hello")


def test_the_users_own_greeting_is_used() -> None:
    of = owed(DE, Kind.SAY, greeting="Moin Max!")
    assert short_text(of, PASSED_ON).startswith("Moin Max! Mein Versprechen habe ich")
    named = owed(DE, Kind.SAY, formal=False)
    assert short_text(named, PASSED_ON).startswith("Hallo Max, mein Versprechen")
    assert short_text(owed(PL, Kind.SAY, formal=False), PASSED_ON).startswith("Cześć, pamiętam")
