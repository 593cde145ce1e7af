"""config.toml and the values it becomes."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from mailfollow import config
from mailfollow.core.calendar import Duration, Unit
from mailfollow.core.model import (
    DigestTime,
    FolderNames,
    Imap,
    Limits,
    PasswordSource,
    Smtp,
    Timing,
    Tls,
    VerbFolder,
    VerbFolders,
    Window,
)
from mailfollow.errors import ConfigError
from tests.people.home import CONFIG, Home


def imap(home: Home, keys: str) -> Imap:
    home.config(CONFIG.replace('host = "imap.example.org"', keys))
    return home.loaded().accounts[0].imap


def password(home: Home, keys: str) -> PasswordSource:
    home.config(CONFIG.replace('env = "MAIL_PASSWORD"', keys))
    return home.loaded().accounts[0].password


def test_what_is_not_written_has_its_default(home: Home) -> None:
    loaded = home.loaded()
    (account,) = loaded.accounts
    assert (account.label, account.user) == ("work", "ewa@example.org")
    assert account.imap == Imap("imap.example.org", 993, Tls.IMPLICIT, None)
    assert account.folders == FolderNames()
    assert loaded.me.addresses == ("ewa@example.org",)
    assert (loaded.timing, loaded.limits) == (Timing(), Limits())
    assert loaded.people_dir == home.root / "people"
    assert loaded.templates_dir == home.root / "templates"
    assert not loaded.inline_people
    assert account.smtp is None
    assert loaded.digest == DigestTime(time(7, 30), None)
    assert loaded.verbs == VerbFolders({})


def test_me(home: Home) -> None:
    text = CONFIG.replace(
        'language = "pl"',
        'language = "de"\ngender = "Frau"\naddresses = ["EWA@example.org", "e@example.net"]\n'
        'shared = "info@example.org"\nsignature = """\n\nEwa\n  Zielony Dach\n"""',
    )
    me = home.config(text).loaded().me
    assert me.addresses == ("ewa@example.org", "e@example.net")
    assert me.shared == ("info@example.org",)
    assert me.signature == "Ewa\n  Zielony Dach"


def test_holidays(home: Home) -> None:
    poland = home.loaded().holidays
    assert date(2026, 11, 11) in poland
    assert date(2026, 11, 12) not in poland
    text = CONFIG.replace('"PL"', '"de"\nregion = "ni"')
    loaded = home.config(text).loaded()
    assert date(2026, 10, 31) in loaded.holidays  # Reformation Day, in Lower Saxony
    assert (loaded.me.country, loaded.me.region) == ("DE", "NI")
    assert (
        date(2026, 12, 25)
        not in home.config(CONFIG.replace('country = "PL"', "")).loaded().holidays
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('host = "h.example", tls = "starttls"', Imap("h.example", 143, Tls.STARTTLS)),
        (
            'host = "h.example", tls = "STARTTLS", port = 1143',
            Imap("h.example", 1143, Tls.STARTTLS),
        ),
        ('host = "localhost", tls = "none"', Imap("localhost", 143, Tls.NONE)),
        ('host = "127.8.8.8", tls = "none", port = 3143', Imap("127.8.8.8", 3143, Tls.NONE)),
        ('host = "::1", tls = "none"', Imap("::1", 143, Tls.NONE)),
        ('host = "h.example", port = 1993', Imap("h.example", 1993, Tls.IMPLICIT)),
    ],
)
def test_servers(home: Home, keys: str, expected: Imap) -> None:
    assert imap(home, keys) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('host = "h.example"', Smtp("h.example", 465, Tls.IMPLICIT, None, None)),
        ('host = "h.example", tls = "starttls"', Smtp("h.example", 587, Tls.STARTTLS)),
        ('host = "localhost", tls = "none"', Smtp("localhost", 25, Tls.NONE)),
        ('host = "h.example", port = 2465, user = "e"', Smtp("h.example", 2465, user="e")),
    ],
)
def test_where_the_morning_mail_is_handed_in(home: Home, keys: str, expected: Smtp) -> None:
    (account,) = home.config(CONFIG + f"smtp = {{ {keys} }}\n").loaded().accounts
    assert account.smtp == expected
    assert account.imap == Imap("imap.example.org")


def test_smtp_trusts_a_certificate_of_ones_own(home: Home) -> None:
    (home.root / "ca.pem").touch()
    home.config(CONFIG + 'smtp = { host = "h.example", ca_file = "ca.pem" }\n')
    assert home.loaded().accounts[0].smtp == Smtp("h.example", ca_file=str(home.root / "ca.pem"))
    home.config(CONFIG + 'smtp = { host = "h.example", tls = "none" }\n')
    with pytest.raises(ConfigError, match="for this machine itself only"):
        home.loaded()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", DigestTime(time(7, 30))),
        ('at = "6:15"', DigestTime(time(6, 15))),
        ('at = "0:00"', DigestTime(time(0, 0))),
        ('at = "6:15"\nsend = false', DigestTime(None)),
        ('account = "work"', DigestTime(time(7, 30), "work")),
    ],
)
def test_the_morning_mail(home: Home, keys: str, expected: DigestTime) -> None:
    assert home.config(f"{CONFIG}[digest]\n{keys}\n").loaded().digest == expected


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Done", "Snooze 1 day", "Snooze 1 week", "Drop", "Follow up"]),
        ("pl", ["Zrobione", "Odłożone o dzień", "Odłożone o tydzień", "Porzucone", "Odezwać się"]),
        ("de", ["Erledigt", "Einen Tag später", "Eine Woche später", "Aufgegeben", "Nachfassen"]),
    ],
)
def test_verb_folders_are_called_in_the_users_language(
    home: Home, language: str, names: list[str]
) -> None:
    config = CONFIG.replace('language = "pl"', f'language = "{language}"')
    verbs = home.config(config + "[verbs]\nfolders = true\n").loaded().verbs
    assert verbs.names == {
        verb: f"Mailfollow/{name}" for verb, name in zip(VerbFolder, names, strict=True)
    }
    assert not home.config(config + "[verbs]\nfolders = false\n").loaded().verbs.names


def test_verb_folders_by_other_names(home: Home) -> None:
    keys = 'folders = true\nname = "Büro/Zusagen"\ndone = "Fertig"\ndrop = "Alt/Weg"\n'
    names = home.config(f"{CONFIG}[verbs]\n{keys}").loaded().verbs.names
    assert names[VerbFolder.DONE] == "Büro/Zusagen/Fertig"
    assert names[VerbFolder.DROP] == "Büro/Zusagen/Alt/Weg"
    assert names[VerbFolder.DAY] == "Büro/Zusagen/Odłożone o dzień"


@pytest.mark.parametrize("name", ["a/", "/a", "a/ /b", "a{b", "a*", "50%", "a\\\\b"])
def test_a_folder_that_no_server_takes(home: Home, name: str) -> None:
    home.config(f'{CONFIG}[verbs]\ndone = "{name}"\n')
    with pytest.raises(ConfigError, match=r"done: .*folder"):
        home.loaded()


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost.example.org", "0.0.0.0", "example.org"])
def test_in_the_clear_is_for_this_machine_only(home: Home, host: str) -> None:
    with pytest.raises(ConfigError, match="for this machine itself only"):
        imap(home, f'host = "{host}", tls = "none"')


@pytest.mark.parametrize("tls", ["false", '"off"', '"plain"', '"no"', '"insecure"'])
def test_there_is_no_other_way_to_have_no_tls(home: Home, tls: str) -> None:
    with pytest.raises(ConfigError):
        imap(home, f'host = "localhost", tls = {tls}')


@pytest.mark.parametrize("key", ["verify = false", "verify_ssl = true", "insecure = true"])
def test_no_switch_turns_verification_off(home: Home, key: str) -> None:
    with pytest.raises(ConfigError, match="no switch that turns the check of certificates off"):
        imap(home, f'host = "h.example", {key}')


def test_a_certificate_of_ones_own(home: Home) -> None:
    (home.root / "ca.pem").touch()
    assert imap(home, 'host = "h.example", ca_file = "ca.pem"').ca_file == str(home.root / "ca.pem")
    with pytest.raises(ConfigError, match=r"there is no file .*/none\.pem"):
        imap(home, 'host = "h.example", ca_file = "none.pem"')


def test_where_passwords_are_kept(home: Home) -> None:
    assert password(home, 'command = ["pass", "x y"]').command == ("pass", "x y")
    assert password(home, 'command = "pass x | head -1"').command == (
        "/bin/sh", "-c", "pass x | head -1"
    )  # fmt: skip
    assert password(home, 'file = "secret"').file == str(home.root / "secret")
    assert password(home, 'file = "~/secret"').file == str(Path.home() / "secret")
    assert password(home, "keyring = true") == PasswordSource(keyring=True)


def test_sections_instead_of_braces(home: Home) -> None:
    text = CONFIG.replace('imap = { host = "imap.example.org" }', "") + (
        '[accounts.work.imap]\nhost = "h.example"\n'
        '[timing.follow_up]\ndue = "3 dni"\n[timing]\ndrafts_at = "6:30"\n'
        'call_back.due = "1 Woche"\n'
        '[limits]\ndrafts_per_day = "3"\n'
    )
    loaded = home.config(text).loaded()
    assert loaded.accounts[0].imap.host == "h.example"
    assert loaded.timing.follow_up == Window(Duration(3), Duration(1), Duration(7))
    assert loaded.timing.call_back.due == Duration(1, Unit.WEEK)
    assert loaded.timing.drafts_at == time(6, 30)
    assert loaded.limits.drafts_per_day == 3


def test_folders_and_other_accounts(home: Home) -> None:
    text = CONFIG + (
        'folders = { sent = "Wysłane", drafts = "Robocze" }\n'
        '[accounts.home]\naddress = "ewa@example.net"\nuser = "ewa"\n'
        'password = { keyring = true }\nimap = { host = "imap.example.net" }\n'
    )
    loaded = home.config(text).loaded()
    assert loaded.accounts[0].folders == FolderNames(("Wysłane",), "Robocze", None)
    assert [(a.label, a.user) for a in loaded.accounts] == [
        ("work", "ewa@example.org"), ("home", "ewa")
    ]  # fmt: skip
    assert loaded.me.addresses == ("ewa@example.org", "ewa@example.net")


def test_it_is_looked_for_where_xdg_says(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home.root))
    with pytest.raises(ConfigError, match=f"no config file at {home.root}/mailfollow/config.toml"):
        config.load()
    (home.root / "mailfollow").mkdir()
    (home.root / "config.toml").rename(home.root / "mailfollow" / "config.toml")
    assert config.load().path == home.root / "mailfollow" / "config.toml"


def test_the_zone_of_this_machine(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    text = CONFIG.replace('timezone = "Europe/Warsaw"\n', "")
    assert home.config(text).loaded().me.timezone.key == "Europe/Berlin"


def test_an_account_that_a_contact_names(home: Home) -> None:
    home.people('[[contacts]]\nname = "Anna Kowalska"\nemail = "a@example.pl"\naccount = "hom"')
    (told,) = home.problems()
    assert told.startswith("people/a.toml:4: Anna Kowalska: account: there is no account “hom”")
