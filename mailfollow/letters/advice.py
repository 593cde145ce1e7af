"""What `check` tells about a letter before it is written: its sentences and what would help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailfollow.core.model import (
    BridgeKind,
    Circumstances,
    Commitment,
    Contact,
    Hint,
    HintCode,
    Language,
    Me,
    Meeting,
)
from mailfollow.letters import phrases
from mailfollow.letters.render import Letters
from mailfollow.letters.variables import variables
from mailfollow.letters.vocatives import vocative

_PHRASES = (
    *("meeting", "talked_about", "topic", "in_common"),
    *(f"bridge_{kind}" for kind in BridgeKind),
)

# What is true on the day it is written down, and no longer when the draft is sent.
_RELATIVE = {
    Language.PL: re.compile(
        r"\b(?:jutro|pojutrze|wczoraj|dziś|dzisiaj|(?:w )?(?:przyszł|następn|zeszł)(?:y|ym|ego) "
        r"(?:tydzień|tygodniu|tygodnia|miesiąc|miesiącu|miesiąca)|w tym tygodniu"
        r"|za \w+ (?:dni|tygodnie)|za (?:tydzień|miesiąc)"
        r"|poniedziałek|wtorek|środę|czwartek|piątek|sobotę|niedzielę)\b",
        re.IGNORECASE,
    ),
    Language.DE: re.compile(
        r"\b(?:(?i:heute|übermorgen|gestern)|morgen|(?i:(?:nächste|kommende|diese|letzte)[nrs]?) "
        r"(?:Woche|Monat|Tage)|in \w+ (?:Tagen|Wochen)|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag"
        r"|Mittwoch)\b"
    ),
    Language.EN: re.compile(
        r"\b(?:tomorrow|today|tonight|yesterday|(?:next|this|last|coming) (?:week|month|weekend)"
        r"|in \w+ (?:days|weeks)|(?:next |this |on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        re.IGNORECASE,
    ),
}
_DATE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Advice:
    """`missing` names the elements of a good follow-up: "time", "personalisation", "bridge"."""

    sentences: tuple[str, ...]
    missing: tuple[str, ...]
    hints: tuple[Hint, ...]


def advise(commitment: Commitment, *, me: Me, letters: Letters | None = None) -> Advice:
    """The salutation and every sentence that holds a phrase of the user, as the letter has them.

    Raises what `Letters.write` raises.
    """
    meeting = commitment.meeting
    if meeting is None:
        return Advice((), (), ())
    return Advice(
        sentences=_sentences(commitment, meeting, me, letters or Letters()),
        missing=() if meeting.thread else tuple(_missing(commitment, meeting)),
        hints=(*_about_person(commitment.contact, me), *_about_phrases(meeting, commitment, me)),
    )


def _sentences(
    commitment: Commitment, meeting: Meeting, me: Me, letters: Letters
) -> tuple[str, ...]:
    values = variables(commitment, me=me, circumstances=Circumstances(), today=meeting.on)
    said = [text for key in _PHRASES if (text := str(values[key]))]
    lines = letters.lines(commitment, me=me, today=meeting.on)[1]
    return (
        str(values["salutation"]),
        *(line for line in lines if any(text in line for text in said)),
    )


def _missing(commitment: Commitment, meeting: Meeting) -> Iterator[str]:
    if commitment.due is None:
        yield "time"
    if not (phrases.tidy(meeting.talked_about) or phrases.tidy(meeting.in_common)):
        yield "personalisation"
    if meeting.bridge is None or not phrases.tidy(meeting.bridge.phrase):
        yield "bridge"


def _about_person(contact: Contact, me: Me) -> Iterator[Hint]:
    lang = contact.language
    if lang is Language.PL and me.gender is None:
        yield Hint.of(HintCode.MY_GENDER_UNKNOWN)
    if contact.greeting:
        if contact.formal and contact.gender is None and lang is Language.PL:
            yield Hint.of(HintCode.GENDER_UNKNOWN, name=contact.name)
        return
    if contact.first is None or contact.surname is None:
        if lang is not Language.PL or not contact.formal:
            yield Hint.of(HintCode.NAME_DOUBTFUL, name=contact.name)
    elif not contact.formal and lang is Language.PL and vocative(contact.first) is None:
        yield Hint.of(HintCode.VOCATIVE_UNKNOWN, first=contact.first)
    if contact.formal and contact.gender is None and not (lang is Language.EN and contact.title):
        yield Hint.of(HintCode.GENDER_UNKNOWN, name=contact.name)


def _about_phrases(meeting: Meeting, commitment: Commitment, me: Me) -> Iterator[Hint]:
    lang = commitment.contact.language
    written = dict(_written(meeting))
    if written and lang is not me.language:
        yield Hint.of(HintCode.OTHER_LANGUAGE, language=lang)
    for key, phrase in written.items():
        if found := _RELATIVE[lang].search(phrase):
            yield Hint.of(HintCode.RELATIVE_WORD, key=key, word=found[0])
        if key in ("at", "talked_about") and (meant := phrases.locative_hint(key, phrase, lang)):
            yield Hint.of(HintCode.PREPOSITION, key=key, phrase=phrase, meant=meant)
    if proposal := written.get("bridge_meet"):
        yield from _about_proposal(proposal, lang)


def _about_proposal(phrase: str, lang: Language) -> Iterator[Hint]:
    if not _DATE.search(phrase):
        yield Hint.of(HintCode.NO_DATE, key="bridge_meet", phrase=phrase)
    if phrases.brings_capital(phrase, lang):
        yield Hint.of(HintCode.CAPITAL, key="bridge_meet", phrase=phrase)


def _written(meeting: Meeting) -> Iterator[tuple[str, str]]:
    for key in ("at", "talked_about", "in_common"):
        if phrase := phrases.tidy(getattr(meeting, key)):
            yield key, phrase
    if meeting.bridge and (phrase := phrases.tidy(meeting.bridge.phrase)):
        yield f"bridge_{meeting.bridge.kind}", phrase
