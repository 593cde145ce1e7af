"""What is found in one file, with the places where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Generic, TypeVar

from mailfollow.core.calendar import day_of, moment_of
from mailfollow.core.model import Contact, Me, Meeting, Promise
from mailfollow.errors import Problem
from mailfollow.toml.section import Section

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value with its line, the lines of its keys, and the person it is about."""

    value: T
    line: int
    who: str
    lines: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, value: T, section: Section) -> Found[T]:
        return cls(value, section.line(), section.who, section.table.lines)


@dataclass(frozen=True, slots=True)
class Entries:
    """One file's people. In meetings and promises of the top level, `contact` and the third
    person are as written; their contact may be in another file."""

    file: str
    contacts: tuple[Found[Contact], ...] = ()
    meetings: tuple[Found[Meeting], ...] = ()
    promises: tuple[Found[Promise], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def fatal(self) -> bool:
        return any(p.fatal for p in self.problems)


@dataclass(slots=True)
class Reading:
    """One file being read: what holds for everybody in it, and what was found so far."""

    root: Section
    me: Me
    accounts: Collection[str]
    on: date | datetime | None = None
    at: str | None = None
    contacts: list[Found[Contact]] = field(default_factory=list)
    meetings: list[Found[Meeting]] = field(default_factory=list)
    promises: list[Found[Promise]] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.root.notes.file

    def moment(self, on: date | datetime) -> datetime | None:
        """The moment, in UTC, where a time of day was written."""
        if not isinstance(on, datetime):
            return None
        if on.tzinfo:
            return on.astimezone(UTC)
        return moment_of(on.date(), on.time(), self.me.timezone)

    def day(self, on: date | datetime) -> date:
        """The civil day, in the user's zone."""
        moment = self.moment(on)
        return day_of(moment, self.me.timezone) if moment else on
