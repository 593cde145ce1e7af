"""One pass: look → plan → act. The program in one screen.

    people, memory   → commitments and where they stand
    every Sent       → evidence              (mail.sent, core.proof)
    Drafts, Trash    → what lies there now   (mail.drafts)
    all of it        → plan                  (core.plan: every decision)
    plan             → the ledger, then the mailbox, each effect after its durable intent

A sweep is given its sessions and its clock; it makes neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from mailfollow.act import Hands
from mailfollow.core import address, promises
from mailfollow.core.calendar import day_of
from mailfollow.core.model import (
    Action,
    Clear,
    Commitment,
    Foreseen,
    Household,
    Look,
    Memory,
    NoLook,
    Plan,
    PutDigest,
    PutDraft,
    Reason,
    Renew,
    State,
    WithdrawDraft,
    World,
    WriteFile,
)
from mailfollow.core.plan import plan
from mailfollow.core.state import states
from mailfollow.core.trial import Trial
from mailfollow.health import report
from mailfollow.ledger import Ledger
from mailfollow.letters.compose import code, token
from mailfollow.letters.render import Letters
from mailfollow.look import Box, Errand, Seen, look

T = TypeVar("T")

FORESEEN = 3
"""So many drafts an occasion may have had that a lost ledger forgot."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sweep decided and did."""

    plan: Plan
    seen: Mapping[str, Seen]  # by account address
    done: tuple[Action, ...] = ()
    held: Mapping[str, Reason] | None = None  # the plan's, and what acting met

    def followed_by(self, later: Outcome) -> Outcome:
        """What two sweeps did, and how it stands after the second."""
        return replace(later, done=(*self.done, *later.done))


@dataclass(frozen=True, slots=True)
class Case:
    """What is owed and what is remembered of it, before anything is looked at."""

    memory: Memory
    names: Mapping[str, str]  # renamed commitments, old id → new id
    commitments: tuple[Commitment, ...]
    states: tuple[State, ...]


def sweep(
    home: Household,
    boxes: Sequence[Box],
    ledger: Ledger,
    letters: Letters,
    key: bytes,
    now: datetime,
    delay: timedelta = timedelta(),
) -> Outcome:
    """Look, plan and act once. `delay`: drafts appear so long after `drafts_at`."""
    case = recall(home, ledger, now)
    ledger.meet(case.memory, case.names)
    seen, chosen = foresee(home, case, boxes, ledger, key, now, delay)
    ledger.settle([found for s in seen.values() for found in s.looked], chosen)
    hands = Hands(home.me, ledger, letters, key, now, Path(home.people_dir))
    done, held = _act(chosen, seen, boxes, hands)
    report(ledger, boxes, seen, now)
    return Outcome(chosen, seen, done, {**chosen.held, **held})


def foresee(
    home: Household,
    case: Case,
    boxes: Sequence[Box],
    ledger: Ledger,
    key: bytes,
    now: datetime,
    delay: timedelta = timedelta(),
) -> tuple[dict[str, Seen], Plan]:
    """Look and plan; changes nothing anywhere."""
    foreseen = _foreseen(case, home, key)
    tokens = {token: f.commitment for token, f in foreseen.items()}
    tokens |= {d.token: d.commitment for d in case.memory.drafts}
    trial = Trial(home, case.commitments, case.memory, tokens, now)
    errands = _errands(trial, ledger)
    seen = {b.account.address: look(b, errands(b.account.address), now) for b in boxes}
    views = {account: s.view for account, s in seen.items()}
    sent = [m for view in views.values() for found in view.sent for m in _items(found)]
    judged, arrived = trial.judge(sent, [m for v in views.values() for m in _items(v.inbox)])
    return seen, plan(
        World(
            now=now,
            me=home.me,
            people=home.people,
            timing=home.timing,
            limits=home.limits,
            commitments=trial.after(judged),
            memory=case.memory,
            judged=judged,
            arrived=arrived,
            holidays=home.holidays,
            views=views,
            accounts={a.label: a.address for a in home.accounts},
            foreseen=foreseen,
            delay=delay,
            verbs=home.verbs,
            digest=home.digest,
            code=code(key, day_of(now, home.me.timezone)),
            problems=home.problems,
        )
    )


