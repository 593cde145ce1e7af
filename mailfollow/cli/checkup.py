"""`check`: is the config right, does the log-in work, which folders, which letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from mailfollow import password
from mailfollow.core import promises
from mailfollow.core.model import Account, Folders, Kind, VerbFolder
from mailfollow.errors import ConfigError, MailError, MailfollowError, UsageError
from mailfollow.home import Home, opened
from mailfollow.letters.advice import advise
from mailfollow.mail import folders, smtp, verbs
from mailfollow.mail.session import Session
from mailfollow.say.check import Letter, Verbs, check, hint


def checkup(home: Home, now: datetime, *, create_folders: bool = False) -> tuple[str, int]:
    """The report, and the exit code of the first thing that is wrong (0: nothing).

    `create_folders`: make the verb folders that are missing; all else only looks.
    """
    names = home.household.verbs.names
    if create_folders and not names:
        raise UsageError("Nothing to make: write folders = true below [verbs] in config.toml.")
    found, folded = _accounts(home, names, create_folders)
    mailing = {a.label: _reach(a) for a in home.household.accounts if a.smtp}
    text = check(
        accounts=found,
        letters=_letters(home, now),
        language=home.config.me.language,
        problems=home.problems,
        verbs=folded,
        smtp=mailing,
    )
    said = (*(e for _, e in found), *folded.values(), *mailing.values())
    codes = [e.exit_code for e in said if isinstance(e, MailfollowError)]
    if home.problems:
        codes.append(ConfigError.exit_code)
    return text, codes[0] if codes else 0


def _reach(account: Account) -> MailError | None:
    """What keeps the morning mail from being handed in."""
    try:
        smtp.reach(account, password.read(account))
    except MailError as e:
        return e
    return None


def _accounts(
    home: Home, names: Mapping[VerbFolder, str], create: bool
) -> tuple[list[tuple[Account, Folders | MailfollowError]], dict[str, Verbs | MailfollowError]]:
    """What each account has; its verb folders by its label."""
    found: list[tuple[Account, Folders | MailfollowError]] = []
    folded: dict[str, Verbs | MailfollowError] = {}
    with opened(home.household.accounts) as boxes:
        for box in boxes:
            try:
                known = box.run(folders.discover)
            except MailError as e:
                found.append((box.account, e))
                continue
            found.append((box.account, known))
            try:
                folded[box.account.label] = box.run(partial(_verbs, known, names, create))
            except MailError as e:
                folded[box.account.label] = e
    return found, folded


def _verbs(
    known: Folders, names: Mapping[VerbFolder, str], create: bool, session: Session
) -> Verbs:
    there = verbs.find(known, names)
    lacking = [verb for verb in names if verb not in there]
    made = dict(zip(lacking, verbs.create(session, names), strict=True)) if create else {}
    states: dict[str, str] = {}
    for verb, name in names.items():
        if verb in there:
            states[there[verb]] = "there"
        else:
            states[made.get(verb, name)] = "made" if verb in made else "lacking"
    return states


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
