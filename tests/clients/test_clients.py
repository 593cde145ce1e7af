"""A user's days with mailfollow in a real mail client. Each test is a step, after those above it.

All that the user does is done in the client; all that is held against it comes from the mailbox
and from `mailfollow status` and `why`.
"""

from __future__ import annotations

import re
import time

import pytest

from mailfollow.core.model import VerbFolder
from tests.clients.conftest import Note
from tests.clients.people import (
    ANNA,
    DONE,
    DROP,
    FROM_OLA,
    JANA,
    MAX,
    MET_MONIKA,
    MONIKA,
    OLA,
    PIOTR,
)
from tests.clients.root import BUILD
from tests.clients.roundcube import Roundcube
from tests.clients.world import World
from tests.program import soon

MAILFOLLOW = "mailfollow"  # who the morning mail is from
OWN = "This sentence is mine: zażółć, Grüße."
AWHILE = 3.0  # seconds in which a daemon that wanted to lay a draft would have laid it

A_GLANCE = 50.0  # twice what it takes until the verb folders are looked at, and ten seconds


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
    soon(lambda: world.texts("Drafts", MAX) == [])
    note("deleted", time.monotonic() - began)
    world.restart()
    soon(lambda: world.stage(MAX) == "gone")
    time.sleep(AWHILE)
    assert world.texts("Drafts", MAX) == []
    assert world.commitment(MAX)["status"] == "overdue"


def test_a_draft_moved_to_done_is_obeyed(world: World, note: Note) -> None:
    """Then our own untouched message goes to Trash."""
    began = time.monotonic()
    world.client.move("Drafts", PIOTR, world.program.folder(VerbFolder.DONE))
    soon(lambda: world.commitment(PIOTR)["status"] == "fulfilled", A_GLANCE)
    note("moved to “Done” → obeyed", time.monotonic() - began)
    assert world.commitment(PIOTR)["evidence"]["grade"] == "word"
    soon(lambda: world.texts(world.program.folder(VerbFolder.DONE)) == [], A_GLANCE)
    note("… → our message in Trash", time.monotonic() - began)
    assert world.texts("Trash", PIOTR) != []
    assert world.texts("Drafts", PIOTR) == []


def test_a_mail_moved_to_follow_up_makes_a_commitment(world: World, note: Note) -> None:
    """To somebody who was no contact; the mail stays in that folder."""
    world.user.append("INBOX", FROM_OLA.format(world.user.user))
    world.client.sees("INBOX", OLA)
    began = time.monotonic()
    world.client.move("INBOX", OLA, world.program.folder(VerbFolder.FOLLOW_UP))
    soon(lambda: OLA in world.contacts(), A_GLANCE)
    note("moved to “Follow up” → commitment", time.monotonic() - began)
    assert world.commitment(OLA)["status"] == "upcoming"
    assert len(world.user.uids(world.program.folder(VerbFolder.FOLLOW_UP))) == 1


def test_a_mail_to_oneself_becomes_a_contact(world: World, note: Note) -> None:
    began = time.monotonic()
    me = world.user.user
    world.client.compose(me, MET_MONIKA[world.program.language], "monika@example.net")
    soon(lambda: MONIKA in world.contacts())
    note("note of a meeting to oneself → commitment", time.monotonic() - began)
    assert world.commitment(MONIKA)["kind"] == "follow_up"


def test_the_morning_mail_is_shown(world: World, note: Note) -> None:
    began = time.monotonic()
    world.next_morning()
    assert JANA in world.client.read(MAILFOLLOW)
    note("the next morning: started → morning mail read", time.monotonic() - began)
    world.client.portray(MAILFOLLOW, BUILD)
    assert world.texts("Drafts", MAX) == []  # what was deleted is not laid again


def test_an_answer_to_the_morning_mail_is_applied(world: World, note: Note) -> None:
    assert world.commitment(JANA)["status"] == "overdue"
    line = re.search(rf"(\d+)\s+{JANA}", world.client.read(MAILFOLLOW))
    assert line
    began = time.monotonic()
    world.client.reply(f"{line[1]} {DONE[world.program.language]}")
    soon(lambda: world.commitment(JANA)["status"] == "fulfilled")
    note("answered → applied", time.monotonic() - began)
    assert world.commitment(JANA)["evidence"]["grade"] == "word"
    soon(lambda: world.texts("Drafts", JANA) == [], A_GLANCE)


def test_a_link_in_the_morning_mail_is_tapped_and_sent(world: World, note: Note) -> None:
    if not isinstance(world.client, Roundcube):
        pytest.skip("a terminal shows the text, which has no links")
    world.client.tap(MAILFOLLOW, MAX, DROP[world.program.language])
    began = time.monotonic()
    world.client.send()
    soon(lambda: world.commitment(MAX)["status"] == "dropped")
    note("link tapped and sent → applied", time.monotonic() - began)
