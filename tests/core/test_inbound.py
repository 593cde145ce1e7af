"""What incoming mail says: a row is a mail in INBOX and what is remembered of it, or is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core import inbound
from mailfollow.core.model import (
    Arrival,
    Arrived,
    Code,
    Commitment,
    Evidence,
    Grade,
    InMessage,
    Kind,
    Memory,
    People,
    Reason,
    Status,
    Timing,
)
from mailfollow.core.state import states
from tests.core.given import (
    ANNA,
    CALL_BACK,
    FOLLOW_UP,
    INTRODUCTION,
    JANA,
    MAX,
    TOKEN,
    WARSAW,
    at,
    box,
    came,
    draft,
    evidence,
    incoming,
    introduction,
    meeting,
    owed,
    people,
    promise,
    promised,
    trial,
)

NOW = "2026-11-20 12:00"
ANNA_TO, ANIA_TO, MAX_TO, JANA_TO = (
    "anna@example.pl",
    "ania@example.net",
    "max@example.com",
    "jana@example.net",
)
MAIL = evidence(message="mail1@example.org", message_id="mail1@example.org", to=(ANNA_TO,))
PASSED = replace(
    MAIL,
    commitment=INTRODUCTION,
    message="pass@example.org",
    message_id="pass@example.org",
    to=(JANA_TO,),
    reason=Reason.of(Code.CARD_PASSED_ON),
)
A = Arrival


def heard(
    *messages: InMessage, given: People | None = None, now: str = NOW, **memory: Any
) -> list[Arrived]:
    memory.setdefault("evidence", (MAIL,))
    held = trial(given or people(), now, Memory(**memory))
    return [*held.judge((), messages)[1]]


def told(*messages: InMessage, **more: Any) -> list[tuple[str, Arrival]]:
    return [(a.commitment, a.arrival) for a in heard(*messages, **more)]


# --- bounces --------------------------------------------------------------------------------


def bounce(
    about: str = "mail1@example.org", *recipients: str, when: str = "2026-11-17 10:05", **more: Any
) -> Any:
    more.setdefault("arrival", A.BOUNCE)
    more.setdefault("recipients", recipients or (ANNA_TO,))
    return incoming("MAILER-DAEMON@mx.example.org", when, about=(about,), **more)


@pytest.mark.parametrize(
    ("message", "counts"),
    [
        (bounce(), True),
        (bounce("mail1@example.org", "ANNA+fair@example.pl"), True),
        (bounce("mail1@example.org", "x@example.net", ANNA_TO), True),
        (bounce(sender=()), True),
        (bounce(arrival=A.DELAYED), True),
        (bounce("other@example.org"), False),  # forged: it names no message of ours
        (bounce(about=()), False),
        (bounce("mail1@example.org", ANIA_TO), False),  # it did not go there
        (bounce("mail1@example.org", MAX_TO), False),
        (bounce(recipients=()), False),
        (bounce(arrival=A.OTHER), False),
        (bounce(references=("mail1@example.org",), about=()), False),
    ],
)
def test_a_bounce_counts_if_it_names_ours_and_where_it_went(message: Any, counts: bool) -> None:
    assert told(message) == ([(FOLLOW_UP, message.arrival)] if counts else [])


def test_what_is_kept_of_a_bounce() -> None:
    (kept,) = heard(bounce("mail1@example.org", "ANNA@example.pl"))
    assert (kept.about, kept.address, kept.who) == ("mail1@example.org", "ANNA@example.pl", "")
    assert (kept.received_at, kept.seen_at) == (at("2026-11-17 10:05"), at(NOW))


def test_one_mail_kept_two_promises_and_its_bounce_takes_both_back() -> None:
    both = (MAIL, replace(MAIL, commitment="anna-kowalska.say.2026-11-16"))
    given = replace(people(), promises=(promise(Kind.SAY),))
    assert [c for c, _ in told(bounce(), evidence=both, given=given)] == [
        e.commitment for e in both
    ]


def stands(
    *arrivals: Arrived, proof: Evidence = MAIL, owed_to: Commitment | None = None, now: str = NOW
) -> tuple[Status, Code | None]:
    commitment = owed_to or owed(now=now)[0]
    (found,) = states(
        [commitment], [proof], [], arrivals, now=at(now), zone=WARSAW, timing=Timing()
    )
    return found.status, found.reason.code if found.reason else None


def returned(address: str = ANNA_TO, when: str = "2026-11-17 10:05", **more: Any) -> Any:
    more.setdefault("about", "mail1@example.org")
    return replace(came(A.BOUNCE, when, ANNA), who="", address=address, **more)


KEPT = (Status.FULFILLED, Code.TO_CONTACT)
BACK = (Status.OVERDUE, Code.BOUNCED)


@pytest.mark.parametrize(
    ("arrivals", "proof", "what"),
    [
        ([], MAIL, KEPT),
        ([returned()], MAIL, BACK),
        ([returned("ANNA+x@example.pl")], MAIL, BACK),
        ([returned(arrival=A.DELAYED)], MAIL, KEPT),  # only noted
        ([returned(about="other@example.org")], MAIL, KEPT),
        ([returned(commitment="another")], MAIL, KEPT),
        # another address of hers got it
        ([returned()], replace(MAIL, to=(ANNA_TO, ANIA_TO)), KEPT),
        ([returned(), returned(ANIA_TO)], replace(MAIL, to=(ANNA_TO, ANIA_TO)), BACK),
        # she answered meanwhile
        ([returned(), came(A.PERSONAL, "2026-11-17 10:06", ANNA)], MAIL, KEPT),
        ([returned(), came(A.PERSONAL, "2026-11-17 09:59", ANNA)], MAIL, BACK),
        (
            [returned(), came(A.AWAY, "2026-11-17 10:06", ANNA)],
            MAIL,
            (Status.UPCOMING, Code.BOUNCED),
        ),
        ([returned(), came(A.PERSONAL, "2026-11-17 10:06", MAX)], MAIL, BACK),
    ],
)
def test_what_a_bounce_voids(arrivals: list[Arrived], proof: Evidence, what: Any) -> None:
    assert stands(*arrivals, proof=proof) == what


def test_both_of_her_addresses_refused_in_one_notice() -> None:
    to_both = replace(MAIL, to=(ANNA_TO, ANIA_TO))
    arrived = heard(bounce("mail1@example.org", ANNA_TO, ANIA_TO), evidence=(to_both,))
    assert [a.address for a in arrived] == [ANNA_TO, ANIA_TO]
    assert stands(*arrived, proof=to_both) == BACK


def test_a_doubt_that_came_back_is_asked_no_more() -> None:
    doubt = replace(MAIL, grade=Grade.E4)
    (found,) = states(
        [owed()[0]], [doubt], [], [returned()], now=at(NOW), zone=WARSAW, timing=Timing()
    )
    assert found.question is None


@pytest.mark.parametrize(
    ("arrivals", "dead"),
    [
        ([], []),
        ([returned()], [ANNA_TO]),
        ([returned("ANNA+fair@example.pl")], [ANNA_TO]),
        ([returned(arrival=A.DELAYED)], []),
        ([returned(), came(A.PERSONAL, "2026-11-17 10:06", ANNA)], []),  # it lives again
        ([returned(), came(A.PERSONAL, "2026-11-17 10:04", ANNA)], [ANNA_TO]),
        ([returned(), came(A.PERSONAL, "2026-11-17 10:06", MAX)], [ANNA_TO]),
        ([returned(), came(A.AWAY, "2026-11-17 10:06", ANNA)], [ANNA_TO]),
        ([returned(), came(A.PERSONAL, "2026-11-17 10:06", ANNA), returned(when=NOW)], [ANNA_TO]),
    ],
)
def test_addresses_that_refuse_mail(arrivals: list[Arrived], dead: list[str]) -> None:
    assert sorted(inbound.dead_addresses(arrivals)) == dead


# --- absences -------------------------------------------------------------------------------


def away(written: str = ANNA_TO, *answers: str, **more: Any) -> Any:
    return incoming(written, "2026-11-18 10:00", *answers, arrival=A.AWAY, **more)


@pytest.mark.parametrize(
    ("message", "counts"),
    [
        (away(ANNA_TO, "mail1@example.org"), True),
        (away("Anna <ANIA+x@example.net>", "mail1@example.org"), True),
        (away(ANNA_TO, "older@x", "mail1@example.org", "newer@x"), True),
        (away(ANNA_TO, TOKEN), True),
        (away(ANNA_TO), False),  # forged: it answers none of ours
        (away(ANNA_TO, "other@x"), False),
        (away(MAX_TO, "mail1@example.org"), False),
        (away(sender=()), False),
        (away(ANNA_TO, "mail1@example.org", sender=(box(ANNA_TO), box(MAX_TO))), False),
    ],
)
def test_an_absence_counts_if_it_answers_ours(message: InMessage, counts: bool) -> None:
    found = told(message, drafts=(draft(),))
    assert found == ([(FOLLOW_UP, A.AWAY)] if counts else [])


@pytest.mark.parametrize(
    ("absences", "now", "status", "overdue_at"),
    [
        (["2026-11-27"], "2026-11-20 12:00", Status.UPCOMING, "2026-11-27 07:00"),
        (["2026-11-27"], "2026-11-27 06:59", Status.UPCOMING, "2026-11-27 07:00"),
        (["2026-11-27"], "2026-11-27 07:00", Status.OVERDUE, "2026-11-19 07:00"),
        ([None], "2026-11-20 12:00", Status.UPCOMING, "2026-11-25 07:00"),  # a week from then
        (["2026-11-22", "2026-11-27"], "2026-11-20 12:00", Status.UPCOMING, "2026-11-27 07:00"),
        (["2026-11-17"], "2026-11-20 12:00", Status.OVERDUE, "2026-11-19 07:00"),
    ],
)
def test_parked_until_she_is_back(
    absences: list[str | None], now: str, status: Status, overdue_at: str
) -> None:
    arrivals = [
        came(A.AWAY, "2026-11-18 10:00", ANNA, until=date.fromisoformat(day) if day else None)
        for day in absences
    ]
    (found,) = states(owed(), [], [], arrivals, now=at(now), zone=WARSAW, timing=Timing())
    assert (found.status, found.overdue_at) == (status, at(overdue_at))
    assert found.occasion == date(2026, 11, 16), "the same occasion"


def test_an_absent_third_person_parks_nothing() -> None:
    arrivals = [
        came(A.AWAY, "2026-11-18 10:00", JANA, c, until=date(2027, 1, 7))
        for c in (INTRODUCTION, CALL_BACK)
    ]
    given = promised(introduction())
    now = "2026-11-30 12:00"
    found = states(owed(given, now), [], [], arrivals, now=at(now), zone=WARSAW, timing=Timing())
    assert [s.status for s in found] == [Status.OVERDUE, Status.OVERDUE]


# --- what persons write ---------------------------------------------------------------------

KNOWN = (PASSED,)
GIVEN = promised(introduction())


@pytest.mark.parametrize(
    ("message", "counts"),
    [
        (incoming(ANNA_TO, "2026-11-17 09:00"), True),  # she wrote first: it needs no thread
        (incoming("anna+x@example.pl", "2026-11-17 09:00"), True),
        (incoming(ANNA_TO, "2026-11-16 00:00"), True),
        (incoming(ANNA_TO, "2026-11-15 23:59"), False),  # before the meeting
        (incoming(ANNA_TO, "2026-11-17 09:00", arrival=A.OTHER), False),
        (incoming("Anna Kowalska <x@example.net>", "2026-11-17 09:00"), False),
        (incoming(ANNA_TO, "2026-11-17 09:00", sender=(box(ANNA_TO), box(MAX_TO))), False),
        (incoming(ANNA_TO, "2026-11-17 09:00", sender=()), False),
    ],
)
def test_she_wrote(message: InMessage, counts: bool) -> None:
    found = heard(message)
    assert [(a.commitment, a.who, a.about) for a in found] == (
        [(FOLLOW_UP, ANNA.id, "")] if counts else []
    )


@pytest.mark.parametrize(
    ("seen", "counts"),
    [("2026-11-18 09:00", True), ("2026-12-01 10:00", True), ("2026-12-01 10:01", False)],
)
def test_an_answer_to_what_is_kept_is_heard_for_a_fortnight(seen: str, counts: bool) -> None:
    """A bounce that follows it re-opens nothing."""
    found = heard(incoming(ANNA_TO, "2026-11-18 09:00"), now=seen)
    assert [a.commitment for a in found] == ([FOLLOW_UP] if counts else [])
    assert (stands(*found, returned(when="2026-11-19 10:00"))[0] is Status.FULFILLED) is counts


@pytest.mark.parametrize(
    ("message", "about"),
    [
        (incoming(JANA_TO, "2026-11-19 10:00", "pass@example.org"), "pass@example.org"),
        (incoming(JANA_TO, "2026-11-19 10:00", "x@y", "pass@example.org"), "pass@example.org"),
        (incoming(JANA_TO, "2026-11-19 10:00"), None),  # of something else
        (incoming(JANA_TO, "2026-11-19 10:00", "x@y"), None),
        (incoming(ANNA_TO, "2026-11-19 10:00", "pass@example.org"), None),
    ],
)
def test_the_third_person_answers_in_the_thread(message: InMessage, about: str | None) -> None:
    found = heard(message, given=GIVEN, evidence=KNOWN)
    want = [(INTRODUCTION, JANA.id, about), (CALL_BACK, JANA.id, about)] if about else []
    assert [(a.commitment, a.who, a.about) for a in found] == want


def test_the_third_persons_answer_to_another_mail_of_ours_says_nothing_here() -> None:
    lunch = replace(
        PASSED,
        commitment="jana-klein.follow_up.2026-11-16",
        message="lunch@example.org",
        message_id="lunch@example.org",
    )
    given = replace(GIVEN, meetings=(meeting(JANA),))
    found = told(
        incoming(JANA_TO, "2026-11-19 10:00", "lunch@example.org"),
        given=given,
        evidence=(*KNOWN, lunch),
    )
    assert found == [("jana-klein.follow_up.2026-11-16", A.PERSONAL)]


def test_what_he_writes_concerns_what_he_is_owed() -> None:
    found = told(incoming(MAX_TO, "2026-11-19 10:00"), given=GIVEN, evidence=KNOWN)
    assert found == [(INTRODUCTION, A.PERSONAL), (CALL_BACK, A.PERSONAL)]


@pytest.mark.parametrize(
    ("wrote", "answered"),
    [
        ([], None),
        ([came(A.PERSONAL, "2026-11-17 09:00", ANNA, message_id="a@x")], "a@x"),
        (
            [
                came(A.PERSONAL, "2026-11-18 09:00", ANNA, message_id="b@x"),
                came(A.PERSONAL, "2026-11-17 09:00", ANNA, message_id="a@x"),
            ],
            "b@x",
        ),
        ([came(A.PERSONAL, "2026-11-17 09:00", ANNA, message_id=None)], None),
        ([came(A.AWAY, "2026-11-17 09:00", ANNA)], None),
        ([came(A.PERSONAL, "2026-11-17 09:00", MAX)], None),
        ([came(A.PERSONAL, "2026-11-17 09:00", ANNA, "another")], None),
    ],
)
def test_the_newest_mail_of_hers_is_answered(wrote: list[Arrived], answered: str | None) -> None:
    found = inbound.to_answer(owed()[0], wrote)
    assert (found.message_id if found else None) == answered


def test_a_pass_on_answers_the_third_person_a_call_back_the_contact() -> None:
    made, call = owed(GIVEN)
    wrote = [
        came(A.PERSONAL, "2026-11-17 09:00", who, c.id, message_id=who.id)
        for who in (MAX, JANA)
        for c in (made, call)
    ]
    found = [inbound.to_answer(c, wrote) for c in (made, call)]
    assert [f and f.message_id for f in found] == [JANA.id, MAX.id]


# --- which bodies are read ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "read"),
    [
        (bounce(), True),
        (bounce(arrival=A.DELAYED), True),
        (away(ANNA_TO), True),
        (away("x@example.net"), False),
        (away(JANA_TO), False),
        (incoming(ANNA_TO, "2026-11-17 09:00"), False),  # what they write is not ours to read
        (incoming(ANNA_TO, "2026-11-17 09:00", arrival=A.OTHER), False),
    ],
)
def test_only_notices_and_absences_are_read(message: InMessage, read: bool) -> None:
    assert inbound.choose([message], trial(people(), NOW).court()) == ({1} if read else set())


def test_the_absence_of_a_third_person_is_read() -> None:
    assert inbound.choose([away(JANA_TO)], trial(GIVEN, NOW).court()) == {1}


# --- properties -----------------------------------------------------------------------------

SENDERS = st.sampled_from([ANNA_TO, MAX_TO, JANA_TO, "x@example.net", "MAILER-DAEMON@mx.pl"])
OURS = ("mail1@example.org", "pass@example.org", TOKEN)
IDS = st.lists(st.sampled_from([*OURS, "x@y"]), max_size=3).map(tuple)
INBOX = st.builds(
    lambda sender, day, arrival, references, about, recipients: incoming(
        sender,
        f"2026-11-{day} 10:00",
        *references,
        arrival=arrival,
        about=about,
        recipients=recipients,
    ),
    SENDERS,
    st.integers(10, 30),
    st.sampled_from(Arrival),
    IDS,
    IDS,
    st.lists(SENDERS, max_size=2).map(tuple),
)


@given(st.lists(INBOX, max_size=6))
def test_whatever_comes_in_counts_only_if_it_is_tied_to_us(messages: list[InMessage]) -> None:
    everybody = replace(GIVEN, meetings=(meeting(),))
    for one in heard(*messages, given=everybody, evidence=(MAIL, PASSED), drafts=(draft(),)):
        first = one.arrival is A.PERSONAL and one.commitment.startswith(one.who)
        assert first or one.about in OURS
        assert one.arrival is not A.OTHER
        if one.arrival in inbound.NOTICES:
            proof = {FOLLOW_UP: MAIL, INTRODUCTION: PASSED}[one.commitment]
            assert (one.about, one.address) == (proof.message, *proof.to)
