"""The plan as a whole: what no combination of memory and looks may bring about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mailfollow.core.model import (
    Draft,
    Grade,
    Mailbox,
    PutDraft,
    Restage,
    Stage,
    Verb,
    WithdrawDraft,
    Word,
)
from mailfollow.core.plan import plan
from tests.core.given import (
    ANNA,
    FOLLOW_UP,
    MAX,
    OVERDUE,
    TOKEN,
    at,
    draft,
    evidence,
    lying,
    mail,
    meeting,
    people,
    view,
    world,
)

HIS = "max-mueller.follow_up.2026-11-16"
SECOND = f"{FOLLOW_UP}.2"
GIVEN = people(meeting(), meeting(), meeting(MAX))
HOURS = st.integers(0, 24 * 8)
MOMENTS = HOURS.map(lambda h: at("2026-11-17 07:00") + timedelta(hours=h))


def _drafts(stages: list[Stage], moments: list[Any]) -> tuple[Draft, ...]:
    return tuple(
        draft(
            stage,
            token=f"t{n}",
            commitment=(FOLLOW_UP, SECOND, HIS)[n % 3],
            contact=(ANNA.id, ANNA.id, MAX.id)[n % 3],
            name=(ANNA.name, ANNA.name, MAX.name)[n % 3],
            to=("anna@example.pl", "anna@example.pl", "max@example.com")[n % 3],
            n=n // 3,
            uid=n + 1,
            laid_at=moment,
        )
        for n, (stage, moment) in enumerate(zip(stages, moments, strict=False))
    )


DRAFTS = st.builds(
    _drafts, st.lists(st.sampled_from(Stage), max_size=6), st.lists(MOMENTS, min_size=6, max_size=6)
)
LYING = st.lists(
    st.builds(
        lambda n, moved, digest: lying(n + 1 + moved, references=(f"t{n}",), digest=digest),
        st.integers(0, 5),
        st.sampled_from([0, 0, 40]),
        st.sampled_from(["as laid", "edited", None]),
    )
    | st.just(lying(99, references=(), recipients=(Mailbox("", "anna@example.pl"),))),
    max_size=5,
    unique_by=lambda m: m.place.uid,
)
WORDS = st.lists(
    st.builds(
        lambda at, which, verb: Word(at, which, verb, "2026-11-22" if verb is Verb.SNOOZE else ""),
        MOMENTS,
        st.sampled_from([FOLLOW_UP, SECOND, HIS]),
        st.sampled_from([Verb.DONE, Verb.DROP, Verb.REOPEN, Verb.SNOOZE, Verb.DRAFT]),
    ),
    max_size=4,
)
EVIDENCE = st.lists(
    st.builds(
        lambda grade, moment, which: evidence(grade, sent_at=moment, commitment=which),
        st.sampled_from(Grade),
        MOMENTS,
        st.sampled_from([FOLLOW_UP, HIS]),
    ),
    max_size=2,
    unique_by=lambda e: e.commitment,
)


@settings(max_examples=150, deadline=None)
@given(HOURS, DRAFTS, st.none() | LYING, st.none() | LYING, WORDS, EVIDENCE, st.booleans())
def test_whatever_is_remembered_and_seen(
    hours: int, drafts: Any, there: Any, thrown: Any, words: Any, seen: Any, sent: bool
) -> None:
    now = str((at(OVERDUE) + timedelta(hours=hours + 1)).replace(tzinfo=None))
    looked = view(now, drafts=there, trash=thrown, sent=() if sent else None)
    given_world = world(now, GIVEN, views=(looked,), drafts=drafts, words=words, evidence=seen)
    found = plan(given_world)
    assert found == plan(given_world)
    puts = [a for a in found.actions if isinstance(a, PutDraft)]
    states = {s.commitment.id: s for s in found.states}
    stages = {d.token: d for d in drafts} | {
        a.draft.token: a.draft for a in found.actions if isinstance(a, Restage)
    }
    assert len(states) == 3
    for id, state in states.items():  # noqa: A001
        assert (
            (id in found.held) or (id in [p.commitment.id for p in puts]) or (not state.status.open)
        )
    if there is None or thrown is None or not sent:
        assert not puts, "I5"
    if there is None:
        assert not any(isinstance(a, Restage | WithdrawDraft) for a in found.actions), "I5"
    for put in puts:
        state = states[put.commitment.id]
        assert state.status.open
        beside = [d for d in stages.values() if d.commitment == put.commitment.id]
        asked = state.draft_asked_at is not None
        spoken = Counter(d.stage for d in beside)
        assert not spoken[Stage.WAITING] + spoken[Stage.INTENDED] + spoken[Stage.IN_DOUBT]
        assert not spoken[Stage.WITHDRAWING]
        assert asked or not spoken[Stage.EDITED] + spoken[Stage.GONE]
        assert (put.occasion, put.n) not in {(d.occasion, d.n) for d in beside}
    unasked = Counter(
        p.commitment.contact.id for p in puts if not states[p.commitment.id].draft_asked_at
    )
    assert all(n == 1 for n in unasked.values()), "one waiting draft a contact"
    for action in found.actions:
        if isinstance(action, WithdrawDraft):
            mine = [m for m in there if action.draft.token in m.references]
            assert any(m.place.uid == action.draft.uid for m in mine)
    assert found.wake is not None
    assert found.wake > given_world.now


def test_a_draft_in_another_mailbox_is_not_looked_for_here() -> None:
    found = plan(world(drafts=[replace(draft(), mailbox="Entwürfe")]))
    assert found.actions == ()


def test_a_later_mail_of_the_thread_is_not_the_draft() -> None:
    for references, stage in (((TOKEN,), Stage.SENT), ((TOKEN, "later@x"), Stage.GONE)):
        seen = view(OVERDUE, sent=[mail("x@example.net", references=references)])
        found = plan(world(views=(seen,), drafts=[draft()]))
        assert [a.draft.stage for a in found.actions if isinstance(a, Restage)] == [stage]


def test_what_a_sweep_sees_counts_in_the_same_sweep() -> None:
    seen = evidence(sent_at=at(OVERDUE))
    found = plan(world(judged=(seen,)))
    assert [type(a).__name__ for a in found.actions] == ["Fulfil"]
    assert found.held == {}
