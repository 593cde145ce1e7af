"""What came in, in the plan: remembered once, and answered once."""

from __future__ import annotations

from mailfollow.core.model import Arrival, Heed, Restage
from mailfollow.core.plan import plan
from tests.core.given import ANNA, came, draft, lying, view, world

NOW = "2026-11-19 12:00"
HERS = came(Arrival.PERSONAL, "2026-11-19 11:00", ANNA)
AHEAD = came(Arrival.PERSONAL, "2026-11-19 11:30", ANNA)  # by a server whose clock is ahead


def test_what_came_in_is_remembered_once() -> None:
    first = plan(world(NOW, arrived=(HERS,)))
    again = plan(world(NOW, arrived=(HERS,), arrivals=[HERS]))
    assert [a for a in first.actions if isinstance(a, Heed)] == [Heed(HERS)]
    assert not [a for a in again.actions if isinstance(a, Heed)]


def test_the_reply_to_that_mail_stays_whatever_the_servers_clock_says() -> None:
    reply = draft(parent=AHEAD.message_id)
    assert reply.laid_at < AHEAD.received_at
    found = plan(world(NOW, views=[view(NOW, drafts=[lying()])], drafts=[reply], arrivals=[AHEAD]))
    assert not [a for a in found.actions if isinstance(a, Restage)]
