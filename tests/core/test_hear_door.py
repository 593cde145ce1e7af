"""Which words are let in, whatever says them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailfollow.core.hear import door
from mailfollow.core.model import Code, Kind, Reason, State, Status, Third, Verb
from tests.core.given import ANNA, JANA, MET, evidence, follow_up

OPEN = State(follow_up(), Status.OVERDUE, MET)
OVER = replace(OPEN, status=Status.FULFILLED, reason=Reason(Code.DONE))
REPLACED = replace(OVER, status=Status.DROPPED, reason=Reason.of(Code.NEWER_MEETING, on=MET))
QUESTION = replace(OPEN, question=evidence())
CALL = replace(OPEN, commitment=follow_up(kind=Kind.CALL_BACK, third=Third("Jana", JANA.id)))
UNREACHABLE = replace(OPEN, commitment=follow_up(contact=replace(ANNA, addresses=())))


@pytest.mark.parametrize(
    ("state", "verb", "no"),
    [
        *((OPEN, verb, None) for verb in (Verb.DONE, Verb.DROP, Verb.SNOOZE, Verb.TRIED)),
        *(
            (OVER, verb, Code.OVER_ALREADY)
            for verb in (Verb.DONE, Verb.DROP, Verb.SNOOZE, Verb.TRIED, Verb.DRAFT)
        ),
        (OPEN, Verb.REOPEN, Code.OPEN_ALREADY),
        (OVER, Verb.REOPEN, None),
        (REPLACED, Verb.REOPEN, Code.NEWER_MEETING),
        (OPEN, Verb.YES, Code.NO_QUESTION),
        (OPEN, Verb.NO, Code.NO_QUESTION),
        (QUESTION, Verb.YES, None),
        (QUESTION, Verb.NO, None),
        (OPEN, Verb.OUTCOME, Code.NO_QUESTION),
        (CALL, Verb.OUTCOME, None),
        (OPEN, Verb.DRAFT, None),
        (UNREACHABLE, Verb.DRAFT, Code.NO_ADDRESS),
    ],
)
def test_which_words_are_let_in(state: State, verb: Verb, no: Code | None) -> None:
    found = door.obstacle(state, verb)
    assert (found.code if found else None) == no


@pytest.mark.parametrize(
    ("state", "verb", "next_", "no"),
    [
        (OPEN, Verb.DONE, Verb.DROP, Code.OVER_ALREADY),
        (OPEN, Verb.DROP, Verb.DONE, Code.OVER_ALREADY),
        (OPEN, Verb.DROP, Verb.REOPEN, None),
        (REPLACED, Verb.REOPEN, Verb.DONE, None),
        (OVER, Verb.REOPEN, Verb.REOPEN, Code.OPEN_ALREADY),
        (QUESTION, Verb.YES, Verb.DONE, Code.OVER_ALREADY),
        (QUESTION, Verb.YES, Verb.NO, Code.NO_QUESTION),
        (QUESTION, Verb.NO, Verb.YES, Code.NO_QUESTION),
        (QUESTION, Verb.DROP, Verb.YES, Code.NO_QUESTION),
        (OPEN, Verb.SNOOZE, Verb.DONE, None),
    ],
)
def test_each_word_meets_what_the_one_before_it_left(
    state: State, verb: Verb, next_: Verb, no: Code | None
) -> None:
    found = door.obstacle(door.after(state, verb), next_)
    assert (found.code if found else None) == no
