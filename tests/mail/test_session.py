"""One connection: who gets in, what goes out, when it ends."""

from __future__ import annotations

import gc
import logging
import socket
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from mailfollow.core.model import Imap, Tls
from mailfollow.errors import LoginRefused, MailError, Offline, Refused, Throttled, Unavailable
from mailfollow.mail import trouble
from mailfollow.mail.session import Session
from mailfollow.mail.wire import Deadlines
from tests.dovecot import Dovecot, MailUser
from tests.scripted import Script, Talk, serving

QUICK = Deadlines(read=5, opening=0.3, command=0.3)


def test_wrong_password(user: MailUser) -> None:
    with pytest.raises(LoginRefused, match="does not accept") as caught:
        Session.open(user.account(), "canary-secret")
    assert "canary-secret" not in str(caught.value)
    assert caught.value.exit_code == 77


@pytest.mark.parametrize("tls", list(Tls))
def test_every_kind_of_tls(user: MailUser, tls: Tls) -> None:
    session = Session.open(user.account(tls), user.password)
    assert {"IDLE", "UIDPLUS", "MOVE"} <= session.capabilities
    assert session.folders()
    session.close()


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
def test_a_certificate_for_another_host_is_refused(user: MailUser, tls: Tls) -> None:
    account = user.account(tls)
    account = replace(account, imap=replace(account.imap, host="localhost"))
    with pytest.raises(Offline, match="certificate of localhost is not accepted"):
        Session.open(account, user.password)


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
def test_an_unknown_ca_is_refused(user: MailUser, tls: Tls) -> None:
    account = user.account(tls)
    account = replace(account, imap=replace(account.imap, ca_file=None))
    with pytest.raises(Offline, match="certificate"):
        Session.open(account, user.password)


def test_a_missing_ca_file_is_named(user: MailUser) -> None:
    account = user.account(Tls.IMPLICIT)
    account = replace(account, imap=replace(account.imap, ca_file="/nowhere/ca.pem"))
    with pytest.raises(Offline, match=r"/nowhere/ca\.pem"):
        Session.open(account, user.password)


def test_without_tls_on_this_machine_only(user: MailUser) -> None:
    account = replace(user.account(), imap=Imap("imap.example.org", 143, Tls.NONE))
    with pytest.raises(Offline, match="only on this machine"):
        Session.open(account, user.password)


def test_nobody_listens() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with serving(Script()) as server:
        account = server.account()
    with pytest.raises(Offline, match="cannot be reached"):
        Session.open(replace(account, imap=Imap("127.0.0.1", port, Tls.NONE)), "x")


@pytest.mark.parametrize("greeting", [b"* OK hello\r\n", b"* PREAUTH hello\r\n"])
def test_starttls_that_is_not_offered_sends_no_password(greeting: bytes) -> None:
    script = Script(greeting=greeting)
    with serving(script) as server, pytest.raises(Offline, match="does not offer STARTTLS"):
        Session.open(server.account(Tls.STARTTLS), "canary")
    assert not [line for line in script.lines if b"AUTH" in line or b"LOGIN" in line]


def test_what_was_said_before_starttls_is_forgotten(dovecot: Dovecot) -> None:
    def injected(talk: Talk) -> None:
        talk.say(talk.tag + b" OK go\r\n* PREAUTH evil\r\n")

    script = Script({"STARTTLS": injected}, capability="IMAP4rev1 STARTTLS AUTH=PLAIN")
    with serving(script) as server, pytest.raises(Offline):
        Session.open(server.account(Tls.STARTTLS, str(dovecot.ca_file)), "x", deadlines=QUICK)
    assert not [line for line in script.lines if b"AUTHENTICATE" in line]


@pytest.mark.parametrize("capability", ["IMAP4rev1 AUTH=PLAIN", "IMAP4rev1"])
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b"[AUTHENTICATIONFAILED] no", LoginRefused),
        (b"[UNAVAILABLE] Temporary authentication failure", Unavailable),
        (b"[LIMIT] too many", Throttled),
        (b"[INUSE] elsewhere", Unavailable),
        (b"[CONTACTADMIN] locked", LoginRefused),
        (b"Too many simultaneous connections", Throttled),
        (b"LOGIN Invalid credentials", LoginRefused),
    ],
)
def test_what_a_refused_log_in_means(capability: str, said: bytes, kind: type[MailError]) -> None:
    def refuse(talk: Talk) -> None:
        if b"AUTHENTICATE" in talk.line:
            talk.say(b"+ \r\n")
            talk.file.readline()
        talk.no(said)

    script = Script({"AUTHENTICATE": refuse, "LOGIN": refuse}, capability=capability)
    with serving(script) as server, pytest.raises(MailError) as caught:
        Session.open(server.account(), "x")
    assert type(caught.value) is kind


