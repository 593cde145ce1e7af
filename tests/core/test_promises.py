"""People, timing and history → commitments: ids, days, and the same one under another id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core import promises
from mailfollow.core.calendar import Duration, Unit
from mailfollow.core.model import (
    Commitment,
    Contact,
    Digest,
    Kind,
    Known,
    Mailed,
    Meeting,
    Memory,
    People,
    Promise,
    Timing,
    Verb,
    Window,
)
from tests.core.given import (
    ANNA,
    FOLLOW_UP,
    MAX,
    MET,
    WARSAW,
    at,
    draft,
    evidence,
    known,
    meeting,
    owed,
    people,
    word,
)


def promised(kind: Kind, on: str = "2026-11-16", **more: object) -> People:
    promise = Promise(ANNA.id, kind, date.fromisoformat(on), **more)  # type: ignore[arg-type]
    return People((ANNA,), promises=(promise,))


def days(commitment: Commitment) -> tuple[str, str, str]:
    return str(commitment.opens), str(commitment.due), str(commitment.late)


# --- follow-ups -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("met", "opens", "due", "late"),
    [
        ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-23"),  # a Monday
        ("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-26"),  # due on a Saturday: not moved
        ("2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31"),  # holidays: not moved
        ("2028-02-28", "2028-02-29", "2028-03-01", "2028-03-06"),
    ],
)
def test_a_follow_up_counts_calendar_days(met: str, opens: str, due: str, late: str) -> None:
    holidays = frozenset({date(2026, 12, 25), date(2026, 12, 26)})
    (one,) = owed(people(meeting(on=date.fromisoformat(met))), met, holidays=holidays)
    assert days(one) == (opens, due, late)
    assert one.id == f"anna-kowalska.follow_up.{met}"
    assert one.origin == one.occasion == date.fromisoformat(met)


def test_without_opens_and_late_it_is_open_at_once_and_never_late() -> None:
    (one,) = owed(follow_up=Window(due=Duration(1, Unit.WEEK)))
    assert days(one) == ("2026-11-16", "2026-11-23", "None")


@pytest.mark.parametrize(
    ("first_seen", "has_days"),
    [
        ("2027-01-15 23:59", True),  # 60 days after the meeting
        ("2027-01-16 00:00", False),  # 61
        ("2026-11-16 00:00", True),
    ],
)
def test_first_seen_long_after_its_meeting_it_has_no_days(first_seen: str, has_days: bool) -> None:
    (one,) = owed(now=first_seen)
    assert (one.due is not None) is (one.opens is not None) is has_days
    entry = {FOLLOW_UP: known(first_seen=at(first_seen))}
    (later,) = owed(now="2027-03-01 12:00", known=entry)
    assert (later.due is not None) is has_days


def test_only_follow_ups_lose_their_days() -> None:
    assert all(c.due for c in owed(promised(Kind.SEND, "2025-01-01"), "2026-11-19 07:00"))


@pytest.mark.parametrize(
    ("today", "ended"),
    [
        ("2026-11-18 23:59", None),  # the newer meeting is still to come
        ("2026-11-19 00:00", date(2026, 11, 19)),
        ("2026-12-24 00:00", date(2026, 11, 19)),
    ],
)
def test_a_newer_meeting_ends_an_older_follow_up(today: str, ended: date | None) -> None:
    given = people(
        meeting(on=date(2026, 12, 1)), meeting(), meeting(on=date(2026, 11, 19), follow_up=False)
    )
    older = next(c for c in owed(given, today) if c.id == FOLLOW_UP)
    assert older.ended == ended


def test_somebody_elses_meeting_ends_nothing() -> None:
    given = people(meeting(), meeting(MAX, date(2026, 11, 17)))
    assert [c.ended for c in owed(given)] == [None, None]


def test_a_card_is_no_promise_and_a_stranger_is_owed_nothing() -> None:
    assert owed(people(meeting(follow_up=False))) == ()
    assert owed(people(meeting(), contacts=(MAX,))) == ()
    given = People((MAX,), promises=(Promise(ANNA.id, Kind.SEND, MET),))
    assert owed(given) == ()


def test_the_second_of_one_kind_and_day_has_a_number() -> None:
    given = people(meeting(), meeting(MAX), meeting(), meeting())
    assert [c.id.removeprefix("anna-kowalska.follow_up.") for c in owed(given)] == [
        "2026-11-16",
        "max-mueller.follow_up.2026-11-16",
        "2026-11-16.2",
        "2026-11-16.3",
    ]


def test_a_time_of_day_is_kept() -> None:
    moment = at("2026-11-16 14:00")
    assert owed(people(meeting(moment=moment)))[0].origin_moment == moment


# --- promises -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "on", "more", "due"),
    [
        (Kind.INTRODUCE, "2026-11-16", {}, "2026-11-19"),
        (Kind.SEND, "2026-11-16", {}, "2026-11-19"),
        (Kind.SEND, "2026-11-19", {}, "2026-11-23"),  # Sunday → Monday
        (Kind.SEND, "2026-11-16", {"within": Duration(5)}, "2026-11-23"),  # Saturday → Monday
        (Kind.SEND, "2026-11-16", {"by": date(2026, 11, 21)}, "2026-11-21"),  # the user's: stays
        (Kind.SAY, "2026-11-16", {"by": date(2026, 11, 22)}, "2026-11-22"),
        (Kind.KEEP_IN_TOUCH, "2026-11-16", {"every": Duration(6, Unit.WEEK)}, "2026-12-28"),
        (Kind.KEEP_IN_TOUCH, "2026-11-16", {"every": Duration(5)}, "2026-11-21"),
    ],
)
def test_when_a_promise_is_due(kind: Kind, on: str, more: dict[str, object], due: str) -> None:
    one = owed(promised(kind, on, **more))[0]
    assert str(one.due) == due
    assert one.id == f"anna-kowalska.{kind}.{on}"
    assert one.occasion == more.get("by", date.fromisoformat(on))
    assert one.opens == (one.due if kind is Kind.KEEP_IN_TOUCH else one.origin)


def test_working_days_can_be_switched_off() -> None:
    (one,) = owed(promised(Kind.SEND, "2026-11-19"), working_days=False)
    assert str(one.due) == "2026-11-22"


@pytest.mark.parametrize(
    ("more", "working", "due"),
    [
        ({}, True, "2026-11-26"),  # seven days after the introduction fell due
        ({"by": date(2026, 11, 21)}, True, "2026-11-30"),  # Saturday → Monday
        ({"by": date(2026, 11, 21)}, False, "2026-11-28"),
    ],
)
def test_an_introduction_brings_a_call_back(
    more: dict[str, object], working: bool, due: str
) -> None:
    introduction, call = owed(promised(Kind.INTRODUCE, **more), working_days=working)
    assert call.id == "anna-kowalska.call_back.2026-11-16"
    assert (call.kind, str(call.due)) == (Kind.CALL_BACK, due)
    assert call.occasion == introduction.origin


def test_unless_it_is_switched_off() -> None:
    (one,) = owed(promised(Kind.INTRODUCE, call_back=False))
    assert one.kind is Kind.INTRODUCE


# --- properties -----------------------------------------------------------------------------

PERSONS = [ANNA, MAX]
SOME_DAYS = st.dates(date(2026, 1, 1), date(2027, 1, 31))
MEETINGS = st.builds(
    Meeting,
    contact=st.sampled_from([c.id for c in PERSONS] + ["a-stranger"]),
    on=SOME_DAYS,
    follow_up=st.booleans(),
)
PROMISES = st.builds(
    Promise,
    contact=st.sampled_from([c.id for c in PERSONS]),
    kind=st.sampled_from([Kind.INTRODUCE, Kind.SEND, Kind.SAY, Kind.KEEP_IN_TOUCH]),
    on=SOME_DAYS,
    by=st.none() | SOME_DAYS,
    within=st.none() | st.builds(Duration, st.integers(0, 40)),
    call_back=st.booleans(),
)
NOWS = st.integers(0, 500 * 24).map(lambda h: at("2026-01-01 00:00") + timedelta(hours=h))


@given(st.lists(MEETINGS, max_size=6), st.lists(PROMISES, max_size=6), NOWS)
def test_whatever_is_promised(
    meetings: list[Meeting], given_promises: list[Promise], now: datetime
) -> None:
    given_people = People(tuple(PERSONS), tuple(meetings), tuple(given_promises))
    made = promises.commitments(given_people, Timing(), frozenset(), {}, now, WARSAW)
    ids = [c.id for c in made]
    assert len(set(ids)) == len(ids)
    assert all(c.id.startswith(f"{c.contact.id}.{c.kind}.{c.origin}") for c in made)
    for one in made:
        if one.due is None or one.opens is None:
            assert one.kind is Kind.FOLLOW_UP
            assert one.origin + timedelta(60) < now.date()
        elif one.promise and one.promise.by and one.kind is not Kind.CALL_BACK:
            assert one.due == one.promise.by
        elif one.kind in (Kind.FOLLOW_UP, Kind.KEEP_IN_TOUCH, Kind.SAY):
            assert one.origin <= one.opens <= one.due
        else:
            assert one.due.weekday() < 5
    assert made == promises.commitments(given_people, Timing(), frozenset(), {}, now, WARSAW)
    open_ups = [c for c in made if c.kind is Kind.FOLLOW_UP and c.ended is None]
    past = [c for c in open_ups if c.origin <= now.date()]
    assert all(len({c.origin for c in past if c.contact is p}) <= 1 for p in PERSONS)


@given(SOME_DAYS, st.integers(0, 90), st.integers(0, 200))
def test_once_seen_in_time_a_follow_up_keeps_its_days(met: date, seen: int, later: int) -> None:
    given_people = people(meeting(on=met))
    first = datetime.combine(met + timedelta(seen), time(12), WARSAW)
    which = f"anna-kowalska.follow_up.{met}"
    entry = {which: known(which, first_seen=first)}
    now = first + timedelta(later)
    (one,) = promises.commitments(given_people, Timing(), frozenset(), entry, now, WARSAW)
    assert (one.due is not None) == (seen <= 60)


# --- the same commitment under another id ---------------------------------------------------

RENAMED = replace(ANNA, id="ania-kowalska", name="Ania Kowalska")
OTHER = Contact("anna-nowak", "Anna Nowak", addresses=("nowak@example.pl",))


def known_of(*commitments: Commitment) -> dict[str, Known]:
    return {c.id: known(c.id, c.contact, kind=c.kind) for c in commitments}


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        pytest.param([(ANNA, "16")], [(ANNA, "17")], {"anna.16": "anna.17"}, id="day corrected"),
        pytest.param([(ANNA, "16")], [(RENAMED, "16")], {"anna.16": "ania.16"}, id="name mended"),
        pytest.param([(ANNA, "16")], [(RENAMED, "17")], {"anna.16": "ania.17"}, id="both"),
        pytest.param([(ANNA, "16")], [(OTHER, "16")], {}, id="somebody else"),
        pytest.param([(ANNA, "16")], [(ANNA, "16"), (ANNA, "17")], {}, id="one more"),
        pytest.param([(ANNA, "16"), (ANNA, "17")], [(ANNA, "16")], {}, id="one fewer"),
        pytest.param([(ANNA, "16")], [(ANNA, "17"), (ANNA, "18")], {}, id="which of two?"),
        pytest.param([(ANNA, "16"), (ANNA, "17")], [(ANNA, "18")], {}, id="which of these two?"),
        pytest.param(
            [(ANNA, "16"), (ANNA, "17")],
            [(RENAMED, "16"), (RENAMED, "17")],
            {"anna.16": "ania.16", "anna.17": "ania.17"},
            id="two of one person, each by its day",
        ),
        pytest.param(
            [(ANNA, "16"), (ANNA, "17")],
            [(RENAMED, "16"), (RENAMED, "18")],
            {"anna.16": "ania.16", "anna.17": "ania.18"},
            id="one by its day, the other is what is left",
        ),
        pytest.param(
            [(ANNA, "16"), (MAX, "16")],
            [(ANNA, "17"), (MAX, "18")],
            {"anna.16": "anna.17", "max.16": "max.18"},
            id="two persons",
        ),
    ],
)
def test_what_was_only_corrected_keeps_its_history(
    before: list[tuple[Contact, str]],
    after: list[tuple[Contact, str]],
    names: dict[str, str],
) -> None:
    old = [_on(c, day) for c, day in before]
    new = [_on(c, day) for c, day in after]
    found = promises.renames(known_of(*old), new)
    assert {_short(k): _short(v) for k, v in found.items()} == names


def _on(contact: Contact, day: str) -> Commitment:
    met = meeting(contact, date.fromisoformat(f"2026-11-{day}"))
    return owed(people(met, contacts=(contact,)))[0]


def _short(id: str) -> str:
    return f"{id.partition('-')[0]}.{id[-2:]}"


def test_another_kind_is_another_promise() -> None:
    sent = owed(promised(Kind.SEND))[0]
    assert promises.renames(known_of(_on(ANNA, "16")), [sent]) == {}


def test_what_vanished_in_an_earlier_load_is_not_what_appears_now() -> None:
    gone = {FOLLOW_UP: known(missing_since=at("2026-11-17 08:00"))}
    assert promises.renames(gone, [_on(ANNA, "17")]) == {}


def test_what_a_silent_file_once_held_has_not_vanished() -> None:
    new = [_on(ANNA, "17")]
    assert promises.renames({FOLLOW_UP: known()}, new) == {FOLLOW_UP: new[0].id}
    assert promises.renames({FOLLOW_UP: known()}, new, silent={"people.toml"}) == {}


def test_history_follows_its_commitment() -> None:
    new = replace(_on(RENAMED, "17"), id="new")
    memory = Memory(
        {FOLLOW_UP: known(), "other": known("other")},
        evidence=(evidence(), evidence(commitment="other")),
        words=(word(Verb.DONE, "2026-11-17 08:00"),),
        drafts=(
            draft(),
            draft(token="snoozed", occasion=date(2026, 12, 1)),
            draft(token="other", commitment="other"),
        ),
    )
    after = promises.renamed(memory, {FOLLOW_UP: "new"}, [new])
    assert set(after.known) == {"new", "other"}
    assert after.known["new"].first_seen == memory.known[FOLLOW_UP].first_seen
    assert after.known["new"].addresses == RENAMED.addresses
    assert [e.commitment for e in after.evidence] == ["new", "other"]
    assert [w.commitment for w in after.words] == ["new"]
    assert [(d.commitment, d.contact, str(d.occasion)) for d in after.drafts] == [
        ("new", RENAMED.id, "2026-11-17"),
        ("new", RENAMED.id, "2026-12-01"),
        ("other", ANNA.id, "2026-11-16"),
    ]
    assert promises.renamed(memory, {}, [new]) is memory


@pytest.mark.parametrize(("met", "expected"), [("17", "new"), ("25", FOLLOW_UP)])
def test_the_numbers_of_a_morning_mail_follow_their_commitment(met: str, expected: str) -> None:
    """Not to a meeting that came after it: an answer to it would tick what it did not tell."""
    new = replace(_on(RENAMED, met), id="new")
    moment = at("2026-11-19 07:30")
    mailed = Digest(
        moment.date(), "m@x", "abcdef", Mailed.SENT, moment, moment, "a@x", (FOLLOW_UP, "other")
    )
    after = promises.renamed(Memory(digests=(mailed,)), {FOLLOW_UP: "new"}, [new])
    assert after.digests[0].numbers == (expected, "other")


# --- what was met ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "silent", "missing_now"),
    [
        (None, (), "2026-11-20 12:00"),
        ("2026-11-20 11:55", (), "2026-11-20 11:55"),
        (None, ("people.toml",), None),
        ("2026-11-20 11:55", ("people.toml",), None),
        (None, ("other.toml",), "2026-11-20 12:00"),
    ],
)
def test_what_is_missed_and_since_when(
    missing: str | None, silent: Iterable[str], missing_now: str | None
) -> None:
    entry = known(missing_since=at(missing) if missing else None)
    after = promises.met(Memory({FOLLOW_UP: entry}), (), tuple(silent), at("2026-11-20 12:00"))
    assert after[FOLLOW_UP].missing_since == (at(missing_now) if missing_now else None)


def test_what_is_met_is_known_from_then_on() -> None:
    now = at("2026-11-20 12:00")
    new = promises.met(Memory(), owed(), (), now)
    assert new == {FOLLOW_UP: known(source="", first_seen=now)}
    again = Memory({FOLLOW_UP: known(missing_since=at("2026-11-20 11:00"))})
    assert promises.met(again, owed(), (), now) == {FOLLOW_UP: known(source="")}
