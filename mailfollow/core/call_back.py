"""What a call-back and its introduction owe each other: the days, the outcome, the letter's facts.

"I will pass your card on, and I will call you back in any case, whatever comes of it."
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailfollow.core.calendar import day_of, moment_of, next_working, previous_working
from mailfollow.core.model import (
    Arrival,
    Arrived,
    Circumstances,
    Code,
    Commitment,
    Kind,
    Outcome,
    State,
    Status,
    Timing,
)

A_WEEK = timedelta(days=7)


def made_at(introduction: State) -> datetime | None:
    """The moment the card was passed on, as far as it is known."""
    if introduction.status is not Status.FULFILLED:
        return None
    if introduction.evidence:
        return introduction.evidence.sent_at
    return introduction.word.at if introduction.word else None


def rescheduled(
    call_back: Commitment,
    introduction: State,
    timing: Timing,
    holidays: Container[date],
    zone: ZoneInfo,
) -> Commitment:
    """The call-back counts from the day the introduction was made, or fell due if it was not."""
    due = introduction.commitment.due
    made = made_at(introduction)
    begins = day_of(made, zone) if made else due
    if due is None or begins is None:
        return call_back
    falls_due = timing.call_back.due.after(begins)
    opens = timing.call_back.opens.after(begins) if timing.call_back.opens else begins
    counts_from = moment_of(due, time(), zone)
    return replace(
        call_back,
        opens=opens,
        due=next_working(falls_due, holidays) if timing.working_days else falls_due,
        counts_from=min(made, counts_from) if made else counts_from,
    )


def circumstances(
    state: State,
    by_id: Mapping[str, State],
    arrivals: Sequence[Arrived],
    timing: Timing,
    holidays: Container[date],
    now: datetime,
    zone: ZoneInfo,
) -> Circumstances:
    """What the letter of this commitment needs to know beside it."""
    commitment, today = state.commitment, day_of(now, zone)
    found = Circumstances(late=state.late)
    if commitment.kind is Kind.FOLLOW_UP:
        return replace(found, carried=_carried(commitment, by_id.values()))
    if commitment.kind is Kind.INTRODUCE:
        due = timing.call_back.due.after(today)
        due = next_working(due, holidays) if timing.working_days else due
        answer_by = previous_working(due, holidays)
        return replace(found, answer_by=answer_by if answer_by > today else None)
    introduction = by_id.get(commitment.introduction or "")
    if commitment.kind is not Kind.CALL_BACK or introduction is None:
        return found
    made = made_at(introduction)
    outcome, on = _outcome(state, introduction, arrivals, today, zone)
    return replace(
        found, passed_on=day_of(made, zone) if made else None, outcome=outcome, outcome_on=on
    )


def _carried(follow_up: Commitment, all_states: Iterable[State]) -> tuple[str, ...]:
    """What is to be sent to the same person goes along in the same letter."""
    return tuple(
        s.commitment.promise.text
        for s in all_states
        if s.commitment.kind is Kind.SEND
        and s.status.open
        and s.commitment.promise
        and s.commitment.contact.id == follow_up.contact.id
    )


def _outcome(
    call_back: State,
    introduction: State,
    arrivals: Sequence[Arrived],
    today: date,
    zone: ZoneInfo,
) -> tuple[Outcome, date | None]:
    promise = call_back.commitment.promise
    said = next(
        (
            known
            for known in (call_back.outcome, introduction.outcome, promise and promise.outcome)
            if known is not None
        ),
        None,
    )
    if said is not None:
        return (Outcome.ACCEPTED if said else Outcome.DECLINED), None
    if introduction.reason and introduction.reason.code is Code.BOUNCED:
        return Outcome.BOUNCED, None
    third = introduction.commitment.third
    tied = (introduction.commitment.id, call_back.commitment.id)
    own = [a for a in arrivals if third and a.who == third.id and a.commitment in tied]
    wrote = [a.received_at for a in own if a.arrival is Arrival.PERSONAL]
    if wrote:
        return Outcome.ANSWERED, day_of(max(wrote), zone)
    back = max((away_until(a, zone) for a in own if a.arrival is Arrival.AWAY), default=None)
    return (Outcome.AWAY, back) if back and back > today else (Outcome.NONE, None)


def away_until(absence: Arrived, zone: ZoneInfo) -> date:
    """The first day back: as the out-of-office names it, else a week on."""
    return absence.until or day_of(absence.received_at + A_WEEK, zone)
