"""Poranna wiadomość, po polsku: bezosobowo; `ANSWERS` zgadza się z `me.gender`."""

from __future__ import annotations

_ANSWERS = {
    "done": "zrobione",
    "tomorrow": "jutro",
    "week": "za tydzień",
    "drop": "porzuć",
    "friday": "pt",
    "yes": "tak",
    "no": "nie",
    "now": "teraz",
    "reopen": "otwórz",
}
ANSWERS = {
    "f": {**_ANSWERS, "called": "dzwoniłam", "tried": "próbowałam"},
    "m": {**_ANSWERS, "called": "dzwoniłem", "tried": "próbowałem"},
    "neutral": {**_ANSWERS, "called": "zrobione", "tried": "nieodebrane"},
}

PHRASES = {
    # --- the subject: what there is, in numbers ---
    "digest.subject": "mailfollow, {day}: {news}",
    "digest.n.paused.one": "szkice wstrzymane",
    "digest.n.blind.one": "{n} konto niesprawdzone",
    "digest.n.blind.few": "{n} konta niesprawdzone",
    "digest.n.blind.many": "{n} kont niesprawdzonych",
    "digest.n.overdue.one": "{n} po terminie",
    "digest.n.overdue.few": "{n} po terminie",
    "digest.n.overdue.many": "{n} po terminie",
    "digest.n.due.one": "{n} do zrobienia",
    "digest.n.due.few": "{n} do zrobienia",
    "digest.n.due.many": "{n} do zrobienia",
    "digest.n.calls.one": "{n} telefon",
    "digest.n.calls.few": "{n} telefony",
    "digest.n.calls.many": "{n} telefonów",
    "digest.n.questions.one": "{n} pytanie",
    "digest.n.questions.few": "{n} pytania",
    "digest.n.questions.many": "{n} pytań",
    "digest.n.bounced.one": "{n} zwrot",
    "digest.n.bounced.few": "{n} zwroty",
    "digest.n.bounced.many": "{n} zwrotów",
    "digest.n.kept.one": "{n} odhaczona obietnica",
    "digest.n.kept.few": "{n} odhaczone obietnice",
    "digest.n.kept.many": "{n} odhaczonych obietnic",
    "digest.news": "nowości",
    # --- headings ---
    "digest.ahead": "Najbliższe dwa tygodnie",
    "digest.today_tomorrow": "Dziś i jutro",
    "digest.until_next": "Do następnej porannej wiadomości",
    "digest.calls": "Telefony",
    "digest.questions": "Pytania",
    "digest.bounced": "Zwroty",
    "digest.drafts": "Szkice",
    "digest.kept": "Odhaczone",
    "digest.read": "Nowe w plikach z osobami",
    "digest.problems": "Do poprawienia w plikach z osobami",
    "digest.heard": "Odczytane z poczty",
    "digest.announced": "Szkice, które się pojawią",
    "digest.blind": "Niesprawdzone konta",
    "digest.paused": "Wstrzymane",
    "digest.resume": (
        "Szkice są wstrzymane: {reason}. Proszę zajrzeć do skrzynki; odpowiedź „wznów” je wznawia."
    ),
    "digest.crib": "Co powiedzieć:",
    # --- lines ---
    "digest.question": "{mail}. Niepewne: {reason}. Czy to spełnia obietnicę?",
    "digest.proof": "✓ [{mail}: {reason}|{reason}][ ({notes})]",
    "digest.tried": "ostatnia próba: {day}, bez odpowiedzi",
    "digest.tel": "Telefon: {number}",
    "digest.outcome": "[{third}|odpowiedź]: {answer}",
    "digest.more": "i jeszcze {n}: mailfollow status",
    # --- how to answer ---
    "digest.answer": "Wystarczy odpowiedzieć na tę wiadomość, nad cytatem: {example}",
    "digest.words": "Znane słowa: {words}. Odłożyć: {days}, 12.12.",
}
