"""Die Morgenmail, auf Deutsch: mit „Sie“, Namen im Nominativ."""

from __future__ import annotations

_ANSWERS = {
    "done": "erledigt",
    "tomorrow": "morgen",
    "week": "in einer Woche",
    "drop": "weg",
    "friday": "fr",
    "called": "angerufen",
    "tried": "versucht",
    "yes": "ja",
    "no": "nein",
    "now": "jetzt",
    "reopen": "offen",
}
ANSWERS = {"f": _ANSWERS, "m": _ANSWERS, "neutral": _ANSWERS}

PHRASES = {
    # --- the subject: what there is, in numbers ---
    "digest.subject": "mailfollow, {day}: {news}",
    "digest.n.paused.one": "angehalten",
    "digest.n.blind.one": "{n} Konto nicht durchgesehen",
    "digest.n.blind.other": "{n} Konten nicht durchgesehen",
    "digest.n.overdue.one": "{n} überfällig",
    "digest.n.overdue.other": "{n} überfällig",
    "digest.n.due.one": "{n} fällig",
    "digest.n.due.other": "{n} fällig",
    "digest.n.calls.one": "{n} Anruf",
    "digest.n.calls.other": "{n} Anrufe",
    "digest.n.questions.one": "{n} Frage",
    "digest.n.questions.other": "{n} Fragen",
    "digest.n.bounced.one": "{n} Rückläufer",
    "digest.n.bounced.other": "{n} Rückläufer",
    "digest.n.kept.one": "{n} abgehakt",
    "digest.n.kept.other": "{n} abgehakt",
    "digest.news": "Neues",
    # --- headings ---
    "digest.ahead": "Die nächsten zwei Wochen",
    "digest.today_tomorrow": "Heute und morgen",
    "digest.until_next": "Bis zur nächsten Morgenmail",
    "digest.calls": "Anrufe",
    "digest.questions": "Fragen",
    "digest.bounced": "Zurückgekommen",
    "digest.drafts": "Entwürfe",
    "digest.kept": "Abgehakt",
    "digest.read": "Neu in den Personendateien",
    "digest.problems": "In den Personendateien zu berichtigen",
    "digest.heard": "Per Mail gehört",
    "digest.announced": "Entwürfe, die noch kommen",
    "digest.blind": "Nicht durchgesehen",
    "digest.paused": "Angehalten",
    "digest.resume": (
        "Das Entwerfen ruht: {reason}. Bitte sehen Sie im Postfach nach; "
        "mit der Antwort „weiter“ geht es weiter."
    ),
    "digest.crib": "Was zu sagen ist:",
    # --- lines ---
    "digest.question": "{mail}. Nicht sicher: {reason}. Ist das Versprechen damit gehalten?",
    "digest.proof": "✓ [{mail}: {reason}|{reason}][ ({notes})]",
    "digest.tried": "zuletzt versucht am {day}, niemand nahm ab",
    "digest.tel": "Anrufen: {number}",
    "digest.outcome": "[{third}|Antwort]: {answer}",
    "digest.more": "und {n} weitere: mailfollow status",
    # --- how to answer ---
    "digest.answer": "Antworten Sie einfach auf diese Mail, über dem Zitat: {example}",
    "digest.words": "Bekannte Wörter: {words}. Zurückstellen: {days}, 12.12.",
}
