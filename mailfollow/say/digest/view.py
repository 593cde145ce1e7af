"""What every line of a morning mail needs to be said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailfollow.core.calendar import day_of
from mailfollow.core.model import Language, Me, Reason, State
from mailfollow.say.days import short_day, short_moment
from mailfollow.say.digest.answers import Reply
from mailfollow.say.phrase import counted, phrase
from mailfollow.say.reasons import reason


@dataclass(frozen=True, slots=True)
class View:
    today: date
    me: Me
    reply: Reply

    @property
    def language(self) -> Language:
        return self.me.language

    @property
    def zone(self) -> ZoneInfo:
        return self.me.timezone

    def say(self, key: str, **facts: object) -> str:
        return phrase(self.language, key, **facts)

    def counted(self, key: str, n: int) -> str:
        return counted(self.language, key, n)

    def reason(self, why: Reason) -> str:
        return reason(why, self.language, self.zone)

    def day(self, of: date) -> str:
        return short_day(of, self.language, self.today)

    def moment(self, of: datetime) -> str:
        return short_moment(of, self.language, self.zone, self.today)

    def by(self, state: State) -> str:
        day = falls_due(state, self.zone)
        return self.say("status.by", day=self.day(day)) if day else ""


def falls_due(state: State, zone: ZoneInfo) -> date | None:
    """The day by which it is owed, as it stands now."""
    if state.snoozed_until:
        return day_of(state.snoozed_until, zone)
    return state.commitment.due
