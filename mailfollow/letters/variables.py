"""What a template may say: the variables that templates/README.md promises.

Every value is a plain text ("" where nothing is known) or a truth value; phrases are data
and are never compiled.
"""

from __future__ import annotations

from datetime import date

from mailfollow.core.model import BridgeKind, Commitment, Language, Me, Meeting
from mailfollow.errors import LetterImpossible
from mailfollow.letters import language, phrases
from mailfollow.letters.phrases import clean

HARD_BREAK = "\u2028"  # a line break that folding keeps; `clean` lets none in from data
_ON = {Language.PL: "", Language.DE: "am ", Language.EN: "on "}


def variables(commitment: Commitment, *, me: Me, late: bool, today: date) -> dict[str, object]:
    """Everything a template can use. Raises LetterImpossible without a meeting."""
    contact = commitment.contact
    if commitment.meeting is None:
        raise LetterImpossible(f"{commitment.id}: there is no meeting to write about.")
    return {
        "salutation": language.salutation(contact),
        "good_day": language.good_day(contact),
        "closing": language.closing(contact),
        "signature": _signature(me),
        "formal": contact.formal,
        "gender": contact.gender or "",
        "my_gender": me.gender or "",
        "late": late,
        "name": clean(contact.name),
        "first": clean(contact.first),
        "surname": clean(contact.surname),
        "company": clean(contact.company),
        "my_name": clean(me.name),
        "day": language.day(commitment.meeting.on, contact.language, today),
        **_phrases(commitment.meeting, contact.language, today),
    }


def _phrases(meeting: Meeting, lang: Language, today: date) -> dict[str, str]:
    talked = meeting.talked_about or ""
    joined = phrases.joined("talked_about", talked, lang)
    return {
        "meeting": _meeting(meeting, lang, today),
        "talked_about": joined or "",
        "topic": "" if joined else phrases.named(talked, lang),
        "in_common": phrases.named(meeting.in_common or "", lang),
        **{f"bridge_{kind}": _bridge(meeting, kind, lang) for kind in BridgeKind},
    }


def _meeting(meeting: Meeting, lang: Language, today: date) -> str:
    """What completes "our meeting …": the user's words, else the date with the label."""
    at = phrases.tidy(meeting.at)
    on = f"{_ON[lang]}{language.day(meeting.on, lang, today)}"
    if not at:
        return on
    return phrases.joined("at", at, lang) or f"{on} ({at})"


def _bridge(meeting: Meeting, kind: BridgeKind, lang: Language) -> str:
    if meeting.bridge is None or meeting.bridge.kind is not kind:
        return ""
    asks = kind in (BridgeKind.ASK, BridgeKind.ADVICE)
    return (phrases.question if asks else phrases.named)(meeting.bridge.phrase, lang)


def _signature(me: Me) -> str:
    """The user's signature as written, else the name; a "-- " line only where it is theirs."""
    written = me.signature.strip("\r\n") or me.name
    lines = (_signature_line(line) for line in written.splitlines())
    return HARD_BREAK.join(lines)


def _signature_line(line: str) -> str:
    return "-- " if line.rstrip() == "--" else clean(line)
