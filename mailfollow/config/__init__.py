"""config.toml → one frozen value, or all the problems at once (DESIGN.md §4).

The `[[contacts]]` of config.toml are read here, too: what is wrong with them is a ConfigError.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import platformdirs

from mailfollow import entries
from mailfollow.config.accounts import read_accounts
from mailfollow.config.digest import read_digest
from mailfollow.config.me import holidays_of, read_me
from mailfollow.config.timing import read_limits, read_timing
from mailfollow.config.verbs import read_verbs
from mailfollow.core.model import Account, DigestTime, Limits, Me, Timing, VerbFolders
from mailfollow.errors import ConfigError, Problem
from mailfollow.toml.read import Notes, Shape, Table, read, read_file
from mailfollow.toml.section import Section

SHAPE = Shape(frozenset({"me", "accounts", "timing", "limits", "digest", "verbs"}), entries.ARRAYS)


@dataclass(frozen=True, slots=True)
class Config:
    """What config.toml says. `inline` are the people who stand in config.toml itself."""

    path: Path
    me: Me
    accounts: tuple[Account, ...]
    timing: Timing
    limits: Limits
    digest: DigestTime
    verbs: VerbFolders
    people_dir: Path
    templates_dir: Path
    holidays: Container[date]
    inline: entries.Entries

    @property
    def inline_people(self) -> bool:
        return bool(self.inline.contacts or self.inline.meetings or self.inline.promises)


def default_path() -> Path:
    """Where config.toml is looked for: the XDG config directory."""
    return platformdirs.user_config_path("mailfollow") / "config.toml"


def load(path: Path | None = None) -> Config:
    """Read config.toml; None: from the XDG config directory.

    Raises ConfigError with every problem that makes it unusable, and the smaller ones beside.
    """
    path = (path or default_path()).expanduser().absolute()
    notes = Notes(path.name)
    if not path.is_file():
        raise ConfigError((_missing(path),))
    text = read_file(path, notes)
    root = Section(
        read(text, SHAPE, notes) if text is not None else Table(1), "the head of the file", notes
    )
    config = _config(path, root) if text is not None else None
    if config is None or any(p.fatal for p in notes.problems):
        raise ConfigError(tuple(sorted(notes.problems, key=lambda p: p.line or 0)))
    return config


def _missing(path: Path) -> Problem:
    sentence = f"There is no config file at {path}; copy config.example.toml there and fill it in."
    return Problem(path.name, None, sentence)


def _config(path: Path, root: Section) -> Config:
    accounts = read_accounts(root, path.parent)
    me = read_me(root, accounts)
    timing = read_timing(root.below("timing", "[timing]"))
    limits = read_limits(root.below("limits", "[limits]"))
    labels = [a.label for a in accounts]
    digest = read_digest(root.below("digest", "[digest]"), labels)
    verbs = read_verbs(root.below("verbs", "[verbs]"), me.language)
    inline = entries.read(root, me, labels)
    root.done()
    return Config(
        path=path,
        me=me,
        accounts=accounts,
        timing=timing,
        limits=limits,
        digest=digest,
        verbs=verbs,
        people_dir=path.parent / "people",
        templates_dir=path.parent / "templates",
        holidays=holidays_of(me.country, me.region),
        inline=replace(inline, problems=tuple(root.notes.problems)),
    )
