"""When the plan wants to be asked again, where nothing but time will have changed."""

from __future__ import annotations

from datetime import timedelta

from mailfollow.core.model import Renew, Stage
from mailfollow.core.plan import plan
from tests.core.given import WORK, at, draft, known, people, world

NOW = "2026-11-19 12:00"


def test_when_an_account_will_have_been_blind_for_a_day() -> None:
    found = plan(world(NOW, blind_since={WORK: at("2026-11-19 01:00")}))
    assert found.wake == at("2026-11-20 01:00")


def test_when_another_connection_will_have_looked() -> None:
    doubtful = draft(Stage.IN_DOUBT, since=at("2026-11-19 11:30"))
    found = plan(world(NOW, drafts=[doubtful]))
    assert found.actions[-1] == Renew(WORK)
    assert found.wake == at(NOW) + timedelta(seconds=5)
    early = plan(world("2026-11-19 11:59", drafts=[doubtful]))
    assert Renew(WORK) not in early.actions
    assert early.wake == at(NOW)


def test_when_an_entry_will_have_been_gone_for_ten_minutes() -> None:
    gone = known("jan-lis.follow_up.2026-11-16", missing_since=at("2026-11-19 11:55"))
    found = plan(world(NOW, people(), known={gone.id: gone}))
    assert found.wake == at("2026-11-19 12:05")
