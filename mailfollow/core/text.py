"""What the words of a mail say, where its structure cannot: pl, de and en alike."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from mailfollow.core.model import Body, Contact, Me

_NO_NAME = re.compile(r"(?<!\S)\S[^\s@]*@\S+|\bhttps?://\S+|\bwww\.\S+")
"""Addresses and links: the name in an address names nobody in the text."""
_CONFIDENTIAL = re.compile(r"\b(?:vertraulich|confidential|privileged|poufn)\w*")
_MEANT_FOR = re.compile(
    r"\b(?:adressat|empfanger|empfaenger|recipient|addressee|adresat|odbiorc)\w*|\bintended for\b"
)
_FEMININE = "a y i e o u ie ej iej im".split()
_ADJECTIVE = "iego iemu im i y ego emu ym ich imi".split()
_MASCULINE = "a u ie owi em iem ze owie".split()
_SOFT = (("t", "cie"), ("d", "dzie"), ("r", "rze"), ("k", "ce"), ("g", "dze"), ("ch", "sze"))
"""Polish endings, folded to ASCII; the last consonant of a woman's name softens before -e."""
_WORD = re.compile(r"[^\W\d_]+")
_GREETING = frozenset(
    "czesc hej witaj witam dzien dobry szanowna szanowny panie pani pan droga drogi moja moj "
    "kochana kochany serwus siema hallo hi hello hey liebe lieber sehr geehrte geehrter guten tag "
    "moin servus gruss frau herr dear good morning ms mr mrs dr prof doktor profesor".split()
)
_ADDED = re.compile(
    r"""(?imx) ^ \s* (?: sent | get | wyslan[eoay]* | pobierz | gesendet | von | holen ) \b .{0,30}
        \b (?: iphone | ipad | outlook | android | samsung | galaxy | mobile | smartphone
             | thunderbird | gmail | telefonu | handy | mobiltelefon ) \b .* $"""
)
"""What a phone or a client adds below the text."""
_CALENDAR = re.compile(
    r"""(?imx) ^ (?:
      .{0,80} \b (?: has \s accepted | accepted | has \s declined | zaakceptowal\w* | przyjal\w*
        | odrzucil\w* | hat \s .{0,40} (?: angenommen | zugesagt | akzeptiert | abgelehnt )
        | angenommen | zugesagt ) \b .{0,80}
    | .{0,40} \b (?: you \s have \s been \s invited | zaproszon\w+ | eingeladen ) \b .*
    ) $"""
)
"""What a calendar writes into an invitation or its answer; a person writes such lines too."""


@lru_cache(maxsize=128)
def fold(text: str) -> str:
    """Lower case ASCII, so that letter case and diacritics do not matter."""
    return anyascii(text).casefold()


@lru_cache(maxsize=128)
def words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=64)
def own(body: Body, me: Me) -> str:
    """What the user wrote for this mail, without the signature and what a phone adds."""
    text = "\n\n".join(p for p in re.split(r"\n\s*\n", body.own) if not _disclaimer(fold(p)))
    for line in filter(None, (line.strip() for line in (me.signature or me.name).splitlines())):
        text = re.sub(rf"(?m)^\s*{re.escape(line)}\s*$", "", text)
    return "\n".join(line for line in text.splitlines() if not _boilerplate(fold(line), body))


def _disclaimer(paragraph: str) -> bool:
    """What a company's server puts below every mail."""
    return bool(_CONFIDENTIAL.search(paragraph) and _MEANT_FOR.search(paragraph))


def _boilerplate(line: str, body: Body) -> bool:
    return bool(_ADDED.match(line) or (body.calendar and _CALENDAR.match(line)))


def says_something(text: str) -> bool:
    """A thumb, a heart or nothing at all is no message."""
    return bool(_WORD.search(text))


def signed_by(body: Body, me: Me) -> bool:
    """Whether the user's name closes the mail."""
    name = words(me.name)
    lines = [words(line) for line in f"{body.own}\n{body.signature}".splitlines()]
    return any(line[: len(name)] == name for line in lines if len(line) <= len(name) + 2)


def names(text: str, contact: Contact) -> bool:
    """Whether the contact's name stands in the text, inflected or as the greeting has it."""
    wanted = called(contact)
    said = set(_WORD.findall(_NO_NAME.sub(" ", text)))
    return any(_is_name(word, wanted) for word in said)


def _is_name(word: str, wanted: set[str]) -> bool:
    """The name itself in any letter case; an inflected form only with a capital."""
    folded = fold(word)
    inflected = word[0].isupper() and any(folded in forms(name) for name in wanted)
    return folded in wanted or inflected


@lru_cache(maxsize=4096)
def forms(name: str) -> frozenset[str]:
    """The cases of a folded name: Lenas, Karls; in Polish Anna → Anno, Marek → Markiem.

    Endings only, so that no other word is taken for a name: "annual" is no case of Anna, and
    "Marke" none of Marek.
    """
    if name.endswith("a"):
        stem = name[:-1]
        softened = {stem[: -len(hard)] + soft for hard, soft in _SOFT if stem.endswith(hard)}
        found = {stem + e for e in _FEMININE} | softened | ({stem} if stem[-1:] == "i" else set())
    elif name.endswith(("i", "y")):
        found = {name[:-1] + e for e in _ADJECTIVE}
    else:
        stem = name[:-2] + name[-1] if name.endswith(("ek", "el")) else name
        found = {stem + e for e in (*_MASCULINE, *(["e"] if stem.endswith("l") else []))}
    return frozenset(found | {f"{name}s"})


def called(contact: Contact) -> set[str]:
    """The words by which the contact may be addressed, folded."""
    parts = [contact.first, contact.surname] if contact.first else [contact.name]
    forms = {w for part in parts if part for w in words(part) if len(w) > 2}
    return forms | {w for w in words(contact.greeting or "") if w not in _GREETING and len(w) > 2}


def _inflected(name: str, word: str) -> bool:
    """Whether `word` may be a case form of `name`: Anna → Anno, Kowalska → Kowalskiej."""
    if word == name:
        return True
    stem = name[:-1] if len(name) <= 5 else name[:-2]
    return len(stem) >= 3 and word.startswith(stem) and len(word) <= len(name) + 2


def mentions(text: str, phrase: str | None) -> bool:
    """Whether the longer words of a phrase stand in the text."""
    wanted = [w for w in words(phrase or "") if len(w) > 4]
    said = words(text)
    return bool(wanted) and all(any(_inflected(w, s) for s in said) for w in wanted)


def stripped(text: str, phrases: list[str], persons: set[str]) -> str:
    """A text as it would read to anybody: salutation, names and the user's phrases taken out.

    Two mails of one mail merge come out equal.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and len(words(lines[0])) <= 6:
        lines = lines[1:]
    left = " ".join(words("\n".join(lines)))
    for phrase in phrases:
        left = left.replace(" ".join(words(phrase)), " ")
    return " ".join(w for w in left.split() if not any(_inflected(p, w) for p in persons))


def shared_words(said: str, phrase: str) -> int:
    """How many of the longer words of a phrase stand in what was said."""
    there = words(said)
    wanted = {w for w in words(phrase) if len(w) > 3}
    return sum(any(_inflected(w, s) for s in there) for w in wanted)
