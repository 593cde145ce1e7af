"""What surrounds mailfollow in the demo: a mail server, and the user at their mail client."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from mailfollow.errors import MailfollowError

ADDRESS, PASSWORD = "ewa@example.org", "demo"

# The garbage collector of Python 3.13 closes quiet connections of pymap.
SERVER = "import gc; gc.disable(); from pymap.main import main; main()"


class DemoFailed(MailfollowError):
    """A step did not end as told."""


@contextmanager
def serving(home: Path) -> Iterator[int]:
    """A pymap process on a free loopback port, which is yielded."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict"]
    arguments += ["--demo-user", ADDRESS, "--demo-password", PASSWORD]
    with (home / "server.log").open("wb") as log:
        command = [sys.executable, "-c", SERVER, *arguments]
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(server, port, home / "server.log")
        yield port
    finally:
        end(server)


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise DemoFailed(f"The mail server did not start:\n{log.read_text('utf-8', 'replace')}")


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@dataclass(frozen=True, slots=True)
class Lying:
    uid: str
    message: EmailMessage


class MailClient:
    """What the user does in their mail client, in few IMAP commands."""

    def __init__(self, port: int) -> None:
        self._imap = imaplib.IMAP4("127.0.0.1", port, timeout=20)

    def __enter__(self) -> MailClient:
        self._imap.login(ADDRESS, PASSWORD)
        for folder in ("Sent", "Drafts", "Trash"):
            _ok(self._imap.create(folder))
        return self

    def __exit__(self, *_: object) -> None:
        self._imap.shutdown()

    def file(self, folder: str, message: EmailMessage, when: datetime) -> None:
        moment = imaplib.Time2Internaldate(when)
        _ok(self._imap.append(folder, r"(\Seen)", moment, message.as_bytes(policy=SMTP)))

    def drafts(self) -> list[Lying]:
        """Everything that lies in Drafts."""
        _ok(self._imap.select("Drafts"))
        uids = [uid.decode() for uid in _ok(self._imap.uid("SEARCH", "ALL"))[0].split()]
        return [Lying(uid, self._read(uid)) for uid in uids]

    def delete_draft(self, uid: str, *, to_trash: bool) -> None:
        _ok(self._imap.select("Drafts"))
        if to_trash:
            _ok(self._imap.uid("COPY", uid, "Trash"))
        _ok(self._imap.uid("STORE", uid, "+FLAGS", r"(\Deleted)"))
        _ok(self._imap.expunge())

    def _read(self, uid: str) -> EmailMessage:
        row = _ok(self._imap.uid("FETCH", uid, "(BODY.PEEK[])"))[0]
        return message_from_bytes(row[1], EmailMessage, policy=SMTP)


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    if answer[0] != "OK":
        raise DemoFailed(f"The mail server said {answer}")
    return answer[1]
