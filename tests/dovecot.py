"""A private Dovecot 2.3 in a temporary directory: the truth our tests of mail are held against.

It listens on 127.0.0.1 only, on free ports, and runs as root or as an ordinary user. Its
certificate names 127.0.0.1 and nothing else, so that "localhost" is a host name mismatch.
"""

from __future__ import annotations

import contextlib
import getpass
import grp
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from imapclient import IMAPClient

from mailfollow.core.model import Account, FolderNames, Imap, PasswordSource, Tls

HOST = "127.0.0.1"
_APPENDUID = re.compile(rb"\[APPENDUID \d+ (\d+)\]")

_CONFIG = """
base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/log
protocols = imap
listen = {host}
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {internal}
first_valid_uid = {uid}
mail_uid = {uid}
mail_gid = {gid}
mail_location = sdbox:~/mail
mail_fsync = never
mail_max_userip_connections = 200
mailbox_idle_check_interval = 2 secs
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login
ssl = yes
ssl_cert = <{dir}/cert.pem
ssl_key = <{dir}/key.pem
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=%u {dir}/users/%u
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {dir}/users/%u
}}
namespace marked {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \\Trash
  }}
}}
namespace bare {{
  inbox = yes
  separator = /
  disabled = yes
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service imap {{
  service_count = 200
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service auth {{
  client_limit = 2000
}}
"""


@dataclass(frozen=True)
class Stored:
    """A message as the server has it."""

    uid: int
    flags: tuple[str, ...]
    internal_date: datetime
    raw: bytes


@dataclass
class MailUser:
    """A fresh user of the private server; `auto` mailboxes exist as the layout says."""

    server: Dovecot
    user: str
    password: str
    _own: IMAPClient | None = None

    def account(self, tls: Tls = Tls.NONE, folders: FolderNames | None = None) -> Account:
        port = self.server.tls_port if tls is Tls.IMPLICIT else self.server.port
        ca_file = None if tls is Tls.NONE else str(self.server.ca_file)
        return Account(
            label="work",
            address=self.user,
            user=self.user,
            password=PasswordSource(env="UNUSED"),
            imap=Imap(host=self.server.host, port=port, tls=tls, ca_file=ca_file),
            folders=folders or FolderNames(),
        )

    def client(self) -> IMAPClient:
        """A logged-in connection of the caller's own."""
        client = IMAPClient(self.server.host, self.server.port, ssl=False, timeout=20)
        client.normalise_times = False
        client.login(self.user, self.password)
        return client

    def append(
        self,
        mailbox: str,
        raw: bytes | str,
        flags: Sequence[str] = (),
        at: datetime | None = None,
    ) -> int:
        """Store a message (LF or CRLF) and give its UID."""
        data = raw.encode() if isinstance(raw, str) else raw
        data = re.sub(rb"\r?\n", b"\r\n", data)
        answer = self._client.append(mailbox, data, flags, at)
        found = _APPENDUID.search(answer)
        assert found, answer
        return int(found[1])

    def messages(self, mailbox: str) -> list[Stored]:
        client = self._client
        client.noop()
        client.select_folder(mailbox, readonly=True)
        items = ["FLAGS", "INTERNALDATE", "BODY.PEEK[]"]
        rows = client.fetch(client.search(), items) if client.search() else {}
        return [
            Stored(
                uid,
                tuple(f.decode() for f in row[b"FLAGS"]),
                row[b"INTERNALDATE"].astimezone(UTC),
                row[b"BODY[]"],
            )
            for uid, row in sorted(rows.items())
        ]

    def uids(self, mailbox: str) -> list[int]:
        return [m.uid for m in self.messages(mailbox)]

    def create(self, mailbox: str) -> None:
        self._client.create_folder(mailbox)

    def remove_mailbox(self, mailbox: str) -> None:
        self._client.delete_folder(mailbox)

    def rename(self, old: str, new: str) -> None:
        self._client.rename_folder(old, new)

    def move(self, mailbox: str, uid: int, to: str) -> None:
        self._client.select_folder(mailbox)
        self._client.move([uid], to)
        self._client.unselect_folder()

    def copy(self, mailbox: str, uid: int, to: str) -> None:
        self._client.select_folder(mailbox, readonly=True)
        self._client.copy([uid], to)
        self._client.unselect_folder()

    def flag(self, mailbox: str, uid: int, *flags: str) -> None:
        self._client.select_folder(mailbox)
        self._client.add_flags([uid], flags)
        self._client.unselect_folder()

    def expunge(self, mailbox: str, uid: int) -> None:
        """Delete one message for good."""
        self._client.select_folder(mailbox)
        self._client.add_flags([uid], [r"\Deleted"])
        self._client.uid_expunge([uid])
        self._client.unselect_folder()

    def close(self) -> None:
        if self._own is not None:
            with contextlib.suppress(Exception):
                self._own.logout()
            self._own = None

    @property
    def _client(self) -> IMAPClient:
        if self._own is None:
            self._own = self.client()
        return self._own


