"""What to say on the phone, and a short message where there is no mail address.

A crib, not a text to be sent: it is told to the user, but in the contact's language. It says
what letters 10–12 of LETTERS.md say, and like them never the third person's reasons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailfollow.core.model import (
    BridgeKind,
    Circumstances,
    Commitment,
    Contact,
    Kind,
    Language,
    Outcome,
    State,
)
from mailfollow.say.clean import clean
from mailfollow.say.days import day, spoken_day
from mailfollow.say.owed import answers, third
from mailfollow.say.phrase import address, phrase, placed, talked

_KNOWN = (Outcome.NONE, Outcome.AWAY, Outcome.DECLINED, Outcome.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Call:
    """`tel` and `sms` are links, "" without a number.

    `note` is for the user, in the user's language; the sentences are for the contact.
    """

    tel: str = ""
    sms: str = ""
    note: str = ""
    sentences: tuple[str, ...] = ()


def call(state: State, circumstances: Circumstances, language: Language) -> Call:
    """Whom to call and what to say; three sentences for a call-back whose outcome is known."""
    commitment = state.commitment
    number = dialled(commitment.reader)
    return Call(
        tel=f"tel:{number}" if number else "",
        sms=f"sms:{number}" if number else "",
        note=_note(commitment, circumstances, language),
        sentences=_sentences(commitment, circumstances),
    )


def short_text(state: State, circumstances: Circumstances, name: str = "") -> str:
    """A text to be sent from the phone, signed with the user's `name`; "" where only the user
    knows what to say.
    """
    c = state.commitment
    if answers(c):
        return ""
    if c.kind is Kind.CALL_BACK and (
        unpassed(circumstances) or circumstances.outcome not in _KNOWN
    ):
        return ""
    hello = _hello(c.reader)
    body = _told(f"sms.{c.kind}", c, circumstances)
    if not hello.endswith(","):
        body = body[:1].upper() + body[1:]
    return clean(f"{hello} {body} {name}")


def dialled(contact: Contact) -> str:
    """The first number of a contact as a telephone dials it: digits, + if international."""
    written = clean(contact.phones[0]) if contact.phones else ""
    if not written.startswith(("+", "00")):
        return re.sub("[^0-9]", "", written)
    digits = re.sub("[^0-9]", "", written.replace("(0)", ""))
    return f"+{digits.removeprefix('00')}"


def unpassed(circumstances: Circumstances) -> bool:
    """Whether there is nothing to call back about: the card lies where it lay."""
    return circumstances.passed_on is None and circumstances.outcome is Outcome.NONE


def _note(commitment: Commitment, circumstances: Circumstances, language: Language) -> str:
    if commitment.kind is not Kind.CALL_BACK:
        return ""
    if unpassed(circumstances):
        return phrase(language, "call.first_pass_on")
    if circumstances.outcome is Outcome.BOUNCED:
        return phrase(language, "call.pass_on_again")
    if circumstances.outcome is Outcome.ANSWERED:
        on = circumstances.outcome_on
        when = day(on, language) if on else None
        return phrase(language, "call.own_words", third=third(commitment), on=when)
    return ""


def _sentences(commitment: Commitment, circumstances: Circumstances) -> tuple[str, ...]:
    outcome = circumstances.outcome
    keys: tuple[str, ...] = ("opening", outcome, "offer")
    if commitment.kind is not Kind.CALL_BACK or unpassed(circumstances):
        return ()
    if outcome is Outcome.BOUNCED:
        return ()
    if outcome is Outcome.ANSWERED:
        keys = ("opening",)
    elif outcome is Outcome.ACCEPTED:
        keys = ("opening", outcome, "arrange")
    return tuple(_told(f"call.{key}", commitment, circumstances) for key in keys)


def _told(key: str, commitment: Commitment, circumstances: Circumstances) -> str:
    """The phrase in the reader's language, with everything that is known."""
    reader, promise, meeting = commitment.reader, commitment.promise, commitment.meeting
    language = reader.language
    since, until = circumstances.passed_on, circumstances.outcome_on
    facts: dict[str, str | None] = {
        **address(reader),
        "place": placed(language, meeting.at if meeting else None),
        "talk": talked(language, meeting.talked_about if meeting else None),
        "meet": _meet(commitment),
        "text": _tidy(promise.text) if promise else None,
        "about": _tidy(promise.about) if promise else None,
        "third": third(commitment),
        "card": _card(commitment),
        "since": spoken_day(since, language) if since else None,
        "until": spoken_day(until, language) if until else None,
    }
    if key == f"sms.{Kind.CALL_BACK}":
        facts["outcome"] = _told(f"call.{circumstances.outcome}", commitment, circumstances)
    return phrase(language, key, **facts)


def _hello(reader: Contact) -> str:
    if reader.greeting:
        return reader.greeting
    hello = address(reader)["hello"]
    # Polish would need the vocative, which only `greeting` knows.
    named = not reader.formal and reader.first and reader.language is not Language.PL
    return f"{hello} {reader.first}," if named else f"{hello},"


def _card(commitment: Commitment) -> str:
    """Whom the reader is to get to know, on one line."""
    joint = commitment.reader == commitment.contact
    contact = commitment.third if joint else commitment.contact
    if contact is None:
        return third(commitment) or ""
    lines = (contact.name, contact.company, *contact.phones[:1], *contact.addresses[:1])
    return ", ".join(line for line in lines if line)


def _meet(commitment: Commitment) -> str | None:
    bridge = commitment.meeting.bridge if commitment.meeting else None
    return _tidy(bridge.phrase) if bridge and bridge.kind is BridgeKind.MEET else None


def _tidy(text: str | None) -> str:
    """Without the stop that its sentence brings along."""
    return clean(text or "").rstrip(".?!,;: ")
