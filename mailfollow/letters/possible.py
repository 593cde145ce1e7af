"""Whether there is a letter to write at all (LETTERS.md §3, the call-back)."""

from __future__ import annotations

from mailfollow.core.model import Circumstances, Commitment, Kind, Outcome
from mailfollow.errors import LetterImpossible
from mailfollow.letters.phrases import tidy
from mailfollow.letters.variables import is_joint

_UNANSWERED = (Outcome.NONE, Outcome.AWAY)


def refuse(commitment: Commitment, circumstances: Circumstances) -> None:
    """Raises LetterImpossible where a letter would be empty or untrue."""
    if why := _why_not(commitment, circumstances):
        raise LetterImpossible(f"{commitment.id}: {why}.")


def _why_not(commitment: Commitment, circumstances: Circumstances) -> str | None:
    promise = commitment.promise
    match commitment.kind:
        case Kind.FOLLOW_UP if commitment.meeting is None:
            return "there is no meeting to write about"
        case Kind.INTRODUCE | Kind.CALL_BACK if commitment.third is None or promise is None:
            return "it is not known who the third person is"
        case Kind.INTRODUCE if is_joint(commitment) and not _both_have_addresses(commitment):
            return "a letter to both needs the address of both"
        case Kind.CALL_BACK if circumstances.outcome is Outcome.BOUNCED:
            return "the pass-on never arrived, so there is nothing to call back about"
        case Kind.CALL_BACK if (
            circumstances.passed_on is None and circumstances.outcome in _UNANSWERED
        ):
            return "the card has not been passed on; first pass it on"
        case Kind.SEND | Kind.SAY if promise is None or not tidy(promise.text):
            return "nothing is promised in it"
    return None


def _both_have_addresses(commitment: Commitment) -> bool:
    third = commitment.third
    return bool(commitment.contact.addresses) and third is not None and bool(third.addresses)
