"""A private Postfix that takes mail in from one user, and delivers it into a Maildir.

Port `tls` speaks TLS from the first byte, port `starttls` after the word; both want a log-in.
"""

from __future__ import annotations

import contextlib
import email
import socket
import time

from tests.dovecot import certify
from tests.post import HOST, PASSWORD
from tests.zoo.rooted import Rooted, free_port, lines

_NOBODY = 65534
_LOG = "/var/log/zoo.log"
_OPTIONS = (
    "-o smtpd_tls_cert_file=/srv/zoo/cert.pem -o smtpd_tls_key_file=/srv/zoo/key.pem "
    "-o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes"
)
_SERVICES = """
proxymap unix - - n - - proxymap
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
anvil unix - - n - 1 anvil
virtual unix - n n - - virtual
error unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    def __init__(self) -> None:
        self._rooted = Rooted("postfix")
        self.tls, self.starttls = free_port(), free_port()
        self._home = self._rooted.home
        self.ca_file = self._home / "ca.pem"
        try:
            self._configure()
            self._rooted.start("postfix", "-c", "/srv/zoo", "start-fg")
            self._wait()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._rooted.leave()

    def delivered(self) -> list[str]:
        """The subjects of all that has been delivered, once nothing is on its way any more."""
        until = time.monotonic() + 60
        while self._waiting():
            if time.monotonic() > until:
                raise RuntimeError(f"Postfix keeps mail to itself:\n{self.log()}")
            time.sleep(0.2)
        found = (email.message_from_bytes(p.read_bytes()) for p in self._home.glob("mail/new/*"))
        return sorted(mail["Subject"] for mail in found)

    def log(self) -> str:
        path = self._rooted.root / _LOG.lstrip("/")
        return path.read_text(errors="replace") if path.exists() else ""

    def _waiting(self) -> bool:
        queue = self._home / "queue"
        places = ("maildrop", "incoming", "active", "deferred")
        return any(p.is_file() for place in places for p in (queue / place).rglob("*"))

    def _configure(self) -> None:
        certify(self._home)
        run = self._rooted.run
        lines(
            self._home / "main.cf",
            [
                "compatibility_level = 3.6",
                "queue_directory = /srv/zoo/queue",
                "data_directory = /srv/zoo/data",
                f"inet_interfaces = {HOST}",
                "inet_protocols = ipv4",
                "myhostname = zoo.example.org",
                "mydestination =",
                f"maillog_file = {_LOG}",
                "smtpd_sasl_path = smtpd",
                "smtpd_sasl_local_domain = zoo",
                "smtpd_relay_restrictions = permit_sasl_authenticated, reject",
                "virtual_mailbox_domains = example.org",
                "virtual_mailbox_base = /srv/zoo",
                "virtual_mailbox_maps = static:mail/",
                f"virtual_uid_maps = static:{_NOBODY}",
                f"virtual_gid_maps = static:{_NOBODY}",
            ],
        )
        lines(
            self._home / "master.cf",
            [
                f"{self.tls} inet n - n - - smtpd {_OPTIONS} -o smtpd_tls_wrappermode=yes",
                f"{self.starttls} inet n - n - - smtpd {_OPTIONS} "
                "-o smtpd_tls_security_level=encrypt",
                _SERVICES,
            ],
        )
        lines(
            self._rooted.root / "etc" / "postfix" / "sasl" / "smtpd.conf",
            ["pwcheck_method: auxprop", "auxprop_plugin: sasldb", "mech_list: PLAIN LOGIN"],
        )
        run("rm", "-f", _LOG)
        run("saslpasswd2", "-p", "-c", "-u", "zoo", "ewa", input=PASSWORD)
        run("chgrp", "postfix", "/etc/sasldb2")
        run("chmod", "640", "/etc/sasldb2")
        run("install", "-d", "/srv/zoo/queue")
        run("install", "-d", "-o", "postfix", "/srv/zoo/data")
        run("install", "-d", "-o", "nobody", "-g", "nogroup", "/srv/zoo/mail")

    def _wait(self) -> None:
        until = time.monotonic() + 20
        while not _greets(self.starttls):
            if time.monotonic() > until:
                raise RuntimeError(f"Postfix did not start:\n{self.log()}{self._rooted.log()}")
            time.sleep(0.1)


def _greets(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1) as s:
        s.settimeout(5)
        return s.recv(3) == b"220"
    return False
