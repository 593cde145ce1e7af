"""What people really type, and what they are told: the line, the person, the slip, the mending.

Each case is a file, an empty line of dashes, and the problems in full.
"""

# ruff: noqa: E501 - the sentences stand here in full

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.people.home import CONFIG, Home

PEOPLE = {
    "line break inside { }": """
        on = 2026-11-18
        [[contacts]]
        name = "Anna Kowalska"
        email = {
          private = "anna@example.pl",
        }
        ---
        people/a.toml:4: Anna Kowalska: A line break stands inside { }; TOML wants it all in one line. Write: email = { private = "anna@example.pl" }
        people/a.toml:4: Anna Kowalska: email: this must be a text in quotes.
        """,
    "typographic quotes": """
        [[contacts]]
        name = „Anna Kowalska”
        email = “anna@example.pl”
        ---
        people/a.toml:2: Anna Kowalska: The quotes are typographic ones; TOML knows only the straight ". Write: name = "Anna Kowalska"
        people/a.toml:3: Anna Kowalska: The quotes are typographic ones; TOML knows only the straight ". Write: email = "anna@example.pl"
        """,
    "typographic quotes in a list of several lines": """
        [[contacts]]
        name = "Anna Kowalska"
        addresses = [
          “anna@example.pl”,
          “ania@example.pl”,
        ]
        ---
        people/a.toml:3: Anna Kowalska: The quotes are typographic ones; TOML knows only the straight ". Write: addresses = [ "anna@example.pl", "ania@example.pl", ]
        """,
    "a date with dots and no quotes": """
        on = 29.04.2026
        ---
        people/a.toml:1: The date “29.04.2026” needs quotes, or the other order. Write: on = 2026-04-29
        """,
    "a day that is none": """
        on = 31.04.2026
        ---
        people/a.toml:1: There is no day “31.04.2026”.
        """,
    "yes, tak, ja": """
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        formal = nie
        follow_up = ja
        [[contacts.promises]]
        send = "x"
        on = 2026-11-18
        consent = yes
        ---
        people/a.toml:4: Anna Kowalska: “nie” is not a word TOML knows. Write: formal = false
        people/a.toml:5: Anna Kowalska: “ja” is not a word TOML knows. Write: follow_up = true
        people/a.toml:9: Anna Kowalska: “yes” is not a word TOML knows. Write: consent = true
        people/a.toml:9: Anna Kowalska: “consent” goes with introduce_to only, not with send.
        """,
    "text without quotes": """
        [[contacts]]
        name = Anna Kowalska   # from the fair
        phone = +48 601 000 000
        ---
        people/a.toml:2: Anna Kowalska: The text needs quotes. Write: name = "Anna Kowalska"
        people/a.toml:3: Anna Kowalska: The text needs quotes. Write: phone = "+48 601 000 000"
        """,
    "a telephone number as a number": """
        [[contacts]]
        name = "Anna Kowalska"
        phone = 601000000
        ---
        people/a.toml:3: Anna Kowalska: phone: this must be a text in quotes: write "601000000".
        """,
    "a blank in a key": """
        on = 2026-11-18
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        talked about = "o trasach"
        ---
        people/a.toml:5: Anna Kowalska: The key “talked about” has a blank in it. Write: talked_about = "o trasach"
        """,
    "colon": """
        [[contacts]]
        name: "Anna Kowalska"
        email: anna@example.pl
        ---
        people/a.toml:2: Anna Kowalska: There is a ":" where "=" belongs. Write: name = "Anna Kowalska"
        people/a.toml:3: Anna Kowalska: There is a ":" where "=" belongs. The text needs quotes. Write: email = "anna@example.pl"
        """,
    "no equals sign": """
        [[contacts]]
        name "Anna Kowalska"
        email
        ---
        people/a.toml:2: Anna Kowalska: There is no "=" between the key and its value. Write: name = "Anna Kowalska"
        people/a.toml:3: Anna Kowalska: “email” has no value; put a # before the line, or a value behind the =.
        """,
    "a quote inside a text": """
        on = 2026-11-18
        at = "na spotkaniu "Zielony Dach" w Gdańsku"
        ---
        people/a.toml:2: There is a " inside the text, which ends it too early. Write: at = 'na spotkaniu "Zielony Dach" w Gdańsku'
        """,
    "a quote that never ends": """
        [[contacts]]
        name = "Anna Kowalska
        email = anna@example.pl"
        ---
        people/a.toml:2: Anna Kowalska: The text begins with " and never ends. Write: name = "Anna Kowalska"
        people/a.toml:3: Anna Kowalska: The text needs quotes. Write: email = 'anna@example.pl"'
        people/a.toml:3: Anna Kowalska: email: “anna@example.pl"” is not a mail address.
        """,
    "single brackets": """
        [contacts]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        ---
        people/a.toml:1: Anna Kowalska: [contacts] needs other brackets: write [[contacts]], there can be several.
        """,
    "single brackets twice": """
        [contacts]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        [contacts]
        name = "Piotr Zając"
        email = "piotr@example.pl"
        ---
        people/a.toml:1: Anna Kowalska: [contacts] needs other brackets: write [[contacts]], there can be several.
        people/a.toml:4: Piotr Zając: [contacts] needs other brackets: write [[contacts]], there can be several.
        """,
    "singular": """
        [[contact]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        [[contacts.promise]]
        send = "slajdy"
        on = 2026-11-18
        ---
        people/a.toml:1: Anna Kowalska: There is no section “contact”; did you mean [[contacts]]?
        people/a.toml:4: Anna Kowalska: There is no section “promise”; did you mean [[contacts.promises]]?
        """,
    "brackets that do not match": """
        [[contacts]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        ---
        people/a.toml:1: Anna Kowalska: The brackets of “[[contacts]” do not match; did you mean [[contacts]]?
        """,
    "keys of another section": """
        timezone = "Europe/Warsaw"
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        send = "slajdy"
        on = 2026-11-18
        ---
        people/a.toml:1: There is no key “timezone” in the head of the file; it knows on, at, contacts, meetings, promises.
        people/a.toml:5: Anna Kowalska: “send” belongs under [[contacts.promises]], below this person.
        people/a.toml:6: Anna Kowalska: “on” stands inside [[contacts]]. If everybody was met then, move it above the first [[contacts]]; for this person alone write met = …
        """,
    "keys in Polish and German": """
        datum = 2026-11-18
        [[contacts]]
        imię = "Anna"
        nazwisko = "Kowalska"
        adresse = "anna@example.pl"
        Telefon = "+48 601 000 000"
        sprache = "pl"
        język = "pl"
        firma = "x"
        płeć = "k"
        geschlecht = "w"
        titel = "Dr."
        tytuł = "Dr."
        anrede = "du"
        thema = "x"
        ---
        people/a.toml:1: There is no key “datum” in the head of the file; did you mean “on”?
        people/a.toml:3: Anna: There is no key “imię” in [[contacts]]; did you mean “name”?
        people/a.toml:4: Anna: There is no key “nazwisko” in [[contacts]]; did you mean “surname”?
        people/a.toml:5: Anna: There is no key “adresse” in [[contacts]]; did you mean “email”?
        people/a.toml:6: Anna: There is no key “Telefon” in [[contacts]]; did you mean “phone”?
        people/a.toml:7: Anna: There is no key “sprache” in [[contacts]]; did you mean “language”?
        people/a.toml:8: Anna: There is no key “język” in [[contacts]]; did you mean “language”?
        people/a.toml:9: Anna: There is no key “firma” in [[contacts]]; did you mean “company”?
        people/a.toml:10: Anna: There is no key “płeć” in [[contacts]]; did you mean “gender”?
        people/a.toml:11: Anna: There is no key “geschlecht” in [[contacts]]; did you mean “gender”?
        people/a.toml:12: Anna: There is no key “titel” in [[contacts]]; did you mean “title”?
        people/a.toml:13: Anna: There is no key “tytuł” in [[contacts]]; did you mean “title”?
        people/a.toml:14: Anna: There is no key “anrede” in [[contacts]]; did you mean “formal”?
        people/a.toml:15: Anna: There is no key “thema” in [[contacts]]; did you mean “talked_about”?
        """,
    "a slip of the finger": """
        on = 2026-11-18
        [[contacts]]
        name = "Anna Kowalska"
        emial = "anna@example.pl"
        ---
        people/a.toml:4: Anna Kowalska: There is no key “emial” in [[contacts]]; did you mean “email”?
        """,
    "the same key twice": """
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        email = "ania@example.pl"
        ---
        people/a.toml:4: Anna Kowalska: “email” stands here twice (also in line 3): keep one.
        """,
    "a tab in a key": """
        [[contacts]]
        name\t= "Anna Kowalska"
        talked\tabout = "o trasach"
        email = "anna@example.pl"
        met = 2026-11-18
        ---
        people/a.toml:3: Anna Kowalska: The key “talked about” has a blank in it. Write: talked_about = "o trasach"
        """,
    "commas as in other formats": """
        [[contacts]]
        name = "Anna Kowalska",
        email = "anna@example.pl",
        ---
        people/a.toml:2: Anna Kowalska: A comma stands at the end of the line. Write: name = "Anna Kowalska"
        people/a.toml:3: Anna Kowalska: A comma stands at the end of the line. Write: email = "anna@example.pl"
        """,
    "two in one line": """
        [[contacts]]
        name = "Anna Kowalska" email = "anna@example.pl"
        phone = "+48 601 000 000"
        ---
        people/a.toml:2: Two settings stand in one line; give each its own.
        """,
    "comments of other formats": """
        // the fair
        on = 2026-11-18
        ---
        people/a.toml:1: A comment begins with #. Write: # the fair
        """,
    "a long text that never ends": """
        on = 2026-11-18
        at = \"\"\"na InfoShare
        ---
        people/a.toml:2: The text that begins with \"\"\" never ends; close it with \"\"\".
        """,
    "a date that can mean two days": """
        on = 04/05/2026
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        met = "04/05/2026"
        ---
        people/a.toml:1: The date “04/05/2026” can be read in two ways; write it as year-month-day.
        people/a.toml:5: Anna Kowalska: met: “04/05/2026” can mean 4 May or 5 April; write it like 2026-11-18.
        """,
    "values out of this world": """
        on = 2206-11-18
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna(at)example.pl"
        language = "fr"
        gender = "?"
        [[contacts.promises]]
        send = "slajdy"
        by = 3
        [[contacts.promises]]
        keep_in_touch = "6 fortnights"
        ---
        people/a.toml:1: on: the year 2206 can hardly be meant.
        people/a.toml:4: Anna Kowalska: email: “anna(at)example.pl” is not a mail address.
        people/a.toml:5: Anna Kowalska: language: “fr” is not known here; write "pl", "de" or "en": letters exist in these.
        people/a.toml:6: Anna Kowalska: gender: “?” is not known here; write "f" or "m", or leave the line out.
        people/a.toml:9: Anna Kowalska: by: a day is wanted: write it like 2026-11-18; also “3 days” or “friday”.
        people/a.toml:11: Anna Kowalska: keep_in_touch: “6 fortnights” is not a length of time; write it like “3 days”.
        """,
    "an entry without what it needs": """
        [[contacts]]
        name = "Anna Kowalska"
        [[contacts]]
        email = "piotr@example.pl"
        [[contacts.promises]]
        on = 2026-11-18
        [[contacts.promises]]
        send = "x"
        say = "y"
        [[promises]]
        send = "x"
        ---
        people/a.toml:1: Anna Kowalska: There is neither email nor phone: add one of them.
        people/a.toml:3: [[contacts]] needs name: write name = "Anna Kowalska".
        people/a.toml:5: Nothing is promised here: one of send, say, introduce_to or keep_in_touch belongs in each [[contacts.promises]].
        people/a.toml:7: When was this promised? Add on = 2026-11-18.
        people/a.toml:9: send and say stand together: one of send, say, introduce_to or keep_in_touch belongs in each [[contacts.promises]].
        people/a.toml:10: [[promises]] needs contact: whose is it? Write contact = "anna-kowalska", or [[contacts.promises]] below the person.
        people/a.toml:10: When was this promised? Add on = 2026-11-18.
        """,
    "a talk without a day": """
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        talked_about = "o trasach"
        ---
        people/a.toml:4: Anna Kowalska: “talked_about” needs a day: add met = 2026-11-18 here, or on = 2026-11-18 above the first [[contacts]].
        """,
    "due before it was promised": """
        on = 2026-11-18
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        [[contacts.promises]]
        send = "slajdy"
        by = 2025-11-25
        ---
        people/a.toml:7: Anna Kowalska: by: 2025-11-25 is before the promise was given (2026-11-18).
        """,
    "an id that is none": """
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        id = "Anna K."
        [[contacts]]
        name = "!!!"
        email = "heart@example.pl"
        met = 2026-11-18
        ---
        people/a.toml:4: Anna Kowalska: id: “Anna K.” may have a–z, 0–9 and - only; write anna-k.
        people/a.toml:6: !!!: No id can be made of “!!!”: add one, like id = "anna".
        """,
    "invisible signs": """
        [[contacts]]
        name = "Anna \\u0007Kowalska"
        email = "anna@example.pl"
        greeting = "Cześć \\u202e,"
        ---
        people/a.toml:2: Anna Kowalska: name: there is an invisible control character in this text; type it anew.
        people/a.toml:4: Anna Kowalska: greeting: there is an invisible sign in this text that turns it round.
        """,
    "signs that a terminal would obey": """
        "\\u001b[31mname" = 1
        ---
        people/a.toml:1: There is no key “[31mname” in the head of the file; it knows on, at, contacts, meetings, promises.
        """,
    "a section begun in the middle of nowhere": """
        [[contacts.promises]]
        send = "x"
        [me]
        name = "Ewa"
        ---
        people/a.toml:1: [[contacts]] needs name: write name = "Anna Kowalska".
        people/a.toml:1: There is neither email nor phone: add one of them.
        people/a.toml:1: When was this promised? Add on = 2026-11-18.
        people/a.toml:3: There is no key “me” in the head of the file; it knows on, at, contacts, meetings, promises.
        """,
}


