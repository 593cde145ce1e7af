"""How each account fared, for `status`: ok, connecting, offline, refused, throttled, blind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mailfollow.core.model import Account, AccountHealth, AccountState
from mailfollow.errors import MailError
from mailfollow.ledger import Ledger
from mailfollow.look import Box, Seen
from mailfollow.mail.trouble import behaviour

ALERT_STAYS = timedelta(days=1)


def report(ledger: Ledger, boxes: Sequence[Box], seen: Mapping[str, Seen], now: datetime) -> None:
    """Record what this sweep saw of each account."""
    before = {state.address: state for state in ledger.accounts()}
    blind_since = ledger.recall().blind_since
    alerts = ledger.alerts(now - ALERT_STAYS)
    for box in boxes:
        saw = seen[box.account.address]
        state = _state(box.account, saw, before.get(box.account.address), now)
        if (said := alerts.get(box.account.address)) and not state.detail:
            state = replace(state, detail=f"The server wants you to know: {said}")
        sighted = all(look.complete for look in saw.view.sent)
        blind = None if sighted else blind_since.get(box.account.address, now)
        ledger.report(state, blind)


def _state(account: Account, saw: Seen, before: AccountState | None, now: datetime) -> AccountState:
    health = health_of(saw.trouble)
    state = before or AccountState(name=account.label, address=account.address)
    if health is not state.state or state.since is None:
        state = replace(state, state=health, since=now)
    if health is AccountHealth.OK:
        state = replace(state, last_sweep=now)
    if saw.folders:
        state = replace(
            state,
            sent=tuple(f.name for f in saw.folders.sent),
            drafts=saw.folders.drafts.name,
            trash=saw.folders.trash.name if saw.folders.trash else None,
        )
    return replace(state, name=account.label, detail=saw.trouble.sentence if saw.trouble else "")


def health_of(trouble: MailError | None) -> AccountHealth:
    return behaviour(trouble).health if trouble else AccountHealth.OK
