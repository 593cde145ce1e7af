"""What servers say → which class it is, and what each class brings about."""

from __future__ import annotations

import imaplib
import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow import errors
from mailfollow.core.model import AccountHealth
from mailfollow.errors import (
    Connecting,
    FolderUnclear,
    Garbled,
    InDoubt,
    LoginRefused,
    MailError,
    NoPassword,
    Offline,
    OverQuota,
    Refused,
    Throttled,
    Unavailable,
)
from mailfollow.health import health_of
from mailfollow.mail import trouble
from mailfollow.mail.session import Session
from tests.scripted import Script, Talk, serving

# As real servers wrote it; where it is from stands in mailfollow/mail/trouble.py.
TO_A_COMMAND: tuple[tuple[str, type[MailError]], ...] = (
    ("[OVERQUOTA] Account exceeded command or bandwidth limits.", Throttled),  # Gmail
    ("[THROTTLED] slow down", Throttled),
    ("Request is throttled. Suggested Backoff Time: 299609 milliseconds", Throttled),  # Exchange
    ("[LIMIT] UID FETCH Rate limit hit.", Throttled),  # Yahoo
    ("Temporary authentication failure (rate-limit)", Throttled),  # Mailu
    ("Please try again in 30 seconds.", Throttled),
    ("[LIMIT] APPEND Command exceeds the maximum allowed size", Refused),  # Yahoo
    ("[LIMIT] At most 32 flags in one mailbox supported", Refused),  # RFC 5530
    ("[OVERQUOTA] Quota exceeded (mailbox for user is full) (0.001 + 0.000 secs).", OverQuota),
    ("[OVERQUOTA] Not enough disk quota (0.001 + 0.000 secs).", OverQuota),  # Dovecot
    ("[ALERT] You exceeded your mail quota.", OverQuota),  # Courier
    ("Over quota", OverQuota),  # Cyrus
    ("APPEND The 1500 MB storage limit has been exceeded.", OverQuota),  # GroupWise
    ("[UNAVAILABLE] UID FETCH Server error while fetching messages", Unavailable),  # Yahoo
    ("[UNAVAILABLE] UID FETCH Service is temporarily not available", Unavailable),  # Yahoo
    ("[SERVERBUG] SELECT Server error - Please try again later", Unavailable),  # Yahoo
    ("Server Unavailable. 15", Unavailable),  # Exchange
    ("[TEMPFAIL] SELECT completed", Unavailable),
    ("[INUSE] Mailbox in use", Unavailable),
    ("Temporary unavailable", Unavailable),  # Mailo
    ("Command SEARCH invalid in AUTHENTICATED state", Offline),  # Exchange, having lost its mind
    ("User is authenticated but not connected.", LoginRefused),  # Exchange
    ("[CONTACTADMIN] Your account is locked", LoginRefused),
    ("[AUTHORIZATIONFAILED] no", LoginRefused),
    ("[EXPIRED] no", LoginRefused),
    ("[PRIVACYREQUIRED] no", LoginRefused),
    # onet.pl and each Dovecot
    ("[SERVERBUG] Internal error occurred. Refer to server log for more information.", Refused),
    ("[NONEXISTENT] Mailbox doesn't exist: Sent (0.001 + 0.000 secs).", Refused),
    ("[TRYCREATE] Mailbox doesn't exist: Sent", Refused),
    ("[EXPUNGEISSUED] Some of the requested messages no longer exist", Refused),
    ("[CANNOT] Operation is not supported on mailbox", Refused),
    ("[NOPERM] Permission denied", Refused),
    ("[TOOBIG] Message too large.", Refused),
    ("[BADCHARSET] what", Refused),
    ("[CLIENTBUG] Additional arguments found after last expected argument", Refused),
    ("APPEND processing failed.", Refused),  # Exchange
    ("System Error (Failure)", Refused),  # Gmail
    ("Das war nichts.", Refused),
    ("", Refused),
    ("[NEWCODE] never heard of", Refused),
)
AT_LOG_IN: tuple[tuple[str, type[MailError]], ...] = (
    ("[ALERT] Too many simultaneous connections. (Failure)", Throttled),  # Gmail
    ("[UNAVAILABLE] Maximum number of connections from user+IP exceeded (…=10)", Throttled),
    ("[LIMIT] LOGIN Rate limit hit.", Throttled),  # Yahoo
    ("[LIMIT] Too much", Throttled),
    ("too many login attempts", Throttled),  # Proton Bridge
    ('Already reached per-10 minute limit for logins by "ewa" of 500', Throttled),  # Fastmail
    ("Authentication rate limit from one source exceeded", Throttled),  # Mailu
    ("[UNAVAILABLE] Temporary authentication failure. [mx1:2026-11-20 12:00:00]", Unavailable),
    ("[UNAVAILABLE] Service temporarily unavailable", Unavailable),  # iCloud
    ("[UNAVAILABLE] Temporary System Problem (Failure)", Unavailable),  # Gmail
    ("[SERVERBUG] LOGIN Server error - Please try again later", Unavailable),  # Yahoo
    ("[SERVERBUG] Internal error occurred. [mx1:2026-11-20 12:00:00]", Unavailable),
    ("[ALERT] Application-specific password required: (Failure)", LoginRefused),  # Gmail
    ("[ALERT] Please log in via your web browser: (Failure)", LoginRefused),  # Gmail
    ("[ALERT] Your account is not enabled for IMAP use.", LoginRefused),  # Gmail
    ("[AUTHENTICATIONFAILED] Invalid credentials (Failure)", LoginRefused),  # Gmail, Yahoo
    ("[AUTHENTICATIONFAILED] LOGIN Invalid credentials or IMAP is disabled", LoginRefused),
    ("[AUTHENTICATIONFAILED] Authentication failed.", LoginRefused),  # Dovecot, iCloud
    ("authentication failed", LoginRefused),  # GMX, web.de
    ("LOGIN failed.", LoginRefused),  # Exchange
    ("Command received in Invalid state.", LoginRefused),  # Exchange: docker-redmine#519
    ("[NOPERM] no", LoginRefused),
    ("", LoginRefused),
)
WITH_BYE: tuple[tuple[str, type[MailError]], ...] = (
    ("Account exceeded command or bandwidth limits.", Throttled),
    ("[THROTTLED] slow down", Throttled),
    ("Too many connections", Throttled),
    ("[ALERT] Maximum number of connections from your IP exceeded", Throttled),
    ("Connection closed. 14", Offline),  # Exchange
    ("[UNAVAILABLE] shutting down", Offline),
    ("Disconnected for inactivity.", Offline),
    ("Autologout; idle for too long", Offline),
    ("[OVERQUOTA] full", Offline),
    ("", Offline),
)


