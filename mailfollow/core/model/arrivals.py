"""What an incoming mail says, and what came of an introduction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailfollow.core.model.messages import Arrival


@dataclass(frozen=True, slots=True)
class Arrived:
    """What an incoming mail says about one commitment; stored as evidence is.

    `about`: BOUNCE, DELAYED: the key of the sent message; PERSONAL, AWAY: the id it answers,
    "" where the contact wrote first. `who`: contact id of the sender.
    """

    commitment: str
    arrival: Arrival
    message: str  # its own key
    received_at: datetime
    seen_at: datetime
    who: str = ""
    address: str = ""  # a bounce: the address that failed; else the sender's
    about: str = ""
    until: date | None = None
    message_id: str | None = None
    subject: str = ""
    references: tuple[str, ...] = ()
    account: str = ""


class Outcome(StrEnum):
    """What came of an introduction, as far as it can be seen or was said."""

    NONE = "none"  # no answer so far
    ANSWERED = "answered"  # the third person wrote; what, only the user knows
    AWAY = "away"
    BOUNCED = "bounced"
    DECLINED = "declined"  # the user's word
    ACCEPTED = "accepted"  # the user's word


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a letter needs to know beside its commitment."""

    late: bool = False
    passed_on: date | None = None  # call_back: the day the card was passed on
    outcome: Outcome = Outcome.NONE
    outcome_on: date | None = None  # ANSWERED: that day; AWAY: the day it names
    answer_by: date | None = None  # introduce: one working day before the call-back is due
    carried: tuple[str, ...] = ()  # what is to be sent in the same letter
    answering: str | None = None  # a reply: the subject of the message it answers
