"""What the words of a mail say: names in their cases, signatures, what a phone adds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core import text
from mailfollow.core.model import Body
from tests.core.given import ANNA, ME


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Cześć Anno,", True),
        ("Szanowna Pani Kowalskiej", True),
        ("Pani Kowalską", True),
        ("ANNA!", True),
        ("Hello Annabelle", False),
        ("Hello Hanna", False),
        ("An example", False),
        ("", False),
    ],
)
def test_whether_she_is_named(said: str, named: bool) -> None:
    assert text.names(said, ANNA) is named


@pytest.mark.parametrize(
    ("changes", "said", "named"),
    [
        ({"greeting": "Hej Anusiu,"}, "Hej Anusiu", True),
        ({"greeting": "Dzień dobry,"}, "Dzień dobry", False),  # no name in it
        ({"first": None, "surname": None, "name": "Zoë Brückner"}, "Frau Brueckner", False),
        ({"first": None, "surname": None, "name": "Zoë Brückner"}, "Frau Bruckner", True),
        ({"first": "Bo", "surname": None}, "Hi Bo", False),  # too short to tell from a word
    ],
)
def test_by_which_words(changes: dict[str, str], said: str, named: bool) -> None:
    assert text.names(said, replace(ANNA, **changes)) is named


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("Hello\nEwa Zielińska", "Hello"),
        ("Hello\n  Ewa Zielińska  ", "Hello"),
        ("Hello from Ewa Zielińska", "Hello from Ewa Zielińska"),
        ("Sent from my iPhone", ""),
        ("Wysłane z telefonu Samsung", ""),
        ("Von meinem Handy gesendet", ""),
        ("Get Outlook for Android", ""),
        ("Sent", "Sent"),
    ],
)
def test_what_the_user_wrote(body: str, own: str) -> None:
    assert text.own(Body(own=body), ME).strip() == own


@pytest.mark.parametrize(
    "line",
    [
        "Ewa Zielińska has accepted this invitation",
        "Ewa Zielińska hat die Einladung angenommen",
        "Ewa Zielińska zaakceptowała zaproszenie",
        "You have been invited to the following event",
        "Sie sind eingeladen",
    ],
)
def test_a_calendar_speaks_only_in_its_own_mail(line: str) -> None:
    """ "Du bist herzlich eingeladen" in a letter is a person's word."""
    assert text.own(Body(own=line, calendar="REPLY"), ME).strip() == ""
    assert text.own(Body(own=line), ME).strip() == line


def test_the_configured_signature_goes_before_the_name() -> None:
    me = replace(ME, signature="Ewa\nPracownia Zielony Dach")
    assert text.own(Body(own="Hi\nEwa\nPracownia Zielony Dach"), me).split() == ["Hi"]


@pytest.mark.parametrize(
    ("own", "signature", "signed"),
    [
        ("Hello\nEwa Zielinska", "", True),
        ("Hello", "Ewa Zielińska\nPracownia", True),
        ("Hello\nEwa Zielińska, Zielony Dach", "", True),
        ("Ewa Zielińska is away until Monday", "", False),
        ("Hello\nMaria Nowak", "", False),
        ("", "", False),
    ],
)
def test_whose_signature(own: str, signature: str, signed: bool) -> None:
    assert text.signed_by(Body(own=own, signature=signature), ME) is signed


@pytest.mark.parametrize(
    ("said", "phrase", "mentioned"),
    [
        ("it was good to meet you at DevConf in Brno", "DevConf in Brno", True),
        ("DevConf was fun", "at InfoShare in Gdańsk", False),
        ("anything", "a few", False),  # no word long enough to tell
        ("anything", None, False),
    ],
)
def test_what_is_mentioned(said: str, phrase: str | None, mentioned: bool) -> None:
    assert text.mentions(said, phrase) is mentioned


@given(st.text(max_size=30))
def test_any_text_is_read(said: str) -> None:
    assert text.fold(text.fold(said)) == text.fold(said)
    assert all(w.isalpha() for w in text.words(said))
    assert text.says_something(said) or not text.words(said) or not said.isascii()
    text.own(Body(own=said), ME)