@pytest.mark.parametrize(("said", "kind"), TO_A_COMMAND)
def test_what_no_to_a_command_means(said: str, kind: type[MailError]) -> None:
    assert type(trouble.said_no(said)) is kind
    bad = imaplib.IMAP4.error(f"EXAMINE command error: BAD [{said.encode()!r}]")
    assert type(trouble.translate(bad, "imap.example.org")) is kind


@pytest.mark.parametrize(("said", "kind"), AT_LOG_IN)
def test_what_no_to_a_log_in_means(said: str, kind: type[MailError]) -> None:
    def refuse(talk: Talk) -> None:
        talk.say(b"+ \r\n")
        talk.file.readline()
        talk.no(said.encode())

    with serving(Script({"AUTHENTICATE": refuse})) as server, pytest.raises(MailError) as caught:
        Session.open(server.account(), "x")
    assert type(caught.value) is kind


@pytest.mark.parametrize(("said", "kind"), WITH_BYE)
def test_what_bye_means(said: str, kind: type[MailError]) -> None:
    assert type(trouble.hung_up(said, "imap.example.org")) is kind


@pytest.mark.parametrize("greeting", [b"HTTP/1.1 400 Bad Request\r\n", b"+OK POP3 ready\r\n"])
def test_who_speaks_no_imap_is_garbled(greeting: bytes) -> None:
    with serving(Script(greeting=greeting)) as server, pytest.raises(Garbled):
        Session.open(server.account(), "x")


def test_a_greeting_that_says_no_is_an_answer() -> None:
    script = Script(greeting=b"* NO [UNAVAILABLE] internal server error (#IS6530)\r\n")  # Yahoo
    with serving(script) as server, pytest.raises(Unavailable):
        Session.open(server.account(), "x")


@pytest.mark.parametrize(
    "error", [ValueError("x"), IndexError(), UnicodeDecodeError("ascii", b"x", 0, 1, "x")]
)
def test_what_a_library_stumbles_over_is_garbled_and_shows_nothing_of_it(error: Exception) -> None:
    ours = trouble.translate(error, "imap.example.org")
    assert type(ours) is Garbled
    assert str(ours) == (
        f"imap.example.org answers in a way that cannot be read: {type(error).__name__}"
    )


