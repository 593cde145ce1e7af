"""What a person's name says, and what it does not (LETTERS.md §2). Nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from anyascii import anyascii

from mailfollow.core.first_names import FIRST_NAMES
from mailfollow.core.model import Gender, Title

PARTICLES = frozenset(
    "von van vom de der den dem zu zum zur di da del della dos das do du le la el al bin ibn ten "
    "ter".split()
)
"""Words that open a surname."""

_PROFESSOR = frozenset("prof professor profesor".split())
_DOCTOR = frozenset("dr dr.-ing doktor doctor drs".split())
_DROPPED = frozenset(
    "dipl dipl.-ing dipl.ing dipl.-inf dipl.-kfm dipl.-kffr dipl.-phys dipl.-psych dipl.-biol "
    "dipl.-des mgr inż hab rer mba ph.d phd m.a msc m.sc m.eng beng b.eng bsc b.sc b.a ll.m llm "
    "ll.b h.c n.med fh".split()
)
_DROPPED_IF_DOTTED = frozenset(
    "phil nat med jur ing inz lek adw mag arch pol oec theol vet em n ma ba".split()
)  # Phil and Ma are names, Ing. and phil. are not
_ONLY_IN_FRONT = frozenset("doktor doctor professor profesor".split())  # surnames, too
_HONORIFICS = {
    "frau": Gender.F, "pani": Gender.F, "mrs": Gender.F, "ms": Gender.F, "miss": Gender.F,
    "herr": Gender.M, "herrn": Gender.M, "pan": Gender.M, "mr": Gender.M,
}  # fmt: skip
_ORDER = (Title.DR, Title.PROF)


class Doubt(StrEnum):
    """What the user should be asked about a name."""

    ORDER = "order"  # “Kowalska Anna”: is the second word the first name?
    SURNAME = "surname"  # which of the words are the surname?


@dataclass(frozen=True, slots=True)
class Name:
    """`full` is in reading order, without titles; `gender` only where Frau, Pan, Mr … says it."""

    full: str
    first: str | None = None
    surname: str | None = None
    title: Title | None = None
    gender: Gender | None = None
    doubt: Doubt | None = None


def parse(written: str, surname: str | None = None, title: str | None = None) -> Name:
    """Read a name as typed: titles taken out, “Kowalska, Anna” turned round, words told apart.

    `surname` and `title` are what the user wrote beside the name, where they did.
    """
    words, rank, gender = _strip_titles(_turned_round(_clean(written)).split())
    _, beside, stated = _strip_titles(_clean(title or "").split())
    highest = max((t for t in (rank, beside) if t), key=_ORDER.index, default=None)
    gender = stated or gender
    full = " ".join(words)
    if surname:
        return _with_surname(full, _clean(surname), highest, gender)
    first, last, doubt = _split(words, honoured=bool(gender or rank))
    return Name(full, first, last, highest, gender, doubt)


def identifier(name: str) -> str:
    """A name as an id: ASCII, lower case, hyphens (“Max Müller” → max-mueller); may be empty."""
    text = _clean(name).lower()
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(letter, pair)
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _turned_round(name: str) -> str:
    last, comma, first = name.partition(",")
    tail = first.replace(",", " ").split()
    if not comma or all(_rank(w) or _plain(w) in _DROPPED_IF_DOTTED for w in tail):
        kept = [w for w in tail if isinstance(_rank(w), Title)]
        return " ".join([last, *kept])
    return " ".join([*tail, last])


def _plain(word: str) -> str:
    return word.strip(".,()").casefold()


def _rank(word: str) -> Title | bool:
    """The title a word is; True for one that salutations drop; False for none."""
    plain = _plain(word)
    if plain in _PROFESSOR:
        return Title.PROF
    if plain in _DOCTOR:
        return Title.DR
    return plain in _DROPPED or (word.endswith(".") and plain in _DROPPED_IF_DOTTED)


def _strip_titles(parts: list[str]) -> tuple[list[str], Title | None, Gender | None]:
    words: list[str] = []
    titles: list[Title] = []
    for word in (w for part in parts for w in _unglued(part)):
        rank = _rank(word) if not words or _plain(word) not in _ONLY_IN_FRONT else False
        if isinstance(rank, Title):
            titles.append(rank)
        elif not rank:
            words.append(word)
    highest = max(titles, key=_ORDER.index, default=None)
    honour = _HONORIFICS.get(_plain(words[0])) if words else None
    if honour is None or (len(words) == 2 and _plain(words[0]) == "pan"):  # Pan Wei
        return words, highest, None
    return words[1:], highest, honour


def _unglued(word: str) -> list[str]:
    """“Prof.Dr.Müller” typed without blanks, in words."""
    if re.match(r"(?i)(prof|dr|mgr|inż)\.[^\W\d_.-]", word) and not _rank(word):
        head, _, rest = word.partition(".")
        return [f"{head}.", *_unglued(rest)]
    return [word]


def _split(words: list[str], honoured: bool) -> tuple[str | None, str | None, Doubt | None]:
    if not words:
        return None, None, None
    if words[0].casefold() in PARTICLES and len(words) > 1:
        return None, None, Doubt.SURNAME
    opening = next((i for i, w in enumerate(words) if i and w.casefold() in PARTICLES), None)
    if opening and opening < len(words) - 1:
        return " ".join(words[:opening]), " ".join(words[opening:]), None
    if len(words) == 1:
        return _single(words[0], honoured)
    if len(words) > 2:
        return None, None, Doubt.SURNAME
    if _known(words[1]) and not _known(words[0]):
        return None, None, Doubt.ORDER
    return words[0], words[1], None


def _single(word: str, honoured: bool) -> tuple[str | None, str | None, Doubt | None]:
    if _known(word):
        return word, None, None
    return (None, word, None) if honoured else (None, None, Doubt.SURNAME)


def _known(word: str) -> bool:
    return all(part in FIRST_NAMES for part in word.casefold().split("-"))


def _with_surname(full: str, surname: str, title: Title | None, gender: Gender | None) -> Name:
    if full.casefold().endswith(f" {surname.casefold()}"):
        first = full[: -len(surname)].strip()
    elif full.casefold().startswith(f"{surname.casefold()} "):
        first = full[len(surname) :].strip()
    elif full.casefold() == surname.casefold():
        return Name(full, None, surname, title, gender)
    else:
        first = full
    return Name(f"{first} {surname}", first, surname, title, gender)
