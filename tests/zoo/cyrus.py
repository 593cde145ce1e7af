"""A private Cyrus IMAP, configured as Debian does: `INBOX.` names, special use in lower case."""

from __future__ import annotations

from tests.zoo.keeper import HOST, SECRET, Eyes, Guest, Names, furnish
from tests.zoo.rooted import Rooted, free_port

NAMES = Names(prefix="INBOX.")
_IMAPD = """
configdirectory: /srv/zoo/conf
proc_path: /srv/zoo/proc
mboxname_lockpath: /srv/zoo/lock
idlesocket: /srv/zoo/idle
notifysocket: /srv/zoo/notify
lmtpsocket: /srv/zoo/lmtp
defaultpartition: default
partition-default: /srv/zoo/mail
altnamespace: no
unixhierarchysep: no
hashimapspool: true
umask: 077
admins: cyrus
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: /srv/zoo/sasldb
sasl_mech_list: PLAIN
"""
_MASTER = """
START {{
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -r -C /srv/zoo/imapd.conf"
}}
SERVICES {{
  imap cmd="imapd -U 30 -C /srv/zoo/imapd.conf" listen="{host}:{port}" prefork=1 maxchild=100
}}
"""


class Cyrus:
    name = "cyrus"
    host = HOST

    def __init__(self) -> None:
        self._rooted = Rooted("cyrus")
        self.port = free_port()
        home = self._rooted.home
        for sub in ("conf", "proc", "lock", "mail"):
            (home / sub).mkdir()
        (home / "imapd.conf").write_text(_IMAPD)
        (home / "cyrus.conf").write_text(_MASTER.format(host=HOST, port=self.port))
        self._enlist("cyrus")
        self._rooted.run("chown", "-R", "cyrus:mail", "/srv/zoo")
        config = ("-C", "/srv/zoo/imapd.conf", "-M", "/srv/zoo/cyrus.conf", "-p", "/srv/zoo/pid")
        self._rooted.start("/usr/lib/cyrus/bin/master", *config, "-D")
        self._rooted.wait_for(self.port)
        self._users = 0

    def new_user(self, special_use: bool = True) -> Guest:
        self._users += 1
        user = Guest(self, f"u{self._users}", SECRET, names=NAMES)  # type: ignore[arg-type]
        self._enlist(user.user)
        admin = Eyes(self.port, Names())
        admin.login("cyrus", SECRET)
        admin.create_folder(f"user.{user.user}")
        admin.logout()
        return furnish(user, special_use)

    def _enlist(self, user: str) -> None:
        self._rooted.run("saslpasswd2", "-p", "-f", "/srv/zoo/sasldb", "-c", user, input=SECRET)
        self._rooted.run("chown", "cyrus:mail", "/srv/zoo/sasldb")

    def stop(self) -> None:
        self._rooted.leave()