def test_tls_where_there_is_none_is_garbled() -> None:
    error = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number")
    assert type(trouble.translate(error, "imap.example.org")) is Garbled


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("Request is throttled. Suggested Backoff Time: 299609 milliseconds", 299.609),
        ("BAD Request is throttled. Suggested Backoff Time: 0 milliseconds", 0),
        ("try again in 30 seconds", 30),
        ("Please try again after 5 minutes.", 300),
        ("Retry after 2 hours", 7200),
        ("wait 90s", 90),
        ("[THROTTLED] slow down", None),
        ("too many attempts in 10 minutes", None),
    ],
)
def test_a_time_that_the_server_names_is_kept(said: str, seconds: float | None) -> None:
    error = trouble.said_no(said)
    named = error.seconds if isinstance(error, Throttled) else None
    assert named == (None if seconds is None else pytest.approx(seconds))
    if named is not None:
        assert trouble.delay(error, 7) == named
        assert f"waits for {named:.0f} s" in error.sentence


def test_no_server_locks_us_out_for_ever() -> None:
    error = trouble.said_no("try again in 999999999 hours")
    assert trouble.delay(error, 0) == trouble.LONGEST_WAIT


@pytest.mark.parametrize(
    ("error", "ends", "health", "shortest", "longest"),
    [
        (Connecting("x"), True, AccountHealth.CONNECTING, 0.5, 300),
        (Offline("x"), True, AccountHealth.OFFLINE, 0.5, 300),
        (Garbled("x"), True, AccountHealth.OFFLINE, 0.5, 3600),
        (Throttled("x"), True, AccountHealth.THROTTLED, 60, 3600),
        (LoginRefused("x"), True, AccountHealth.REFUSED, 60, 3600),
        (NoPassword("x"), True, AccountHealth.REFUSED, 60, 3600),
        (Unavailable("x"), False, AccountHealth.BLIND, 0.5, 300),
        (Refused("x"), False, AccountHealth.BLIND, 0.5, 300),
        (OverQuota("x"), False, AccountHealth.BLIND, 0.5, 300),
        (FolderUnclear("x"), False, AccountHealth.BLIND, 0.5, 300),
        (InDoubt("x"), False, AccountHealth.BLIND, 0.5, 300),
    ],
)
def test_each_class_has_its_behaviour(
    error: MailError, ends: bool, health: AccountHealth, shortest: float, longest: float
) -> None:
    assert trouble.behaviour(error).ends is ends
    assert health_of(error) is health
    delays = [trouble.delay(error, tries) for tries in [*range(20)] * 20]
    assert shortest <= min(delays)
    assert longest / 2 < max(delays) <= longest


def test_every_class_is_in_that_test() -> None:
    """A new class of error needs its row there, and its behaviour."""
    kinds = {k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, MailError)}
    parameters = test_each_class_has_its_behaviour.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert kinds - {MailError} == {type(row[0]) for row in parameters}


def test_refusals_double_from_a_minute_to_an_hour() -> None:
    delays = [trouble.delay(LoginRefused("x"), tries) for tries in range(8)]
    assert delays == [60, 120, 240, 480, 960, 1920, 3600, 3600]


@given(st.integers(0, 10**6))
def test_full_jitter(tries: int) -> None:
    longest = min(300, 2 * 2 ** min(tries, 20))
    assert 0.5 <= trouble.delay(Offline("x"), tries) <= longest


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (Offline("No answer."), "No answer. mailfollow keeps trying."),
        (OverQuota("Full"), "make room"),
        (LoginRefused("No"), "app password"),
        (Throttled("No"), "waits for a while"),
        (Garbled("No"), "host, port and tls"),
        (Unavailable("No"), "keeps trying"),
        (Refused("No"), "All else goes on"),
    ],
)
def test_each_sentence_says_what_to_do(error: MailError, advice: str) -> None:
    assert advice in error.sentence


def test_the_words_of_the_server_and_nothing_of_python() -> None:
    for error in ("SELECT command error: BAD [b'[NOPERM] \"no\"']", "b'* NO [NOPERM] \"no\"'"):
        said = trouble.translate(imaplib.IMAP4.error(error), "imap.example.org")
        assert str(said) == 'The server said no: [NOPERM] "no"'


def test_nothing_said_leaves_no_colon() -> None:
    assert trouble.hung_up("", "h").sentence.startswith("The connection to h was lost. ")
