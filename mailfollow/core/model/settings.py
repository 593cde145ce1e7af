"""Days and limits, as the config sets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from mailfollow.core.calendar import Duration


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one kind, counted from its beginning (DESIGN.md §4)."""

    due: Duration
    opens: Duration | None = None
    late: Duration | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    follow_up: Window = Window(opens=Duration(1), due=Duration(2), late=Duration(7))
    introduce: Window = Window(due=Duration(3))
    call_back: Window = Window(due=Duration(7))
    send: Window = Window(due=Duration(3))
    drafts_at: time = time(7, 0)
    working_days: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    drafts_per_day: int = 5


class VerbFolder(StrEnum):
    """Folders as verbs; the values are the keys in `[verbs]`."""

    DONE = "done"
    DAY = "snooze_1_day"
    WEEK = "snooze_1_week"
    DROP = "drop"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class VerbFolders:
    """Which folders are verbs. `names` are full, with "/" between the parts; empty: none is."""

    names: Mapping[VerbFolder, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DigestTime:
    """When the morning mail goes out; `account` is the label of the account that it goes to."""

    at: time | None = None  # None: never
    account: str | None = None  # None: the first one