def test_a_line_lost_during_log_in_is_no_wrong_password() -> None:
    with serving(Script({"AUTHENTICATE": Talk.hang_up})) as server, pytest.raises(Offline):
        Session.open(server.account(), "x")


def test_bye_with_a_reason_is_told() -> None:
    def bye(talk: Talk) -> None:
        talk.say(b"* BYE [UNAVAILABLE] too many connections from you\r\n")
        talk.hang_up()

    with serving(Script({"AUTHENTICATE": bye})) as server, pytest.raises(Throttled):
        Session.open(server.account(), "x")


def test_a_server_that_says_bye_for_a_greeting() -> None:
    script = Script(greeting=b"* BYE Too many connections\r\n")
    with serving(script) as server, pytest.raises(Throttled):
        Session.open(server.account(), "x")


def test_old_log_in_quotes_both() -> None:
    script = Script(capability="IMAP4rev1")
    with serving(script) as server:
        account = replace(server.account(), user='DOM\\ewa "x"')
        Session.open(account, 'p{3}"w').close()
    assert rb'LOGIN "DOM\\ewa \"x\"" "p{3}\"w"' in script.lines[1]


def test_passwords_beyond_ascii(dovecot: Dovecot) -> None:
    user = dovecot.new_user()
    path = dovecot.dir / "users" / user.user
    path.write_text(path.read_text().replace(":secret:", ":zażółć:"))
    Session.open(user.account(), "zażółć").close()


