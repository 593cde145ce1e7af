"""The mail clients live in a Debian root of their own, which `tools/zoo.sh clients` makes."""

from __future__ import annotations

import contextlib
import socket
import subprocess
from collections.abc import Sequence

from tests.dovecot import HOST
from tests.zoo.keeper import ROOT
from tests.zoo.rooted import Rooted

BUILD = ROOT.parent / "clients"
"""What a run leaves behind: the table of what was seen, and pictures."""

# A browser wants /dev and /proc. They are mounted for this process and its children alone, in
# namespaces that end with it: nothing stays mounted, nothing stays running.
_ENTER = (
    'root=$1; shift; mount --rbind /dev "$root/dev" && mount -t proc proc "$root/proc" '
    '&& exec chroot "$root" "$@"'
)
_ENVIRONMENT = ("env", "-i", "HOME=/srv/zoo", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8")


class ClientRoot(Rooted):
    def __init__(self) -> None:
        super().__init__("clients")

    def inside(self, command: Sequence[str]) -> list[str]:
        alone = ["unshare", "--pid", "--fork", "--kill-child", "--mount"]
        return [*alone, "sh", "-c", _ENTER, "sh", str(self.root), *_ENVIRONMENT, *command]

    def ask(self, *command: str) -> str:
        """What a command inside prints."""
        return subprocess.run(
            self.inside(command), stdin=subprocess.DEVNULL, capture_output=True, check=True
        ).stdout.decode()

    def version(self, package: str) -> str:
        return self.ask("dpkg-query", "--show", "--showformat=${Version}", package)


def listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
        return True
    return False
