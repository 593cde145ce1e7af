"""What the user says by mail, and what the user is told: folders, answers, notes, morning mails.

The whole program against Dovecot, at moments of the test's choosing.
"""

from __future__ import annotations

import email
import json
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from aiosmtpd.smtp import AuthResult

from mailfollow.ledger import Ledger
from tests.dovecot import MailUser
from tests.post import Post
from tests.program import Program, at_warsaw

PEOPLE = """
on = 2020-11-16
at = "at DevConf in Brno"

[[contacts]]
name  = "Anna Kowalska"
email = "anna@example.pl"
talked_about = "about flaky tests"

[[contacts]]
name  = "Max Müller"
email = "max@example.com"
talked_about = "about soil"
"""
ANNA = "anna-kowalska.follow_up.2020-11-16"
MAX = "max-mueller.follow_up.2020-11-16"
VERBS = "[verbs]\nfolders = true\n"
THURSDAY = "2020-11-19 08:00"


class Everybody(Post):
    """Takes mail in from everybody."""

    @staticmethod
    def _knows(*said: object) -> AuthResult:
        return AuthResult(success=True)


@pytest.fixture(scope="module")
def office() -> Iterator[Post]:
    post = Everybody().start()
    yield post
    post.stop()


@pytest.fixture
def post(office: Post) -> Post:
    office.delivered.clear()
    return office


@pytest.fixture
def program(tmp_path: Path, user: MailUser, post: Post) -> Program:
    program = Program(tmp_path, work=user)
    smtp = f'smtp = {{ host = "127.0.0.1", port = {post.port}, tls = "none" }}\n'
    program.use(work=user, extra=VERBS, digest='at = "07:30"')
    with program.config.open("a", encoding="utf-8") as config:
        config.write(smtp)  # of the last section, the account
    program.people(PEOPLE)
    return program


def sweep(program: Program, now: str) -> str:
    done = program.here("run", "--once", now=now)
    assert done.exit_code == 0, done.output
    return done.stdout


def status(program: Program, id: str, now: str) -> dict[str, Any]:
    found = json.loads(program.here("status", "--json", now=now).stdout)["commitments"]
    return next(c for c in found if c["id"] == id)


def _append(user: MailUser, folder: str, raw: str) -> None:
    user.append(folder, raw, at=at_warsaw("2020-11-19 08:30"))


def morning(post: Post, n: int = -1) -> EmailMessage:
    """One of the morning mails, the newest unless told."""
    raw = post.delivered[n].raw
    found = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def told(post: Post, n: int = -1) -> str:
    text = morning(post, n).get_body(("plain",))
    assert text is not None
    return " ".join(text.get_content().split())


def draft_of(user: MailUser, name: str) -> int:
    """The UID of the draft to somebody."""
    return next(m.uid for m in user.messages("Drafts") if f"To: {name}".encode() in m.raw)


def folders(program: Program, user: MailUser) -> None:
    assert program.here("check", "--create-folders", now=THURSDAY).exit_code == 0
    sweep(program, THURSDAY)


# --- folders as verbs -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "folder", "stands", "until"),
    [
        ("move", "Done", "fulfilled", None),
        ("copy", "Snooze 1 week", "upcoming", "2020-11-26T00:00:00+01:00"),
    ],
)
def test_a_draft_in_a_verb_folder_is_the_word_of_the_user(
    program: Program, user: MailUser, by: str, folder: str, stands: str, until: str | None
) -> None:
    """Obeyed at once; ten seconds later our own untouched message goes to Trash, from both."""
    folders(program, user)
    verb = f"Mailfollow/{folder}"
    getattr(user, by)("Drafts", draft_of(user, "Anna"), verb)
    sweep(program, "2020-11-19 09:00")
    found = status(program, ANNA, "2020-11-19 09:00")
    assert (found["status"], found["snoozed_until"]) == (stands, until)
    assert len(user.messages(verb)) == 1  # a client may still be busy with it
    for moment in ("09:00:11", "09:00:12", "09:30"):
        sweep(program, f"2020-11-19 {moment}")
    assert user.messages(verb) == []
    assert len(user.messages("Trash")) == (2 if by == "copy" else 1)
    assert [m.raw for m in user.messages("Drafts") if b"Anna" in m.raw] == []
    assert status(program, ANNA, "2020-11-19 09:30")["status"] == stands


