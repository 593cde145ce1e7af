"""Each kind's own proof (DESIGN.md §5): what a message must be, beside its sender and recipient.

A finding is good (E3), doubtful (E4) or a hint (E5); None means that the message says nothing
about this kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mailfollow.core import address, content, text
from mailfollow.core.calendar import day_of
from mailfollow.core.court import Court, addressed, message_key, persons
from mailfollow.core.model import (
    Body,
    Code,
    Commitment,
    Contact,
    Grade,
    Kind,
    SentMessage,
)
from mailfollow.core.rivals import Rival, beside

UNREAD = Body(encrypted=True)
"""A message that the server would not give: its text is unknown, not empty (I5)."""


@dataclass(frozen=True, slots=True)
class Finding:
    grade: Grade
    code: Code
    facts: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    in_company: bool = False  # others are meant to read it too


def own_proof(message: SentMessage, commitment: Commitment, court: Court) -> Finding | None:
    return _KINDS[commitment.kind](message, commitment, court)


def _good(code: Code, **facts: object) -> Finding:
    return Finding(Grade.E3, code, facts)


def _doubt(code: Code, **facts: object) -> Finding:
    return Finding(Grade.E4, code, facts)


# --- follow_up, say, keep_in_touch ----------------------------------------------------------


def _personal(message: SentMessage, commitment: Commitment, court: Court) -> Finding | None:
    """A personal message in the user's own words."""
    body = message.body or UNREAD
    if body.forwarded:
        return _doubt(Code.FORWARDED)
    if not body.encrypted and not text.says_something(text.own(body, court.me)):
        return _doubt(Code.INVITATION if body.calendar else Code.NO_TEXT)
    alone = len(persons(message, court)) == 1
    return _good(Code.TO_CONTACT if alone else Code.TO_CONTACT_NAMED)


def _say(message: SentMessage, commitment: Commitment, court: Court) -> Finding | None:
    """Our letter says which of several it is; any other mail leaves that open."""
    others, ours = beside(message, commitment, court.rivals), court.draft_of(message)
    if ours in {c.id for c in others}:
        return None
    if others and ours != commitment.id:
        return _doubt(Code.SEVERAL_OPEN)
    return _personal(message, commitment, court)


def _keep_in_touch(message: SentMessage, commitment: Commitment, court: Court) -> Finding | None:
    """While upcoming an exchange only moves the day."""
    found = _personal(message, commitment, court)
    upcoming = commitment.opens and day_of(message.sent_at, court.zone) < commitment.opens
    if found and found.grade.fulfils and upcoming:
        return Finding(Grade.E5, Code.EXCHANGED)
    return found


# --- send -----------------------------------------------------------------------------------


def _send(message: SentMessage, commitment: Commitment, court: Court) -> Finding | None:
    """An attachment, or a link in the own text; of several the one that is named."""
    body = message.body or UNREAD
    own = text.own(body, court.me)
    files, links = content.attachments(body, court.me), content.links(body, court.me)
    if not (files or links or body.forwarded or body.encrypted):
        return _nothing_sent(own, commitment)
    said = f"{message.subject}\n{own}\n{' '.join(files)}"
    ours = court.draft_of(message) == commitment.id
    others = beside(message, commitment, court.rivals)
    chosen = ours or _meant(said, commitment, others, len(files) + len(links))
    if chosen is not True:
        return None if chosen is False else _doubt(Code.WHICH_ONE, text=_what(commitment))
    if files:
        return _good(Code.WITH_ATTACHMENT, file=files[0])
    if links:
        return _good(Code.WITH_LINK, link=links[0])
    return _good(Code.FORWARDED if body.forwarded else Code.TO_CONTACT)


def _nothing_sent(own: str, commitment: Commitment) -> Finding | None:
    if content.announces_attachment(own):
        return Finding(Grade.E5, Code.NOTHING_ATTACHED, notes=("attachment",))
    if not text.says_something(own):
        return None
    return _doubt(Code.NOTHING_SENT, text=_what(commitment))


def _meant(said: str, commitment: Commitment, others: Sequence[Rival], things: int) -> bool | None:
    """Whether, of several sends owed, this is the one that the mail names; None: unclear."""
    if not others:
        return True
    own = text.shared_words(said, _what(commitment))
    best = max(text.shared_words(said, other.what) for other in others)
    if own > best or (own and things > len(others)):
        return True
    return False if own < best else None


