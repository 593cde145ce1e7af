"""A private Courier IMAP, configured as Debian does: `INBOX.` names, no special use, no MOVE."""

from __future__ import annotations

from tests.zoo.keeper import HOST, SECRET, Guest, Names, furnish
from tests.zoo.rooted import Rooted, free_port

NAMES = Names(prefix="INBOX.")
_MAIL = 8  # uid and gid of Debian's user “mail”
_HASH = "$1$zoozoozo$8is6fWH9C26sjPGnA46Ks."  # of SECRET


class Courier:
    name = "courier"
    host = HOST

    def __init__(self) -> None:
        self._rooted = Rooted("courier")
        self.port = free_port()
        self._users = 0
        etc = self._rooted.root / "etc" / "courier"
        (etc / "userdb").write_text("")
        (etc / "userdb").chmod(0o600)
        self._rooted.run("makeuserdb")
        self._rooted.run("makeimapaccess")
        self._start("authdaemonrc", "exec /usr/lib/courier/courier-authlib/authdaemond")
        # Debian's 20 connections an address are too few for a suite.
        self._start(
            "imapd",
            f"exec couriertcpd -address={HOST} -maxprocs=200 -maxperip=200 -nodnslookup "
            f"-noidentlookup {self.port} /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir",
        )
        self._rooted.wait_for(self.port)

    def _start(self, config: str, command: str) -> None:
        env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        self._rooted.start("sh", "-c", f"set -a; . /etc/courier/{config}; {command}", env=env)

    def new_user(self, special_use: bool = False) -> Guest:
        """There is no special use here; it is by their names that mailboxes are found."""
        self._users += 1
        user = Guest(self, f"u{self._users}", SECRET, names=NAMES)  # type: ignore[arg-type]
        home = f"/srv/zoo/{user.user}"
        fields = f"uid={_MAIL}|gid={_MAIL}|home={home}|systempw={_HASH}"
        with (self._rooted.root / "etc/courier/userdb").open("a") as userdb:
            userdb.write(f"{user.user}\t{fields}\n")
        self._rooted.run("makeuserdb")
        self._rooted.run("install", "-d", "-o", "mail", "-g", "mail", home)
        self._rooted.run("maildirmake.courier", f"{home}/Maildir")
        self._rooted.run("chown", "-R", "mail:mail", home)
        return furnish(user)

    def stop(self) -> None:
        self._rooted.leave()
