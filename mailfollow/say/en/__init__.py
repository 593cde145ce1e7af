"""What mailfollow says, in English. The words in brackets: see `say.phrase`."""

from __future__ import annotations

from mailfollow.say.catalogue import Catalogue
from mailfollow.say.en import calls, digest, notes, reasons, screens

CATALOGUE = Catalogue(
    locale="en_GB",
    quotes="“{}”",
    prepositions=frozenset("at in on during over after".split()),
    about=calls.ABOUT,
    phrases={
        **reasons.PHRASES,
        **screens.PHRASES,
        **calls.PHRASES,
        **digest.PHRASES,
        **notes.PHRASES,
    },
    address=calls.ADDRESS,
    answers=digest.ANSWERS,
)
