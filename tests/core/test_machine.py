"""The core against a user with a mail client: whatever happens, in whatever order, I1–I5 hold.

The mailbox is values only; `Playground.sweep` does what sweep.py, act.py and ledger.py do with
the real ones. Longer: MAILFOLLOW_MACHINE=2000 (examples) pytest tests/core/test_machine.py
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mailfollow.core import promises
from mailfollow.core.calendar import day_of
from mailfollow.core.model import (
    AccountView,
    Ask,
    Body,
    Commitment,
    Draft,
    Fulfil,
    Grade,
    Heed,
    Household,
    Limits,
    Look,
    Lying,
    Mailbox,
    Memory,
    NoLook,
    Note,
    People,
    Place,
    Plan,
    PutDraft,
    Renew,
    Restage,
    Retract,
    SentMessage,
    Stage,
    State,
    Status,
    Timing,
    Verb,
    WithdrawDraft,
    Word,
    World,
)
from mailfollow.core.plan import plan
from mailfollow.core.trial import Trial
from tests.core.given import ANNA, MAX, ME, WARSAW, WORK, at, meeting

EXAMPLES = int(os.environ.get("MAILFOLLOW_MACHINE", "20"))


@dataclass
class Folder:
    """A mailbox: UIDs are given once, and never again within a UIDVALIDITY."""

    name: str
    uidvalidity: int = 1
    uidnext: int = 1
    there: dict[int, Any] = field(default_factory=dict)

    def add(self, item: Any) -> int:
        uid = self.uidnext
        self.uidnext += 1
        self.there[uid] = replace(item, place=Place(WORK, self.name, self.uidvalidity, uid))
        return uid

    def renumber(self) -> None:
        old, self.there = list(self.there.values()), {}
        self.uidvalidity, self.uidnext = self.uidvalidity + 1, 1
        for item in old:
            self.add(item)


@dataclass
class Playground:
    """The mailbox, the files and the ledger, as values."""

    now: datetime = field(default_factory=lambda: at("2026-11-16 20:00"))
    people: People = field(
        default_factory=lambda: People((ANNA, MAX), (meeting(ANNA), meeting(MAX)))
    )
    memory: Memory = field(default_factory=Memory)
    drafts: Folder = field(default_factory=lambda: Folder("Drafts"))
    trash: Folder = field(default_factory=lambda: Folder("Trash"))
    sent: Folder = field(default_factory=lambda: Folder("Sent"))
    inbox: Folder = field(default_factory=lambda: Folder("INBOX"))
    flying: list[Lying] = field(default_factory=list)  # APPENDs in doubt, still on their way
    unseen: frozenset[str] = frozenset()
    append: str = "ok"  # or "refused", "lost", "late": in doubt, and it arrives not or later
    withdrawing: str = "ok"  # or "refused", "unheard": done, but the answer was lost
    connection: int = 0
    last: Plan | None = None

    # --- what the program does ------------------------------------------------------------

    def commitments(self, memory: Memory) -> tuple[Commitment, ...]:
        return promises.commitments(
            self.people, Timing(), frozenset(), memory.known, self.now, WARSAW, memory
        )

    def remember(self) -> None:
        names = promises.renames(
            self.memory.known, self.commitments(self.memory), self.people.silent
        )
        memory = promises.renamed(self.memory, names, self.commitments(self.memory))
        known = promises.met(memory, self.commitments(memory), self.people.silent, self.now)
        self.memory = replace(memory, known=known)

    def view(self) -> AccountView:
        def look(folder: Folder) -> Any:
            if folder.name in self.unseen:
                return NoLook(WORK, folder.name, "no connection")
            items = tuple(folder.there.values())
            return Look(WORK, folder.name, self.now, folder.uidvalidity, items)

        return AccountView(
            WORK,
            "work",
            (look(self.sent),),
            look(self.drafts),
            look(self.trash),
            inbox=look(self.inbox),
            connection=f"connection {self.connection}",
        )

    def world(self, **more: Any) -> World:
        view = self.view()
        tokens = {d.token: d.commitment for d in self.memory.drafts}
        home = Household(ME, (), self.people)
        held = Trial(home, self.commitments(self.memory), self.memory, tokens, self.now)
        judged, arrived = held.judge(*(_items(look) for look in (view.sent[0], view.inbox)))
        given = World(
            now=self.now,
            me=ME,
            people=self.people,
            timing=Timing(),
            limits=Limits(),
            commitments=held.after(judged),
            memory=self.memory,
            judged=judged,
            arrived=arrived,
            views={WORK: view},
            accounts={"work": WORK},
        )
        return replace(given, **more)

    def sweep(self) -> Plan:
        self.remember()
        given = self.world()
        chosen = plan(given)
        assert plan(given) == chosen, "the same world gives the same plan"
        for action in chosen.actions:
            self.settle(action)
        for action in chosen.actions:
            if isinstance(action, PutDraft):
                self.put(action)
            elif isinstance(action, WithdrawDraft):
                self.withdraw(action.draft)
            elif isinstance(action, Renew):
                self.connection += 1
        self.last = chosen
        return chosen

    def settle(self, action: Any) -> None:
        kept = {(e.commitment, e.message): e for e in self.memory.evidence}
        match action:
            case Fulfil(e) | Ask(e) | Note(e):
                kept[e.commitment, e.message] = e
            case Retract(commitment, message):
                del kept[commitment, message]
            case Restage(draft):
                self.restage(draft)
            case Heed(arrived):
                self.memory = replace(self.memory, arrivals=(*self.memory.arrivals, arrived))
        self.memory = replace(self.memory, evidence=tuple(kept.values()))

    def restage(self, draft: Draft) -> None:
        drafts = {d.token: d for d in self.memory.drafts} | {draft.token: draft}
        self.memory = replace(self.memory, drafts=tuple(drafts.values()))

    def put(self, action: PutDraft) -> None:
        one, reader = action.commitment, action.commitment.reader
        parent = action.parent.message_id if action.parent else None
        token = f"{one.id}.{action.occasion}.{action.n}@example.org"
        assert token not in {d.token for d in self.memory.drafts}, "a token is used once"
        draft = Draft(
            token=token,
            commitment=one.id,
            contact=reader.id,
            name=reader.name,
            occasion=action.occasion,
            n=action.n,
            stage=Stage.INTENDED,
            account=WORK,
            mailbox="Drafts",
            message_id=token,
            laid_at=self.now,
            since=self.now,
            to=reader.addresses[0],
            parent=parent,
            digest=f"as laid {token}",
        )
        self.restage(draft)
        raw = Lying(
            Place(WORK, "Drafts", 0, 0),
            self.now,
            token,
            (token, *([parent] if parent else [])),
            (Mailbox(reader.name, reader.addresses[0]),),
            draft.digest,
        )
        if self.append == "ok":
            uid = self.drafts.add(raw)
            self.restage(
                replace(
                    draft,
                    stage=Stage.WAITING,
                    uidvalidity=self.drafts.uidvalidity,
                    uid=uid,
                    internal_date=self.now,
                )
            )
        elif self.append == "refused":
            self.restage(replace(draft, stage=Stage.FAILED))
        elif self.append != "crash":
            self.restage(replace(draft, stage=Stage.IN_DOUBT))
        if self.append == "late":
            self.flying.append(raw)
        self.append = "ok"

    def withdraw(self, draft: Draft) -> None:
        how, self.withdrawing = self.withdrawing, "ok"
        item = self.drafts.there.get(draft.uid or 0)
        if how == "refused" or draft.uidvalidity != self.drafts.uidvalidity or item is None:
            return
        assert item.digest == draft.digest, "only ever our own bytes"
        self.trash.add(self.drafts.there.pop(draft.uid or 0))
        if how == "ok":
            self.restage(replace(draft, stage=Stage.WITHDRAWN, since=self.now))

    # --- what is asked of it --------------------------------------------------------------

    def states(self) -> Mapping[str, State]:
        assert self.last
        return {s.commitment.id: s for s in self.last.states}

    def ours(self, folder: Folder) -> dict[int, Lying]:
        tokens = {d.token for d in self.memory.drafts}
        return {u: m for u, m in folder.there.items() if tokens & set(m.references)}


def _items(look: Any) -> tuple[Any, ...]:
    return look.items if isinstance(look, Look) else ()


class Machine(RuleBasedStateMachine):
    """The user, the world, and a sweep after each thing that happens."""

    playground: Callable[[], Playground] = Playground
    letter = "Hello, how about coffee?"

    def __init__(self) -> None:
        super().__init__()
        self.play = type(self).playground()
        self.n = 0
        self.removed: list[Any] = []
        self.play.sweep()

    @initialize(overdue=st.booleans())
    def begins(self, overdue: bool) -> None:
        if overdue:
            self.play.now = at("2026-11-19 07:00")
        self.swept()

    def swept(self) -> None:
        """One sweep, and what has to be true of any."""
        before = {d.token: d for d in self.play.memory.drafts}
        stages = {d.token: d.stage for d in before.values()}
        theirs = self.theirs()
        unseen, smooth = self.play.unseen, self.play.append == "ok"
        found = self.play.sweep()
        assert theirs == self.theirs(), "I4: nothing of the user's was changed"
        if "Drafts" in unseen:
            assert stages == {d.token: d.stage for d in self.play.memory.drafts}, "I5"
        if unseen:
            assert not any(isinstance(a, PutDraft) for a in found.actions), "I5"
        if "Sent" in unseen:
            assert not any(isinstance(a, Fulfil | Ask | Note | Retract) for a in found.actions)
        for action in found.actions:
            if isinstance(action, PutDraft):
                self.lawful(action, before)
        again = [a for a in plan(self.play.world()).actions if isinstance(a, PutDraft)]
        # What was withdrawn, or given up after the second look, makes room for another one.
        room = any(isinstance(a, WithdrawDraft | Renew) for a in found.actions)
        assert room or not smooth or not again, "planning again right after acting lays nothing"

    def lawful(self, put: PutDraft, before: Mapping[str, Draft]) -> None:
        """I1: a new draft only in an occasion that nobody has touched, or by the user's word."""
        state = self.play.states()[put.commitment.id]
        assert state.status.open
        own = [d for d in before.values() if d.commitment == put.commitment.id]
        now = {d.token: d for d in self.play.memory.drafts}
        used = [d for d in own if now[d.token].stage not in (Stage.WITHDRAWN, Stage.FAILED)]
        used = [d for d in used if d.occasion == put.occasion]
        newest = max((d.laid_at for d in used), default=None)
        permitted = [
            w.at
            for w in self.play.memory.words
            if w.commitment == put.commitment.id
            and w.verb in (Verb.DRAFT, Verb.REOPEN, Verb.SNOOZE)
        ]
        assert newest is None or any(at > newest for at in permitted)
        asked = state.draft_asked_at is not None
        assert asked or state.status is Status.OVERDUE
        assert asked or not state.snoozed_until
        if not asked:
            others = [m for m in self.play.drafts.there.values() if not m.references]
            others = [m for m in others if day_of(m.at, WARSAW) >= put.commitment.origin]
            to = {a for m in others for a in (b.address for b in m.recipients)}
            assert not to & set(put.commitment.reader.addresses), "the user writes already"

    def theirs(self) -> list[Any]:
        untouched = {(d.token, d.digest) for d in self.play.memory.drafts}
        folders = (self.play.drafts, self.play.trash, self.play.sent)
        items = [(f.name, m) for f in folders for m in f.there.values()]
        return [i for i in items if not self.is_ours(i[1], untouched)]

    @staticmethod
    def is_ours(item: Any, untouched: set[tuple[str, str | None]]) -> bool:
        return isinstance(item, Lying) and any(
            (r, item.digest) in untouched for r in item.references
        )

    # --- time -----------------------------------------------------------------------------

    @rule(minutes=st.sampled_from([0.1, 0.3, 11, 16, 31, 61, 24 * 60, 3 * 24 * 60]))
    def time_passes(self, minutes: float) -> None:
        self.play.now += timedelta(minutes=minutes)
        self.swept()

    @rule()
    def until_the_wake(self) -> None:
        """Nothing changes by itself before the moment the plan named."""
        assert self.play.last
        wake = self.play.last.wake
        assert wake is not None
        assert wake > self.play.now
        while self.play.sweep().actions:
            pass  # until all is quiet
        wake = self.play.last.wake
        assert wake is not None
        before = replace(self.play, now=wake - timedelta(seconds=0.5))
        if before.now > self.play.now:
            effects = PutDraft | WithdrawDraft | Restage
            assert not [a for a in plan(before.world()).actions if isinstance(a, effects)]
        self.play.now = wake
        self.swept()

    # --- the user writes ------------------------------------------------------------------

    @rule(
        whom=st.sampled_from([ANNA, MAX]),
        how=st.sampled_from(["to", "cc", "unnamed"]),
    )
    def writes(self, whom: Any, how: str) -> None:
        box = Mailbox(whom.name, self.address(whom))
        other = Mailbox("", "boss@example.net")
        to, cc = ((box,), ()) if how == "to" else ((other,), (box,))
        self.file(to=to if how != "unnamed" else (box, other), cc=cc if how == "cc" else ())
        self.swept()

    @rule()
    def undoes_sending(self) -> None:
        if self.play.sent.there:
            del self.play.sent.there[max(self.play.sent.there)]
            self.swept()

    def address(self, whom: Any) -> str:
        now = self.play.people.contact(whom.id)
        return (now or whom).addresses[0]

    def file(self, **more: Any) -> None:
        self.n += 1
        self.play.sent.add(
            SentMessage(
                place=Place(WORK, "Sent", 0, 0),
                sent_at=self.play.now,
                message_id=f"sent{self.n}@example.org",
                sender=(Mailbox(ME.name, WORK),),
                body=Body(own=self.letter),
                **more,
            )
        )

    @rule(whom=st.sampled_from([ANNA, MAX]))
    def writes_by_hand(self, whom: Any) -> None:
        """A draft of the user's own; the next time, it is finished elsewhere."""
        own = [u for u, m in self.play.drafts.there.items() if not m.references]
        if own:
            del self.play.drafts.there[own[0]]
        else:
            boxes = (Mailbox("", self.address(whom)),)
            self.play.drafts.add(Lying(Place(WORK, "", 0, 0), self.play.now, None, (), boxes))
        self.swept()

    # --- the user and our drafts ----------------------------------------------------------

    def ours_in(self, folder: Folder) -> list[int]:
        return sorted(self.play.ours(folder))

    @precondition(lambda self: self.ours_in(self.play.drafts))
    @rule(times=st.integers(1, 3), keep=st.booleans(), which=st.integers(0, 5))
    def edits(self, times: int, keep: bool, which: int) -> None:
        uids = self.ours_in(self.play.drafts)
        uid = uids[which % len(uids)]
        for _ in range(times):
            self.n += 1
            old = self.play.drafts.there[uid]
            if not keep:
                del self.play.drafts.there[uid]
            uid = self.play.drafts.add(replace(old, digest=f"edited {self.n}"))
        self.swept()

    @precondition(lambda self: self.ours_in(self.play.drafts))
    @rule(to_trash=st.booleans(), which=st.integers(0, 5), look=st.booleans())
    def deletes(self, to_trash: bool, which: int, look: bool) -> None:
        uids = self.ours_in(self.play.drafts)
        item = self.play.drafts.there.pop(uids[which % len(uids)])
        if to_trash:
            self.play.trash.add(item)
        if look:
            self.swept()

    @precondition(lambda self: self.ours_in(self.play.trash))
    @rule(which=st.integers(0, 5))
    def takes_back(self, which: int) -> None:
        uids = self.ours_in(self.play.trash)
        self.play.drafts.add(self.play.trash.there.pop(uids[which % len(uids)]))
        self.swept()

    @precondition(lambda self: self.ours_in(self.play.drafts))
    @rule(
        which=st.integers(0, 5),
        to=st.sampled_from([None, "someone@example.net", "max@example.com"]),
        leave=st.booleans(),
    )
    def sends(self, which: int, to: str | None, leave: bool) -> None:
        uids = self.ours_in(self.play.drafts)
        uid = uids[which % len(uids)]
        item = self.play.drafts.there[uid]
        if not leave:
            del self.play.drafts.there[uid]
        boxes = (Mailbox("", to),) if to else item.recipients
        self.file(to=boxes, references=item.references)
        self.swept()

    # --- words ----------------------------------------------------------------------------

    @rule(
        verb=st.sampled_from(
            [Verb.DONE, Verb.SNOOZE, Verb.DROP, Verb.REOPEN, Verb.YES, Verb.NO, Verb.DRAFT]
        ),
        which=st.integers(0, 3),
        days=st.integers(1, 9),
        late=st.booleans(),
    )
    def says(self, verb: Verb, which: int, days: int, late: bool) -> None:
        stand = [*self.play.states().values()]
        if not stand:
            return
        one = stand[which % len(stand)]
        if verb in (Verb.YES, Verb.NO) and one.question is None:
            return
        if one.status.open is (verb is Verb.REOPEN):
            return
        if verb is Verb.SNOOZE:
            arg = str((self.play.now.astimezone(WARSAW) + timedelta(days=days)).date())
        else:
            arg = one.question.message if one.question else ""
        moment = self.play.now + timedelta(milliseconds=200 if late else 0)
        said = Word(moment, one.commitment.id, verb, arg)
        self.play.memory = replace(self.play.memory, words=(*self.play.memory.words, said))
        self.swept()

    # --- the files ------------------------------------------------------------------------

    def change(self, **more: Any) -> None:
        self.play.people = replace(self.play.people, **more)
        self.swept()

    @rule(
        what=st.sampled_from(["removed", "back", "back", "address", "name", "date", "met"]),
        n=st.integers(0, 3),
    )
    def the_files_change(self, what: str, n: int) -> None:
        meetings, promised = [*self.play.people.meetings], self.play.people.promises
        anna, *others = self.play.people.contacts
        which = n % max(len(meetings), 1)
        if what == "removed" and meetings:
            self.removed.append(meetings.pop(which))
        elif what == "back" and self.removed:
            meetings.append(self.removed.pop())
        elif what == "address":
            new = dict.fromkeys((f"anna{n}@example.pl", *anna.addresses))
            anna = replace(anna, addresses=tuple(new))
        elif what == "name":
            name = "Ania Kowalska" if anna.name == ANNA.name else ANNA.name
            old, anna = anna.id, replace(anna, name=name, id=name.lower().replace(" ", "-"))
            meetings = [replace(m, contact=anna.id) if m.contact == old else m for m in meetings]
            promised = tuple(
                replace(p, contact=anna.id) if p.contact == old else p for p in promised
            )
            self.removed = [
                replace(m, contact=anna.id) if m.contact == old else m for m in self.removed
            ]
        elif what == "date" and meetings:
            meetings[which] = replace(meetings[which], on=date(2026, 11, 14 + n))
        elif what == "met" and len(meetings) < 4:
            meetings.append(meeting(anna, self.play.now.astimezone(WARSAW).date()))
        self.play.people = People((anna, *others), tuple(meetings), promised)
        self.swept()

    # --- the server -----------------------------------------------------------------------

    @rule(
        unseen=st.sets(st.sampled_from(["Drafts", "Trash", "Sent"]), min_size=1),
        minutes=st.sampled_from([0, 0.3, 20, 24 * 60]),
    )
    def looks_fail(self, unseen: set[str], minutes: float) -> None:
        self.play.unseen = frozenset(unseen)
        self.play.now += timedelta(minutes=minutes)
        self.swept()
        self.play.unseen = frozenset()

    @rule(name=st.sampled_from(["drafts", "trash", "sent"]))
    def renumbered(self, name: str) -> None:
        getattr(self.play, name).renumber()
        self.swept()

    @rule(
        append=st.sampled_from(["refused", "lost", "late", "crash"]),
        withdrawing=st.sampled_from(["ok", "refused", "unheard"]),
    )
    def next_time_it_goes_wrong(self, append: str, withdrawing: str) -> None:
        self.play.append, self.play.withdrawing = append, withdrawing

    @precondition(lambda self: self.play.flying)
    @rule()
    def it_arrives_after_all(self) -> None:
        self.play.drafts.add(self.play.flying.pop())
        self.swept()

    # --- what holds after each step -------------------------------------------------------

    @invariant()
    def each_has_one_status(self) -> None:
        """I2: none is forgotten, and the plan knows when to look again."""
        assert self.play.last
        stood = [s.commitment.id for s in self.play.last.states]
        assert len(set(stood)) == len(stood)
        assert self.play.last.wake is not None
        puts = {a.commitment.id for a in self.play.last.actions if isinstance(a, PutDraft)}
        for state in self.play.last.states:
            if state.status.open:
                assert (state.commitment.id in puts) or (state.commitment.id in self.play.last.held)

    @invariant()
    def fulfilled_with_reason(self) -> None:
        """I3: evidence from Sent, or the user's word."""
        for state in self.play.states().values():
            if state.status is Status.FULFILLED:
                by_mail = state.evidence is not None and state.evidence.grade <= Grade.E3
                assert by_mail or (state.word and state.word.verb in (Verb.DONE, Verb.YES))
                assert not by_mail or state.evidence in self.play.memory.evidence

    @invariant()
    def never_two(self) -> None:
        """I1: of one commitment at most one untouched draft is taken for needed."""
        for one in {d.commitment for d in self.play.memory.drafts}:
            own = [d for d in self.play.memory.drafts if d.commitment == one]
            waiting = [d for d in own if d.stage in (Stage.WAITING, Stage.INTENDED)]
            assert len(waiting) <= 1, [(d.token, d.stage) for d in own]


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
