"""Where a commitment stands at one moment: its days, its evidence, the words → `State`.

A commitment ends at the earliest of: a word (done, drop, yes), fulfilling evidence, a newer
meeting. `reopen` undoes what ended it before, and refuses every message seen until then.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailfollow.core import address
from mailfollow.core.calendar import day_of, moment_of
from mailfollow.core.call_back import away_until, rescheduled
from mailfollow.core.inbound import bounced
from mailfollow.core.model import (
    Arrival,
    Arrived,
    Code,
    Commitment,
    Evidence,
    Grade,
    Kind,
    Reason,
    State,
    Status,
    Timing,
    Verb,
    Word,
)

ENDING = (Verb.DONE, Verb.DROP, Verb.YES)
PERMITTING = (Verb.DRAFT, Verb.REOPEN, Verb.SNOOZE)


def states(
    commitments: Iterable[Commitment],
    evidence: Sequence[Evidence],
    words: Sequence[Word],
    arrivals: Sequence[Arrived] = (),
    *,
    now: datetime,
    zone: ZoneInfo,
    timing: Timing,
    holidays: Container[date] = frozenset(),
) -> tuple[State, ...]:
    """Every commitment's state; a call-back's days follow from its introduction's."""
    found: dict[str, State] = {}

    def stands(commitment: Commitment) -> State:
        return state(
            commitment,
            [e for e in evidence if e.commitment == commitment.id],
            [w for w in words if w.commitment == commitment.id],
            [a for a in arrivals if a.commitment == commitment.id],
            now=now,
            zone=zone,
            drafts_at=timing.drafts_at,
        )

    for commitment in commitments:
        introduction = found.get(commitment.introduction or "")
        if introduction:
            commitment = rescheduled(commitment, introduction, timing, holidays, zone)
        found[commitment.id] = stands(commitment)
    return tuple(found.values())


def state(
    commitment: Commitment,
    evidence: Sequence[Evidence],
    words: Sequence[Word],
    arrivals: Sequence[Arrived] = (),
    *,
    now: datetime,
    zone: ZoneInfo,
    drafts_at: time,
) -> State:
    """All three are this commitment's own; words in the order they were said."""
    words = sorted(words, key=lambda w: w.at)
    held = [e for e in evidence if holds(e, commitment, words, zone)]
    valid = [e for e in held if not bounced(e, commitment, arrivals)]
    reopened = _last(words, (Verb.REOPEN,))
    since = words[words.index(reopened) + 1 :] if reopened else words
    end = _end(commitment, valid, since, zone)
    snooze = _last(since, (Verb.SNOOZE,))
    until = moment_of(date.fromisoformat(snooze.arg), drafts_at, zone) if snooze else None
    away = _away(commitment, arrivals, drafts_at, now, zone)
    overdue_at = until or _overdue_at(commitment, zone, drafts_at)
    if overdue_at:
        overdue_at = max(m for m in (overdue_at, _at(reopened), away) if m)
    base = State(
        commitment=commitment,
        status=_open_status(commitment, overdue_at, until or away, now, zone),
        occasion=_occasion(commitment, words, zone),
        late=commitment.late is not None and day_of(now, zone) > commitment.late,
        overdue_at=overdue_at,
        snoozed_until=until if until and now < until and not end else None,
        hints=tuple(e for e in valid if e.grade is Grade.E5),
        permitted_at=_at(_last(words, PERMITTING)),
        draft_asked_at=_asked_at(since),
        tried_at=_at(_last(since, (Verb.TRIED,))),
        outcome=_said_outcome(words),  # what the third person said outlives a reopen
    )
    if end:
        return _ended(base, end, valid)
    back = [b for e in held if e.grade.fulfils and (b := bounced(e, commitment, arrivals))]
    return _open(base, valid, _waiting(base, away, back, zone))


def _said_outcome(words: Sequence[Word]) -> bool | None:
    said = _last(words, (Verb.OUTCOME,))
    return None if said is None else said.arg == "yes"


def _away(
    commitment: Commitment,
    arrivals: Sequence[Arrived],
    drafts_at: time,
    now: datetime,
    zone: ZoneInfo,
) -> datetime | None:
    """Until when what is owed to an absent person is parked; the occasion stays the same."""
    days = [
        away_until(a, zone)
        for a in arrivals
        if a.arrival is Arrival.AWAY
        and a.who == commitment.contact.id
        and commitment.kind is not Kind.INTRODUCE  # that is done with the third person
    ]
    back = moment_of(max(days), drafts_at, zone) if days else None
    return back if back and now < back else None


