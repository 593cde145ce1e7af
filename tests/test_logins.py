"""Log-ins are few, whoever restarts us how often; alerts are told once a day."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.model import Account, Imap, PasswordSource, Tls
from mailfollow.ledger import FILE, Ledger
from mailfollow.ledger.logins import BURST, REFILL, Logins, spent, wait

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EWA = Account(
    label="work",
    address="ewa@example.org",
    user="ewa",
    password=PasswordSource(env="UNUSED"),
    imap=Imap("imap.example.org", 993, Tls.IMPLICIT),
)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def state(tmp_path: Path) -> Path:
    Ledger.open(tmp_path).close()
    return tmp_path


@given(st.lists(st.floats(0, 4000), max_size=80))
def test_never_more_than_twenty_within_an_hour(pauses: list[float]) -> None:
    now, whole, made = NOON, None, list[datetime]()
    for pause in pauses:
        now += timedelta(seconds=pause) + wait(whole, now + timedelta(seconds=pause))
        whole = spent(whole, now)
        made.append(now)
    assert all(sum(at <= other < at + HOUR for other in made) <= 20 for at in made)


@given(st.lists(st.floats(0, 4000), max_size=80))
def test_nobody_starves(pauses: list[float]) -> None:
    now, whole = NOON, None
    for pause in pauses:
        now += timedelta(seconds=pause)
        assert wait(whole, now) <= REFILL
        now += wait(whole, now)
        whole = spent(whole, now)


def test_an_hour_of_nothing_but_refusals_and_restarts(state: Path) -> None:
    """systemd starts us anew all the time: each is another process, the ledger is the same."""
    clock, made = Clock(), 0
    while clock.now < NOON + HOUR:
        logins = Logins(EWA, state, clock)
        if not logins.wait():
            logins.logging_in()
            made += 1
        clock.now += timedelta(seconds=15)
    assert made == 19
    assert Logins(replace(EWA, address="other@example.org"), state, clock).wait() == 0


def test_a_clock_set_back_locks_nobody_out(state: Path) -> None:
    clock = Clock()
    clock.now += timedelta(days=365)
    for _ in range(BURST):
        Logins(EWA, state, clock).logging_in()
    clock.now = NOON
    logins = Logins(EWA, state, clock)
    seconds = logins.wait()
    assert 0 < seconds <= REFILL.total_seconds()
    clock.now += timedelta(seconds=seconds)
    assert logins.wait() == 0


@pytest.mark.parametrize("damage", ["gone", "damaged", "old"])
def test_without_a_ledger_the_process_remembers(state: Path, damage: str) -> None:
    path = state / FILE
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"x" * 4096 if damage == "damaged" else b"")
    logins = Logins(EWA, state, Clock())
    for _ in range(BURST):
        assert logins.wait() == 0
        logins.logging_in()
        logins.alert("Change your password")
    assert logins.wait() == REFILL.total_seconds()
    assert path.exists() == (damage != "gone")


def test_an_alert_is_told_once_a_day(state: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock, said = Clock(), "Your mailbox moves\x1b[31m"

    def told() -> int:
        with caplog.at_level(logging.WARNING):
            caplog.clear()
            Logins(EWA, state, clock).alert(said)
        assert all(r.getMessage().isprintable() for r in caplog.records)
        return len(caplog.records)

    assert [told(), told()] == [1, 0]
    clock.now += timedelta(hours=23)
    assert told() == 0
    clock.now += timedelta(hours=1)
    assert told() == 1
    Logins(EWA, state, clock).alert("And another thing")
    ledger = Ledger.open(state)
    assert ledger.alerts(clock.now - HOUR) == {"ewa@example.org": "And another thing"}
    assert ledger.alerts(clock.now + HOUR) == {}
    ledger.close()
