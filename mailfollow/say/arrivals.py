"""What came in about a commitment, and what came of an introduction, in a few words."""

from __future__ import annotations

from mailfollow.core.model import (
    Arrival,
    Arrived,
    Circumstances,
    Commitment,
    Kind,
    Language,
    Outcome,
)
from mailfollow.say.call import unpassed
from mailfollow.say.days import day
from mailfollow.say.owed import third
from mailfollow.say.phrase import phrase, quoted


def arrived(arrived: Arrived, language: Language, who: str | None = None, mail: str = "") -> str:
    """What an incoming mail says: from whom (else its address), about which mail of ours."""
    answer = arrived.arrival is Arrival.PERSONAL and arrived.about
    return phrase(
        language,
        "in.answer" if answer else f"in.{arrived.arrival}",
        who=who or arrived.address,
        address=arrived.address,
        mail=quoted(language, mail),
        subject=quoted(language, arrived.subject),
        until=day(arrived.until, language) if arrived.until else None,
    )


def came(commitment: Commitment, circumstances: Circumstances, language: Language) -> str:
    """What came of an introduction: told with its call-back, with itself once it is known."""
    outcome, on, since = circumstances.outcome, circumstances.outcome_on, circumstances.passed_on
    call_back = commitment.kind is Kind.CALL_BACK
    known = commitment.kind is Kind.INTRODUCE and outcome is not Outcome.NONE
    if not call_back and not known:
        return ""
    return phrase(
        language,
        "came.unpassed" if unpassed(circumstances) else f"came.{outcome}",
        third=third(commitment),
        on=day(on, language) if on else None,
        since=day(since, language) if since else None,
    )
