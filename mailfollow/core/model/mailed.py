"""The journal of the morning mails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Mailed(StrEnum):
    """Stages of a morning mail; one in doubt is never sent again."""

    INTENDED = "intended"
    SENT = "sent"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"  # nothing was handed over
    NOTHING = "nothing"  # there was nothing to say that day


@dataclass(frozen=True, slots=True)
class Digest:
    """One row of the journal: at most one mail a day, and what its numbers mean."""

    day: date
    message_id: str
    code: str  # in the subject: ties an answer whose client drops In-Reply-To
    stage: Mailed
    laid_at: datetime
    since: datetime
    account: str  # the account's address
    numbers: tuple[str, ...] = ()  # commitment ids: the first one is number 1
    questions: tuple[str, ...] = ()  # beside them: the message key of a question, or ""
