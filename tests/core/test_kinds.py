"""Each kind's own proof: a row is a mail from Ewa, and what it proves of one promise.

Max was promised that his card goes to Jana, Anna that she gets slides, a word, a sign of life.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mailfollow.core.calendar import Duration, Unit
from mailfollow.core.model import (
    Arrival,
    Attachment,
    Body,
    Code,
    Evidence,
    Grade,
    Kind,
    Memory,
    People,
    Reason,
    SentMessage,
)
from tests.core.given import (
    ANNA,
    CALL_BACK,
    FOLLOW_UP,
    INTRODUCTION,
    JANA,
    MAX,
    MET,
    TOKEN,
    at,
    box,
    came,
    draft,
    evidence,
    introduction,
    mail,
    meeting,
    promise,
    promised,
    trial,
)

E1, E2, E3, E4, E5 = Grade
NOW = "2026-12-01 12:00"
ANNA_TO, MAX_TO, JANA_TO = "anna@example.pl", "max@example.com", "jana@example.net"
PDF = (Attachment("slides.pdf", "application/pdf"),)
What = tuple[Grade, Code] | None


def judged(
    given: People, *mails: SentMessage, now: str = NOW, memory: Memory | None = None, **more: Any
) -> dict[str, list[Evidence]]:
    """Commitment id → its evidence."""
    held = trial(given, now, memory, **more)
    found, _ = held.judge(mails, ())
    return {c.id: [e for e in found if e.commitment == c.id] for c in held.commitments}


def verdict(id: str, given: People, message: SentMessage, **more: Any) -> What:
    found = judged(given, message, **more)[id]
    assert len(found) <= 1
    return (found[0].grade, found[0].reason.code) if found else None


# --- introduce ------------------------------------------------------------------------------

INTRODUCED = promised(introduction())
ME_ONLY = (Attachment("ewa.vcf", "text/vcard"),)
CARD = "Hi Jana, this is Max Müller: max@example.com"
BOTH = "Dear Jana, dear Max, you should meet"


@pytest.mark.parametrize(
    ("message", "what"),
    [
        # to the third person, with the contact's card
        (mail(JANA_TO, text=CARD), (E3, Code.CARD_PASSED_ON)),
        (mail(JANA_TO, text="max@example.com"), (E3, Code.CARD_PASSED_ON)),
        (
            mail(JANA_TO, body=Body("Hi", forwarded=True, forwarded_from=(MAX_TO,))),
            (E3, Code.CARD_PASSED_ON),
        ),
        (
            mail(JANA_TO, body=Body(attachments=ME_ONLY, cards=(MAX_TO,))),
            (E3, Code.CARD_PASSED_ON),
        ),
        (mail(ANNA_TO, text=CARD), None),  # to somebody else
        (mail(JANA_TO, text="max.other@example.com"), None),
        (mail(JANA_TO, body=Body("Hi", forwarded=True, forwarded_from=(ANNA_TO,))), None),
        (mail(JANA_TO, text=CARD, when="2026-11-15 12:00"), None),  # before it was promised
        (mail("x@example.org", text=CARD, cc=(box(JANA_TO),)), (E4, Code.CC_ONLY)),
        (mail("x@example.org", text=CARD, bcc=(box(JANA_TO),)), (E4, Code.BCC_ONLY)),
        (mail("Jana Klein <jk@example.org>", text=CARD), (E4, Code.NAME_ONLY)),
        (mail(JANA_TO, "a@x.pl", text=CARD), (E3, Code.CARD_PASSED_ON)),
        (mail(JANA_TO, "a@x.pl", text=f"Hi all, {MAX_TO}"), (E4, Code.UNNAMED)),
        (mail(JANA_TO, "a@x.pl", "b@x.pl", "c@x.pl", text=CARD), (E4, Code.SEVERAL)),
        (mail(JANA_TO, text=CARD, bulk=True), (E5, Code.BULK)),
        # the name alone, or later
        (mail(JANA_TO, text="I met a Max Müller"), (E4, Code.NAME_PASSED_ON)),
        (mail(JANA_TO, subject="Max Müller", text="More soon?"), (E4, Code.NAME_PASSED_ON)),
        (mail(JANA_TO, text="I met a Max Müller, more on Monday"), (E4, Code.PUT_OFF)),
        (mail(JANA_TO, text="Lunch tomorrow?"), None),
        (mail(JANA_TO, body=Body(encrypted=True)), (E4, Code.NAME_PASSED_ON)),
        (mail(JANA_TO, body=None), (E4, Code.NAME_PASSED_ON)),
        (mail(JANA_TO, body=Body("Lunch?", quoted=CARD)), None),
        # said to the contact
        (mail(MAX_TO, text="I'll send you the intro next week"), (E4, Code.PUT_OFF)),
        (mail(MAX_TO, text="I'll write to Jana tomorrow"), (E4, Code.PUT_OFF)),
        (mail(MAX_TO, text="I'll send the invoice tomorrow"), None),
        (mail(MAX_TO, text="Jana says hello"), None),
        # one mail to both
        (mail(JANA_TO, MAX_TO, text=BOTH), (E3, Code.CARD_PASSED_ON)),
        (mail(MAX_TO, text=BOTH, cc=(box(JANA_TO),)), (E3, Code.CARD_PASSED_ON)),
        (mail(JANA_TO, text=BOTH, cc=(box(MAX_TO),)), (E3, Code.CARD_PASSED_ON)),
        (
            mail("x@x.pl", text=BOTH, cc=(box(MAX_TO), box(JANA_TO))),
            (E4, Code.CC_ONLY),
        ),
        (mail(JANA_TO, MAX_TO, "a@x.pl", "b@x.pl", text=BOTH), (E3, Code.CARD_PASSED_ON)),
        (mail(JANA_TO, MAX_TO, "a@x.pl", "b@x.pl", "c@x.pl", text=BOTH), (E4, Code.SEVERAL)),
        (mail(JANA_TO, MAX_TO, "a@x.pl", "b@x.pl", "c@x.pl", text="All"), None),
        (mail(JANA_TO, MAX_TO, "ewa@example.org", text=BOTH), (E3, Code.CARD_PASSED_ON)),
        (mail(JANA_TO, MAX_TO, text="Dear both, meet!"), (E4, Code.NAME_PASSED_ON)),
        (mail(JANA_TO, MAX_TO, text="Dear Max, meet!"), (E4, Code.NAME_PASSED_ON)),
        (mail(JANA_TO, MAX_TO, text=f"Dear Jana, {MAX_TO}"), (E4, Code.NAME_PASSED_ON)),
    ],
)
def test_an_introduction_is_made(message: SentMessage, what: What) -> None:
    assert verdict(INTRODUCTION, INTRODUCED, message) == what


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (Body(CARD), "address"),
        (Body("Max: +49 541 000000"), "phone"),
        (Body("His card", cards=(MAX_TO,)), "vcard"),
        (Body("See below", forwarded=True, forwarded_from=(MAX_TO,)), "forwarded"),
    ],
)
def test_how_the_card_was_passed_on_is_told(body: Body, how: str) -> None:
    given = promised(introduction(), contacts=(replace(MAX, phones=("+49 541 000000",)), JANA))
    (found,) = judged(given, mail(JANA_TO, body=body))[INTRODUCTION]
    assert found.reason.get("how") == how
    assert (found.to, found.reason.get("to")) == ((JANA_TO,), JANA_TO)


def test_a_mail_to_both_says_so() -> None:
    (found,) = judged(INTRODUCED, mail(MAX_TO, JANA_TO, text=BOTH))[INTRODUCTION]
    assert found.reason.get("how") == "both"


@pytest.mark.parametrize(
    ("message", "until"),
    [
        (mail(MAX_TO, text="I'll send you the intro next week"), "2026-11-23"),
        (mail(JANA_TO, text="Max Müller, more on Friday"), "2026-11-20"),
        (mail(MAX_TO, text="I'll send you the intro soon"), ""),
    ],
)
def test_until_when_it_is_put_off(message: SentMessage, until: str) -> None:
    (found,) = judged(INTRODUCED, message)[INTRODUCTION]
    assert found.reason.get("until") == until


def test_a_third_person_known_by_name_only_is_never_written_to() -> None:
    given = promised(introduction(replace(JANA, id="nobody", addresses=())), contacts=(MAX,))
    assert verdict(INTRODUCTION, given, mail(JANA_TO, text=CARD)) is None
    by_name = verdict(INTRODUCTION, given, mail("Jana Klein <jk@x.pl>", text=CARD))
    assert by_name == (E4, Code.NAME_ONLY)


def test_a_question_about_an_address_names_whose_it_may_be() -> None:
    """The third person's, not the contact's."""
    (found,) = judged(INTRODUCED, mail("Jana Klein <jk@x.pl>", text=CARD))[INTRODUCTION]
    assert found.reason.get("name") == "Jana Klein"


def test_our_pass_on_sent() -> None:
    memory = Memory(drafts=(draft(commitment=INTRODUCTION, contact=JANA.id),))
    sent = mail(JANA_TO, text=CARD, references=(TOKEN,))
    assert verdict(INTRODUCTION, INTRODUCED, sent, memory=memory) == (E1, Code.OUR_DRAFT)
    emptied = replace(sent, body=Body("Lunch?"))
    assert verdict(INTRODUCTION, INTRODUCED, emptied, memory=memory) is None
    elsewhere = mail(ANNA_TO, text=CARD, references=(TOKEN,))
    assert verdict(INTRODUCTION, INTRODUCED, elsewhere, memory=memory) is None


# --- call_back ------------------------------------------------------------------------------

CALL = "Dear Max, Jana has no time before Christmas"
MADE = evidence(
    commitment=INTRODUCTION,
    reason=Reason.of(Code.CARD_PASSED_ON),
    message="made@example.org",
    message_id="made@example.org",
    to=(JANA_TO,),
)  # on Tuesday at ten
KNOWN = Memory(evidence=(MADE,))


def to_max(when: str = "2026-11-20 10:00", text: str = CALL, **more: Any) -> Any:
    return mail(MAX_TO, when=when, text=text, **more)


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (to_max(), (E3, Code.THIRD_NAMED)),
        (to_max("2026-11-17 10:01"), (E3, Code.THIRD_NAMED)),
        (to_max("2026-11-17 10:00"), None),  # the moment it was made
        (to_max("2026-11-17 09:59"), None),
        (to_max(text="Dear Max, no time", subject="Jana Klein"), (E3, Code.THIRD_NAMED)),
        (to_max(text="Dear Max, here is the invoice"), (E4, Code.THIRD_NOT_NAMED)),
        (to_max(body=Body("Dear Max", quoted="Jana")), (E4, Code.THIRD_NOT_NAMED)),
        (to_max(body=Body(encrypted=True)), (E4, Code.THIRD_NOT_NAMED)),
        (to_max(text="Dear Max, no", references=("made@example.org",)), (E2, Code.IN_THREAD)),
        (to_max(text="Dear Max, no", in_reply_to=("made@example.org",)), (E2, Code.IN_THREAD)),
        (to_max(text="Dear Max, no", references=("x@y",)), (E4, Code.THIRD_NOT_NAMED)),
        (to_max("2026-11-17 09:00", references=("made@example.org",)), None),
        (mail("x@x.pl", when="2026-11-20 10:00", text=CALL, cc=(box(MAX_TO),)), (E4, Code.CC_ONLY)),
        (mail(JANA_TO, when="2026-11-20 10:00", text=CALL), None),
        (to_max(cc=tuple(map(box, ("a@x.pl", "b@x.pl", "c@x.pl")))), (E4, Code.SEVERAL)),
        (to_max(text="Guten Morgen, ich melde mich wegen Jana. Bis bald"), (E3, Code.THIRD_NAMED)),
        # one mail to both, once it is made: it may well bring them together
        (mail(JANA_TO, MAX_TO, when="2026-11-20 10:00", text=BOTH), (E3, Code.THIRD_NAMED)),
    ],
)
def test_a_call_back_after_the_introduction(message: SentMessage, what: What) -> None:
    assert verdict(CALL_BACK, INTRODUCED, message, memory=KNOWN) == what


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (to_max("2026-11-18 23:59"), None),  # neither made nor due
        (to_max("2026-11-19 00:01"), (E3, Code.THIRD_NAMED)),  # it falls due on that day
        (to_max("2026-11-25 10:00", "Max, I'll send Jana your card tomorrow"), None),
        (mail(JANA_TO, MAX_TO, when="2026-11-25 10:00", text=BOTH), None),  # this makes it
    ],
)
def test_a_call_back_without_introduction(message: SentMessage, what: What) -> None:
    assert verdict(CALL_BACK, INTRODUCED, message) == what


def test_the_mail_that_made_the_introduction_never_calls_back() -> None:
    sent = mail(JANA_TO, MAX_TO, when="2026-11-20 10:00", text=BOTH)
    made = replace(MADE, message=sent.message_id, message_id=sent.message_id, sent_at=sent.sent_at)
    found = judged(INTRODUCED, sent)
    assert ([e.grade for e in found[INTRODUCTION]], found[CALL_BACK]) == ([E3], [])
    assert verdict(CALL_BACK, INTRODUCED, sent, memory=Memory(evidence=(made,))) is None


def test_our_call_back_sent() -> None:
    called = draft(commitment=CALL_BACK, contact=MAX.id, token="call@example.org")
    memory = replace(KNOWN, drafts=(called,))
    sent = to_max(references=("call@example.org",))
    assert verdict(CALL_BACK, INTRODUCED, sent, memory=memory) == (E1, Code.OUR_DRAFT)
    unnamed = replace(sent, body=Body("Dear Max, no time there before Christmas"))
    assert verdict(CALL_BACK, INTRODUCED, unnamed, memory=memory) == (E1, Code.OUR_DRAFT)


def test_he_asked_and_this_answers_him() -> None:
    asked = came(Arrival.PERSONAL, "2026-11-19 10:00", MAX, CALL_BACK, message_id="his@x")
    memory = replace(KNOWN, arrivals=(asked,))
    answer = to_max(references=("his@x",))
    assert verdict(CALL_BACK, INTRODUCED, answer, memory=memory) == (E2, Code.ANSWERED)
    invoice = to_max(text="Dear Max, here is the invoice", references=("his@x",))
    assert verdict(CALL_BACK, INTRODUCED, invoice, memory=memory) == (E4, Code.THIRD_NOT_NAMED)


# --- send -----------------------------------------------------------------------------------

SEND = "anna-kowalska.send.2026-11-16"
SLIDES = promised(promise(Kind.SEND, text="the slides of the talk"))


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (mail(body=Body("Here", attachments=PDF)), (E3, Code.WITH_ATTACHMENT)),
        (mail(body=Body(attachments=PDF)), (E3, Code.WITH_ATTACHMENT)),
        (mail(text="Here: https://example.net/slides"), (E3, Code.WITH_LINK)),
        (
            mail(body=Body("https://example.net/x", attachments=PDF)),
            (E3, Code.WITH_ATTACHMENT),
        ),
        (mail(body=Body("See below", forwarded=True)), (E3, Code.FORWARDED)),
        (mail(body=Body(encrypted=True)), (E3, Code.TO_CONTACT)),
        (mail(text="Hello Anna"), (E4, Code.NOTHING_SENT)),
        (mail(text="Hello Anna, the slides are attached"), (E5, Code.NOTHING_ATTACHED)),
        (mail(body=Body("W załączniku slajdy", quoted="x")), (E5, Code.NOTHING_ATTACHED)),
        (
            mail(body=Body("Attached!", attachments=(Attachment("l.png", "image/png", True),))),
            (E5, Code.NOTHING_ATTACHED),
        ),
        (mail(body=Body("👍", attachments=(Attachment("l.png", "image/png", True),))), None),
        (mail(text="Attached: https://example.net/x"), (E3, Code.WITH_LINK)),
        (mail(body=Body("Here", attachments=PDF), when="2026-11-15 10:00"), None),
        (
            mail("x@x.pl", body=Body("Here", attachments=PDF), cc=(box(ANNA_TO),)),
            (E4, Code.CC_ONLY),
        ),
        (mail(ANNA_TO, "a@x.pl", body=Body("Here", attachments=PDF)), (E4, Code.UNNAMED)),
        (mail(body=Body("Here", attachments=PDF), bulk=True), (E5, Code.BULK)),
    ],
)
def test_something_is_sent(message: SentMessage, what: What) -> None:
    assert verdict(SEND, SLIDES, message) == what


def test_what_was_sent_is_told() -> None:
    (file,) = judged(SLIDES, mail(body=Body("Here", attachments=PDF)))[SEND]
    (link,) = judged(SLIDES, mail(text="https://www.example.net/a"))[SEND]
    (nothing,) = judged(SLIDES, mail(text="Hello Anna"))[SEND]
    (forgotten,) = judged(SLIDES, mail(text="Slides attached"))[SEND]
    assert (file.reason.get("file"), link.reason.get("link")) == ("slides.pdf", "www.example.net")
    assert nothing.reason.get("text") == "the slides of the talk"
    assert forgotten.notes == ("attachment",)


TWO = promised(
    promise(Kind.SEND, text="slides of the talk"), promise(Kind.SEND, text="photos of the garden")
)
PHOTOS = f"{SEND}.2"
PHOTO = (Attachment("garden.jpg", "image/jpeg"),)


@pytest.mark.parametrize(
    ("body", "slides", "photos"),
    [
        (Body("Here are the slides", attachments=PDF), (E3, Code.WITH_ATTACHMENT), None),
        (Body("Here you are", attachments=PDF), (E3, Code.WITH_ATTACHMENT), None),
        (Body("Here you are", attachments=PHOTO), None, (E3, Code.WITH_ATTACHMENT)),
        (Body("The photos: https://x.example.net"), None, (E3, Code.WITH_LINK)),
        (
            Body("Slides and photos", attachments=(*PDF, *PHOTO)),
            (E3, Code.WITH_ATTACHMENT),
            (E3, Code.WITH_ATTACHMENT),
        ),
        (
            Body("Here", attachments=(Attachment("a.zip", "application/zip"),)),
            (E4, Code.WHICH_ONE),
            (E4, Code.WHICH_ONE),
        ),
        (
            Body("Slides or photos?", attachments=(Attachment("a.zip", "application/zip"),)),
            (E4, Code.WHICH_ONE),
            (E4, Code.WHICH_ONE),
        ),
        (Body("The talk, the garden"), (E4, Code.NOTHING_SENT), (E4, Code.NOTHING_SENT)),
    ],
)
def test_of_two_the_named_one_is_sent(body: Body, slides: What, photos: What) -> None:
    message = mail(body=body)
    assert (verdict(SEND, TWO, message), verdict(PHOTOS, TWO, message)) == (slides, photos)


def test_once_the_other_is_sent_there_is_one_left() -> None:
    memory = Memory(evidence=(evidence(commitment=SEND, sent_at=at("2026-11-16 12:00")),))
    zip_ = mail(body=Body("Here", attachments=(Attachment("a.zip", "application/zip"),)))
    assert verdict(PHOTOS, TWO, zip_, memory=memory) == (E3, Code.WITH_ATTACHMENT)


def test_somebody_elses_slides_do_not_confuse() -> None:
    given = promised(*TWO.promises[:1], promise(Kind.SEND, MAX, text="slides of the talk"))
    sent = mail(body=Body("Here", attachments=PDF))
    assert verdict(SEND, given, sent) == (E3, Code.WITH_ATTACHMENT)


def test_our_letter_says_which_one_it_is() -> None:
    memory = Memory(drafts=(draft(commitment=PHOTOS),))
    sent = mail(
        body=Body("Here", attachments=(Attachment("a.zip", "application/zip"),)),
        references=(TOKEN,),
    )
    assert verdict(PHOTOS, TWO, sent, memory=memory) == (E1, Code.OUR_DRAFT)
    forgotten = replace(sent, body=Body("The photos are attached"))
    assert verdict(PHOTOS, TWO, forgotten, memory=memory) == (E5, Code.NOTHING_ATTACHED)


# --- say ------------------------------------------------------------------------------------

SAY = "anna-kowalska.say.2026-11-16"
WORD = promise(Kind.SAY, by=date(2026, 11, 20), text="who is coming")


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (mail(text="Hello Anna"), (E3, Code.TO_CONTACT)),
        (mail(ANNA_TO, "a@x.pl", text="Hello Anna"), (E3, Code.TO_CONTACT_NAMED)),
        (mail(ANNA_TO, "a@x.pl", text="Hello"), (E4, Code.UNNAMED)),
        (mail(body=Body("See", forwarded=True)), (E4, Code.FORWARDED)),
        (mail(text="👍"), None),
        (mail(when="2026-11-15 10:00"), None),
        (mail(text="Hello Anna", when="2026-11-16 20:00"), (E3, Code.TO_CONTACT)),
    ],
)
def test_a_word_is_said(message: SentMessage, what: What) -> None:
    assert verdict(SAY, promised(WORD), message) == what


def test_of_several_words_it_is_asked_which() -> None:
    several = promised(WORD, replace(WORD, text="when it is"))
    assert verdict(SAY, several, mail()) == (E4, Code.SEVERAL_OPEN)
    said = Memory(evidence=(evidence(commitment=f"{SAY}.2", sent_at=at("2026-11-16 12:00")),))
    assert verdict(SAY, several, mail(), memory=said) == (E3, Code.TO_CONTACT)
    to_max_too = promised(WORD, promise(Kind.SAY, MAX, by=MET))
    assert verdict(SAY, to_max_too, mail()) == (E3, Code.TO_CONTACT)
    slides_too = promised(WORD, promise(Kind.SEND, text="slides"))
    assert verdict(SAY, slides_too, mail()) == (E3, Code.TO_CONTACT)


def test_our_letter_says_which_word_it_is() -> None:
    several = promised(WORD, replace(WORD, text="when it is"))
    memory = Memory(drafts=(draft(commitment=SAY),))
    found = judged(several, mail(references=(TOKEN,)), memory=memory)
    assert [(e.grade, e.reason.code) for e in found[SAY]] == [(E1, Code.OUR_DRAFT)]
    assert found[f"{SAY}.2"] == []


# --- keep_in_touch --------------------------------------------------------------------------

KEEP = "anna-kowalska.keep_in_touch.2026-11-16"
TOUCH = promised(promise(Kind.KEEP_IN_TOUCH, every=Duration(1, Unit.WEEK)))  # due on the 23rd


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (mail(when="2026-11-22 23:59"), (E5, Code.EXCHANGED)),
        (mail(when="2026-11-23 00:00"), (E3, Code.TO_CONTACT)),
        (mail(when="2026-11-30 12:00"), (E3, Code.TO_CONTACT)),
        (mail("x@x.pl", when="2026-11-20 12:00", cc=(box(ANNA_TO),)), None),
        (mail("x@x.pl", when="2026-11-24 12:00", cc=(box(ANNA_TO),)), (E4, Code.CC_ONLY)),
        (mail(when="2026-11-24 12:00", bulk=True), (E5, Code.BULK)),
        (mail(when="2026-11-20 12:00", bulk=True), (E5, Code.BULK)),
        (mail(when="2026-11-20 12:00", body=Body("x", forwarded=True)), (E4, Code.FORWARDED)),
        (mail(when="2026-11-24 12:00", text="👍"), None),
        (mail(when="2026-11-15 12:00"), None),
    ],
)
def test_in_touch(message: SentMessage, what: What) -> None:
    assert verdict(KEEP, TOUCH, message, now="2026-12-01 12:00") == what


# --- several kinds in one mail --------------------------------------------------------------


def test_one_mail_may_keep_several_promises_and_each_is_judged_by_itself() -> None:
    given = replace(
        promised(promise(Kind.SEND, text="slides"), WORD, *TOUCH.promises),
        meetings=(meeting(),),
    )
    plain = judged(given, mail(when="2026-11-24 12:00"))
    grades = {key: [e.grade for e in found] for key, found in plain.items()}
    assert grades == {FOLLOW_UP: [E3], SEND: [E4], SAY: [E3], KEEP: [E3]}
    with_file = judged(given, mail(when="2026-11-24 12:00", body=Body("Hi", attachments=PDF)))
    assert {e.grade for found in with_file.values() for e in found} == {E3}


def test_a_follow_up_is_no_call_back_and_the_other_way_round() -> None:
    given = replace(INTRODUCED, meetings=(meeting(MAX),))
    found = judged(given, to_max(text="Dear Max, coffee?"), memory=KNOWN)
    assert [e.grade for e in found["max-mueller.follow_up.2026-11-16"]] == [E3]
    assert [e.grade for e in found[CALL_BACK]] == [E4]
    assert ANNA.id not in str(found)
