"""One mailfollow per mailbox and machine, by `flock`."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from mailfollow.core.model import Account
from mailfollow.errors import Busy

TRIES, BETWEEN = 10, 0.05
"""Tries, and seconds between them: another may hold a lock just to see whether it is free."""


@contextmanager
def held(accounts: Sequence[Account]) -> Iterator[None]:
    """Hold the lock of every mailbox. Raises Busy where another process has one."""
    with ExitStack() as stack:
        for account in accounts:
            path = _path(account)
            _made(path.parent)
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            stack.callback(os.close, descriptor)
            _lock(descriptor, account)
        yield


def mark(accounts: Sequence[Account], state: Path, commits: int) -> None:
    """Write beside the lock how far the ledger in `state` has come.

    It lies outside the state directory: who puts back an old copy of that does not take it along.
    """
    for account in accounts:
        marks = _marks(account) | {str(state): commits}
        with suppress(OSError):
            _path(account).write_text(json.dumps(marks))


def marked(accounts: Sequence[Account], state: Path) -> int:
    """The commits that the ledger in `state` is known to have had; 0 where nothing is known."""
    return max((_marks(account).get(str(state), 0) for account in accounts), default=0)


def _marks(account: Account) -> dict[str, int]:
    try:
        found = json.loads(_path(account).read_text())
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in found.items() if isinstance(v, int)} if isinstance(found, dict) else {}


def _lock(descriptor: int, account: Account) -> None:
    for _ in range(TRIES):
        if _free(descriptor, fcntl.LOCK_EX):
            return
        time.sleep(BETWEEN)
    raise Busy(
        f"Another mailfollow already looks after {account.address} on this machine; "
        "end that one first, or use it: its status is `mailfollow status`."
    )


def running(accounts: Sequence[Account]) -> bool:
    """Whether a daemon holds one of these mailboxes; makes no file and keeps no lock."""
    for account in accounts:
        try:
            descriptor = os.open(_path(account), os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        try:
            if not _free(descriptor, fcntl.LOCK_SH):
                return True
        finally:
            os.close(descriptor)
    return False


def _free(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _path(account: Account) -> Path:
    """The same for every state directory: a mailbox is known by host and user."""
    imap = account.imap
    where = f"{imap.host.casefold()}:{imap.port}" if _tunnel(imap.host) else imap.host.casefold()
    name = hashlib.sha256(f"{where}\0{account.user.casefold()}".encode()).hexdigest()[:32]
    return _directory() / f"{name}.lock"


def _tunnel(host: str) -> bool:
    """Behind each port of this machine itself there may be another server."""
    return host in ("localhost", "::1") or host.startswith("127.")


def _directory() -> Path:
    own = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    if os.access(own, os.W_OK):
        return Path(own) / "mailfollow"
    return Path(tempfile.gettempdir()) / f"mailfollow-{os.getuid()}"


def _made(directory: Path) -> None:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.is_symlink() or directory.stat().st_uid != os.getuid():
        raise Busy(
            f"{directory} belongs to somebody else; set XDG_RUNTIME_DIR to a folder of yours."
        )
