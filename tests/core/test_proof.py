"""One sent message held against Anna's follow-up: a row is a mail and what it proves.

tests/cases plays the rows of CASES.md through the whole program; here stand the boundaries.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailfollow.core import proof
from mailfollow.core.court import Court
from mailfollow.core.merge import merged
from mailfollow.core.model import (
    Attachment,
    Body,
    Code,
    Contact,
    Evidence,
    Grade,
    Mailbox,
    Place,
    SentMessage,
    State,
    Status,
    Verb,
)
from mailfollow.core.proof import choose, judge, message_key, wanted
from tests.core.given import (
    ANNA,
    FOLLOW_UP,
    MAX,
    ME,
    TOKEN,
    at,
    box,
    draft,
    follow_up,
    mail,
    meeting,
    owed,
    people,
    word,
)

SHARED = replace(ME, shared=("team@example.org",))
NOBODY = Mailbox("", "x@example.net")


def court(**more: Any) -> Court:
    given = more.pop("given", people())
    commitments = more.pop("commitments", None) or owed(given)
    more.setdefault("drafts", (draft(),))
    more.setdefault("tokens", {TOKEN: FOLLOW_UP})
    return Court(more.pop("me", SHARED), given, commitments, **more)


def judged(message: SentMessage, **more: Any) -> list[Evidence]:
    found = judge([message], court(**more), at("2026-11-20 12:00"))
    return [e for e in found if e.commitment == FOLLOW_UP]


def verdict(message: SentMessage, **more: Any) -> tuple[Grade, Code] | None:
    found = judged(message, **more)
    assert len(found) <= 1
    return (found[0].grade, found[0].reason.code) if found else None


def names(n: int) -> tuple[str, ...]:
    return tuple(f"p{i}@example.net" for i in range(n))


E1, E3, E4, E5 = Grade.E1, Grade.E3, Grade.E4, Grade.E5
ANNA_TO = "anna@example.pl"


@pytest.mark.parametrize(
    ("message", "what"),
    [
        # who sent it
        (mail(), (E3, Code.TO_CONTACT)),
        (mail(sender=(box("biuro@example.org"),)), (E3, Code.TO_CONTACT)),
        (mail(sender=(box("ewa+x@example.org"),)), (E3, Code.TO_CONTACT)),
        (mail(sender=(NOBODY,)), (E4, Code.SENDER_UNKNOWN)),
        (mail(sender=()), (E4, Code.SENDER_UNKNOWN)),
        (mail(sender=(NOBODY,), submitter=(box("ewa@example.org"),)), None),
        (mail(sender=(NOBODY,), came_by_mail=True, special_use=False), None),
        (mail(came_by_mail=True, special_use=False), (E4, Code.CAME_BY_MAIL)),
        (mail(came_by_mail=True), (E3, Code.TO_CONTACT)),
        (mail(special_use=False), (E3, Code.TO_CONTACT)),
        (mail(sender=(box("team@example.org"),)), (E4, Code.SENDER_SHARED)),
        (
            mail(sender=(box("team@example.org"),), text="Hello Anna\n\nEwa Zielińska"),
            (E3, Code.TO_CONTACT),
        ),
        (
            mail(sender=(box("team@example.org"),), references=(TOKEN,), text="Hello"),
            (E1, Code.OUR_DRAFT),
        ),
        # to whom
        (mail("ania@example.net"), (E3, Code.TO_CONTACT)),
        (mail("ANNA+fair@example.pl"), (E3, Code.TO_CONTACT)),
        (mail("x@example.net", cc=(box(ANNA_TO),)), (E4, Code.CC_ONLY)),
        (mail("x@example.net", bcc=(box(ANNA_TO),)), (E4, Code.BCC_ONLY)),
        (mail("Anna Kowalska <anna@example.com>"), (E4, Code.NAME_ONLY)),
        (mail("Kowalska Anna <anna@example.com>"), (E4, Code.NAME_ONLY)),
        (mail("Anna <anna@example.com>"), None),
        (mail("x@example.pl"), None),
        (mail("ewa@example.org"), None),
        (mail(ANNA_TO, "biuro@example.org"), (E3, Code.TO_CONTACT)),  # to myself too
        (mail(ANNA_TO, "ania@example.net"), (E3, Code.TO_CONTACT)),  # one person twice
        (mail(ANNA_TO, *names(1)), (E3, Code.TO_CONTACT_NAMED)),
        (mail(ANNA_TO, *names(2)), (E3, Code.TO_CONTACT_NAMED)),
        (mail(ANNA_TO, *names(2), text="Hello all"), (E4, Code.UNNAMED)),
        (mail(ANNA_TO, *names(3)), (E4, Code.SEVERAL)),
        (mail(ANNA_TO, *names(8)), (E4, Code.SEVERAL)),
        (mail(ANNA_TO, *names(9)), (E5, Code.ROUND_MAIL)),
        (mail(ANNA_TO, bcc=tuple(map(box, names(9)))), (E3, Code.TO_CONTACT)),
        (mail(ANNA_TO, bcc=tuple(map(box, names(10)))), (E5, Code.ROUND_MAIL)),
        (mail("list@example.pl"), (E5, Code.LIST_ADDRESS)),
        (mail("list@example.com"), None),
        (mail("x@example.net", cc=(box("list@example.pl"),)), None),
        # what kind of mail
        (mail(bulk=True), (E5, Code.BULK)),
        (mail(auto=True), None),
        (mail(body=Body(reaction=True)), None),
        (mail(text=""), None),
        (mail(text="👍"), None),
        (mail(text="Ewa Zielińska"), None),
        (mail(text="Sent from my iPhone"), None),
        (
            mail(body=Body(attachments=(Attachment("a.pdf", "application/pdf"),))),
            (E4, Code.NO_TEXT),
        ),
        (mail(body=Body(forwarded=True, quoted="> x")), (E4, Code.FORWARDED)),
        (mail(body=Body(own="Anna, see below", forwarded=True)), (E4, Code.FORWARDED)),
        (mail(body=Body(quoted="Hello Anna")), None),
        (mail(body=Body(encrypted=True)), (E3, Code.TO_CONTACT)),
        (mail(ANNA_TO, *names(1), body=Body(encrypted=True)), (E4, Code.UNNAMED)),
        (mail(body=None), (E3, Code.TO_CONTACT)),  # not given by the server: unknown, not empty
        (mail(body=Body(calendar="REPLY")), None),
        (mail(body=Body(calendar="REPLY", own="See you, Anna")), (E3, Code.TO_CONTACT)),
        (mail(body=Body(calendar="REQUEST")), (E4, Code.INVITATION)),
        (mail(body=Body(calendar="REQUEST", own="Coffee?")), (E3, Code.TO_CONTACT)),
        (mail(body=Body(calendar="CANCEL")), None),
        # time
        (mail(when="2026-11-15 23:59"), None),
        (mail(when="2026-11-16 00:00"), (E4, Code.MEETING_DAY)),
        (mail(when="2026-11-16 23:59"), (E4, Code.MEETING_DAY)),
        (mail(when="2026-11-17 00:00"), (E3, Code.TO_CONTACT)),
        (mail(when="2027-11-17 00:00"), (E3, Code.TO_CONTACT)),
        (mail(when="2026-11-20 10:00", date=at("2026-11-16 10:00")), (E4, Code.DATE_CONFLICT)),
        (mail(when="2026-11-20 10:00", date=at("2026-11-17 10:00")), (E3, Code.TO_CONTACT)),
        (mail(when="2026-11-17 09:00", date=at("2026-11-16 09:30")), (E3, Code.TO_CONTACT)),
        (mail(when="2026-11-20 10:00", date=at("1999-12-31 10:00")), (E3, Code.TO_CONTACT)),
        (mail(when="2026-11-20 10:00", date=at("2000-01-02 10:00")), (E4, Code.DATE_CONFLICT)),
        (mail(when="2026-11-20 10:00", date=at("2030-01-01 10:00")), (E3, Code.TO_CONTACT)),
        # our draft
        (mail(references=(TOKEN,)), (E1, Code.OUR_DRAFT)),
        (mail(references=("older@x", TOKEN)), (E1, Code.OUR_DRAFT)),
        (mail(references=(TOKEN, "later@x")), (E3, Code.TO_CONTACT)),
        (mail(references=(TOKEN,), when="2026-11-16 10:00"), (E1, Code.OUR_DRAFT)),
        (
            mail(references=(TOKEN,), when="2026-11-15 10:00"),
            (E1, Code.OUR_DRAFT),
        ),  # then corrected
        (mail(ANNA_TO, *names(5), references=(TOKEN,)), (E1, Code.OUR_DRAFT)),
        (mail(references=(TOKEN,), bulk=True), (E1, Code.OUR_DRAFT)),
        (mail("x@example.net", references=(TOKEN,)), None),
        (mail("x@example.net", cc=(box(ANNA_TO),), references=(TOKEN,)), (E4, Code.CC_ONLY)),
        (mail(sender=(NOBODY,), references=(TOKEN,)), (E4, Code.SENDER_UNKNOWN)),
        (mail(references=(TOKEN,), auto=True), None),
    ],
)
def test_a_mail_proves(message: SentMessage, what: tuple[Grade, Code] | None) -> None:
    assert verdict(message) == what


def test_a_draft_that_answers_ends_with_its_parent() -> None:
    answer = (draft(parent="hers@example.pl"),)
    assert verdict(mail(references=(TOKEN, "hers@example.pl")), drafts=answer) == (
        E1,
        Code.OUR_DRAFT,
    )
    assert verdict(mail(references=(TOKEN,)), drafts=answer) == (E3, Code.TO_CONTACT)
    forgotten = verdict(mail(references=(TOKEN,)), drafts=())  # a lost ledger: token foreseen
    assert forgotten == (E1, Code.OUR_DRAFT)


def test_a_draft_made_for_somebody_else_proves_nothing_here() -> None:
    tokens = {TOKEN: "max-mueller.follow_up.2026-11-16"}
    assert verdict(mail(references=(TOKEN,)), tokens=tokens) == (E3, Code.TO_CONTACT)


@pytest.mark.parametrize(
    ("when", "what"),
    [
        ("2026-11-16 13:59", None),
        ("2026-11-16 14:00", (E3, Code.TO_CONTACT)),
    ],
)
def test_a_meeting_with_a_time(when: str, what: Any) -> None:
    given = people(meeting(moment=at("2026-11-16 14:00")))
    assert verdict(mail(when=when), given=given) == what


# --- several persons ------------------------------------------------------------------------

OFFICE = replace(ANNA, addresses=(ANNA_TO, "info@example.pl"))
ONLY_OFFICE = replace(ANNA, addresses=("info@example.pl",))
PAIR = Contact("jan", "Jan Kowalski", first="Jan", surname="Kowalski", addresses=(ANNA_TO,))
NOWAK = Contact("nowak", "Anna Nowak", first="Anna", surname="Nowak", addresses=("nowak@x.pl",))
NAMED = "Hello Anna, it was good to meet you at DevConf in Brno"


@pytest.mark.parametrize(
    ("contacts", "message", "what"),
    [
        ((OFFICE,), mail("info@example.pl"), (E4, Code.ROLE_ADDRESS)),
        ((OFFICE,), mail("info@example.pl", ANNA_TO), (E3, Code.TO_CONTACT)),
        ((ONLY_OFFICE,), mail("info@example.pl"), (E3, Code.TO_CONTACT)),
        ((ANNA, PAIR), mail(), (E4, Code.SHARED_ADDRESS)),
        ((ANNA, PAIR), mail("anna+x@example.pl"), (E4, Code.SHARED_ADDRESS)),
        ((ANNA, NOWAK), mail("nowak@x.pl", text=NAMED), (E5, Code.OTHER_PERSON)),
        ((ANNA, NOWAK), mail("nowak@x.pl"), None),
        ((ANNA,), mail("Anna Nowak <nowak@x.pl>", text=NAMED), (E5, Code.OTHER_PERSON)),
        ((ANNA,), mail("Jana Nowak <nowak@x.pl>", text=NAMED), None),
        ((ANNA,), mail("Anna Zielińska <ewa@example.org>", text=NAMED), None),
        ((replace(ANNA, first=None),), mail("Anna <nowak@x.pl>", text=NAMED), None),
    ],
)
def test_who_was_meant(contacts: Any, message: SentMessage, what: Any) -> None:
    assert verdict(message, given=people(contacts=contacts)) == what


def test_she_was_met_there_too() -> None:
    given = people(meeting(), meeting(NOWAK), contacts=(ANNA, NOWAK))
    assert verdict(mail("nowak@x.pl", text=NAMED), given=given) is None
    elsewhere = people(meeting(), replace(meeting(NOWAK), at="elsewhere"), contacts=(ANNA, NOWAK))
    assert verdict(mail("nowak@x.pl", text=NAMED), given=elsewhere) == (E5, Code.OTHER_PERSON)


def test_two_follow_ups_of_one_day() -> None:
    assert verdict(mail(), given=people(meeting(), meeting())) == (E4, Code.SEVERAL_OPEN)
    two_people = people(meeting(), meeting(MAX))
    assert verdict(mail(), given=two_people) == (E3, Code.TO_CONTACT)
    both = judge(
        [mail(ANNA_TO, "max@example.com", text="Hello Anna, hello Max")],
        court(given=two_people),
        at("2026-11-20 12:00"),
    )
    assert [(e.grade, e.commitment[:4]) for e in both] == [(E3, "anna"), (E3, "max-")]


# --- the same message -----------------------------------------------------------------------


def test_copies_are_one_message_and_the_true_sent_one_counts() -> None:
    archive = mail(uid=1, special_use=False, came_by_mail=True)
    copy = replace(mail(uid=2), message_id=archive.message_id)
    found = judge([archive, copy], court(), at("2026-11-20 12:00"))
    assert [(e.grade, e.message) for e in found] == [(E3, "mail1@example.org")]


def test_without_a_message_id() -> None:
    one = mail(message_id=None, subject=" Hello ")
    again = replace(one, sent_at=one.sent_at + timedelta(minutes=2), subject="Hello")
    later = replace(one, sent_at=one.sent_at + timedelta(minutes=2, seconds=1))
    assert len(judge([one, again], court(), one.sent_at)) == 1
    assert len(judge([one, later], court(), one.sent_at)) == 2
    moved = replace(one, sent_at=later.sent_at, date=one.sent_at)
    assert message_key(moved) == message_key(one)  # the Date header is the same in all copies
    assert message_key(one) != message_key(replace(one, to=(NOBODY,)))


def test_what_is_kept_of_it() -> None:
    (found,) = judged(mail(text="Anna ✎ say more"))
    assert found.notes == ("gap",)
    assert (found.account, found.folder, found.subject) == ("ewa@example.org", "Sent", "Hello")
    assert found.seen_at == at("2026-11-20 12:00")
    assert found.reason.get("days") == "1"
    assert found.reason.get("to") == ANNA_TO
    assert judged(mail())[0].notes == ()


# --- mail merges ----------------------------------------------------------------------------


def merge(n: int) -> list[SentMessage]:
    return [
        mail(
            f"p{i}@example.net" if i else ANNA_TO,
            uid=i + 1,
            text=f"Dear {'Anna' if not i else 'P' + str(i)},\n\nour new catalogue is out.",
            when="2026-11-17 10:00",
        )
        for i in range(n)
    ]


def spread(messages: list[SentMessage], minutes: float) -> list[SentMessage]:
    start = messages[0].sent_at
    return [
        replace(m, sent_at=start + timedelta(minutes=minutes * i)) for i, m in enumerate(messages)
    ]


@pytest.mark.parametrize(
    ("messages", "what"),
    [
        (merge(6), (E5, Code.BULK)),
        (merge(5), (E3, Code.TO_CONTACT)),
        (spread(merge(6), 2), (E5, Code.BULK)),  # ten minutes in all
        (spread(merge(6), 2.1), (E3, Code.TO_CONTACT)),
        (spread(merge(7), 2), (E5, Code.BULK)),
        (
            [replace(m, body=Body(own=f"{i} {'abcdefg'[i] * 9}")) for i, m in enumerate(merge(6))],
            "E3",
        ),
        ([replace(m, to=merge(1)[0].to) for m in merge(6)], "E3"),  # six to one person
        ([*merge(5), replace(merge(6)[5], cc=(NOBODY,))], "E3"),
        ([replace(m, references=(TOKEN,)) for m in merge(6)], "E1"),
        ([replace(m, body=None) for m in merge(6)], "E3"),
    ],
)
def test_six_alike_within_ten_minutes(messages: list[SentMessage], what: Any) -> None:
    found = judge(messages, court(), at("2026-11-20 12:00"))
    first = next(e for e in found if e.message == "mail1@example.org")
    assert (first.grade.name if isinstance(what, str) else (first.grade, first.reason.code)) == what


def test_the_users_phrases_make_no_difference() -> None:
    contacts = [
        replace(ANNA, id=f"c{i}", name=f"Name{i} X", first=f"Name{i}", addresses=(f"c{i}@x.pl",))
        for i in range(6)
    ]
    met = [
        replace(meeting(c), talked_about=f"about {'abcdef'[i]}onkeys")
        for i, c in enumerate(contacts)
    ]
    given = people(*met, contacts=contacts)
    letters = [
        mail(f"c{i}@x.pl", uid=i, text=f"Hi,\n\nit was good to talk {m.talked_about}. Catalogue!")
        for i, m in enumerate(met)
    ]
    assert len(merged(letters, ME, given)) == 6


# --- which messages are read ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "read"),
    [
        (mail(), True),
        (mail("x@example.net", cc=(box(ANNA_TO),)), True),
        (mail("x@example.net", bcc=(box(ANNA_TO),)), True),
        (mail("list@example.pl"), True),
        (mail("Kowalska Anna <x@example.net>"), True),
        (mail("Anna Nowak <x@example.net>"), True),
        (mail("x@example.net", references=(TOKEN,)), True),
        (mail("x@example.net"), False),
        (mail("x@example.pl"), False),
        (mail("Piotr <x@example.net>"), False),
    ],
)
def test_only_what_may_matter_is_read(message: SentMessage, read: bool) -> None:
    assert choose([message], court()) == ({1} if read else set())


def test_the_neighbours_of_a_hit_are_read_too() -> None:
    assert choose(merge(6), court()) == {1, 2, 3, 4, 5, 6}
    assert choose(merge(5), court()) == {1}
    later = spread(merge(7), 2)
    assert choose(later, court()) == {1, 2, 3, 4, 5, 6}
    several = [replace(m, cc=(NOBODY,)) for m in merge(6)]
    assert choose(several, court()) == {1}


# --- for how long ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "by", "minutes", "is_wanted"),
    [
        (Status.OVERDUE, None, None, True),
        (Status.FULFILLED, None, 25, True),
        (Status.FULFILLED, None, 25.1, False),
        (Status.FULFILLED, Verb.DONE, 7 * 24 * 60, True),
        (Status.FULFILLED, Verb.DONE, 7 * 24 * 60 + 1, False),
        (Status.FULFILLED, Verb.YES, 26, False),
        (Status.DROPPED, Verb.DROP, 25, True),
        (Status.DROPPED, None, None, False),  # met again
    ],
)
def test_how_long_evidence_is_wanted(
    status: Status, by: Verb | None, minutes: float | None, is_wanted: bool
) -> None:
    now = at("2026-11-20 12:00")
    ended = None if minutes is None else now - timedelta(minutes=minutes)
    said = word(by, "2026-11-19 12:00") if by else None
    state = State(follow_up(), status, follow_up().occasion, word=said, ended_at=ended)
    assert wanted(state, now) is is_wanted


# --- properties -----------------------------------------------------------------------------

BOXES = st.sampled_from(
    [ANNA_TO, "Anna Kowalska <x@y.z>", "ewa@example.org", "", "@", "list@example.pl", *names(11)]
).map(box)
MANY = st.lists(BOXES, max_size=12).map(tuple)
BODIES = st.none() | st.builds(
    Body,
    own=st.sampled_from(["", "Hello Anna", "👍", "\x00", "Dear all", NAMED]),
    forwarded=st.booleans(),
    encrypted=st.booleans(),
    reaction=st.booleans(),
    calendar=st.sampled_from([None, "REPLY", "REQUEST", "X"]),
)
MESSAGES = st.builds(
    SentMessage,
    place=st.builds(Place, st.just("ewa@example.org"), st.just("Sent"), st.just(1), st.integers(1)),
    sent_at=st.integers(-5, 20).map(lambda d: at("2026-11-16 12:00") + timedelta(days=d)),
    date=st.none() | st.integers(-40, 40).map(lambda d: at("2026-11-16 12:00") + timedelta(days=d)),
    message_id=st.sampled_from([None, "a@x", "b@x", "h:ab:1@x", "h:ab:2@x"]),
    sender=MANY,
    submitter=MANY,
    to=MANY,
    cc=MANY,
    bcc=MANY,
    references=st.lists(st.sampled_from([TOKEN, "a@x"]), max_size=3).map(tuple),
    bulk=st.booleans(),
    auto=st.booleans(),
    came_by_mail=st.booleans(),
    special_use=st.booleans(),
    body=BODIES,
)


@settings(max_examples=50, deadline=None)
@given(st.lists(MESSAGES, max_size=8))
def test_whatever_lies_in_sent(messages: list[SentMessage]) -> None:
    given_people = people(meeting(), meeting(MAX))
    held = court(given=given_people)
    found = judge(messages, held, at("2026-11-20 12:00"))
    keys = [(e.commitment, e.message) for e in found]
    assert len(set(keys)) == len(keys), "one message is one evidence"
    assert choose(messages, held) <= {m.place.uid for m in messages}
    for one in found:
        if not one.grade.fulfils:
            continue
        copies = [m for m in messages if proof.message_key(m) == one.message]
        mine = [
            m
            for m in copies
            if any(held.mine(b.address) or held.shared(b.address) for b in m.sender)
        ]
        to = {b.address for m in mine for b in m.to}
        wanted_at = ANNA.addresses if one.commitment == FOLLOW_UP else MAX.addresses
        assert to & set(wanted_at), "E1–E3 need the contact in To and the user in From"
        assert not all(m.auto for m in copies)
