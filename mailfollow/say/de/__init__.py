"""Was mailfollow sagt, auf Deutsch: mit „Sie“, Namen im Nominativ. Klammern: `say.phrase`."""

from __future__ import annotations

from mailfollow.say.catalogue import Catalogue
from mailfollow.say.de import calls, digest, notes, reasons, screens

CATALOGUE = Catalogue(
    locale="de_DE",
    quotes="„{}“",
    prepositions=frozenset("auf bei beim in im an am während nach zu zum zur vor".split()),
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
