"""Mails to oneself and mails to be followed up → people files."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.hear import capture
from mailfollow.core.model import (
    Body,
    Card,
    Code,
    Entry,
    Language,
    Lying,
    Mailbox,
    Me,
    Meeting,
    People,
    PeopleFile,
    Reason,
    Said,
    Thread,
    Title,
)
from mailfollow.core.persons import Book
from tests.core.given import ANNA, JANA, MAX, ME, at, box, lying, mail, meeting, people

PL = replace(ME, language=Language.PL, country="PL", signature="Ewa Zielińska\nZielony Dach")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]")
NAMES = st.text(max_size=40) | st.sampled_from(
    ["../x", 'a"\n[[contacts]]', "Dr.", "von", "\x1b[2J"]
)


def said(subject: str, text: str = "", *cards: Card, when: str = "2026-11-21 20:00") -> Said:
    message = mail("ewa@example.org", when=when)
    return Said(replace(message, subject=subject, body=Body(own=text)), cards)


def made(subject: str, text: str = "", *cards: Card, given: People | None = None) -> PeopleFile:
    found = capture.people_file(said(subject, text, *cards), given or people(), PL)
    assert isinstance(found, PeopleFile), found
    return found


def entry(subject: str, text: str = "", *cards: Card, given: People | None = None) -> Entry:
    (one,) = made(subject, text, *cards, given=given).entries
    return one


def met(subject: str) -> tuple[list[str], str | None, str]:
    """The names, the place, month and day."""
    found = capture.understood(said(subject), PL)
    assert found, subject
    return [c.name for c in found.persons], found.at, found.on.strftime("%m-%d")


# --- the subject ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "name", "place", "day"),
    [
        ("met Anna Kowalska @ InfoShare", "Anna Kowalska", "InfoShare", "11-21"),
        ("MET: Anna Kowalska", "Anna Kowalska", None, "11-21"),
        ("I just met Anna", "Anna", None, "11-21"),
        ("met with Anna yesterday", "Anna", None, "11-20"),
        ("met anna kowalska at InfoShare", "anna kowalska", "at InfoShare", "11-21"),
        ("met Anna@ InfoShare", "Anna@ InfoShare", None, "11-21"),
        ("met Anna Kowalska (Rowerownia) @ InfoShare", "Anna Kowalska", "InfoShare", "11-21"),
        ("met Anna @ InfoShare, 18.11.", "Anna", "InfoShare", "11-18"),
        ("met Anna @ InfoShare, 18.11.2026", "Anna", "InfoShare", "11-18"),
        ("met Anna @ InfoShare on 18 Nov", "Anna", "InfoShare", "11-18"),
        ("met Anna, 2026-11-18 @ InfoShare", "Anna", "InfoShare", "11-18"),
        ("met Anna @ InfoShare, 24.12.", "Anna", "InfoShare, 24.12", "11-21"),
        ("met Anna @ InfoShare 2026", "Anna", "InfoShare 2026", "11-21"),
        ("met Anna @ InfoShare, 31.02.", "Anna", "InfoShare, 31.02", "11-21"),
        ("poznałam Anna Kowalska", "Anna Kowalska", None, "11-21"),
        ("Poznałam Annę Kowalską na InfoShare", "Anna Kowalska", "na InfoShare", "11-21"),
        ("poznalem Jana Kowalskiego @ X", "Jan Kowalski", "X", "11-21"),
        ("poznałam/em Pawła", "Paweł", None, "11-21"),
        ("poznałem Michał Nowak", "Michał Nowak", None, "11-21"),
        ("poznałem Marka Dudka", "Marka Dudka", None, "11-21"),
        ("poznałam Xymenę Nowak", "Xymena Nowak", None, "11-21"),
        ("dziś poznałam Annę Nowak", "Anna Nowak", None, "11-21"),
        ("spotkałam się z Anną Nowacką w Gdańsku, wczoraj", "Anna Nowacka", "w Gdańsku", "11-20"),
        ("spotkałem dzisiaj Piotra", "Piotr", None, "11-21"),
        ("getroffen: Max Müller beim Stammtisch", "Max Müller", "beim Stammtisch", "11-21"),
        ("Max Müller kennengelernt @ Messe, 18. November", "Max Müller", "Messe", "11-18"),
        ("habe gestern Max von der Heide getroffen", "Max von der Heide", None, "11-20"),
        ("kennengelernt Jana Klein am 1. Okt.", "Jana Klein", None, "10-01"),
    ],
)
def test_subjects(subject: str, name: str, place: str | None, day: str) -> None:
    assert met(subject) == ([name], place, day)


def test_several_named() -> None:
    assert met("poznałam Annę Kowalską i Pawła @ X")[0] == ["Anna Kowalska", "Paweł"]
    assert met("met Anna <a@example.pl> and Jan jan@example.pl")[0] == ["Anna", "Jan"]


@pytest.mark.parametrize(
    "subject",
    ["Re: met Anna", "Fwd: met Anna", "AW: getroffen Anna", "Odp: poznałam Annę",
        "AW: Anna Müller getroffen", "metro", "",
     "Projektteam getroffen", "met-analysis", "we should have met Anna", "znałam Annę"],
)  # fmt: skip
def test_no_capture_at_all(subject: str) -> None:
    assert capture.people_file(said(subject), people(), PL) is None


@pytest.mark.parametrize("subject", ["met", "met @ InfoShare", "met office report", "met 3 people"])
def test_nobody_is_named(subject: str) -> None:
    found = capture.people_file(said(subject), people(), PL)
    assert found == Reason.of(Code.NO_CAPTURE, subject=subject)


def test_a_day_of_last_year_in_january() -> None:
    found = capture.understood(said("met Anna, 30.12.", when="2027-01-02 10:00"), PL)
    assert found
    assert found.on.isoformat() == "2026-12-30"


# --- who it was -----------------------------------------------------------------------------


def test_a_new_contact_has_the_defaults_of_a_file() -> None:
    contact = entry("met Dr. Piotr Zając <p@example.pl> @ InfoShare").contact
    assert (contact.id, contact.name, contact.title) == ("piotr-zajac", "Piotr Zając", Title.DR)
    assert (contact.language, contact.formal, contact.addresses) == (
        Language.PL, True, ("p@example.pl",)
    )  # fmt: skip


def test_the_text_is_kept_and_gives_what_it_has_once() -> None:
    text = "Rozmowa o rowerach.\nanna.nowa@example.pl, tel. 601 000 000\nbiuro@example.org\n"
    one = entry("met Ola Nowa", f"{text}\nEwa Zielińska\nZielony Dach\n")
    assert one.contact.addresses == ("anna.nowa@example.pl",)
    assert one.contact.phones == ("601 000 000",)
    assert one.remark == text.strip()
    assert made("met Ola Nowa", text).origin == "mail <mail1@example.org> met Ola Nowa"


def test_the_users_own_number_is_not_hers() -> None:
    text = "Lubi kawę.\n\nEwa Zielińska\ntel. 602 000 000\nnowa@example.org"
    one = entry("met Ola Nowa", text)
    assert (one.contact.addresses, one.contact.phones, one.remark) == ((), (), "Lubi kawę.")


@pytest.mark.parametrize(
    "text",
    ["a@example.pl b@example.pl", "601 000 000, 602 000 000", "18.11.2026 17:30", "12345678"],
)
def test_two_of_a_kind_are_nobodys(text: str) -> None:
    contact = entry("met Ola Nowa", text).contact
    assert (contact.addresses, contact.phones) == ((), ())


def test_what_the_text_says_of_one_is_not_said_of_two() -> None:
    found = made("met Ola Nowa and Jan Nowy", "ola@example.pl")
    assert [e.contact.addresses for e in found.entries] == [(), ()]
    assert [e.remark for e in found.entries] == ["ola@example.pl", ""]


def test_a_card_says_who_it_was() -> None:
    card = Card("Ola Nowa", ("ola@example.pl",), surname="Nowa")
    assert [e.contact.name for e in made("met @ InfoShare", "", card).entries] == ["Ola Nowa"]
    assert [e.contact.name for e in made("met Ola @ InfoShare", "", card).entries] == ["Ola Nowa"]
    assert [e.contact.name for e in made("met Olcia", "", card).entries] == ["Ola Nowa"]
    both = made("met Jan Nowy @ InfoShare", "", card).entries
    assert [(e.contact.name, e.contact.addresses) for e in both] == [
        ("Jan Nowy", ()), ("Ola Nowa", ("ola@example.pl",))
    ]  # fmt: skip


def test_several_cards_are_several_persons_and_the_users_own_is_none() -> None:
    cards = [Card(f"Ola {n}", (f"o{n}@example.pl",)) for n in "ABA"] + [
        Card("Ewa", (ME.addresses[1],))
    ]
    found = made("met @ InfoShare, 18.11.", "", *cards)
    assert [e.contact.id for e in found.entries] == ["ola-a", "ola-b"]
    assert {e.meeting and (e.meeting.at, e.meeting.on.day) for e in found.entries} == {
        ("InfoShare", 18)
    }
    only = capture.people_file(said("met @ X", "", cards[-1]), people(), PL)
    assert only == Reason.of(Code.NO_CAPTURE, subject="met @ X")


def test_somebody_known_gets_a_meeting() -> None:
    for subject in ("met Anna K. <ANIA+x@example.net>", "met Anna Kowalska"):
        one = entry(subject)
        assert (one.contact, one.known) == (ANNA, True)
        assert one.meeting
        assert one.meeting.contact == ANNA.id


def test_a_namesake_gets_an_id_of_her_own() -> None:
    one = entry("met Anna Kowalska <other@example.com>")
    assert (one.known, one.contact.id) == (False, "anna-kowalska-2")
    two = made("met @ X", "", Card("Jan", ("a@example.pl",)), Card("Jan", ("b@example.pl",)))
    assert [e.contact.id for e in two.entries] == ["jan", "jan-2"]


def test_a_meeting_that_stands_there_is_not_written_again() -> None:
    there = replace(meeting(on=at("2026-11-21 10:00").date()), source="people/a.toml")
    found = capture.people_file(said("met Anna Kowalska"), people(there), PL)
    assert found == Reason.of(Code.NOTED, who=ANNA.name, file="people/a.toml")
    both = made("met Anna Kowalska and Max Müller", given=people(there))
    assert [e.contact for e in both.entries] == [MAX]


@pytest.mark.parametrize(
    ("card", "owner"),
    [
        (Card("A. Kowalska", ("anna@example.pl",)), ANNA),
        (Card("Anna Kowalska"), ANNA),
        (Card("anna  KOWALSKA", phones=("1",)), ANNA),
        (Card("Somebody", phones=("+48 (601) 000-000",)), JANA),
        (Card("Jana Klein", ("new@example.net",), ("601000000",)), JANA),
        (Card("Somebody", ("new@example.net",), ("601000000",)), None),
        (Card("Jana Klein", ("new@example.net",)), None),
        (Card("Somebody", ("info@example.com",)), None),
        (Card("Max Müller", ("info@example.com",)), MAX),
        (Card(""), None),
    ],
)
def test_whose_card_it_is(card: Card, owner: object) -> None:
    jana = replace(JANA, phones=("601 000 000",))
    max_ = replace(MAX, addresses=("info@example.com",))
    found = Book(People((ANNA, max_, jana)), PL).find(card)
    assert (found.id if found else None) == (owner.id if isinstance(owner, type(ANNA)) else None)


# --- mails to be followed up ----------------------------------------------------------------


def lies(*sender: str, to: tuple[str, ...] = (), id: str | None = "m1@example.pl") -> Lying:
    return lying(
        mailbox="Mailfollow/Follow up", references=(), message_id=id, subject="Oferta\r\n",
        sender=tuple(map(box, sender)), recipients=tuple(map(box, to)),
    )  # fmt: skip


def followed(mail: Lying, given: People | None = None, me: Me = PL) -> PeopleFile | Reason:
    return capture.followed(mail, given or people(), me, at("2026-11-21 10:00").date())


def test_a_mail_of_somebody_new() -> None:
    found = followed(lies("Kowal, Jan <jan@example.pl>", to=("ewa@example.org",)))
    assert isinstance(found, PeopleFile)
    (one,) = found.entries
    assert (one.contact.name, one.contact.addresses) == ("Jan Kowal", ("jan@example.pl",))
    assert one.meeting == Meeting("jan-kowal", found.day, thread=Thread("m1@example.pl", "Oferta"))
    assert found.origin == "mail <m1@example.pl> Oferta"


def test_the_users_own_mail_is_for_whom_it_went_to() -> None:
    found = followed(lies("ewa@example.org", to=("biuro@example.org", "anna@example.pl")))
    assert isinstance(found, PeopleFile)
    assert (found.entries[0].contact, found.entries[0].known) == (ANNA, True)


@pytest.mark.parametrize("mail", [lies("Ewa <ewa@example.org>"), lies(), lies("Jan <no address>")])
def test_nobody_else(mail: Lying) -> None:
    assert followed(mail) == Reason.of(Code.NOBODY, subject="Oferta")


def test_the_same_mail_is_followed_up_once() -> None:
    thread = Thread("m1@example.pl", "Oferta")
    there = replace(meeting(), thread=thread, source="people/b.toml")
    found = followed(lies("anna@example.pl"), people(there))
    facts = {"who": ANNA.name, "subject": "Oferta", "file": "people/b.toml"}
    assert found == Reason.of(Code.FOLLOWED_UP, **facts)


@pytest.mark.parametrize(
    "id",
    [
        None,
        "",
        "no id",
        "ż@example.pl",
        "a" * 300 + "@example.pl",
        "a@b\r\nBcc: x@example.com",
        "<>",
    ],
)
def test_a_mail_without_a_message_id(id: str | None) -> None:
    found = followed(lies("anna@example.pl", id=id))
    assert isinstance(found, PeopleFile)
    assert found.entries[0].meeting
    assert found.entries[0].meeting.thread == Thread("", "Oferta")


# --- whatever stands in it ------------------------------------------------------------------


@given(NAMES, NAMES, st.lists(st.builds(Card, NAMES, st.lists(NAMES).map(tuple)), max_size=3))
def test_whatever_stands_in_it(name: str, text: str, cards: list[Card]) -> None:
    found = capture.people_file(said(f"met {name}", text, *cards), people(), PL)
    if isinstance(found, PeopleFile):
        assert "\n" not in found.origin
        assert "\x1b" not in found.origin
        for one in found.entries:
            assert one.contact.id.replace("-", "").isalnum()
            assert not CONTROL.search(one.contact.name)
        ids = [e.contact.id for e in found.entries]
        assert len(ids) == len(set(ids))


@given(NAMES, NAMES, NAMES)
def test_whatever_is_followed_up(name: str, address: str, subject: str) -> None:
    mail = replace(lies(), sender=(Mailbox(name, address), Mailbox(name, "x@example.pl")))
    found = followed(replace(mail, subject=subject, message_id=name))
    assert isinstance(found, PeopleFile)


@pytest.mark.parametrize("part", ["a", "1", "1 ", "a@", "@a.", "met ", "Anna ", "a.", ",", "i "])
def test_a_long_mail_costs_little(part: str) -> None:
    began = time.process_time()
    capture.people_file(said(f"met Anna {part * 30_000}", part * 30_000), people(), PL)
    capture.people_file(said(part * 30_000), people(), PL)
    assert time.process_time() - began < 1.0