@pytest.mark.parametrize("case", PEOPLE)
def test_a_slip_in_a_people_file(home: Home, case: str) -> None:
    text, _, expected = dedent(PEOPLE[case]).strip("\n").partition("---\n")
    assert home.people(text).problems() == expected.strip().splitlines()


CONFIGS = {
    "no password in here": """
        [accounts.work]
        address = "ewa@example.org"
        password = "hunter2"
        imap = { host = "imap.example.org" }
        ---
        config.toml:3: A password does not belong in this file. Write where it can be had: password = { command = ["pass", "show", "mail/me"] }, or { file = "…" }, { env = "…" }, { keyring = true }.
        """,
    "no switch for certificates": """
        [accounts.work]
        address = "ewa@example.org"
        password = { keyring = true }
        imap = { host = "imap.example.org", verify = false }
        ---
        config.toml:4: There is no switch that turns the check of certificates off. For a server with a certificate of its own, write ca_file = “…” with the path to it.
        """,
    "no mail in the clear": """
        [accounts.work]
        address = "ewa@example.org"
        password = { keyring = true }
        imap = { host = "imap.example.org", tls = "none" }
        ---
        config.toml:4: tls: without TLS everybody on the way could read your mail; “none” is for this machine itself only (localhost). Leave the key out.
        """,
    "a port in the host": """
        [accounts.work]
        address = "ewa@example.org"
        password = { keyring = true }
        imap = { host = "imap.example.org:993" }
        ---
        config.toml:4: host: the port has a key of its own: host = "imap.example.org", port = 993.
        """,
    "two ways to the password": """
        [accounts.work]
        address = "ewa@example.org"
        password = { command = "pass show mail", keyring = true }
        imap = { host = "imap.example.org" }
        ---
        config.toml:3: password: write exactly one of command, file, env, keyring.
        """,
    "a line break in the password": """
        [accounts.work]
        address = "ewa@example.org"
        password = {
          command = ["pass", "show", "mail/ewa"]
        }
        imap = { host = imap.example.org, port = 99300 }
        ---
        config.toml:3: A line break stands inside { }; TOML wants it all in one line.
        config.toml:6: A text inside { } needs quotes, too (true and false do not). Write: imap = { host = "imap.example.org", port = 99300 }
        config.toml:6: port: 99300 is out of range; write a number from 1 to 65535.
        """,
    "an account without a label": """
        [accounts]
        address = "ewa@example.org"
        ---
        config.toml:2: “address” stands outside of [accounts.…]: it needs a label of its own.
        """,
    "one address twice": """
        [accounts.work]
        address = "ewa@example.org"
        password = { keyring = true }
        imap = { host = "imap.example.org" }
        [accounts.home]
        address = "Ewa@Example.org"
        password = { keyring = true }
        imap = { host = "imap.example.org" }
        ---
        config.toml:5: The accounts work and home have one address: keep one of them.
        """,
    "smtp is held to the same": """
        [accounts.work]
        address = "ewa@example.org"
        password = { keyring = true }
        imap = { host = "imap.example.org", port = 143 }
        [accounts.work.smtp]
        serwer = "smtp.example.org:465"
        port = 587
        insecure = true
        password = "geheim-42"
        [accounts.work.postausgang]
        host = "localhost"
        ---
        config.toml:4: port: with 143 goes tls = "starttls".
        config.toml:6: host: the port has a key of its own: host = "smtp.example.org", port = 465.
        config.toml:6: There is no key “serwer” in [accounts.work.smtp]; did you mean “host”?
        config.toml:7: port: with 587 goes tls = "starttls".
        config.toml:8: There is no switch that turns the check of certificates off. For a server with a certificate of its own, write ca_file = “…” with the path to it.
        config.toml:9: “password” has no place in [accounts.work.smtp]; it belongs under [accounts.…].
        config.toml:10: There is no key “postausgang” in [accounts.work]; did you mean “smtp”?
        """,
    "the morning mail": """
        [accounts.work]
        address = "ewa@example.org"
        password = { keyring = true }
        imap = { host = "imap.example.org" }
        smtp = "smtp.example.org"
        [digest]
        at = "half past seven"
        konto = "home"
        account = "home"
        to = "anna@example.pl"
        ---
        config.toml:5: smtp: several keys belong here; write them in { } or below [accounts.work.smtp].
        config.toml:7: at: a time of day is wanted: write it like "07:00".
        config.toml:8: There is no key “konto” in [digest]; did you mean “account”?
        config.toml:9: account: there is no account “home”; the accounts are: work.
        config.toml:10: There is no key “to” in [digest]; it knows at, send, account.
        """,
    "sections by other names": """
        [accounts.work]
        address = "ewa@example.org"
        password = { keyring = true }
        imap = { host = "imap.example.org" }
        [przeglad]
        at = "07:30"
        [verben]
        folders = true
        ---
        config.toml:5: There is no section “przeglad”; did you mean [digest]?
        config.toml:7: There is no section “verben”; did you mean [verbs]?
        """,
    "verb folders": """
        [accounts.work]
        address = "ewa@example.org"
        password = { keyring = true }
        imap = { host = "imap.example.org" }
        [verbs]
        folders = "perhaps"
        name = "Mail//follow"
        done = "Done{}"
        snooze_1_day = "Later"
        snooze_1_week = "later"
        drop = "Follow up"
        nachfassen = "x"
        o_tydzien = "x"
        ---
        config.toml:6: folders: write true or false, without quotes.
        config.toml:7: name: write “/” only between the names of two folders.
        config.toml:8: done: a folder's name cannot hold {.
        config.toml:10: snooze_1_day and snooze_1_week need folders of their own: both are “later”.
        config.toml:11: drop and follow_up need folders of their own: both are “Follow up”.
        config.toml:12: There is no key “nachfassen” in [verbs]; did you mean “follow_up”?
        config.toml:13: There is no key “o_tydzien” in [verbs]; did you mean “snooze_1_week”?
        """,
}


