"""Co mówi mailfollow, po polsku: bezosobowo, nazwiska w mianowniku. Nawiasy: `say.phrase`."""

from __future__ import annotations

from mailfollow.say.catalogue import Catalogue
from mailfollow.say.pl import calls, digest, notes, reasons, screens

CATALOGUE = Catalogue(
    locale="pl_PL",
    quotes="„{}”",
    prepositions=frozenset("na w we u przy po podczas z ze przed".split()),
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
