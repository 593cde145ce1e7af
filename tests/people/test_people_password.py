"""Where a password comes from, and that it is never shown."""

from __future__ import annotations

import os
import time
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from mailfollow import password
from mailfollow.core.model import Account, Imap, PasswordSource
from mailfollow.errors import LoginRefused

CANARY = "kanarek żółty 42 "


def account(source: PasswordSource) -> Account:
    return Account("work", "ewa@example.org", "ewa", source, Imap("imap.example.org"))


def command(*words: str) -> Account:
    return account(PasswordSource(command=words))


def refusal(one: Account) -> str:
    with pytest.raises(LoginRefused) as caught:
        password.read(one)
    assert caught.value.exit_code == 77
    chain = (repr(caught.value), repr(caught.value.__context__), repr(caught.value.__cause__))
    assert not [text for text in chain if "kanarek" in text]
    return caught.value.sentence


class TestCommand:
    def test_a_list_is_run_without_a_shell(self) -> None:
        assert password.read(command("printf", "%s\\n", CANARY)) == CANARY
        assert password.read(command("echo", "$HOME; `x`")) == "$HOME; `x`"

    def test_only_the_line_end_is_taken_off(self) -> None:
        assert password.read(command("printf", " a b \\n")) == " a b "
        assert password.read(command("printf", "a\\r\\n")) == "a"

    def test_what_it_says_is_never_shown(self, capfd: pytest.CaptureFixture[str]) -> None:
        script = f"echo {CANARY}; echo {CANARY} >&2; exit 3"
        assert refusal(command("sh", "-c", script)) == (
            "No password for account work: the command ended with code 3; try it in a terminal."
        )
        assert capfd.readouterr() == ("", "")

    def test_there_is_none(self) -> None:
        assert "could not be run" in refusal(command("/nonexistent/pass"))

    def test_it_prints_nothing(self) -> None:
        assert "printed nothing" in refusal(command("true"))

    def test_it_never_ends(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """At the deadline its children end with it."""
        monkeypatch.setattr(password, "DEADLINE", 0.3)
        pid = tmp_path / "pid"
        began = time.monotonic()
        told = refusal(command("sh", "-c", f"echo {CANARY}; sleep 60 & echo $! > {pid}; wait"))
        assert "took longer than" in told
        assert time.monotonic() - began < 3
        assert ended(int(pid.read_text()))

    def test_not_text(self) -> None:
        assert "not UTF-8" in refusal(command("printf", "kanarek\\377"))


def ended(pid: int) -> bool:
    """Whether a process is gone within two seconds, or only waits to be reaped."""
    for _ in range(40):
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False


class TestFile:
    def source(self, tmp_path: Path, mode: int, text: str = CANARY + "\n") -> Account:
        file = tmp_path / "secret"
        file.write_text(text)
        file.chmod(mode)
        return account(PasswordSource(file=str(file)))

    @pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
    def test_private(self, tmp_path: Path, mode: int) -> None:
        assert password.read(self.source(tmp_path, mode)) == CANARY

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o644])
    def test_others_can_get_at_it(self, tmp_path: Path, mode: int) -> None:
        assert refusal(self.source(tmp_path, mode)) == (
            f"No password for account work: others can read {tmp_path}/secret; "
            f"run: chmod 600 {tmp_path}/secret"
        )

    def test_missing_or_empty(self, tmp_path: Path) -> None:
        assert "cannot be read" in refusal(account(PasswordSource(file=str(tmp_path / "none"))))
        assert "is empty" in refusal(self.source(tmp_path, 0o600, "\n"))


def test_env(monkeypatch: pytest.MonkeyPatch) -> None:
    one = account(PasswordSource(env="KANAREK"))
    monkeypatch.setitem(os.environ, "KANAREK", CANARY)
    assert password.read(one) == CANARY
    monkeypatch.delitem(os.environ, "KANAREK")
    assert "not set here" in refusal(one)


class Drawer(KeyringBackend):
    """A keyring in memory, which may be locked."""

    priority = 1
    locked = False

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringError(f"locked: {CANARY}")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


def test_keyring() -> None:
    before, drawer = keyring.get_keyring(), Drawer()
    keyring.set_keyring(drawer)
    one = account(PasswordSource(keyring=True))
    try:
        assert "store it with: keyring set mailfollow ewa" in refusal(one)
        keyring.set_password("mailfollow", "ewa", CANARY)
        assert password.read(one) == CANARY
        drawer.locked = True
        assert "cannot be opened" in refusal(one)
    finally:
        keyring.set_keyring(before)


def test_it_is_read_anew_each_time(tmp_path: Path) -> None:
    file = tmp_path / "n"
    file.write_text("one")
    one = command("cat", str(file))
    assert password.read(one) == "one"
    file.write_text("two")
    assert password.read(one) == "two"
