"""Whether it is time for a morning mail, and what stands in it. Anna is overdue on Thursday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from mailfollow.core.model import (
    Clock,
    Code,
    Digest,
    DigestTime,
    Grade,
    Heard,
    Mailed,
    Morning,
    Pause,
    PutDigest,
    PutDraft,
    Reason,
    Stage,
    Verb,
    World,
)
from mailfollow.core.plan import plan
from tests.core.given import (
    ANNA,
    FOLLOW_UP,
    JANA,
    MAX,
    TOKEN,
    WORK,
    at,
    draft,
    evidence,
    introduction,
    known,
    lying,
    meeting,
    people,
    promised,
    view,
    word,
    world,
)

THURSDAY = "2026-11-19 07:30"
LAID = draft(Stage.WAITING, laid_at=at("2026-11-19 07:00"), since=at("2026-11-19 07:00"))


def given(now: str = THURSDAY, **more: Any) -> World:
    """Anna's draft waits, so that nothing else is to be done first."""
    more.setdefault("drafts", [LAID])
    more.setdefault("digest", DigestTime(time(7, 30)))
    more.setdefault("views", [view(now, drafts=[lying()])])
    return world(now, more.pop("given", None), **more)


def mails(world: World) -> list[Morning]:
    return [a.morning for a in plan(world).actions if isinstance(a, PutDigest)]


def told(world: World) -> Morning:
    (one,) = mails(world)
    return one


def sent(day: str, stage: Mailed = Mailed.SENT, laid_at: str | None = None) -> Digest:
    moment = at(laid_at or f"{day} 07:30")
    return Digest(date.fromisoformat(day), "m@x", "abcdef", stage, moment, moment, WORK)


@pytest.mark.parametrize(
    ("now", "more", "wanted"),
    [
        ("2026-11-19 07:29", {}, False),
        ("2026-11-19 07:30", {}, True),
        ("2026-11-19 23:59", {}, True),  # the machine was off until then
        ("2026-11-21 07:30", {}, False),  # a Saturday
        ("2026-11-22 07:30", {}, False),
        ("2026-11-19 07:30", {"holidays": {date(2026, 11, 19)}}, False),
        ("2026-11-19 07:30", {"digest": DigestTime()}, False),
        ("2026-11-19 09:00", {"digests": [sent("2026-11-19")]}, False),
        ("2026-11-20 07:30", {"digests": [sent("2026-11-19")]}, True),
        ("2026-11-19 09:00", {"digests": [sent("2026-11-19", Mailed.INTENDED)]}, False),
        ("2026-11-19 09:00", {"digests": [sent("2026-11-19", Mailed.IN_DOUBT)]}, False),
        ("2026-11-19 09:00", {"digests": [sent("2026-11-19", Mailed.NOTHING)]}, False),
        ("2026-11-19 07:59", {"digests": [sent("2026-11-19", Mailed.FAILED)]}, False),
        ("2026-11-19 08:00", {"digests": [sent("2026-11-19", Mailed.FAILED)]}, True),
        ("2026-11-19 07:30", {"digests": [sent("2026-11-20")]}, False),  # the clock went back
    ],
)
def test_when_it_is_time(now: str, more: dict[str, Any], wanted: bool) -> None:
    assert bool(mails(given(now, **more))) is wanted


@pytest.mark.parametrize(("ahead", "wanted"), [(60, True), (61, False)])
def test_none_while_the_clock_stands_before_what_was_seen(ahead: int, wanted: bool) -> None:
    """Nobody knows which day it is."""
    asked = given()
    clock = Clock(last=at(THURSDAY) + timedelta(minutes=ahead))
    assert bool(mails(replace(asked, memory=replace(asked.memory, clock=clock)))) is wanted


@pytest.mark.parametrize(("blind", "wanted"), [(29, False), (30, True)])
def test_it_waits_for_every_account_to_be_seen(blind: int, wanted: bool) -> None:
    """One that is blind for half an hour is told instead."""
    since = at(THURSDAY) - timedelta(minutes=blind)
    world = given(views=[view(THURSDAY, sent=None)], blind_since={WORK: since})
    found = mails(world)
    assert bool(found) is wanted
    assert [b.since for m in found for b in m.blind] == ([since] if wanted else [])


def test_it_waits_for_the_drafts_of_the_morning() -> None:
    found = plan(given(drafts=[]))
    assert [type(a) for a in found.actions] == [PutDraft]
    assert found.wake == at(THURSDAY) + timedelta(seconds=1)