class Dovecot:
    """One private server; `start` it, make users, `stop` it.

    `capability` is what it says it can do after log-in, instead of all it can; `config` stands
    below the usual configuration, `{dir}` in it is the server's directory.
    """

    def __init__(self, capability: str | None = None, config: str = "") -> None:
        self.host = HOST
        self.port = _free_port()
        self.tls_port = _free_port()
        self.dir = Path(tempfile.mkdtemp(prefix="mf-dovecot-"))
        said = f"imap_capability = {capability}\n" if capability else ""
        self._extra = said + config.replace("{dir}", str(self.dir))
        self.ca_file = self.dir / "ca.pem"
        self._process: subprocess.Popen[bytes] | None = None
        self._users = 0

    def start(self) -> Dovecot:
        self._lay_out()
        self._run()
        return self

    def restart(self) -> None:
        """The same mail on the same ports, after `stop_serving`."""
        self._run()

    def stop_serving(self, *, hard: bool = False) -> None:
        """End the server and every connection, keep the mail."""
        process, self._process = self._process, None
        if process is None:
            return
        if hard:
            os.killpg(process.pid, 9)
        else:
            process.terminate()
        process.wait(timeout=10)

    def stop(self) -> None:
        self.stop_serving(hard=True)
        shutil.rmtree(self.dir, ignore_errors=True)

    def new_user(
        self,
        special_use: bool = True,
        *,
        separator: str = "/",
        prefix: str = "",
        mailboxes: Sequence[str] | None = None,
    ) -> MailUser:
        """A user whose server has this layout.

        With `special_use`, Sent, Drafts and Trash exist and bear their attributes; without it
        nothing but INBOX and `mailboxes` exists (default: Sent, Drafts, Trash, unmarked), each
        below `prefix`.
        """
        self._users += 1
        name = f"u{self._users}@example.org"
        here = "marked" if special_use else "bare"
        fields = {
            "namespace/marked/disabled": "no" if special_use else "yes",
            "namespace/bare/disabled": "yes" if special_use else "no",
            f"namespace/{here}/separator": separator,
        }
        if prefix:
            fields[f"namespace/{here}/prefix"] = prefix
        self._enlist(name, fields)
        user = MailUser(self, name, "secret")
        if mailboxes is None:
            mailboxes = () if special_use else ("Sent", "Drafts", "Trash")
        for mailbox in mailboxes:
            user.create(prefix + mailbox)
        return user

    def log(self) -> str:
        path = self.dir / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _enlist(self, name: str, fields: Mapping[str, str]) -> None:
        home = self.dir / "home" / name
        home.mkdir()
        os.chown(home, self._uid, self._gid)
        extra = " ".join(f"userdb_{k}={v}" for k, v in fields.items())
        (self.dir / "users" / name).write_text(
            f"{name}:secret:{self._uid}:{self._gid}::{home}::{extra}\n"
        )

    def _lay_out(self) -> None:
        binary = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/sbin")
        if binary is None:
            raise RuntimeError(
                "The tests need Dovecot 2.3 and its program “dovecot” is not installed: "
                "apt-get install dovecot-imapd"
            )
        self._binary = binary
        self.dir.chmod(0o755)
        root = os.getuid() == 0
        owner = pwd.getpwnam("nobody" if root else getpass.getuser())
        self._uid, self._gid = owner.pw_uid, owner.pw_gid
        for sub in ("users", "home"):
            (self.dir / sub).mkdir()
        certify(self.dir)
        (self.dir / "dovecot.conf").write_text(
            _CONFIG.format(
                dir=self.dir,
                host=self.host,
                internal=owner.pw_name,
                group=grp.getgrgid(self._gid).gr_name,
                uid=self._uid,
                gid=self._gid,
                port=self.port,
                tls_port=self.tls_port,
            )
            + self._extra
        )

    def _run(self) -> None:
        self._process = subprocess.Popen(
            [self._binary, "-F", "-c", str(self.dir / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        until = time.monotonic() + 10
        while not _answers(self.host, self.port):
            if self._process.poll() is not None or time.monotonic() > until:
                said = self._process.stderr.read().decode() if self._process.stderr else ""
                raise RuntimeError(f"Dovecot did not start:\n{said}\n{self.log()}")
            time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as s:
        s.bind((HOST, 0))
        return int(s.getsockname()[1])


def _answers(host: str, port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port), 1) as s:
        s.settimeout(1)
        return s.recv(4) == b"* OK"
    return False


def certify(directory: Path, *, rsa: bool = False) -> None:
    """A CA of our own and a certificate for 127.0.0.1: ca.pem, cert.pem, key.pem."""

    def openssl(*args: str) -> None:
        subprocess.run(["openssl", *args], cwd=directory, check=True, capture_output=True)

    curve = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    new_key = ["-newkey", *(["rsa:2048"] if rsa else curve), "-nodes"]
    days = ["-days", "3650"]
    openssl(
        *["req", "-x509", *new_key, *days, "-keyout", "ca.key", "-out", "ca.pem"],
        *["-subj", "/CN=Test CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign"],
    )
    openssl(*["req", *new_key, "-keyout", "key.pem", "-out", "csr.pem", "-subj", "/CN=test"])
    (directory / "ext").write_text(f"subjectAltName=IP:{HOST}\n")
    openssl(
        *["x509", "-req", "-in", "csr.pem", "-CA", "ca.pem", "-CAkey", "ca.key", *days],
        *["-CAcreateserial", "-extfile", "ext", "-out", "cert.pem"],
    )


@contextlib.contextmanager
def running(capability: str | None = None, config: str = "") -> Iterator[Dovecot]:
    """A server of the caller's own, for tests that kill it or want it to be otherwise."""
    server = Dovecot(capability, config).start()
    try:
        yield server
    finally:
        server.stop()
