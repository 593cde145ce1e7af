"""What `status` is told of an account: how it fares, and what its server wants the user to know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailfollow.core.model import (
    Account,
    AccountHealth,
    AccountState,
    AccountView,
    Imap,
    Look,
    NoLook,
    PasswordSource,
    Tls,
)
from mailfollow.errors import LoginRefused, MailError
from mailfollow.health import ALERT_STAYS, report
from mailfollow.ledger import Ledger
from mailfollow.ledger.logins import Logins
from mailfollow.look import Seen, look

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
EWA, HOME = (
    Account(
        label=label,
        address=f"{label}@example.org",
        user=label,
        password=PasswordSource(env="UNUSED"),
        imap=Imap("imap.example.org", 993, Tls.IMPLICIT),
    )
    for label in ("work", "home")
)
SAID = "The server wants you to know: Your mailbox moves"


@dataclass
class Named:
    """All of a box that a report asks for."""

    account: Account


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger.open(tmp_path)) as one:
        Logins(EWA, tmp_path, lambda: NOON).alert("Your mailbox moves")
        yield one


def seen(account: Account, trouble: MailError | None = None) -> Seen:
    address = account.address
    read: Look[object] | NoLook = Look(address, "Sent", NOON, 1, ())
    if trouble:
        read = NoLook(address, "Sent", trouble.sentence)
    view = AccountView(address, account.label, (read,), read, None)  # type: ignore[arg-type]
    return Seen(view, trouble=trouble)


def told(
    ledger: Ledger, now: datetime, trouble: MailError | None = None
) -> dict[str, AccountState]:
    boxes = [Named(EWA), Named(HOME)]
    looks = {EWA.address: seen(EWA, trouble), HOME.address: seen(HOME)}
    report(ledger, boxes, looks, now)  # type: ignore[arg-type]
    return {state.name: state for state in ledger.accounts()}


def test_an_alert_is_shown_for_a_day_at_its_own_account(ledger: Ledger) -> None:
    at_once = told(ledger, NOON)
    assert (at_once["work"].detail, at_once["home"].detail) == (SAID, "")
    assert at_once["work"].state is AccountHealth.OK
    assert told(ledger, NOON + ALERT_STAYS - timedelta(seconds=1))["work"].detail == SAID
    assert told(ledger, NOON + ALERT_STAYS)["work"].detail == ""


def test_trouble_is_told_before_an_alert(ledger: Ledger) -> None:
    refused = LoginRefused("No")
    assert told(ledger, NOON, refused)["work"].detail == refused.sentence
    assert told(ledger, NOON + timedelta(hours=1))["work"].detail == SAID


def test_since_when_an_account_is_as_it_is(ledger: Ledger) -> None:
    refused, hour = LoginRefused("No"), timedelta(hours=1)
    told(ledger, NOON)
    told(ledger, NOON + hour, refused)
    work = told(ledger, NOON + 2 * hour, refused)["work"]
    assert (work.state, work.since) == (AccountHealth.REFUSED, NOON + hour)
    assert work.last_sweep == NOON
    assert ledger.recall().blind_since == {EWA.address: NOON + hour}
    work = told(ledger, NOON + 3 * hour)["work"]
    assert (work.state, work.since) == (AccountHealth.OK, NOON + 3 * hour)
    assert ledger.recall().blind_since == {}


def test_a_failed_look_keeps_no_frames() -> None:
    """Through them it would keep the whole sweep it happened in."""

    @dataclass
    class Lost(Named):
        def run(self, job: object) -> object:
            raise LoginRefused("No")

    saw = look(Lost(EWA), None, NOON)  # type: ignore[arg-type]
    assert isinstance(saw.trouble, LoginRefused)
    assert saw.trouble.__traceback__ is None
