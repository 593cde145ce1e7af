"""Folders as verbs: a draft of ours that the user moved or copied into one is the user's word.

Each draft says each verb once, however many copies of it lie there and for how long. Our own
untouched message then goes to Trash; one that the user has edited stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from mailfollow.core.calendar import day_of
from mailfollow.core.hear import capture
from mailfollow.core.hear.door import obstacle
from mailfollow.core.model import (
    AccountView,
    Clear,
    Code,
    Hear,
    Heard,
    Look,
    Lying,
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


def moved(world: World, stands: Mapping[str, State]) -> Iterator[Hear | WriteFile]:
    """What lies in the verb folders and was not heeded yet."""
    heard = {h.source for h in world.memory.heard}
    for folder, lying in _lying(world):
        source = _source(folder, lying, world)
        if source in heard:
            continue
        heard.add(source)
        if folder is VerbFolder.FOLLOW_UP:
            yield _follow(lying, source, world)
        else:
            yield _obey(folder, lying, source, world, stands)


def clearances(world: World) -> list[Clear]:
    """Our own untouched messages, ten seconds after their word was heeded."""
    return [
        Clear(lying.place, lying.digest, view.trash.mailbox)
        for view, folder, lying in _ours_untouched(world)
        if isinstance(view.trash, Look) and view.can_withdraw and lying.digest
        for heeded in _heeded(folder, lying, world)
        if world.now - heeded >= WITHDRAW_AFTER
    ]


def wake(world: World) -> list[datetime]:
    """When the messages that may not be moved yet can be."""
    return [
        heeded + WITHDRAW_AFTER
        for _, folder, lying in _ours_untouched(world)
        for heeded in _heeded(folder, lying, world)
    ]


def _lying(world: World) -> Iterator[tuple[VerbFolder, Lying]]:
    for view in world.views.values():
        for folder, look in view.verbs.items():
            for lying in look.items if isinstance(look, Look) else ():
                yield folder, lying


def _token(lying: Lying, world: World) -> str | None:
    """Ours is in References and the last reference is the parent we wrote, as in Sent."""
    parents = {d.token: d.parent or d.token for d in world.memory.drafts}
    parents |= {token: token for token in world.foreseen if token not in parents}
    last = lying.references[-1] if lying.references else None
    return next((r for r in lying.references if parents.get(r, "") == last), None)


def _source(folder: VerbFolder, lying: Lying, world: World) -> str:
    place = lying.place
    key = lying.message_id or f"{place.account} {place.mailbox} {place.uidvalidity} {place.uid}"
    token = None if folder is VerbFolder.FOLLOW_UP else _token(lying, world)
    return f"{folder}:{token or key}"


def _obey(
    folder: VerbFolder, lying: Lying, source: str, world: World, stands: Mapping[str, State]
) -> Hear:
    token = _token(lying, world)
    state = stands.get(_commitments(world).get(token or "", ""))
    if state is None:
        reason = Reason.of(Code.NOT_OURS, folder=lying.place.mailbox, subject=lying.subject)
        return Hear((Heard(source, world.now, reason),))
    verb, until = _VERBS[folder], ""
    if folder in _LATER:
        until = (day_of(world.now, world.me.timezone) + _LATER[folder]).isoformat()
    which = state.commitment.id
    if no := obstacle(state, verb):
        return Hear((Heard(source, world.now, no, which),))
    reason = Reason.of(Code.HEARD, verb=verb, until=until or None, folder=lying.place.mailbox)
    word = Word(world.now, which, verb, until, source)
    return Hear((Heard(source, world.now, reason, which),), (word,))


def _commitments(world: World) -> dict[str, str]:
    """Token → commitment id."""
    foreseen = {token: f.commitment for token, f in world.foreseen.items()}
    return foreseen | {d.token: d.commitment for d in world.memory.drafts}


def _follow(lying: Lying, source: str, world: World) -> Hear | WriteFile:
    if _unsent(lying, world):
        reason = Reason.of(Code.NOT_UNDERSTOOD, said=lying.subject)
        return Hear((Heard(source, world.now, reason),))
    day = day_of(world.now, world.me.timezone)
    file = capture.followed(lying, world.people, world.me, day)
    if isinstance(file, Reason):
        return Hear((Heard(source, world.now, file),))
    who = ", ".join(e.contact.name for e in file.entries)
    reason = Reason.of(Code.FOLLOWED_UP, who=who, subject=lying.subject)
    return WriteFile(file, (Heard(source, world.now, reason),))


def _unsent(lying: Lying, world: World) -> bool:
    """A draft of ours: nobody has written that mail yet, so nobody can be asked for an answer."""
    token = _token(lying, world)
    sent = {d.token for d in world.memory.drafts if d.stage is Stage.SENT}
    return token is not None and token not in sent


def _ours_untouched(world: World) -> Iterator[tuple[AccountView, VerbFolder, Lying]]:
    laid = {d.token: d.digest for d in world.memory.drafts if d.digest}
    for view in world.views.values():
        for folder, look in view.verbs.items():
            for lying in look.items if isinstance(look, Look) else ():
                token = _token(lying, world)
                if token and folder in _VERBS and lying.digest == laid.get(token, ""):
                    yield view, folder, lying


def _heeded(folder: VerbFolder, lying: Lying, world: World) -> Iterable[datetime]:
    source = _source(folder, lying, world)
    return [h.at for h in world.memory.heard if h.source == source]
