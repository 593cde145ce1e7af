"""What goes wrong at a mail server → one class of error, and what each class brings about.

Two tables. `WORDS` and `CODES` say which class an answer belongs to: first the wording of
providers, since some put a misleading code before it, then the response code (RFC 3501 §7.1,
RFC 5530, RFC 9051 §7.1), then a default by where it was said. `BEHAVIOUR` says what follows.
"""

from __future__ import annotations

import imaplib
import random
import re
import ssl
from dataclasses import dataclass

from imapclient.exceptions import InvalidCriteriaError, LoginError

from mailfollow.core.model import AccountHealth
from mailfollow.errors import (
    Connecting,
    Garbled,
    LoginRefused,
    MailError,
    Offline,
    OverQuota,
    Refused,
    Throttled,
    Unavailable,
)

Kind = type[MailError]

# --- class → behaviour --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BackOff:
    """Seconds until the next try: at most `first`, doubling up to `most`, with full jitter.

    `least` > 0: never sooner than that; equal to `first`: no jitter.
    """

    first: float
    most: float
    least: float = 0.5

    def delay(self, tries: int) -> float:
        longest = min(self.most, self.first * 2 ** min(tries, 20))
        return longest if self.least == self.first else random.uniform(self.least, longest)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """`ends`: the session is dropped. `back_off`: the tries to have a session again."""

    ends: bool
    back_off: BackOff
    health: AccountHealth


_DROP, _KEEP = True, False
_SOON = BackOff(2, 300)

BEHAVIOUR: dict[Kind, Behaviour] = {
    # class: session, when the next one, account in `status`
    Connecting: Behaviour(_DROP, _SOON, AccountHealth.CONNECTING),
    Offline: Behaviour(_DROP, _SOON, AccountHealth.OFFLINE),
    Garbled: Behaviour(_DROP, BackOff(60, 3600), AccountHealth.OFFLINE),
    Throttled: Behaviour(_DROP, BackOff(300, 3600, least=60), AccountHealth.THROTTLED),
    LoginRefused: Behaviour(_DROP, BackOff(60, 3600, least=60), AccountHealth.REFUSED),
    Unavailable: Behaviour(_KEEP, _SOON, AccountHealth.BLIND),
    Refused: Behaviour(_KEEP, _SOON, AccountHealth.BLIND),
    OverQuota: Behaviour(_KEEP, _SOON, AccountHealth.BLIND),
    MailError: Behaviour(_KEEP, _SOON, AccountHealth.BLIND),
}
"""The nearest class counts. A draft that met any of them was not stored, save InDoubt."""

LONGEST_WAIT = 86400.0
"""Seconds: for longer no server is obeyed, whatever it says; Gmail's locks last a day."""


def behaviour(error: MailError) -> Behaviour:
    """What an error brings about."""
    return next(BEHAVIOUR[kind] for kind in type(error).__mro__ if kind in BEHAVIOUR)


def delay(error: MailError, tries: int) -> float:
    """Seconds until the next try to have a session, after `tries` vain ones."""
    if isinstance(error, Throttled) and error.seconds is not None:
        return min(error.seconds, LONGEST_WAIT)
    return behaviour(error).back_off.delay(tries)


# --- what the server said → class ---------------------------------------------------------------

