"""Links that answer with one tap: mail to oneself, ready to be sent (RFC 6068)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from mailfollow.core.model import Item, Me, Morning
from mailfollow.say.digest.page import Link
from mailfollow.say.phrase import answer_words, phrase

OWED = ("done", "tomorrow", "week", "drop")
CALL = ("called", "tried", "tomorrow", "week", "drop")
ANNOUNCED = ("now", "done", "week", "drop")
QUESTION = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Reply:
    """Where an answer goes, and how it is tied to its morning mail."""

    me: Me
    address: str
    subject: str  # of the morning mail
    message_id: str  # of the morning mail, without angle brackets

    def links(self, number: int, answers: Sequence[str], label: str = "{}") -> tuple[Link, ...]:
        """One link for each of the answers; `label` is how its word is shown."""
        words = answer_words(self.me)
        known = (words[answer] for answer in answers if answer in words)
        return tuple(Link(label.format(word), self._href(f"{number} {word}")) for word in known)

    def _href(self, body: str) -> str:
        fields = {
            "subject": f"Re: {self.subject}",
            "body": body,
            "In-Reply-To": f"<{self.message_id}>",
        }
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
        return f"mailto:{quote(self.address, safe='@')}?{query}"


def instruction(morning: Morning, me: Me) -> tuple[str, ...]:
    """How to answer, with an example that fits this mail; nothing where nothing has a number."""
    if not morning.items:
        return ()
    words = answer_words(me)
    shown = dict.fromkeys(
        words[key] for key in (*OWED, "called", "tried", "yes", "no", "now") if key in words
    )
    return (
        phrase(me.language, "digest.answer", example=", ".join(_examples(morning, me))),
        phrase(me.language, "digest.words", words=", ".join(shown), friday=words["friday"]),
    )


def _examples(morning: Morning, me: Me) -> Iterator[str]:
    words = answer_words(me)
    usual = iter(("done", "friday", "drop"))
    for item in _apart(morning)[:3]:
        key = "yes" if item in morning.questions else next(usual)
        yield f"{item.number} {words[key]}"


def _apart(morning: Morning) -> list[Item]:
    """One line of each section that has numbers, then the others; in the order of the numbers."""
    sections = (morning.overdue, morning.due, morning.calls, morning.questions, morning.announced)
    firsts = [items[0] for items in sections if items]
    rest = [item for item in morning.items if item not in firsts]
    return sorted([*firsts, *rest][:3], key=lambda item: item.number)
