"""`[timing]` and `[limits]`."""

from __future__ import annotations

from mailfollow.core.model import Limits, Timing, Window
from mailfollow.toml import values
from mailfollow.toml.section import Section


def read_timing(section: Section | None) -> Timing:
    default = Timing()
    if section is None:
        return default
    drafts_at = section.take("drafts_at", values.clock)
    timing = Timing(
        follow_up=_window(section, "follow_up", default.follow_up),
        introduce=_window(section, "introduce", default.introduce),
        call_back=_window(section, "call_back", default.call_back),
        send=_window(section, "send", default.send),
        drafts_at=default.drafts_at if drafts_at is None else drafts_at,
        working_days=section.take("working_days", values.flag) is not False,
    )
    section.done()
    return timing


def _window(timing: Section, key: str, default: Window) -> Window:
    """One kind's days; only a follow-up opens later and has a day from which it is late."""
    below = timing.below(key, f"[timing.{key}]")
    if below is None:
        return default
    window = Window(
        opens=below.take("opens", values.length) or default.opens if default.opens else None,
        due=below.take("due", values.length) or default.due,
        late=below.take("late", values.length) or default.late if default.late else None,
    )
    below.done()
    days = [values.days_of(d) for d in (window.opens, window.due, window.late) if d]
    if days != sorted(days):
        timing.tell(key, f"{key}: opens must not come after due, nor due after late.")
    return window


def read_limits(section: Section | None) -> Limits:
    if section is None:
        return Limits()
    number = section.take("drafts_per_day", values.whole(0, 100))
    section.done()
    return Limits() if number is None else Limits(drafts_per_day=number)
