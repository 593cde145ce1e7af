"""Was zu neuen Personendateien gesagt wird, auf Deutsch: mit „Sie“."""

from __future__ import annotations

PHRASES = {
    "what.answer": "antworten[: {subject}| auf eine Mail]",
    "note.there": "Das steht schon in einer Datei[: {file}].",
    "note.known_as": (
        "{who} ist schon bekannt; was zur Person neu ist, gehört in den vorhandenen Eintrag"
        "[: {file}]."
    ),
    "import.new": "neu: {who}[ ({to})]",
    "import.known": "schon bekannt: {who}[ ({file})]",
    "import.twice": "mehrfach vorhanden: {who}",
    "import.mine": "Sie selbst: [{who} ({to})|{to}]",
    "import.unread": "nicht lesbar in {file}: {n}",
    "import.dry": "Noch ist nichts geschrieben; derselbe Befehl mit --yes erledigt das.",
    "import.nobody": "Es ist niemand Neues dabei, deshalb wird nichts geschrieben.",
}
