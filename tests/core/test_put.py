"""Which drafts are laid, and for everything else the obstacle: one that tells most."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mailfollow.core.model import (
    Code,
    Draft,
    Grade,
    Kind,
    Limits,
    Mailbox,
    Plan,
    Promise,
    PutDraft,
    Reason,
    Stage,
    Verb,
)
from mailfollow.core.plan import plan
from mailfollow.core.put import RETRY
from tests.core.given import (
    ANNA,
    FOLLOW_UP,
    MAX,
    MET,
    OVERDUE,
    TOKEN,
    WORK,
    at,
    draft,
    evidence,
    lying,
    meeting,
    partly,
    people,
    view,
    word,
    world,
)

PRIVATE = "ewa@example.net"
S = Stage


def laid(found: Plan) -> list[PutDraft]:
    return [a for a in found.actions if isinstance(a, PutDraft)]


def outcome(now: str = OVERDUE, **more: Any) -> Code | str:
    """`put`, or why Anna's follow-up gets no draft."""
    found = plan(world(now, **more))
    ids = [put.commitment.id for put in laid(found)]
    assert set(ids).isdisjoint(found.held)
    return "put" if FOLLOW_UP in ids else found.held[FOLLOW_UP].code


def seen(now: str = OVERDUE, *lying_there: Any, **more: Any) -> Any:
    return (view(now, drafts=lying_there, **more),)


# --- the day and the hour -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "what"),
    [
        ("2026-11-16 12:00", Code.NOT_YET),
        ("2026-11-18 23:59", Code.NOT_YET),
        ("2026-11-19 06:59", Code.NOT_YET),
        ("2026-11-19 07:00", "put"),
        ("2026-11-19 23:59", "put"),
        ("2026-11-20 00:00", Code.NOT_YET),  # drafts appear from seven on, the old ones too
        ("2026-11-20 06:59", Code.NOT_YET),
        ("2026-11-20 07:00", "put"),
    ],
)
def test_it_is_there_at_seven_on_day_three(now: str, what: Code | str) -> None:
    assert outcome(now) == what


def test_what_is_laid() -> None:
    (put,) = laid(plan(world()))
    assert (put.occasion, put.n, put.account, put.late) == (MET, 0, WORK, False)
    (late,) = laid(plan(world("2026-11-24 07:00")))
    assert late.late


def test_not_yet_says_when() -> None:
    said = Reason.of(Code.NOT_YET, at="2026-11-19T06:00:00+00:00")
    assert plan(world("2026-11-18 12:00")).held == {FOLLOW_UP: said}
    said = Reason.of(Code.NOT_YET, at="2026-11-20T06:00:00+00:00")
    assert plan(world("2026-11-20 03:00")).held == {FOLLOW_UP: said}


@pytest.mark.parametrize(
    ("said", "now", "what"),
    [
        ([(Verb.SNOOZE, "2026-11-17 09:00", "2026-11-25")], "2026-11-24 12:00", Code.NOT_YET),
        ([(Verb.SNOOZE, "2026-11-17 09:00", "2026-11-25")], "2026-11-25 06:59", Code.NOT_YET),
        ([(Verb.SNOOZE, "2026-11-17 09:00", "2026-11-25")], "2026-11-25 07:00", "put"),
        ([(Verb.DRAFT, "2026-11-16 20:00")], "2026-11-16 20:00", "put"),
        ([(Verb.DRAFT, "2026-11-17 02:00")], "2026-11-17 02:00", "put"),  # asked: at any hour
        ([(Verb.DRAFT, "2026-11-17 02:00")], "2026-11-17 01:59", Code.NOT_YET),
        (
            [(Verb.DRAFT, "2026-11-17 02:00"), (Verb.SNOOZE, "2026-11-17 03:00", "2026-11-25")],
            "2026-11-17 12:00",
            Code.NOT_YET,
        ),
        (
            [(Verb.DONE, "2026-11-17 02:00"), (Verb.REOPEN, "2026-11-20 03:00")],
            "2026-11-20 05:00",
            Code.NOT_YET,
        ),
        (
            [(Verb.DONE, "2026-11-17 02:00"), (Verb.REOPEN, "2026-11-20 03:00")],
            "2026-11-20 07:00",
            "put",
        ),
    ],
)
def test_what_the_user_said(said: list[Any], now: str, what: Code | str) -> None:
    words = [word(verb, when, *arg) for verb, when, *arg in said]
    assert outcome(now, words=words) == what