def test_what_the_user_has_edited_is_obeyed_and_stays(program: Program, user: MailUser) -> None:
    folders(program, user)
    uid = draft_of(user, "Anna")
    raw = next(m.raw for m in user.messages("Drafts") if m.uid == uid)
    _append(user, "Mailfollow/Done", raw.replace(b"Hi Anna,", b"Dear Anna,").decode("ascii"))
    user.expunge("Drafts", uid)
    for moment in ("09:00", "10:00"):
        sweep(program, f"2020-11-19 {moment}")
    assert status(program, ANNA, "2020-11-19 10:00")["status"] == "fulfilled"
    assert b"Dear Anna," in user.messages("Mailfollow/Done")[0].raw
    assert user.messages("Trash") == []


def program_words(program: Program) -> list[str]:
    ledger = Ledger.read(program.state)
    try:
        return [str(word.verb) for word in ledger.recall().words]
    finally:
        ledger.close()


def test_what_is_not_ours_stays_and_is_told_once(
    program: Program, user: MailUser, post: Post
) -> None:
    """Even with our token and the user in From: a filter moved there what somebody had sent."""
    folders(program, user)
    raw = user.messages("Drafts")[0].raw.decode("ascii")
    forged = raw.replace("Subject: ", "Subject: Forged ", 1)
    _append(user, "Mailfollow/Done", f"Return-Path: <eve@example.net>\n{forged}")
    sweep(program, "2020-11-19 09:00")
    sweep(program, "2020-11-20 08:00")
    sweep(program, "2020-11-23 08:00")
    assert "in “Mailfollow/Done” is no draft of ours" in told(post, -2)
    assert "Forged" not in told(post, -1)
    assert len(user.messages("Mailfollow/Done")) == 1
    assert program_words(program) == []


FROM_THERE = """From: Rosa Nowak <rosa@example.net>
To: Ewa <{me}>
Subject: Your offer
Message-ID: <offer-1@example.net>

When can we have it?
"""


def test_a_mail_that_is_followed_up(program: Program, user: MailUser) -> None:
    """A contact and a promise come of it; the draft answers that mail; the mail stays."""
    folders(program, user)
    _append(user, "Mailfollow/Follow up", FROM_THERE.format(me=user.user))
    sweep(program, "2020-11-19 09:00")
    made = (program.base / "people" / "2020-11-19-rosa-nowak.toml").read_text("utf-8")
    assert 'thread = "offer-1@example.net"' in made
    sweep(program, "2020-11-19 09:01")
    rosa = "rosa-nowak.follow_up.2020-11-19"
    assert status(program, rosa, "2020-11-19 09:01")["status"] == "upcoming"
    sweep(program, "2020-11-22 08:00")
    raw = next(m.raw for m in user.messages("Drafts") if b"In-Reply-To" in m.raw)
    assert b"In-Reply-To: <offer-1@example.net>" in raw
    assert b"Subject: Re: Your offer" in raw
    assert len(user.messages("Mailfollow/Follow up")) == 1
    assert len(list((program.base / "people").glob("*rosa*"))) == 1
    answer = f"From: {user.user}\nTo: rosa@example.net\nSubject: Re: Your offer\n"
    _append(user, "Sent", f"{answer}In-Reply-To: <offer-1@example.net>\n\nOn Monday.\n")
    sweep(program, "2020-11-22 09:00")
    proof = status(program, rosa, "2020-11-22 09:00")["evidence"]
    assert proof["grade"] == "E2"


# --- the morning mail -----------------------------------------------------------------------


def test_a_morning_mail(program: Program, user: MailUser, post: Post) -> None:
    sweep(program, THURSDAY)
    mail = morning(post)
    assert mail["To"] == user.user
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "2 overdue" in mail["Subject"]
    assert "1 Anna Kowalska" in told(post)
    assert "draft waits in “Drafts”" in told(post)
    assert post.delivered[-1].recipients == (user.user,)