# Where the words are from stands above them: owner/repo#issue, or the file that holds them.
# "FairEmail" is M66B/FairEmail, Core.java, a list of answers that real servers gave.
WORDS: tuple[tuple[Kind, str], ...] = (
    # Exchange, as NO and as BAD: ikvk/imap_tools#135, simonrob/email-oauth2-proxy#191
    (Throttled, r"request is throttled"),
    # Gmail, after [OVERQUOTA], too: ljmerza/ha-email-sensor#16
    (Throttled, r"account exceeded command or bandwidth limits"),
    # Gmail: jstedfast/MailKit#377; Proton Bridge: ProtonMail/gluon#349
    (Throttled, r"too many (?:\w+ ){0,2}(?:connections|attempts|log-?ins)"),
    # Dovecot, after [UNAVAILABLE]: mscdex/node-imap#606
    (Throttled, r"maximum number of connections"),
    # Yahoo, "[LIMIT] LOGIN Rate limit hit": FairEmail; Mailu: Mailu/Mailu#1251, #2283
    (Throttled, r"rate[- ]limit"),
    # Fastmail: tdaniel1925/eezmail, FASTMAIL_RATE_LIMIT_EMERGENCY.md
    (Throttled, r"per[- ]\d+ minute limit"),
    # Exchange, where the log-in worked but the mailbox may not be used: jstedfast/MailKit#1494
    (LoginRefused, r"user is authenticated but not connected"),
    # Dovecot: quota.c, FairEmail; Courier: imapd.c; Cyrus: FairEmail; GroupWise: OfflineIMAP's log
    (OverQuota, r"quota exceeded|not enough disk quota|you exceeded your mail quota"),
    (OverQuota, r"\bover quota|storage limit has been exceeded"),
    # Exchange, once it lost its own state: FairEmail
    (Offline, r"invalid in \w+ state"),
    # Exchange: lefcha/imapfilter#146
    (Unavailable, r"server unavailable"),
    # Yahoo: LukeSmithxyz/mutt-wizard#764; iCloud, as BAD: MailCore/mailcore2#1642; Mailo:
    # imapsync/imapsync#338; Dovecot: auth-client's login-common
    (Unavailable, r"temporar(?:y|ily) (?:\w+ )?(?:not available|unavailable|failure|problem)"),
    # Yahoo: joeyates/imap-backup#218
    (Unavailable, r"try again later"),
)

CODES: dict[str, Kind] = {
    "AUTHENTICATIONFAILED": LoginRefused,
    "AUTHORIZATIONFAILED": LoginRefused,
    "EXPIRED": LoginRefused,
    "PRIVACYREQUIRED": LoginRefused,
    "CONTACTADMIN": LoginRefused,
    "WEBALERT": LoginRefused,  # Gmail: log in by browser first
    "UNAVAILABLE": Unavailable,
    "INUSE": Unavailable,
    "TEMPFAIL": Unavailable,
    "THROTTLED": Throttled,
    "OVERQUOTA": OverQuota,
    "LIMIT": Refused,  # of the implementation, such as the size of a message
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
    "UNKNOWN-CTE": Refused,
}

# What only the log-in gives another meaning to.
CODES_AT_LOG_IN: dict[str, Kind] = {"LIMIT": Throttled, "SERVERBUG": Unavailable}
WORDS_AT_LOG_IN: tuple[tuple[Kind, str], ...] = (
    (Unavailable, r"(?:internal|system|server) error"),  # FairEmail
)

_NO_LOG_IN = frozenset({530, 534, 535, 538})  # SMTP

_CODE = re.compile(r"\[([A-Za-z][A-Za-z-]+)(?: [^\]]*)?\]")
_REPR = re.compile(r"""^\[?b(['"])(?P<bytes>.*)\1\]?$""", re.DOTALL)
_WAIT = re.compile(
    r"(?:back-?off time:?|(?:try|retry)(?: again)?(?: in| after)|wait(?: for)?) *"
    r"(\d{1,9}) *(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?|h)\b",
    re.IGNORECASE,
)
_UNIT = {"m": 60.0, "s": 1.0, "h": 3600.0}
_SAID_NO = re.compile(r"^[\w ]+ failed: (?P<said>.*)", re.DOTALL)
_SAID_BAD = re.compile(r"(?:command error: BAD |^BAD |\* (?:NO|BAD) )(?P<said>.*)", re.DOTALL)
_NO_IMAP = re.compile(r"unexpected (?:tagged )?response|got more than|WRONG_VERSION_NUMBER")


def said_no(said: str) -> MailError:
    """The error for the words after NO or BAD."""
    return _error(_kind(said) or Refused, "The server said no", said)


