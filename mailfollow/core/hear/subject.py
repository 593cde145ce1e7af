"""The subject of a mail to oneself: “met Anna Kowalska @ InfoShare, 18.11.” (pl, de, en)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mailfollow.core.hear.nominative import nominative
from mailfollow.core.hear.past import trailing
from mailfollow.core.model import Card

_SPARE = r"(?:i|i've|we|just|ich|habe|wir|haben)"
_WHEN = r"(?:today|yesterday|dziś|dzis|dzisiaj|wczoraj|heute|gestern)"
_MET = re.compile(
    rf"""(?ix) (?:{_SPARE}\s+)* (?:(?P<when>{_WHEN})\s+)? (?:{_SPARE}\s+)*
    (?: (?P<polish> pozn(?:a[łl][ae]m(?:/[ae]m)?|ali[śs]my|a[łl]y[śs]my)
        | spotka(?:[łl][ae]m(?:/[ae]m)?|li[śs]my|[łl]y[śs]my) )
      | met(?:\s+with)? | getroffen | kennengelernt | kennen\s+gelernt )
    (?! [\w-] ) (?:\s+(?P<then>{_WHEN})(?!\w))? (?:\s+(?:się|sie)\s+ze?\s)?
    \s* :? \s* (?P<rest>.*)"""
)
_GERMAN = re.compile(  # the verb comes last: “Anna Müller kennengelernt @ InfoShare”
    rf"""(?x) (?:(?i:{_SPARE})\s+)* (?:(?P<when>(?i:{_WHEN}))\s+)?
    (?P<name> [A-ZÄÖÜ][\w.'-]* (?:\s+(?:von|van|de|der|zu|den|und|[A-ZÄÖÜ][\w.'-]*))+ )
    \s+ (?i:getroffen|kennengelernt|kennen\s+gelernt) (?! [\w-] ) (?P<rest>.*)"""
)
_PLACE = re.compile(r"(?:^|\s+)@\s*(?=\S)")
_PREPOSITION = re.compile(r"(?<=\S)\s+(?=(?:at|na|w|we|podczas|beim|bei)\s+\S)")
_AND = re.compile(r"\s+(?:and|und|i|oraz|&|\+)\s+|\s*;\s*")
_ANGLED = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_BARE = re.compile(r"(?<!\S)[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+")
_WORDS = 6  # of a name; what is longer is a sentence


@dataclass(frozen=True, slots=True)
class Told:
    """What the subject says: the persons named, the day, the place."""

    persons: tuple[Card, ...]
    on: date
    at: str | None = None


def read(subject: str, today: date) -> Told | None:
    """None where it says nothing of a meeting, or answers what does.

    `subject` is one clean line.
    """
    met = _MET.fullmatch(subject) or _GERMAN.fullmatch(subject)
    if met is None:
        return None
    said = met.groupdict()
    rest, on = trailing(f"{said.get('name') or ''} {said['rest']}".strip(), today)
    who, at = _place(rest)
    who, before = trailing(who, today)
    _, by_word = trailing(said["when"] or said.get("then") or "", today)
    certain = at is not None or "@" in who or any(c.isupper() for c in who)
    cards = (_card(part, bool(said.get("polish"))) for part in _AND.split(who) if certain)
    persons = tuple(c for c in cards if c.name or c.emails)
    return Told(persons, on or before or by_word or today, at)


def _place(rest: str) -> tuple[str, str | None]:
    """The name, and the place: what stands behind “@”, or a preposition with what follows it."""
    for separator in (_PLACE, _PREPOSITION):
        if found := separator.search(rest):
            return rest[: found.start()].strip(" ,"), rest[found.end() :].strip(" ,.") or None
    return rest.strip(" ,."), None


def _card(written: str, polish: bool) -> Card:
    emails = tuple(_ANGLED.findall(written) + _BARE.findall(_ANGLED.sub(" ", written)))
    name = _BARE.sub(" ", _ANGLED.sub(" ", written))
    name = " ".join(re.sub(r"\([^()]*\)", " ", name).strip(' ,.:–-"').split())
    if not _is_name(name):
        return Card("", emails)
    return Card(nominative(name) if polish else name, emails)


def _is_name(text: str) -> bool:
    return bool(re.fullmatch(r"\D*[^\W\d_]\D*", text)) and len(text.split()) <= _WORDS
