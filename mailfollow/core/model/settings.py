"""Days and limits, as the config sets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

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
