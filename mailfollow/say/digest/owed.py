"""The lines that have a number: what is owed, whom to call, what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from mailfollow.core.model import Code, Item, Kind, Outcome, Status
from mailfollow.say.arrivals import came
from mailfollow.say.call import Call, call, short_text, unpassed
from mailfollow.say.digest.answers import ANNOUNCED, CALL, OWED, QUESTION
from mailfollow.say.digest.page import Line, Link, line, short
from mailfollow.say.digest.view import View
from mailfollow.say.owed import draft_now, third, what
from mailfollow.say.phrase import quoted
from mailfollow.say.reasons import mail

_NAME = 30
_UNSAID = (Outcome.NONE, Outcome.ANSWERED, Outcome.AWAY)


def owed(item: Item, view: View) -> Line:
    """Overdue, or due soon: where its draft waits, or why there is none."""
    return _line(item, view, tuple(_happening(item, view)), OWED)


def announced(item: Item, view: View) -> Line:
    """A draft that comes before the next morning mail; it can be had now."""
    return _line(item, view, (_draft_comes(item, view),), ANNOUNCED)


def question(item: Item, view: View) -> Line:
    """A mail, what is doubtful about it, and yes or no."""
    asked = item.state.question
    if asked is None:
        return owed(item, view)
    sentence = view.reason(asked.reason)
    about = mail(asked, sentence, view.language, view.zone)
    note = view.say("digest.question", mail=about, reason=sentence)
    return _line(item, view, (note,), QUESTION)


def to_call(item: Item, view: View) -> Line:
    """The number to tap, what came of it so far, what to say."""
    c = item.state.commitment
    told = call(item.state, item.circumstances, view.language)
    text = "" if c.reader.addresses else short_text(item.state, item.circumstances, view.me.name)
    answers = [view.reply.links(item.number, CALL)]
    if _outcome_open(item):
        their = partial(view.say, "digest.outcome", third=short(third(c) or "", _NAME))
        answers.append(view.reply.links(item.number, QUESTION, lambda word: their(answer=word)))
    return line(
        who=c.contact.name,
        what=what(c, view.language),
        by=view.by(item.state),
        notes=tuple(_calling(item, told, text, view)),
        crib=told.sentences,
        number=item.number,
        phone=_phone(told, text, item, view),
        answers=tuple(answers),
    )


def _line(item: Item, view: View, notes: tuple[str, ...], answers: tuple[str, ...]) -> Line:
    c = item.state.commitment
    return line(
        who=c.contact.name,
        what=what(c, view.language),
        by=view.by(item.state),
        notes=notes,
        number=item.number,
        answers=(view.reply.links(item.number, answers),),
    )


def _happening(item: Item, view: View) -> Iterator[str]:
    yield draft_now(item.draft, view.language) if item.draft else _no_draft(item, view)
    if item.state.reason:
        yield view.reason(item.state.reason)
    if not (item.held and item.held.code is Code.FIRST_PASS_ON):
        yield came(item.state.commitment, item.circumstances, view.language)


def _no_draft(item: Item, view: View) -> str:
    if item.held and item.held.code is not Code.NOT_YET:
        return view.say("status.held", reason=view.reason(item.held))
    return _draft_comes(item, view)


def _draft_comes(item: Item, view: View) -> str:
    state = item.state
    if state.overdue_at is None or state.status is Status.OVERDUE:
        return view.say("status.no_draft", id=state.commitment.id)
    return view.say("status.draft_from", at=view.moment(state.overdue_at))


def _calling(item: Item, told: Call, text: str, view: View) -> Iterator[str]:
    state = item.state
    reader = state.commitment.reader
    other = reader.name if reader != state.commitment.contact else None
    if not reader.addresses:
        yield view.say("status.lacking", who=other)
    yield told.note or came(state.commitment, item.circumstances, view.language)
    if state.tried_at:
        yield view.say("digest.tried", day=view.moment(state.tried_at))
    if item.draft:
        yield draft_now(item.draft, view.language)
    if text:
        yield view.say("call.text", text=quoted(view.language, text))


def _phone(told: Call, text: str, item: Item, view: View) -> tuple[Link, ...]:
    """The number as it is written; an SMS that is written already, where there is a text."""
    if not told.tel:
        return ()
    written = item.state.commitment.reader.phones[0]
    body = f"?body={quote(text, safe='')}" if text else ""
    return Link(view.say("digest.tel", number=written), told.tel), Link("SMS", told.sms + body)


def _outcome_open(item: Item) -> bool:
    """Whether the third person's answer may still be told: yes or no, and nothing else asked."""
    known, state = item.circumstances, item.state
    told = known.outcome not in _UNSAID or state.question is not None
    return state.commitment.kind is Kind.CALL_BACK and not told and not unpassed(known)
