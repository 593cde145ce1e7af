"""A promise with its days computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailfollow.core.model.people import Contact, Kind, Meeting, Promise


class Status(StrEnum):
    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"
    DROPPED = "dropped"

    @property
    def open(self) -> bool:
        return self not in (Status.FULFILLED, Status.DROPPED)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise with its days computed: one kind, one contact, opens, due.

    `opens` and `due` are None for a follow-up first seen long after its meeting: it is only
    told (DESIGN.md §4). `origin` is the day from which mail can prove it; `origin_moment`
    sharpens that day where the user wrote a time. `occasion` is the day a person set in the
    TOML; words may set a later one (`core.state`).
    """

    id: str
    kind: Kind
    contact: Contact
    origin: date
    occasion: date
    opens: date | None
    due: date | None
    late: date | None = None  # from the day after this one, the letter says so
    origin_moment: datetime | None = None
    ended: date | None = None  # the day of the newer meeting that ends this follow-up
    meeting: Meeting | None = None
    promise: Promise | None = None
    third: Contact | None = None  # the third person of an introduction or its call-back
    introduction: str | None = None  # a call-back's introduction: its commitment id
    counts_from: datetime | None = None  # call_back: mail from this moment on can keep it
    source: str = ""

    @property
    def reader(self) -> Contact:
        """To whom its letter is written: the contact, or the third person of a pass-on."""
        passed_on = self.kind is Kind.INTRODUCE and self.promise and not self.promise.joint
        return self.third if passed_on and self.third else self.contact
