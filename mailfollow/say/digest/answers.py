"""Links that answer with one tap: mail to oneself, ready to be sent (RFC 6068)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from mailfollow.core.model import Item, Me, Morning
from mailfollow.say.digest.page import Link
from mailfollow.say.phrase import answer_words, phrase, quoted

OWED = ("done", "tomorrow", "week", "drop")
CALL = ("called", "tried", "tomorrow", "week", "drop")
ANNOUNCED = ("now", "done", "week", "drop")
QUESTION = ("yes", "no")
KEPT = ("reopen",)
_WORDS = ("done", "drop", "called", "tried", "yes", "no", "now", "reopen")


@dataclass(frozen=True, slots=True)
class Reply:
    """Where an answer goes, and how it is tied to its morning mail."""

    me: Me
    address: str
    subject: str  # of the morning mail
    message_id: str  # of the morning mail, without angle brackets

    def links(
        self, number: int, answers: Sequence[str], label: Callable[[str], str] = str
    ) -> tuple[Link, ...]:
        """One link for each of the answers; `label` is how its word is shown."""
        words = answer_words(self.me)
        said = (words[answer] for answer in answers)
        return tuple(Link(label(word), self._href(f"{number} {word}")) for word in said)

    def _href(self, body: str) -> str:
        fields = {
            "subject": f"Re: {self.subject}",
            "body": body,
            "In-Reply-To": f"<{self.message_id}>",
        }
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
        return f"mailto:{quote(self.address, safe='@')}?{query}"


def instruction(morning: Morning, me: Me) -> tuple[str, ...]:
    """How to answer, with an example that fits this mail; nothing where nothing has a number.

    The examples are quoted: where a client quotes this mail unmarked, they are no answers.
    """
    if not morning.items:
        return ()
    words = answer_words(me)
    known = dict.fromkeys(words[key] for key in _WORDS)
    days = (words[key] for key in ("tomorrow", "friday", "week"))
    examples = ", ".join(quoted(me.language, said) for said in _examples(morning, me))
    return (
        phrase(me.language, "digest.answer", example=examples),
        phrase(me.language, "digest.words", words=", ".join(known), days=", ".join(days)),
    )


def _examples(morning: Morning, me: Me) -> Iterator[str]:
    """Up to three answers, of as many sections as there are, in the order of the numbers."""
    words = answer_words(me)
    usual = iter(("done", "friday", "drop"))
    for item in _apart(morning):
        key = next((key for key, items in _usual(morning).items() if item in items), None)
        yield f"{item.number} {words[key or next(usual)]}"


def _usual(morning: Morning) -> dict[str, tuple[Item, ...]]:
    return {
        "called": morning.calls,
        "yes": morning.questions,
        "now": morning.announced,
        "reopen": morning.kept,
    }


def _apart(morning: Morning) -> list[Item]:
    sections = (morning.overdue, morning.due, *_usual(morning).values())
    firsts = [items[0] for items in sections if items]
    rest = [item for item in morning.items if item not in firsts]
    return sorted([*firsts, *rest][:3], key=lambda item: item.number)
