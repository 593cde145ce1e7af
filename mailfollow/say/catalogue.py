"""What the package of each language holds."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`prepositions` may open a place, `about` what was talked about; else brackets are put."""

    locale: str  # as Babel names it
    quotes: str
    prepositions: Container[str]
    about: Container[str]
    phrases: Mapping[str, str]
    address: Mapping[str, Mapping[str, str]]  # by "familiar", a gender, or "neutral"
    answers: Mapping[str, Mapping[str, str]]  # by the user's gender, or "neutral"