def test_what_has_ended_gets_no_draft_and_needs_no_reason() -> None:
    for ended in ({"evidence": [evidence()]}, {"words": [word(Verb.DROP, "2026-11-17 09:00")]}):
        found = plan(world(**ended))
        assert found.actions == ()
        assert found.held == {}


def test_a_question_holds_nothing_back() -> None:
    assert outcome(evidence=[evidence(Grade.E4)]) == "put"


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (people(contacts=[replace(ANNA, addresses=())]), Code.NO_ADDRESS),
        (people(contacts=[replace(ANNA, addresses=(), phones=("+48 601 000 000",))]), "no_address"),
    ],
)
def test_no_address_no_draft(given: Any, what: Code) -> None:
    assert outcome(given=given) == what
    assert outcome(given=given, words=[word(Verb.DRAFT, "2026-11-19 06:00")]) == what


def test_long_ago_is_only_told() -> None:
    assert outcome("2027-03-01 12:00") is Code.LONG_AGO
    assert outcome("2027-03-01 12:00", words=[word(Verb.DRAFT, "2027-03-01 11:00")]) == "put"


def test_a_send_has_its_own_letter() -> None:
    promise = Promise(ANNA.id, Kind.SEND, MET)
    given = replace(people(), meetings=(), promises=(promise,))
    found = plan(world("2026-11-25 12:00", given))
    assert [type(a) for a in found.actions] == [PutDraft]


# --- one per commitment and occasion --------------------------------------------------------

LATER = "2026-11-21 12:00"
THERE = {s: [lying()] for s in (S.WAITING, S.INTENDED)} | {
    S.EDITED: [lying(8, digest="edited")],
    S.IN_DOUBT: [],
}


@pytest.mark.parametrize(
    ("stage", "what"),
    [
        (S.INTENDED, Code.USED_UP),
        (S.IN_DOUBT, Code.USED_UP),
        (S.WAITING, Code.USED_UP),
        (S.EDITED, Code.USED_UP),
        (S.GONE, Code.USED_UP),
        (S.SENT, Code.USED_UP),
        (S.DISCARDED, Code.USED_UP),
        (S.WITHDRAWN, "put"),
        (S.FAILED, "put"),
    ],
)
def test_an_occasion_is_used_up_by(stage: Stage, what: Code | str) -> None:
    since = at(LATER) - timedelta(minutes=20)
    before = draft(stage, since=at(OVERDUE) if stage is S.FAILED else since)
    assert outcome(LATER, drafts=[before], views=seen(LATER, *THERE.get(stage, []))) == what


