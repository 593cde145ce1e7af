"""Mails to oneself and mails to be followed up → people files."""

from __future__ import annotations

from dataclasses import replace

from mailfollow.core.hear import capture
from mailfollow.core.model import Body, Card, Entry, Language, PeopleFile, Said
from tests.core.given import ME, mail, people

PL = replace(ME, language=Language.PL)


def said(subject: str, text: str = "", *cards: Card, when: str = "2026-11-21 20:00") -> Said:
    message = mail("ewa@example.org", when=when, text=text)
    return Said(replace(message, subject=subject, body=Body(own=text)), cards)


def file_of(subject: str, text: str = "", *cards: Card) -> PeopleFile:
    found = capture.people_file(said(subject, text, *cards), people(), PL)
    assert isinstance(found, PeopleFile), found
    return found


def entry_of(subject: str, text: str = "", *cards: Card) -> Entry:
    (entry,) = file_of(subject, text, *cards).entries
    return entry


def test_a_name_and_a_place() -> None:
    entry = entry_of("met Piotr Zając @ InfoShare")
    assert entry.contact.name == "Piotr Zając"
    assert entry.contact.id == "piotr-zajac"
    assert entry.contact.language is Language.PL
    assert entry.contact.formal
    assert entry.meeting
    assert entry.meeting.at == "InfoShare"
    assert entry.meeting.on.isoformat() == "2026-11-21"
    assert entry.meeting.contact == "piotr-zajac"
