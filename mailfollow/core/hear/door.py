"""The one door for the user's words: whatever says them, the same ones are let in."""

from __future__ import annotations

from dataclasses import replace

from mailfollow.core.model import Code, Reason, State, Status, Verb, World
from mailfollow.core.put import LETTERS
from mailfollow.core.withdraw import REMOVED_AFTER

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


def after(state: State, verb: Verb) -> State:
    """The state that the next word of the same sweep meets."""
    match verb:
        case Verb.DONE | Verb.YES:
            return replace(state, status=Status.FULFILLED, reason=None, question=None)
        case Verb.DROP:
            return replace(state, status=Status.DROPPED, reason=None, question=None)
        case Verb.REOPEN:
            return replace(state, status=Status.DUE, reason=None)
        case Verb.NO:
            return replace(state, question=None)
    return state


def removed(world: World, which: str) -> Reason | None:
    """Why nothing can be said of a commitment that no people file holds now.

    None where it may be back at once, since its file is being saved, or is broken: the word
    is kept for it.
    """
    known = world.memory.known.get(which)
    missing = known.missing_since if known else world.now - REMOVED_AFTER
    gone = missing is not None and world.now - missing >= REMOVED_AFTER
    return Reason(Code.ENTRY_REMOVED) if gone else None