@pytest.mark.parametrize("case", CONFIGS)
def test_a_slip_in_config(home: Home, case: str) -> None:
    text, _, expected = dedent(CONFIGS[case]).strip("\n").partition("---\n")
    home.config(text + '[me]\nname = "Ewa Zielińska"\ntimezone = "Europe/Warsaw"\n')
    assert home.config_problems() == expected.strip().splitlines()


def test_all_slips_of_me_and_timing_at_once(home: Home) -> None:
    text = CONFIG.replace('language = "pl"', 'language = "fr"').replace("Europe/", "")
    text = text.replace('"PL"', '"XX"') + (
        "[timing]\n"
        'folow_up = { due = "2 days" }\n'
        "call_back = { due = 7 }\n"
        'introduce = { due = "3 days", late = "9 days" }\n'
        'follow_up = { opens = "3 days" }\n'
        "drafts_at = 7\n"
        "[limits]\n"
        "drafts_per_day = -1\n"
    )
    assert home.config(text).config_problems() == [
        'config.toml:3: language: “fr” is not known here; write "pl", "de" or "en": letters exist '
        "in these.",
        "config.toml:4: timezone: there is no time zone “Warsaw”; did you mean “Europe/Warsaw”?",
        "config.toml:5: country: “XX” is not known; write the two letters, like “PL” or “DE”.",
        "config.toml:12: There is no key “folow_up” in [timing]; did you mean “follow_up”?",
        'config.toml:13: due: 7 of what? Write "7 days" or "7 weeks".',
        "config.toml:14: There is no key “late” in [timing.introduce]; it knows due.",
        "config.toml:15: follow_up: opens must not come after due, nor due after late.",
        'config.toml:16: drafts_at: a time of day is wanted: write it like "07:00".',
        "config.toml:18: drafts_per_day: -1 is out of range; write a number from 0 to 100.",
    ]


