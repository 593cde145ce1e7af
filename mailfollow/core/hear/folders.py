"""Folders as verbs: a draft of ours that the user moved or copied into one is the user's word.

Each draft says each verb once, however many copies of it lie there and for how long. Our own
untouched message then goes to Trash; one that the user has edited stays where it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailfollow.core import address
from mailfollow.core.calendar import day_of
from mailfollow.core.hear import capture, door
from mailfollow.core.model import (
    AccountView,
    Clear,
    Code,
    Hear,
    Heard,
    Look,
    Lying,
    Me,
    Reason,
    Stage,
    State,
    Verb,
    VerbFolder,
    Word,
    World,
    WriteFile,
)
from mailfollow.core.withdraw import WITHDRAW_AFTER

_LATER = {VerbFolder.DAY: timedelta(days=1), VerbFolder.WEEK: timedelta(days=7)}
_VERBS = {
    VerbFolder.DONE: Verb.DONE,
    VerbFolder.DAY: Verb.SNOOZE,
    VerbFolder.WEEK: Verb.SNOOZE,
    VerbFolder.DROP: Verb.DROP,
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A message in a verb folder. `source`: what says so; the same for all copies of a draft."""

    view: AccountView
    folder: VerbFolder
    lying: Lying
    token: str | None  # of the draft of ours that it is
    source: str


def moved(world: World, stands: dict[str, State]) -> Iterator[Hear | WriteFile]:
    """What lies in the verb folders and was not heeded yet. `stands` is brought up to date."""
    heard = {h.source for h in world.memory.heard}
    meant = {token: foreseen.commitment for token, foreseen in world.foreseen.items()}
    meant |= {draft.token: draft.commitment for draft in world.memory.drafts}
    for found in _found(world):
        if found.source in heard:
            continue
        heard.add(found.source)
        if found.folder in _VERBS:
            yield _obey(found, meant.get(found.token or ""), world, stands)
        else:
            yield _follow(found, world)


def tokens(world: World) -> frozenset[str]:
    """Those of our drafts that the user has made a verb of."""
    return frozenset(f.token for f in _found(world) if f.token and f.folder in _VERBS)


def clearances(world: World) -> list[Clear]:
    """Our own untouched messages, ten seconds after their word was heeded."""
    return [
        Clear(found.lying.place, found.lying.digest, found.view.trash.mailbox)
        for found, heeded in _ours_untouched(world)
        if isinstance(found.view.trash, Look) and found.view.can_withdraw and found.lying.digest
        if world.now - heeded >= WITHDRAW_AFTER
    ]


def wake(world: World) -> list[datetime]:
    """When the messages that may not be moved yet can be."""
    return [heeded + WITHDRAW_AFTER for _, heeded in _ours_untouched(world)]


def _found(world: World) -> Iterator[_Found]:
    parents = {d.token: d.parent or d.token for d in world.memory.drafts}
    parents |= {token: token for token in world.foreseen if token not in parents}
    for view in world.views.values():
        for folder, look in view.verbs.items():
            if isinstance(look, Look) and look.mailbox not in _others(view):
                for lying in look.items:
                    token = _token(lying, parents, world.me)
                    yield _Found(view, folder, lying, token, _source(folder, lying, token))


def _others(view: AccountView) -> frozenset[str | None]:
    """Mailboxes in which messages lie for another reason, whatever the config says."""
    looks = (*view.sent, view.drafts, view.trash, view.inbox)
    return frozenset({"INBOX", *(look.mailbox for look in looks if look)})


def _token(lying: Lying, parents: Mapping[str, str], me: Me) -> str | None:
    """Ours is in References and the last reference is the parent we wrote, as in Sent.

    Whoever has had a mail of ours knows its token: what came by mail, or is from somebody
    else, is no draft, whatever a filter does with it.
    """
    if lying.came_by_mail or not all(address.among(b.address, me.addresses) for b in lying.sender):
        return None
    last = lying.references[-1] if lying.references else None
    return next((r for r in lying.references if parents.get(r, "") == last), None)


def _source(folder: VerbFolder, lying: Lying, token: str | None) -> str:
    """No message-id looks like a token here: it stands in angle brackets."""
    if token and folder in _VERBS:
        return f"{folder}:{token}"
    if lying.message_id:
        return f"{folder}:<{lying.message_id}>"
    said = repr((lying.sender, lying.recipients, lying.subject, lying.at))
    return f"{folder}:<{hashlib.sha256(said.encode()).hexdigest()[:32]}>"


def _obey(found: _Found, which: str | None, world: World, stands: dict[str, State]) -> Hear:
    """What a message says of the commitment `which`; None: it is no draft of ours."""
    mailbox = found.lying.place.mailbox
    if which is None:
        no = Reason.of(Code.NOT_OURS, folder=mailbox, subject=found.lying.subject)
        return Hear((Heard(found.source, world.now, no),))
    state, verb, until = stands.get(which), _VERBS[found.folder], ""
    if obstacle := door.obstacle(state, verb) if state else door.removed(world, which):
        return Hear((Heard(found.source, world.now, obstacle, which),))
    if state:
        stands[which] = door.after(state, verb)
    if found.folder in _LATER:
        until = (day_of(world.now, world.me.timezone) + _LATER[found.folder]).isoformat()
    reason = Reason.of(Code.HEARD, verb=verb, until=until or None, folder=mailbox)
    word = Word(world.now, which, verb, until)
    return Hear((Heard(found.source, world.now, reason, which),), (word,))


def _follow(found: _Found, world: World) -> Hear | WriteFile:
    lying, source = found.lying, found.source
    if _unsent(found, world):
        reason = Reason.of(Code.NOT_UNDERSTOOD, said=lying.subject)
        return Hear((Heard(source, world.now, reason),))
    day = day_of(world.now, world.me.timezone)
    file = capture.followed(lying, world.people, world.me, day)
    if isinstance(file, Reason):
        return Hear((Heard(source, world.now, file),))
    who = ", ".join(e.contact.name for e in file.entries)
    reason = Reason.of(Code.FOLLOWED_UP, who=who, subject=lying.subject)
    return WriteFile(file, (Heard(source, world.now, reason),))


def _unsent(found: _Found, world: World) -> bool:
    """A draft of ours: nobody has written that mail yet, so nobody can be asked for an answer."""
    sent = {d.token for d in world.memory.drafts if d.stage is Stage.SENT}
    return found.token is not None and found.token not in sent


def _ours_untouched(world: World) -> list[tuple[_Found, datetime]]:
    """Each with the moment at which its word was heeded."""
    laid = {d.token: d.digest for d in world.memory.drafts if d.digest}
    heeded = {h.source: h.at for h in world.memory.heard}
    return [
        (found, heeded[found.source])
        for found in _found(world)
        if found.token and found.folder in _VERBS and found.source in heeded
        if found.lying.digest == laid.get(found.token, "")
    ]
