"""`[verbs]`: the folders that are verbs, by names in the user's language unless set otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mailfollow.core.model import Language, VerbFolder, VerbFolders
from mailfollow.toml import values
from mailfollow.toml.section import Section

_TOP = "Mailfollow"
_NAMES: Mapping[Language, tuple[str, ...]] = {  # in the order of VerbFolder
    Language.EN: ("Done", "Snooze 1 day", "Snooze 1 week", "Drop", "Follow up"),
    Language.PL: (
        "Zrobione",
        "Odłożone o dzień",
        "Odłożone o tydzień",
        "Porzucone",
        "Odezwać się",
    ),
    Language.DE: (
        "Erledigt",
        "Einen Tag später",
        "Eine Woche später",
        "Aufgegeben",
        "Nachfassen",
    ),
}
_NEVER = re.compile(r"[{}%*\\\"]")
"""Wildcards, and what makes trouble in an IMAP command (RFC 9051 §5.1, §9)."""


def read_verbs(section: Section | None, language: Language) -> VerbFolders:
    """No verb folders where they are not switched on."""
    if section is None:
        return VerbFolders()
    wanted = section.take("folders", values.flag)
    top = section.take("name", _folder) or _TOP
    usual = dict(zip(VerbFolder, _NAMES[language], strict=True))
    names = {verb: section.take(verb, _folder) or usual[verb] for verb in VerbFolder}
    _tell_twins(section, names)
    section.done()
    full = {verb: f"{top}/{name}" for verb, name in names.items()}
    return VerbFolders(full if wanted else {})


def _folder(value: object) -> str:
    """A folder's name, with "/" between the parts of a longer one."""
    name = values.text(value)
    if found := _NEVER.search(name):
        raise ValueError(f"a folder's name cannot hold {found[0]}")
    if not all(part.strip() for part in name.split("/")):
        raise ValueError("write “/” only between the names of two folders")
    return name


def _tell_twins(section: Section, names: Mapping[VerbFolder, str]) -> None:
    first: dict[str, VerbFolder] = {}
    for verb, name in names.items():
        twin = first.setdefault(name.casefold(), verb)
        if twin is not verb:
            key = verb if section.has(verb) else twin
            section.tell(key, f"{twin} and {verb} need folders of their own: both are “{name}”.")
