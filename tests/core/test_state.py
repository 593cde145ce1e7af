"""Where a commitment stands: its days, its evidence, the words. A row reads like a diary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.model import (
    Code,
    Commitment,
    Evidence,
    Grade,
    State,
    Status,
    Timing,
    Verb,
    Word,
)
from mailfollow.core.state import state, states
from tests.core.given import ANNA, FOLLOW_UP, MAX, MET, WARSAW, at, evidence, follow_up, word

SEVEN = time(7, 0)


def stands(
    now: str, *said: Word | Evidence, commitment: Commitment | None = None, **more: Any
) -> State:
    return state(
        commitment or follow_up(**more),
        [e for e in said if isinstance(e, Evidence)],
        [w for w in said if isinstance(w, Word)],
        now=at(now),
        zone=WARSAW,
        drafts_at=SEVEN,
    )


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("2026-11-16 12:00", Status.UPCOMING),
        ("2026-11-16 23:59", Status.UPCOMING),
        ("2026-11-17 00:00", Status.DUE),
        ("2026-11-18 23:59", Status.DUE),
        ("2026-11-19 06:59", Status.DUE),
        ("2026-11-19 07:00", Status.OVERDUE),
        ("2028-01-01 00:00", Status.OVERDUE),
    ],
)
def test_day_by_day(now: str, status: Status) -> None:
    assert stands(now).status is status
    assert stands(now).overdue_at == at("2026-11-19 07:00")


@pytest.mark.parametrize(("now", "late"), [("2026-11-23 23:59", False), ("2026-11-24 00:00", True)])
def test_late_after_a_week(now: str, late: bool) -> None:
    assert stands(now).late is late
    assert not stands(now, late=None).late


def test_first_seen_long_ago_it_is_only_told() -> None:
    one = stands("2027-03-01 12:00", opens=None, due=None)
    assert (one.status, one.overdue_at) == (Status.UPCOMING, None)
    assert one.reason
    assert one.reason.code is Code.LONG_AGO


# --- words ----------------------------------------------------------------------------------

DONE = word(Verb.DONE, "2026-11-19 09:00")
DROP = word(Verb.DROP, "2026-11-19 09:00")
SNOOZE = word(Verb.SNOOZE, "2026-11-19 09:00", "2026-11-25")
REOPEN = word(Verb.REOPEN, "2026-11-20 10:00")
DRAFT = word(Verb.DRAFT, "2026-11-19 08:00")


@pytest.mark.parametrize(
    ("now", "said", "status", "occasion"),
    [
        ("2026-11-19 09:00", [DONE], Status.FULFILLED, "2026-11-16"),
        ("2026-11-19 09:00", [DROP], Status.DROPPED, "2026-11-16"),
        ("2026-11-19 09:00", [SNOOZE], Status.UPCOMING, "2026-11-25"),
        ("2026-11-25 06:59", [SNOOZE], Status.UPCOMING, "2026-11-25"),
        ("2026-11-25 07:00", [SNOOZE], Status.OVERDUE, "2026-11-25"),
        ("2026-11-25 07:00", [SNOOZE, DONE], Status.FULFILLED, "2026-11-25"),
        ("2026-11-20 10:00", [DONE, REOPEN], Status.OVERDUE, "2026-11-20"),
        ("2026-11-20 10:00", [REOPEN, DONE], Status.OVERDUE, "2026-11-20"),  # told by their time
        ("2026-11-20 10:00", [SNOOZE, REOPEN], Status.OVERDUE, "2026-11-20"),
        ("2026-11-19 09:00", [word(Verb.TRIED, "2026-11-19 08:00")], Status.OVERDUE, "2026-11-16"),
        ("2026-11-19 09:00", [DRAFT], Status.OVERDUE, "2026-11-16"),
    ],
)
def test_what_a_word_does(now: str, said: list[Word], status: Status, occasion: str) -> None:
    one = stands(now, *said)
    assert (one.status, str(one.occasion)) == (status, occasion)


def test_reopened_before_its_day_it_keeps_its_day() -> None:
    said = [word(Verb.DONE, "2026-11-16 18:00"), word(Verb.REOPEN, "2026-11-17 10:00")]
    assert stands("2026-11-17 10:00", *said).status is Status.DUE
    assert stands("2026-11-17 10:00", *said).overdue_at == at("2026-11-19 07:00")


def test_reopened_after_its_day_it_is_overdue_from_then() -> None:
    assert stands("2026-11-20 10:00", DONE, REOPEN).overdue_at == REOPEN.at


def test_snoozed_until() -> None:
    assert stands("2026-11-20 12:00", SNOOZE).snoozed_until == at("2026-11-25 07:00")
    assert stands("2026-11-25 07:00", SNOOZE).snoozed_until is None
    assert stands("2026-11-20 12:00", SNOOZE, DONE).snoozed_until is None
    reason = stands("2026-11-20 12:00", SNOOZE).reason
    assert reason
    assert reason.code is Code.SNOOZED


@pytest.mark.parametrize(
    ("said", "permitted", "asked"),
    [
        ([], None, None),
        ([DRAFT], DRAFT.at, DRAFT.at),
        ([DRAFT, SNOOZE], SNOOZE.at, None),  # "not now": what was asked before is taken back
        ([SNOOZE, replace(DRAFT, at=at("2026-11-19 10:00"))], *[at("2026-11-19 10:00")] * 2),
        ([DRAFT, DONE, REOPEN], REOPEN.at, None),
        ([DONE], None, None),
    ],
)
def test_what_allows_a_draft(
    said: list[Word], permitted: datetime | None, asked: datetime | None
) -> None:
    one = stands("2026-11-21 12:00", *said)
    assert (one.permitted_at, one.draft_asked_at) == (permitted, asked)


# --- evidence -------------------------------------------------------------------------------

MAIL = evidence(message="mail@x")
QUESTION = evidence(Grade.E4, message="doubt@x")
HINT = evidence(Grade.E5, message="hint@x")
YES = word(Verb.YES, "2026-11-19 09:00", "doubt@x")
NO = word(Verb.NO, "2026-11-19 09:00", "doubt@x")
NOW = "2026-11-21 12:00"


@pytest.mark.parametrize("grade", Grade)
def test_only_a_sure_grade_fulfils(grade: Grade) -> None:
    one = stands(NOW, evidence(grade))
    assert (one.status is Status.FULFILLED) is (grade <= Grade.E3)
    assert (one.question is not None) is (grade is Grade.E4)
    assert bool(one.hints) is (grade is Grade.E5)


@pytest.mark.parametrize(
    ("said", "status", "code", "proof"),
    [
        ([MAIL], Status.FULFILLED, Code.TO_CONTACT, "mail@x"),
        ([MAIL, DONE], Status.FULFILLED, Code.TO_CONTACT, "mail@x"),
        ([replace(MAIL, seen_at=at("2026-11-20 08:00")), DONE], Status.FULFILLED, Code.DONE, None),
        ([MAIL, DROP], Status.FULFILLED, Code.TO_CONTACT, "mail@x"),
        ([QUESTION], Status.OVERDUE, None, None),
        ([QUESTION, YES], Status.FULFILLED, Code.CONFIRMED, "doubt@x"),
        ([QUESTION, replace(YES, arg="other@x")], Status.FULFILLED, Code.CONFIRMED, None),
        ([QUESTION, NO], Status.OVERDUE, None, None),
        ([QUESTION, MAIL], Status.FULFILLED, Code.TO_CONTACT, "mail@x"),
        ([MAIL, REOPEN], Status.OVERDUE, None, None),
        ([replace(MAIL, seen_at=REOPEN.at), REOPEN], Status.OVERDUE, None, None),
        ([MAIL, replace(NO, arg="mail@x")], Status.OVERDUE, None, None),
        (
            [replace(MAIL, seen_at=at("2026-11-20 10:01")), REOPEN],
            Status.FULFILLED,
            Code.TO_CONTACT,
            "mail@x",
        ),
    ],
)
def test_what_ends_it(
    said: list[Word | Evidence], status: Status, code: Code | None, proof: str | None
) -> None:
    one = stands(NOW, *said)
    assert one.status is status
    assert (one.reason.code if one.reason else None) is code
    assert (one.evidence.message if one.evidence else None) == proof
    assert (one.ended_at is None) is (code is None)


def test_the_copies_of_a_refused_message_are_refused() -> None:
    one = evidence(Grade.E4, message="h:ab:1000")
    no = replace(NO, arg="h:ab:1060")
    assert stands(NOW, one, no).question is None
    assert stands(NOW, one, replace(no, arg="h:ab:9999")).question == one


def test_the_newest_doubt_is_asked() -> None:
    newer = replace(QUESTION, message="newer@x", sent_at=at("2026-11-18 10:00"))
    assert stands(NOW, newer, QUESTION).question == newer
    assert stands(NOW, QUESTION, newer, replace(NO, arg="newer@x")).question == QUESTION


def test_of_two_seen_at_once_the_first_sent_and_then_the_surer_ends_it() -> None:
    seen = at("2026-11-19 08:00")
    later = evidence(Grade.E1, message="later@x", sent_at=at("2026-11-18 10:00"), seen_at=seen)
    sooner = evidence(message="sooner@x", sent_at=at("2026-11-18 09:00"), seen_at=seen)
    assert stands(NOW, later, sooner).evidence == sooner
    surer = replace(sooner, grade=Grade.E1, message="surer@x")
    assert stands(NOW, later, sooner, surer).evidence == surer


def test_a_corrected_date_leaves_earlier_mail_behind() -> None:
    assert stands(NOW, MAIL, origin=date(2026, 11, 18)).status is Status.OVERDUE
    assert stands(NOW, MAIL, origin=date(2026, 11, 17)).status is Status.FULFILLED


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ("2026-11-18 23:59", Status.FULFILLED, Code.TO_CONTACT),
        ("2026-11-19 00:00", Status.DROPPED, Code.NEWER_MEETING),  # speaks for the newer one
        (None, Status.DROPPED, Code.NEWER_MEETING),
    ],
)
def test_ended_by_a_newer_meeting(sent: str | None, status: Status, code: Code) -> None:
    mail = [evidence(sent_at=at(sent))] if sent else []
    one = stands(NOW, *mail, ended=date(2026, 11, 19))
    assert one.status is status
    assert one.reason
    assert one.reason.code is code


def test_everybody_gets_their_own() -> None:
    other = replace(follow_up(), id="other", contact=MAX)
    first, second = states(
        [follow_up(), other],
        [MAIL],
        [replace(DROP, commitment="other")],
        now=at(NOW),
        zone=WARSAW,
        timing=Timing(),
    )
    assert (first.status, second.status) == (Status.FULFILLED, Status.DROPPED)
    assert first.commitment.contact == ANNA


# --- properties -----------------------------------------------------------------------------

MOMENTS = st.integers(0, 60 * 24 * 14).map(lambda m: at("2026-11-16 00:00") + timedelta(minutes=m))
KEYS = st.sampled_from(["a@x", "b@x", "h:ab:1000"])
EVIDENCE = st.builds(
    lambda grade, sent, lag, message: evidence(
        grade, sent_at=sent, seen_at=sent + timedelta(minutes=lag), message=message
    ),
    st.sampled_from(Grade),
    MOMENTS,
    st.integers(0, 3000),
    KEYS,
)
WORDS = st.one_of(
    st.builds(
        lambda at, verb: Word(at, FOLLOW_UP, verb),
        MOMENTS,
        st.sampled_from([Verb.DONE, Verb.DROP, Verb.REOPEN, Verb.DRAFT, Verb.TRIED]),
    ),
    st.builds(
        lambda at, n: Word(at, FOLLOW_UP, Verb.SNOOZE, str((at + timedelta(days=n)).date())),
        MOMENTS,
        st.integers(1, 30),
    ),
    st.builds(
        lambda at, verb, key: Word(at, FOLLOW_UP, verb, key),
        MOMENTS,
        st.sampled_from([Verb.YES, Verb.NO]),
        KEYS,
    ),
)


@given(st.lists(EVIDENCE, max_size=4), st.lists(WORDS, max_size=6), MOMENTS, st.randoms())
def test_whatever_was_seen_and_said(
    seen: list[Evidence], said: list[Word], now: datetime, random: Any
) -> None:
    one = state(follow_up(), seen, said, now=now, zone=WARSAW, drafts_at=SEVEN)
    if one.status is Status.FULFILLED:  # I3
        assert (one.evidence and one.evidence.grade.fulfils) or one.word
        assert one.word is None or one.word.verb in (Verb.DONE, Verb.YES)
    if one.status is Status.DROPPED:
        assert one.word
        assert one.word.verb is Verb.DROP
    assert one.status.open is (one.ended_at is None)
    assert one.occasion >= MET
    if one.status.open:  # I2: it wakes up again
        assert one.overdue_at
        assert (one.status is Status.OVERDUE) is (now >= one.overdue_at)
        reopens = [w.at for w in said if w.verb is Verb.REOPEN]
        refused = [e for e in seen if reopens and e.seen_at <= max(reopens)]
        assert one.question not in refused
    random.shuffle(seen)
    if len({w.at for w in said}) == len(said):
        random.shuffle(said)
        again = state(follow_up(), seen, said, now=now, zone=WARSAW, drafts_at=SEVEN)
        assert again.status is one.status
        assert again.occasion == one.occasion
