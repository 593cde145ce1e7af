"""Was die Befehle zeigen, auf Deutsch: mit „Sie“, Namen im Nominativ."""

from __future__ import annotations

PHRASES = {
    # --- what is owed ---
    "what.follow_up": "schreiben nach der Begegnung[ {place}]",
    "what.introduce": "Karte weitergeben[ an {third}]",
    "what.joint": "bekannt machen[ mit {third}], in einer Mail an beide",
    "what.call_back": "zurückrufen[ (es geht um {third})]",
    "what.send": "[schicken: {text}|schicken, was versprochen war]",
    "what.say": "[versprochen: {text}|ein Versprechen]",
    "what.keep_in_touch": "in Verbindung bleiben",
    # --- stages of a draft ---
    "stage.intended": "vorgesehen",
    "stage.in_doubt": "noch nicht bestätigt",
    "stage.failed": "nicht abgelegt",
    "stage.waiting": "wartet",
    "stage.edited": "von Ihnen bearbeitet",
    "stage.gone": "geöffnet oder unterwegs",
    "stage.sent": "abgeschickt",
    "stage.withdrawing": "wird zurückgenommen",
    "stage.withdrawn": "zurückgenommen",
    "stage.discarded": "von Ihnen gelöscht",
    "draft.intended": "ein Entwurf wird gerade in [„{folder}“|Entwürfe] abgelegt",
    "draft.in_doubt": "der Server hat den Entwurf noch nicht bestätigt",
    "draft.failed": "der Entwurf ließ sich nicht ablegen",
    "draft.waiting": "Entwurf wartet in [„{folder}“|Entwürfe][; {gap}]",
    "draft.edited": "Entwurf in [„{folder}“|Entwürfe], von Ihnen bearbeitet",
    "draft.gone": "der Entwurf ist irgendwo geöffnet oder unterwegs",
    "draft.sent": "der Entwurf ist abgeschickt",
    "draft.withdrawing": "der Entwurf wird zurückgenommen",
    "draft.withdrawn": "der Entwurf wurde zurückgenommen",
    "draft.discarded": "Sie haben den Entwurf gelöscht; von selbst kommt kein neuer",
    "draft.gap": "✎ eine Zeile fehlt noch von Ihnen",
    # --- a mail ---
    "mail": "[{subject}|eine Mail ohne Betreff][, {day}][, an {to}]",
    "question": (
        "{mail}. Nicht sicher: {reason}. Ist das Versprechen damit gehalten? {who}: {what}. "
        "Bitte antworten Sie mit `mailfollow yes {id}` oder `mailfollow no {id}`"
    ),
    # --- status ---
    "status.overdue": "Überfällig",
    "status.due": "Fällig",
    "status.upcoming": ("Später"),
    "status.ended": "Abgeschlossen",
    "status.nothing": "Nichts ist offen. Alle Versprechen sind gehalten.",
    "status.nobody": "Noch keine Versprechen. Das erste entsteht mit der ersten Personendatei.",
    "status.by": "bis {day}",
    "status.kept": "gehalten[: {reason}]",
    "status.dropped": "beendet[: {reason}]",
    "status.draft_from": "ein Entwurf kommt am {at}",
    "status.no_draft": "kein Entwurf; den Grund nennt: mailfollow why {id}",
    "status.question": ("Frage: {mail}; {reason}. Antwort mit: mailfollow yes (oder no) {id}"),
    "status.call": "[{lacking}; ]bitte anrufen: {tel} (was zu sagen ist: mailfollow why {id})",
    "status.lacking": "keine Adresse[ ({who})]",
    "status.held": "kein Entwurf: {reason}",
    "status.no_way": "keine Adresse, keine Nummer[ ({who})]",
    "status.accounts": "Konten",
    "status.paused": (
        "Das Entwerfen ruht: {reason}. "
        "Bitte sehen Sie im Postfach nach; mit `mailfollow resume` geht es weiter."
    ),
    "status.resumed": "Es werden wieder Entwürfe abgelegt.",
    "status.going_on": "Nichts ist angehalten.",
    "status.stopped": "mailfollow läuft nicht; `mailfollow run` startet es.",
    "status.blind": (
        "Seit {since} ist bei {name} nichts zu sehen: was Sie dort schreiben, wird nicht abgehakt."
    ),
    "account.ok": "in Ordnung",
    "account.connecting": "verbindet sich",
    "account.offline": "nicht erreichbar",
    "account.refused": "Anmeldung abgelehnt",
    "account.throttled": "der Server bittet um Geduld",
    "account.blind": "nicht vollständig durchgesehen",
    "account.line": "{name}: {state}[ seit {since}][; zuletzt nachgesehen {last}][. {detail}]",
    "note.gap": "die ✎-Zeile stand noch darin",
    "note.attachment": "ein Anhang ist angekündigt, aber nicht dabei",
    # --- what came of an introduction ---
    "came.unpassed": "die Karte ist noch nicht weitergegeben[ (an {third})]",
    "came.none": "[{third}: bisher|bisher] keine Antwort[; hat die Karte seit dem {since}]",
    "came.answered": "[{third}: eine|eine] Antwort ist da[, vom {on}]",
    "came.away": "[{third}: abwesend|abwesend][ bis {on}]",
    "came.bounced": "die Mail mit der Karte[ an {third}] kam zurück",
    "came.declined": "[{third}: die|die] Antwort ist nein",
    "came.accepted": "[{third}: die|die] Antwort ist ja",
    # --- a call ---
    "call.links": "Anrufen: {tel}, als SMS: {sms}",
    "call.text": "Fertig als SMS: {text}",
    "call.first_pass_on": "zuerst die Karte weitergeben; bis dahin gibt es nichts zu berichten",
    "call.pass_on_again": (
        "die Karte kam nie an: bitte noch einmal weitergeben, an eine andere Adresse"
    ),
    "call.own_words": (
        "[{third}: eine|eine] Antwort ist da[, vom {on}]; berichten Sie mit eigenen Worten davon"
    ),
    # --- what came in ---
    "in.bounce": "die Mail[ {mail}][ an {address}] kam zurück",
    "in.delayed": "die Mail[ {mail}][ an {address}] ist verzögert; der Server versucht es weiter",
    "in.away": "[{who}: abwesend|abwesend][ bis {until}]",
    "in.personal": "eine Nachricht[ von {who}][: {subject}]",
    "in.answer": "eine Antwort[ von {who}][: {subject}]",
    # --- why ---
    "why.head": "{who} – {what}",
    "why.met": "die Begegnung[ {place}]; eine Nachricht ist versprochen",
    "why.promised": "versprochen: {what}",
    "why.days": ("Zeit: vom {opens} bis zum Ende des {due}[; nach dem {late} ist es spät]"),
    "why.due": ("Zeit: bis zum Ende des {due}"),
    "why.seen": "{mail}: {verdict} – {reason}[ ({notes})]",
    "why.counts": "zählt",
    "why.bounced": "zählt nicht, sie kam zurück",
    "why.refused": "zählt nach Ihrem Wort nicht",
    "why.doubt": "unsicher",
    "why.hint": "zählt nicht",
    "why.laid": (
        "ein Entwurf[ an {to}| ohne Empfänger, weil eine Zeile fehlt (✎)][, Ordner „{folder}“]"
    ),
    "why.draft": "der Entwurf: {stage}[ – {reason}]",
    "now.upcoming": "Noch nicht fällig[; die Tage beginnen am {opens}].",
    "now.snoozed": "Zurückgestellt bis {until}.",
    "now.due": "Fällig[ bis zum Ende des {due}].",
    "now.overdue": "Überfällig[ seit {since}].",
    "now.fulfilled": "Gehalten[: {reason}].",
    "now.dropped": "Beendet[: {reason}].",
    "now.held": "Jetzt kein Entwurf: {reason}.",
    "now.draft": ("Der Entwurf: {stage}[, Ordner „{folder}“]."),
    "said.done": "Ihr Wort: erledigt[ ({arg})]",
    "said.snooze": "Ihr Wort: zurückstellen[ bis {arg}]",
    "said.drop": "Ihr Wort: aufgeben",
    "said.reopen": "Ihr Wort: wieder öffnen",
    "said.yes": "Ihr Wort: ja, diese Mail zählt[: {arg}]",
    "said.no": "Ihr Wort: nein, diese Mail zählt nicht[: {arg}]",
    "said.draft": "Ihr Wort: bitte einen Entwurf",
    "said.tried": "Ihr Wort: angerufen, niemand nahm ab",
    "said.outcome": "Ihr Wort: die Antwort ist {arg}",
    "outcome.yes": "ja",
    "outcome.no": "nein",
    # --- plan ---
    "plan.put": "Entwurf ablegen[ an {to}]: {who} – {what}[; {late}]",
    "plan.late": "der Brief sagt, dass es spät ist",
    "plan.withdraw": "Entwurf zurücknehmen: {id}[, nach „{trash}“][; {reason}]",
    "plan.fulfil": "gehalten: {id}; {mail}: {reason}",
    "plan.ask": "Frage: {id}; {mail}: {reason}",
    "plan.note": "Hinweis: {id}; {mail}: {reason}",
    "plan.heed": "vermerkt: {id}; {what}",
    "plan.retract": "zählt nicht mehr: die Mail zu {id}",
    "plan.restage": "Entwurf zu {id}: {was} → {stage}[ ({reason})]",
    "plan.renew": "{account} neu verbinden, um ein zweites Mal nachzusehen",
    "plan.hear": "gehört: {what}",
    "plan.write": "Personendatei anlegen[: {who}]",
    "plan.clear": "eigene Nachricht aus „{folder}“ nach „{trash}“ räumen",
    "plan.mail": "Morgenmail schicken an {to}",
    "plan.held": "kein Entwurf: {id}; {reason}",
    # --- check ---
    "check.fine": "Die Konfiguration ist in Ordnung.",
    "check.problems": "Bitte ansehen:",
    "check.account": "{name} <{address}>",
    "check.in": "Angemeldet.",
    "check.out": "Das ging nicht: {error}",
    "check.sent": "Gesendet",
    "check.drafts": "Entwürfe",
    "check.trash": "Papierkorb",
    "check.folder": "{role}: „{folder}“ – {why}",
    "check.no_trash": "{role}: keiner; ein Entwurf, der nicht mehr gebraucht wird, bleibt liegen",
    "check.config": "so steht es in config.toml",
    "check.special_use": "der Server kennzeichnet ihn so",
    "check.name": "am Namen erkannt",
    "check.verbs": "Ordner als Befehle:",
    "check.there": "„{folder}“ – vorhanden",
    "check.made": "„{folder}“ – eben angelegt",
    "check.lacking": "„{folder}“ – fehlt",
    "check.make": "Was fehlt, legt `mailfollow check --create-folders` an.",
    "check.smtp": "Die Morgenmail nimmt {host} an.",
    "check.no_letter": "Hier ist keine Nachricht versprochen, also gibt es keinen Brief.",
    "check.complete": "Alle drei sind da: Zeit, etwas Persönliches, eine Brücke.",
    "check.missing": "Es fehlt: {missing}.",
    "check.time": "die Zeit (die Begegnung liegt mehr als 60 Tage zurück)",
    "check.personalisation": "etwas Persönliches (talked_about oder in_common)",
    "check.bridge": "die Brücke (bridge_meet, bridge_news, bridge_ask oder bridge_advice)",
    "check.hint": "Hinweis: {hint}",
    # --- hints ---
    "hint.relative_word": (
        "[„{word}“ in {key}|ein Wort im Text] stimmt nur heute, und der Entwurf liegt "
        "vielleicht eine Woche: besser ein Datum"
    ),
    "hint.preposition": (
        "[{key}: „{phrase}“ – hier|in einer der Wendungen] fehlt wohl das kleine Wort am "
        "Anfang[; ist „{meant}“ gemeint?]"
    ),
    "hint.no_date": (
        "[{key}: „{phrase}“|der Vorschlag für ein Treffen] nennt kein Datum; mit Datum fällt "
        "das Ja leichter"
    ),
    "hint.capital": (
        "[{key}: „{phrase}“|der Vorschlag für ein Treffen] steht mitten im Satz; wenn es kein "
        "Name ist, beginnt er besser klein"
    ),
    "hint.other_language": (
        "dieser Brief ist in einer anderen Sprache geschrieben[ ({language})], also auch die "
        "Wendungen"
    ),
    "hint.name_doubtful": (
        "[{name}: welches|welches] Wort ist der Nachname? Die Antwort gibt `surname`; bis "
        "dahin wird nichts geraten"
    ),
    "hint.gender_unknown": "[{name}: ohne|ohne] `gender` bleibt die Anrede neutral",
    "hint.my_gender_unknown": (
        "mit `me.gender` richten sich polnische Verben nach Ihnen; bis dahin bleiben sie "
        "unpersönlich"
    ),
    "hint.vocative_unknown": (
        "[{first}: die|die] polnische Anredeform ist nicht bekannt; `greeting` legt sie fest"
    ),
    # --- preview ---
    "preview.from": "Von: {value}",
    "preview.to": "An: {value}",
    "preview.cc": "Kopie: {value}",
    "preview.subject": "Betreff: {value}",
    "preview.date": "Datum: {value}",
    "preview.nobody": "noch niemand – zuerst die ✎-Zeile",
}
