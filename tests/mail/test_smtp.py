"""The morning mail is handed in: to the user alone, over TLS, at most once."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from mailfollow.core.model import Account, Smtp, Tls
from mailfollow.errors import (
    Garbled,
    InDoubt,
    LoginRefused,
    MailError,
    Offline,
    OverQuota,
    Refused,
    Throttled,
)
from mailfollow.mail import smtp
from mailfollow.mail.wire import Deadlines
from tests.dovecot import Dovecot
from tests.mail.test_deadlines import within
from tests.post import (
    ADDRESS,
    BREAKS,
    LATER,
    PASSWORD,
    QUICK,
    USUAL,
    Answer,
    Break,
    Line,
    Post,
    Talk,
    account,
    desk,
    free_port,
    posting,
    server_context,
    tried,
)

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")  # without TLS, on this machine

RAW = b"From: <ewa@example.org>\r\nTo: <anna@example.pl>\r\nSubject: Hallo\r\n\r\nnicht geheim\r\n"


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with posting() as one:
        yield one


@pytest.fixture
def context(dovecot: Dovecot) -> ssl.SSLContext:
    return server_context(dovecot.dir)


def handed_in(raw: bytes, one: Post) -> bytes:
    one.delivered.clear()
    smtp.send(account(one.port), PASSWORD, raw)
    (delivered,) = one.delivered
    assert (delivered.sender, delivered.recipients) == (ADDRESS, (ADDRESS,))
    return delivered.raw


def trusted(port: int, tls: Tls, dovecot: Dovecot) -> Account:
    return account(port, tls, str(dovecot.ca_file))


# --- what arrives ---------------------------------------------------------------------------------


def test_it_goes_to_oneself_whatever_the_mail_says(post: Post) -> None:
    assert handed_in(RAW, post) == RAW


@pytest.mark.parametrize(
    ("body", "arrives"),
    [
        (b".", b".\r\n"),
        (b".\r\n.\r\n..\r\n", b".\r\n.\r\n..\r\n"),
        (b"a\nb\rc\r\n", b"a\r\nb\r\nc\r\n"),
        (b"a\n.\nQUIT\nb", b"a\r\n.\r\nQUIT\r\nb\r\n"),
        (b"a\r.\rMAIL FROM:<x>\r", b"a\r\n.\r\nMAIL FROM:<x>\r\n"),
        (b"", b""),
        ("zażółć".encode(), "zażółć\r\n".encode()),
        (b"x" * 998, b"x" * 998 + b"\r\n"),
        (b"y" * 70 * 1000, None),
    ],
)
def test_no_line_of_it_is_taken_for_anything_else(
    post: Post, body: bytes, arrives: bytes | None
) -> None:
    head = b"Subject: x\r\n\r\n"
    if arrives is None:  # a mail is refused here rather than torn by a server
        with pytest.raises(Refused, match="longer than 998"):
            handed_in(head + body, post)
    else:
        assert handed_in(head + body, post) == head + arrives


def test_a_real_mail_of_some_size(post: Post) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Zażółć gęślą jaźń"
    mail.set_content("Grüße, zażółć. " * 5000)
    mail.add_alternative("<p>.</p>\n" * 5000, subtype="html")
    assert handed_in(mail.as_bytes(), post) == mail.as_bytes()


def test_tls_from_the_first_byte(dovecot: Dovecot, context: ssl.SSLContext) -> None:
    with posting(ssl_context=context) as one:
        smtp.send(trusted(one.port, Tls.IMPLICIT, dovecot), PASSWORD, RAW)
        assert [d.recipients for d in one.delivered] == [(ADDRESS,)]


def test_starttls(dovecot: Dovecot, context: ssl.SSLContext) -> None:
    with posting(tls_context=context, require_starttls=True, auth_require_tls=True) as one:
        smtp.send(trusted(one.port, Tls.STARTTLS, dovecot), PASSWORD, RAW)
        assert [d.recipients for d in one.delivered] == [(ADDRESS,)]


def test_an_account_without_a_server() -> None:
    with pytest.raises(ValueError, match=r"accounts\.work"):
        smtp.send(replace(account(1), smtp=None), PASSWORD, RAW)


# --- nothing in the clear -------------------------------------------------------------------------


def starttls(context: ssl.SSLContext, said: bytes = b"220 go\r\n") -> dict[str, Answer]:
    def answer(talk: Talk) -> None:
        talk.say(said)
        talk.secure(context)

    offer = b"250-desk\r\n250 STARTTLS\r\n"
    said_hello: list[bool] = []

    def hello(talk: Talk) -> None:
        talk.say(USUAL["EHLO"] if said_hello else offer)
        said_hello.append(True)

    return {"EHLO": hello, "STARTTLS": answer}


def test_a_server_that_offers_no_starttls_gets_nothing() -> None:
    with desk({}) as one:
        with pytest.raises(Offline, match="does not offer STARTTLS"):
            smtp.send(account(one.port, Tls.STARTTLS), PASSWORD, RAW)
        assert one.commands == ["EHLO", "QUIT"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [(b"454 not now\r\n", Throttled), (b"502 no\r\n", Refused), (b"what?\r\n", Garbled)],
)
def test_starttls_refused_is_nothing_sent(said: bytes, kind: type[MailError]) -> None:
    with desk({"EHLO": b"250-desk\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n", "STARTTLS": said}) as one:
        with pytest.raises(kind):
            smtp.send(account(one.port, Tls.STARTTLS), PASSWORD, RAW)
        assert {"AUTH", "MAIL"}.isdisjoint(one.commands)


def test_what_was_said_before_tls_is_forgotten(dovecot: Dovecot, context: ssl.SSLContext) -> None:
    injected = b"220 go\r\n250-evil\r\n250 AUTH LOGIN\r\n334 user?\r\n334 password?\r\n235 in\r\n"
    with desk(starttls(context, injected)) as one:
        smtp.send(trusted(one.port, Tls.STARTTLS, dovecot), PASSWORD, RAW)
        assert [c for c in one.commands if c in USUAL or c == "STARTTLS"] == [
            *("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"),
        ]
        assert any(line.startswith(b"AUTH PLAIN ") for line in one.lines)


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_wrong_certificate(
    dovecot: Dovecot, context: ssl.SSLContext, tls: Tls, host: str
) -> None:
    """Of another host ("localhost"), or by nobody we know (no `ca_file`)."""
    answers = starttls(context) if tls is Tls.STARTTLS else {}
    with desk(answers, context) as one:
        ca_file = str(dovecot.ca_file) if host == "localhost" else None
        there = Smtp(host, one.port, tls, ca_file)
        with pytest.raises(Offline, match="certificate"):
            smtp.send(replace(account(0), smtp=there), PASSWORD, RAW)
        assert {"AUTH", "MAIL"}.isdisjoint(one.commands)


def test_without_tls_only_on_this_machine() -> None:
    there = Smtp("192.0.2.1", 25, Tls.NONE)
    with within(1), pytest.raises(Offline, match="only on this machine"):
        smtp.send(replace(account(0), smtp=there), PASSWORD, RAW)


# --- the log-in -----------------------------------------------------------------------------------


def test_the_wrong_password(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "mailfollow")
    with pytest.raises(LoginRefused, match="535") as caught:
        smtp.send(account(post.port), "wrong-42", RAW)
    assert "wrong-42" not in f"{caught.value} {caplog.text}"
    assert caught.value.exit_code == 77


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b"535 5.7.8 no\r\n", LoginRefused),
        (b"534 5.7.9 application-specific password required\r\n", LoginRefused),
        (b"500 what?\r\n", LoginRefused),
        (b"454 4.7.0 Too many login attempts, please try again in 600 seconds\r\n", Throttled),
        (b"421 4.7.0 later\r\n", Throttled),
    ],
)
def test_the_log_in_is_refused(said: bytes, kind: type[MailError]) -> None:
    with desk({"AUTH": said}) as one:
        with pytest.raises(kind) as caught:
            smtp.send(account(one.port), PASSWORD, RAW)
        assert "MAIL" not in one.commands
    if b"600" in said:
        assert isinstance(caught.value, Throttled)
        assert caught.value.seconds == 600


def test_a_server_that_repeats_the_password() -> None:
    def echo(talk: Talk) -> None:
        talk.say(b"535 not " + talk.lines[-1].split()[-1] + b" " + PASSWORD.encode() + b"\r\n")

    with desk({"AUTH": echo}) as one, pytest.raises(LoginRefused) as caught:
        smtp.send(account(one.port), PASSWORD, RAW)
    assert PASSWORD not in str(caught.value)
    assert "AGV3YQ" not in str(caught.value)  # the beginning of ewa's AUTH PLAIN, maybe cut off


def test_a_server_that_knows_only_auth_login(post: Post) -> None:
    with posting(auth_exclude_mechanism=["PLAIN"]) as one:
        smtp.send(account(one.port), PASSWORD, RAW)
        assert len(one.delivered) == 1
        with pytest.raises(LoginRefused):
            smtp.send(account(one.port), "wrong", RAW)


def test_a_server_that_takes_no_password(dovecot: Dovecot, context: ssl.SSLContext) -> None:
    """On this machine itself it is the usual one; elsewhere nobody hands mail in like that."""
    bare: dict[str, Answer] = {"EHLO": b"250 desk\r\n"}
    with desk(bare) as one:
        smtp.send(account(one.port), PASSWORD, RAW)
        assert one.commands.count("DATA") == 1
    with desk(bare, context) as one, pytest.raises(LoginRefused, match="does not take a password"):
        smtp.send(trusted(one.port, Tls.IMPLICIT, dovecot), PASSWORD, RAW)


def test_a_user_of_its_own() -> None:
    with desk({}) as one:
        there = replace(account(0), smtp=Smtp("127.0.0.1", one.port, Tls.NONE, user="other"))
        smtp.send(there, "x", RAW)
        assert b"AUTH PLAIN AG90aGVyAHg=\r\n" in one.lines


# --- no, not now, and nothing sensible ------------------------------------------------------------

PATIENCE = {
    **dict.fromkeys(("greeting", "EHLO", "AUTH"), QUICK),
    **dict.fromkeys(("MAIL", "RCPT", "DATA", "end"), LATER),
}
STEPS = list(PATIENCE)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("said", "kind"),
    [(b"4%02d 4.3.2 not now\r\n", Throttled), (b"5%02d 5.1.1 never\r\n", Refused)],
)
def test_no_at_each_step(step: str, said: bytes, kind: type[MailError]) -> None:
    if step == "AUTH" and kind is Refused:
        kind = LoginRefused
    with desk({step: said % 50}) as one:
        with pytest.raises(kind, match=rb"\d50 ".decode()) as caught:
            smtp.send(account(one.port), PASSWORD, RAW)
        assert type(caught.value) is kind
        assert one.commands[-1] == "QUIT"


def test_a_log_in_is_wanted_after_all() -> None:
    answers: dict[str, Answer] = {"EHLO": b"250 desk\r\n", "MAIL": b"530 5.7.0 log in first\r\n"}
    with desk(answers) as one, pytest.raises(LoginRefused, match="530"):
        smtp.send(account(one.port), PASSWORD, RAW)


def test_the_mailbox_is_full() -> None:
    with desk({"RCPT": b"552 5.2.2 full\r\n"}) as one, pytest.raises(OverQuota):
        smtp.send(account(one.port), PASSWORD, RAW)


def test_too_large(post: Post) -> None:
    with posting(data_size_limit=1000) as one:
        with pytest.raises(Refused, match="552"):
            smtp.send(account(one.port), PASSWORD, RAW + b"x\r\n" * 1000)
        assert not one.delivered


def nonsense(talk: Talk) -> None:
    talk.say(b"\xff\xfe nonsense\r\n")


def endless(talk: Talk) -> None:
    while True:
        talk.say(b"250-and so on\r\n" * 1000)


def long_line(talk: Talk) -> None:
    talk.say(b"250 " + b"x" * 100_000)


def hang_up(talk: Talk) -> None:
    talk.sock.close()
    talk.file.close()


def hang(talk: Talk) -> None:
    talk.file.readline()


@pytest.mark.parametrize("answer", [nonsense, endless, long_line, hang_up, hang, Talk.trickle])
@pytest.mark.parametrize("step", STEPS)
def test_a_server_that_is_out_of_its_mind(step: str, answer: Callable[[Talk], None]) -> None:
    """Before the end of the message nothing was delivered; after it nobody knows."""
    with desk({step: answer}) as one, within(3):
        with pytest.raises(InDoubt if step == "end" else Offline):
            smtp.send(account(one.port), PASSWORD, RAW, deadlines=PATIENCE[step])
        assert step == "end" or b".\r\n" not in one.lines


@pytest.mark.parametrize("step", ["AUTH", "end"])
def test_a_deadline_reaches_through_tls(
    step: str, dovecot: Dovecot, context: ssl.SSLContext
) -> None:
    with desk({step: Talk.trickle}, context) as one, within(4):
        there = trusted(one.port, Tls.IMPLICIT, dovecot)
        with pytest.raises(InDoubt if step == "end" else Offline):
            smtp.send(there, PASSWORD, RAW, deadlines=PATIENCE[step])


@pytest.mark.parametrize("answer", [hang, hang_up, Talk.trickle, b"500 what?\r\n"])
def test_once_it_is_taken_a_goodbye_changes_nothing(
    answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "_GOODBYE_SECONDS", 0.2)
    with desk({"QUIT": answer}) as one, within(2):
        smtp.send(account(one.port), PASSWORD, RAW, deadlines=LATER)


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS, Tls.NONE])
def test_a_server_that_never_says_a_word(tls: Tls, dovecot: Dovecot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, within(2):
        port = silent.getsockname()[1]
        with pytest.raises(Offline, match=r"no complete answer|timed out"):
            smtp.send(trusted(port, tls, dovecot), PASSWORD, RAW, deadlines=QUICK)


def test_a_handshake_that_never_ends(dovecot: Dovecot) -> None:
    there = {"EHLO": b"250-desk\r\n250 STARTTLS\r\n", "STARTTLS": silence}
    with (
        desk(there) as one,
        within(2),
        pytest.raises(Offline, match=r"no complete answer|timed out"),
    ):
        smtp.send(trusted(one.port, Tls.STARTTLS, dovecot), PASSWORD, RAW, deadlines=QUICK)


def silence(talk: Talk) -> None:
    talk.say(b"220 go\r\n")
    while talk.sock.recv(1000):
        pass


def test_nobody_is_there() -> None:
    with pytest.raises(Offline, match="refused"):
        smtp.send(account(free_port()), PASSWORD, RAW, deadlines=QUICK)


# --- at most once ---------------------------------------------------------------------------------


@contextmanager
def line(post: Post, broken: Break, context: ssl.SSLContext | None) -> Iterator[Line]:
    one = Line(post.port, broken, context)
    try:
        yield one
    finally:
        one.close()


@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_a_line_that_breaks_anywhere(
    post: Post, broken: Break, secure: bool, dovecot: Dovecot, context: ssl.SSLContext
) -> None:
    post.delivered.clear()
    with line(post, broken, context if secure else None) as one:
        tls = Tls.IMPLICIT if secure else Tls.NONE
        there = trusted(one.port, tls, dovecot)
        patience = LATER if broken.late else Deadlines(10, 10, 10, 10)
        outcome = tried(there, RAW + b"a line\r\n" * 5000, patience)
        assert one.connections == (2 if outcome == "sent" and broken.at != "QUIT" else 1)
    inside = broken.at in ("first line", "middle", "last byte")
    assert outcome == ("in doubt" if inside and outcome == "in doubt" else "sent")
    if broken.at == "last byte":
        assert outcome == "in doubt"
    arrived = broken.at == "last byte" and (broken.answered or broken.late)
    assert len(post.delivered) == (1 if outcome == "sent" or arrived else 0)
