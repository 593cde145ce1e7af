"""One pile of mail after days without a look: whatever lies in it, in whatever order it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mailfollow.core.calendar import Duration, Unit
from mailfollow.core.model import (
    Arrival,
    Attachment,
    Body,
    Code,
    Grade,
    InMessage,
    Kind,
    Memory,
    People,
    SentMessage,
)
from tests.core.given import (
    CALL_BACK,
    FOLLOW_UP,
    INTRODUCTION,
    evidence,
    incoming,
    introduction,
    mail,
    meeting,
    people,
    promise,
    promised,
    trial,
)

NOW = "2026-12-01 12:00"
GIVEN = promised(introduction())
PASS_ON = mail("jana@example.net", text="Hi Jana, Max Müller: max@example.com", uid=1)
CALLED = mail("max@example.com", text="Max, Jana says no", when="2026-11-18 09:00", uid=2)
A = Arrival


def judged(
    given: People, sent: list[SentMessage], inbox: list[InMessage] | None = None, **memory: Any
) -> tuple[list[tuple[str, Grade, Code]], list[tuple[str, Arrival]]]:
    found, arrived = trial(given, NOW, Memory(**memory)).judge(sent, inbox or [])
    return (
        [(e.commitment, e.grade, e.reason.code) for e in found],
        [(a.commitment, a.arrival) for a in arrived],
    )


MADE = (INTRODUCTION, Grade.E3, Code.CARD_PASSED_ON)


def test_an_introduction_and_its_call_back() -> None:
    """Called back before the introduction was due: it counts because the card had gone."""
    assert judged(GIVEN, [PASS_ON, CALLED])[0] == [
        MADE,
        (CALL_BACK, Grade.E3, Code.THIRD_NAMED),
    ]
    assert judged(GIVEN, [CALLED])[0] == []
    before = mail("max@example.com", text="Max, Jana…", when="2026-11-17 09:00", uid=2)
    assert judged(GIVEN, [PASS_ON, before])[0] == [MADE]


def test_a_call_back_in_the_thread_of_the_introduction() -> None:
    answer = replace(CALLED, body=Body("Max, no"), references=("mail1@example.org",))
    assert judged(GIVEN, [PASS_ON, answer])[0] == [MADE, (CALL_BACK, Grade.E2, Code.IN_THREAD)]


def test_a_mail_and_its_bounce() -> None:
    bounce = incoming(
        "MAILER-DAEMON@mx.pl",
        "2026-11-17 10:05",
        arrival=A.BOUNCE,
        about=("mail1@example.org",),
        recipients=("anna@example.pl",),
    )
    found, arrived = judged(people(), [mail()], [bounce])
    assert found == [(FOLLOW_UP, Grade.E3, Code.TO_CONTACT)]
    assert arrived == [(FOLLOW_UP, A.BOUNCE)]


def test_a_mail_and_its_answer_and_the_third_persons() -> None:
    hers = incoming("jana@example.net", "2026-11-19 10:00", "mail1@example.org")
    assert judged(GIVEN, [PASS_ON], [hers])[1] == [
        (INTRODUCTION, A.PERSONAL),
        (CALL_BACK, A.PERSONAL),
    ]
    assert judged(GIVEN, [], [hers])[1] == []


def test_she_wrote_first_and_was_answered() -> None:
    hers = incoming("anna@example.pl", "2026-11-17 09:00", uid=9)
    answer = mail(references=("in9@example.net",), when="2026-11-17 10:00")
    assert judged(people(), [answer], [hers])[0] == [(FOLLOW_UP, Grade.E2, Code.ANSWERED)]
    assert judged(people(), [answer])[0] == [(FOLLOW_UP, Grade.E3, Code.TO_CONTACT)]
    on_the_day = mail(references=("in9@example.net",), when="2026-11-16 22:00")
    hers = incoming("anna@example.pl", "2026-11-16 21:00", uid=9)
    assert judged(people(), [on_the_day], [hers])[0] == [(FOLLOW_UP, Grade.E2, Code.ANSWERED)]
    assert judged(people(), [on_the_day])[0] == [(FOLLOW_UP, Grade.E4, Code.MEETING_DAY)]


def test_an_exchange_before_another_moves_its_day() -> None:
    given_ = promised(promise(Kind.KEEP_IN_TOUCH, every=Duration(1, Unit.WEEK)))
    first, second = mail(when="2026-11-20 10:00", uid=1), mail(when="2026-11-24 10:00", uid=2)
    assert [g for _, g, _ in judged(given_, [first, second])[0]] == [Grade.E5, Grade.E5]
    assert [g for _, g, _ in judged(given_, [second])[0]] == [Grade.E3]


def test_what_is_kept_long_ago_is_not_judged_again() -> None:
    kept = evidence(message="kept@x")
    assert judged(people(), [mail()], evidence=(kept,))[0] == []
    still_open = replace(kept, grade=Grade.E4)
    assert len(judged(people(), [mail()], evidence=(still_open,))[0]) == 1


def test_two_in_one_pile_are_judged_as_if_both_were_open() -> None:
    """The first of two mails must not decide which of two sends the second one is."""
    two = promised(promise(Kind.SEND, text="slides"), promise(Kind.SEND, text="photos"))
    files = [Body("Here", attachments=(Attachment("a.zip", "application/zip"),))] * 2
    sent = [mail(body=b, uid=n, when=f"2026-11-17 1{n}:00") for n, b in enumerate(files)]
    assert {code for _, _, code in judged(two, sent)[0]} == {Code.WHICH_ONE}


# --- properties -----------------------------------------------------------------------------

EVERYTHING = replace(
    promised(
        introduction(),
        promise(Kind.SEND, text="slides"),
        promise(Kind.SAY, by=date(2026, 11, 20)),
        promise(Kind.KEEP_IN_TOUCH, every=Duration(1, Unit.WEEK)),
    ),
    meetings=(meeting(),),
)
ADDRESSES = st.sampled_from(["anna@example.pl", "max@example.com", "jana@example.net", "x@x.pl"])
TEXTS = st.sampled_from(
    ["Hello Anna", "Jana, this is Max: max@example.com", "Max, Jana says no", "https://x.pl", "👍"]
)
SENT = st.builds(
    lambda to, text, day, uid, ref: mail(
        *to, text=text, when=f"2026-11-{day} 10:00", uid=uid, references=ref
    ),
    st.lists(ADDRESSES, min_size=1, max_size=2, unique=True),
    TEXTS,
    st.integers(15, 30),
    st.integers(1, 9),
    st.sampled_from([(), ("in1@example.net",), ("mail1@example.org",)]),
)
ANSWERS = st.builds(
    lambda who, day, uid, ref, arrival: incoming(
        who,
        f"2026-11-{day} 11:00",
        ref,
        uid=uid,
        arrival=arrival,
        about=(ref,),
        recipients=("anna@example.pl", "jana@example.net"),
    ),
    ADDRESSES,
    st.integers(15, 30),
    st.integers(1, 3),
    st.sampled_from(["mail1@example.org", "mail2@example.org", "x@y"]),
    st.sampled_from(Arrival),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(SENT, max_size=5, unique_by=lambda m: m.place.uid),
    st.lists(ANSWERS, max_size=3, unique_by=lambda m: m.place.uid),
    st.randoms(),
)
def test_whatever_lies_in_the_pile(
    sent: list[SentMessage], inbox: list[InMessage], random: Any
) -> None:
    held = trial(EVERYTHING, NOW)
    found, arrived = held.judge(sent, inbox)
    assert held.judge(sent, inbox) == (found, arrived)
    random.shuffle(sent)
    random.shuffle(inbox)
    again, heard = held.judge(sent, inbox)
    assert (set(again), set(heard)) == (set(found), set(arrived)), "the order does not matter"
    made = {e.message for e in found if e.commitment == INTRODUCTION and e.grade.fulfils}
    called = {e.message for e in found if e.commitment == CALL_BACK and e.grade.fulfils}
    assert not made & called, "never by the message that made the introduction"
    for e in found:
        if e.grade.fulfils:
            assert e.to, "E1–E3 went to the person"
