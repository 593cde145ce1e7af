"""Keeping in touch, again and again: a row is what was exchanged, and when the next is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core import promises
from mailfollow.core.calendar import Duration, Unit
from mailfollow.core.model import (
    Arrival,
    Arrived,
    Code,
    Grade,
    Kind,
    Memory,
    Reason,
    Timing,
    Verb,
    Word,
)
from tests.core.given import ANNA, MAX, WARSAW, at, came, evidence, promise, promised, word

KEEP = "anna-kowalska.keep_in_touch.2026-11-16"
BORN = "anna-kowalska.keep_in_touch.2026-11-24"
WEEKLY = promise(Kind.KEEP_IN_TOUCH, every=Duration(1, Unit.WEEK))  # due on the 23rd


def wrote(when: str, grade: Grade = Grade.E3, id_: str = KEEP, **more: Any) -> Any:
    code = Code.EXCHANGED if grade is Grade.E5 else Code.TO_CONTACT
    more.setdefault("reason", Reason(code))
    return evidence(
        grade, commitment=id_, sent_at=at(when), message=f"{when}@x", to=ANNA.addresses[:1], **more
    )


def exchanged(when: str, id_: str = KEEP, **more: Any) -> Any:
    return wrote(when, Grade.E5, id_, **more)


def said(verb: Verb, when: str, arg: str = "", id_: str = KEEP) -> Word:
    return word(verb, when, arg, id_)


def chain(*seen: Any, now: str = "2026-12-31 12:00", **more: Any) -> list[tuple[str, str]]:
    """Ids (their days only) and due days, oldest first."""
    made = promises.commitments(
        promised(more.get("promise", WEEKLY)),
        Timing(),
        frozenset(),
        {},
        at(now),
        WARSAW,
        Memory(
            evidence=tuple(e for e in seen if not isinstance(e, Word | Arrived)),
            words=tuple(w for w in seen if isinstance(w, Word)),
            arrivals=tuple(a for a in seen if isinstance(a, Arrived)),
        ),
    )
    assert all(c.opens == c.due for c in made)
    return [(c.id.rpartition(".")[2][5:], str(c.due)[5:]) for c in made]


@pytest.mark.parametrize(
    ("seen", "what"),
    [
        ([], [("11-16", "11-23")]),
        # an exchange before it is due moves the day, under the same id
        ([exchanged("2026-11-20 10:00")], [("11-16", "11-27")]),
        ([exchanged("2026-11-20 10:00"), exchanged("2026-11-18 10:00")], [("11-16", "11-27")]),
        ([exchanged("2026-11-20 10:00", id_="another")], [("11-16", "11-23")]),
        ([exchanged("2026-11-20 10:00", reason=Reason(Code.BULK))], [("11-16", "11-23")]),
        ([exchanged("2026-11-15 10:00")], [("11-16", "11-23")]),  # from before the promise
        (
            [exchanged("2026-11-20 10:00"), said(Verb.REOPEN, "2026-11-21 10:00")],
            [("11-16", "11-23")],
        ),
        (
            [
                exchanged("2026-11-20 10:00"),
                said(Verb.NO, "2026-11-21 10:00", "2026-11-20 10:00@x"),
            ],
            [("11-16", "11-23")],
        ),
        # kept, and the next one is born with that day
        ([wrote("2026-11-24 10:00")], [("11-16", "11-23"), ("11-24", "12-01")]),
        (
            [exchanged("2026-11-20 10:00"), wrote("2026-11-28 10:00")],
            [("11-16", "11-27"), ("11-28", "12-05")],
        ),
        (
            [wrote("2026-11-24 10:00"), exchanged("2026-11-26 10:00", id_=BORN)],
            [("11-16", "11-23"), ("11-24", "12-03")],
        ),
        (
            [wrote("2026-11-24 10:00"), wrote("2026-12-02 23:59", id_=BORN)],
            [("11-16", "11-23"), ("11-24", "12-01"), ("12-02", "12-09")],
        ),
        ([wrote("2026-11-24 10:00", Grade.E4)], [("11-16", "11-23")]),
        (
            [
                wrote("2026-11-24 10:00", Grade.E4),
                said(Verb.YES, "2026-11-26 10:00", "2026-11-24 10:00@x"),
            ],
            [("11-16", "11-23"), ("11-24", "12-01")],
        ),
        # words
        ([said(Verb.DONE, "2026-11-25 10:00")], [("11-16", "11-23"), ("11-25", "12-02")]),
        ([said(Verb.DONE, "2026-11-16 10:00")], [("11-16", "11-23")]),  # on its own first day
        ([said(Verb.DROP, "2026-11-25 10:00")], [("11-16", "11-23")]),  # ended for good
        ([said(Verb.SNOOZE, "2026-11-25 10:00", "2026-12-24")], [("11-16", "11-23")]),
        (
            [wrote("2026-11-24 10:00"), said(Verb.DROP, "2026-12-02 10:00", id_=BORN)],
            [("11-16", "11-23"), ("11-24", "12-01")],
        ),
        # it came back: not kept
        (
            [
                wrote("2026-11-24 10:00"),
                came(Arrival.BOUNCE, "2026-11-24 10:05", ANNA, KEEP, about="2026-11-24 10:00@x"),
            ],
            [("11-16", "11-23")],
        ),
    ],
)
def test_the_chain(seen: list[Any], what: list[tuple[str, str]]) -> None:
    assert chain(*seen) == what


@pytest.mark.parametrize(
    ("every", "due"),
    [
        (Duration(6, Unit.WEEK), "12-28"),
        (Duration(1, Unit.MONTH), "12-16"),
        (Duration(5), "11-21"),  # a Saturday: not moved
    ],
)
def test_how_often(every: Duration, due: str) -> None:
    assert chain(promise=promise(Kind.KEEP_IN_TOUCH, every=every)) == [("11-16", due)]


def test_the_end_of_a_month() -> None:
    monthly = promise(Kind.KEEP_IN_TOUCH, on=date(2027, 1, 31), every=Duration(1, Unit.MONTH))
    id_ = "anna-kowalska.keep_in_touch.2027-01-31"
    kept = wrote("2027-03-01 10:00", id_=id_)
    assert chain(kept, promise=monthly) == [("01-31", "02-28"), ("03-01", "04-01")]


def test_the_day_is_the_users_own() -> None:
    """Half past eleven at night in UTC is the next day in Warsaw."""
    late = wrote("2026-11-25 00:30")
    assert late.sent_at.day == 24
    assert chain(late)[1] == ("11-25", "12-02")


def test_other_promises_come_once_and_everybody_has_their_own() -> None:
    given = promised(
        WEEKLY, promise(Kind.SEND), promise(Kind.KEEP_IN_TOUCH, MAX, every=Duration(2))
    )
    made = promises.commitments(
        given, Timing(), frozenset(), {}, at("2026-12-31 12:00"), WARSAW,
        Memory(evidence=(wrote("2026-11-24 10:00"),)),
    )  # fmt: skip
    assert [(c.contact.id, c.kind, str(c.origin)) for c in made] == [
        (ANNA.id, Kind.KEEP_IN_TOUCH, "2026-11-16"),
        (ANNA.id, Kind.KEEP_IN_TOUCH, "2026-11-24"),
        (ANNA.id, Kind.SEND, "2026-11-16"),
        (MAX.id, Kind.KEEP_IN_TOUCH, "2026-11-16"),
    ]
    assert all(c.occasion == c.origin for c in made)


# --- properties -----------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.integers(17, 30), st.sampled_from(list(Grade))), max_size=6),
    st.lists(st.sampled_from([Verb.DONE, Verb.DROP, Verb.REOPEN, Verb.SNOOZE]), max_size=3),
)
def test_the_chain_ends_and_goes_forward(mails: list[Any], verbs: list[Verb]) -> None:
    """However it was kept: each is born later than the one before, and only the last is open."""
    seen = [
        wrote(f"2026-11-{day} 10:00", grade, id_)
        for day, grade in mails
        for id_ in (KEEP, f"anna-kowalska.keep_in_touch.2026-11-{day - 1}")
    ]
    words = [said(v, f"2026-12-0{n + 1} 10:00", "2026-12-24") for n, v in enumerate(verbs)]
    days = [born for born, _ in chain(*seen, *words)]
    assert days == sorted(set(days))
    assert days[0] == "11-16"