@pytest.mark.parametrize(
    ("stage", "said", "what"),
    [
        (S.DISCARDED, (Verb.SNOOZE, "2026-11-19 09:00", "2026-11-21"), "put"),
        (S.DISCARDED, (Verb.REOPEN, "2026-11-20 09:00"), "put"),
        (S.DISCARDED, (Verb.REOPEN, "2026-11-19 06:00"), "put"),  # another occasion since then
        (S.DISCARDED, (Verb.DRAFT, "2026-11-20 09:00"), "put"),
        (S.DISCARDED, (Verb.DRAFT, "2026-11-19 06:00"), Code.USED_UP),  # that was the draft
        (S.DISCARDED, (Verb.DRAFT, OVERDUE), Code.USED_UP),  # laid in the moment it was asked for
        (S.DISCARDED, (Verb.TRIED, "2026-11-20 09:00"), Code.USED_UP),
        (S.SENT, (Verb.DRAFT, "2026-11-20 09:00"), "put"),
        (S.GONE, (Verb.DRAFT, "2026-11-20 09:00"), "put"),
        (S.GONE, (Verb.REOPEN, "2026-11-20 09:00"), Code.USED_UP),  # it may still lie somewhere
        (S.EDITED, (Verb.DRAFT, "2026-11-20 09:00"), "put"),
        (S.EDITED, (Verb.SNOOZE, "2026-11-19 09:00", "2026-11-21"), Code.USED_UP),
        (S.IN_DOUBT, (Verb.DRAFT, "2026-11-20 09:00"), Code.USED_UP),
        (S.WAITING, (Verb.DRAFT, "2026-11-20 09:00"), Code.WITHDRAWING),  # first the old one goes
    ],
)
def test_a_new_one_by_the_users_word(stage: Stage, said: Any, what: Code | str) -> None:
    before = draft(stage, since=at(LATER) - timedelta(minutes=20))
    views = seen(LATER, *THERE.get(stage, []))
    assert outcome(LATER, drafts=[before], words=[word(*said)], views=views) == what


def test_drafts_of_one_occasion_are_numbered() -> None:
    before = [draft(S.WITHDRAWN), draft(S.FAILED, token="b", n=1)]
    snoozed = draft(S.WITHDRAWN, token="c", occasion=MET + timedelta(9))
    (put,) = laid(plan(world(LATER, drafts=[*before, snoozed])))
    assert (put.occasion, put.n) == (MET, 2)


def test_a_word_said_during_the_sweep_waits_its_turn() -> None:
    """A draft laid at `now` would look older than the word, and be laid again."""
    said = replace(word(Verb.DRAFT, "2026-11-17 12:00"), at=at("2026-11-17 12:00:01"))
    assert outcome("2026-11-17 12:00", words=[said]) is Code.NOT_YET
    assert outcome("2026-11-17 12:00:01", words=[said]) == "put"


# --- one per contact ------------------------------------------------------------------------

TWO = people(meeting(), meeting())
SECOND = f"{FOLLOW_UP}.2"


@pytest.mark.parametrize(
    ("stage", "since", "what"),
    [
        (S.WAITING, OVERDUE, Code.ONE_WAITING),
        (S.EDITED, OVERDUE, Code.ONE_WAITING),
        (S.GONE, OVERDUE, Code.ONE_WAITING),
        (S.IN_DOUBT, OVERDUE, Code.ONE_WAITING),
        (S.SENT, "2026-11-20 12:01", Code.A_DAY_AFTER),
        (S.SENT, "2026-11-20 12:00", "put"),
        (S.DISCARDED, "2026-11-20 12:01", Code.A_DAY_AFTER),
        (S.WITHDRAWN, "2026-11-20 12:01", Code.A_DAY_AFTER),
        (S.WITHDRAWN, "2026-11-20 12:00", "put"),
        (S.FAILED, "2026-11-21 11:59", "put"),
    ],
)
def test_beside_another_draft_to_the_same_contact(
    stage: Stage, since: str, what: Code | str
) -> None:
    now = LATER
    if stage in (S.GONE, S.IN_DOUBT):
        since = "2026-11-21 11:55"
    other = draft(stage, since=at(since), commitment=SECOND)
    done = [word(Verb.DONE, "2026-11-18 12:00", commitment=SECOND)] if stage is S.SENT else []
    views = seen(now, *THERE.get(stage, []))
    assert outcome(now, given=TWO, drafts=[other], words=done, views=views) == what
    stranger = replace(other, contact="somebody-else")
    assert outcome(now, given=TWO, drafts=[stranger], words=done, views=views) == "put"


