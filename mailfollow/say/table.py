"""`status` for people: what is owed, by urgency; who, what, by when, what is happening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mailfollow.core.calendar import day_of
from mailfollow.core.model import (
    AccountHealth,
    AccountState,
    Circumstances,
    Code,
    Draft,
    Kind,
    Language,
    Reason,
    State,
    Status,
)
from mailfollow.say.arrivals import came
from mailfollow.say.call import dialled, unpassed
from mailfollow.say.clean import clean
from mailfollow.say.days import short_day, short_moment
from mailfollow.say.owed import draft_now, draft_of, what
from mailfollow.say.phrase import phrase
from mailfollow.say.reasons import mail, reason

_OPEN = (Status.OVERDUE, Status.DUE, Status.UPCOMING)
_STYLE = {Status.OVERDUE: "bold red", Status.DUE: "bold yellow", Status.UPCOMING: "bold"}
_RECENT = timedelta(days=14)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _View:
    """What every cell needs."""

    today: date
    states: Sequence[State]
    drafts: Sequence[Draft]
    zone: ZoneInfo
    language: Language
    circumstances: Mapping[str, Circumstances]
    drafting: Mapping[str, Reason]

    def say(self, key: str, **facts: object) -> str:
        return phrase(self.language, key, **facts)

    def day(self, day: date) -> str:
        return short_day(day, self.language, self.today)

    def handle(self, state: State) -> str:
        return handle(state.commitment.id, [s.commitment.id for s in self.states])

    def known(self, state: State) -> Circumstances | None:
        return self.circumstances.get(state.commitment.id)

    def held(self, state: State) -> Reason | None:
        return self.drafting.get(state.commitment.id)

    def moment(self, moment: datetime) -> str:
        return short_moment(moment, self.language, self.zone, self.today)


def table(
    *,
    now: datetime,
    states: Sequence[State],
    drafts: Sequence[Draft],
    accounts: Sequence[AccountState],
    running: bool,
    paused: Reason | None,
    zone: ZoneInfo,
    language: Language,
    circumstances: Mapping[str, Circumstances] | None = None,
    drafting: Mapping[str, Reason] | None = None,
    blind: Mapping[str, datetime] | None = None,
) -> RenderableType:
    """To be printed on a rich console; everything in it is safe to print, at any width.

    `drafting`: commitment id → why it has or will have no draft. `blind`: account address →
    since when it could not be looked at.
    """
    view = _View(
        day_of(now, zone), states, drafts, zone, language, circumstances or {}, drafting or {}
    )
    alerts = (*_alerts(view, running, paused), *_unseen(view, accounts, blind or {}))
    parts: list[RenderableType] = [_line(text, "bold") for text in alerts]
    for status in _OPEN:
        parts += _section(view, status, [s for s in states if s.status is status])
    if not any(s.status.open for s in states):
        key = "status.nothing" if states else "status.nobody"
        parts.append(_line(view.say(key), "green"))
    parts += _ended(view, now)
    parts += _accounts(view, accounts)
    return Group(*parts)


def _alerts(view: _View, running: bool, paused: Reason | None) -> Iterator[str]:
    if paused:
        yield view.say("status.paused", reason=reason(paused, view.language, view.zone))
    if not running:
        yield view.say("status.stopped")


def _unseen(
    view: _View, accounts: Sequence[AccountState], blind: Mapping[str, datetime]
) -> Iterator[str]:
    for account in accounts:
        if since := blind.get(account.address):
            yield view.say("status.blind", name=account.name, since=view.moment(since))


def _section(view: _View, status: Status, states: Sequence[State]) -> list[RenderableType]:
    if not states:
        return []
    rows = sorted(states, key=lambda s: (s.overdue_at or _NEVER, s.commitment.id))
    return _titled(view.say(f"status.{status}"), _STYLE[status], _rows(view, rows))


def _ended(view: _View, now: datetime) -> list[RenderableType]:
    ended = [s for s in view.states if not s.status.open]
    recent = [s for s in ended if s.ended_at and now - s.ended_at <= _RECENT]
    recent.sort(key=lambda s: s.ended_at or _NEVER, reverse=True)
    rows = _rows(view, recent)
    if earlier := len(ended) - len(recent):
        rows.add_row("", Text(view.say("earlier", n=earlier), "dim"), "")
    return _titled(view.say("status.ended"), "bold", rows) if ended else []


def _titled(title: str, style: str, rows: RenderableType) -> list[RenderableType]:
    return [_line(title, style), Padding(rows, (0, 0, 1, 2))]


def _rows(view: _View, states: Sequence[State]) -> Table:
    rows = Table(box=None, show_header=False, padding=(0, 2, 0, 0), expand=True)
    rows.add_column(no_wrap=True, min_width=18)
    rows.add_column(ratio=1, overflow="fold")
    rows.add_column(ratio=1, overflow="fold")
    for state in states:
        rows.add_row(_when(view, state), _who(view, state), _happening(view, state))
    return rows


def _when(view: _View, state: State) -> Text:
    if not state.status.open:
        return Text(view.day(day_of(state.ended_at, view.zone)) if state.ended_at else "")
    by = state.snoozed_until or state.commitment.due
    if by is None:
        return Text("–")
    day = day_of(by, view.zone) if isinstance(by, datetime) else by
    return Text(view.say("status.by", day=view.day(day)))


def _who(view: _View, state: State) -> Text:
    c = state.commitment
    lines = (
        (clean(c.contact.name) + "\n", "bold"),
        what(c, view.language) + "\n",
        (view.handle(state), "dim"),
    )
    return Text.assemble(*lines)


def handle(id: str, ids: Sequence[str]) -> str:
    """The shortest beginning of an id, in whole parts, that no other id begins with."""
    parts = id.split(".")
    beginnings = (".".join(parts[:n]) for n in range(1, len(parts)))
    return next((b for b in beginnings if sum(i.startswith(b) for i in ids) == 1), id)


def _happening(view: _View, state: State) -> Text:
    lines = _ending(view, state) if not state.status.open else _waiting(view, state)
    return Text("\n".join(filter(None, lines)))


def _ending(view: _View, state: State) -> Iterator[str]:
    key = "status.kept" if state.status is Status.FULFILLED else "status.dropped"
    sentence = reason(state.reason, view.language, view.zone) if state.reason else None
    yield view.say(key, reason=sentence)
    for note in state.evidence.notes if state.evidence else ():
        yield view.say(f"note.{note}")


def _waiting(view: _View, state: State) -> Iterator[str]:
    draft = draft_of(state, view.drafts)
    if draft:
        yield draft_now(draft, view.language)
    if state.question:
        sentence = reason(state.question.reason, view.language, view.zone)
        about = mail(state.question, sentence, view.language)
        yield view.say("status.question", mail=about, reason=sentence, id=view.handle(state))
    yield from _introduced(view, state)
    yield from _by_phone(view, state)
    if state.reason:
        yield reason(state.reason, view.language, view.zone)
    elif not draft and not state.question and state.commitment.reader.addresses:
        yield from _no_draft(view, state)


def _introduced(view: _View, state: State) -> Iterator[str]:
    """What came of an introduction; not where the reason why there is no draft says it."""
    known, held = view.known(state), view.held(state)
    if known and not (held and held.code is Code.FIRST_PASS_ON):
        yield came(state.commitment, known, view.language)


def _by_phone(view: _View, state: State) -> Iterator[str]:
    reader = state.commitment.reader
    other = reader.name if reader != state.commitment.contact else None
    lacking = None if reader.addresses else view.say("status.lacking", who=other)
    if _to_call(view, state):
        tel = f"tel:{dialled(reader)}"
        yield view.say("status.call", lacking=lacking, tel=tel, id=view.handle(state))
    elif lacking:
        yield view.say("status.no_way", who=other)


def _to_call(view: _View, state: State) -> bool:
    """A call-back is a call, once the card is passed on; without an address everything is."""
    c, known = state.commitment, view.known(state)
    if not dialled(c.reader):
        return False
    if not c.reader.addresses:
        return True
    due = state.status in (Status.DUE, Status.OVERDUE)
    return c.kind is Kind.CALL_BACK and due and not (known and unpassed(known))


def _no_draft(view: _View, state: State) -> Iterator[str]:
    held = view.held(state)
    if held and held.code is Code.CALL_FIRST and _to_call(view, state):
        return
    if held and held.code is not Code.NOT_YET:
        yield view.say("status.held", reason=reason(held, view.language, view.zone))
    elif state.status is Status.OVERDUE or not state.overdue_at:
        yield view.say("status.no_draft", id=view.handle(state))
    else:
        yield view.say("status.draft_from", at=view.moment(state.overdue_at))


def _accounts(view: _View, accounts: Sequence[AccountState]) -> list[RenderableType]:
    if not accounts:
        return []
    fine = AccountHealth.OK
    lines = (Text(_account(view, a), "dim" if a.state is fine else "") for a in accounts)
    return _titled(view.say("status.accounts"), "bold", Group(*lines))


def _account(view: _View, account: AccountState) -> str:
    troubled = account.state is not AccountHealth.OK
    return view.say(
        "account.line",
        name=account.name,
        state=view.say(f"account.{account.state}"),
        since=view.moment(account.since) if troubled and account.since else None,
        last=view.moment(account.last_sweep) if account.last_sweep else None,
        detail=account.detail,
    )


def _line(text: str, style: str = "") -> Text:
    return Text(text, style)