@pytest.mark.parametrize("code", [Code.LEDGER_LOST, Code.LEDGER_CORRUPT, Code.LEDGER_RESTORED])
def test_none_on_the_day_on_which_the_ledger_was_lost(code: Code) -> None:
    """Today's may have been sent before; tomorrow's tells of it."""
    pause = Pause(at("2026-11-19 06:00"), Reason(code), learning=True)
    assert mails(given(pauses=[pause])) == []
    tomorrow = given("2026-11-20 07:30", pauses=[pause])
    assert told(tomorrow).paused == Reason(code)


def test_the_lines_and_their_numbers() -> None:
    """Overdue, due, to call, questions: numbered through, and the mail knows what they mean."""
    max_met = meeting(MAX, date(2026, 11, 18))
    doubt = evidence(Grade.E4, message="question@x")
    world = given(given=people(meeting(), max_met), evidence=[doubt])
    found = told(world)
    assert [i.number for i in found.items] == [1, 2, 3]
    assert [i.state.commitment.contact.id for i in found.overdue] == ["anna-kowalska"]
    assert [i.state.commitment.contact.id for i in found.due] == ["max-mueller"]
    assert [i.number for i in found.questions] == [3]
    assert found.overdue[0].draft == LAID


@pytest.mark.parametrize(
    ("met", "day", "where"),
    [
        ("2026-11-17", "2026-11-19", "due"),  # due today, overdue tomorrow
        ("2026-11-18", "2026-11-19", "due"),  # due tomorrow
        ("2026-11-19", "2026-11-19", None),  # due the day after
        ("2026-11-20", "2026-11-20", "due"),  # Friday: its draft comes on Monday morning
        ("2026-11-21", "2026-11-20", "due"),  # on Monday
        ("2026-11-22", "2026-11-20", None),
    ],
)
def test_what_is_due_before_the_next_mail(met: str, day: str, where: str | None) -> None:
    known_before = known(first_seen=at("2026-11-01 07:00"))
    world = given(
        f"{day} 07:30",
        given=people(meeting(on=date.fromisoformat(met))),
        known={known_before.id: known_before},
        drafts=[],
    )
    found = mails(world)
    lines = [name for m in found for name in ("overdue", "due", "announced") if getattr(m, name)]
    assert lines == ([where] if where else [])


def test_a_call_is_told_as_a_call() -> None:
    by_phone = replace(MAX, phones=("+49 541 000000",))
    told_of = promised(introduction(), contacts=(ANNA, by_phone, JANA))
    kept = evidence(commitment="max-mueller.introduce.2026-11-16", sent_at=at("2026-11-17 10:00"))
    world = given("2026-11-25 07:30", given=told_of, evidence=[kept], drafts=[])
    found = told(world)
    assert [i.state.commitment.kind.value for i in found.calls] == ["call_back"]
    assert found.overdue == ()


def test_the_news_since_the_last_one() -> None:
    """What was ticked off, heard, withdrawn or deleted; what was told before is not."""
    last = sent("2026-11-18")
    old, new = at("2026-11-18 07:00"), at("2026-11-18 12:00")
    reason = Reason.of(Code.HEARD, verb=Verb.DONE)
    world = given(
        digests=[last],
        evidence=[evidence(sent_at=new)],
        heard=[
            Heard("a", old, reason),
            Heard("b", new, reason),
            Heard(f"done:{TOKEN}", new, reason),
        ],
        drafts=[
            draft(Stage.DISCARDED, token="old@x", since=old, laid_at=old),
            draft(Stage.DISCARDED, token="new@x", since=new, laid_at=old),
            draft(Stage.DISCARDED, token=TOKEN, since=new, laid_at=old),  # told as what was heard
            draft(Stage.WITHDRAWN, token="back@x", since=new, laid_at=old),
        ],
        known={FOLLOW_UP: known(first_seen=old)},
        judged=[],
        views=[view(THURSDAY)],
    )
    found = told(world)
    assert found.since == last.laid_at
    assert [h.source for h in found.heard] == ["b", f"done:{TOKEN}"]
    assert [d.token for d in found.deleted] == ["new@x"]
    assert [d.token for d in found.withdrawn] == ["back@x"]
    assert [i.state.commitment.id for i in found.kept] == [FOLLOW_UP]
    assert found.read == ()


def test_nothing_owed_and_nothing_new_is_an_empty_mail() -> None:
    """It is journaled all the same: the day has had its morning."""
    done = [word(Verb.DONE, "2026-11-17 09:00")]
    world = given(words=done, digests=[sent("2026-11-18")], known={FOLLOW_UP: known()}, drafts=[])
    assert told(world).empty
    assert not told(given()).empty