def holds(
    evidence: Evidence, commitment: Commitment, words: Iterable[Word], zone: ZoneInfo
) -> bool:
    """Whether this evidence still counts: not refused, and not from before the origin."""
    return day_of(evidence.sent_at, zone) >= commitment.origin and not refused(evidence, words)


def refused(evidence: Evidence, words: Iterable[Word]) -> bool:
    """A message that a `reopen` or a `no` refused never proves that commitment again."""
    return any(
        (w.verb is Verb.REOPEN and evidence.seen_at <= w.at)
        or (w.verb is Verb.NO and address.same_message(evidence.message, w.arg))
        for w in words
    )


def _end(
    commitment: Commitment, valid: Sequence[Evidence], words: Sequence[Word], zone: ZoneInfo
) -> Word | Evidence | date | None:
    ends: list[tuple[datetime, Word | Evidence | date]] = [
        (w.at, w) for w in words if w.verb in ENDING
    ]
    ends += [
        (e.seen_at, e)
        for e in sorted(valid, key=lambda e: (e.sent_at, e.grade))
        if e.grade.fulfils and (not commitment.ended or day_of(e.sent_at, zone) < commitment.ended)
    ]
    first = min(ends, key=lambda end: end[0], default=None)
    return first[1] if first else commitment.ended


def _ended(base: State, end: Word | Evidence | date, valid: Sequence[Evidence]) -> State:
    match end:
        case Evidence():
            return _with(base, Status.FULFILLED, end.reason, end.seen_at, evidence=end)
        case Word(verb=Verb.DROP):
            return _with(base, Status.DROPPED, Reason(Code.DROPPED_BY_WORD), end.at, word=end)
        case Word(verb=Verb.YES):
            mail = next((e for e in valid if address.same_message(e.message, end.arg)), None)
            return _with(base, Status.FULFILLED, Reason(Code.CONFIRMED), end.at, mail, end)
        case Word():
            return _with(base, Status.FULFILLED, Reason(Code.DONE), end.at, word=end)
        case _:
            return _with(base, Status.DROPPED, Reason.of(Code.NEWER_MEETING, on=end), None)


def _with(
    base: State,
    status: Status,
    reason: Reason,
    ended_at: datetime | None,
    evidence: Evidence | None = None,
    word: Word | None = None,
) -> State:
    return replace(
        base, status=status, reason=reason, ended_at=ended_at, evidence=evidence, word=word
    )


def _open(base: State, valid: Sequence[Evidence], reason: Reason | None) -> State:
    doubtful = [e for e in valid if e.grade is Grade.E4]
    question = max(doubtful, key=lambda e: e.sent_at, default=None)
    return replace(base, question=question, reason=reason)


def _waiting(
    base: State, away: datetime | None, back: Sequence[Arrived], zone: ZoneInfo
) -> Reason | None:
    if back:
        return Reason.of(Code.BOUNCED, to=back[-1].address)
    if base.snoozed_until:
        return Reason.of(Code.SNOOZED, until=base.snoozed_until.isoformat())
    if away:
        return Reason.of(Code.AWAY, until=day_of(away, zone))
    if base.commitment.due is None and base.overdue_at is None:
        return Reason.of(Code.LONG_AGO, on=base.commitment.origin)
    return None


def _overdue_at(commitment: Commitment, zone: ZoneInfo, drafts_at: time) -> datetime | None:
    if commitment.due is None:
        return None
    return moment_of(commitment.due + timedelta(days=1), drafts_at, zone)


def _open_status(
    commitment: Commitment,
    overdue_at: datetime | None,
    snoozed_until: datetime | None,
    now: datetime,
    zone: ZoneInfo,
) -> Status:
    if overdue_at and now >= overdue_at:
        return Status.OVERDUE
    if snoozed_until or commitment.opens is None or day_of(now, zone) < commitment.opens:
        return Status.UPCOMING
    return Status.DUE


def _occasion(commitment: Commitment, words: Sequence[Word], zone: ZoneInfo) -> date:
    """The last day that a person set: the TOML's, or that of a later snooze or reopen."""
    last = _last(words, (Verb.SNOOZE, Verb.REOPEN))
    if last is None:
        return commitment.occasion
    return date.fromisoformat(last.arg) if last.verb is Verb.SNOOZE else day_of(last.at, zone)


def _asked_at(words: Sequence[Word]) -> datetime | None:
    """When a draft was asked for, unless a later snooze put it off again."""
    last = _last(words, (Verb.DRAFT, Verb.SNOOZE))
    return last.at if last and last.verb is Verb.DRAFT else None


def _last(words: Sequence[Word], verbs: tuple[Verb, ...]) -> Word | None:
    return next((w for w in reversed(words) if w.verb in verbs), None)


def _at(word: Word | None) -> datetime | None:
    return word.at if word else None
