"""What the user says and asks about commitments: finding one by its id, saying a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from mailfollow.act import Hands, written
from mailfollow.core import when
from mailfollow.core.hear.door import ANSWERS, NEEDS_OPEN, obstacle
from mailfollow.core.inbound import to_answer
from mailfollow.core.model import (
    AccountState,
    Code,
    Kind,
    Memory,
    Plan,
    PutDraft,
    Reason,
    State,
    Status,
    Verb,
    Word,
    World,
)
from mailfollow.core.pause import behind
from mailfollow.core.plan import plan
from mailfollow.errors import UsageError
from mailfollow.home import Home
from mailfollow.ledger import Ledger
from mailfollow.say.why import standing
from mailfollow.sweep import Case, recall
from mailfollow.toml import values

BLIND_FOR = timedelta(minutes=30)


def find(id: str, states: Sequence[State]) -> State:
    """The commitment meant: an exact id wins over a beginning. Raises UsageError."""
    exact = [s for s in states if s.commitment.id == id]
    found = exact or [s for s in states if s.commitment.id.startswith(id)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"There is no commitment “{id}”; `mailfollow status` lists them.")
    ids = "\n".join(f"  {s.commitment.id}" for s in found)
    raise UsageError(f"“{id}” may be any of these; say which:\n{ids}")


def say(home: Home, id: str, verb: Verb, now: datetime, arg: str = "") -> str:
    """Append the user's word to the ledger; returns where the commitment stands then."""
    before = recall(home.household, Ledger.read(home.state), now)
    state = _meant(id, verb, before.states)
    _allowed(state, verb)
    if state.question and verb in ANSWERS:
        arg = state.question.message
    ledger = Ledger.open(home.state)
    ledger.say(Word(now, state.commitment.id, verb, arg))
    after = recall(home.household, ledger, now)
    me = home.config.me
    stands = find(state.commitment.id, after.states)
    return f"{state.commitment.id}: {standing(stands, me.language, me.timezone)}"


def _meant(id: str, verb: Verb, states: Sequence[State]) -> State:
    """A beginning is enough where only one commitment is in the state the verb needs."""
    fitting = [s for s in states if s.commitment.id.startswith(id) and _fits(s, verb)]
    if len(fitting) == 1 and not any(s.commitment.id == id for s in states):
        return fitting[0]
    return find(id, states)


def _fits(state: State, verb: Verb) -> bool:
    if verb in ANSWERS:
        return state.question is not None
    if verb is Verb.OUTCOME:
        return state.commitment.kind is Kind.CALL_BACK
    return state.status.open if verb in NEEDS_OPEN else not state.status.open


def _allowed(state: State, verb: Verb) -> None:
    which, name = state.commitment.id, state.commitment.reader.name
    no = obstacle(state, verb)
    if no is None:
        return
    third = verb is Verb.OUTCOME
    raise UsageError(
        {
            Code.NO_QUESTION: f"{which} is no introduction and no call-back after one."
            if third
            else f"{which}: there is no question to answer.",
            Code.OVER_ALREADY: f"{which} is {state.status} already; "
            f"`mailfollow reopen {which}` opens it again.",
            Code.OPEN_ALREADY: f"{which} is open already.",
            Code.NEWER_MEETING: f"{which}: you met again since; "
            "the newer meeting has its own follow-up.",
            Code.NO_LETTER: f"{which}: there is no letter for this kind of promise yet.",
            Code.NO_ADDRESS: f"{which}: {name} has no mail address.",
        }[no.code]
    )


def draftable(home: Home, now: datetime) -> list[str]:
    """What `draft --all` means: due or overdue, with a letter and an address."""
    case = recall(home.household, Ledger.read(home.state), now)
    return [
        s.commitment.id
        for s in case.states
        if s.status in (Status.DUE, Status.OVERDUE)
        and s.commitment.reader.addresses
        and not _comes_otherwise(s, case.states)
    ]


def _comes_otherwise(state: State, states: Sequence[State]) -> bool:
    """A call where there is a number; what is to be sent goes along with a follow-up."""
    kind, contact = state.commitment.kind, state.commitment.contact
    if kind is Kind.CALL_BACK:
        return bool(contact.phones)
    return kind is Kind.SEND and any(
        s.status.open
        and s.commitment.kind is Kind.FOLLOW_UP
        and s.commitment.contact.id == contact.id
        for s in states
    )


def day(written: str, today: date) -> date:
    """A day in the future: "3d", "1w", "friday", "tomorrow", "2026-12-01". Raises UsageError."""
    if found := when.ahead(written, today):
        return found
    try:
        dotted = written[:4].isdigit() or "." in written
        found = values.day(written) if dotted else values.length(written).after(today)
    except ValueError as e:
        raise UsageError(f"{e}.") from None
    raise UsageError(f"{found} is not in the future.")


def prospect(home: Home, case: Case, now: datetime) -> Plan:
    """The plan as far as it can be told without looking at the mailbox."""
    return plan(
        World(
            now=now,
            me=home.household.me,
            people=home.household.people,
            timing=home.household.timing,
            limits=home.household.limits,
            commitments=case.commitments,
            memory=case.memory,
            judged=(),
            views={},
            accounts={a.label: a.address for a in home.household.accounts},
            holidays=home.household.holidays,
        )
    )


def paused(memory: Memory, now: datetime) -> Reason | None:
    """Why no drafts are laid at all, if so."""
    return next((p.reason for p in memory.pauses), None) or behind(memory.clock, now)


def blind(memory: Memory, home: Home, now: datetime) -> dict[str, datetime]:
    """Accounts that could not be looked at for too long, by address, and since when."""
    ours = {a.address for a in home.household.accounts}
    return {
        address: since
        for address, since in memory.blind_since.items()
        if address in ours and now - since >= BLIND_FOR
    }


def told(foreseen: Plan) -> Mapping[str, Reason]:
    """Why there is no draft now; what only a look could tell is left out."""
    return {i: r for i, r in foreseen.held.items() if r.code is not Code.BLIND}


def letter(home: Home, case: Case, state: State, key: bytes, now: datetime) -> bytes:
    """The message a draft of this commitment would be. Raises TemplateError, LetterImpossible."""
    commitment = state.commitment
    accounts = {a.label: a.address for a in home.household.accounts}
    first = next(iter(accounts.values()))
    account = accounts.get(commitment.contact.account or "", first)
    facts = prospect(home, case, now).circumstances[commitment.id]
    parent = to_answer(commitment, case.memory.arrivals)
    if parent:
        facts = replace(facts, answering=parent.subject)
    action = PutDraft(commitment, state.occasion, 0, account, facts, parent)
    hands = Hands(
        home.household.me, Ledger.read(home.state), home.letters, key, now, home.config.people_dir
    )
    return written(action, hands, account, "")[1]


def accounts(home: Home, ledger: Ledger) -> tuple[AccountState, ...]:
    """How each configured account fared, as the ledger has it."""
    told = {state.address: state for state in ledger.accounts()}
    return tuple(
        told.get(a.address, AccountState(name=a.label, address=a.address))
        for a in home.household.accounts
    )
