"""What stands in a morning mail."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mailfollow.core.model.arrivals import Arrived, Circumstances
from mailfollow.core.model.drafts import Draft
from mailfollow.core.model.hearing import Heard
from mailfollow.core.model.memory import State
from mailfollow.core.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the morning mail. `number` is what an answer calls it by."""

    number: int
    state: State
    draft: Draft | None = None  # the one that waits or was edited
    circumstances: Circumstances = Circumstances()
    held: Reason | None = None  # why there is no draft


@dataclass(frozen=True, slots=True)
class Blind:
    """An account that could not be looked at."""

    name: str  # its label
    since: datetime
    detail: str = ""  # the error's own English sentence


@dataclass(frozen=True, slots=True)
class Morning:
    """Everything that one morning mail says, in its order. `since`: the mail before it."""

    day: date
    code: str
    since: datetime | None
    overdue: tuple[Item, ...] = ()
    due: tuple[Item, ...] = ()  # today and tomorrow, or until the next morning mail
    announced: tuple[Item, ...] = ()  # drafts that come before the next morning mail
    calls: tuple[Item, ...] = ()
    questions: tuple[Item, ...] = ()
    bounced: tuple[tuple[State, Arrived], ...] = ()
    laid: tuple[Draft, ...] = ()
    withdrawn: tuple[Draft, ...] = ()
    deleted: tuple[Draft, ...] = ()
    kept: tuple[Item, ...] = ()  # ticked off since, with its proof; wrongly, perhaps
    read: tuple[State, ...] = ()  # new in the people files
    heard: tuple[Heard, ...] = ()
    problems: tuple[str, ...] = ()  # of the people files, a sentence each
    blind: tuple[Blind, ...] = ()
    paused: Reason | None = None
    ahead: tuple[State, ...] = ()  # what falls due within the coming two weeks
    holidays: Container[date] = frozenset()  # of these two weeks; weekends need no telling
    names: Mapping[str, str] = field(default_factory=dict)  # commitment id → whose, for `heard`

    @property
    def items(self) -> tuple[Item, ...]:
        """Every line that has a number, in the order of the numbers."""
        owed = (*self.overdue, *self.due, *self.calls, *self.questions, *self.announced)
        return tuple(sorted((*owed, *self.kept), key=lambda item: item.number))

    @property
    def empty(self) -> bool:
        """Nothing owed and nothing new: no mail."""
        return not (
            self.items
            or self.bounced
            or self.laid
            or self.withdrawn
            or self.deleted
            or self.read
            or self.heard
            or self.problems
            or self.blind
            or self.paused
        )