def _what(commitment: Commitment) -> str:
    return commitment.promise.text if commitment.promise else ""


# --- introduce ------------------------------------------------------------------------------


def _introduce(message: SentMessage, commitment: Commitment, court: Court) -> Finding | None:
    """The contact's card in a mail to the third person, or one mail to both."""
    body, contact = message.body or UNREAD, commitment.contact
    own = text.own(body, court.me)
    if commitment.third is None or addressed(message, commitment.third) is None:
        return _put_off_to_contact(message, commitment, own, court)
    if _writes_to(message, contact):
        return _joint(message, commitment, own, court)
    if how := content.card_of(contact, body, court.me):
        return _good(Code.CARD_PASSED_ON, how=how)
    if not (text.names(f"{message.subject}\n{own}", contact) or body.encrypted):
        return None
    later, until = content.put_off(own, day_of(message.sent_at, court.zone))
    return _doubt(Code.PUT_OFF, until=until) if later else _doubt(Code.NAME_PASSED_ON)


def _joint(message: SentMessage, commitment: Commitment, own: str, court: Court) -> Finding | None:
    third = commitment.third
    both_named = third and text.names(own, commitment.contact) and text.names(own, third)
    if len(persons(message, court)) > 4:  # a round mail that happens to reach both?
        return _doubt(Code.SEVERAL) if both_named else None
    if both_named:
        return Finding(Grade.E3, Code.CARD_PASSED_ON, {"how": "both"}, in_company=True)
    return _doubt(Code.NAME_PASSED_ON)


def _put_off_to_contact(
    message: SentMessage, commitment: Commitment, own: str, court: Court
) -> Finding | None:
    """ "I'll send you the intro next week", said to the contact."""
    later, until = content.put_off(own, day_of(message.sent_at, court.zone))
    third = commitment.third
    about = third is not None and text.names(f"{message.subject}\n{own}", third)
    speaks_of_it = about or content.speaks_of_introducing(own)
    return _doubt(Code.PUT_OFF, until=until) if later and speaks_of_it else None


def _writes_to(message: SentMessage, contact: Contact) -> bool:
    return any(address.among(b.address, contact.addresses) for b in (*message.to, *message.cc))


# --- call_back ------------------------------------------------------------------------------


def _call_back(message: SentMessage, commitment: Commitment, court: Court) -> Finding | None:
    """After the introduction: names the third person, or stands in the thread of ours."""
    body = message.body or UNREAD
    own = text.own(body, court.me)
    made = court.introductions.get(commitment.introduction or "")
    if _introduces(message, commitment, court):
        return None
    if court.draft_of(message) == commitment.id:
        return _good(Code.IN_THREAD)
    if commitment.counts_from and message.sent_at <= commitment.counts_from:
        return None
    if content.put_off(own, day_of(message.sent_at, court.zone))[0]:
        return None
    third = commitment.third
    name = third.name if third else ""
    if made and made.thread & {*message.references, *message.in_reply_to}:
        return Finding(Grade.E2, Code.IN_THREAD)
    if third and text.names(f"{message.subject}\n{own}", third):
        return _good(Code.THIRD_NAMED, third=name)
    return _doubt(Code.THIRD_NOT_NAMED, third=name)


def _introduces(message: SentMessage, call_back: Commitment, court: Court) -> bool:
    """Whether this very message made, or makes, the introduction."""
    key, its_id = message_key(message), call_back.introduction or ""
    made = court.introductions.get(its_id)
    if made and any(address.same_message(key, other) for other in made.messages):
        return True
    introduction = next((c for c in court.commitments if c.id == its_id), None)
    found = introduction and _introduce(message, introduction, court)
    return bool(found and found.grade.fulfils)


_KINDS: Mapping[Kind, Callable[[SentMessage, Commitment, Court], Finding | None]] = {
    Kind.FOLLOW_UP: _personal,
    Kind.SAY: _say,
    Kind.KEEP_IN_TOUCH: _keep_in_touch,
    Kind.SEND: _send,
    Kind.INTRODUCE: _introduce,
    Kind.CALL_BACK: _call_back,
}
