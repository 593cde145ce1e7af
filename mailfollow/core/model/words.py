"""What the user said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verb(StrEnum):
    DONE = "done"
    SNOOZE = "snooze"
    DROP = "drop"
    REOPEN = "reopen"
    YES = "yes"
    NO = "no"
    DRAFT = "draft"
    TRIED = "tried"
    OUTCOME = "outcome"
    RESUME = "resume"  # about no commitment: go on after a pause


@dataclass(frozen=True, slots=True)
class Word:
    """What the user said about one commitment; `resume` is about none.

    `arg`: snooze → ISO day; yes, no → message key of the question; done → note;
    outcome → "yes" or "no".
    """

    at: datetime
    commitment: str
    verb: Verb
    arg: str = ""
