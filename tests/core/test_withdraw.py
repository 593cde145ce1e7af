"""Waiting drafts that are no longer needed: which, why, and when they go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mailfollow.core.model import (
    Code,
    Plan,
    PutDraft,
    Restage,
    Stage,
    Verb,
    WithdrawDraft,
)
from mailfollow.core.plan import plan
from tests.core.given import (
    ANNA,
    at,
    draft,
    evidence,
    known,
    lying,
    meeting,
    owed,
    people,
    view,
    word,
    world,
)

NOW = "2026-11-19 12:00"
LYING = view(NOW, drafts=[lying()])
FULFILLED = {"evidence": [evidence(seen_at=at("2026-11-19 11:59"))]}
DONE = {"words": [word(Verb.DONE, "2026-11-19 11:59")]}


def planned(views: Any = LYING, **more: Any) -> Plan:
    more.setdefault("drafts", [draft()])
    return plan(world(NOW, views=(views,), **more))


def reason(found: Plan) -> Code | None:
    """Why the draft is being withdrawn, None where it stays."""
    for action in found.actions:
        if isinstance(action, Restage) and action.draft.stage is Stage.WITHDRAWING:
            assert action.draft.reason
            return action.draft.reason.code
    return None


MOVED = replace(ANNA, addresses=("new@example.pl",))
RENAMED = replace(ANNA, name="Ania Kowalska")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        pytest.param({}, None, id="nothing happened"),
        pytest.param(FULFILLED, Code.FULFILLED, id="the user wrote"),
        pytest.param(DONE, Code.FULFILLED, id="done"),
        pytest.param({"words": [word(Verb.DROP, NOW)]}, Code.DROPPED_BY_WORD, id="dropped"),
        pytest.param(
            {"given": people(meeting(), meeting(on=meeting().on.replace(day=18)))},
            Code.NEWER_MEETING,
            id="met again",
        ),
        pytest.param(
            {"words": [word(Verb.SNOOZE, "2026-11-19 11:00", "2026-11-25")]},
            Code.SNOOZED,
            id="snoozed",
        ),
        pytest.param(
            {"words": [word(Verb.SNOOZE, "2026-11-17 11:00", "2026-11-25")]},
            None,
            id="asked for while snoozed",
        ),
        pytest.param(
            {"words": [word(Verb.DRAFT, "2026-11-19 11:00")]}, Code.ANOTHER_ASKED, id="another"
        ),
        pytest.param({"words": [word(Verb.DRAFT, "2026-11-19 07:00")]}, None, id="it was asked"),
        pytest.param({"given": people(contacts=[MOVED])}, Code.ADDRESS_CHANGED, id="new address"),
        pytest.param(
            {"given": people(contacts=[replace(ANNA, addresses=())])},
            Code.ADDRESS_CHANGED,
            id="no address any more",
        ),
        pytest.param(
            {"given": people(contacts=[replace(ANNA, addresses=("Anna@EXAMPLE.pl", "x@x.pl"))])},
            None,
            id="the same address, spelt otherwise",
        ),
        pytest.param({"given": people(contacts=[RENAMED])}, Code.CONTACT_RENAMED, id="new name"),
        pytest.param(
            {"given": people(contacts=[MOVED]), "drafts": [draft(to=None)]},
            None,
            id="nobody in To: nothing to correct",
        ),
    ],
)
def test_why_a_waiting_draft_goes(more: dict[str, Any], why: Code | None) -> None:
    assert reason(planned(**more)) is why


@pytest.mark.parametrize(
    ("missing", "goes"),
    [("2026-11-19 11:50", True), ("2026-11-19 11:50:01", False), (None, False)],
)
def test_a_removed_entry_is_waited_for(missing: str | None, goes: bool) -> None:
    entry = known(missing_since=at(missing) if missing else None)
    nothing_owed = owed(people(meeting(follow_up=False)))
    found = plan(
        world(
            NOW,
            people(meeting(follow_up=False)),
            views=(LYING,),
            drafts=[draft()],
            known={entry.id: entry},
        )
    )
    assert nothing_owed == ()
    assert (reason(found) is Code.ENTRY_REMOVED) is goes


def test_a_stranger_to_the_ledger_is_left_alone() -> None:
    found = plan(world(NOW, people(meeting(follow_up=False)), views=(LYING,), drafts=[draft()]))
    assert found.actions == ()


@pytest.mark.parametrize(
    "stage",
    [s for s in Stage if s not in (Stage.WAITING, Stage.WITHDRAWING)],
)
def test_only_a_waiting_draft_is_withdrawn(stage: Stage) -> None:
    seen = view(NOW, drafts=[lying(8, digest="edited")]) if stage is Stage.EDITED else view(NOW)
    found = planned(seen, drafts=[draft(stage)], **FULFILLED)
    assert not any(isinstance(a, WithdrawDraft) for a in found.actions)
    assert reason(found) is None


@pytest.mark.parametrize(("seconds", "goes"), [(0, False), (9.9, False), (10, True), (3600, True)])
def test_ten_seconds_after_the_reason(seconds: float, goes: bool) -> None:
    seen = at(NOW) - timedelta(seconds=seconds)
    found = planned(evidence=[evidence(seen_at=seen)])
    moves = [a for a in found.actions if isinstance(a, WithdrawDraft)]
    assert bool(moves) is goes
    assert reason(found) is Code.FULFILLED  # the intent is durable at once
    if goes:
        assert moves[0].trash == "Trash"
        assert (moves[0].draft.uid, moves[0].draft.stage) == (7, Stage.WITHDRAWING)
    else:
        assert found.wake == seen + timedelta(seconds=10)


def test_met_again_counts_from_now() -> None:
    given = people(meeting(), meeting(on=meeting().on.replace(day=18)))
    found = planned(given=given)
    assert not any(isinstance(a, WithdrawDraft) for a in found.actions)


WITHDRAWING = {"drafts": [draft(Stage.WITHDRAWING, since=at("2026-11-19 11:00"))]}


@pytest.mark.parametrize(
    "seen",
    [
        view(NOW, drafts=[lying()], trash=None),
        view(NOW, drafts=[lying()], has_trash=False),
        view(NOW, drafts=[lying()], can_withdraw=False),
    ],
)
def test_without_a_trash_it_is_left_lying_and_said(seen: Any) -> None:
    found = planned(seen, **WITHDRAWING, **FULFILLED)
    assert found.actions == ()
    assert found.held[draft().commitment].code is Code.NO_TRASH


@pytest.mark.parametrize(
    "seen", [view(NOW, drafts=None), view(NOW, drafts=None, account="other@example.org")]
)
def test_drafts_unseen_nothing_is_withdrawn(seen: Any) -> None:
    assert planned(seen, **WITHDRAWING, **FULFILLED).actions == ()


def test_needed_again_it_waits_again() -> None:
    found = planned(**WITHDRAWING)
    (back,) = found.actions
    assert isinstance(back, Restage)
    assert (back.draft.stage, back.draft.reason) == (Stage.WAITING, None)
    assert (back.draft.since, back.was) == (at(NOW), Stage.WITHDRAWING)


def test_a_server_that_refuses_is_not_pressed() -> None:
    found = planned(given=people(contacts=[MOVED]), **WITHDRAWING)
    assert [type(a) for a in found.actions] == [WithdrawDraft]
    assert found.wake == at("2026-11-20 07:00")


# --- two of one commitment ------------------------------------------------------------------

LATE = draft(Stage.FAILED, uid=None, uidvalidity=None)
ANEW = draft(n=1, token="anew@example.org", uid=9, laid_at=at("2026-11-19 09:00"))


def test_given_up_for_lost_and_arrived_after_all() -> None:
    seen = view(NOW, drafts=[lying(12), lying(9, references=(ANEW.token,))])
    found = planned(seen, drafts=[LATE, ANEW])
    moves = [(a.draft.token, a.draft.stage) for a in found.actions if isinstance(a, Restage)]
    assert moves == [(LATE.token, Stage.WAITING), (ANEW.token, Stage.WITHDRAWING)]
    assert reason(found) is Code.DUPLICATE


def test_the_one_the_user_edits_stays() -> None:
    anew = replace(ANEW, stage=Stage.EDITED)
    seen = view(NOW, drafts=[lying(12), lying(10, references=(ANEW.token,), digest="edited")])
    found = planned(seen, drafts=[LATE, anew])
    withdrawn = [a.draft for a in found.actions if isinstance(a, Restage)]
    assert [(d.token, d.stage) for d in withdrawn][-1] == (LATE.token, Stage.WITHDRAWING)


@pytest.mark.parametrize("stage", [Stage.EDITED, Stage.GONE])
def test_a_draft_asked_for_is_no_duplicate_of_the_one_before(stage: Stage) -> None:
    before = draft(stage)
    beside = [lying(8, digest="edited")] if stage is Stage.EDITED else []
    seen = view(NOW, drafts=[*beside, lying(9, references=(ANEW.token,))])
    asked = [word(Verb.DRAFT, "2026-11-19 08:59")]
    found = planned(seen, drafts=[before, ANEW], words=asked)
    assert found.actions == ()


def test_withdrawn_first_and_laid_anew_after_that() -> None:
    """Never both in one plan: whether the old one has gone is for the next look to say."""
    begun = [draft(Stage.WITHDRAWING, since=at("2026-11-19 11:59:50"))]
    found = planned(given=people(contacts=[MOVED]), drafts=begun)
    assert [type(a) for a in found.actions] == [WithdrawDraft]
    assert found.wake == at(NOW) + timedelta(seconds=1)
    gone = draft(Stage.WITHDRAWN, since=at(NOW))
    found = planned(view(NOW), given=people(contacts=[MOVED]), drafts=[gone])
    assert [type(a) for a in found.actions] == [PutDraft]
