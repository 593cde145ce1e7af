"""What incoming mail says about commitments: four things only (issue: bounces, absences, answers).

INBOX is forgeable, so nothing counts by itself: a bounce must name a message in our Sent and an
address it went to; an out-of-office must answer one of ours; the third person's answer must
stand in the introduction's thread. What the contact writes first only makes the draft a reply.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time

from mailfollow.core import address
from mailfollow.core.calendar import day_of
from mailfollow.core.court import Court
from mailfollow.core.model import (
    Arrival,
    Arrived,
    Commitment,
    Contact,
    Evidence,
    InMessage,
    Kind,
)

NOTICES = frozenset({Arrival.BOUNCE, Arrival.DELAYED})


def choose(headers: Sequence[InMessage], court: Court) -> frozenset[int]:
    """The UIDs whose bodies are needed: notices of the server, and absences of those concerned."""
    return frozenset(
        m.place.uid
        for m in headers
        if m.arrival in NOTICES or (m.arrival is Arrival.AWAY and _from_concerned(m, court))
    )


def heard(
    messages: Iterable[InMessage], court: Court, evidence: Iterable[Evidence], now: datetime
) -> tuple[Arrived, ...]:
    """What these messages say, one value per message and commitment."""
    evidence = tuple(evidence)
    ours = _ids(court, evidence)
    return tuple(
        arrived
        for message in messages
        for arrived in (
            _notices(message, evidence, now)
            if message.arrival in NOTICES
            else _letters(message, court, ours, now)
        )
    )


def _notices(message: InMessage, evidence: Iterable[Evidence], now: datetime) -> Iterator[Arrived]:
    """A bounce of a message that we hold as evidence, at an address of the person it went to."""
    for e in evidence:
        if e.message_id and e.message_id in message.about:
            for failed in message.recipients:
                if address.among(failed, e.to):
                    yield _arrived(message, e.commitment, now, at=failed, about=e.message)


def _letters(
    message: InMessage, court: Court, ours: Mapping[str, set[str]], now: datetime
) -> Iterator[Arrived]:
    """An absence, the contact's own mail, or the third person's answer."""
    if message.arrival not in (Arrival.PERSONAL, Arrival.AWAY):
        return
    for commitment in court.commitments:
        if day_of(message.received_at, court.zone) < commitment.origin:
            continue
        person = _writer(message, commitment)
        if person is None:
            continue
        answers = _answers(message, commitment, person, ours)
        if answers or _may_write_first(message, commitment, person):
            yield _arrived(message, commitment.id, now, who=person.id, about=answers)


def _answers(
    message: InMessage, commitment: Commitment, person: Contact, ours: Mapping[str, set[str]]
) -> str:
    """The mail of ours that this answers; a third person's letter must answer the introduction."""
    tied = {commitment.id, commitment.introduction}
    any_of_ours = person.id == commitment.contact.id or message.arrival is Arrival.AWAY
    return next(
        (r for r in reversed(message.references) if r in ours and (any_of_ours or ours[r] & tied)),
        "",
    )


def _may_write_first(message: InMessage, commitment: Commitment, person: Contact) -> bool:
    return message.arrival is Arrival.PERSONAL and person.id == commitment.contact.id


def _writer(message: InMessage, commitment: Commitment) -> Contact | None:
    """Who of a commitment's persons wrote this: the contact, or the third person."""
    persons = [commitment.contact]
    if commitment.third and commitment.kind in (Kind.INTRODUCE, Kind.CALL_BACK):
        persons.append(commitment.third)
    senders = [b.address for b in message.sender]
    return next(
        (p for p in persons if senders and all(address.among(s, p.addresses) for s in senders)),
        None,
    )


def _from_concerned(message: InMessage, court: Court) -> bool:
    return any(_writer(message, c) for c in court.commitments)


def _ids(court: Court, evidence: Iterable[Evidence]) -> dict[str, set[str]]:
    """The message-ids of ours that an answer may name, and the commitments each was for."""
    found: dict[str, set[str]] = defaultdict(set)
    for draft in court.drafts:
        found[draft.token].add(draft.commitment)
        found[draft.message_id].add(draft.commitment)
    for e in evidence:
        if e.message_id:
            found[e.message_id].add(e.commitment)
    return found


def _arrived(
    message: InMessage,
    commitment: str,
    now: datetime,
    *,
    who: str = "",
    at: str = "",
    about: str = "",
) -> Arrived:
    sender = message.sender[0].address if message.sender else ""
    return Arrived(
        commitment=commitment,
        arrival=message.arrival,
        message=message.message_id or f"uid:{message.place.uidvalidity}.{message.place.uid}",
        received_at=message.received_at,
        seen_at=now,
        who=who,
        address=at or sender,
        about=about,
        until=message.until,
        message_id=message.message_id,
        subject=message.subject,
        references=message.references,
        account=message.place.account,
    )


# --- what arrivals mean ---------------------------------------------------------------------


def bounced(
    evidence: Evidence, commitment: Commitment, arrivals: Sequence[Arrived]
) -> Arrived | None:
    """The bounce that voids this evidence.

    Not where another address of the person it went to got it, or that person has written since.
    """
    person = addressee(commitment)
    own = [a for a in arrivals if a.commitment == evidence.commitment]
    came_back = [
        a
        for a in own
        if a.arrival is Arrival.BOUNCE and address.same_message(a.about, evidence.message)
    ]
    failed = [a.address for a in came_back]
    reached = [to for to in evidence.to if not address.among(to, failed)]
    answered = any(
        a.arrival is Arrival.PERSONAL and a.who == person.id and a.received_at > evidence.sent_at
        for a in own
    )
    return came_back[-1] if came_back and not reached and not answered else None


def addressee(commitment: Commitment) -> Contact:
    """To whom mail must go that keeps it: an introduction is made to the third person."""
    introduces = commitment.kind is Kind.INTRODUCE
    return commitment.third if introduces and commitment.third else commitment.contact


def dead_addresses(arrivals: Sequence[Arrived]) -> frozenset[str]:
    """Addresses (untagged) from which mail of ours came back, and nothing came since."""
    alive = [(address.untagged(a.address), a.received_at) for a in arrivals if _wrote(a)]
    return frozenset(
        at
        for a in arrivals
        if a.arrival is Arrival.BOUNCE
        for at in [address.untagged(a.address)]
        if not any(at == living and a.received_at < when for living, when in alive)
    )


def to_answer(commitment: Commitment, arrivals: Sequence[Arrived]) -> Arrived | None:
    """The newest mail of the reader that a letter would answer, else the one followed up."""
    wrote = [
        a
        for a in arrivals
        if a.commitment == commitment.id and a.who == commitment.reader.id and _wrote(a)
    ]
    return max(wrote, key=lambda a: a.received_at, default=_followed_up(commitment))


def _followed_up(commitment: Commitment) -> Arrived | None:
    """The mail that the user wants to be followed up, as if it had just come."""
    meeting = commitment.meeting
    if meeting is None or meeting.thread is None or commitment.kind is not Kind.FOLLOW_UP:
        return None
    thread, since = meeting.thread, datetime.combine(meeting.on, time(), UTC)
    return Arrived(
        commitment=commitment.id,
        arrival=Arrival.PERSONAL,
        message=thread.message_id,
        received_at=since,
        seen_at=since,
        who=commitment.reader.id,
        message_id=thread.message_id or None,
        subject=thread.subject,
    )


def _wrote(arrived: Arrived) -> bool:
    return arrived.arrival is Arrival.PERSONAL and arrived.message_id is not None
