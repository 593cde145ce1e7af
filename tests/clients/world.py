"""A user at home: a mailbox, mailfollow as a daemon, and a mail client."""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.policy import default
from pathlib import Path
from typing import Any

from tests.clients.client import Client
from tests.clients.installation import Installation
from tests.clients.mutt import Mutt
from tests.clients.phone import Phone
from tests.clients.postbox import Postbox
from tests.clients.root import ClientRoot
from tests.clients.roundcube import Roundcube
from tests.dovecot import Dovecot, MailUser
from tests.program import Daemon, soon

CLIENTS = {"roundcube": "pl", "roundcube-phone": "de", "mutt": "de", "neomutt": "en"}
"""Each with the language of its user."""
_BROWSED = {"roundcube": Roundcube, "roundcube-phone": Phone}


@dataclass
class World:
    program: Installation
    daemon: Daemon
    user: MailUser
    client: Client
    postbox: Postbox

    def commitment(self, who: str) -> dict[str, Any]:
        """What `status --json` says of the one commitment to this contact."""
        found = [c for c in self.program.status()["commitments"] if c["contact"] == who]
        assert len(found) == 1, found
        return dict(found[0])

    def stage(self, who: str) -> str:
        draft = self.commitment(who)["draft"]
        return str(draft["stage"]) if draft else ""

    def why(self, who: str) -> str:
        """What `mailfollow why` says, in one line."""
        said = self.program.run("why", self.commitment(who)["id"])
        assert said.returncode == 0, said.stderr
        return " ".join(said.stdout.split())

    def texts(self, folder: str, who: str = "") -> list[str]:
        """The letters in a folder, or those to this contact."""
        mails = [
            email.message_from_bytes(m.raw, policy=default) for m in self.user.messages(folder)
        ]
        return [m.get_content() for m in mails if who in str(m["To"])]

    def contacts(self) -> set[str]:
        return {c["contact"] for c in self.program.status()["commitments"]}

    def next_morning(self) -> None:
        """Switched off overnight, and on again."""
        self.daemon.end()
        self.program.morning()
        self.daemon = Daemon(self.program, ())

    def restart(self) -> None:
        """The machine is switched off and on: everything is looked at anew."""
        self.daemon.end()
        self.daemon = Daemon(self.program, ())
        soon(lambda: self.program.status()["accounts"][0]["state"] == "ok")


@contextmanager
def at_home(name: str, server: Dovecot, base: Path) -> Iterator[World]:
    """The client and the daemon of a user who met four people three days ago."""
    with ExitStack() as leaving:
        user = server.new_user()
        leaving.callback(user.close)
        postbox = Postbox()
        leaving.callback(postbox.stop)
        root = ClientRoot()
        leaving.callback(root.leave)
        program = Installation(base, user, CLIENTS[name])
        client = _client(name, root, user, postbox)
        world = World(program, Daemon(program, ()), user, client, postbox)
        leaving.callback(lambda: world.daemon.end())
        yield world
        world.client.close()


def _client(name: str, root: ClientRoot, user: MailUser, postbox: Postbox) -> Client:
    if name in _BROWSED:
        return _BROWSED[name](root, user, postbox.port, CLIENTS[name])
    return Mutt(name, root, user, postbox.port)
