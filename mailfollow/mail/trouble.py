"""Every error of imapclient, imaplib, ssl and the socket → one of ours, in one place.

A server says NO with a response code (RFC 3501 §7.1, RFC 5530) or only in words. The code
decides; a NO without one we know refuses this one thing. What is neither NO nor BAD means that
we lost the thread of the conversation: the connection is given up.
"""

from __future__ import annotations

import imaplib
import re
import ssl

from imapclient.exceptions import InvalidCriteriaError, LoginError

from mailfollow.errors import LoginRefused, MailError, Offline, Refused, Throttled

CODES: dict[str, type[MailError]] = {
    "AUTHENTICATIONFAILED": LoginRefused,
    "AUTHORIZATIONFAILED": LoginRefused,
    "EXPIRED": LoginRefused,
    "PRIVACYREQUIRED": LoginRefused,
    "CONTACTADMIN": LoginRefused,
    "WEBALERT": LoginRefused,  # Gmail: log in by browser first
    "UNAVAILABLE": Throttled,
    "INUSE": Throttled,
    "LIMIT": Throttled,
    "THROTTLED": Throttled,
    "OVERQUOTA": Refused,
    "NOPERM": Refused,
    "CANNOT": Refused,
    "TRYCREATE": Refused,
    "NONEXISTENT": Refused,
    "ALREADYEXISTS": Refused,
    "EXPUNGEISSUED": Refused,
    "CORRUPTION": Refused,
    "SERVERBUG": Refused,
    "CLIENTBUG": Refused,
    "TOOBIG": Refused,
    "APPENDLIMIT": Refused,
    "BADCHARSET": Refused,
}
"""The response codes we know and what each means for us."""

_CODE = re.compile(r"\[([A-Za-z]+)[^\]]*\]")
_SAID_NO = re.compile(r"^[\w ]+ failed: (?P<said>.*)", re.DOTALL)
_SAID_BAD = re.compile(r"(?:command error: BAD |^BAD )(?P<said>.*)", re.DOTALL)
_SLOW_DOWN = re.compile(
    r"too many (?:simultaneous |concurrent )?(?:connections|log ?ins|attempts)|"
    r"maximum number of connections|try again later|temporar(?:y|ily)|rate limit|bandwidth|"
    r"system error|internal error|not available",
    re.IGNORECASE,
)


def translate(error: Exception, host: str, bye: str = "") -> MailError:
    """Our error for one of the libraries'; the caller raises it `from` the original.

    `bye` is what the server said with BYE before it hung up, if it did.
    """
    if isinstance(error, MailError):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message or "it cannot be verified"
        return Offline(f"The certificate of {host} is not accepted: {why}")
    if isinstance(error, LoginError):
        return _login(error, host, bye)
    if isinstance(error, InvalidCriteriaError):
        return said_no(str(error).split("\n", 1)[0])
    if isinstance(error, imaplib.IMAP4.abort):
        return _lost(bye or str(error), host)
    if isinstance(error, imaplib.IMAP4.error):
        return _answer(str(error), host)
    if isinstance(error, OSError):
        return _lost(bye, host) if bye else Offline(f"{host} cannot be reached: {_reason(error)}")
    return Offline(f"{host} answers in a way that cannot be read: {type(error).__name__}")


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__


def ends_session(error: MailError) -> bool:
    """Whether the connection is of no more use after this error."""
    return isinstance(error, Offline | LoginRefused)


def _lost(said: str, host: str) -> MailError:
    if isinstance(known := _by_code(said), Throttled):
        return known
    if _SLOW_DOWN.search(said):
        return Throttled(f"{host} asks for patience: {_words(said)}")
    return Offline(f"The connection to {host} was lost: {_words(said)}")


def _login(error: Exception, host: str, bye: str) -> MailError:
    # IMAPClient calls every failure during log-in a LoginError, a lost line too.
    cause = error.__context__
    if isinstance(cause, imaplib.IMAP4.abort | OSError):
        return translate(cause, host, bye)
    said = _words(str(error))
    known = _by_code(said)
    if isinstance(known, Throttled):
        return known
    if known is None and _SLOW_DOWN.search(said):
        return Throttled(f"{host} asks for patience: {said}")
    return LoginRefused(f"{host} does not accept the user or the password: {said}")


def _answer(text: str, host: str) -> MailError:
    if "* BYE" in text:
        return _lost(text, host)
    found = _SAID_NO.search(text) or _SAID_BAD.search(text)
    if found is None:
        return Offline(f"{host} answers in a way that cannot be read: {_words(text)}")
    return said_no(found["said"])


def said_no(said: str) -> MailError:
    """The error for the words after NO or BAD."""
    return _by_code(said) or Refused(f"The server said no: {_words(said)}")


def _by_code(text: str) -> MailError | None:
    found = _CODE.search(text)
    kind = CODES.get(found[1].upper()) if found else None
    return kind(f"The server said: {_words(text)}") if kind else None


def _words(text: str) -> str:
    """What the server said, without control characters, short enough for one line."""
    text = text.removeprefix("b'").removeprefix('b"').rstrip("'\"")
    return "".join(c if c.isprintable() else " " for c in text)[:200].strip()
