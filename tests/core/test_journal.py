"""What became of a draft: every stage, and everything that a sweep can see of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core import journal
from mailfollow.core.journal import Sight
from mailfollow.core.model import Code, Draft, Reason, Renew, Stage
from tests.core.given import OVERDUE, WORK, at, draft, lying, partly, view

NOW = at(OVERDUE)
SAME, OTHER = lying(8), lying(8, digest="edited")


def seen(**what: Any) -> Sight:
    nothing: dict[str, Any] = {
        "at_place": False,
        "elsewhere": None,
        "in_trash": False,
        "trash_known": True,
        "in_sent": False,
        "sent_known": True,
        "connection": "first",
    }
    return Sight(**nothing | what)


def after(stage: Stage, sight: Sight, minutes: float = 0) -> Draft:
    """A draft in `stage` since some minutes, in the stage it has now."""
    return journal.advance(draft(stage, since=NOW - timedelta(minutes=minutes)), sight, NOW)


AT_PLACE = seen(at_place=True)
S = Stage


@pytest.mark.parametrize(
    ("stage", "sight", "now"),
    [
        # where it was put
        (S.INTENDED, AT_PLACE, S.WAITING),
        (S.WAITING, AT_PLACE, S.WAITING),
        (S.WITHDRAWING, AT_PLACE, S.WITHDRAWING),
        (S.EDITED, AT_PLACE, S.EDITED),
        (S.GONE, AT_PLACE, S.WAITING),
        (S.DISCARDED, AT_PLACE, S.WAITING),
        (S.WAITING, seen(at_place=True, in_sent=True), S.WAITING),  # "edit as new" left it there
        # under another UID, the bytes as laid
        (S.INTENDED, seen(elsewhere=SAME), S.WAITING),
        (S.IN_DOUBT, seen(elsewhere=SAME), S.WAITING),
        (S.FAILED, seen(elsewhere=SAME), S.WAITING),  # late, yet it arrived
        (S.WAITING, seen(elsewhere=SAME), S.WAITING),  # UIDVALIDITY changed
        (S.GONE, seen(elsewhere=SAME), S.WAITING),  # taken back out of Trash
        (S.DISCARDED, seen(elsewhere=SAME), S.WAITING),
        (S.WITHDRAWING, seen(elsewhere=SAME), S.WITHDRAWING),
        (S.WITHDRAWN, seen(elsewhere=SAME), S.EDITED),  # fetched back: theirs now
        (S.EDITED, seen(elsewhere=SAME), S.EDITED),  # once touched, never ours again
        # under another UID, with other bytes
        (S.WAITING, seen(elsewhere=OTHER), S.EDITED),
        (S.WAITING, seen(elsewhere=OTHER, at_place=True), S.EDITED),  # saved beside the old one
        (S.WAITING, seen(elsewhere=SAME, at_place=True), S.WAITING),  # a copy of it
        (S.WITHDRAWING, seen(elsewhere=OTHER), S.EDITED),
        (S.GONE, seen(elsewhere=OTHER), S.EDITED),
        (S.EDITED, seen(elsewhere=OTHER), S.EDITED),
        (S.IN_DOUBT, seen(elsewhere=OTHER), S.EDITED),
        (S.WAITING, seen(elsewhere=lying(8, digest=None)), S.EDITED),
        (S.WAITING, seen(elsewhere=OTHER, in_sent=True), S.EDITED),
        # nowhere in Drafts, but in Sent
        (S.WAITING, seen(in_sent=True), S.SENT),
        (S.EDITED, seen(in_sent=True), S.SENT),
        (S.GONE, seen(in_sent=True), S.SENT),
        (S.DISCARDED, seen(in_sent=True), S.SENT),
        (S.WITHDRAWING, seen(in_sent=True), S.SENT),
        (S.WITHDRAWN, seen(in_sent=True), S.SENT),
        (S.IN_DOUBT, seen(in_sent=True), S.SENT),
        (S.WAITING, seen(in_sent=True, in_trash=True), S.SENT),  # Evolution
        (S.SENT, seen(elsewhere=OTHER), S.SENT),
        # vanished
        (S.INTENDED, seen(), S.IN_DOUBT),
        (S.WAITING, seen(), S.GONE),
        (S.EDITED, seen(), S.GONE),
        (S.WITHDRAWING, seen(), S.GONE),  # the user was quicker
        (S.WITHDRAWN, seen(), S.WITHDRAWN),
        (S.DISCARDED, seen(), S.DISCARDED),
        (S.FAILED, seen(), S.FAILED),
        # in Trash
        (S.WAITING, seen(in_trash=True), S.GONE),
        (S.WITHDRAWING, seen(in_trash=True), S.WITHDRAWN),
        (S.WITHDRAWN, seen(in_trash=True), S.WITHDRAWN),
        (S.IN_DOUBT, seen(in_trash=True), S.GONE),  # arrived, and thrown away before we saw it
        (S.FAILED, seen(in_trash=True), S.GONE),
        # Trash could not be looked at: unknown is never absent
        (S.WITHDRAWING, seen(trash_known=False), S.WITHDRAWING),
        (S.WAITING, seen(trash_known=False), S.GONE),
    ],
)
def test_what_became_of_it(stage: Stage, sight: Sight, now: Stage) -> None:
    assert after(stage, sight).stage is now


@pytest.mark.parametrize(
    ("stage", "minutes", "sight", "now", "reason"),
    [
        (S.IN_DOUBT, 29.9, seen(), S.IN_DOUBT, None),
        (S.IN_DOUBT, 30, seen(), S.IN_DOUBT, None),  # one look is none
        (S.GONE, 14.9, seen(in_trash=True), S.GONE, None),
        (S.GONE, 15, seen(in_trash=True), S.DISCARDED, Code.IN_TRASH),
        (S.GONE, 15, seen(in_trash=True, sent_known=False), S.GONE, None),
        (S.GONE, 60, seen(), S.GONE, None),
        (S.GONE, 24 * 60 - 0.1, seen(), S.GONE, None),
        (S.GONE, 24 * 60, seen(), S.DISCARDED, Code.NOWHERE),
        (S.GONE, 24 * 60, seen(trash_known=False), S.GONE, None),
        (S.GONE, 24 * 60, seen(sent_known=False), S.GONE, None),
    ],
)
def test_how_long_it_is_waited_for(
    stage: Stage, minutes: float, sight: Sight, now: Stage, reason: Code | None
) -> None:
    one = after(stage, sight, minutes)
    assert one.stage is now
    assert (one.reason.code if one.reason else None) is reason
    assert (one.since == NOW) is (now is not stage)


FIRST, SECOND = seen(), seen(connection="second")


def looked(*sights: Sight, minutes: float = 30) -> Draft:
    """A draft in doubt since some minutes, after these looks a moment apart."""
    one = draft(Stage.IN_DOUBT, since=NOW - timedelta(minutes=minutes))
    for n, sight in enumerate(sights):
        one = journal.advance(one, sight, NOW + timedelta(seconds=n))
    return one


@pytest.mark.parametrize(
    "blind", [{"trash_known": False}, {"sent_known": False}], ids=["Trash", "Sent"]
)
def test_two_connections_that_looked_everywhere_give_it_up(blind: dict[str, object]) -> None:
    assert (looked(FIRST).stage, looked(FIRST).cleared_by) == (Stage.IN_DOUBT, "first")
    assert looked(FIRST).since == NOW - timedelta(minutes=30)
    assert looked(FIRST, FIRST, FIRST).stage is Stage.IN_DOUBT
    given_up = looked(FIRST, SECOND)
    assert (given_up.stage, given_up.cleared_by) == (Stage.FAILED, None)
    assert given_up.reason == Reason(Code.NOT_CONFIRMED)
    # what was not seen clears nothing, and takes back nothing
    assert looked(seen(**blind)).cleared_by is None
    assert looked(FIRST, seen(connection="second", **blind)) == looked(FIRST)
    assert looked(FIRST, seen(connection="second", **blind), SECOND).stage is Stage.FAILED


def test_a_look_before_the_time_is_none() -> None:
    assert looked(FIRST, SECOND, FIRST, minutes=29).cleared_by is None


@pytest.mark.parametrize(
    ("sight", "stage"),
    [
        ({"elsewhere": SAME}, Stage.WAITING),
        ({"elsewhere": OTHER}, Stage.EDITED),
        ({"in_trash": True}, Stage.GONE),
        ({"in_sent": True}, Stage.SENT),
    ],
)
def test_what_the_second_one_finds_counts(sight: dict[str, object], stage: Stage) -> None:
    found = looked(FIRST, seen(connection="second", **sight))
    assert (found.stage, found.cleared_by) == (stage, None)


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        (draft(Stage.IN_DOUBT, cleared_by="first"), True),
        (draft(Stage.IN_DOUBT, cleared_by="an older one"), False),  # the next look decides
        (draft(Stage.IN_DOUBT), False),
        (draft(Stage.IN_DOUBT, cleared_by="first", account="gone@example.org"), False),
        (draft(Stage.WAITING, cleared_by="first"), False),
    ],
)
def test_whose_connection_is_renewed(one: Draft, asked: bool) -> None:
    found = journal.renewals([one, one], {WORK: view(OVERDUE)})
    assert found == ([Renew(WORK)] if asked else [])


def test_a_new_place_is_kept() -> None:
    moved = after(Stage.WAITING, seen(elsewhere=lying(3, uidvalidity=2)), minutes=5)
    assert (moved.uidvalidity, moved.uid) == (2, 3)
    assert moved.since == NOW - timedelta(minutes=5)  # it still waits since then
    back = after(Stage.GONE, seen(elsewhere=SAME), minutes=5)
    assert (back.uid, back.since) == (8, NOW)


# --- what a sweep sees ----------------------------------------------------------------------


def test_sight() -> None:
    stranger = lying(5, references=("other@x",))
    drafts = view(OVERDUE, drafts=[stranger, lying(7), lying(9)], trash=[stranger])
    one = journal.sight(draft(), drafts, in_sent=False)
    assert one == seen(at_place=True, elsewhere=lying(9))
    trash = view(OVERDUE, drafts=[lying(7, uidvalidity=2)], trash=[lying(1)], sent=None)
    one = journal.sight(draft(), trash, in_sent=True)
    assert one == seen(
        elsewhere=lying(7, uidvalidity=2), in_trash=True, in_sent=True, sent_known=False
    )
    copies = view(OVERDUE, drafts=[lying(8), lying(9, digest="newest")])
    newest = journal.sight(draft(), copies, in_sent=False).elsewhere
    assert newest
    assert newest.digest == "newest"
    assert not journal.sight(draft(), view(OVERDUE, trash=None), in_sent=False).trash_known
    assert journal.sight(draft(), view(OVERDUE), in_sent=False).sent_known
    assert not journal.sight(draft(), partly(view(OVERDUE)), in_sent=False).sent_known
    assert journal.sight(draft(), view(OVERDUE, has_trash=False), in_sent=False).trash_known


def test_nothing_is_concluded_from_drafts_that_were_not_seen() -> None:
    with pytest.raises(AssertionError):
        journal.sight(draft(), view(OVERDUE, drafts=None), in_sent=False)


@pytest.mark.parametrize(
    ("stage", "minutes"),
    [
        (Stage.IN_DOUBT, [30]),
        (Stage.GONE, [0.25, 2, 60, 15, 24 * 60]),
        (Stage.WAITING, []),
        (Stage.SENT, []),
    ],
)
def test_when_to_look_again(stage: Stage, minutes: list[float]) -> None:
    assert list(journal.wake(draft(stage))) == [NOW + timedelta(minutes=m) for m in minutes]


# --- properties -----------------------------------------------------------------------------

SIGHTS = st.builds(
    Sight,
    at_place=st.booleans(),
    elsewhere=st.sampled_from([None, SAME, OTHER, lying(8, digest=None)]),
    in_trash=st.booleans(),
    trash_known=st.booleans(),
    in_sent=st.booleans(),
    sent_known=st.booleans(),
    connection=st.sampled_from(["first", "second"]),
)

MAY_BECOME = {
    S.INTENDED: {S.WAITING, S.EDITED, S.SENT, S.IN_DOUBT, S.GONE},
    S.IN_DOUBT: {S.WAITING, S.EDITED, S.SENT, S.GONE, S.FAILED},
    S.FAILED: {S.WAITING, S.EDITED, S.SENT, S.GONE},
    S.WAITING: {S.EDITED, S.SENT, S.GONE},
    S.WITHDRAWING: {S.EDITED, S.SENT, S.GONE, S.WITHDRAWN},
    S.WITHDRAWN: {S.EDITED, S.SENT, S.WAITING},
    S.EDITED: {S.SENT, S.GONE},
    S.GONE: {S.WAITING, S.EDITED, S.SENT, S.DISCARDED},
    S.DISCARDED: {S.WAITING, S.EDITED, S.SENT},
    S.SENT: set(),
}


@given(st.sampled_from(Stage), SIGHTS, st.integers(0, 3000))
def test_whatever_is_seen(stage: Stage, sight: Sight, minutes: int) -> None:
    before = draft(stage, since=NOW - timedelta(minutes=minutes))
    now = journal.advance(before, sight, NOW)
    assert now.stage in MAY_BECOME[stage] | {stage}
    assert (now.since == NOW) or now.stage is stage
    assert journal.advance(now, sight, NOW) == now, "a second look at the same changes nothing"
    kept = ("token", "commitment", "occasion", "n", "laid_at", "digest", "to")
    assert all(getattr(now, name) == getattr(before, name) for name in kept)
    if now.stage is Stage.DISCARDED and stage is not Stage.DISCARDED:
        assert not sight.in_sent
        assert sight.sent_known
    if now.stage is Stage.FAILED:
        assert stage is Stage.FAILED, "one look alone gives nothing up"
    if now.stage is Stage.WITHDRAWN and stage is not Stage.WITHDRAWN:
        assert sight.in_trash
