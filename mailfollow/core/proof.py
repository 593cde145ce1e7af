"""One sent message against the commitments → evidence: a grade and a reason (DESIGN.md §5).

The rules, in the order in which they speak:

    nobody's word   automatic mail, reactions, acceptances, another's From: no evidence at all
    E1              our token, and the last reference is the parent we wrote
    E5              many at once: bulk headers, a mail merge, ten recipients or more
    E4              anything that makes sender, recipient, content or time doubtful (`doubt`)
    E3              what is left: right person in To, right kind, right time

A wrong tick costs a relationship, a question costs a second: every doubt makes a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mailfollow.core import address, doubt, merge, text
from mailfollow.core.calendar import day_of
from mailfollow.core.court import Court, Where, addressed, digest, message_key, persons
from mailfollow.core.inbound import addressee
from mailfollow.core.kinds import UNREAD, own_proof
from mailfollow.core.model import (
    Body,
    Code,
    Commitment,
    Contact,
    Evidence,
    Grade,
    Kind,
    Mailbox,
    Meeting,
    Reason,
    SentMessage,
    State,
    Verb,
)

GAP = "✎"
PERSONAL = frozenset({Kind.FOLLOW_UP, Kind.KEEP_IN_TOUCH})
RETAINED = timedelta(minutes=25)
"""As long as Sent is read again: fresh evidence may still be re-graded or taken back."""


def judge(messages: Iterable[SentMessage], court: Court, seen_at: datetime) -> tuple[Evidence, ...]:
    """Every evidence that these messages are, best copy of each message first."""
    unique = [m if m.body else replace(m, body=UNREAD) for m in _unique(messages)]
    merged = merge.merged([m for m in unique if not court.draft_of(m)], court.me, court.people)
    return tuple(
        _evidence(message, commitment, verdict, seen_at)
        for message in unique
        for commitment in court.commitments
        for verdict in _verdict(message, commitment, court, message.place in merged)
    )


def wanted(state: State, now: datetime) -> bool:
    """Whether evidence is looked for: while open, and as long as it may still change.

    After a `done` the mail that followed it is shown, if it comes within a week.
    """
    if state.status.open:
        return True
    if state.commitment.ended is not None and state.evidence is None:
        return now.date() <= state.commitment.ended + timedelta(days=60)
    said_done = state.word is not None and state.word.verb is Verb.DONE
    shown_for = timedelta(days=7) if said_done else RETAINED
    return state.ended_at is not None and now - state.ended_at <= shown_for


Verdict = tuple[Grade, Reason, tuple[str, ...]]


def _verdict(
    message: SentMessage, commitment: Commitment, court: Court, merged: bool
) -> Iterator[Verdict]:
    ours = court.draft_of(message) == commitment.id
    early = not ours and _before(message.sent_at, commitment, court)
    if early or not _admissible(message, court):
        return
    person = _person(message, commitment)
    where = addressed(message, person)
    if where is None:
        yield from _hint(message, commitment, court)
        return
    finding = own_proof(message, commitment, court)
    if finding is None:
        return
    facts = {**_facts(message, commitment, person, where, court), **finding.facts}

    def verdict(grade: Grade, code: Code) -> Verdict:
        return grade, Reason.of(code, **facts), finding.notes

    people = [*doubt.about_people(message, commitment, person, where, court)]
    doubts = [
        *([finding.code] if finding.grade is Grade.E4 else []),
        *people,
        *([] if finding.in_company else doubt.about_company(message, person, court)),
        *doubt.about_time(message, commitment, court),
    ]
    proved = finding.grade.fulfils and not people
    if ours and proved:
        yield verdict(Grade.E1, Code.OUR_DRAFT)
    elif many := _many(message, court, merged and not ours):
        yield verdict(Grade.E5, many)
    elif finding.code is Code.EXCHANGED and doubts:
        return
    elif finding.grade is Grade.E5:
        yield verdict(Grade.E5, finding.code)
    elif proved and _answers(message, commitment, court):
        yield verdict(Grade.E2, Code.ANSWERED)
    else:
        yield verdict(Grade.E4, doubts[0]) if doubts else verdict(finding.grade, finding.code)


def _person(message: SentMessage, commitment: Commitment) -> Contact:
    """To whom the message must have gone: an introduction is made to the third person."""
    third = commitment.third
    if commitment.kind is not Kind.INTRODUCE or third is None:
        return commitment.contact
    said_to_contact = addressed(message, third) is None
    return commitment.contact if said_to_contact else third


def _answers(message: SentMessage, commitment: Commitment, court: Court) -> bool:
    """The contact wrote first, and this answers it."""
    letters = court.letters.get(commitment.id, frozenset())
    answered = {*message.references, *message.in_reply_to} & letters
    return bool(answered) and len(persons(message, court)) <= 3


# --- what speaks against it at once ---------------------------------------------------------


def _admissible(message: SentMessage, court: Court) -> bool:
    personal = _from_user_or_unknown(message, court) and _says(message, court)
    return personal and not message.auto


def _from_user_or_unknown(message: SentMessage, court: Court) -> bool:
    """Delegation, and another's mail that came in, are never evidence."""
    if any(court.mine(b.address) or court.shared(b.address) for b in message.sender):
        return True
    if any(court.mine(b.address) for b in message.submitter):
        return False
    return message.special_use or not message.came_by_mail


