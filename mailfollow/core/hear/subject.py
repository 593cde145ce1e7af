"""The subject of a mail to oneself: “met Anna Kowalska @ InfoShare, 18.11.” (pl, de, en)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mailfollow.core.model import Card

_REPLY = re.compile(r"(?i)(re|fwd?|odp|pd|aw|wg)\s*(\[\d+\])?\s*:")
_VERB = re.compile(
    r"""(?ix) (?: (?:i|i've|we|just|dziś|dzisiaj|heute|habe|ich) \s+ )*
    (?: met | poznał[ae]m(?:/[ae]m)? | poznal[ae]m(?:/[ae]m)? | poznaliśmy | poznałyśmy
      | spotkał[ae]m(?:/[ae]m)? | spotkal[ae]m(?:/[ae]m)? | spotkaliśmy | spotkałyśmy
      | getroffen | kennengelernt )
    (?! [\w-] ) \s* :? \s*"""
)
_PLACE = re.compile(r"(?:^|\s+)@\s*(?=\S)")
_PREPOSITION = re.compile(r"\s+(?=(?:at|na|w|we|podczas|beim|bei)\s+\S)")
_AND = re.compile(r"\s+(?:and|und|i|oraz|&|\+)\s+|\s*;\s*")
_ANGLED = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_BARE = re.compile(r"(?<!\S)[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What the subject says: the persons named, the day, the place."""

    persons: tuple[Card, ...]
    on: date
    at: str | None = None


def read(subject: str, today: date) -> Told | None:
    """None where it says nothing of a meeting. `subject` is one clean line."""
    verb = _VERB.match(subject)
    if verb is None or _REPLY.match(subject):
        return None
    who, at = _place(subject[verb.end() :])
    cards = (_card(part) for part in _AND.split(who))
    return Told(tuple(c for c in cards if c.name or c.emails), today, at)


def _place(rest: str) -> tuple[str, str | None]:
    """The name, and the place: what stands behind “@”, or a preposition with what follows it."""
    for separator in (_PLACE, _PREPOSITION):
        if found := separator.search(rest):
            return rest[: found.start()].strip(" ,"), rest[found.end() :].strip(" ,.") or None
    return rest.strip(" ,."), None


def _card(written: str) -> Card:
    emails = tuple(_ANGLED.findall(written) + _BARE.findall(_ANGLED.sub(" ", written)))
    name = _BARE.sub(" ", _ANGLED.sub(" ", written))
    name = " ".join(re.sub(r"\([^()]*\)", " ", name).strip(' ,.:-–"').split())
    return Card(name if re.search(r"[^\W\d_]", name) else "", emails)
