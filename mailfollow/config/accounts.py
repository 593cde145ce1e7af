"""`[accounts.…]`: the mailboxes, and where their passwords are kept."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from mailfollow.core import address as addr
from mailfollow.core.model import Account, FolderNames, Imap, PasswordSource, Smtp, Tls
from mailfollow.toml import values
from mailfollow.toml.section import Section

S = TypeVar("S")

_PORTS = {
    "imap": {Tls.IMPLICIT: 993, Tls.STARTTLS: 143, Tls.NONE: 143},
    "smtp": {Tls.IMPLICIT: 465, Tls.STARTTLS: 587, Tls.NONE: 25},
}
_NO_SWITCH = (
    "There is no switch that turns the check of certificates off. For a server with a "
    "certificate of its own, write ca_file = “…” with the path to it."
)
_NOT_IN_HERE = (
    "A password does not belong in this file. Write where it can be had: "
    'password = { command = ["pass", "show", "mail/me"] }, or { file = "…" }, '
    '{ env = "…" }, { keyring = true }.'
)
_SWITCHES = (
    "verify verify_tls verify_ssl verify_cert verify_certificate tls_verify ssl_verify insecure "
    "check_hostname cert_verify ignore_certificate validate trust_all"
).split()


def read_accounts(root: Section, base: Path) -> tuple[Account, ...]:
    section = root.below("accounts", "[accounts.…]")
    labelled = section.labelled("[accounts.…]") if section else []
    if not labelled and not root.has("accounts"):
        root.tell(None, "There is no account; it begins with [accounts.work] and its address.")
    accounts = [a for label, s in labelled if (a := _account(label, s, base))]
    for n, account in enumerate(accounts):
        twin = next(
            (a for a in accounts[:n] if addr.key(a.address) == addr.key(account.address)), None
        )
        if twin and section:
            section.tell(account.label, f"The accounts {twin.label} and {account.label} have one "
                         "address: keep one of them.")  # fmt: skip
    return tuple(accounts)


def _account(label: str, section: Section, base: Path) -> Account | None:
    address = section.need("address", values.address, 'write address = "you@example.org"')
    user = section.take("user", values.text) or address or ""
    password = _password(section, base)
    imap = _imap(section, base)
    smtp = _smtp(section, base)
    folders = _folders(section)
    section.done()
    if not address or not password or not imap:
        return None
    return Account(label, address, user, password, imap, folders, smtp)


def _password(section: Section, base: Path) -> PasswordSource | None:
    if not section.present("password", "write password = { keyring = true }, or a command"):
        return None
    if isinstance(section.table["password"], str):
        section.asked.append("password")
        section.tell("password", _NOT_IN_HERE)
        return None
    below = section.below("password", f"{section.title[:-1]}.password]")
    if below is None:
        return None
    source = PasswordSource(
        command=below.take("command", _command),
        file=below.take("file", _path(base)),
        env=below.take("env", _variable),
        keyring=below.take("keyring", values.flag) or False,
    )
    ways = [key for key in ("command", "file", "env", "keyring") if below.has(key)]
    below.done()
    if len(ways) != 1:
        section.tell("password", "password: write exactly one of command, file, env, keyring.")
    return source


def _command(value: object) -> tuple[str, ...]:
    """A list is run as it stands, a text by the shell."""
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not found or not all(isinstance(v, str) and v for v in found):
        raise ValueError('write a list of texts, like ["pass", "show", "mail/me"]')
    return ("/bin/sh", "-c", str(value)) if isinstance(value, str) else tuple(found)


def _variable(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z_]\w*", value, re.ASCII):
        raise ValueError('write the name of an environment variable, like "MAIL_PASSWORD"')
    return value


def _path(base: Path) -> Callable[[object], str]:
    """A path; a relative one begins beside config.toml."""
    return lambda value: str(base / Path(values.text(value)).expanduser())


def _imap(section: Section, base: Path) -> Imap | None:
    if not section.present("imap", 'write imap = { host = "imap.example.org" }'):
        return None
    below = section.below("imap", f"{section.title[:-1]}.imap]")
    return _server(below, "imap", Imap, base) if below else None


def _smtp(section: Section, base: Path) -> Smtp | None:
    below = section.below("smtp", f"{section.title[:-1]}.smtp]")
    if below is None:
        return None
    user = below.take("user", values.text)
    return _server(below, "smtp", partial(Smtp, user=user), base)


def _server(
    below: Section, kind: str, make: Callable[[str, int, Tls, str | None], S], base: Path
) -> S | None:
    """Where a server is, and how it is trusted."""
    host = below.need("host", _host, f'write host = "{kind}.example.org"')
    tls = below.take("tls", _tls) or Tls.IMPLICIT
    ports = _PORTS[kind]
    port = below.take("port", values.whole(1, 65535)) or ports[tls]
    ca_file = below.take("ca_file", _path(base))
    if ca_file and not Path(ca_file).is_file():
        below.tell("ca_file", f"ca_file: there is no file {ca_file}.")
    if tls is Tls.IMPLICIT and port == ports[Tls.STARTTLS]:
        below.tell("port", f'port: with {port} goes tls = "starttls".')
    if tls is Tls.NONE and host and not _loopback(host):
        below.tell("tls", "tls: without TLS everybody on the way could read your mail; “none” is "
                   "for this machine itself only (localhost). Leave the key out.")  # fmt: skip
    below.done(**dict.fromkeys(_SWITCHES, _NO_SWITCH))
    return make(host, port, tls, ca_file) if host else None


def _host(value: object) -> str:
    host = values.text(value)
    if re.fullmatch(r"[^:/@\s]+:\d+", host):
        name, _, port = host.partition(":")
        raise ValueError(f'the port has a key of its own: host = "{name}", port = {port}')
    if not re.fullmatch(r"[\w.-]+|[0-9a-fA-F:]+", host):
        raise ValueError(f"“{host}” is not the name of a server; write it like “imap.example.org”")
    return host


def _tls(value: object) -> Tls:
    if isinstance(value, bool):
        raise ValueError('write "implicit" (the default), "starttls", or "none" for localhost')
    meanings = {tls.value: tls for tls in Tls} | {"ssl": Tls.IMPLICIT, "tls": Tls.IMPLICIT}
    return values.choice(value, meanings, '"implicit", "starttls", or "none" for localhost')


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold().rstrip(".") == "localhost"


def _folders(section: Section) -> FolderNames:
    below = section.below("folders", f"{section.title[:-1]}.folders]")
    if below is None:
        return FolderNames()
    folders = FolderNames(
        sent=below.take("sent", values.texts) or (),
        drafts=below.take("drafts", values.text),
        trash=below.take("trash", values.text),
    )
    below.done()
    return folders
