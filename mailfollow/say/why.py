"""`why ID`: the notes of a person who was there.

What was promised when, what was seen, what was said, what was decided, why not otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from mailfollow.core.address import same_message
from mailfollow.core.calendar import moment_of
from mailfollow.core.model import (
    Arrival,
    Arrived,
    Circumstances,
    Code,
    Draft,
    Evidence,
    Grade,
    Kind,
    Language,
    Reason,
    Stage,
    State,
    Verb,
    Word,
)
from mailfollow.say.arrivals import arrived, came
from mailfollow.say.call import call, short_text
from mailfollow.say.days import day, moment, noted, readable
from mailfollow.say.owed import answers, draft_of, what
from mailfollow.say.phrase import phrase, placed, quoted
from mailfollow.say.reasons import mail, question, reason

Note = tuple[date | datetime, str]
"""When, and what; a day where the hour is not known or does not matter."""

_LYING = (Stage.WAITING, Stage.EDITED, Stage.WITHDRAWING)
_BEGUN = (Stage.INTENDED, Stage.IN_DOUBT, Stage.WAITING)


def why(
    state: State,
    *,
    evidence: Sequence[Evidence],
    words: Sequence[Word],
    drafts: Sequence[Draft],
    held: Reason | None,
    language: Language,
    zone: ZoneInfo,
    arrivals: Sequence[Arrived] = (),
    circumstances: Circumstances | None = None,
    name: str = "",
) -> str:
    """All of it, safe to print. Evidence, words, drafts, arrivals may be the whole ledger's.

    `name` is the user's own, to sign a short message with.
    """
    own_id = state.commitment.id
    own = [d for d in drafts if d.commitment == own_id]
    notes = [
        *_days(state, language),
        *_mails(state, evidence, words, arrivals, language, zone),
        *_came_in(state, evidence, arrivals, language),
        *(_word(w, evidence, language) for w in words if w.commitment == own_id),
        *_drafts(own, language, zone),
    ]
    notes.sort(key=lambda note: _instant(note[0], zone))
    lines = [_head(state, language), own_id, "", *_margin(notes, language, zone), ""]
    lines += _now(state, own, held, language, zone)
    if state.status.open:
        lines += _by_phone(state, circumstances, name, language)
    return "\n".join(lines) + "\n"


def _head(state: State, language: Language) -> str:
    who = state.commitment.contact.name
    return phrase(language, "why.head", who=who, what=what(state.commitment, language))


def _days(state: State, language: Language) -> Iterator[Note]:
    c = state.commitment
    key = "why.promised" if c.promise or answers(c) else "why.met"
    place = placed(language, c.meeting.at if c.meeting else None)
    began = c.promise.on if c.promise else c.origin
    yield began, phrase(language, key, what=what(c, language), place=place)
    if c.due:
        yield (
            began,
            phrase(
                language,
                "why.days" if c.opens else "why.due",
                opens=day(c.opens, language) if c.opens else None,
                due=day(c.due, language),
                late=day(c.late, language) if c.late else None,
            ),
        )


def _mails(
    state: State,
    evidence: Iterable[Evidence],
    words: Sequence[Word],
    arrivals: Sequence[Arrived],
    language: Language,
    zone: ZoneInfo,
) -> Iterator[Note]:
    for e in (e for e in evidence if e.commitment == state.commitment.id):
        sentence = reason(e.reason, language, zone)
        notes = "; ".join(phrase(language, f"note.{n}") for n in e.notes)
        yield (
            e.sent_at,
            phrase(
                language,
                "why.seen",
                mail=mail(e, sentence, language),
                verdict=phrase(language, _verdict(e, state, words, arrivals)),
                reason=sentence,
                notes=notes,
            ),
        )


def _verdict(
    mail: Evidence, state: State, words: Iterable[Word], arrivals: Iterable[Arrived]
) -> str:
    if mail.grade is Grade.E5:
        return "why.hint"
    if mail != state.evidence:
        if any(_refuses(word, mail) for word in words):
            return "why.refused"
        if any(
            a.arrival is Arrival.BOUNCE and same_message(a.about, mail.message) for a in arrivals
        ):
            return "why.bounced"
    return "why.counts" if mail.grade.fulfils else "why.doubt"


def _refuses(word: Word, mail: Evidence) -> bool:
    if word.commitment != mail.commitment:
        return False
    if word.verb is Verb.REOPEN:
        return mail.seen_at <= word.at
    return word.verb is Verb.NO and same_message(mail.message, word.arg)


def _came_in(
    state: State, evidence: Sequence[Evidence], arrivals: Iterable[Arrived], language: Language
) -> Iterator[Note]:
    people = {p.id: p.name for p in (state.commitment.third, state.commitment.contact) if p}
    for a in arrivals:
        if a.commitment == state.commitment.id and a.arrival is not Arrival.OTHER:
            subjects = (e.subject for e in evidence if same_message(e.message, a.about))
            yield a.received_at, arrived(a, language, people.get(a.who), next(subjects, ""))


def _word(word: Word, evidence: Iterable[Evidence], language: Language) -> Note:
    arg = word.arg
    if word.verb is Verb.SNOOZE:
        arg = readable(arg, language, None)
    elif word.verb in (Verb.YES, Verb.NO):
        subjects = (e.subject for e in evidence if same_message(e.message, word.arg))
        arg = quoted(language, next(subjects, ""))
    elif word.verb is Verb.OUTCOME:
        arg = quoted(language, phrase(language, f"outcome.{arg}"))
    return word.at, phrase(language, f"said.{word.verb}", arg=arg)


def _drafts(drafts: Iterable[Draft], language: Language, zone: ZoneInfo) -> Iterator[Note]:
    for d in drafts:
        yield d.laid_at, phrase(language, "why.laid", to=d.to, folder=d.mailbox)
        if d.stage not in _BEGUN:
            cause = reason(d.reason, language, zone) if d.reason else None
            stage = phrase(language, f"stage.{d.stage}")
            yield d.since, phrase(language, "why.draft", stage=stage, reason=cause)


def _margin(notes: Sequence[Note], language: Language, zone: ZoneInfo) -> Iterator[str]:
    dated = [(noted(at, language, zone), text) for at, text in notes]
    width = max((len(at) for at, _ in dated), default=0)
    return (f"{at:<{width}}  {text}" for at, text in dated)


def _now(
    state: State, drafts: Sequence[Draft], held: Reason | None, language: Language, zone: ZoneInfo
) -> Iterator[str]:
    yield standing(state, language, zone)
    if state.question:
        yield question(state.question, state, language, zone) + "."
    if not state.status.open:
        return
    draft = draft_of(state, drafts)
    if draft:
        yield _draft(draft, language)
    if held and not (draft and draft.stage in _LYING and held.code is Code.USED_UP):
        yield phrase(language, "now.held", reason=reason(held, language, zone))


def _by_phone(
    state: State, circumstances: Circumstances | None, name: str, language: Language
) -> Iterator[str]:
    """What came of the introduction; the number and what to say; a text if there is no address."""
    c, known = state.commitment, circumstances or Circumstances()
    told = call(state, known, language)
    if circumstances and (news := told.note or came(c, known, language)):
        yield f"{news}."
    if not told.tel or (c.reader.addresses and c.kind is not Kind.CALL_BACK):
        return
    yield phrase(language, "call.links", tel=told.tel, sms=told.sms)
    yield from (f"  {sentence}" for sentence in told.sentences)
    if not c.reader.addresses and (text := short_text(state, known, name)):
        yield phrase(language, "call.text", text=quoted(language, text))


def _draft(draft: Draft, language: Language) -> str:
    stage = phrase(language, f"stage.{draft.stage}")
    folder = draft.mailbox if draft.stage in _LYING else None
    return phrase(language, "now.draft", stage=stage, folder=folder)


def standing(state: State, language: Language, zone: ZoneInfo) -> str:
    """Where a commitment stands, in one sentence."""
    c, until, since = state.commitment, state.snoozed_until, state.overdue_at
    return phrase(
        language,
        "now.snoozed" if until else f"now.{state.status}",
        until=moment(until, language, zone) if until else None,
        since=moment(since, language, zone) if since else None,
        opens=day(c.opens, language) if c.opens else None,
        due=day(c.due, language) if c.due else None,
        reason=reason(state.reason, language, zone) if state.reason else None,
    )


def _instant(at: date | datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(UTC) if isinstance(at, datetime) else moment_of(at, time(), zone)
