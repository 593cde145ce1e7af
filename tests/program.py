"""The installed program as a user has it: a config folder, a state folder, a process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from click.testing import CliRunner, Result

from mailfollow.ledger import Ledger
from tests.dovecot import MailUser

PROGRAM = Path(sys.executable).with_name("mailfollow")
CONFIG = """
[me]
name     = "Ewa Zielińska"
language = "en"
gender   = "f"
timezone = "Europe/Warsaw"

[timing]
drafts_at = "00:00"
"""
PUNCTUAL = b"tests/00000000000000000000000078"
ACCOUNT = """
[accounts.{label}]
address  = "{address}"
user     = "{user}"
password = {{ file = "{password}" }}
imap     = {{ host = "127.0.0.1", port = {port}, tls = "none" }}
"""


def at_warsaw(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo("Europe/Warsaw"))


def days_ago(n: int) -> str:
    return (datetime.now(UTC).astimezone() - timedelta(days=n)).date().isoformat()


def letter(
    sender: str, to: str, text: str = "Hello, it was good to meet you.", **extra: str
) -> str:
    """A plain message of the user's, as a mail client files it into Sent."""
    headers = {"From": sender, "To": to, "Subject": "Hello", **extra}
    head = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{head}Message-ID: <{time.time_ns()}@example.org>\n\n{text}\n"


class Program:
    """A mailfollow of its own: folders, config, and the program run with them."""

    def __init__(self, base: Path, **accounts: MailUser) -> None:
        self.base, self.state = base, base / "state"
        self.config = base / "config.toml"
        self.runtime = base / "runtime"
        (base / "people").mkdir(parents=True)
        self.runtime.mkdir()
        self.use(**accounts)

    def use(
        self,
        *,
        port: int | None = None,
        extra: str = "",
        digest: str = "send = false",
        **accounts: MailUser,
    ) -> None:
        parts = [CONFIG, f"[digest]\n{digest}\n", extra]
        for label, user in accounts.items():
            password = self.base / f"{label}.password"
            password.touch(0o600)
            password.write_text(user.password)
            parts.append(
                ACCOUNT.format(
                    label=label,
                    address=user.user,
                    user=user.user,
                    password=password,
                    port=port or user.server.port,
                )
            )
        self.config.write_text("".join(parts))

    def people(self, text: str, name: str = "people.toml") -> None:
        (self.base / "people" / name).write_text(text)

    def command(self, *args: str) -> list[str]:
        return [str(PROGRAM), "--config", str(self.config), "--state", str(self.state), *args]

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "XDG_RUNTIME_DIR": str(self.runtime), "NO_COLOR": "1"}

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*args),
            capture_output=True,
            text=True,
            timeout=60,
            env=self.environment,
            stdin=subprocess.DEVNULL,
        )

    def here(self, *args: str, now: str | None = None) -> Result:
        """The same in this very process: quick, and `now` (as the clock in Warsaw shows it)."""
        from mailfollow.cli import main

        moment = ["--now", at_warsaw(now).isoformat()] if now else []
        argv = [*self.command()[1:], *moment, *args]
        return CliRunner().invoke(main, argv, env=self.environment, catch_exceptions=False)

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.here("status", "--json").stdout)
        return found

    def commitment(self, id: str) -> dict[str, Any]:
        found = [c for c in self.status()["commitments"] if c["id"].startswith(id)]
        assert len(found) == 1, found
        return dict(found[0])

    @contextmanager
    def daemon(self, *args: str) -> Iterator[Daemon]:
        daemon = Daemon(self, args)
        try:
            yield daemon
        finally:
            daemon.end()


class Daemon:
    def __init__(self, program: Program, args: tuple[str, ...]) -> None:
        _punctual(program.state)
        self.log = program.base / "daemon.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                program.command("run", *args),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=program.environment,
            )

    def said(self, text: str) -> bool:
        return text in self.log.read_text()

    def end(self) -> float:
        """Ask it to end; seconds it took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        return time.monotonic() - began


def _punctual(state: Path) -> None:
    """Give it a key with which drafts appear at `drafts_at` itself, and no minutes later."""
    key = state / "key"
    if not key.exists():
        Ledger.open(state).close()  # a key without a ledger is a ledger lost
        key.touch(0o600)
        key.write_bytes(PUNCTUAL)


def soon(true: Callable[[], object], seconds: float = 30.0) -> float:
    """Wait until something is true; seconds it took."""
    began = time.monotonic()
    while not true():
        waited = time.monotonic() - began
        assert waited < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - began
