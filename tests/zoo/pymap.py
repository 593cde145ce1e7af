"""A pymap that lets everybody in: no special use, and mail in memory only."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time

from tests.zoo.keeper import HOST, SECRET, Guest, furnish
from tests.zoo.rooted import free_port, greets

# The garbage collector of Python 3.13 closes quiet connections of pymap.
_SERVER = """
import gc; gc.disable()
from pymap.backend.dict import Identity, Login
from pymap.main import main
from pymap.user import UserMetadata
async def anybody(self, credentials):
    name = credentials.authcid
    self.users_dict.setdefault(name, UserMetadata(self.config, name))
    return Identity(name, self, None, frozenset())
Login.authenticate = anybody
main()
"""


class Pymap:
    name = "pymap"
    host = HOST

    def __init__(self) -> None:
        self.port = free_port()
        self._users = 0
        self._log = tempfile.TemporaryFile()  # noqa: SIM115
        where = ["--host", HOST, "--port", str(self.port), "--no-tls", "dict"]
        command = [sys.executable, "-c", _SERVER, *where]
        self._process = subprocess.Popen(command, stdout=self._log, stderr=self._log)
        until = time.monotonic() + 20
        while not greets(self.port):
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"pymap did not start:\n{self.log()}")
            time.sleep(0.05)

    def new_user(self, special_use: bool = False) -> Guest:
        self._users += 1
        return furnish(Guest(self, f"u{self._users}", SECRET))  # type: ignore[arg-type]

    def log(self) -> str:
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        self._log.close()
