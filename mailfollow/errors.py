"""The tree of errors. Each owns its sentence (what happened, what to do) and its exit code.

    MailfollowError
      UsageError            64  the command's words are off
      ConfigError           78  config.toml or a people file; carries all Problems at once
      Temporary             75
        Busy                    another mailfollow holds the mailbox
        LedgerError             the ledger cannot be opened, read or written
          LedgerDamaged           its file is not what was written to it
        TooManyDrafts           the circuit breaker
        MailError               something with the server; `mail.trouble` says which class when
          Offline                 unreachable, connection lost, deadline
            Connecting              not connected yet
            Garbled                 it does not speak IMAP as we know it
          Unavailable             "not now": the server itself is in trouble
          Throttled               it asks us to slow down
          Refused                 NO to this one thing
            OverQuota               the mailbox is full
          FolderUnclear       78  no answer to "which mailbox is Sent / Drafts / Trash"
          InDoubt                 an APPEND whose end we do not know
          LoginRefused        77  wrong user or password, or the account may not log in
            NoPassword              it could not be had
      Stopping                  asked to end, in the middle of a sweep
      TemplateError         78  a template failed: file and line
      LetterImpossible      78  a letter of this kind cannot be written

The sentences are English: prose in the user's language belongs to `say`.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Self


class MailfollowError(Exception):
    """Anything mailfollow tells the user about and survives."""

    exit_code = 70

    @property
    def sentence(self) -> str:
        return str(self)


class UsageError(MailfollowError):
    exit_code = 64


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a TOML file. `line` counts from 1; `who` is the person it is about.

    `fatal` False: worth mending, yet the file is used.
    """

    file: str
    line: int | None
    sentence: str
    who: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {f'{self.who}: ' if self.who else ''}{self.sentence}"


class ConfigError(MailfollowError):
    exit_code = 78

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))


class Temporary(MailfollowError):
    exit_code = 75


class Busy(Temporary):
    pass


class LedgerError(Temporary):
    pass


class LedgerDamaged(LedgerError):
    pass


class TooManyDrafts(Temporary):
    """`which`: minute, day or contact."""

    def __init__(self, which: str, most: int) -> None:
        self.which, self.most = which, most
        super().__init__(f"No more drafts for now: the limit of {most} per {which} is reached.")


class MailError(Temporary):
    """Something went wrong at the mail server: what happened, and then what to do."""

    advice = ""

    @property
    def sentence(self) -> str:
        what = str(self)
        return f"{what.rstrip('.')}. {self.advice}" if self.advice else what

    def anew(self) -> Self:
        """The same to be kept, or to be raised again.

        An error that was raised holds every frame it came through, and all that these hold.
        """
        return copy(self)


class Offline(MailError):
    advice = "mailfollow keeps trying."


class Connecting(Offline):
    advice = ""


class Garbled(Offline):
    advice = "mailfollow keeps trying; are host, port and tls in config.toml right?"


class Unavailable(MailError):
    advice = "The trouble is at the server; mailfollow keeps trying."


class Throttled(MailError):
    """`seconds`: for how long the server wants to be left alone, where it says so."""

    def __init__(self, what: str, seconds: float | None = None) -> None:
        self.seconds = seconds
        wait = "a while" if seconds is None else f"{seconds:.0f} s"
        self.advice = f"mailfollow waits for {wait} and then goes on."
        super().__init__(what)


class Refused(MailError):
    advice = "All else goes on."


class OverQuota(Refused):
    advice = "The mailbox is full: make room in it, then mailfollow goes on."


class FolderUnclear(MailError):
    exit_code = 78


class InDoubt(MailError):
    """The last byte of an APPEND was handed over and no answer came."""


class LoginRefused(MailError):
    exit_code = 77
    advice = (
        "Check user and password in config.toml; many providers want an app password, "
        "and IMAP switched on in the settings of the mailbox."
    )


class NoPassword(LoginRefused):
    advice = ""


class Stopping(MailfollowError):
    """What was begun ends as it would at a crash: the next start takes it up."""


class TemplateError(MailfollowError):
    exit_code = 78

    def __init__(self, file: str, line: int | None, what: str) -> None:
        self.file, self.line, self.what = file, line, what
        place = f"{file}, line {line}" if line else file
        super().__init__(f"The template {place} does not work: {what}")


class LetterImpossible(MailfollowError):
    exit_code = 78