def test_at_most_one_on_a_working_day(program: Program, user: MailUser, post: Post) -> None:
    for day, moments in (("19", ("07:29", "07:30", "07:31", "23:59")), ("21", ("08:00",))):
        for moment in moments:
            sweep(program, f"2020-11-{day} {moment}")
    assert len(post.delivered) == 1


def test_nothing_owed_and_nothing_new_no_mail(program: Program, user: MailUser, post: Post) -> None:
    """And what happens later that day waits for the next morning."""
    program.people("")
    sweep(program, THURSDAY)
    program.people(PEOPLE)
    sweep(program, "2020-11-19 12:00")
    assert post.delivered == []
    sweep(program, "2020-11-20 07:30")
    assert "Anna Kowalska" in told(post)


# --- answers --------------------------------------------------------------------------------


def reply(post: Post, user: MailUser, text: str, **headers: str) -> None:
    """An answer to the newest morning mail, as a phone sends it."""
    mail = morning(post)
    given = {
        "From": user.user,
        "To": user.user,
        "Subject": f"Re: {mail['Subject']}",
        "In-Reply-To": mail["Message-ID"],
        **headers,
    }
    head = "".join(f"{name}: {value}\n" for name, value in given.items() if value)
    quote = "\n\nOn 19 Nov 2020, at 08:00, mailfollow wrote:\n\n> 1 done\n> 2 drop\n"
    _append(user, given.get("X-Folder", "Sent"), f"{head}\n{text}{quote}")


def test_an_answer_is_applied_once_and_echoed(program: Program, user: MailUser, post: Post) -> None:
    sweep(program, THURSDAY)
    reply(post, user, "1 done, 2 fri, 7 done, 1 maybe")
    for moment in ("2020-11-19 09:00", "2020-11-19 09:01", "2020-11-19 10:00"):
        sweep(program, moment)
    assert status(program, ANNA, "2020-11-19 10:00")["status"] == "fulfilled"
    assert status(program, MAX, "2020-11-19 10:00")["snoozed_until"] == "2020-11-20T00:00:00+01:00"
    assert program_words(program) == ["done", "snooze"]
    sweep(program, "2020-11-20 08:00")
    echo = told(post)
    assert "(“1 done”)" in echo
    assert "not understood: “1 maybe”" in echo
    assert "“7 done”: no line has that number" in echo
    sweep(program, "2020-11-23 08:00")
    assert "(“1 done”)" not in told(post)


def test_what_came_by_mail_changes_nothing(program: Program, user: MailUser, post: Post) -> None:
    """Anybody can write that: an answer and a note in INBOX, and both filed in Sent."""
    sweep(program, THURSDAY)
    for folder, header in (("INBOX", ""), ("Sent", "Return-Path")):
        came = {header: "<eve@example.net>"} if header else {}
        reply(post, user, "1 done, 2 drop", **{"X-Folder": folder, **came})
        note(user, "met Eve Mallory @ nowhere", "eve@example.net", folder, **came)
    sweep(program, "2020-11-19 09:00")
    assert program_words(program) == []
    assert [p.name for p in (program.base / "people").iterdir()] == ["people.toml"]


def test_a_contact_renamed_between_the_mail_and_its_answer(
    program: Program, user: MailUser, post: Post
) -> None:
    sweep(program, THURSDAY)
    program.people(PEOPLE.replace("Anna Kowalska", "Anna Nowak"))
    sweep(program, "2020-11-19 08:10")
    reply(post, user, "1 done")
    sweep(program, "2020-11-19 09:00")
    renamed = ANNA.replace("kowalska", "nowak")
    assert status(program, renamed, "2020-11-19 09:00")["status"] == "fulfilled"


