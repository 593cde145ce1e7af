"""Answers to a morning mail → words. Read from Sent: nobody else can put a mail there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mailfollow.core import address, text
from mailfollow.core.calendar import day_of
from mailfollow.core.court import message_key
from mailfollow.core.hear import door
from mailfollow.core.hear.answers import Answer, answers
from mailfollow.core.model import (
    Body,
    Code,
    Digest,
    Hear,
    Heard,
    Me,
    Reason,
    Said,
    SentMessage,
    State,
    Verb,
    Word,
    World,
)

_CODE = re.compile(r"\[([a-z2-7]{6})\]\s*$")
_QUOTED_LENGTH = 120

_Word = tuple[str, Verb, str]
"""(commitment id, verb, arg)"""


def to_oneself(message: SentMessage, me: Me) -> bool:
    """From the user, to nobody but the user. The headers are enough."""
    recipients = (*message.to, *message.cc, *message.bcc)
    return bool(recipients) and all(
        address.among(box.address, me.addresses) for box in (*recipients, *message.sender)
    )


def choose(headers: Iterable[SentMessage], me: Me) -> frozenset[int]:
    """The UIDs whose bodies may hold something the user says."""
    return frozenset(m.place.uid for m in headers if to_oneself(m, me))


def by_hand(message: SentMessage, me: Me) -> bool:
    """Whether the user wrote it, and nobody else can have put it there."""
    return (
        to_oneself(message, me)
        and bool(message.sender)
        and not (message.came_by_mail or message.auto or message.bulk)
        and not any(address.among(box.address, me.shared) for box in message.sender)
    )


def answered(message: SentMessage, digests: Iterable[Digest]) -> Digest | None:
    """The morning mail that this message answers: by its thread, else by the code in Subject."""
    thread = {*message.in_reply_to, *message.references}
    code = _CODE.search(message.subject)
    by_thread = [d for d in digests if d.message_id in thread]
    by_code = [d for d in digests if code and d.code == code[1]]
    return next(iter((*by_thread, *by_code)), None)


def heard(said: Said, digest: Digest, stands: dict[str, State], world: World) -> Hear | None:
    """What an answer says, each thing once; None where it says nothing.

    No answer is older than what it answers, whatever the clock of a server says: a `reopen`
    means everything that the morning mail told. `stands` is brought up to date.
    """
    message, me = said.message, world.me
    at = min(max(message.sent_at, digest.laid_at), world.now)
    found = answers(_own(message, me), day_of(at, me.timezone))
    key = message_key(message)
    spoken = list(_spoken(found or _chatter(message, me), digest, stands, world))
    told = [(f"{key}#{n}", reason, word) for n, (reason, word) in enumerate(spoken)]
    if not told:
        return None
    return Hear(
        tuple(Heard(source, world.now, reason, w[0] if w else "") for source, reason, w in told),
        tuple(Word(at, *word) for _, _, word in told if word),
    )


def _own(message: SentMessage, me: Me) -> str:
    return text.own(message.body or Body(), me)


def _chatter(message: SentMessage, me: Me) -> tuple[Answer, ...]:
    """An answer without a number says nothing that could be done; that is told."""
    lines = [line.strip() for line in _own(message, me).splitlines()]
    return tuple(Answer(line) for line in lines if line)[:1]


def _spoken(
    found: Sequence[Answer], digest: Digest, stands: dict[str, State], world: World
) -> Iterator[tuple[Reason, _Word | None]]:
    for answer in found:
        for number in answer.numbers or (0,):
            reason, word = _understood(answer, number, digest, stands, world)
            if word and word[0] in stands:
                stands[word[0]] = door.after(stands[word[0]], word[1])
            yield reason, word


def _understood(
    answer: Answer, number: int, digest: Digest, stands: Mapping[str, State], world: World
) -> tuple[Reason, _Word | None]:
    said = answer.said[:_QUOTED_LENGTH]
    if answer.verb is None:
        return Reason.of(Code.NOT_UNDERSTOOD, said=said), None
    if answer.verb is Verb.RESUME:
        return Reason.of(Code.HEARD, verb=Verb.RESUME, said=said), ("", Verb.RESUME, "")
    if not 1 <= number <= len(digest.numbers):
        return Reason.of(Code.NO_SUCH_NUMBER, said=said), None
    which, question = digest.numbers[number - 1], digest.questions[number - 1]
    state = stands.get(which)
    verb, arg = _meant(answer, answer.verb, state, question)
    no = door.obstacle(state, verb) if state else door.removed(world, which)
    if verb in door.ANSWERS and not question:  # it was not asked in that mail
        no = Reason(Code.NO_QUESTION)
    if no:
        return Reason.of(no.code, **{**dict(no.facts), "said": said}), None
    until = arg if verb is Verb.SNOOZE else None
    return Reason.of(Code.HEARD, verb=verb, said=said, until=until), (which, verb, arg)


def _meant(answer: Answer, verb: Verb, state: State | None, question: str) -> tuple[Verb, str]:
    """A yes or no answers the question; without one, whether the third person wants to meet."""
    if verb not in door.ANSWERS:
        return verb, answer.arg
    if not question and state and state.commitment.third is not None:
        return Verb.OUTCOME, verb.value
    return verb, question
