"""Was mailfollow sagt, auf Deutsch: mit „Sie“, Namen im Nominativ. Klammern: `say.phrase`."""

from __future__ import annotations

from mailfollow.say.de import calls, digest, notes, reasons, screens

LOCALE = "de_DE"
QUOTES = "„{}“"
PREPOSITIONS = frozenset("auf bei beim in im an am während nach zu zum zur vor".split())

PHRASES = {
    **reasons.PHRASES,
    **screens.PHRASES,
    **calls.PHRASES,
    **digest.PHRASES,
    **notes.PHRASES,
}
ABOUT, ADDRESS = calls.ABOUT, calls.ADDRESS
ANSWERS = digest.ANSWERS
