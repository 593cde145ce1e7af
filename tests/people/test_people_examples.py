"""The example files are what people copy: they load as they stand, and with every # taken away."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from itertools import pairwise
from pathlib import Path

import pytest

from mailfollow.core.model import DigestTime, Kind, Limits, Smtp, Timing, VerbFolder, VerbFolders
from tests.people.home import Home

HERE = Path(__file__).parent.parent.parent
CONFIG = (HERE / "config.example.toml").read_text("utf-8")
PEOPLE = (HERE / "people.example.toml").read_text("utf-8")


DIGEST = DigestTime(time(7, 30))


def uncommented(text: str) -> str:
    """With all the settings that stand behind a bare #."""
    return re.sub(r"(?m)^(\s*)#(?=[\w\"\[])", r"\1", text)


def without_names(text: str) -> str:
    return re.sub(r"(?s)folders = false.*?(?=\n# One file)", "folders = true", text)


def without_extra_bridges(text: str) -> str:
    return re.sub(r"(?m)^bridge_(news|ask|advice) .*\n", "", text)


def test_config_as_it_stands_has_the_defaults(home: Home) -> None:
    loaded = home.config(CONFIG).loaded()
    assert loaded.timing == Timing()
    assert loaded.limits == Limits()
    assert (loaded.digest, loaded.verbs) == (DIGEST, VerbFolders())
    assert loaded.accounts[0].smtp is None


def test_config_with_every_key(home: Home) -> None:
    text = uncommented(CONFIG)
    loaded = home.config(text).loaded()
    assert loaded.timing == Timing(), "a commented default is not the default"
    assert loaded.limits == Limits()
    assert loaded.me.signature == "Ewa Zielińska\nPracownia Zielony Dach"
    assert loaded.me.addresses == ("ewa@example.org", "biuro@example.org")
    assert loaded.me.shared == ("info@example.org",)
    assert loaded.accounts[0].folders.sent == ("Sent",)
    assert loaded.accounts[0].smtp == Smtp("smtp.example.org")
    assert loaded.digest == replace(DIGEST, account="work")
    assert loaded.verbs == VerbFolders()
    named = home.config(text.replace("folders = false", "folders = true")).loaded().verbs
    usual = home.config(without_names(text)).loaded().verbs
    assert named == usual, "a commented default is not the default"
    assert named.names[VerbFolder.DAY] == "Mailfollow/Snooze 1 day"


def test_people_as_they_stand(home: Home) -> None:
    found, problems = home.people(PEOPLE).load()
    assert [p for p in problems if p.fatal] == []
    assert {c.id for c in found.contacts} == {"piotr-zajac", "anna-maria-kowalska", "max-mueller"}
    assert {p.kind for p in found.promises} == set(Kind) - {Kind.FOLLOW_UP, Kind.CALL_BACK}


def test_people_with_every_key(home: Home) -> None:
    assert (
        home.people(without_extra_bridges(uncommented(PEOPLE))).good().contacts[1].formal is False
    )


@pytest.mark.parametrize("text", [CONFIG, PEOPLE])
def test_every_key_is_explained(text: str) -> None:
    """A setting stands below a sentence, or below other settings that share it."""
    lines = [line.strip() for line in text.splitlines()]
    for before, line in pairwise(lines):
        if re.match(r"#\w", line):
            assert before, f"nothing explains: {line}"


def told(problems: list[str]) -> set[str]:
    """The keys there are, as the sentences about an unknown one list them."""
    lists = [m[1] for p in problems if (m := re.search(r"it knows (.*)\.$", p))]
    return {key for listed in lists for key in listed.split(", ")}


def keys_of(text: str) -> set[str]:
    return set(re.findall(r"(?m)^\s*#?(\w+) = ", text)) | set(re.findall(r"\[\[?([\w.]+)\]", text))


def test_every_key_of_config_stands_in_its_example(home: Home) -> None:
    unknown = re.sub(r"(?m)^\[.*\]$", r"\g<0>\nqqqqqq = 1", CONFIG)
    keys = told(home.config("qqqqqq = 1\n" + unknown).config_problems())
    assert {"addresses", "drafts_at", "drafts_per_day", "password", "timing"} <= keys
    people = {"on", "at", "contacts", "meetings", "promises"}
    assert keys - people <= keys_of(CONFIG) | {"accounts"}


def test_every_key_of_people_stands_in_its_example(home: Home) -> None:
    unknown = re.sub(r"(?m)^\s*\[.*\]$", r"\g<0>\nqqqqqq = 1", PEOPLE)
    keys = told(home.people("qqqqqq = 1\n" + unknown).problems())
    assert {"email", "introduce_to", "contact", "bridge_ask", "contacts", "on"} <= keys
    assert keys <= keys_of(PEOPLE) | {"met"}