@pytest.mark.parametrize("bad", ["x\r\nA DELETE Sent", "x\n", "x\0", "a{3}", "a{3}\r\n"])
def test_nothing_that_could_be_a_second_command_is_sent(user: MailUser, bad: str) -> None:
    sent: list[bytes] = []
    session = Session.open(user.account(), user.password, observer=sent.append)
    session.examine("Sent")
    before = len(sent)
    attempts = [
        lambda: session.examine(bad),
        lambda: session.select(bad),
        lambda: session.search("HEADER", "References", bad),
        lambda: session.uidnext(bad),
        lambda: session.append(bad, r"(\Seen)", b"x"),
        lambda: session.append("Drafts", bad, b"x"),
        lambda: session.move(1, bad),
        lambda: session.copy(1, bad),
        lambda: list(session.fetch([1], bad)),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert sent[before:] == []
    assert "Sent" in [name for _, _, name in session.folders()]
    session.close()


def test_each_command_is_seen_by_the_observer(user: MailUser) -> None:
    sent: list[bytes] = []
    session = Session.open(user.account(), user.password, observer=sent.append)
    session.examine("Sent")
    session.search("SINCE", "1-Jan-2026")
    session.close()
    lines = b"".join(sent).split(b"\r\n")
    names = [line.split(b" ", 2)[1] for line in lines if b" " in line]
    assert names == [b"CAPABILITY", b"AUTHENTICATE", b"EXAMINE", b"NOOP", b"UID", b"LOGOUT"]


def test_a_folder_stays_open_but_not_for_ever(
    user: MailUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    session = Session.open(user.account(), user.password, observer=sent.append)
    session.examine("Sent")
    session.examine("Sent")
    assert b"".join(sent).count(b"EXAMINE") == 1
    session.select("Sent")
    session.examine("Sent")
    assert b"".join(sent).count(b"EXAMINE") == 2
    monkeypatch.setattr("mailfollow.mail.session.LOOK_ANEW_SECONDS", 0.0)
    session.examine("Sent")
    assert b"".join(sent).count(b"EXAMINE") == 3
    session.close()


def test_a_missing_folder_refuses_and_the_session_lives(user: MailUser) -> None:
    session = Session.open(user.account(), user.password)
    with pytest.raises(Refused):
        session.examine("Nowhere")
    assert session.examine("Sent").exists == 0
    session.close()


def test_a_trickling_server_is_cut(user: MailUser) -> None:
    script = Script({"NOOP": lambda talk: talk.trickle(b"* OK still here" * 100, 0.05)})
    with serving(script) as server:
        session = Session.open(server.account(), "x", deadlines=QUICK)
        began = time.monotonic()
        with pytest.raises(Offline, match=r"no complete answer within 0\.3 s"):
            session.noop()
        assert time.monotonic() - began < 1.5
        with pytest.raises(Offline):
            session.noop()


@pytest.mark.parametrize("tls", [Tls.NONE, Tls.IMPLICIT])
def test_a_server_that_never_greets_is_cut(dovecot: Dovecot, tls: Tls) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, serving(Script()) as other:
        account = other.account(tls, str(dovecot.ca_file))
        account = replace(account, imap=replace(account.imap, port=silent.getsockname()[1]))
        began = time.monotonic()
        with pytest.raises(Offline, match="no complete answer"):
            Session.open(account, "x", deadlines=QUICK)
        assert time.monotonic() - began < 2.5


def test_garbage_ends_the_session_only() -> None:
    script = Script({"NOOP": lambda talk: talk.say(b"\xff\xfe nonsense\r\n")})
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        with pytest.raises(Offline):
            session.noop()


@pytest.mark.parametrize("odd", [b"BADCHARSET", b"SERVERBUG", b"OVERQUOTA", b"NOPERM"])
def test_no_to_one_thing(odd: bytes) -> None:
    script = Script({"UID SEARCH": lambda talk: talk.no(b"[" + odd + b"] no")})
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        session.examine("Sent")
        with pytest.raises(Refused):
            session.search("ALL")
        session.noop()


def test_bad_is_a_refusal_too() -> None:
    script = Script({"UID SEARCH": lambda t: t.say(t.tag + b" BAD [CLIENTBUG] what\r\n")})
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        session.examine("Sent")
        with pytest.raises(Refused):
            session.search("ALL")


def test_what_the_server_says_is_made_harmless() -> None:
    error = trouble.said_no("no\x1b[31m\nforged log line")
    assert error.sentence.isprintable()


def test_the_library_never_logs_what_mails_say(user: MailUser, caplog: object) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        assert not logging.getLogger("imapclient").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("imapclient.imapclient").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("imapclient.imaplib").isEnabledFor(logging.DEBUG)
    finally:
        logging.getLogger().setLevel(logging.WARNING)


def test_rows_without_uid_or_date_are_no_messages() -> None:
    def fetch(talk: Talk) -> None:
        talk.say(
            b"* 1 FETCH (FLAGS (\\Seen))\r\n"
            b'* 1 FETCH (BODY[HEADER.FIELDS ("FROM" "TO")]<0> {6}\r\nA: b\r\n UID 1 '
            b'INTERNALDATE "18-Nov-2026 10:00:00 +0100")\r\n'
            b"* 1 FETCH (UID 1 FLAGS (\\Deleted))\r\n"
            b"* 2 FETCH (UID 77 FLAGS ())\r\n"
            b'* 2 FETCH (BODY[] {4}\r\nUID  INTERNALDATE "18-Nov-2026 10:00:00 +0100")\r\n'
        )
        talk.ok()

    with serving(Script({"UID FETCH": fetch})) as server:
        session = Session.open(server.account(), "x")
        session.examine("Sent")
        ((uid, row),) = session.fetch([1, 2], "(UID)")
    assert (uid, row.data, row.flags) == (1, b"A: b\r\n", frozenset({r"\deleted"}))
    assert str(row.internal_date) == "2026-11-18 09:00:00+00:00"


def test_a_huge_folder_is_searched_piece_by_piece() -> None:
    script = Script()
    script.exists = 250_000

    def search(talk: Talk) -> None:
        talk.say(b"* SEARCH 5 6\r\n")
        talk.ok()

    script.answers["UID SEARCH"] = search
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        session.examine("Sent")
        assert session.search("UNDELETED") == [5, 6]
    asked = [line.split(b" ", 3)[3].strip() for line in script.lines if b"SEARCH" in line]
    assert asked == [
        b"200001:* UNDELETED",
        b"100001:200001 UNDELETED",
        b"1:100001 UNDELETED",
    ]


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_closing_leaves_no_thread_and_no_descriptor(user: MailUser) -> None:
    Session.open(user.account(Tls.IMPLICIT), user.password).close()
    before = _descriptors()
    Session.open(user.account(Tls.IMPLICIT), user.password).close()
    with pytest.raises(LoginRefused):
        Session.open(user.account(Tls.IMPLICIT), "wrong")
    assert _descriptors() <= before


@pytest.mark.parametrize(
    "end", [Talk.hang_up, lambda t: t.say(b"what\r\n"), lambda t: time.sleep(1)]
)
def test_a_lost_session_is_gone_at_once(end: Callable[[Talk], None]) -> None:
    """It holds buffers and mail; the collector may come to it hours later."""
    gc.collect()
    gc.disable()
    try:
        with serving(Script({"NOOP": end})) as server:
            session = Session.open(server.account(), "x", deadlines=Deadlines(command=0.3))
            for _ in range(2):
                with suppress(Offline):
                    session.noop()
            gone = weakref.ref(session)
            del session
            assert gone() is None
    finally:
        gc.enable()
