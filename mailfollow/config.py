"""config.toml → one frozen value, or all the problems at once (DESIGN.md §4).

The `[[contacts]]` of config.toml are read here, too: what is wrong with them is a ConfigError.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import platformdirs
import tzlocal

from mailfollow import entries
from mailfollow.core import address as addr
from mailfollow.core.model import (
    Account,
    FolderNames,
    Imap,
    Language,
    Limits,
    Me,
    PasswordSource,
    Timing,
    Tls,
    Window,
)
from mailfollow.errors import ConfigError, Problem
from mailfollow.toml import values
from mailfollow.toml.read import Notes, Shape, Table, read, read_file
from mailfollow.toml.section import Section

SHAPE = Shape(frozenset({"me", "accounts", "timing", "limits"}), entries.ARRAYS)
_PORTS = {Tls.IMPLICIT: 993, Tls.STARTTLS: 143, Tls.NONE: 143}
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


@dataclass(frozen=True, slots=True)
class Config:
    """What config.toml says. `inline` are the people who stand in config.toml itself."""

    path: Path
    me: Me
    accounts: tuple[Account, ...]
    timing: Timing
    limits: Limits
    people_dir: Path
    templates_dir: Path
    holidays: Container[date]
    inline: entries.Entries

    @property
    def inline_people(self) -> bool:
        return bool(self.inline.contacts or self.inline.meetings or self.inline.promises)


def default_path() -> Path:
    """Where config.toml is looked for: the XDG config directory."""
    return platformdirs.user_config_path("mailfollow") / "config.toml"


def load(path: Path | None = None) -> Config:
    """Read config.toml; None: from the XDG config directory.

    Raises ConfigError with every problem that makes it unusable, and the smaller ones beside.
    """
    path = (path or default_path()).expanduser().absolute()
    notes = Notes(path.name)
    if not path.is_file():
        raise ConfigError((_missing(path),))
    text = read_file(path, notes)
    root = Section(read(text, SHAPE, notes) if text is not None else Table(1), "the file", notes)
    config = _config(path, root) if text is not None else None
    if config is None or any(p.fatal for p in notes.problems):
        raise ConfigError(tuple(sorted(notes.problems, key=lambda p: p.line or 0)))
    return config


def _missing(path: Path) -> Problem:
    sentence = f"There is no config file at {path}; copy config.example.toml there and fill it in."
    return Problem(path.name, None, sentence)


def _config(path: Path, root: Section) -> Config:
    accounts = _accounts(root, path.parent)
    me = _me(root, accounts)
    timing = _timing(root.below("timing", "[timing]"))
    limits = _limits(root.below("limits", "[limits]"))
    inline = entries.read(root, me, [a.label for a in accounts])
    root.done()
    return Config(
        path=path,
        me=me,
        accounts=accounts,
        timing=timing,
        limits=limits,
        people_dir=path.parent / "people",
        templates_dir=path.parent / "templates",
        holidays=_holidays(me.country, me.region),
        inline=replace(inline, problems=tuple(root.notes.problems)),
    )


# --- [me] -----------------------------------------------------------------------------------


def _me(root: Section, accounts: tuple[Account, ...]) -> Me:
    section = root.below("me", "[me]")
    own = tuple(a.address for a in accounts)
    if section is None:
        if not root.has("me"):
            root.tell(None, 'There is no section [me]; it needs at least name = "Your Name".')
        return Me("", own, _local_zone() or ZoneInfo("UTC"))
    addresses = section.take("addresses", values.addresses) or ()
    country = section.take("country", _country)
    me = Me(
        name=section.need("name", values.text, 'write name = "Your Name"') or "",
        addresses=values.distinct((*own, *addresses)),
        timezone=_zone(section),
        language=section.take("language", values.language) or Language.EN,
        gender=section.take("gender", values.gender),
        shared=section.take("shared", values.addresses) or (),
        country=country,
        region=_region(section, country),
        signature=(section.take("signature", values.block) or "").strip("\n"),
    )
    section.done()
    return me


def _zone(section: Section) -> ZoneInfo:
    zone = section.take("timezone", _zone_named)
    if zone is None and not section.has("timezone"):
        zone = _local_zone()
        if zone is None:
            section.tell(
                None, 'This machine does not say its time zone: write timezone = "Europe/Warsaw".'
            )
    return zone or ZoneInfo("UTC")


def _zone_named(value: object) -> ZoneInfo:
    name = values.text(value)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    part = name.replace(" ", "_").rpartition("/")[2].casefold()
    near = next((z for z in sorted(available_timezones()) if z.casefold().endswith(f"/{part}")), "")
    hint = f"did you mean “{near}”?" if near else "write it like “Europe/Warsaw”"
    raise ValueError(f"there is no time zone “{name}”; {hint}")


def _local_zone() -> ZoneInfo | None:
    try:
        return ZoneInfo(tzlocal.get_localzone_name())
    except (KeyError, ValueError, OSError, TypeError):  # what it finds depends on the machine
        return None


def _country(value: object) -> str:
    import holidays

    code = values.text(value).upper()
    if code not in holidays.list_supported_countries():
        raise ValueError(f"“{code}” is not known; write the two letters, like “PL” or “DE”")
    return code


def _region(section: Section, country: str | None) -> str | None:
    import holidays

    region = section.take("region", values.text)
    if region and not country:
        if not section.has("country"):
            section.tell("region", 'region: needs country beside it, like country = "DE".')
        return None
    known = holidays.list_supported_countries().get(country or "", [])
    if region and region.upper() in (k.upper() for k in known):
        return next(k for k in known if k.upper() == region.upper())
    if region:
        section.tell("region", f"region: “{region}” is not known in {country}; "
                     f"there are {', '.join(known) or 'none'}.")  # fmt: skip
    return None


def _holidays(country: str | None, region: str | None) -> Container[date]:
    import holidays

    return holidays.country_holidays(country, subdiv=region) if country else frozenset()


# --- [accounts.…] ---------------------------------------------------------------------------


def _accounts(root: Section, base: Path) -> tuple[Account, ...]:
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
    folders = _folders(section)
    section.done()
    if not address or not password or not imap:
        return None
    return Account(label, address, user, password, imap, folders)


def _password(section: Section, base: Path) -> PasswordSource | None:
    value = section.table.get("password")
    if isinstance(value, str):
        section.asked.append("password")
        section.tell("password", _NOT_IN_HERE)
        return None
    if not section.has("password"):
        section.need("password", values.text, "write password = { keyring = true }, or a command")
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
    if not section.has("imap"):
        section.need("imap", values.text, 'write imap = { host = "imap.example.org" }')
        return None
    below = section.below("imap", f"{section.title[:-1]}.imap]")
    if below is None:
        return None
    host = below.need("host", _host, 'write host = "imap.example.org"')
    tls = below.take("tls", _tls) or Tls.IMPLICIT
    port = below.take("port", values.whole(1, 65535)) or _PORTS[tls]
    ca_file = below.take("ca_file", _path(base))
    if ca_file and not Path(ca_file).is_file():
        below.tell("ca_file", f"ca_file: there is no file {ca_file}.")
    if tls is Tls.NONE and host and not _loopback(host):
        below.tell("tls", "tls: without TLS everybody on the way could read your mail; “none” is "
                   "for this machine itself only (localhost). Leave the key out.")  # fmt: skip
    below.done(**dict.fromkeys(_SWITCHES, _NO_SWITCH))
    return Imap(host, port, tls, ca_file) if host else None


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


# --- [timing], [limits] ---------------------------------------------------------------------


def _timing(section: Section | None) -> Timing:
    default = Timing()
    if section is None:
        return default
    drafts_at = section.take("drafts_at", values.clock)
    timing = Timing(
        follow_up=_window(section, "follow_up", default.follow_up),
        introduce=_window(section, "introduce", default.introduce),
        call_back=_window(section, "call_back", default.call_back),
        send=_window(section, "send", default.send),
        drafts_at=default.drafts_at if drafts_at is None else drafts_at,
        working_days=section.take("working_days", values.flag) is not False,
    )
    section.done()
    return timing


def _window(timing: Section, key: str, default: Window) -> Window:
    """One kind's days; only a follow-up opens later and has a day from which it is late."""
    below = timing.below(key, f"[timing.{key}]")
    if below is None:
        return default
    window = Window(
        opens=below.take("opens", values.length) or default.opens if default.opens else None,
        due=below.take("due", values.length) or default.due,
        late=below.take("late", values.length) or default.late if default.late else None,
    )
    below.done()
    days = [values.days_of(d) for d in (window.opens, window.due, window.late) if d]
    if days != sorted(days):
        timing.tell(key, f"{key}: opens must not come after due, nor due after late.")
    return window


def _limits(section: Section | None) -> Limits:
    if section is None:
        return Limits()
    number = section.take("drafts_per_day", values.whole(0, 100))
    section.done()
    return Limits() if number is None else Limits(drafts_per_day=number)