def test_of_two_the_more_urgent_is_laid() -> None:
    found = plan(world(OVERDUE, TWO))
    assert [p.commitment.id for p in laid(found)] == [FOLLOW_UP]
    assert found.held[SECOND] == Reason.of(Code.ONE_WAITING, id=FOLLOW_UP)
    asked = [word(Verb.DRAFT, "2026-11-19 06:00", commitment=SECOND)]
    found = plan(world(OVERDUE, TWO, words=asked))
    assert [p.commitment.id for p in laid(found)] == [SECOND]
    snoozed = [word(Verb.SNOOZE, "2026-11-17 06:00", "2026-11-18", commitment=SECOND)]
    found = plan(world(OVERDUE, TWO, words=snoozed))
    assert [p.commitment.id for p in laid(found)] == [SECOND]


# --- after a failure ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failures", "minutes", "what"),
    [
        (1, 9.9, Code.RETRY_AT),
        (1, 10, "put"),
        (2, 59, Code.RETRY_AT),
        (2, 60, "put"),
        (3, 24 * 60 - 1, Code.RETRY_AT),
        (3, 24 * 60, "put"),
        (4, 24 * 60 - 1, Code.RETRY_AT),
        (4, 24 * 60, "put"),
    ],
)
def test_after_a_failure_it_is_tried_again_more_and_more_slowly(
    failures: int, minutes: float, what: Code | str
) -> None:
    since = at(LATER) - timedelta(minutes=minutes)
    failed = [draft(S.FAILED, token=str(n), n=n, since=since) for n in range(failures)]
    assert outcome(LATER, drafts=failed) == what
    if what is Code.RETRY_AT:
        found = plan(world(LATER, drafts=failed))
        assert found.wake is not None
        assert found.wake <= since + RETRY[min(failures, 3) - 1]


def test_a_failure_in_another_occasion_counts_no_more() -> None:
    failed = draft(S.FAILED, since=at(LATER), occasion=MET - timedelta(9))
    assert outcome(LATER, drafts=[failed]) == "put"


# --- unknown is never absent (I5) -----------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "outcome_"),
    [
        ({}, "put"),
        ({"sent": None}, Code.BLIND),
        ({"drafts": None}, Code.BLIND),
        ({"trash": None}, Code.BLIND),
        ({"has_trash": False}, "put"),
    ],
)
def test_nothing_is_laid_in_the_dark(what: Any, outcome_: Code | str) -> None:
    assert outcome(views=(view(OVERDUE, **what),)) == outcome_
    asked = [word(Verb.DRAFT, "2026-11-19 06:00")]
    assert outcome(views=(view(OVERDUE, **what),), words=asked) == outcome_


def test_a_mail_in_sent_that_cannot_be_read_may_be_the_one() -> None:
    assert outcome(views=(partly(view(OVERDUE)),)) is Code.BLIND


def test_a_look_from_before_it_fell_overdue_decides_nothing() -> None:
    assert outcome(views=(view("2026-11-19 06:59:59"),)) is Code.BLIND
    early = [word(Verb.DRAFT, "2026-11-17 12:00")]
    assert outcome("2026-11-17 12:30", views=(view("2026-11-17 11:59"),), words=early) is Code.BLIND
    assert outcome("2026-11-17 12:30", views=(view("2026-11-17 12:00"),), words=early) == "put"


def test_no_view_at_all() -> None:
    given = world()
    for views in ({}, {WORK: replace(view(OVERDUE), sent=())}):
        assert plan(replace(given, views=views)).held[FOLLOW_UP].code is Code.BLIND


@pytest.mark.parametrize(
    ("other", "hours", "account", "what"),
    [
        ({}, None, None, "put"),
        ({"sent": None}, None, None, Code.BLIND),
        ({"sent": None}, 23.9, None, Code.BLIND),
        ({"sent": None}, 24, None, "put"),  # it no longer holds the others back
        ({"drafts": None, "trash": None}, None, None, "put"),  # not the target's
        ({"drafts": None}, None, PRIVATE, Code.BLIND),
        ({"sent": None}, 24, PRIVATE, Code.BLIND),  # the target itself
    ],
)
def test_another_account(
    other: Any, hours: float | None, account: str | None, what: Code | str
) -> None:
    views = (view(OVERDUE), view(OVERDUE, account=PRIVATE, **other))
    blind = {PRIVATE: at(OVERDUE) - timedelta(hours=hours)} if hours else {}
    given = people(contacts=[replace(ANNA, account=account)])
    assert outcome(views=views, blind_since=blind, given=given) == what