def _says(message: SentMessage, court: Court) -> bool:
    """Whether the user says anything at all with it."""
    body = message.body or Body()
    if body.reaction:
        return False
    said = body.encrypted or text.says_something(text.own(body, court.me))
    if body.calendar == "REPLY":
        return said
    return said or bool(body.attachments) or body.forwarded or body.calendar == "REQUEST"


def _before(moment: datetime, commitment: Commitment, court: Court) -> bool:
    if commitment.origin_moment:
        return moment < commitment.origin_moment
    return day_of(moment, court.zone) < commitment.origin


def _many(message: SentMessage, court: Court, merged: bool) -> Code | None:
    if message.bulk or merged:
        return Code.BULK
    hidden = {address.untagged(b.address) for b in message.bcc if not court.mine(b.address)}
    if max(len(persons(message, court)), len(hidden)) >= 10:
        return Code.ROUND_MAIL
    return None


# --- hints ----------------------------------------------------------------------------------


def _hint(message: SentMessage, commitment: Commitment, court: Court) -> Iterator[Verdict]:
    """E5: a list that may contain the contact; the meeting named, but another one picked."""
    if commitment.id in court.resent(message):
        facts = {"name": addressee(commitment).name, "address": message.to[0].address}
        yield Grade.E4, Reason.of(Code.NEW_ADDRESS, **facts), ()
        return
    if commitment.kind not in PERSONAL:
        return
    contact = commitment.contact
    domains = {address.domain(a) for a in contact.addresses}
    for box in message.to:
        if address.is_list(box.address) and address.domain(box.address) in domains:
            yield Grade.E5, Reason.of(Code.LIST_ADDRESS, address=box.address), ()
            return
        if _picked_instead(box, message, commitment, court):
            yield (
                Grade.E5,
                Reason.of(Code.OTHER_PERSON, name=box.name or box.address, address=box.address),
                (),
            )
            return


def _picked_instead(
    box: Mailbox, message: SentMessage, commitment: Commitment, court: Court
) -> bool:
    """Autocomplete took Anna Nowak for Anna Kowalska."""
    meeting, first = commitment.meeting, commitment.contact.first
    if meeting is None or not first or message.body is None or court.mine(box.address):
        return False
    if court.first_name(box) != text.fold(first):
        return False
    own = text.own(message.body, court.me)
    named = text.mentions(own, meeting.at) or text.mentions(own, meeting.talked_about)
    others = court.owners(box.address)
    return named and not any(_met_there_too(m, meeting, others) for m in court.people.meetings)


def _met_there_too(other: Meeting, meeting: Meeting, others: tuple[Contact, ...]) -> bool:
    return (
        other.follow_up
        and any(c.id == other.contact for c in others)
        and (other.on, other.at) == (meeting.on, meeting.at)
    )


# --- which messages are worth reading -------------------------------------------------------


def choose(headers: Sequence[SentMessage], court: Court) -> frozenset[int]:
    """The UIDs whose bodies proof needs: those to persons owed, ours, and their mail merges."""
    hits = [m for m in headers if _concerns(m, court)]
    uids = {m.place.uid for m in hits}
    return frozenset(uids | merge.neighbours(hits, headers))


def _concerns(message: SentMessage, court: Court) -> bool:
    boxes = (*message.to, *message.cc, *message.bcc)
    strangers = any(court.returned.values()) and len(boxes) == 1  # to a corrected address?
    return (
        strangers
        or any(r in court.tokens for r in message.references)
        or any(map(court.concerns, boxes))
    )


# --- helpers --------------------------------------------------------------------------------


def _unique(messages: Iterable[SentMessage]) -> list[SentMessage]:
    """One copy of each message: the one in the true Sent mailbox that did not come by mail."""
    kept: list[tuple[str, SentMessage]] = []
    for message in sorted(messages, key=lambda m: (m.came_by_mail, m.bulk, not m.special_use)):
        key = message_key(message)
        if not any(address.same_message(key, other) for other, _ in kept):
            kept.append((key, message))
    return [m for _, m in sorted(kept, key=lambda pair: pair[1].sent_at)]


def _facts(
    message: SentMessage, commitment: Commitment, person: Contact, where: Where, court: Court
) -> dict[str, object]:
    meeting = commitment.meeting
    return {
        "to": where.box.address,
        "name": person.name,
        "address": where.box.address,
        "promise": None if meeting else "yes",
        "days": (day_of(message.sent_at, court.zone) - commitment.origin).days,
        "at": meeting.at if meeting else None,
        "others": len(persons(message, court)) - 1 or None,
        "sender": message.sender[0].address if message.sender else None,
        "names": ", ".join(c.name for c in court.owners(where.box.address)) or None,
        "folder": message.place.mailbox,
        "date": day_of(message.date, court.zone) if message.date else None,
    }


def _evidence(
    message: SentMessage, commitment: Commitment, verdict: Verdict, seen_at: datetime
) -> Evidence:
    body = message.body or Body()
    grade, reason, notes = verdict
    return Evidence(
        commitment=commitment.id,
        grade=grade,
        reason=reason,
        message=message_key(message),
        sent_at=message.sent_at,
        seen_at=seen_at,
        message_id=message.message_id,
        account=message.place.account,
        folder=message.place.mailbox,
        subject=message.subject,
        said=digest(message),
        to=_addresses(message, _person(message, commitment)),
        notes=(*(("gap",) if GAP in body.own else ()), *notes),
    )


def _addresses(message: SentMessage, person: Contact) -> tuple[str, ...]:
    """The person's addresses that the message went to."""
    boxes = (*message.to, *message.cc, *message.bcc)
    return tuple(b.address for b in boxes if address.among(b.address, person.addresses))
