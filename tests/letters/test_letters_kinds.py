"""Letters of every other kind in all combinations of what is known, held to the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from mailfollow.core.model import (
    Circumstances,
    Contact,
    Gender,
    Kind,
    Language,
    Meeting,
    Outcome,
)
from mailfollow.letters.language import day
from mailfollow.letters.render import Letter, Letters
from tests.letters.invented import (
    ABOUT,
    EWA,
    LABELS,
    PHRASES,
    THINGS,
    TODAY,
    contact,
    meeting,
    promised,
    third,
)
from tests.letters.rules import FAMILIAR, FORMAL, MY_GENDERED, addressed_rightly, well_formed

PL, DE, EN = Language.PL, Language.DE, Language.EN
LETTERS = Letters()
GENDERS = (Gender.F, Gender.M, None)
ANSWER_BY, PASSED_ON, BACK = date(2026, 5, 6), date(2026, 4, 30), date(2026, 5, 14)
DAY = {
    PL: {ANSWER_BY: "do 6 maja", PASSED_ON: "od 30 kwietnia", BACK: "Przed 14 maja"},
    DE: {ANSWER_BY: "bis zum 6. Mai", PASSED_ON: "seit dem 30. April", BACK: "Vor dem 14. Mai"},
    EN: {ANSWER_BY: "by 6 May", PASSED_ON: "since 30 April", BACK: "before 14 May"},
}
CONSENT = {PL: "wie, że przekazuję", DE: "weiß, dass ich", EN: "knows that I am passing this on"}
CALLS = {PL: "oddzwonię", DE: "rufe in jedem Fall zurück", EN: "to call back in any case"}
SORRY = {PL: "wyrozumiałość", DE: "ntschuldig", EN: "apologise"}
NO_ANSWER = {PL: "Odpowiedzi do tej pory", DE: "Eine Antwort habe ich", EN: "I have had no answer"}
DECLINED = {PL: "nie jest tam możliwe", DE: "passt dort zurzeit", EN: "is not possible on that"}
ACCEPTED = {PL: "brzmi: tak", DE: "ist ein Ja", EN: "answer is yes"}
PROMISED = {
    PL: r"[Tt]ak jak obiecał[ae]m: |[Zz]godnie z obietnicą: ",
    DE: r"[Ww]ie versprochen: ",
    EN: r"As promised: ",
}


def forms(person: Contact) -> Iterator[Contact]:
    yield replace(person, formal=False)
    for gender in GENDERS:
        yield replace(person, formal=True, gender=gender)


def meetings(lang: Language) -> Iterator[Meeting | None]:
    yield meeting(lang)
    yield meeting(lang, at=None, in_common=None)
    yield meeting(lang, in_common=None, **LABELS[lang])
    yield meeting(lang, talked_about=None)
    yield meeting(lang, talked_about=None, in_common=None)
    yield None


def checked(letter: Letter, *names: str) -> str:
    """The letter's text, in which these names are never inflected."""
    text = f"{letter.subject}\n{letter.body}"
    for name in names:
        first, last = (part[:3] for part in name.split())
        assert set(re.findall(rf"\b{first}\w* {last}\w*", text)) <= {name}, text
    return text


@pytest.mark.parametrize("lang", Language)
def test_the_pass_on(lang: Language) -> None:
    cards = [
        {"company": company, "phones": phones}
        for company, phones in product((None, "Dach & Co."), ((), ("+48 600 000 001", "+48 2")))
    ]
    told = [
        (ABOUT[lang], True, True, ANSWER_BY),
        (ABOUT[lang], False, True, TODAY),
        (ABOUT[lang], True, False, None),
        (None, True, True, None),
        (None, False, False, ANSWER_BY),
    ]
    for reader, met, card in product(forms(third(lang)), meetings(lang), cards):
        person = contact(lang, formal=False, **card)
        for about, consent, call_back, by in told:
            terms = {"about": about, "consent": consent, "call_back": call_back}
            letter = LETTERS.write(
                promised(Kind.INTRODUCE, person, met, reader, **terms),
                me=EWA,
                today=TODAY,
                circumstances=Circumstances(answer_by=by),
            )
            text = checked(letter, person.name)
            lines = (person.name, card["company"], next(iter(person.phones), None))
            block = [line for line in (*lines, *person.addresses) if line]
            written = letter.body.split("\n\n")[2].split("\n")
            assert [re.sub("^[Tt]el. ", "", line) for line in written] == block, text
            well_formed(letter, text, card="\n".join(written))
            addressed_rightly(letter, reader, text)
            assert letter.to == "max.wilk@example.com", text
            assert letter.gap is None, text
            assert ((ABOUT[lang] + ".") in text) is bool(about), text
            assert (CONSENT[lang] in text) is consent, text
            assert (CALLS[lang] in text) is call_back, text
            assert (DAY[lang][ANSWER_BY] in text) is (by == ANSWER_BY), text
            assert day(TODAY, lang, TODAY) not in text, text  # too late to ask for
            assert "+48 2" not in text, text
            if met and met.at == PHRASES[lang]["at"]:
                assert met.at in text, text
            assert met is None or (met.talked_about or "✎") not in text, text


