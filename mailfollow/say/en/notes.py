"""What is said about new people files, in English."""

from __future__ import annotations

PHRASES = {
    "what.answer": "answer[: {subject}| a mail]",
    "note.there": "This stands in a file already[: {file}].",
    "note.known_as": (
        "{who} is known already; what is new about the person belongs into the entry there is"
        "[: {file}]."
    ),
    "import.new": "new: {who}[ ({to})]",
    "import.known": "known already: {who}[ ({file})]",
    "import.twice": "more than once: {who}",
    "import.mine": "you yourself: [{who} ({to})|{to}]",
    "import.unread": "not readable in {file}: {n}",
    "import.dry": "Nothing has been written yet; the same command with --yes does it.",
    "import.nobody": "There is nobody new, so nothing is written.",
}