def hung_up(said: str, host: str) -> MailError:
    """The error for a lost line; `said` is what came with BYE, or what else is known."""
    kind = _kind(said)
    if kind is None or not BEHAVIOUR.get(kind, BEHAVIOUR[MailError]).ends:
        kind = Offline
    return _error(kind, f"The connection to {host} was lost", said)


def said_by_smtp(what: str, code: int, said: bytes, refused: Kind = Refused) -> MailError:
    """The error for an SMTP answer that is no consent: 4xx is "not now", 5xx is no.

    RFC 5321 §4.2.1; RFC 4954 §6 for the log-in; RFC 3463 §3.3 for a mailbox that is full.
    """
    words = said.decode("utf-8", "replace")
    if code in _NO_LOG_IN:
        kind: Kind = LoginRefused
    elif code // 100 == 5:
        kind = OverQuota if words.startswith("5.2.2 ") else refused
    else:
        kind = Throttled if code // 100 == 4 else Garbled
    return _error(kind, what, f"{code} {words}")


def _log_in(said: str, host: str) -> MailError:
    kind = _kind(said, WORDS + WORDS_AT_LOG_IN, CODES | CODES_AT_LOG_IN)
    if kind is None or issubclass(kind, Refused):
        kind = LoginRefused
    refused = kind is LoginRefused
    what = f"{host} does not accept the user or the password" if refused else f"{host} said no"
    return _error(kind, what, said)


def _kind(
    said: str, words: tuple[tuple[Kind, str], ...] = WORDS, codes: dict[str, Kind] = CODES
) -> Kind | None:
    if _seconds(said) is not None:
        return Throttled
    for kind, pattern in words:
        if re.search(pattern, said, re.IGNORECASE):
            return kind
    return next((codes[c] for c in _codes(said) if c in codes), None)


def _codes(said: str) -> list[str]:
    return [code.upper() for code in _CODE.findall(said)]


def _seconds(said: str) -> float | None:
    """How long the server wants to be left alone."""
    found = _WAIT.search(said)
    if found is None:
        return None
    unit = found[2].lower()
    return int(found[1]) * (0.001 if unit.startswith(("ms", "milli")) else _UNIT[unit[0]])


def _error(kind: Kind, what: str, said: str) -> MailError:
    words = _words(said)
    text = f"{what}: {words}" if words else what
    return Throttled(text, _seconds(said)) if kind is Throttled else kind(text)


def _words(text: str) -> str:
    """What the server said, without control characters, short enough for one line."""
    return "".join(c if c.isprintable() else " " for c in _bare(text))[:200].strip()


def _bare(text: str) -> str:
    shown = _REPR.match(text)  # the libraries show bytes as Python does
    return shown["bytes"] if shown else text


# --- what a library raised → what the server said -----------------------------------------------


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
        # IMAPClient calls every failure during log-in a LoginError, a lost line too.
        cause = error.__context__
        lost = isinstance(cause, imaplib.IMAP4.abort | OSError)
        return translate(cause, host, bye) if lost else _log_in(str(error), host)
    if isinstance(error, InvalidCriteriaError):
        return said_no(str(error).split("\n", 1)[0])
    if not bye and _NO_IMAP.search(str(error)):
        return Garbled(f"{host} answers in a way that cannot be read: {_words(str(error))}")
    if isinstance(error, imaplib.IMAP4.abort):
        return hung_up(bye or str(error), host)
    if isinstance(error, imaplib.IMAP4.error):
        return _answer(str(error), host)
    if isinstance(error, OSError):
        why = error.strerror or str(error) or type(error).__name__
        return hung_up(bye, host) if bye else Offline(f"{host} cannot be reached: {why}")
    return Garbled(f"{host} answers in a way that cannot be read: {type(error).__name__}")


def _answer(text: str, host: str) -> MailError:
    text = _bare(text)
    if "* BYE" in text:
        return hung_up(text, host)
    found = _SAID_NO.search(text) or _SAID_BAD.search(text)
    if found is None:
        return Garbled(f"{host} answers in a way that cannot be read: {_words(text)}")
    return said_no(found["said"])