def test_it_is_laid_where_the_contact_belongs() -> None:
    views = (view(OVERDUE), view(OVERDUE, account=PRIVATE))
    for account, target in ((None, WORK), (PRIVATE, PRIVATE), ("unknown", WORK)):
        given = people(contacts=[replace(ANNA, account=account)])
        assert laid(plan(world(given=given, views=views)))[0].account == target


# --- the user's own draft -------------------------------------------------------------------


def own(to: str = "anna@example.pl", when: str = "2026-11-17 10:00", **more: Any) -> Any:
    boxes = (Mailbox("", "x@example.net"), Mailbox("Anna", to))
    return lying(3, digest=None, references=(), at=at(when), recipients=boxes, **more)


@pytest.mark.parametrize(
    ("there", "what"),
    [
        (own(), Code.OWN_DRAFT),
        (own("ANIA@example.net"), Code.OWN_DRAFT),
        (own("max@example.com"), "put"),
        (own(when="2026-11-16 00:00"), Code.OWN_DRAFT),
        (own(when="2026-11-15 23:59"), "put"),  # older than the meeting
        (replace(own(), references=("somebody@x",)), Code.OWN_DRAFT),
    ],
)
def test_the_user_writes_to_her_already(there: Any, what: Code | str) -> None:
    assert outcome(views=seen(OVERDUE, there)) == what
    assert outcome(views=(view(OVERDUE), view(OVERDUE, drafts=[there], account=PRIVATE))) == what
    asked = [word(Verb.DRAFT, "2026-11-19 06:00")]
    assert outcome(views=seen(OVERDUE, there), words=asked) == "put"


def test_ours_is_not_the_users_own() -> None:
    copy = replace(own(), references=(TOKEN,))
    before: Draft = draft(S.WITHDRAWN, commitment="other", contact="other")
    assert outcome(views=seen(OVERDUE, copy), drafts=[before]) == "put"


# --- a limit a day --------------------------------------------------------------------------

MANY = [replace(ANNA, id=f"c{n}", addresses=(f"c{n}@example.pl",)) for n in range(8)]


def test_five_a_day_the_most_urgent_first() -> None:
    days = [MET - timedelta(n % 3) for n in range(8)]
    given = people(*[meeting(c, d) for c, d in zip(MANY, days, strict=True)], contacts=MANY)
    found = plan(world(OVERDUE, given))
    chosen = [p.commitment for p in laid(found)]
    assert len(chosen) == 5
    assert sorted(c.origin for c in chosen) == sorted(days)[:5]
    assert {r.code for r in found.held.values()} == {Code.DAILY_LIMIT}
    two = plan(world(OVERDUE, given, limits=Limits(drafts_per_day=2)))
    assert len(laid(two)) == 2


@pytest.mark.parametrize(
    ("stage", "laid_at", "what"),
    [
        (S.WITHDRAWN, "2026-11-19 00:00", Code.DAILY_LIMIT),
        (S.SENT, "2026-11-19 06:00", Code.DAILY_LIMIT),
        (S.WITHDRAWN, "2026-11-18 23:59", "put"),
        (S.FAILED, "2026-11-19 06:00", "put"),
    ],
)
def test_what_was_laid_today_counts(stage: Stage, laid_at: str, what: Code | str) -> None:
    before = draft(stage, laid_at=at(laid_at), contact="other", commitment="other")
    limits = Limits(drafts_per_day=1)
    assert outcome(drafts=[before], limits=limits) == what
    asked = [word(Verb.DRAFT, "2026-11-19 06:30")]
    assert outcome(drafts=[before], limits=limits, words=asked) == "put"


def test_max_has_his_own() -> None:
    found = plan(world(given=people(meeting(), meeting(MAX))))
    assert {p.commitment.contact.id for p in laid(found)} == {ANNA.id, MAX.id}
