"""A user's days with mailfollow in a real mail client. Each test is a step, after those above it.

All that the user does is done in the client; all that is held against it comes from the mailbox
and from `mailfollow status` and `why`.
"""

from __future__ import annotations

import time

from tests.clients.conftest import Note
from tests.clients.people import ANNA, JANA, MAX, PIOTR
from tests.clients.world import World
from tests.program import soon

OWN = "This sentence is mine: zażółć, Grüße."
AWHILE = 3.0  # seconds in which a daemon that wanted to lay a draft would have laid it


def test_a_draft_is_shown(world: World, note: Note) -> None:
    began = time.monotonic()
    for who in (ANNA, MAX, PIOTR, JANA):
        world.client.sees("Drafts", who)
    note("four drafts laid and shown, from the start of the daemon", time.monotonic() - began)


def test_a_draft_is_edited_and_saved(world: World, note: Note) -> None:
    """The daemon sees that the user has touched it, and lays no other."""
    world.client.open_draft(ANNA)
    world.client.write(OWN)
    began = time.monotonic()
    world.client.save()
    world.client.sees("Drafts", ANNA)
    soon(lambda: [OWN in text for text in world.texts("Drafts", ANNA)] == [True])
    note("edited and saved as a draft", time.monotonic() - began)
    world.restart()
    soon(lambda: world.stage(ANNA) == "edited")
    assert len(world.texts("Drafts")) == 4


def test_a_draft_is_sent_and_keeps_the_promise(world: World, note: Note) -> None:
    """Proved by our own token, which the client has carried to Sent: E1."""
    world.client.open_draft(ANNA)
    began = time.monotonic()
    world.client.send()
    soon(lambda: world.commitment(ANNA)["status"] == "fulfilled")
    note("sent → fulfilled", time.monotonic() - began)

    evidence = world.commitment(ANNA)["evidence"]
    assert (evidence["grade"], evidence["code"]) == ("E1", "our_draft")
    assert evidence["reason"] in world.why(ANNA)
    assert [OWN in text for text in world.texts("Sent", ANNA)] == [True]
    assert len(world.postbox.sent_to("anna@example.pl")) == 1
    world.client.sees("Drafts", JANA)
    soon(lambda: world.texts("Drafts", ANNA) == [])


def test_a_deleted_draft_is_not_laid_again(world: World, note: Note) -> None:
    began = time.monotonic()
    world.client.delete_draft(MAX)
    assert world.texts("Drafts", MAX) == []
    note("deleted", time.monotonic() - began)
    world.restart()
    soon(lambda: world.stage(MAX) == "gone")
    time.sleep(AWHILE)
    assert world.texts("Drafts", MAX) == []
    assert world.commitment(MAX)["status"] == "overdue"
