"""The rules that no letter may break, whatever its kind."""

from __future__ import annotations

import re

from mailfollow.core.model import Contact, Language
from mailfollow.letters.render import Letter

FORMAL_PL = re.compile(r"\b(?:Pan|Pani|Pana|Panu|Panem|Panią|Panie)\b")
FAMILIAR = {
    Language.PL: re.compile(
        r"\b(?:Ci|Ty|Cię|Ciebie|Tobą|Two\w+|Was|Wam|Wasz\w+|Daj|znajdziesz|myślisz|Cześć"
        r"|[Nn]apisz|zadzwoń)\b"
    ),
    Language.DE: re.compile(
        r"\b(?:du|dir|dich|dein\w*|euch|[Ee]ure?[mr]?|Sag|Hallo|Entschuldige|entschuldige"
        r"|[Ss]chreib|ruf)\b"
    ),
    Language.EN: re.compile(r"\bHi\b"),
}
FORMAL = {
    Language.PL: FORMAL_PL,
    Language.DE: re.compile(r"\b(?:Sie|Ihnen|Ihr\w*|geehrter?)\b"),
    Language.EN: re.compile(r"\bDear\b"),
}
MY_GENDERED = re.compile(r"\b\w+(?:łam|łem)\b")
DAYS = re.compile(
    r"\b(?:poniedział|wtor|środ|czwart|piąt|sobot|niedziel|dziś|jutro|\w+tag\b|heute|morgen|"
    r"today|tomorrow|\w+day\b)",
    re.IGNORECASE,
)


def well_formed(letter: Letter, told: str, *, card: str = "") -> None:
    """`card`: the block of lines that is no sentence; the paragraph before it ends with a colon."""
    text = f"{letter.subject}\n{letter.body}".replace(card, "Card.") if card else letter.body
    assert not re.search(r"[.,?!…:;][.,?!]| [.,?!:;]|  |\n\n\n|\{|\}|None|\\|\u2028", text), told
    assert not DAYS.search(text), told
    paragraphs = letter.body.split("\n\n")
    assert all(p == p.strip() and p for p in paragraphs), told
    first, *others = paragraphs[2 if letter.gap else 1 : -1]  # between salutation and closing
    for paragraph in (first, *others):
        wanted = ":" if card and paragraph == first else ".?"
        assert paragraph == card or paragraph[-1] in wanted, told
    assert (card in others) if card else True, told
    assert first[0].isupper() is (letter.language is Language.EN), told


def addressed_rightly(letter: Letter, reader: Contact, told: str) -> None:
    own = letter.body.removeprefix(letter.gap or "")
    wrong = FAMILIAR if reader.formal else FORMAL
    assert not wrong[letter.language].search(own), told
    if letter.language is Language.PL:
        assert bool(FORMAL_PL.search(own)) is (reader.formal and reader.gender is not None), told