def test_the_links_of_a_line_are_answers(program: Program, user: MailUser, post: Post) -> None:
    """One tap, send: each prefilled mail is understood."""
    sweep(program, THURSDAY)
    html = morning(post).get_body(("html",))
    assert html is not None
    links = re.findall(r'href="(mailto:[^"]+)"', html.get_content())
    done = urlsplit(unescape(links[0]))
    asked = parse_qs(done.query)
    assert unquote(done.path) == user.user
    _append(
        user,
        "Sent",
        f"From: {user.user}\nTo: {unquote(done.path)}\nSubject: {asked['subject'][0]}\n\n"
        f"{asked['body'][0]}\n",
    )
    sweep(program, "2020-11-19 09:00")
    assert program_words(program) == ["done"]


def test_a_tick_is_told_with_its_proof_and_taken_back_by_an_answer(
    program: Program, user: MailUser, post: Post
) -> None:
    sweep(program, "2020-11-19 07:00")
    letter = f"From: {user.user}\nTo: anna@example.pl\nSubject: Coffee\n\nHi Anna, coffee?\n"
    user.append("Sent", letter, at=at_warsaw("2020-11-19 07:10"))
    sweep(program, THURSDAY)
    assert status(program, ANNA, THURSDAY)["status"] == "fulfilled"
    kept = re.search(r"Ticked off ─+ (\d+) Anna Kowalska .*? ✓ “Coffee”", told(post))
    assert kept, told(post)
    reply(post, user, f"{kept[1]} reopen")
    sweep(program, "2020-11-19 09:00")
    assert status(program, ANNA, "2020-11-19 09:00")["status"] == "overdue"


def test_a_pause_is_ended_by_an_answer(program: Program, user: MailUser, post: Post) -> None:
    for n in range(4):
        _append(user, "Sent", f"From: {user.user}\nTo: x{n}@example.net\nSubject: {n}\n\n{n}\n")
    sweep(program, "2020-11-18 12:00")
    for uid in user.uids("Sent"):
        user.expunge("Sent", uid)
    sweep(program, "2020-11-19 06:00")
    sweep(program, THURSDAY)
    _append(user, "Sent", "From: a@example.net\nTo: b@example.net\n\nx\n")
    sweep(program, "2020-11-19 08:01")
    assert user.messages("Drafts") == []
    reply(post, user, "resume")
    for minute in ("09:00", "09:01", "09:02"):
        sweep(program, f"2020-11-19 {minute}")
    assert len(user.messages("Drafts")) == 2


# --- notes to oneself -----------------------------------------------------------------------


def note(
    user: MailUser, subject: str, text: str = "", folder: str = "Sent", **headers: str
) -> None:
    head = "".join(f"{name}: {value}\n" for name, value in headers.items())
    _append(
        user,
        folder,
        f"{head}From: {user.user}\nTo: {user.user}\nSubject: {subject}\n"
        f"Message-ID: <note-{abs(hash(subject))}@example.org>\n\n{text}\n",
    )


def test_a_note_to_oneself_becomes_a_people_file(
    program: Program, user: MailUser, post: Post
) -> None:
    note(user, "met Rosa Nowak @ InfoShare", "rosa@example.net\nwants the soil report")
    sweep(program, THURSDAY)
    sweep(program, "2020-11-19 09:00")
    files = [p.name for p in (program.base / "people").iterdir()]
    made = next(p for p in (program.base / "people").iterdir() if "rosa" in p.name)
    assert sorted(files) == [made.name, "people.toml"]
    assert 'email = "rosa@example.net"' in made.read_text("utf-8").replace("  ", " ")
    assert "wants the soil report" in made.read_text("utf-8")
    assert "Rosa Nowak" in told(post)
    made.unlink()  # and does not come back
    sweep(program, "2020-11-20 08:00")
    assert not made.exists()


def test_without_smtp_it_is_laid_into_inbox(program: Program, user: MailUser, post: Post) -> None:
    program.use(work=user, digest='at = "07:30"')
    sweep(program, THURSDAY)
    (mail,) = user.messages("INBOX")
    assert mail.flags == ("\\Recent",)  # it shows as new
    assert b"Auto-Submitted: auto-generated" in mail.raw
    assert mail.internal_date == at_warsaw(THURSDAY)  # by the clock that the sweep goes by
    sweep(program, "2020-11-20 08:00")
    assert len(user.messages("INBOX")) == 2
    assert post.delivered == []
