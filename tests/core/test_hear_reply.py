"""Answers to Thursday's morning mail: 1 is Anna's follow-up, 2 Max's introduction, 3 a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from mailfollow.core.hear import reply
from mailfollow.core.model import (
    Body,
    Code,
    Digest,
    DigestTime,
    Grade,
    Hear,
    Mailbox,
    Mailed,
    People,
    Plan,
    PutDigest,
    SentMessage,
    Status,
    Verb,
    Word,
    World,
    WriteFile,
)
from mailfollow.core.plan import plan
from mailfollow.mail import body
from tests.core.given import (
    ANNA,
    FOLLOW_UP,
    INTRODUCTION,
    JANA,
    MAX,
    ME,
    WORK,
    at,
    draft,
    evidence,
    introduction,
    known,
    lying,
    mail,
    meeting,
    view,
    word,
    world,
)

EWA = Mailbox("Ewa", WORK)
EVE = Mailbox("Eve", "eve@example.net")
ANSWERED, NOW = "2026-11-19 08:00", "2026-11-19 08:05"
GIVEN = People((ANNA, MAX, JANA), (meeting(),), (introduction(),))
DIGEST = Digest(
    day=date(2026, 11, 19),
    message_id="morning-1@example.org",
    code="abc234",
    stage=Mailed.SENT,
    laid_at=at("2026-11-19 07:30"),
    since=at("2026-11-19 07:30"),
    account=WORK,
    numbers=(FOLLOW_UP, INTRODUCTION, FOLLOW_UP),
    questions=("", "", "question@x"),
)
ASKED = evidence(Grade.E4, message="question@x")


def answer(text: str, when: str = ANSWERED, **more: Any) -> SentMessage:
    """A mail to oneself that answers the morning mail."""
    given = {
        "in_reply_to": (DIGEST.message_id,),
        "message_id": "answer@example.org",
        "to": (EWA,),
        **more,
    }
    message: SentMessage = mail(when=when, text=text, **given)
    return message


def given(*said: SentMessage, now: str = NOW, **more: Any) -> World:
    more.setdefault("digests", [DIGEST])
    more.setdefault("given", GIVEN)
    return world(now, more.pop("given"), views=[view(now, said=said)], **more)


def words(found: Plan) -> list[tuple[str, Verb, str]]:
    return [
        (w.commitment.partition(".")[0], w.verb, w.arg)
        for a in found.actions
        if isinstance(a, Hear)
        for w in a.words
    ]


def codes(found: Plan) -> list[Code]:
    return [h.reason.code for a in found.actions if isinstance(a, Hear) for h in a.heard]


def heard(text: str, **more: Any) -> tuple[list[tuple[str, Verb, str]], list[Code]]:
    found = plan(given(answer(text), **more))
    return words(found), codes(found)


ANNA_DONE = [("anna-kowalska", Verb.DONE, "")]


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        ("1 done", ANNA_DONE, [Code.HEARD]),
        ("1 done, 2 fri", [*ANNA_DONE, ("max-mueller", Verb.SNOOZE, "2026-11-20")],
         [Code.HEARD] * 2),
        ("1, 2 drop", [("anna-kowalska", Verb.DROP, ""), ("max-mueller", Verb.DROP, "")],
         [Code.HEARD] * 2),
        ("1 maybe", [], [Code.NOT_UNDERSTOOD]),
        ("Thanks!\nSee you", [], [Code.NOT_UNDERSTOOD]),
        ("", [], []),
        ("0 done", [], [Code.NO_SUCH_NUMBER]),
        ("4 done", [], [Code.NO_SUCH_NUMBER]),
        ("001 done", ANNA_DONE, [Code.HEARD]),
        ("999999 done", [], [Code.NOT_UNDERSTOOD]),
        ("3 yes", [("anna-kowalska", Verb.YES, "question@x")], [Code.HEARD]),
        ("3 no", [("anna-kowalska", Verb.NO, "question@x")], [Code.HEARD]),
        ("1 yes", [], [Code.NO_QUESTION]),  # that line asked nothing
        ("2 yes", [("max-mueller", Verb.OUTCOME, "yes")], [Code.HEARD]),  # she wants to meet
        ("2 nein", [("max-mueller", Verb.OUTCOME, "no")], [Code.HEARD]),
        ("resume", [("", Verb.RESUME, "")], [Code.HEARD]),
        ("1 reopen", [], [Code.OPEN_ALREADY]),
        # One at a time, as they were written.
        ("1 done, 1 drop", ANNA_DONE, [Code.HEARD, Code.OVER_ALREADY]),
        ("1 drop\n1 reopen\n1 done", [("anna-kowalska", Verb.DROP, ""),
         ("anna-kowalska", Verb.REOPEN, ""), *ANNA_DONE], [Code.HEARD] * 3),
        ("3 yes, 1 done", [("anna-kowalska", Verb.YES, "question@x")],
         [Code.HEARD, Code.OVER_ALREADY]),
        ("3 no, 3 yes", [("anna-kowalska", Verb.NO, "question@x")],
         [Code.HEARD, Code.NO_QUESTION]),
    ],
)  # fmt: skip
def test_what_an_answer_says(text: str, said: list[Any], told: list[Code]) -> None:
    assert heard(text, evidence=[ASKED]) == (said, told)


def test_a_question_that_is_gone_is_not_answered() -> None:
    assert heard("3 yes") == ([], [Code.NO_QUESTION])


def test_a_long_line_is_told_in_part() -> None:
    (hear,) = [a for a in plan(given(answer("1 " + "x" * 500))).actions if isinstance(a, Hear)]
    assert len(dict(hear.heard[0].reason.facts)["said"]) == 120


# --- who may say it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forged",
    [
        {"sender": (EVE,)},
        {"sender": (EWA, EVE)},
        {"sender": ()},
        {"to": (EVE,)},
        {"to": (EWA, EVE)},
        {"cc": (EVE,)},
        {"bcc": (EVE,)},
        {"to": ()},
        {"came_by_mail": True},  # a filter may have filed it there
        {"auto": True},
        {"bulk": True},
        {"in_reply_to": (), "subject": "Re: lunch"},
        {"in_reply_to": ("other@example.org",)},
        {"in_reply_to": (), "subject": "Re: 1 overdue [abc235]"},
        {"in_reply_to": (), "subject": "[abc234] is the code"},
        {"message_id": DIGEST.message_id},  # the morning mail itself, filed by the server
    ],
)
def test_nobody_else_can_say_it(forged: dict[str, Any]) -> None:
    assert words(plan(given(answer("1 done", **forged)))) == []


@pytest.mark.parametrize(
    "tied",
    [
        {},
        {"in_reply_to": (), "references": ("x@example.org", DIGEST.message_id)},
        {"in_reply_to": (), "subject": "Re: 1 overdue [abc234]"},
        {"sender": (Mailbox("", "biuro@example.org"),), "to": (Mailbox("", "EWA+x@Example.org"),)},
        {"to": (), "bcc": (EWA,)},
    ],
)
def test_however_it_is_tied_and_from_whichever_own_address(tied: dict[str, Any]) -> None:
    assert words(plan(given(answer("1 done", **tied)))) == ANNA_DONE


def test_from_an_address_that_is_shared_it_says_nothing() -> None:
    """Colleagues write from it, too."""
    shared = replace(ME, shared=("biuro@example.org",))
    asked = given(answer("1 done", sender=(Mailbox("", "biuro@example.org"),)))
    assert words(plan(replace(asked, me=shared))) == []


def test_the_headers_are_enough_to_choose_the_bodies() -> None:
    letters = (answer("", uid=1), answer("", uid=2, to=(EVE,)), answer("", uid=3, sender=()))
    assert reply.choose(letters, ME) == {1, 3}


# --- once -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["answer@example.org", "a#0@example.org", None])
def test_it_is_applied_once(key: str | None) -> None:
    """In however many mailboxes it lies, and for how long."""
    mine = answer("1 tried, 2 done", message_id=key)
    found = plan(given(mine, mine))
    assert len(words(found)) == 2
    told = [h for a in found.actions if isinstance(a, Hear) for h in a.heard]
    assert len({h.source for h in told}) == 2
    assert codes(plan(given(mine, heard=told))) == []


def test_sent_twice_it_is_told_once_more() -> None:
    found = plan(given(answer("1 done"), answer("1 done", message_id="again@example.org")))
    assert (words(found), codes(found)) == (ANNA_DONE, [Code.HEARD, Code.OVER_ALREADY])


@pytest.mark.parametrize(("days", "said"), [(14, ANNA_DONE), (15, [])])
def test_what_was_written_long_before_is_no_news(days: int, said: list[Any]) -> None:
    """Sent is read anew after a UIDVALIDITY change; the ledger may have been lost before."""
    moment = at(ANSWERED) + timedelta(days=days)
    now = moment.astimezone(ME.timezone).strftime("%Y-%m-%d %H:%M")
    assert words(plan(given(answer("1 done"), now=now))) == said


def test_an_answer_to_the_mail_of_yesterday_means_its_numbers() -> None:
    today = replace(
        DIGEST,
        day=date(2026, 11, 20),
        message_id="morning-2@example.org",
        code="xyz234",
        numbers=(INTRODUCTION,),
        questions=("",),
        laid_at=at("2026-11-20 07:30"),
    )
    late = answer("1 done", "2026-11-20 08:00")
    assert words(plan(given(late, now="2026-11-20 08:05", digests=[DIGEST, today]))) == ANNA_DONE


# --- when it was said -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("2026-11-19 08:00", "2026-11-19 08:00"),
        ("2026-11-19 07:00", "2026-11-19 07:30"),  # the server's clock is behind
        ("2026-11-21 08:00", NOW),  # or before its time
    ],
)
def test_no_answer_is_older_than_what_it_answers(sent: str, said: str) -> None:
    (hear,) = [a for a in plan(given(answer("1 fri", sent))).actions if isinstance(a, Hear)]
    assert [(w.at, w.arg) for w in hear.words] == [(at(said), "2026-11-20")]


@pytest.mark.parametrize("sent", ["2026-11-19 08:00", "2026-11-19 07:00"])
def test_reopen_refuses_all_that_the_morning_mail_told(sent: str) -> None:
    ticked = evidence(seen_at=DIGEST.laid_at)
    found = plan(given(answer("1 reopen", sent), evidence=[ticked]))
    assert found.states[0].status is Status.OVERDUE


def test_off_for_three_days() -> None:
    """Written on Thursday: a day that has passed by then puts nothing off."""
    found = plan(given(answer("1 fri, 2 mon"), now="2026-11-22 12:00"))
    assert [arg for _, _, arg in words(found)] == ["2026-11-20", "2026-11-23"]
    assert [s.snoozed_until is None for s in found.states[:2]] == [True, False]


def test_what_the_user_said_later_by_command_stays_said() -> None:
    """The daemon was off while both were said."""
    reopened = [word(Verb.DROP, "2026-11-19 07:45"), word(Verb.REOPEN, "2026-11-19 08:03")]
    found = plan(given(answer("1 done"), words=reopened))
    assert found.states[0].status is Status.OVERDUE


# --- an entry that vanished -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("2026-11-19 07:56", Code.HEARD),  # a file that is being saved
        (None, Code.HEARD),  # or is broken
        ("2026-11-19 07:55", Code.ENTRY_REMOVED),
    ],
)
def test_an_entry_that_is_missing_may_be_back_at_once(missing: str | None, told: Code) -> None:
    """The word is kept for it."""
    before = known(missing_since=at(missing) if missing else None)
    without = replace(GIVEN, meetings=())
    found = heard("1 done, 1 yes, 2 done", known={before.id: before}, given=without)
    said = ANNA_DONE if told is Code.HEARD else []
    no = Code.NO_QUESTION
    assert found == ([*said, ("max-mueller", Verb.DONE, "")], [told, no, Code.HEARD])


def test_an_entry_that_nothing_remembers_is_told() -> None:
    assert heard("1 done", given=replace(GIVEN, meetings=())) == ([], [Code.ENTRY_REMOVED])


# --- notes to oneself -----------------------------------------------------------------------


def note(subject: str = "met Rosa Nowak @ InfoShare", **more: Any) -> SentMessage:
    return answer("rosa@example.net", subject=subject, **{"in_reply_to": (), **more})


def test_a_note_makes_one_file() -> None:
    found = plan(given(note(), note()))
    (write,) = [a for a in found.actions if isinstance(a, WriteFile)]
    assert [h.reason.code for h in write.heard] == [Code.NOTED]
    again = plan(given(note(), heard=write.heard))
    assert not any(isinstance(a, (WriteFile, Hear)) for a in again.actions)


@pytest.mark.parametrize(
    "forged", [{"sender": (EVE,)}, {"to": (EVE,)}, {"came_by_mail": True}, {"auto": True}]
)
def test_a_forged_note_makes_none(forged: dict[str, Any]) -> None:
    found = plan(given(note(**forged)))
    assert not any(isinstance(a, (WriteFile, Hear)) for a in found.actions)


def test_a_mail_to_oneself_about_something_else_says_nothing() -> None:
    found = plan(given(note("shopping")))
    assert not any(isinstance(a, (WriteFile, Hear)) for a in found.actions)


def test_a_file_made_in_the_sweep_of_the_morning_mail_is_told_by_it() -> None:
    """Its moment is that of the mail: the next one would not tell it."""
    asked = given(note(), digests=[], digest=DigestTime(time(7, 30)), drafts=[draft()])
    seen = view(NOW, said=(note(),), drafts=[lying()])
    found = plan(replace(asked, views={WORK: seen}))
    (mailed,) = [a for a in found.actions if isinstance(a, PutDigest)]
    assert [h.reason.code for h in mailed.morning.heard] == [Code.NOTED]


def test_an_answer_is_no_note_and_a_pause_does_not_end_by_a_note() -> None:
    found = plan(given(answer("1 done", subject="Re: met Rosa Nowak @ InfoShare")))
    assert (words(found), [a for a in found.actions if isinstance(a, WriteFile)]) == (ANNA_DONE, [])
    assert words(plan(given(note("resume")))) == []


# --- as phones send it ----------------------------------------------------------------------

QUOTE = "1 Anna Kowalska – write\n2 Max – introduce\n1 drop\n2 done"
PHONES = {
    "ios": "1 done\n\nSent from my iPhone\n\n> On 19 Nov 2026, at 07:30, mailfollow "
    "<ewa@example.org> wrote:\n> \n> 2 done\n> 1 drop\n",
    "ios de": "1 done\n\nVon meinem iPhone gesendet\n\n> Am 19.11.2026 um 07:30 schrieb mailfollow "
    "<ewa@example.org>:\n> \n> 2 done\n",
    "gmail": "1 done\n\nczw., 19 lis 2026, 07:30 użytkownik mailfollow <ewa@example.org> napisał:\n"
    "\n> 2 done\n> 1 drop\n",
    "outlook": "1 done\n\nGet Outlook for iOS<https://aka.ms/x>\n________________________________\n"
    f"From: mailfollow <ewa@example.org>\nSent: Thursday, 19 November 2026 07:30\n"
    f"To: ewa@example.org\nSubject: 1 overdue [abc234]\n\n{QUOTE}\n",
    "outlook pl": "1 done\n\nWysłane z programu Outlook dla systemu Android\n"
    "________________________________\nOd: mailfollow <ewa@example.org>\nWysłane: czwartek, "
    f"19 listopada 2026 07:30\nDo: ewa@example.org\nTemat: 1 [abc234]\n\n{QUOTE}\n",
    "samsung": "1 done\n\n\nGesendet mit der Samsung Mail App\n\n-------- Ursprüngliche Nachricht "
    f"--------\nVon: mailfollow\nDatum: 19.11.26 07:30\n\n{QUOTE}\n",
    "below": "> 2 done\n> 1 drop\n\n1 done\n",
    "signed": "1 done\n\n-- \nEwa Zielińska\n2 done street\n",
}  # fmt: skip
HTML = {
    "gmail": '<div dir="auto">1 done</div><br><div class="gmail_quote"><div dir="ltr">On Thu, 19 '
    'Nov 2026, 07:30 mailfollow, &lt;<a href="mailto:ewa@example.org">ewa@example.org</a>&gt; '
    "wrote:<br></div><blockquote><p>2 done</p><p>1 drop</p></blockquote></div>",
    "ios": '<body dir="auto">1 done<br><br><div dir="ltr">Sent from my iPhone</div>'
    '<div dir="ltr"><br><blockquote type="cite">On 19 Nov 2026, at 07:30, mailfollow wrote:<br>'
    "<br></blockquote></div><blockquote type=cite><div>2 done</div></blockquote></body>",
}


@pytest.mark.parametrize(
    ("kind", "text"),
    [("plain", text) for text in PHONES.values()] + [("html", text) for text in HTML.values()],
    ids=[*PHONES, *(f"html {name}" for name in HTML)],
)
def test_the_quote_answers_nothing(kind: str, text: str) -> None:
    raw = f"Content-Type: text/{kind}; charset=utf-8\n\n{text}".encode()
    found = plan(given(answer("", body=body.read(raw))))
    assert words(found) == ANNA_DONE


def test_what_cannot_be_read_says_nothing() -> None:
    found = plan(given(answer("", body=Body(encrypted=True)), answer("", uid=2, body=None)))
    assert codes(found) == []


def test_a_resume_is_a_word_about_nothing() -> None:
    (hear,) = [a for a in plan(given(answer("Wznów!"))).actions if isinstance(a, Hear)]
    assert hear.words == (Word(at(ANSWERED), "", Verb.RESUME, ""),)
