"""Co mówi mailfollow, po polsku: bezosobowo, nazwiska w mianowniku. Nawiasy: `say.phrase`."""

from __future__ import annotations

from mailfollow.say.pl import calls, digest, notes, reasons, screens

LOCALE = "pl_PL"
QUOTES = "„{}”"
PREPOSITIONS = frozenset("na w we u przy po podczas z ze przed".split())

PHRASES = {
    **reasons.PHRASES,
    **screens.PHRASES,
    **calls.PHRASES,
    **digest.PHRASES,
    **notes.PHRASES,
}
ABOUT, ADDRESS = calls.ABOUT, calls.ADDRESS
ANSWERS = digest.ANSWERS
