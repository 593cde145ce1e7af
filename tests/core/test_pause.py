"""When drafting pauses: an accident is not taken for a decision, and a tick never waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mailfollow.core.model import (
    AccountView,
    Clock,
    Code,
    Contact,
    Foreseen,
    Fulfil,
    Limits,
    Look,
    NoLook,
    Pause,
    Plan,
    PutDraft,
    Reason,
    Restage,
    Retract,
    Stage,
    Verb,
    World,
)
from mailfollow.core.plan import plan
from tests.core.given import (
    ANNA,
    FOLLOW_UP,
    MET,
    OVERDUE,
    TOKEN,
    WORK,
    at,
    draft,
    evidence,
    lying,
    mail,
    meeting,
    people,
    view,
    word,
    world,
)

BEFORE = at("2026-11-19 06:50")
SENT, DRAFTS = (WORK, "Sent"), (WORK, "Drafts")


def counted(seen: AccountView, *, sent: int = 9, drafts: int = 9, **more: Any) -> AccountView:
    """The view with its mailboxes counted."""

    def of(look: Any, n: int) -> Any:
        return look if isinstance(look, NoLook) else replace(look, exists=n)

    (one,) = seen.sent
    return replace(seen, sent=(of(one, sent),), drafts=of(seen.drafts, drafts), **more)


def remembering(given: World, **memory: Any) -> World:
    return replace(given, memory=replace(given.memory, **memory))


def halted(found: Plan) -> list[tuple[Code, bool]]:
    return [(a.reason.code, a.learning) for a in found.actions if isinstance(a, Pause)]


def puts(found: Plan) -> list[str]:
    return [a.commitment.id for a in found.actions if isinstance(a, PutDraft)]


# --- mailboxes ------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [SENT, DRAFTS])
@pytest.mark.parametrize(
    ("before", "now", "what"),
    [
        (9, 0, "pause"),
        (3, 0, "pause"),
        (2, 0, "put"),  # tidied up by hand
        (9, 1, "put"),
        (0, 0, "put"),
    ],
)
def test_suddenly_empty(place: tuple[str, str], before: int, now: int, what: str) -> None:
    seen = counted(view(OVERDUE), **{place[1].lower(): now})
    found = plan(remembering(world(views=(seen,)), sizes={place: before}))
    if what == "put":
        assert (halted(found), puts(found)) == ([], [FOLLOW_UP])
    else:
        assert halted(found) == [(Code.EMPTIED, False)]
        assert puts(found) == []
        assert found.held[FOLLOW_UP].code in (Code.PAUSED, Code.BLIND)
        assert found.sizes[place] == before  # it is not believed until the user says so


def test_the_last_drafts_were_sent() -> None:
    """Three drafts of ours lay there, and all three went out: no accident."""
    ours = [draft(token=f"t{n}@example.org", n=n) for n in range(3)]
    mails = [mail(uid=n + 1, references=(d.token,)) for n, d in enumerate(ours)]
    seen = counted(view(OVERDUE, sent=mails), drafts=0)
    given = remembering(world(drafts=ours, views=(seen,)), sizes={DRAFTS: 3})
    assert halted(plan(given)) == []


def test_a_mailbox_that_is_no_longer_there() -> None:
    listed = frozenset({"INBOX", "Drafts", "Sent"})
    seen = counted(view(OVERDUE), listed=listed)
    sizes = {(WORK, "Gesendet"): 40, SENT: 9, (WORK, "Old"): 2}
    found = plan(remembering(world(views=(seen,)), sizes=sizes))
    assert halted(found) == [(Code.MAILBOX_GONE, False)]
    assert found.held[FOLLOW_UP].code is Code.PAUSED


def test_an_account_that_was_not_seen_decides_nothing() -> None:
    dark = view(OVERDUE, sent=None, drafts=None, trash=None)
    found = plan(remembering(world(views=(dark,)), sizes={SENT: 40, DRAFTS: 40}))
    assert (halted(found), found.sizes) == ([], {SENT: 40, DRAFTS: 40})


def test_an_emptied_sent_takes_no_tick_back() -> None:
    tick = evidence(sent_at=at(OVERDUE), seen_at=at(OVERDUE))
    now = "2026-11-19 07:05"
    for n, retracted in ((1, [Retract(FOLLOW_UP, "mail@x")]), (0, [])):
        seen = counted(view(now), sent=n)
        found = plan(remembering(world(now, evidence=[tick], views=(seen,)), sizes={SENT: 9}))
        assert [a for a in found.actions if isinstance(a, Retract)] == retracted


def test_ticks_never_pause() -> None:
    given = world(judged=(evidence(),), views=(counted(view(OVERDUE)),))
    found = plan(remembering(given, pauses=(Pause(BEFORE, Reason(Code.CAP)),)))
    assert [type(a) for a in found.actions] == [Fulfil]


# --- many at once ---------------------------------------------------------------------------


def crowd(count: int, vanished: int, new: int) -> World:
    """So many follow-ups; drafts of the first ones are gone now, the last ones have had none."""
    contacts = [Contact(f"c{n}", f"C {n}", addresses=(f"c{n}@example.com",)) for n in range(count)]
    given = people(*(meeting(c) for c in contacts), contacts=contacts)
    lain = [
        draft(
            token=f"t{n}@example.org",
            commitment=f"c{n}.follow_up.{MET}",
            contact=f"c{n}",
            name=f"C {n}",
            to=f"c{n}@example.com",
            uid=n + 10,
        )
        for n in range(count - new)
    ]
    there = [lying(d.uid or 0, references=(d.token,)) for d in lain[vanished:]]
    seen = counted(view(OVERDUE, drafts=there))
    return world(given=given, drafts=lain, views=(seen,), limits=Limits(drafts_per_day=20))


@pytest.mark.parametrize(
    ("count", "vanished", "new", "pauses"),
    [
        (8, 5, 0, True),
        (8, 3, 2, True),
        (8, 4, 0, False),  # four are few
        (10, 5, 0, False),  # half is not over half
        (9, 5, 0, True),
        (6, 0, 5, False),  # the third day after a fair: new ones only
    ],
)
def test_many_at_once(count: int, vanished: int, new: int, pauses: bool) -> None:
    found = plan(crowd(count, vanished, new))
    assert halted(found) == ([(Code.MANY_AT_ONCE, False)] if pauses else [])
    assert len(puts(found)) == (0 if pauses else new)
    gone = [a for a in found.actions if isinstance(a, Restage) and a.draft.stage is Stage.GONE]
    assert len(gone) == vanished  # what was seen is kept all the same


# --- what a pause holds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pause", "what"),
    [
        (Pause(BEFORE, Reason(Code.CAP)), "held"),
        (Pause(BEFORE, Reason(Code.LEDGER_LOST), learning=True), "put"),  # overdue since then
        (Pause(at(OVERDUE), Reason(Code.LEDGER_LOST), learning=True), "held"),
        (Pause(at("2026-11-20 09:00"), Reason(Code.LEDGER_LOST), learning=True), "held"),
    ],
)
def test_what_a_pause_holds(pause: Pause, what: str) -> None:
    found = plan(remembering(world(), pauses=(pause,)))
    assert puts(found) == ([FOLLOW_UP] if what == "put" else [])
    if what == "held":
        assert found.held[FOLLOW_UP] == Reason(Code.PAUSED)


def test_also_what_was_asked_for_waits_for_resume() -> None:
    asked = word(Verb.DRAFT, "2026-11-17 12:00")
    given = world("2026-11-17 12:01", words=[asked])
    assert puts(plan(given)) == [FOLLOW_UP]
    assert puts(plan(remembering(given, pauses=(Pause(BEFORE, Reason(Code.CAP)),)))) == []


def test_the_same_pause_is_said_once() -> None:
    seen = counted(view(OVERDUE), sent=0)
    given = remembering(world(views=(seen,)), sizes={SENT: 9})
    (first,) = [a for a in plan(given).actions if isinstance(a, Pause)]
    again = remembering(given, pauses=(replace(first, at=BEFORE),))
    assert halted(plan(again)) == []
    assert plan(again).held[FOLLOW_UP].code is Code.PAUSED


# --- the clock ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "held"),
    [
        (Clock(), False),
        (Clock(last=at(OVERDUE)), False),
        (Clock(last=at(OVERDUE) + timedelta(hours=1)), False),  # set right by an hour
        (Clock(last=at(OVERDUE) + timedelta(hours=1, seconds=1)), True),
        (Clock(last=at(OVERDUE) + timedelta(days=365)), True),
        (Clock(newest=at(OVERDUE) + timedelta(days=1)), False),
        (Clock(newest=at(OVERDUE) + timedelta(days=1, seconds=1)), True),
    ],
)
def test_a_clock_that_stands_behind_lays_nothing(clock: Clock, held: bool) -> None:
    given = remembering(world(), clock=clock)
    found = plan(given)
    assert puts(found) == ([] if held else [FOLLOW_UP])
    if held:
        assert found.held[FOLLOW_UP].code is Code.CLOCK_BEHIND
    ticked = plan(replace(given, judged=(evidence(),)))
    assert any(isinstance(a, Fulfil) for a in ticked.actions)
    assert found.clock.last == max(given.now, clock.last or given.now)


def test_this_sweeps_mail_tells_the_time_too() -> None:
    ahead = at(OVERDUE) + timedelta(days=2)
    seen = view(OVERDUE)
    (sent,) = seen.sent
    assert isinstance(sent, Look)
    found = plan(world(views=(replace(seen, sent=(replace(sent, newest=ahead),)),)))
    assert found.held[FOLLOW_UP].code is Code.CLOCK_BEHIND
    assert found.clock.newest == ahead


def test_the_delay_of_this_installation() -> None:
    given = replace(world(), delay=timedelta(minutes=4))
    assert plan(given).held[FOLLOW_UP].code is Code.NOT_YET
    assert plan(given).wake == given.now + timedelta(minutes=4)
    later = replace(world("2026-11-19 07:04"), delay=timedelta(minutes=4))
    assert puts(plan(later)) == [FOLLOW_UP]


# --- drafts of ours that the journal does not know ------------------------------------------


FORESEEN = {TOKEN: Foreseen(FOLLOW_UP, MET, 0)}


@pytest.mark.parametrize(
    ("where", "stage"),
    [("drafts", Stage.EDITED), ("sent", Stage.SENT), ("trash", Stage.DISCARDED)],
)
def test_a_draft_that_a_lost_ledger_laid_is_not_laid_again(where: str, stage: Stage) -> None:
    there = mail(references=(TOKEN,)) if where == "sent" else lying()
    seen = counted(view(OVERDUE, **{where: [there]}))
    found = plan(replace(world(views=(seen,)), foreseen=FORESEEN))
    (kept,) = [a.draft for a in found.actions if isinstance(a, Restage)]
    assert (kept.stage, kept.commitment, kept.occasion) == (stage, FOLLOW_UP, MET)
    assert (kept.contact, kept.name) == (ANNA.id, ANNA.name)
    assert halted(found) == [(Code.LEDGER_RESTORED, True)]
    assert puts(found) == []
    known = world(drafts=[kept], views=(seen,))
    assert puts(plan(replace(known, foreseen=FORESEEN))) == []  # its occasion is used up


def test_one_that_the_journal_knows_is_nothing_strange() -> None:
    seen = counted(view(OVERDUE, drafts=[lying()]))
    found = plan(replace(world(drafts=[draft()], views=(seen,)), foreseen=FORESEEN))
    assert (halted(found), puts(found)) == ([], [])


def test_a_token_of_somebody_else_is_nothing_of_ours() -> None:
    seen = counted(view(OVERDUE, drafts=[lying(references=("other@example.org",))]))
    found = plan(replace(world(views=(seen,)), foreseen={TOKEN: Foreseen(FOLLOW_UP, date.min, 0)}))
    assert (halted(found), puts(found)) == ([], [FOLLOW_UP])
