"""What is written in a season: by language, with room for names and things."""

from __future__ import annotations

import unicodedata

THINGS = {
    "pl": ("slajdy", "umowa", "cennik"),
    "de": ("Folien", "Vertrag", "Preisliste"),
    "en": ("slides", "contract", "price list"),
}
HELLO = {"pl": "Dzień dobry, {first},", "de": "Hallo {first},", "en": "Hi {first},"}
TALK = {
    "pl": (
        "dziękuję za rozmowę. Może kawa w przyszły czwartek?",
        "dobrze mi się rozmawiało o dachach i chętnie do tego wrócę.",
        "pytanie z wczoraj nie daje mi spokoju: od czego zacząć?",
    ),
    "de": (
        "danke für das Gespräch. Wie wäre es mit einem Kaffee?",
        "über die Dächer würde ich gern noch einmal in Ruhe reden.",
        "deine Frage beschäftigt mich noch: Womit fängt man an?",
    ),
    "en": (
        "thank you for the talk. How about coffee some day?",
        "I enjoyed talking about roofs and would like to go on.",
        "your question has stayed with me: where does one begin?",
    ),
}
HERE = {
    "pl": "zgodnie z obietnicą {what}.",
    "de": "wie versprochen: {what}.",
    "en": "as promised, the {what}.",
}
CARD = {
    "pl": "to jest {name}, {card}. Może się spodoba.",
    "de": "das ist {name}, {card}. Vielleicht passt es.",
    "en": "this is {name}, {card}. It may be of interest.",
}
BACK = {
    "pl": "mam odpowiedź, {name} chętnie się spotka.",
    "de": "ich habe eine Antwort: {name} freut sich auf ein Treffen.",
    "en": "I have an answer: {name} would be glad to meet.",
}
ATTACHED = {
    "pl": "w załączniku przesyłam obiecane rzeczy.",
    "de": "anbei das Versprochene.",
    "en": "attached is what I promised.",
}
LATER = {
    "pl": "w przyszłym tygodniu przekażę kontakt.",
    "de": "nächste Woche stelle ich den Kontakt her.",
    "en": "I will make the introduction next week.",
}
FORWARD = (
    "---------- Forwarded message ---------\nFrom: {who}\nDate: Mon, 7 Sep 2020 at 08:00\n"
    "Subject: Roofs\nTo: {me}\n\nSome words.",
    "-------- Weitergeleitete Nachricht --------\nBetreff: \tRoofs\n"
    "Datum: \tMon, 7 Sep 2020 08:00:00 +0200\nVon: \t{who}\nAn: \t{me}\n\nSome words.",
    "________________________________\nOd: {who}\nWysłane: poniedziałek, 7 września 2020 08:00\n"
    "Do: {me}\nTemat: Roofs\n\nSome words.",
    "> Begin forwarded message:\n> \n> From: {who}\n> Subject: Roofs\n"
    "> Date: 7 September 2020 at 08:00:00 CEST\n> To: {me}\n> \n> Some words.",
)


def plain(name: str) -> str:
    """A name for an address: letters without their marks."""
    table = str.maketrans("łŁßøØ", "lLsoO")
    bare = unicodedata.normalize("NFKD", name.translate(table))
    return bare.encode("ascii", "ignore").decode().lower()
