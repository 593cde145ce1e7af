"""The one door for the user's words: whatever says them, the same ones are let in."""

from __future__ import annotations

from mailfollow.core.model import Code, Reason, State, Verb
from mailfollow.core.put import LETTERS

ANSWERS = frozenset({Verb.YES, Verb.NO})
NEEDS_OPEN = frozenset({Verb.DONE, Verb.TRIED, Verb.SNOOZE, Verb.DROP, Verb.DRAFT})


def obstacle(state: State, verb: Verb) -> Reason | None:
    """Why this word cannot be said of this commitment now; None where it can."""
    if verb is Verb.OUTCOME and state.commitment.third is None:
        return Reason(Code.NO_QUESTION)
    if verb in ANSWERS and state.question is None:
        return Reason(Code.NO_QUESTION)
    if verb in NEEDS_OPEN and not state.status.open:
        return Reason(Code.OVER_ALREADY)
    if verb is Verb.REOPEN and state.status.open:
        return Reason(Code.OPEN_ALREADY)
    if verb is Verb.REOPEN and state.reason and state.reason.code is Code.NEWER_MEETING:
        return state.reason
    if verb is Verb.DRAFT and state.commitment.kind not in LETTERS:
        return Reason.of(Code.NO_LETTER, kind=state.commitment.kind)
    if verb is Verb.DRAFT and not state.commitment.reader.addresses:
        return Reason(Code.NO_ADDRESS)
    return None
