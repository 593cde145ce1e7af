"""The one line that says what only the user can write (LETTERS.md, Gaps)."""

from __future__ import annotations

from mailfollow.core.model import Commitment, Kind, Language
from mailfollow.letters.phrases import tidy

MARK = "✎"
_PERSONAL = {
    Language.PL: (
        "Tu dopisać jedno własne zdanie: o czym była rozmowa albo co Was łączy. "
        "Potem wpisać adresata{to} i usunąć tę linię."
    ),
    Language.DE: (
        "Hier ein eigener Satz: worum es im Gespräch ging oder was euch verbindet. "
        "Dann den Empfänger{to} eintragen und diese Zeile löschen."
    ),
    Language.EN: (
        "One sentence of your own here: what you talked about, or what you share. "
        "Then fill in the recipient{to} and delete this line."
    ),
}


def gap_of(commitment: Commitment) -> str | None:
    """The ✎ line of a letter that would be impersonal without the user, else None."""
    meeting = commitment.meeting
    if commitment.kind is not Kind.FOLLOW_UP or meeting is None:
        return None
    if tidy(meeting.talked_about) or tidy(meeting.in_common):
        return None
    contact = commitment.contact
    to = f" {contact.addresses[0]}" if contact.addresses else ""
    return f"{MARK} {_PERSONAL[contact.language].format(to=to)}"
