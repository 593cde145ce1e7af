"""What mailfollow says, in English. The words in brackets: see `say.phrase`."""

from __future__ import annotations

from mailfollow.say.en import calls, digest, notes, reasons, screens

LOCALE = "en_GB"
QUOTES = "“{}”"
PREPOSITIONS = frozenset("at in on during over after".split())

PHRASES = {
    **reasons.PHRASES,
    **screens.PHRASES,
    **calls.PHRASES,
    **digest.PHRASES,
    **notes.PHRASES,
}
ABOUT, ADDRESS = calls.ABOUT, calls.ADDRESS
ANSWERS = digest.ANSWERS