def test_people_in_config_are_read_with_it(home: Home) -> None:
    home.config(CONFIG + '[[contacts]]\nname = "Anna Kowalska"\nemail = anna@example.pl\n')
    assert home.config_problems() == [
        "config.toml:13: Anna Kowalska: The text needs quotes. "
        'Write: email = "anna@example.pl"'
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "password = geheim-42", 'password = “geheim-42”', "hasło: geheim-42",
        'password = { comand = "geheim-42" }', 'password = { env = "geheim 42" }',
        "password = { env = geheim-42", "password geheim-42", 'passwort = "geheim-42" x',
        'password = { keyring = "geheim-42" }', "kennwort = 42.42.4242", '[password "geheim-42"]',
    ],
)  # fmt: skip
def test_no_slip_shows_a_password(home: Home, line: str) -> None:
    text = CONFIG.replace('password = { env = "MAIL_PASSWORD" }', line)
    problems = home.config(text).config_problems()
    assert problems, "the slip went unnoticed"
    assert not [p for p in problems if "geheim" in p or "42" in p]


def test_there_is_no_config_yet(home: Home) -> None:
    (home.root / "config.toml").unlink()
    (problem,) = home.config_problems()
    assert f"no config file at {home.root}/config.toml; copy config.example.toml there" in problem


def test_not_utf8(home: Home) -> None:
    text = 'on = 2026-11-18\nat = "w Gdańsku"\n'
    (home.root / "people/a.toml").write_bytes(text.encode("cp1250"))
    (home.root / "people/b.toml").write_bytes(text.encode("utf-16"))
    (home.root / "people/c.toml").write_bytes(text.encode("utf-8-sig"))
    told = "The file is not saved as UTF-8. In your editor choose “Save as … UTF-8” and check"
    first, second = home.problems()
    assert first.startswith(f"people/a.toml:2: {told}")
    assert second.startswith(f"people/b.toml: {told}")
