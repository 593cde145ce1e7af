"""`check`: is the config right, does the log-in work, which folders, which letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailfollow.core import promises
from mailfollow.core.model import Account, Folders, Kind
from mailfollow.errors import ConfigError, MailError, MailfollowError
from mailfollow.home import Home, opened
from mailfollow.letters.advice import advise
from mailfollow.mail import folders
from mailfollow.say.check import Letter, check, hint


def checkup(home: Home, now: datetime) -> tuple[str, int]:
    """The report, and the exit code of the first thing that is wrong (0: nothing)."""
    found = _accounts(home)
    text = check(
        accounts=found,
        letters=_letters(home, now),
        language=home.config.me.language,
        problems=home.problems,
    )
    codes = [e.exit_code for _, e in found if isinstance(e, MailfollowError)]
    if home.problems:
        codes.append(ConfigError.exit_code)
    return text, codes[0] if codes else 0


def _accounts(home: Home) -> Sequence[tuple[Account, Folders | MailfollowError]]:
    found: list[tuple[Account, Folders | MailfollowError]] = []
    with opened(home.household.accounts) as boxes:
        for box in boxes:
            try:
                found.append((box.account, box.run(folders.discover)))
            except MailError as e:
                found.append((box.account, e))
    return found


def _letters(home: Home, now: datetime) -> Sequence[Letter]:
    me, household = home.config.me, home.household
    drawn = promises.commitments(
        household.people, household.timing, household.holidays, {}, now, me.timezone
    )
    letters: list[Letter] = []
    for commitment in drawn:
        if commitment.kind is Kind.FOLLOW_UP and not commitment.ended:
            try:
                advice = advise(commitment, me=me, letters=home.letters)
            except MailfollowError as e:
                letters.append((commitment.contact, e, (), ()))
                continue
            hints = [hint(h.code, dict(h.facts), me.language) for h in advice.hints]
            letters.append((commitment.contact, advice.sentences, advice.missing, hints))
    return letters
