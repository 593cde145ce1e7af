"""New evidence against what was stored: what is recorded, what is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.model import (
    AccountView,
    Action,
    Ask,
    Code,
    Evidence,
    Fulfil,
    Grade,
    NoLook,
    Note,
    Reason,
    Retract,
    Verb,
    Word,
)
from mailfollow.core.settle import apply, settle
from tests.core.given import FOLLOW_UP, OVERDUE, WORK, at, evidence, partly, view, word

NOW = at(OVERDUE)


def minutes_ago(n: float, grade: Grade = Grade.E3, **changes: object) -> Evidence:
    return evidence(grade, sent_at=NOW - timedelta(minutes=n), **changes)


def settled(
    stored: list[Evidence],
    judged: list[Evidence],
    seen: AccountView | None = None,
    words: tuple[Word, ...] = (),
    held_against: frozenset[str] = frozenset({FOLLOW_UP}),
) -> tuple[Action, ...]:
    seen = seen or view(OVERDUE)
    return settle(stored, judged, {WORK: seen}, words, held_against, NOW)


@pytest.mark.parametrize(
    ("grade", "action"),
    [(Grade.E1, Fulfil), (Grade.E3, Fulfil), (Grade.E4, Ask), (Grade.E5, Note)],
)
def test_what_is_new_is_recorded(grade: Grade, action: type[Fulfil]) -> None:
    new = minutes_ago(1, grade)
    assert settled([], [new]) == (action(new),)
    assert apply([], settled([], [new])) == (new,)


def test_what_is_known_is_not_recorded_again() -> None:
    old = minutes_ago(5)
    again = replace(old, seen_at=NOW)
    assert settled([old], [again]) == ()


@pytest.mark.parametrize(
    ("minutes", "old", "new", "regraded"),
    [
        (14, Grade.E3, Grade.E5, True),  # a mail merge shows itself late
        (15, Grade.E3, Grade.E4, True),
        (15.1, Grade.E3, Grade.E5, False),  # now the tick stands
        (1, Grade.E3, Grade.E1, False),  # and it is a tick already
        (60, Grade.E4, Grade.E3, True),  # an address was added
        (60, Grade.E5, Grade.E4, True),
        (60, Grade.E4, Grade.E5, True),
    ],
)
def test_when_evidence_is_graded_anew(
    minutes: float, old: Grade, new: Grade, regraded: bool
) -> None:
    before = minutes_ago(minutes, old)
    after = replace(before, grade=new, seen_at=NOW, message_id="copy@x")
    changes = settled([before], [after])
    kept = replace(after, seen_at=before.seen_at)  # what a reopen refused stays refused
    assert apply([before], changes) == ((kept,) if regraded else (before,))


def test_another_doubt_is_another_question() -> None:
    old = minutes_ago(60, Grade.E4)
    new = replace(old, reason=Reason(Code.CC_ONLY))
    assert settled([old], [new]) == (Ask(new),)


def test_copies_of_one_message_are_one() -> None:
    old = minutes_ago(5, message="h:ab:1000")
    copy = replace(old, message="h:ab:1100")
    assert settled([old], [copy]) == ()
    worse = replace(copy, grade=Grade.E5)
    assert apply([old], settled([old], [worse])) == (replace(worse, message="h:ab:1000"),)


SENT_UNSEEN = view(OVERDUE, sent=None)
TWO_SENT = replace(
    view(OVERDUE), sent=(*view(OVERDUE).sent, NoLook(WORK, "Sent Messages", "refused"))
)
REOPENED = word(Verb.REOPEN, "2026-11-19 06:59")


@pytest.mark.parametrize(
    ("minutes", "what", "gone"),
    [
        (14, {}, True),  # an undone sending takes its copy back
        (15.1, {}, False),
        (14, {"seen": SENT_UNSEEN}, False),
        (14, {"seen": TWO_SENT}, False),  # it may lie in the other one
        (14, {"seen": partly(view(OVERDUE))}, False),  # or be the one that cannot be read
        (14, {"seen": replace(view(OVERDUE), sent=())}, False),
        (14, {"held_against": frozenset()}, False),  # nobody asked about this commitment
        (14, {"words": (REOPENED,)}, False),  # refused: to be known when it comes back
        (14, {"words": (replace(REOPENED, commitment="other"),)}, True),
    ],
)
def test_what_is_taken_back(minutes: float, what: dict[str, object], gone: bool) -> None:
    old = minutes_ago(minutes)
    changes = settled([old], [], **what)  # type: ignore[arg-type]
    assert changes == ((Retract(FOLLOW_UP, old.message),) if gone else ())
    assert apply([old], changes) == (() if gone else (old,))


def test_read_late_it_is_not_fresh() -> None:
    old = replace(minutes_ago(600), seen_at=NOW - timedelta(minutes=1))
    assert settled([old], []) == ()


def test_an_account_that_was_not_looked_at_takes_nothing_back() -> None:
    old = minutes_ago(1, account="other@example.org")
    assert settled([old], []) == ()


def test_one_commitments_evidence_is_not_anothers() -> None:
    old = minutes_ago(1)
    new = replace(old, commitment="other")
    assert settled([old], [new]) == (Retract(FOLLOW_UP, old.message), Fulfil(new))


EVIDENCE = st.builds(
    lambda grade, minutes, key, which: minutes_ago(minutes, grade, message=key, commitment=which),
    st.sampled_from(Grade),
    st.integers(0, 40),
    st.sampled_from(["a@x", "b@x", "h:ab:1000"]),
    st.sampled_from([FOLLOW_UP, "other"]),
)
UNIQUE = st.lists(EVIDENCE, max_size=5, unique_by=lambda e: (e.commitment, e.message))


@given(UNIQUE, UNIQUE)
def test_once_settled_it_is_settled(stored: list[Evidence], judged: list[Evidence]) -> None:
    both = frozenset({FOLLOW_UP, "other"})
    kept = apply(stored, settled(stored, judged, held_against=both))
    assert settled(list(kept), judged, held_against=both) == ()
    unseen = apply(stored, settled(stored, [], SENT_UNSEEN, held_against=both))
    assert unseen == tuple(stored), "a failed look takes nothing back (I5)"
