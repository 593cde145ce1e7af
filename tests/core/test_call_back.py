"""What a call-back and its introduction owe each other: a row is what happened, and the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.calendar import Duration
from mailfollow.core.call_back import away_until
from mailfollow.core.model import (
    Arrival,
    Arrived,
    Circumstances,
    Code,
    Grade,
    Kind,
    Outcome,
    People,
    Promise,
    PutDraft,
    Reason,
    State,
    Status,
    Timing,
    Verb,
    Window,
    Word,
)
from mailfollow.core.plan import plan
from mailfollow.core.state import states
from tests.core.given import (
    ANNA,
    CALL_BACK,
    FOLLOW_UP,
    INTRODUCTION,
    JANA,
    MAX,
    WARSAW,
    at,
    came,
    evidence,
    introduction,
    meeting,
    owed,
    promise,
    promised,
    word,
    world,
)

NOW = "2026-11-24 12:00"
GIVEN = promised(introduction())
A = Arrival


def passed_on(when: str = "2026-11-17 10:00", **more: Any) -> Any:
    more.setdefault("to", JANA.addresses)
    more.setdefault("commitment", INTRODUCTION)
    return evidence(sent_at=at(when), message="pass@x", **more)


def said(verb: Verb, when: str, arg: str = "", about: str = INTRODUCTION) -> Word:
    return word(verb, when, arg, about)


def of_jana(arrival: Arrival, when: str, about: str = INTRODUCTION, **more: Any) -> Any:
    return came(arrival, when, JANA, about, **more)


def returned(when: str = "2026-11-17 10:05") -> Any:
    return came(A.BOUNCE, when, JANA, INTRODUCTION, about="pass@x")


def stands(*seen: Any, now: str = NOW, given: People = GIVEN, **more: Any) -> dict[str, State]:
    holidays = more.pop("holidays", frozenset())
    found = states(
        owed(given, now, holidays=holidays, **more),
        [e for e in seen if not isinstance(e, Word | Arrived)],
        [w for w in seen if isinstance(w, Word)],
        [a for a in seen if isinstance(a, Arrived)],
        now=at(now),
        zone=WARSAW,
        timing=Timing(**more),
        holidays=holidays,
    )
    return {s.commitment.id: s for s in found}


def fact(*seen: Any, now: str = NOW, given: People = GIVEN, id_: str = CALL_BACK) -> Circumstances:
    found = plan(
        world(
            now,
            given,
            evidence=[e for e in seen if not isinstance(e, Word | Arrived)],
            words=[w for w in seen if isinstance(w, Word)],
            arrivals=[a for a in seen if isinstance(a, Arrived)],
        )
    )
    return found.circumstances[id_]


# --- days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "opens", "due"),
    [
        ([], "2026-11-19", "2026-11-26"),  # not made: from the day it fell due
        ([passed_on()], "2026-11-17", "2026-11-24"),
        ([passed_on("2026-11-17 23:59")], "2026-11-17", "2026-11-24"),
        ([passed_on("2026-11-18 00:00")], "2026-11-18", "2026-11-25"),
        ([passed_on("2026-11-21 10:00")], "2026-11-21", "2026-11-30"),  # Saturday → Monday
        ([passed_on("2026-12-10 10:00")], "2026-12-10", "2026-12-17"),  # made late: from then
        ([passed_on(grade=Grade.E4)], "2026-11-19", "2026-11-26"),  # a question is no pass-on
        (
            [passed_on(grade=Grade.E4), said(Verb.YES, "2026-11-20 09:00", "pass@x")],
            "2026-11-17",
            "2026-11-24",
        ),
        ([said(Verb.DONE, "2026-11-18 09:00")], "2026-11-18", "2026-11-25"),
        ([said(Verb.DROP, "2026-11-18 09:00")], "2026-11-19", "2026-11-26"),  # and call her back
        ([passed_on(), returned()], "2026-11-19", "2026-11-26"),
        ([passed_on(), said(Verb.REOPEN, "2026-11-20 09:00")], "2026-11-19", "2026-11-26"),
        ([said(Verb.SNOOZE, "2026-11-18 09:00", "2026-12-01")], "2026-11-19", "2026-11-26"),
        ([said(Verb.DONE, "2026-11-20 09:00", about=CALL_BACK)], "2026-11-19", "2026-11-26"),
    ],
)
def test_when_a_call_back_is_due(seen: list[Any], opens: str, due: str) -> None:
    one = stands(*seen, now="2026-12-20 12:00")[CALL_BACK].commitment
    assert (str(one.opens), str(one.due)) == (opens, due)


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ({}, "2026-11-24"),
        ({"holidays": frozenset({date(2026, 11, 24), date(2026, 11, 25)})}, "2026-11-26"),
        ({"call_back": Window(due=Duration(4))}, "2026-11-23"),  # Saturday → Monday
        ({"call_back": Window(due=Duration(4)), "working_days": False}, "2026-11-21"),
        ({"call_back": Window(due=Duration(7), opens=Duration(2))}, "2026-11-24"),
    ],
)
def test_it_falls_due_on_a_working_day(more: dict[str, Any], due: str) -> None:
    assert str(stands(passed_on(), **more)[CALL_BACK].commitment.due) == due


def test_it_may_open_later_than_at_once() -> None:
    later = stands(passed_on(), call_back=Window(due=Duration(7), opens=Duration(2)))
    assert str(later[CALL_BACK].commitment.opens) == "2026-11-19"


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("2026-11-16 23:59", Status.UPCOMING),
        ("2026-11-17 10:01", Status.DUE),
        ("2026-11-25 06:59", Status.DUE),
        ("2026-11-25 07:00", Status.OVERDUE),
    ],
)
def test_day_by_day(now: str, status: Status) -> None:
    seen = [] if now < "2026-11-17 10:00" else [passed_on()]
    assert stands(*seen, now=now)[CALL_BACK].status is status


@pytest.mark.parametrize(
    ("seen", "moment"),
    [
        ([], "2026-11-19 00:00"),
        ([passed_on()], "2026-11-17 10:00"),
        ([passed_on("2026-11-25 10:00")], "2026-11-19 00:00"),
    ],
)
def test_from_when_mail_can_keep_it(seen: list[Any], moment: str) -> None:
    assert stands(*seen)[CALL_BACK].commitment.counts_from == at(moment)


def test_each_of_two_introductions_has_its_own() -> None:
    given = promised(introduction(), introduction(ANNA))
    second = passed_on("2026-11-18 10:00", commitment=f"{INTRODUCTION}.2")
    found = stands(second, given=given)
    assert [str(found[c].commitment.due) for c in (CALL_BACK, f"{CALL_BACK}.2")] == [
        "2026-11-26",
        "2026-11-25",
    ]
    assert found[f"{CALL_BACK}.2"].commitment.introduction == f"{INTRODUCTION}.2"


# --- the outcome ----------------------------------------------------------------------------

OUT = Outcome
TOLD_NO = promised(introduction(outcome=False))


@pytest.mark.parametrize(
    ("seen", "given", "outcome", "on"),
    [
        ([], GIVEN, OUT.NONE, None),
        ([passed_on()], GIVEN, OUT.NONE, None),
        ([of_jana(A.PERSONAL, "2026-11-19 10:00")], GIVEN, OUT.ANSWERED, "2026-11-19"),
        ([of_jana(A.PERSONAL, "2026-11-19 10:00", CALL_BACK)], GIVEN, OUT.ANSWERED, "2026-11-19"),
        (
            [of_jana(A.PERSONAL, "2026-11-20 10:00"), of_jana(A.PERSONAL, "2026-11-19 10:00")],
            GIVEN,
            OUT.ANSWERED,
            "2026-11-20",
        ),
        ([came(A.PERSONAL, "2026-11-19 10:00", MAX, INTRODUCTION)], GIVEN, OUT.NONE, None),
        ([of_jana(A.PERSONAL, "2026-11-19 10:00", FOLLOW_UP)], GIVEN, OUT.NONE, None),
        (
            [of_jana(A.AWAY, "2026-11-19 10:00", until=date(2026, 12, 7))],
            GIVEN,
            OUT.AWAY,
            "2026-12-07",
        ),
        ([of_jana(A.AWAY, "2026-11-19 10:00")], GIVEN, OUT.AWAY, "2026-11-26"),
        ([of_jana(A.AWAY, "2026-11-19 10:00", until=date(2026, 11, 24))], GIVEN, OUT.NONE, None),
        ([of_jana(A.AWAY, "2026-11-10 10:00")], GIVEN, OUT.NONE, None),  # back by now
        ([came(A.AWAY, "2026-11-19 10:00", MAX, INTRODUCTION)], GIVEN, OUT.NONE, None),
        (
            [
                of_jana(A.AWAY, "2026-11-19 10:00", until=date(2026, 12, 7)),
                of_jana(A.PERSONAL, "2026-11-20 10:00"),
            ],
            GIVEN,
            OUT.ANSWERED,
            "2026-11-20",
        ),
        ([passed_on(), returned()], GIVEN, OUT.BOUNCED, None),
        ([of_jana(A.DELAYED, "2026-11-19 10:00")], GIVEN, OUT.NONE, None),
        # what the user said goes before what was seen
        ([], TOLD_NO, OUT.DECLINED, None),
        ([], promised(introduction(outcome=True)), OUT.ACCEPTED, None),
        ([said(Verb.OUTCOME, "2026-11-20 09:00", "no")], GIVEN, OUT.DECLINED, None),
        ([said(Verb.OUTCOME, "2026-11-20 09:00", "yes")], TOLD_NO, OUT.ACCEPTED, None),
        ([said(Verb.OUTCOME, "2026-11-20 09:00", "no", CALL_BACK)], GIVEN, OUT.DECLINED, None),
        (
            [
                said(Verb.OUTCOME, "2026-11-20 09:00", "no"),
                said(Verb.OUTCOME, "2026-11-21 09:00", "yes"),
            ],
            GIVEN,
            OUT.ACCEPTED,
            None,
        ),
        (
            [
                said(Verb.OUTCOME, "2026-11-20 09:00", "no"),
                of_jana(A.PERSONAL, "2026-11-22 10:00"),
            ],
            GIVEN,
            OUT.DECLINED,
            None,
        ),
    ],
)
def test_what_came_of_it(seen: list[Any], given: People, outcome: Outcome, on: str | None) -> None:
    found = fact(*seen, given=given)
    day = date.fromisoformat(on) if on else None
    assert (found.outcome, found.outcome_on) == (outcome, day)


@pytest.mark.parametrize(
    ("seen", "on"),
    [
        ([], None),
        ([passed_on("2026-11-17 23:59")], "2026-11-17"),
        ([said(Verb.DONE, "2026-11-18 09:00")], "2026-11-18"),
        ([passed_on(), returned()], None),
        ([passed_on(grade=Grade.E4)], None),
        ([said(Verb.DROP, "2026-11-18 09:00")], None),
    ],
)
def test_the_letter_says_the_day_only_if_the_card_was_passed_on(
    seen: list[Any], on: str | None
) -> None:
    assert fact(*seen).passed_on == (date.fromisoformat(on) if on else None)


def test_how_long_somebody_is_away() -> None:
    week = of_jana(A.AWAY, "2026-11-19 23:59")
    assert away_until(week, WARSAW) == date(2026, 11, 26)
    assert away_until(of_jana(A.AWAY, NOW, until=date(2027, 1, 4)), WARSAW) == date(2027, 1, 4)


# --- what other letters need ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "by"),
    [
        ("2026-11-20 07:00", "2026-11-26"),  # the call-back would be due on Friday, the 27th
        ("2026-11-23 07:00", "2026-11-27"),  # due on Monday: Friday before
        ("2026-11-21 07:00", "2026-11-27"),  # laid on a Saturday
    ],
)
def test_an_answer_is_asked_for_one_working_day_before(now: str, by: str) -> None:
    assert fact(now=now, id_=INTRODUCTION).answer_by == date.fromisoformat(by)


def test_a_follow_up_carries_what_is_to_be_sent_to_the_same_person() -> None:
    made = promised(
        promise(Kind.SEND, text="slides"),
        promise(Kind.SEND, text="photos"),
        promise(Kind.SEND, MAX, text="his"),
        promise(Kind.SAY, text="who"),
    )
    given = People(made.contacts, (meeting(),), made.promises)
    assert fact(given=given, id_=FOLLOW_UP).carried == ("slides", "photos")
    sent = evidence(commitment="anna-kowalska.send.2026-11-16")
    assert fact(sent, given=given, id_=FOLLOW_UP).carried == ("photos",)
    assert fact(given=given, id_="anna-kowalska.send.2026-11-16").carried == ()


# --- the letter and the call ----------------------------------------------------------------

OVERDUE = "2026-11-30 12:00"
PHONED = promised(introduction(), contacts=(replace(MAX, phones=("+49 541 000000",)), JANA))
ASKED = said(Verb.DRAFT, "2026-11-30 11:00", about=CALL_BACK)


@pytest.mark.parametrize(
    ("seen", "given", "what"),
    [
        ([passed_on()], GIVEN, "put"),
        ([], GIVEN, Code.FIRST_PASS_ON),
        ([ASKED], GIVEN, Code.FIRST_PASS_ON),
        ([passed_on(), returned()], GIVEN, Code.FIRST_PASS_ON),
        ([said(Verb.DONE, "2026-11-18 09:00")], GIVEN, "put"),
        ([passed_on()], PHONED, Code.CALL_FIRST),
        ([passed_on(), ASKED], PHONED, "put"),
        ([], PHONED, Code.FIRST_PASS_ON),
        (
            [passed_on(), said(Verb.TRIED, "2026-11-30 11:00", about=CALL_BACK)],
            PHONED,
            Code.CALL_FIRST,
        ),
    ],
)
def test_a_letter_or_a_call(seen: list[Any], given: People, what: Code | str) -> None:
    found = plan(
        world(
            OVERDUE,
            given,
            evidence=[e for e in seen if not isinstance(e, Word | Arrived)],
            words=[w for w in seen if isinstance(w, Word)],
            arrivals=[a for a in seen if isinstance(a, Arrived)],
        )
    )
    laid = [a.commitment.id for a in found.actions if isinstance(a, PutDraft)]
    held = found.held.get(CALL_BACK)
    assert (held.code if held else "put") == what
    assert (CALL_BACK in laid) is (what == "put")


# --- properties -----------------------------------------------------------------------------


@given(
    st.none() | st.integers(0, 60 * 24 * 40),
    st.sampled_from([None, Verb.DROP, Verb.DONE, Verb.SNOOZE]),
    st.booleans(),
)
def test_whatever_comes_of_it_a_call_back_falls_due(
    minutes: int | None, verb: Verb | None, back: bool
) -> None:
    """I2: also when she says no, or nothing, or the pass-on never arrived."""
    seen: list[Any] = [said(verb, "2026-11-20 09:00", "2026-12-24")] if verb else []
    if minutes is not None:
        moment = f"2026-11-{17 + minutes // (60 * 24) % 13:02} 10:00"
        seen += [passed_on(moment), *([returned(moment)] if back else [])]
    one = stands(*seen, now="2027-02-01 12:00")[CALL_BACK]
    assert one.status is Status.OVERDUE
    assert one.commitment.due
    assert one.commitment.due.weekday() < 5
    assert one.commitment.counts_from is not None
    assert one.commitment.counts_from <= at("2026-11-19 00:00") or minutes is None


def test_an_introduction_without_call_back() -> None:
    made: Promise = introduction(call_back=False)
    assert list(stands(given=promised(made))) == [INTRODUCTION]
    bounced = stands(passed_on(), returned(), given=promised(made))[INTRODUCTION]
    assert bounced.reason == Reason.of(Code.BOUNCED, to="jana@example.net")
