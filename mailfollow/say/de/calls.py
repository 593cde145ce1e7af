"""Was am Telefon zu sagen oder kurz zu schreiben ist, auf Deutsch (LETTERS.md, Brief 11).

`ADDRESS`: wie der Kontakt angeredet wird. „Sie“ kommt ohne Geschlecht aus.
"""

from __future__ import annotations

ABOUT = frozenset("über von darüber davon zu zum zur".split())
_FORMAL = {
    "hello": "Guten Tag",
    "your": "Ihre",
    "you": "Sie",
    "to_you": "Ihnen",
    "for_you": "für Sie",
    "with_you": "Ihnen",
    "tell": "sagen Sie es mir gern",
}
ADDRESS = {
    "familiar": {
        "hello": "Hallo",
        "your": "deine",
        "you": "dich",
        "to_you": "dir",
        "for_you": "für dich",
        "with_you": "dir",
        "tell": "sag es mir gern",
    },
    "m": _FORMAL,
    "f": _FORMAL,
    "neutral": _FORMAL,
}

PHRASES = {
    "call.opening": (
        "Wie versprochen rufe ich {you}[ nach unserem Gespräch {place}] zurück"
        "[: {third} hat {your} Karte seit dem {since}]."
    ),
    "call.none": (
        "Eine Antwort habe ich bisher nicht, und ich möchte {you} darüber nicht im Ungewissen "
        "lassen."
    ),
    "call.away": (
        "[Vor dem {until}|Vorerst] ist von dort keine Antwort zu erwarten, und ich möchte {you} "
        "darüber nicht im Ungewissen lassen."
    ),
    "call.declined": (
        "Ein Treffen passt dort zurzeit leider nicht. Das sage ich {to_you} lieber offen, als zu "
        "schweigen."
    ),
    "call.accepted": "Die Antwort ist ja: Ein Treffen ist möglich.",
    "call.offer": "Wenn ich {to_you} auf anderem Weg weiterhelfen kann, {tell}.",
    "call.arrange": "Alles Weitere lässt sich am besten direkt verabreden.",
    # --- a short message, behind the greeting ---
    "sms.follow_up": (
        "vielen Dank für das Gespräch[ {talk}| {place}].[ Mein Vorschlag: {meet}.| Ich würde "
        "mich freuen, wenn wir in Verbindung bleiben.]"
    ),
    "sms.introduce": (
        "ich habe {for_you} einen Kontakt[ aus einem Gespräch {place}]: {card}."
        "[ Das Thema: {about}.] Mir genügt ein Wort: ja, nein oder später."
    ),
    "sms.call_back": (
        "wie versprochen melde ich mich[ nach unserem Gespräch {place}]"
        "[: {third} hat {your} Karte seit dem {since}]. {outcome}"
    ),
    "sms.send": (
        "mein Versprechen habe ich nicht vergessen[: {text}]. An welche Mailadresse darf ich es "
        "schicken?"
    ),
    "sms.say": "mein Versprechen habe ich nicht vergessen[: {text}]. Wann darf ich anrufen?",
    "sms.keep_in_touch": "ich würde gern hören, wie es {with_you} geht. Wann darf ich anrufen?",
}
