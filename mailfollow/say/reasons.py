"""A reason as a sentence, and a question as the user is asked it."""

from __future__ import annotations

from datetime import UTC, tzinfo

from mailfollow.core.model import Code, Evidence, Language, Reason, State
from mailfollow.say.days import day, readable
from mailfollow.say.owed import what
from mailfollow.say.phrase import catalogue, counted, phrase, placed, quoted

_DAYS_AND_MOMENTS = ("on", "until", "date")
_AT_IS_A_MOMENT = (
    Code.NOT_YET,
    Code.A_DAY_AFTER,
    Code.RETRY_AT,
    Code.WITHDRAWING,
    Code.CLOCK_BEHIND,
)
_COUNTED = {"others": "others", "limit": "drafts"}
_WORDS = {"stage": "stage", "kind": "what", "which": "cap", "how": "how", "verb": "verb"}


def reason(reason: Reason, language: Language, zone: tzinfo | None = None) -> str:
    """One sentence for a code and its facts, to stand behind a colon: no full stop.

    Moments among the facts are shown in `zone`; without one, in the zone they were given in.
    """
    shown = {name: _shown(reason.code, name, value, language, zone) for name, value in reason.facts}
    after = _after(reason, language)
    return phrase(language, f"reason.{reason.code}", **{**shown, "after": after})


def _shown(code: Code, name: str, value: str, language: Language, zone: tzinfo | None) -> str:
    if name in _DAYS_AND_MOMENTS or (name == "at" and code in _AT_IS_A_MOMENT):
        return readable(value, language, zone)
    if name in _COUNTED and value.isdecimal():
        return counted(language, _COUNTED[name], int(value))
    if f"{_WORDS.get(name)}.{value}" in catalogue(language):
        return phrase(language, f"{_WORDS[name]}.{value}")
    return value.rstrip(".") if name == "said" else value


def _after(reason: Reason, language: Language) -> str:
    """How long after the meeting, or the promise; "" where that is not known."""
    days = reason.get("days")
    if not days.isdecimal():
        return ""
    key = "after.promise" if reason.get("promise") else "after"
    place = placed(language, reason.get("at"))
    if int(days) == 0:
        return phrase(language, f"{key}.same", place=place)
    return phrase(language, f"{key}.days", days=counted(language, "days", int(days)), place=place)


def mail(evidence: Evidence, sentence: str, language: Language, zone: tzinfo | None = None) -> str:
    """A mail by its subject, to whom it went, and with a zone its day.

    The address is left out where the sentence that follows names it.
    """
    to = evidence.reason.get("to")
    return phrase(
        language,
        "mail",
        subject=quoted(language, evidence.subject),
        day=day(evidence.sent_at.astimezone(zone).date(), language) if zone else None,
        to=to if to not in sentence else None,
    )


def question(evidence: Evidence, state: State, language: Language, zone: tzinfo = UTC) -> str:
    """The mail, what is doubtful about it, what a yes would tick off, how to answer."""
    sentence = reason(evidence.reason, language, zone)
    return phrase(
        language,
        "question",
        mail=mail(evidence, sentence, language, zone),
        reason=sentence,
        who=state.commitment.contact.name,
        what=what(state.commitment, language),
        id=state.commitment.id,
    )
