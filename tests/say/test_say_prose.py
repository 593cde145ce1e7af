"""`why`, `check`, `preview` and the lines of a plan, read as the user reads them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from mailfollow.core.model import (
    Account,
    Arrival,
    Ask,
    Circumstances,
    Clear,
    Code,
    Entry,
    Folder,
    Folders,
    Fulfil,
    Grade,
    Hear,
    Heard,
    Heed,
    Imap,
    Kind,
    Language,
    Morning,
    Note,
    Outcome,
    PasswordSource,
    PeopleFile,
    Place,
    PutDigest,
    PutDraft,
    Reason,
    Restage,
    Retract,
    Stage,
    Status,
    Verb,
    Why,
    WithdrawDraft,
    WriteFile,
)
from mailfollow.errors import MailfollowError, Problem
from mailfollow.say.arrivals import came
from mailfollow.say.check import check, hint
from mailfollow.say.owed import what
from mailfollow.say.plan import action, held, news
from mailfollow.say.preview import preview
from mailfollow.say.why import why
from tests.say.world import (
    MET,
    NOW,
    WARSAW,
    arrival,
    commitment,
    contact,
    draft,
    evidence,
    full,
    state,
    word,
)

PL, DE, EN = Language.PL, Language.DE, Language.EN
ID = "anna-kowalska.follow_up.2026-11-18"


# --- what is owed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "pl", "de", "en"),
    [
        (
            Kind.FOLLOW_UP,
            "napisać po spotkaniu na InfoShare w Gdańsku",
            "schreiben nach der Begegnung (na InfoShare w Gdańsku)",
            "write after the meeting (na InfoShare w Gdańsku)",
        ),
        (
            Kind.INTRODUCE,
            "przekazać kontakt (do kogo: Jana Klein)",
            "Karte weitergeben an Jana Klein",
            "pass the card on to Jana Klein",
        ),
        (
            Kind.CALL_BACK,
            "oddzwonić (w sprawie: Jana Klein)",
            "zurückrufen (es geht um Jana Klein)",
            "call back (about Jana Klein)",
        ),
        (
            Kind.SEND,
            "wysłać: slajdy z wykładu",
            "schicken: slajdy z wykładu",
            "send: slajdy z wykładu",
        ),
        (
            Kind.SAY,
            "obiecane: slajdy z wykładu",
            "versprochen: slajdy z wykładu",
            "promised: slajdy z wykładu",
        ),
        (Kind.KEEP_IN_TOUCH, "utrzymać kontakt", "in Verbindung bleiben", "keep in touch"),
    ],
)
def test_what_is_owed(kind: Kind, pl: str, de: str, en: str) -> None:
    owed = commitment(kind=kind)
    assert [what(owed, language) for language in (PL, DE, EN)] == [pl, de, en]


# --- why ------------------------------------------------------------------------------------


def notes(of: Any = None, language: Language = EN, **known: Any) -> list[str]:
    told = {"evidence": [], "words": [], "drafts": [], "held": None, **known}
    return why(of or state(), language=language, zone=WARSAW, **told).splitlines()


def test_why_tells_what_happened_in_the_order_it_happened() -> None:
    lines = notes(
        evidence=[evidence(notes=("gap",)), evidence(Grade.E5, commitment="max.send.2026-11-18")],
        words=[word(Verb.SNOOZE, "2026-11-25")],
        drafts=[draft(Stage.DISCARDED, since=NOW, reason=Reason(Code.IN_TRASH))],
        held=full(Code.USED_UP),
    )
    assert lines == [
        "Anna Kowalska – write after the meeting (na InfoShare w Gdańsku)",
        ID,
        "",
        "18 Nov 2026         the meeting (na InfoShare w Gdańsku); a message is owed",
        "18 Nov 2026         time: from 19 November 2026 to the end of 20 November 2026; "
        "after 25 November 2026 it is late",
        "20 Nov 2026, 14:03  “Nasza rozmowa”: counts – to anna@example.pl, two days after the "
        "meeting (na InfoShare w Gdańsku) (the ✎ line was still in it)",
        "21 Nov 2026, 07:00  a draft to anna@example.pl, folder “Szkice”",
        "21 Nov 2026, 09:00  you said: snooze until 25 November 2026",
        "21 Nov 2026, 09:30  the draft: deleted by you – it was moved to the trash",
        "",
        "Overdue since 21 November 2026, 07:00.",
        "The draft: deleted by you.",
        "No draft now: a draft for this has been laid already (deleted by you); "
        "another one comes only if you ask for it.",
    ]


@pytest.mark.parametrize(
    ("grade", "verdict"),
    [(Grade.E1, "counts"), (Grade.E3, "counts"), (Grade.E4, "uncertain"), (Grade.E5, "does not")],
)
def test_why_says_what_each_mail_was_taken_for(grade: Grade, verdict: str) -> None:
    assert any(f"“Nasza rozmowa”: {verdict}" in line for line in notes(evidence=[evidence(grade)]))


def test_why_says_of_a_lying_draft_where_it_lies_instead_of_why_there_is_no_other() -> None:
    lines = notes(drafts=[draft()], held=full(Code.USED_UP, stage=Stage.WAITING))
    assert lines[-1] == "The draft: waiting, folder “Szkice”."
    assert not any("No draft now" in line for line in lines)


def test_why_names_the_mail_that_a_no_refused() -> None:
    lines = notes(evidence=[evidence(Grade.E4)], words=[word(Verb.NO, "m1@example.org")])
    assert any(line.endswith("does not keep it: “Nasza rozmowa”") for line in lines)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("verb", [v for v in Verb if v is not Verb.RESUME])
def test_why_has_every_word(verb: Verb, language: Language) -> None:
    args = {Verb.SNOOZE: "2026-11-25", Verb.OUTCOME: "no", Verb.DONE: "by phone"}
    said = word(verb, args.get(verb, ""))
    assert len(notes(language=language, words=[said])) == len(notes(language=language)) + 1


@pytest.mark.parametrize(
    ("of", "now"),
    [
        (state(status=Status.DUE), "Due until the end of 20 November 2026."),
        (state(status=Status.UPCOMING), "Not due yet; the days begin on 19 November 2026."),
        (
            state(snoozed_until=datetime(2026, 11, 25, 6, tzinfo=UTC)),
            "Snoozed until 25 November 2026, 07:00.",
        ),
        (
            state(status=Status.FULFILLED, reason=Reason(Code.DONE)),
            "Kept: you said it is done.",
        ),
        (
            state(status=Status.DROPPED, reason=Reason.of(Code.NEWER_MEETING, on="2026-11-20")),
            "Ended: a newer meeting on 20 November 2026 has taken its place.",
        ),
    ],
)
def test_why_ends_with_where_it_stands(of: Any, now: str) -> None:
    assert notes(of)[-1] == now


def test_why_asks_the_open_question() -> None:
    asked = state(question=evidence(Grade.E4, Code.CC_ONLY))
    assert notes(asked)[-1].endswith(f"`mailfollow yes {ID}` or `mailfollow no {ID}`.")


def test_what_was_promised_is_told_as_the_user_wrote_it() -> None:
    lines = notes(state(commitment(kind=Kind.SEND, opens=None)))
    assert "18 Nov 2026  promised: send: slajdy z wykładu" in lines
    assert "18 Nov 2026  time: until the end of 20 November 2026; late" not in lines


def test_a_refused_mail_does_not_count() -> None:
    seen, other = evidence(), evidence(message="m2@example.org", subject="Inne")
    for_ever = word(Verb.NO, seen.message), word(Verb.REOPEN)
    for said in for_ever:
        lines = notes(evidence=[seen], words=[said])
        assert any("“Nasza rozmowa”: does not count, by your word –" in line for line in lines)
    assert any("“Inne”: counts" in line for line in notes(evidence=[other], words=for_ever[:1]))


def test_a_mail_seen_after_a_reopen_counts() -> None:
    before = word(Verb.REOPEN, at=evidence().seen_at - timedelta(seconds=1))
    alien = word(Verb.REOPEN, commitment="max-mueller.send.2026-11-18")
    for said in (before, alien, word(Verb.YES, evidence().message)):
        assert any("rozmowa”: counts" in n for n in notes(evidence=[evidence()], words=[said]))


def test_a_mail_that_came_back_does_not_count_unless_it_keeps_the_promise_all_the_same() -> None:
    seen = evidence()
    came_back = arrival(Arrival.BOUNCE, about=seen.message)
    told = {"evidence": [seen], "arrivals": [came_back]}
    assert any("does not count, it came back – to" in line for line in notes(**told))
    kept = state(status=Status.FULFILLED, evidence=seen, reason=seen.reason)
    assert any("“Nasza rozmowa”: counts" in line for line in notes(kept, **told))
    delayed = arrival(Arrival.DELAYED, about=seen.message)
    lines = notes(evidence=[seen], arrivals=[delayed])
    assert any("“Nasza rozmowa”: counts" in line for line in lines)


JANA = {"who": "jana-klein", "address": "jana@example.net", "commitment": "b"}


@pytest.mark.parametrize(
    ("came", "told"),
    [
        (
            arrival(Arrival.BOUNCE, commitment="b", about="m1@example.org"),
            "the mail “Nasza rozmowa” to anna@example.pl came back",
        ),
        (
            arrival(Arrival.DELAYED, commitment="b"),
            "the mail to anna@example.pl is delayed; the server is still trying",
        ),
        (
            arrival(Arrival.AWAY, until=date(2026, 12, 1), **JANA),
            "Jana Klein: out of office until 1 December 2026",
        ),
        (arrival(Arrival.AWAY, **JANA), "Jana Klein: out of office"),
        (
            arrival(Arrival.PERSONAL, about="x", **JANA),
            "an answer from Jana Klein: “Re: Nasza rozmowa”",
        ),
        (
            arrival(Arrival.PERSONAL, commitment="b"),
            "a message from Anna Kowalska: “Re: Nasza rozmowa”",
        ),
        (
            arrival(Arrival.PERSONAL, commitment="b", who="?", subject=""),
            "a message from anna@example.pl",
        ),
    ],
)
def test_what_came_in_is_noted_with_its_day(came: Any, told: str) -> None:
    of = state(commitment(kind=Kind.CALL_BACK, id="b"))
    lines = notes(of, evidence=[evidence()], arrivals=[came])
    assert f"20 Nov 2026, 16:10  {told}" in lines
    for language in Language:
        more = notes(of, language, arrivals=[came, arrival(Arrival.OTHER, commitment="b")])
        assert len(more) == len(notes(of, language)) + 1
        assert not re.search(r"[{}\[\]]| ,| :|\(\)", "\n".join(more))


def test_what_came_in_about_others_is_not_noted() -> None:
    assert notes(arrivals=[arrival(Arrival.AWAY, commitment="c")]) == notes()


CALLED = contact("Max Müller", phones=("+49 541 000000",), language=DE)
PASSED_ON = Circumstances(passed_on=date(2026, 11, 19))


def test_why_has_the_number_and_what_to_say() -> None:
    of = state(commitment(CALLED, Kind.CALL_BACK))
    lines = notes(of, circumstances=PASSED_ON)
    assert lines[-5:-2] == [
        "Jana Klein: no answer so far; has had the card since 19 November 2026.",
        "By phone: tel:+49541000000, by SMS: sms:+49541000000",
        "  Wie versprochen rufe ich Sie nach unserem Gespräch (na InfoShare w Gdańsku) zurück: "
        "Jana Klein hat Ihre Karte seit dem 19. November.",
    ]
    assert lines[-1].startswith("  Wenn ich Ihnen")
    unknown = notes(of)[-2:]
    assert unknown == [
        "Overdue since 21 November 2026, 07:00.",
        "By phone: tel:+49541000000, by SMS: sms:+49541000000",
    ]
    first = notes(of, circumstances=Circumstances())
    assert first[-2] == "first pass the card on; until then there is nothing to tell."


def test_why_has_a_text_where_there_is_no_address() -> None:
    owed = commitment(replace(CALLED, addresses=()), Kind.SEND)
    last = notes(state(owed), name="Ewa Zielińska")[-1]
    assert last.startswith("Ready as an SMS: “Guten Tag, mein Versprechen habe ich nicht vergessen")
    assert last.endswith(" Ewa Zielińska”")
    assert not any("tel:" in line for line in notes(state(commitment(CALLED, Kind.SEND))))


def test_why_does_not_ask_for_a_call_that_is_no_longer_owed() -> None:
    kept = state(commitment(CALLED, Kind.CALL_BACK), Status.FULFILLED, reason=Reason(Code.DONE))
    assert notes(kept, circumstances=PASSED_ON)[-1] == "Kept: you said it is done."


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("kind", [Kind.CALL_BACK, Kind.INTRODUCE])
def test_every_outcome_is_told(outcome: Outcome, kind: Kind, language: Language) -> None:
    owed = commitment(kind=kind)
    known = replace(PASSED_ON, outcome=outcome, outcome_on=date(2026, 12, 1))
    told = came(owed, known, language)
    bare = came(replace(owed, third=None, promise=None), Circumstances(outcome=outcome), language)
    if kind is Kind.INTRODUCE and outcome is Outcome.NONE:
        assert (told, bare) == ("", "")
    else:
        assert "Jana Klein" in told
        assert bare not in ("", told)
        assert not re.search(r"[{}\[\]]|  | [,.;:)]|\( |[,;:]$|\.$|^[ ,;]", f"{told}\n{bare}")


def test_the_promise_is_noted_on_the_day_it_was_given() -> None:
    later = commitment(kind=Kind.CALL_BACK, origin=date(2026, 11, 24), opens=None)
    lines = notes(state(later))
    assert "18 Nov 2026  promised: call back (about Jana Klein)" in lines


# --- plan -----------------------------------------------------------------------------------

HEARD = Heard("m1#1", NOW, Reason.of(Code.HEARD, verb=Verb.DROP, said="2 drop"))
ACTIONS = [
    (Fulfil(evidence()), f"kept: {ID}; “Nasza rozmowa”, 20 November 2026: to anna@example.pl, "),
    (
        Ask(evidence(Grade.E4, Code.SENDER_SHARED)),
        f"question: {ID}; “Nasza rozmowa”, 20 November 2026, to anna@example.pl: sent from",
    ),
    (
        Note(evidence(Grade.E5, Code.BULK)),
        f"a hint: {ID}; “Nasza rozmowa”, 20 November 2026: part of a mailing",
    ),
    (Retract(ID, "m1@example.org"), f"no longer counted: the mail held against {ID}"),
    (
        PutDraft(commitment(), MET, 1, "ewa@example.org", Circumstances(late=True)),
        "lay a draft: Anna Kowalska – write after the meeting (na InfoShare w Gdańsku); "
        "the letter says it is late",
    ),
    (
        WithdrawDraft(draft(reason=Reason(Code.FULFILLED)), "Kosz"),
        f"take a draft back: {ID}, to “Kosz”; the promise is kept already",
    ),
    (
        Heed(arrival(Arrival.BOUNCE)),
        f"noted: {ID}; the mail to anna@example.pl came back",
    ),
    (
        Restage(draft(Stage.DISCARDED, reason=Reason(Code.IN_TRASH)), Stage.GONE),
        f"the draft of {ID}: opened or on its way → deleted by you (it was moved to the trash)",
    ),
    (
        Hear((HEARD, replace(HEARD, reason=Reason.of(Code.NOT_UNDERSTOOD, said="3 hm")))),
        "heard: dropped (“2 drop”); not understood: “3 hm”",
    ),
    (
        WriteFile(PeopleFile(MET, (Entry(contact()), Entry(contact("Jan Lis"))), "x"), (HEARD,)),
        "make a people file: Anna Kowalska, Jan Lis",
    ),
    (
        Clear(Place("ewa@example.org", "Mailfollow/Done", 1, 2), "00", "Trash"),
        "move our own message from “Mailfollow/Done” to “Trash”",
    ),
    (
        PutDigest(Morning(MET, "k7f3q2", None), "ewa@example.org"),
        "send the morning mail to ewa@example.org",
    ),
]


@pytest.mark.parametrize(("done", "line"), ACTIONS)
def test_an_action_is_one_line(done: Any, line: str) -> None:
    assert action(done, EN, WARSAW).startswith(line)
    for language in Language:
        told = action(done, language, WARSAW)
        assert "\n" not in told
        assert not re.search(r"[{}\[\]]|  ", told)


@pytest.mark.parametrize("was", Stage)
@pytest.mark.parametrize("language", Language)
def test_every_stage_has_a_word(was: Stage, language: Language) -> None:
    told = {action(Restage(draft(stage), was), language, WARSAW) for stage in Stage}
    assert len(told) == len(Stage)


def test_a_draft_that_is_where_it_was_is_no_news() -> None:
    looked = Restage(draft(Stage.IN_DOUBT), Stage.IN_DOUBT)
    moved = Restage(draft(Stage.FAILED), Stage.IN_DOUBT)
    put = PutDraft(commitment(), MET, 1, "ewa@example.org")
    assert list(news([looked, moved, put])) == [moved, put]


def test_on_time_the_plan_does_not_speak_of_being_late() -> None:
    put = PutDraft(commitment(), MET, 1, "ewa@example.org")
    assert "late" not in action(put, EN, WARSAW)


def test_a_draft_to_the_third_person_says_to_whom_it_goes() -> None:
    put = PutDraft(commitment(kind=Kind.INTRODUCE), MET, 1, "ewa@example.org")
    line = action(put, EN, WARSAW)
    assert line == "lay a draft to Jana Klein: Anna Kowalska – pass the card on to Jana Klein"
    promise = replace(put.commitment.promise, joint=True)  # type: ignore[type-var]
    joint = replace(put, commitment=replace(put.commitment, promise=promise))
    assert action(joint, EN, WARSAW) == (
        "lay a draft: Anna Kowalska – introduce to Jana Klein, in one mail to both"
    )


def test_what_is_held_back() -> None:
    waiting = Reason.of(Code.ONE_WAITING, id="x.y")
    assert held(ID, waiting, EN) == (
        f"no draft: {ID}; another draft to this contact is still waiting (x.y)"
    )


# --- check ----------------------------------------------------------------------------------

ACCOUNT = Account("work", "ewa@example.org", "ewa", PasswordSource(), Imap("imap.example.org"))
FOLDERS = Folders(
    (Folder("Sent", Why.SPECIAL_USE), Folder("Gesendet", Why.NAME)), Folder("Drafts", Why.CONFIG)
)


def test_check_says_which_folder_and_why_and_what_is_missing() -> None:
    report = check(
        accounts=[(ACCOUNT, FOLDERS)],
        letters=[
            (
                contact(),
                ("Cześć, Aniu,", "cieszę się z naszego spotkania na InfoShare."),
                ("time", "bridge"),
                (hint("vocative_unknown", {"first": "Kuba"}, EN),),
            ),
            (contact("Max Müller"), ("Hallo,",), (), ()),
            (contact("Jana Klein"), (), (), ()),
        ],
        language=EN,
    )
    assert report == (
        "The configuration is fine.\n\n"
        "work <ewa@example.org>\n"
        "  Logged in.\n"
        "  Sent: “Sent” – the server marks it so\n"
        "  Sent: “Gesendet” – known by its name\n"
        "  Drafts: “Drafts” – set in config.toml\n"
        "  Trash: none; a draft no longer needed is left lying\n\n"
        "Anna Kowalska\n"
        "  Cześć, Aniu,\n"
        "  cieszę się z naszego spotkania na InfoShare.\n"
        "  Missing: the time (the meeting was more than 60 days ago); the bridge "
        "(bridge_meet, bridge_news, bridge_ask or bridge_advice).\n"
        "  Hint: Kuba: the Polish form of address is not known; `greeting` sets it\n\n"
        "Max Müller\n"
        "  Hallo,\n"
        "  All three are there: time, something personal, a bridge.\n\n"
        "Jana Klein\n"
        "  No follow-up is owed here, so there is no letter.\n"
    )


@pytest.mark.parametrize("language", Language)
def test_check_tells_what_did_not_work_and_goes_on(language: Language) -> None:
    trash = Folders(FOLDERS.sent, FOLDERS.drafts, Folder("Kosz", Why.SPECIAL_USE))
    report = check(
        accounts=[(ACCOUNT, MailfollowError("Wrong password.")), (ACCOUNT, trash)],
        letters=[
            (contact(), MailfollowError("The template does not work."), (), ()),
            (contact("Max Müller"), ("Hallo,",), ("personalisation",), ()),
        ],
        language=language,
        problems=[Problem("people/a.toml", 3, "no surname", who="Anna")],
    )
    for said in ("Wrong password.", "template", "people/a.toml:3", "Kosz", "talked_about"):
        assert said in report
    assert not re.search(r"[{}\[\]]|  \w+:  ", report)


# --- preview --------------------------------------------------------------------------------


def letter(**headers: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        message[name] = value
    message.set_content("Cześć, Aniu,\n\ncieszę się z naszego spotkania.\n\nEwa\n")
    return bytes(message)


def test_preview_shows_the_message_as_it_will_lie_in_drafts() -> None:
    raw = letter(
        From="Ewa Zielińska <ewa@example.org>",
        To="Anna Kowalska <anna@example.pl>",
        Subject="Nasza rozmowa o trasach rowerowych w Bieszczadach",
        Date="Sat, 21 Nov 2026 06:00:04 +0000",
    )
    assert preview(raw, PL, WARSAW) == (
        "Od: Ewa Zielińska <ewa@example.org>\n"
        "Do: Anna Kowalska <anna@example.pl>\n"
        "Temat: Nasza rozmowa o trasach rowerowych w Bieszczadach\n"
        "Data: 21 listopada 2026, 07:00\n\n"
        "Cześć, Aniu,\n\ncieszę się z naszego spotkania.\n\nEwa\n"
    )


def test_preview_of_a_letter_with_a_gap_goes_to_nobody_yet() -> None:
    assert preview(letter(From="e@example.org", Subject="x"), DE, WARSAW).splitlines()[:2] == [
        "Von: e@example.org",
        "An: noch niemand – zuerst die ✎-Zeile",
    ]
