"""What a template may say: the variables that templates/README.md promises.

Every value is a plain text ("" where nothing is known) or a truth value; phrases are data
and are never compiled.
"""

from __future__ import annotations

from datetime import date

from mailfollow.core.model import (
    BridgeKind,
    Circumstances,
    Commitment,
    Contact,
    Kind,
    Language,
    Me,
    Meeting,
    Outcome,
)
from mailfollow.letters import both, language, phrases
from mailfollow.letters.phrases import clean

HARD_BREAK = "\u2028"  # a line break that folding keeps; `clean` lets none in from data


def variables(
    commitment: Commitment, *, me: Me, circumstances: Circumstances, today: date
) -> dict[str, object]:
    """Everything a template can use."""
    reader = commitment.reader
    return {
        **_address(commitment),
        "signature": _signature(me),
        "my_gender": me.gender or "",
        "my_name": clean(me.name),
        "late": circumstances.late,
        "answering": circumstances.answering is not None,
        "thread": language.bare_subject(_thread(commitment)),
        "name": clean(reader.name),
        "first": clean(reader.first),
        "surname": clean(reader.surname),
        "company": clean(reader.company),
        "pair": _pair(commitment),
        **_other(commitment),
        **_met(commitment, today),
        **_promised(commitment, circumstances),
        **_came_of_it(circumstances, reader.language, today),
    }


def is_joint(commitment: Commitment) -> bool:
    promise = commitment.promise
    return commitment.kind is Kind.INTRODUCE and promise is not None and promise.joint


def answers(commitment: Commitment) -> bool:
    """Whether the letter comes back to a mail: nobody met."""
    meeting = commitment.meeting
    return commitment.kind is Kind.FOLLOW_UP and meeting is not None and meeting.thread is not None


def _thread(commitment: Commitment) -> str:
    thread = commitment.meeting and commitment.meeting.thread
    return thread.subject if thread else ""


def _address(commitment: Commitment) -> dict[str, object]:
    reader, third = commitment.reader, commitment.third
    if not is_joint(commitment) or third is None:
        return {
            "salutation": language.salutation(reader),
            "good_day": language.good_day(reader),
            "closing": language.closing(reader.language, formal=reader.formal),
            "formal": reader.formal,
            "gender": reader.gender or "",
        }
    formal = reader.formal or third.formal
    return {
        "salutation": both.salutation(reader, third),
        "good_day": both.good_day(reader.language),
        "closing": language.closing(reader.language, formal=formal),
        "formal": formal,
        "gender": "",
    }


def _pair(commitment: Commitment) -> str:
    third, gender = commitment.third, commitment.contact.gender
    return str(gender) if gender and third and third.gender is gender else ""


def _other(commitment: Commitment) -> dict[str, str]:
    """The person the letter is about. Phone and address only of whoever asked to be passed on."""
    contact, reader = commitment.contact, commitment.reader
    passed_on = reader is not contact
    other: Contact | None = contact if passed_on else commitment.third
    return {
        "other": clean(other.name) if other else "",
        "other_company": clean(other.company) if other else "",
        "other_phone": clean(next(iter(contact.phones), "")) if passed_on else "",
        "other_address": clean(next(iter(contact.addresses), "")) if passed_on else "",
    }


def _met(commitment: Commitment, today: date) -> dict[str, str]:
    lang, meeting = commitment.reader.language, commitment.meeting
    if meeting is None:
        names = ("meeting", "day", "talked_about", "topic", "in_common")
        return dict.fromkeys((*names, *(f"bridge_{kind}" for kind in BridgeKind)), "")
    talked = meeting.talked_about or ""
    joined = phrases.joined("talked_about", talked, lang)
    foreign = lang is not commitment.contact.language  # the phrases are in the contact's
    return {
        "meeting": _meeting(meeting, "" if foreign else phrases.tidy(meeting.at), lang, today),
        "day": language.day(meeting.on, lang, today),
        "talked_about": joined or "",
        "topic": "" if joined else phrases.named(talked, lang),
        "in_common": phrases.named(meeting.in_common or "", lang),
        **{f"bridge_{kind}": _bridge(meeting, kind, lang) for kind in BridgeKind},
    }


def _meeting(meeting: Meeting, at: str, lang: Language, today: date) -> str:
    """What completes "our meeting …": the user's words, else the date with the label."""
    on = language.on_day(meeting.on, lang, today)
    if not at:
        return on
    return phrases.joined("at", at, lang) or f"{on} ({at})"


def _bridge(meeting: Meeting, kind: BridgeKind, lang: Language) -> str:
    if meeting.bridge is None or meeting.bridge.kind is not kind:
        return ""
    asks = kind in (BridgeKind.ASK, BridgeKind.ADVICE)
    return (phrases.question if asks else phrases.named)(meeting.bridge.phrase, lang)


def _promised(commitment: Commitment, circumstances: Circumstances) -> dict[str, object]:
    lang, promise = commitment.reader.language, commitment.promise
    carried = [text for t in circumstances.carried if (text := phrases.named(t, lang))]
    return {
        "about": phrases.named(promise.about or "", lang) if promise else "",
        "text": phrases.named(promise.text, lang) if promise else "",
        "carried": phrases.listed(carried, lang),
        "consent": promise is not None and promise.consent,
        "call_back": promise is not None and promise.call_back,
    }


def _came_of_it(circumstances: Circumstances, lang: Language, today: date) -> dict[str, str]:
    outcome, back = circumstances.outcome, circumstances.outcome_on
    away = outcome is Outcome.AWAY and back is not None and back > today
    if outcome is Outcome.AWAY and not away:
        outcome = Outcome.NONE  # the absence is over, or nobody knows until when it lasts
    asked_by = circumstances.answer_by
    return {
        "outcome": str(outcome),
        "away_until": language.day(back, lang, today) if away and back else "",
        "passed_on": _day(circumstances.passed_on, lang, today),
        "answer_by": _day(asked_by, lang, today) if asked_by and asked_by > today else "",
    }


def _day(on: date | None, lang: Language, today: date) -> str:
    return language.day(on, lang, today) if on else ""


def _signature(me: Me) -> str:
    """The user's signature as written, else the name; a "-- " line only where it is theirs."""
    written = me.signature.strip("\r\n") or me.name
    lines = (_signature_line(line) for line in written.splitlines())
    return HARD_BREAK.join(lines)


def _signature_line(line: str) -> str:
    return "-- " if line.rstrip() == "--" else clean(line)
