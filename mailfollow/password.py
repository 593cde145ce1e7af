"""The password of an account, from where the user keeps it. It stands in no message.

Errors are raised outside of `except`: the exceptions of the libraries carry what they had read.
"""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
from pathlib import Path

from mailfollow.core.model import Account
from mailfollow.errors import NoPassword

DEADLINE = 30.0
"""Seconds that a password command may take."""

SERVICE = "mailfollow"
"""The service name in the keyring; the user name there is the account's `user`."""


def read(account: Account) -> str:
    """The password, read anew at each call.

    Raises NoPassword where it cannot be had: what happened and what to do.
    """
    source = account.password
    if source.command is not None:
        password = _from_command(account, source.command)
    elif source.file is not None:
        password = _from_file(account, Path(source.file))
    elif source.env is not None:
        password = os.environ.get(source.env, "")
    else:
        password = _from_keyring(account)
    if not password:
        raise _refused(account, _empty(account))
    return password


def _refused(account: Account, what: str) -> NoPassword:
    return NoPassword(f"No password for account {account.label}: {what}")


def _empty(account: Account) -> str:
    source = account.password
    if source.command is not None:
        return "the command printed nothing; try it in a terminal."
    if source.file is not None:
        return f"the file {source.file} is empty."
    if source.env is not None:
        return "the environment variable that password.env names is not set here."
    return f"the keyring has none; store it with: keyring set {SERVICE} {account.user}"


def _line(text: str) -> str:
    """Without the line end, and only that: blanks may belong to a password."""
    return text.removesuffix("\n").removesuffix("\r")


def _from_command(account: Account, command: tuple[str, ...]) -> str:
    # A session of its own, so that at the deadline its children end, too.
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as failure:
        raise _refused(account, f"the command could not be run ({failure.strerror}).") from None
    output = _output(process)
    if output is None:
        raise _refused(account, f"the command took longer than {DEADLINE:.0f} s.")
    if process.returncode:
        code = process.returncode
        raise _refused(account, f"the command ended with code {code}; try it in a terminal.")
    return _decoded(account, output)


def _output(process: subprocess.Popen[bytes]) -> bytes | None:
    try:
        return process.communicate(timeout=DEADLINE)[0]
    except subprocess.TimeoutExpired:
        _kill(process)
        return None


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def _decoded(account: Account, raw: bytes) -> str:
    try:
        return _line(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    raise _refused(account, "it is not UTF-8 text.")


def _from_file(account: Account, path: Path) -> str:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            raw = file.read(10_000)
    except OSError as failure:
        raise _refused(account, f"{path} cannot be read ({failure.strerror}).") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise _refused(account, f"others can read {path}; run: chmod 600 {path}")
    return _decoded(account, raw)


def _from_keyring(account: Account) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, account.user) or ""
    except (KeyringError, RuntimeError, OSError):
        pass
    what = "the keyring of this machine cannot be opened; unlock it, or use a command instead."
    raise _refused(account, what)