def _errands(trial: Trial, ledger: Ledger) -> Callable[[str], Errand]:
    """What to look for at an account, by its address."""
    court, memory = trial.court(), trial.memory
    cursors, covered = ledger.cursors(), ledger.covered()
    places = frozenset(
        (d.uidvalidity, d.uid)
        for d in memory.drafts
        if d.uidvalidity is not None and d.uid is not None
    )

    def errand(account: str) -> Errand:
        return Errand(
            court=court,
            cursors={m: c for (a, m), c in cursors.items() if a == account},
            covered={m: c for (a, m), c in covered.items() if a == account},
            tokens=frozenset(trial.tokens),
            places=places,
            trash_since=_trash_since(memory, trial.now),
            verbs=trial.home.verbs,
        )

    return errand


def _items(look: Look[T] | NoLook | None) -> tuple[T, ...]:
    return look.items if isinstance(look, Look) else ()


def recall(home: Household, ledger: Ledger, now: datetime) -> Case:
    """Commitments as the files and the ledger have them."""
    memory = ledger.recall()

    def drawn(memory: Memory) -> tuple[Commitment, ...]:
        return promises.commitments(
            home.people, home.timing, home.holidays, memory.known, now, home.me.timezone, memory
        )

    names = promises.renames(memory.known, drawn(memory), home.people.silent)
    memory = promises.renamed(memory, names, drawn(memory))
    current = drawn(memory)
    memory = replace(memory, known=promises.met(memory, current, home.people.silent, now))
    stands = states(
        current,
        memory.evidence,
        memory.words,
        memory.arrivals,
        now=now,
        zone=home.me.timezone,
        timing=home.timing,
        holidays=home.holidays,
    )
    return Case(memory, names, current, stands)


def _act(
    chosen: Plan, seen: Mapping[str, Seen], boxes: Sequence[Box], hands: Hands
) -> tuple[tuple[Action, ...], dict[str, Reason]]:
    by_address = {box.account.address: box for box in boxes}
    done: list[Action] = []
    held: dict[str, Reason] = {}
    for action in chosen.actions:
        match action:
            case PutDraft(commitment=commitment, account=account):
                folders = seen[account].folders
                assert folders is not None  # the plan saw its Drafts
                if obstacle := hands.put(action, by_address[account], folders.drafts.name):
                    held[commitment.id] = obstacle
                else:
                    done.append(action)
            case _ if _did(action, by_address, hands):
                done.append(action)
    return tuple(done), held


def _did(action: Action, boxes: Mapping[str, Box], hands: Hands) -> bool:
    """Whether it is done now; what only the ledger keeps is."""
    match action:
        case WithdrawDraft(draft=draft):
            return hands.withdraw(action, boxes[draft.account])
        case Clear(place=place):
            return hands.clear(action, boxes[place.account])
        case WriteFile():
            return hands.write(action)
        case PutDigest(account=account):
            return hands.mail(action, boxes[account])
        case Renew(account):
            boxes[account].renew()
    return True


def _foreseen(case: Case, home: Household, key: bytes) -> dict[str, Foreseen]:
    """By token: those that the journal would hold, had it been lost."""
    domains = {address.domain(a.address) for a in home.accounts}
    return {
        token(key, s.commitment.id, s.occasion, n, domain): Foreseen(s.commitment.id, s.occasion, n)
        for s in case.states
        if s.status.open
        for n in range(FORESEEN)
        for domain in domains
    }


def _trash_since(memory: Memory, now: datetime) -> date:
    moments = [now, *(d.laid_at for d in memory.drafts)]
    moments += [d.internal_date for d in memory.drafts if d.internal_date]
    return (min(moments) - timedelta(days=2)).date()
