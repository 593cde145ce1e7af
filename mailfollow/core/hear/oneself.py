"""What the user's mails to oneself say: answers to a morning mail, and notes of a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mailfollow.core.court import message_key
from mailfollow.core.hear import capture, reply
from mailfollow.core.model import (
    Code,
    Hear,
    Heard,
    Reason,
    Said,
    State,
    World,
    WriteFile,
)

FRESH = timedelta(days=14)
"""What was written long before is not taken for news when Sent is read anew."""


def spoken(world: World, stands: dict[str, State]) -> Iterator[Hear | WriteFile]:
    """What was not heeded yet; each mail once, in however many mailboxes it lies.

    `stands` is brought up to date with every word.
    """
    heard = {h.source.rpartition("#")[0] for h in world.memory.heard}
    heard |= {digest.message_id for digest in world.memory.digests}
    for view in world.views.values():
        for said in view.said:
            key = message_key(said.message)
            if key in heard or not reply.by_hand(said.message, world.me):
                continue
            if world.now - said.message.sent_at > FRESH:
                continue
            heard.add(key)
            if found := _understood(said, world, stands):
                yield found


def _understood(said: Said, world: World, stands: dict[str, State]) -> Hear | WriteFile | None:
    digest = reply.answered(said.message, world.memory.digests)
    if digest:
        return reply.heard(said, digest, stands, world)
    source = f"{message_key(said.message)}#0"
    file = capture.people_file(said, world.people, world.me)
    if file is None:
        return None
    if isinstance(file, Reason):
        return Hear((Heard(source, world.now, file),))
    who = ", ".join(e.contact.name for e in file.entries)
    heard = [Heard(source, world.now, Reason.of(Code.NOTED, who=who))]
    if said.unreadable:  # one bad card does not stop the rest, and is told
        reason = Reason.of(Code.CARD_UNREADABLE, subject=said.message.subject)
        heard.append(Heard(f"{message_key(said.message)}#1", world.now, reason))
    return WriteFile(file, tuple(heard))
