"""The one line that says what only the user can write or attach (LETTERS.md, Gaps)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mailfollow.core.model import (
    Circumstances,
    Commitment,
    Contact,
    Gender,
    Kind,
    Language,
    Outcome,
)
from mailfollow.letters import language, phrases
from mailfollow.letters.phrases import clean, tidy
from mailfollow.letters.variables import answers

MARK = "✎"
_THEN = {
    Language.PL: "Potem wpisać adresata{to} i usunąć tę linię.",
    Language.DE: "Dann den Empfänger{to} eintragen und diese Zeile löschen.",
    Language.EN: "Then fill in the recipient{to} and delete this line.",
}
_PERSONAL = {
    Language.PL: "Tu dopisać jedno własne zdanie: o czym była rozmowa albo co Was łączy.",
    Language.DE: "Hier ein eigener Satz: worum es im Gespräch ging oder was euch verbindet.",
    Language.EN: "One sentence of your own here: what you talked about, or what you share.",
}
_ANSWER = {
    Language.PL: "Tu dopisać, co jest do powiedzenia w tej sprawie.",
    Language.DE: "Hierher gehört, was in dieser Sache zu sagen ist.",
    Language.EN: "What there is to say about this goes here.",
}
_ATTACH = {
    Language.PL: "Załączyć: {what}.",
    Language.DE: "Anhängen: {what}.",
    Language.EN: "Attach: {what}.",
}
_TELL = {
    Language.PL: "Tu dopisać to, co obiecane: {what}.",
    Language.DE: "Hier das Versprochene selbst: {what}.",
    Language.EN: "What you promised to tell goes here: {what}.",
}
_ANSWERED = {
    Language.PL: "{name}{verb}{on} – jedno zdanie o tym.",
    Language.DE: "{name} hat{on} geantwortet – ein Satz dazu.",
    Language.EN: "{name} answered{on} – one sentence about it.",
}
_VERB_PL = {Gender.F: " odpowiedziała", Gender.M: " odpowiedział", None: ": odpowiedź"}
_LINK = re.compile(r"https?://\S|www\.\S", re.IGNORECASE)
_FACT = re.compile(rf"{_LINK.pattern}|\d", re.IGNORECASE)


def gap_of(commitment: Commitment, circumstances: Circumstances, today: date) -> str | None:
    """The ✎ line of a letter that the user has to complete, else None."""
    asked = " ".join(_asked(commitment, circumstances, today))
    if not asked:
        return None
    reader = commitment.reader
    to = f" {reader.addresses[0]}" if reader.addresses else ""
    return f"{MARK} {asked} {_THEN[reader.language].format(to=to)}"


def _asked(commitment: Commitment, circumstances: Circumstances, today: date) -> Iterator[str]:
    lang, kind = commitment.reader.language, commitment.kind
    text = tidy(commitment.promise.text) if commitment.promise else ""
    sent = [text] if kind is Kind.SEND else [tidy(t) for t in circumstances.carried]
    if answers(commitment):
        yield _ANSWER[lang]
    elif kind in (Kind.FOLLOW_UP, Kind.KEEP_IN_TOUCH) and not _personal(commitment):
        yield _PERSONAL[lang]
    if attached := [t for t in sent if t and not _LINK.search(t)]:
        yield phrases.ended(_ATTACH[lang].format(what=phrases.listed(attached, lang)))
    if kind is Kind.SAY and not _FACT.search(text):
        yield phrases.ended(_TELL[lang].format(what=phrases.named(text, lang)))
    if kind is Kind.CALL_BACK and circumstances.outcome is Outcome.ANSWERED and commitment.third:
        yield _answered(commitment.third, circumstances.outcome_on, lang, today)


def _personal(commitment: Commitment) -> bool:
    met = commitment.meeting
    return met is not None and bool(tidy(met.talked_about) or tidy(met.in_common))


def _answered(third: Contact, on: date | None, lang: Language, today: date) -> str:
    day = f" {language.on_day(on, lang, today)}" if on else ""
    verb = _VERB_PL[third.gender]
    return _ANSWERED[lang].format(name=clean(third.name), verb=verb, on=day)
