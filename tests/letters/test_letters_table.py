"""Every combination of language, form, gender, title, lateness and missing parts, held to the
rules that no letter may break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from mailfollow.core.model import (
    BridgeKind,
    Circumstances,
    Contact,
    Gender,
    Language,
    Me,
    Meeting,
    Title,
)
from mailfollow.letters.render import Letter, Letters
from tests.letters.invented import BRIDGES, EWA, LABELS, PHRASES, TODAY, contact, follow_up, meeting
from tests.letters.rules import MY_GENDERED, addressed_rightly, well_formed

GENDERS = (Gender.F, Gender.M, None)
TITLES = (Title.DR, Title.PROF, None)
LETTERS = Letters()
BACK_TO_THE_TALK = re.compile(
    r"do (?:tego|niej) wrócę|rozmow[aę]|fortsetzen|vertiefen|anknüpfen|Gespräch"
    r"|carry on|return to it"
)
ANSWER_ME = re.compile(
    r"pasuje|odpowiada|to możliwe|kilka słów|passt|genügt|suits you|is enough", re.IGNORECASE
)


def meetings(lang: Language) -> Iterator[Meeting]:
    places = (PHRASES[lang]["at"], LABELS[lang]["at"], None)
    talks = (PHRASES[lang]["talked_about"], LABELS[lang]["talked_about"], None)
    commons = (PHRASES[lang]["in_common"], None)
    for at, talk, common, bridge in product(places, talks, commons, (*BridgeKind, None)):
        yield meeting(lang, bridge, at=at, talked_about=talk, in_common=common)


def people(lang: Language) -> Iterator[Contact]:
    yield contact(lang, formal=False)
    for gender, title in zip(GENDERS, TITLES, strict=True):  # a title changes the salutation only
        yield contact(lang, formal=True, gender=gender, title=title)


def written(lang: Language) -> Iterator[tuple[Contact, Meeting, Me, bool, Letter]]:
    mine = GENDERS if lang is Language.PL else (None,)
    for person, met, gender, late in product(people(lang), meetings(lang), mine, (False, True)):
        me = replace(EWA, gender=gender)
        letter = LETTERS.write(
            follow_up(person, met), me=me, circumstances=Circumstances(late=late), today=TODAY
        )
        yield person, met, me, late, letter


@pytest.mark.parametrize("lang", Language)
def test_no_letter_breaks_a_rule(lang: Language) -> None:
    for person, met, me, late, letter in written(lang):
        told = f"{person}\n{met}\n{letter.subject}\n{letter.body}"
        assert letter.language is lang
        well_formed(letter, told)
        says_what_is_known(letter, met, told)
        addressed_rightly(letter, person, told)
        named_rightly(letter, person, told)
        if me.gender is None:
            assert not MY_GENDERED.search(letter.body), told
        apology = {"pl": "wyrozumiałość", "de": "ntschuldig", "en": "apologise"}[lang]
        assert (apology in letter.body) is late, told
        assert letter.body.endswith("\nEwa Zielińska\nPracownia Zielony Dach"), told


def says_what_is_known(letter: Letter, met: Meeting, told: str) -> None:
    known = [met.talked_about, met.in_common]
    phrases = [p for p in (*known, met.at, met.bridge and met.bridge.phrase) if p]
    for phrase in phrases:
        assert letter.body.lower().count(phrase.rstrip("?").lower()) == 1, told
    if not any(known):
        assert letter.to is None, told
        assert letter.gap, told
        assert letter.body.startswith(f"{letter.gap}\n\n"), told
        assert letter.gap.startswith("✎ "), told
        assert "@example.net" in letter.gap, told
    else:
        assert (letter.to or "").endswith("@example.net"), told
        assert letter.gap is None, told
        assert "✎" not in letter.body, told
    own = letter.body.removeprefix(letter.gap or "")
    assert bool(BACK_TO_THE_TALK.search(own)) <= bool(met.talked_about), told
    assert bool(ANSWER_ME.search(letter.body)) is bool(met.bridge), told
    if all(known) and met.bridge:
        assert 60 <= len(letter.body.split()) <= 120, told


def named_rightly(letter: Letter, person: Contact, told: str) -> None:
    own = letter.body.removeprefix(letter.gap or "")
    if letter.language is Language.PL:
        assert "Kowalska" not in own, told
    elif person.surname and person.name in own:
        assert person.gender is None, told


def test_the_samples_are_used_up() -> None:
    assert set(BRIDGES) == set(PHRASES) == set(LABELS) == set(Language)
