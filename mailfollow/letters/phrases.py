"""The user's phrases: which of two frames each one takes, and how it is written into it.

A phrase stands at the end of its sentence, so nothing in it can clash with what follows; its
first word decides between the frame that it completes ("nasza rozmowa o trasach") and the
one that names it after a colon, where the nominative is right (LETTERS.md §1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailfollow.core.model import Language

_OPENERS = {
    ("talked_about", Language.PL): ("o", "na temat", "nad"),
    ("talked_about", Language.DE): tuple("über von darüber davon zu zum zur".split()),
    ("talked_about", Language.EN): tuple("about on how why whether".split()),
    ("at", Language.PL): tuple("na w we u przy po podczas z ze przed nad koło".split()),
    ("at", Language.DE): tuple(
        "auf bei beim in im an am während nach zu zum zur vor unter".split()
    ),
    ("at", Language.EN): tuple("at in on during over after before near".split()),
}
_NEED_ABOUT = frozenset("how why whether".split())
_GERMAN_PRONOUNS = frozenset("wir beide ich sie du ihr".split())
# Words that a capital never belongs to in the middle of a sentence, so that it may be taken away.
_SMALL = {
    Language.PL: frozenset(
        "obie oboje obaj oba kawa herbata obiad śniadanie kolacja lunch spacer rozmowa spotkanie "
        "spotkajmy spotkamy".split()
    ),
    Language.DE: frozenset("ein eine einen der die das".split()),
    Language.EN: frozenset("a an the we both coffee lunch dinner tea".split()),
}
_AND = {Language.PL: "i", Language.DE: "und", Language.EN: "and"}
# The full stop belongs to the word: "sp. z o.o.", "e. V.", "Ltd."
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:(?:[^\W\d_]{1,2}\.\s?)+[^\W\d_]{1,2}|Inc|Ltd|Co|Corp|Jr|Sr|itd|itp|usw|etc)\.$"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff✎]+")


def clean(text: str | None) -> str:
    """One line of plain text: line breaks and control characters become a blank, ✎ is ours."""
    return " ".join(_CONTROL.sub(" ", text or "").split())


def tidy(phrase: str | None) -> str:
    """The phrase without the punctuation that its sentence brings along."""
    text = re.sub(r"\.{2,}(?=\s|$)", "…", clean(phrase))
    while text and text[-1] in ".,;:–-\\ " and not _ABBREVIATED.search(text):
        text = text[:-1]
    return text if any(c.isalnum() for c in text) else ""


def joins(key: str, phrase: str, language: Language) -> bool:
    """Whether the phrase begins with the little word that lets it complete its sentence."""
    openers = "|".join(_OPENERS[key, language])
    return re.match(rf"(?:{openers})(?![\w-])", phrase, re.IGNORECASE) is not None


def joined(key: str, phrase: str, language: Language) -> str | None:
    """The phrase as it completes its sentence, or None where it wants the colon."""
    text = tidy(phrase)
    if not joins(key, text, language):
        return None
    text = text[:1].lower() + text[1:]
    if first_word(text) in _NEED_ABOUT and language is Language.EN:
        return f"about {text}"
    return text


def named(phrase: str, language: Language) -> str:
    """The phrase as it stands after a colon or in the middle of a sentence."""
    text = tidy(phrase)
    word = first_word(text)
    if language is Language.DE and word.casefold() in _GERMAN_PRONOUNS:
        return capital(text)
    if word.casefold() in _SMALL[language] and word[1:].islower() | (len(word) == 1):
        return text[:1].lower() + text[1:]
    return text


def brings_capital(phrase: str, language: Language) -> bool:
    """Whether a capital comes into the middle of a sentence; where it is no name, it is wrong."""
    word = first_word(named(phrase, language))
    return language is not Language.DE and word[:1].isupper() and word[1:].islower()


def question(phrase: str, language: Language) -> str:
    """The phrase as a question after a colon; German begins it with a capital."""
    text = tidy(phrase)
    return capital(text) if language is Language.DE else text


def listed(texts: Sequence[str], language: Language) -> str:
    """Several labels as one: "a, b und c"."""
    if len(texts) < 2:
        return "".join(texts)
    if any("," in text for text in texts):
        return "; ".join(texts)
    return f"{', '.join(texts[:-1])} {_AND[language]} {texts[-1]}"


def ended(sentence: str) -> str:
    """The sentence without a second mark where the user's phrase brought its own."""
    return re.sub(r"([?!…])[.?]$|(?<!\.)(\.)\.$", r"\1\2", sentence)


def first_word(text: str) -> str:
    return re.split(r"[\s,;:]", text, maxsplit=1)[0]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def locative_hint(key: str, phrase: str, language: Language) -> str | None:
    """What a Polish phrase in the locative without its preposition was probably meant to be.

    "trasach rowerowych" → "o trasach rowerowych".
    """
    text = tidy(phrase)
    if language is not Language.PL or joins(key, text, language):
        return None
    if not first_word(text).casefold().endswith(("ach", "ami")):
        return None
    return f"{'o' if key == 'talked_about' else 'na'} {text}"
