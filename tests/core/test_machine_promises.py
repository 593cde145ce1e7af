"""The machine with every kind of promise, and with people who answer, bounce and are away.

The same user and mail client as in test_machine.py, the same invariants, and more of them:
several promises to one person, letters to a third one, replies. Longer: MAILFOLLOW_MACHINE=400.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from mailfollow.core.calendar import Duration, Unit, day_of
from mailfollow.core.inbound import dead_addresses
from mailfollow.core.journal import LIVE
from mailfollow.core.model import (
    Arrival,
    Attachment,
    Body,
    Draft,
    Kind,
    Mailbox,
    Outcome,
    People,
    PutDraft,
    Status,
    Verb,
    Word,
)
from tests.core.given import (
    ANNA,
    CALL_BACK,
    INTRODUCTION,
    JANA,
    MAX,
    WARSAW,
    at,
    incoming,
    introduction,
    meeting,
    promise,
)
from tests.core.test_machine import EXAMPLES, Machine, Playground

PROMISES = (
    introduction(),
    promise(Kind.SEND, text="slides"),
    promise(Kind.SAY, by=date(2026, 11, 19), text="who is coming"),
    promise(Kind.SAY, by=date(2026, 11, 20), text="when it is"),
    promise(Kind.KEEP_IN_TOUCH, every=Duration(1, Unit.WEEK)),
)
BODIES = (
    Body("Hello Anna, coffee?"),
    Body("Hello", attachments=(Attachment("slides.pdf", "application/pdf"),)),
    Body("Jana, this is Max Müller: max@example.com"),
    Body("Max, Jana has no time before Christmas"),
    Body("Dear Max, dear Jana, you should meet"),
    Body("Max, I'll send Jana your card tomorrow"),
)


def _everybody() -> People:
    return People((ANNA, MAX, JANA), (meeting(ANNA), meeting(JANA)), PROMISES)


@dataclass
class Promised(Playground):
    people: People = field(default_factory=_everybody)


class Promises(Machine):
    playground = Promised

    @initialize(overdue=st.booleans())
    def begins(self, overdue: bool) -> None:
        """On the day the follow-ups fall overdue, or the day all the rest does."""
        self.play.now = at("2026-11-27 07:00" if overdue else "2026-11-19 07:00")
        self.swept()

    # --- more to write ----------------------------------------------------------------------

    @rule(
        to=st.lists(st.sampled_from([ANNA, MAX, JANA]), min_size=1, max_size=2, unique=True),
        body=st.sampled_from(BODIES),
        answering=st.booleans(),
    )
    def writes_something(self, to: list[Any], body: Body, answering: bool) -> None:
        references = ()
        if answering and self.play.inbox.there:
            references = (self.play.inbox.there[max(self.play.inbox.there)].message_id,)
        boxes = tuple(Mailbox(c.name, self.address(c)) for c in to)
        self.file(to=boxes, references=references)
        last = max(self.play.sent.there)
        self.play.sent.there[last] = replace(self.play.sent.there[last], body=body)
        self.swept()

    @precondition(lambda self: self.ours_in(self.play.drafts))
    @rule(which=st.integers(0, 5), body=st.sampled_from(BODIES))
    def finishes_and_sends(self, which: int, body: Body) -> None:
        uids = self.ours_in(self.play.drafts)
        item = self.play.drafts.there.pop(uids[which % len(uids)])
        self.file(to=item.recipients, references=item.references)
        last = max(self.play.sent.there)
        self.play.sent.there[last] = replace(self.play.sent.there[last], body=body)
        self.swept()

    @rule(which=st.sampled_from([INTRODUCTION, CALL_BACK]), arg=st.sampled_from(["yes", "no"]))
    def says_what_came_of_it(self, which: str, arg: str) -> None:
        said = Word(self.play.now, which, Verb.OUTCOME, arg)
        self.play.memory = replace(self.play.memory, words=(*self.play.memory.words, said))
        self.swept()
        assert self.play.last
        told = self.play.last.circumstances[CALL_BACK].outcome
        assert told is (Outcome.ACCEPTED if arg == "yes" else Outcome.DECLINED) or (
            which == INTRODUCTION
        )

    # --- what comes in ----------------------------------------------------------------------

    @rule(
        who=st.sampled_from([ANNA, MAX, JANA]),
        arrival=st.sampled_from([Arrival.PERSONAL, Arrival.AWAY]),
        answers=st.none() | st.integers(0, 3),
        days=st.none() | st.integers(-1, 9),
    )
    def comes_in(self, who: Any, arrival: Arrival, answers: int | None, days: int | None) -> None:
        ids = [m.message_id for m in self.play.sent.there.values()]
        references = [ids[-1 - answers % len(ids)]] if ids and answers is not None else []
        back = day_of(self.play.now, WARSAW) + timedelta(days) if days is not None else None
        self.arrives(self.address(who), *references, arrival=arrival, until=back)

    def _stands(self) -> dict[str, Status]:
        assert self.play.last
        return {s.commitment.id: s.status for s in self.play.last.states}

    @precondition(lambda self: self.play.sent.there)
    @rule(which=st.integers(0, 3), delayed=st.booleans(), forged=st.booleans())
    def bounces(self, which: int, delayed: bool, forged: bool) -> None:
        sent = [*self.play.sent.there.values()]
        one = sent[-1 - which % len(sent)]
        before = self._stands()
        self.arrives(
            "MAILER-DAEMON@mx.example.org",
            arrival=Arrival.DELAYED if delayed else Arrival.BOUNCE,
            about=("unknown@example.org" if forged else one.message_id,),
            recipients=tuple(b.address for b in one.to),
        )
        after = self._stands()
        if delayed or forged:
            reopened = [c for c in before if not before[c].open and after[c].open]
            assert not reopened, "a forged bounce, or a delay, re-opens nothing"

    def arrives(self, sender: str, *references: str, **more: Any) -> None:
        self.n += 1
        mail = incoming(sender, "2026-11-16 12:00", *references, **more)
        self.play.inbox.add(
            replace(mail, received_at=self.play.now, message_id=f"in{self.n}@example.net")
        )
        self.swept()

    # --- what has to be true besides ----------------------------------------------------------

    def swept(self) -> None:
        super().swept()
        assert self.play.last
        puts = [a for a in self.play.last.actions if isinstance(a, PutDraft)]
        asked = {c for c, s in self.play.states().items() if s.draft_asked_at}
        readers = [p.commitment.reader.id for p in puts if p.commitment.id not in asked]
        assert len(set(readers)) == len(readers), "one letter to one reader at a time"

    def lawful(self, put: PutDraft, before: Any) -> None:
        super().lawful(put, before)
        one, facts = put.commitment, put.circumstances
        now: dict[str, Draft] = {d.token: d for d in self.play.memory.drafts}
        beside = [
            d
            for d in (now[token] for token in before)
            if d.contact == one.reader.id and d.commitment != one.id and d.stage in LIVE
        ]
        assert not beside or self.play.states()[one.id].draft_asked_at, "one waiting a reader"
        if one.kind is Kind.CALL_BACK:
            assert facts.passed_on, "first the card is passed on"
            assert self.play.states()[INTRODUCTION].status is Status.FULFILLED
            assert facts.outcome is not Outcome.BOUNCED
        dead = dead_addresses(self.play.memory.arrivals)
        assert one.reader.addresses[0] not in dead, "no letter to an address that refuses mail"
        if put.parent:
            assert put.parent.who == one.reader.id, "a reply goes to who wrote"
            assert put.parent.arrival is Arrival.PERSONAL

    @invariant()
    def each_call_back_has_a_day(self) -> None:
        """I2: whatever becomes of the introduction."""
        for state in self.play.states().values():
            if state.commitment.kind is Kind.CALL_BACK and state.status.open:
                assert state.overdue_at
                assert state.commitment.counts_from

    @invariant()
    def never_by_the_mail_that_made_the_introduction(self) -> None:
        found = self.play.states()
        made, called = found[INTRODUCTION].evidence, found[CALL_BACK].evidence
        if made and called and not found[CALL_BACK].word:
            assert made.message != called.message
            assert made.sent_at <= called.sent_at or called.sent_at >= at("2026-11-19 00:00")


TestPromises = Promises.TestCase
TestPromises.settings = settings(
    max_examples=EXAMPLES // 4,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
