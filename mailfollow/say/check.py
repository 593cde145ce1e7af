"""`check`: the configuration, the folders and why those, the sentences of each letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mailfollow.core.model import Account, Contact, Folder, Folders, Language
from mailfollow.errors import MailfollowError, Problem
from mailfollow.say.clean import clean
from mailfollow.say.phrase import locale, phrase

Letter = tuple[Contact, Sequence[str] | MailfollowError, Sequence[str], Sequence[str]]
"""A contact; the finished sentences, or why there are none; the elements that are missing
("time", "personalisation", "bridge"); hints, as sentences."""


Verbs = Mapping[str, str]
"""Folders as verbs: the name, and "there", "made" just now, or "lacking"."""


def check(
    *,
    accounts: Sequence[tuple[Account, Folders | MailfollowError]],
    letters: Sequence[Letter],
    language: Language,
    problems: Sequence[Problem] = (),
    verbs: Mapping[str, Verbs | MailfollowError] | None = None,
    smtp: Mapping[str, MailfollowError | None] | None = None,
) -> str:
    """The whole report, safe to print. `problems` are those that stop nothing.

    By the account's label: `verbs`, and for those with an SMTP server what went wrong there.
    """
    folded, mailing = verbs or {}, smtp or {}
    blocks = [
        _config(problems, language),
        *(
            [
                *_account(account, found, language),
                *_verbs(folded.get(account.label), language),
                *_smtp(account, mailing, language),
            ]
            for account, found in accounts
        ),
        *(_letter(letter, language) for letter in letters),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def hint(code: str, facts: Mapping[str, str], language: Language) -> str:
    """The sentence for a `core.model.HintCode`."""
    shown = dict(facts)
    if named := facts.get("language"):
        shown["language"] = locale(language).languages.get(named, named)
    return phrase(language, f"hint.{code}", **shown)


def _config(problems: Sequence[Problem], language: Language) -> list[str]:
    if not problems:
        return [phrase(language, "check.fine")]
    return [phrase(language, "check.problems"), *(f"  {clean(str(p))}" for p in problems)]


def _account(account: Account, found: Folders | MailfollowError, language: Language) -> list[str]:
    head = phrase(language, "check.account", name=account.label, address=account.address)
    if isinstance(found, MailfollowError):
        return [head, f"  {phrase(language, 'check.out', error=found.sentence)}"]
    return [head, *(f"  {line}" for line in _folders(found, language))]


def _folders(folders: Folders, language: Language) -> Iterator[str]:
    yield phrase(language, "check.in")
    for folder in folders.sent:
        yield _folder("sent", folder, language)
    yield _folder("drafts", folders.drafts, language)
    if folders.trash:
        yield _folder("trash", folders.trash, language)
    else:
        yield phrase(language, "check.no_trash", role=phrase(language, "check.trash"))


def _folder(role: str, folder: Folder, language: Language) -> str:
    return phrase(
        language,
        "check.folder",
        role=phrase(language, f"check.{role}"),
        folder=folder.name,
        why=phrase(language, f"check.{folder.why}"),
    )


def _verbs(found: Verbs | MailfollowError | None, language: Language) -> Iterator[str]:
    if isinstance(found, MailfollowError):
        yield f"  {phrase(language, 'check.out', error=found.sentence)}"
    elif found:
        yield f"  {phrase(language, 'check.verbs')}"
        for name, state in found.items():
            yield f"    {phrase(language, f'check.{state}', folder=name)}"
        if "lacking" in found.values():
            yield f"    {phrase(language, 'check.make')}"


def _smtp(
    account: Account, mailing: Mapping[str, MailfollowError | None], language: Language
) -> Iterator[str]:
    if account.smtp is None or account.label not in mailing:
        return
    if wrong := mailing[account.label]:
        yield f"  {phrase(language, 'check.out', error=wrong.sentence)}"
    else:
        yield f"  {phrase(language, 'check.smtp', host=account.smtp.host)}"


def _letter(letter: Letter, language: Language) -> list[str]:
    contact, sentences, missing, hints = letter
    if isinstance(sentences, MailfollowError):
        lines = [phrase(language, "check.out", error=sentences.sentence)]
    elif sentences:
        lines = [*map(clean, sentences), _elements(missing, language)]
    else:
        lines = [phrase(language, "check.no_letter")]
    lines += [phrase(language, "check.hint", hint=text) for text in hints]
    return [clean(contact.name), *(f"  {line}" for line in lines)]


def _elements(missing: Sequence[str], language: Language) -> str:
    if not missing:
        return phrase(language, "check.complete")
    names = "; ".join(phrase(language, f"check.{element}") for element in missing)
    return phrase(language, "check.missing", missing=names)
