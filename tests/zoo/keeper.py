"""What every server of the zoo offers to the contract: users, and mailboxes under one name.

The tests say Sent, Drafts, Trash; what a server calls them is its own affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from imapclient import IMAPClient

from mailfollow.core.model import Account, FolderNames, Tls
from tests.dovecot import MailUser

HOST = "127.0.0.1"
ADDRESS = "ewa@example.org"
SECRET = "secret"


class Keeper(Protocol):
    """A server that runs, and makes fresh users with Sent, Drafts and Trash."""

    name: str
    host: str
    port: int

    def new_user(self, special_use: bool = True) -> MailUser: ...


@dataclass(frozen=True)
class Names:
    """How a server calls Sent, Drafts and Trash; all others stand below `prefix`."""

    own: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    def there(self, name: str) -> str:
        """The server's name for ours."""
        if not name or name.upper() == "INBOX":
            return name
        return self.own.get(name, self.prefix + name)

    def here(self, name: str) -> str:
        """Our name for the server's."""
        known = {theirs: ours for ours, theirs in self.own.items()}
        inbox = "INBOX" if name.upper() == "INBOX" else name
        return known.get(name, inbox.removeprefix(self.prefix))


class Eyes(IMAPClient):  # type: ignore[misc]
    """A mail client that says Sent and means what the server calls it."""

    def __init__(self, port: int, names: Names) -> None:
        self._names = names
        super().__init__(HOST, port, ssl=False, timeout=20)
        self.normalise_times = False

    def _normalise_folder(self, folder_name: str) -> Any:
        return super()._normalise_folder(self._names.there(folder_name))

    def list_folders(self, *args: Any) -> list[tuple[Any, Any, str]]:
        found = super().list_folders(*args)
        return [(f, s, self._names.here(n)) for f, s, n in found if rb"\Noselect" not in f]

    def append(self, folder: str, *args: Any, **more: Any) -> Any:
        self.unselect_folder()  # Courier stores nothing in a mailbox open for reading
        return super().append(folder, *args, **more)

    def unselect_folder(self) -> None:
        self.select_folder("INBOX")  # not every server can UNSELECT

    def move(self, messages: list[int], folder: str) -> None:
        if self.has_capability("MOVE"):
            super().move(messages, folder)
        else:
            self.copy(messages, folder)
            self.add_flags(messages, [rb"\Deleted"])
            self.uid_expunge(messages)


@dataclass
class Guest(MailUser):
    """A user of some server of the zoo."""

    names: Names = field(default_factory=Names)
    port: int = 0  # past the proxy, where there is one

    def client(self) -> IMAPClient:
        client = Eyes(self.port or self.server.port, self.names)
        client.login(self.user, self.password)
        return client

    def account(self, tls: Tls = Tls.NONE, folders: FolderNames | None = None) -> Account:
        return replace(super().account(tls, folders), address=ADDRESS)


def furnish(user: Guest, special_use: bool = False) -> Guest:
    """Make Sent, Drafts and Trash, marked as such where the server can do that."""
    client = user.client()
    for name in ("Sent", "Drafts", "Trash"):
        if special_use:
            mailbox = f'"{user.names.there(name)}"'
            client._imap._simple_command("CREATE", mailbox, rf"(USE (\{name.lower()}))")
        else:
            client.create_folder(name)
    client.logout()
    return user


ROOT = Path(__file__).parent.parent.parent / "build" / "zoo"
"""Where tools/zoo.sh puts the roots of Cyrus and Courier."""