@pytest.mark.parametrize("lang", Language)
def test_the_joint_introduction(lang: Language) -> None:
    people = [replace(p, company=c) for p in forms(contact(lang)) for c in (None, "Dach")]
    for person, other, met, about in product(
        people, forms(third(lang, phones=("+1",))), meetings(lang), (ABOUT[lang], None)
    ):
        introduction = promised(Kind.INTRODUCE, person, met, other, about=about, joint=True)
        letter = LETTERS.write(introduction, me=EWA, today=TODAY)
        text = checked(letter, person.name, other.name)
        company = f" ({person.company})" if person.company else ""
        card = f"{person.name}{company}\n{other.name} (Wilk & Co.)"
        well_formed(letter, text, card=card)
        assert letter.to == person.addresses[0], text
        assert "@" not in letter.body, text
        assert "+1" not in text, text
        assert (f": {ABOUT[lang]}." in text) is bool(about), text
        body = letter.body.partition("\n\n")[2]
        wrong = FAMILIAR if person.formal or other.formal else FORMAL
        assert not wrong[lang].search(body.replace(card, "")), text


@pytest.mark.parametrize("lang", Language)
def test_the_call_back(lang: Language) -> None:
    unseen = (Outcome.NONE, Outcome.DECLINED, Outcome.ACCEPTED, Outcome.ANSWERED)
    outcomes = [(o, None) for o in unseen] + [(Outcome.AWAY, BACK), (Outcome.AWAY, TODAY)]
    genders = GENDERS if lang is PL else (Gender.F,)
    other = third(lang, phones=("+1",))
    places = [meeting(lang), meeting(lang, at=LABELS[lang]["at"]), None]
    for reader, met, about, (outcome, on), late, mine in product(
        forms(contact(lang)), places, (ABOUT[lang], None), outcomes, (0, 1), genders
    ):
        letter = LETTERS.write(
            promised(Kind.CALL_BACK, reader, met, other, about=about),
            me=replace(EWA, gender=mine),
            today=TODAY,
            circumstances=Circumstances(
                late=bool(late), passed_on=PASSED_ON, outcome=outcome, outcome_on=on
            ),
        )
        text = checked(letter, other.name)
        well_formed(letter, text)
        addressed_rightly(letter, reader, text)
        away = outcome is Outcome.AWAY and on == BACK
        open_still = outcome in (Outcome.NONE, Outcome.AWAY) and not away
        own = letter.body.removeprefix(letter.gap or "")
        assert DAY[lang][PASSED_ON] in own, text
        assert (DAY[lang][BACK] in own) is away, text
        assert (NO_ANSWER[lang] in own) is open_still, text
        assert (DECLINED[lang] in own) is (outcome is Outcome.DECLINED), text
        assert (ACCEPTED[lang] in own) is (outcome is Outcome.ACCEPTED), text
        assert (f": {ABOUT[lang]}." in own) is bool(about), text
        assert (SORRY[lang] in own) is bool(late), text
        assert "+1" not in text, text
        assert "max.wilk@" not in text, text
        assert bool(letter.gap) is (outcome is Outcome.ANSWERED), text
        assert (letter.to is None) is bool(letter.gap), text
        if mine is None:
            assert not MY_GENDERED.search(own), text


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("kind", [Kind.SEND, Kind.SAY])
def test_what_was_promised(lang: Language, kind: Kind) -> None:
    genders = GENDERS if lang is PL else (Gender.F,)
    for reader, met, thing, late, mine in product(
        forms(contact(lang)), meetings(lang), THINGS[lang], (False, True), genders
    ):
        letter = LETTERS.write(
            promised(kind, reader, met, text=thing),
            me=replace(EWA, gender=mine),
            today=TODAY,
            circumstances=Circumstances(late=late),
        )
        text = f"{letter.subject}\n{letter.body}"
        well_formed(letter, text)
        addressed_rightly(letter, reader, text)
        own = letter.body.removeprefix(letter.gap or "")
        assert re.search(PROMISED[lang] + re.escape(thing) + r"\.", own), text
        assert own.count(thing) == 1, text
        assert "://" not in letter.subject, text
        assert (SORRY[lang] in own) is late, text
        assert bool(letter.gap) is ("://" not in thing), text
        assert (letter.to is None) is bool(letter.gap), text
        if letter.gap:
            assert thing in letter.gap, text
        if mine is None:
            assert not MY_GENDERED.search(own), text


@pytest.mark.parametrize("lang", Language)
def test_keeping_in_touch(lang: Language) -> None:
    for reader, met in product(forms(contact(lang)), meetings(lang)):
        commitment = promised(Kind.KEEP_IN_TOUCH, reader, met)
        letter = LETTERS.write(commitment, me=EWA, today=TODAY)
        text = f"{letter.subject}\n{letter.body}"
        well_formed(letter, text)
        addressed_rightly(letter, reader, text)
        known = [p for p in (met and met.talked_about, met and met.in_common) if p]
        for phrase in known:
            assert letter.body.lower().count(phrase.lower()) == 1, text
        assert bool(letter.gap) is not bool(known), text
        assert (letter.to is None) is bool(letter.gap), text
