"""A Debian package in a root of its own: Cyrus and Courier conflict with dovecot-imapd.

tools/zoo.sh makes the roots. Whoever has one runs its server on 127.0.0.1, alone (a lock), and
leaves no process behind.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.zoo.keeper import HOST, ROOT


class Rooted:
    """A root under build/zoo, held by us alone until `leave`."""

    def __init__(self, name: str) -> None:
        if os.getuid() != 0:
            raise RuntimeError(f"{name} runs in a root of its own: please run `make zoo` as root")
        self.root = ROOT / name
        if not (self.root / ".ready").exists():
            raise RuntimeError(f"{self.root} is not there: please run `tools/zoo.sh {name}`")
        self._lock = (ROOT / f"{name}.lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._processes: list[subprocess.Popen[bytes]] = []
        shutil.rmtree(self.home, ignore_errors=True)  # of a run that was killed
        self.home.mkdir(parents=True)

    @property
    def home(self) -> Path:
        """All that the server writes, seen from outside; inside it is /srv/zoo."""
        return self.root / "srv" / "zoo"

    def inside(self, command: Sequence[str]) -> list[str]:
        """The same command, to be started from outside."""
        return ["chroot", str(self.root), *command]

    def run(self, *command: str, input: str = "") -> None:
        """A command inside the root, to its end."""
        subprocess.run(
            self.inside(command),
            input=input.encode(),
            check=True,
            capture_output=True,
        )

    def start(self, *command: str, env: Mapping[str, str] | None = None) -> None:
        """A process inside the root that lives until `leave`."""
        with (self.home / "log").open("ab") as log:
            self._processes.append(
                subprocess.Popen(
                    self.inside(command),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=dict(env) if env is not None else None,
                    start_new_session=True,
                )
            )

    def wait_for(self, port: int) -> None:
        until = time.monotonic() + 20
        while not greets(port):
            if any(p.poll() is not None for p in self._processes) or time.monotonic() > until:
                raise RuntimeError(f"{self.root.name} did not start:\n{self.log()}")
            time.sleep(0.05)

    def log(self) -> str:
        return (self.home / "log").read_text(errors="replace")

    def leave(self) -> None:
        for process in reversed(self._processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()
        _end_all_in(self.root)
        shutil.rmtree(self.home, ignore_errors=True)
        self._lock.close()


def _end_all_in(root: Path) -> None:
    """What a server put into a session of its own; known by the root it lives in."""
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and (entry / "root").readlink() == root:
                os.kill(int(entry.name), 9)


def greets(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1) as s:
        s.settimeout(2)
        return s.recv(4) == b"* OK"
    return False


def free_port() -> int:
    with socket.socket() as s:
        s.bind((HOST, 0))
        return int(s.getsockname()[1])


def lines(path: Path, text: Sequence[str]) -> None:
    path.write_text("\n".join(text) + "\n")
