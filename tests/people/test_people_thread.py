"""A mail that is followed up, as it stands in a people file."""

from __future__ import annotations

import pytest

from mailfollow.core.model import Thread
from tests.people.home import Home

ANNA = '[[contacts]]\nname = "Anna Kowalska"\nemail = "anna@example.pl"\n'
KEYS = 'thread = "m.1=x@example.pl"\nthread_subject = "Oferta"\n'
THREAD = Thread("m.1=x@example.pl", "Oferta")


@pytest.mark.parametrize(
    "text",
    [
        f"{ANNA}met = 2026-11-18\n{KEYS}",
        f"on = 2026-11-18\n{ANNA}{KEYS}",
        f"{ANNA}[[contacts.met]]\non = 2026-11-18\n{KEYS}",
        f"{ANNA}{KEYS}[[contacts.met]]\non = 2026-11-18\n",
        f'{ANNA}[[meetings]]\ncontact = "anna-kowalska"\non = 2026-11-18\n{KEYS}',
    ],
)
def test_it_stands_with_any_meeting(home: Home, text: str) -> None:
    assert home.people(text).meeting().thread == THREAD
    bracketed = text.replace('"m.1=x@example.pl"', '"<m.1=x@example.pl>"')
    assert home.people(bracketed).meeting().thread == THREAD


def test_a_mail_without_an_id_has_its_subject(home: Home) -> None:
    text = f'{ANNA}met = 2026-11-18\nthread_subject = "Oferta"\n'
    assert home.people(text).meeting().thread == Thread("", "Oferta")
    assert home.people(f"{ANNA}met = 2026-11-18\n").meeting().thread is None


@pytest.mark.parametrize(
    "written", ["Oferta", "a b@example.pl", "a@example.pl> <b@example.pl", "@", "a@"]
)
def test_what_is_no_message_id_is_told(home: Home, written: str) -> None:
    home.people(f'{ANNA}met = 2026-11-18\nthread = "{written}"\n')
    (told,) = home.problems()
    assert "thread: this is not the Message-ID of a mail" in told


def test_it_needs_a_day(home: Home) -> None:
    (told,) = home.people(f"{ANNA}{KEYS}").problems()
    assert "“thread” needs a day" in told
