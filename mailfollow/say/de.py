"""Was mailfollow sagt, auf Deutsch: mit „Sie“, Namen im Nominativ. Klammern: `say.phrase`."""

from __future__ import annotations

LOCALE = "de_DE"
QUOTES = "„{}“"
PREPOSITIONS = frozenset("auf bei beim in im an am während nach zu zum zur vor".split())

PHRASES = {
    # --- numbers ---
    "days.2": "zwei Tage",
    "days.3": "drei Tage",
    "days.4": "vier Tage",
    "days.5": "fünf Tage",
    "days.6": "sechs Tage",
    "days.one": ("einen Tag"),
    "days.other": "{n} Tage",
    "others.one": ("eine weitere Person"),
    "others.2": ("zwei weitere Personen"),
    "others.3": ("drei weitere Personen"),
    "others.other": "{n} weitere Personen",
    "drafts.one": ("ein Entwurf"),
    "drafts.other": "{n} Entwürfe",
    "earlier": ("früher abgeschlossen: {n}"),
    # --- a day of the meeting ---
    "after.same": "am Tag der Begegnung[ {place}]",
    "after.days": "{days} nach der Begegnung[ {place}]",
    "after.promise.same": "am Tag des Versprechens",
    "after.promise.days": "{days} nach dem Versprechen",
    # --- reasons: proof ---
    "reason.our_draft": "unser Entwurf, abgeschickt[ an {to}][, {after}]",
    "reason.to_contact": "[an {to}|an den Kontakt][, {after}]",
    "reason.to_contact_named": (
        "[an {to}|an den Kontakt][ und {others}][, {after}]; der Name steht im Text"
    ),
    "reason.answered": "eine Antwort[ an {to}]; der Kontakt hatte zuerst geschrieben",
    "reason.card_passed_on": "Kontakt weitergegeben[ an {to}][, {how}]",
    "reason.third_named": (
        "[an {to}|an den Kontakt]; der Name [{third}|der dritten Person] steht darin"
    ),
    "reason.in_thread": "[an {to}, im|im] Mailverlauf, der zu diesem Versprechen gehört",
    "reason.with_attachment": "[an {to}|an den Kontakt], mit Anhang[ „{file}“]",
    "reason.with_link": "[an {to}|an den Kontakt], mit einem Link[ zu {link}]",
    "how.address": "mit der Mailadresse",
    "how.phone": "mit der Telefonnummer",
    "how.vcard": "mit angehängter vCard",
    "how.forwarded": "mit einer weitergeleiteten Mail des Kontakts",
    "how.both": "in einer Mail an beide",
    # --- reasons: questions ---
    "reason.sender_unknown": (
        "[von {sender} geschickt, einer Adresse|von einer Adresse geschickt], die noch nicht als "
        "Ihre eingetragen ist (me.addresses)"
    ),
    "reason.sender_shared": (
        "[von {sender} geschickt, einer Adresse|von einer Adresse geschickt], von der auch "
        "Kolleginnen und Kollegen schreiben"
    ),
    "reason.cc_only": "[{to}|der Kontakt] steht nur in Kopie (Cc)",
    "reason.bcc_only": "[{to}|der Kontakt] steht nur in Blindkopie (Bcc)",
    "reason.unnamed": ("[an {to}|an den Kontakt][ und {others}], und der Name steht nicht im Text"),
    "reason.several": "[an {to}|an den Kontakt][ und {others}], also vielleicht eine Rundmail",
    "reason.role_address": "[an {to}, eine Adresse|an eine Adresse], die mehrere lesen können",
    "reason.name_only": (
        "[der Name stimmt ({name})|der Name stimmt], "
        "[aber die Adresse {address} ist nicht bekannt|aber die Adresse ist nicht bekannt]"
    ),
    "reason.shared_address": (
        "[{to} gehört|die Adresse gehört] zu mehr als einem Kontakt[: {names}]"
    ),
    "reason.forwarded": "eine fremde Mail, weitergeleitet[ an {to}]",
    "reason.invitation": "eine Kalendereinladung[ an {to}] ohne eigenen Text",
    "reason.no_text": "ein Anhang[ an {to}] ohne eigenen Text",
    "reason.meeting_day": (
        "[an {to}, am|am] Tag der Begegnung selbst, vielleicht noch davor geschrieben"
    ),
    "reason.date_conflict": (
        "[an {to}, aber ihr|ihr] Datum[ ({date})] passt nicht dazu, wann sie abgelegt wurde"
    ),
    "reason.came_by_mail": (
        "[sie liegt in „{folder}“, trägt aber|sie trägt] die Spuren einer empfangenen, "
        "nicht einer gesendeten Mail"
    ),
    "reason.several_open": (
        "[an {to}; mehrere|mehrere] Versprechen dieser Art sind offen, und es ist nicht klar, "
        "welches damit gehalten ist"
    ),
    "reason.name_passed_on": (
        "[an {to}, aber nur|nur] mit dem Namen, ohne Adresse und ohne Telefonnummer"
    ),
    "reason.put_off": (
        "[an {to}, aber nur|nur] mit der Ankündigung, dass es später kommt[ ({until})]"
    ),
    "reason.third_not_named": (
        "[an {to}, aber der|der] Name [{third}|der dritten Person] steht nicht darin"
    ),
    "reason.nothing_sent": (
        "[an {to}, aber ohne|ohne] Anhang und ohne Link[ (versprochen: {text})]"
    ),
    "reason.which_one": (
        "[an {to}; mehreres|mehreres] ist versprochen, und es ist nicht klar, ob dies gemeint ist"
        "[: {text}]"
    ),
    # --- reasons: hints ---
    "reason.round_mail": "eine Rundmail[ an {to}][ und {others}]",
    "reason.bulk": "eine Serienmail, keine persönliche Nachricht[ (an {to})]",
    "reason.list_address": (
        "[{address} ist ein Verteiler|die Adresse ist ein Verteiler]; ob der Kontakt darauf "
        "steht, ist nicht zu sehen"
    ),
    "reason.other_person": (
        "der Text spricht von der Begegnung, doch die Mail ging an jemand anderen"
        "[: {name}][ <{address}>]"
    ),
    "reason.nothing_attached": "[an {to}: ein|ein] Anhang ist angekündigt, aber nicht dabei",
    "reason.exchanged": (
        "[Austausch mit {to}|Austausch] schon vor der Fälligkeit; nur der Tag verschiebt sich"
    ),
    # --- reasons: the user's word, other ends ---
    "reason.done": "von Ihnen als erledigt gemeldet",
    "reason.confirmed": "von Ihnen bestätigt",
    "reason.dropped_by_word": "von Ihnen aufgegeben",
    "reason.newer_meeting": "eine neuere Begegnung[ am {on}] ist an ihre Stelle getreten",
    "reason.long_ago": (
        "die Begegnung[ am {on}] liegt mehr als 60 Tage zurück: nur eine Erinnerung, kein Entwurf"
    ),
    "reason.snoozed": "zurückgestellt[ bis {until}]",
    "reason.bounced": "die Mail[ an {to}] kam zurück, das Versprechen ist wieder offen",
    "reason.away": "der Kontakt ist abwesend[; das Versprechen ruht bis {until}]",
    # --- reasons: drafts that ended ---
    "reason.fulfilled": "das Versprechen ist schon gehalten",
    "reason.entry_removed": "der Eintrag steht nicht mehr in der Datei",
    "reason.address_changed": "[die Adresse ist jetzt {to}|die Adresse hat sich geändert]",
    "reason.contact_renamed": "[der Kontakt heißt jetzt {name}|der Kontakt heißt jetzt anders]",
    "reason.duplicate": "es ist eine verspätete Kopie eines Entwurfs, der schon neu abgelegt ist",
    "reason.another_asked": ("Sie haben um einen neuen gebeten"),
    "reason.they_wrote": (
        "der Kontakt hat inzwischen geschrieben: eine Antwort tritt an seine Stelle"
    ),
    "reason.carried": "es steht schon in einem anderen Brief an diesen Kontakt[ ({id})]",
    "reason.not_confirmed": (
        "der Server hat ihn nicht bestätigt, und bisher ist er nirgends zu finden"
    ),
    "reason.refused_by_server": "der Server hat ihn abgelehnt[: {said}]",
    "reason.in_trash": "er liegt im Papierkorb",
    "reason.nowhere": "er liegt in keinem der Ordner mehr",
    # --- reasons: no draft now ---
    "reason.not_yet": ("[erst ab {at}|es ist noch nicht so weit]"),
    "reason.no_address": "keine Mailadresse bekannt, daher kein Entwurf",
    "reason.no_letter": ("dafür hat mailfollow noch keinen Brief[ ({kind})]"),
    "reason.template": "[die Vorlage {file}|die Vorlage] funktioniert nicht[ (Zeile {line})]",
    "reason.blind": (
        "[das Konto „{account}“|ein Konto] wurde nicht vollständig durchgesehen, seit dies "
        "überfällig wurde[ (Ordner „{folder}“)]"
    ),
    "reason.own_draft": (
        "[in „{folder}“|dort] liegt schon ein eigener Entwurf von Ihnen an diesen Kontakt"
    ),
    "reason.one_waiting": "ein anderer Entwurf an diesen Kontakt wartet noch[ ({id})]",
    "reason.a_day_after": (
        "an diesen Kontakt gab es erst kürzlich einen anderen Entwurf; [der nächste kommt am "
        "{at}|der nächste kommt einen Tag später]"
    ),
    "reason.used_up": (
        "dafür wurde schon ein Entwurf abgelegt[ ({stage})]; ein weiterer kommt nur auf Ihren "
        "Wunsch"
    ),
    "reason.daily_limit": ("die Grenze für heute ist erreicht[ ({limit})]; morgen geht es weiter"),
    "reason.cap": "viel zu viele Entwürfe[ {which}]: mailfollow hält vorsichtshalber an",
    "reason.retry_at": "[der nächste Versuch folgt am {at}|der nächste Versuch folgt bald]",
    "reason.withdrawing": (
        "[zuerst wird der frühere Entwurf zurückgenommen, am {at}|zuerst wird der frühere "
        "Entwurf zurückgenommen]"
    ),
    "reason.no_trash": (
        "der Entwurf[ in „{folder}“] wird nicht mehr gebraucht, lässt sich aber nicht in den "
        "Papierkorb legen; bitte löschen Sie ihn selbst"
    ),
    "reason.first_pass_on": "zuerst muss der Kontakt weitergegeben werden[ ({id})]",
    "reason.call_first": "zuerst ein Anruf[ ({phone})]; ein Brief kommt nur auf Ihren Wunsch",
    "reason.address_bounced": ("Mail an [{to}|diese Adresse] kam zurück; es braucht eine andere"),
    "reason.paused": "das Entwerfen ruht; mit `mailfollow resume` geht es weiter",
    "cap.minute": "in einer Minute",
    "cap.day": "an einem Tag",
    "cap.contact": "an einen Kontakt",
    # --- what is owed ---
    "what.follow_up": "schreiben nach der Begegnung[ {place}]",
    "what.introduce": "Kontakt weitergeben[ an {third}]",
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
    "status.call": "keine Adresse; bitte anrufen: tel:{phone}",
    "status.no_way": "keine Adresse, keine Nummer",
    "status.accounts": "Konten",
    "status.paused": ("Bitte beachten: {reason}."),
    "status.stopped": "mailfollow läuft nicht; `mailfollow run` startet es.",
    "account.ok": "in Ordnung",
    "account.connecting": "verbindet sich",
    "account.offline": "nicht erreichbar",
    "account.refused": "Anmeldung abgelehnt",
    "account.throttled": "der Server bittet um Geduld",
    "account.blind": "nicht vollständig durchgesehen",
    "account.line": "{name}: {state}[ seit {since}][; zuletzt nachgesehen {last}][. {detail}]",
    "note.gap": "die ✎-Zeile stand noch darin",
    "note.attachment": "ein Anhang ist angekündigt, aber nicht dabei",
    # --- why ---
    "why.head": "{who} – {what}",
    "why.met": "die Begegnung[ {place}]; eine Nachricht ist versprochen",
    "why.promised": "versprochen: {what}",
    "why.days": ("Zeit: vom {opens} bis zum Ende des {due}[; nach dem {late} ist es spät]"),
    "why.due": ("Zeit: bis zum Ende des {due}"),
    "why.seen": "{mail}: {verdict} – {reason}[ ({notes})]",
    "why.counts": "zählt",
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
    "plan.put": "Entwurf ablegen: {who} – {what}[; {late}]",
    "plan.late": "der Brief sagt, dass es spät ist",
    "plan.withdraw": "Entwurf zurücknehmen: {id}[, nach „{trash}“][; {reason}]",
    "plan.fulfil": "gehalten: {id}; {mail}: {reason}",
    "plan.ask": "Frage: {id}; {mail}: {reason}",
    "plan.note": "Hinweis: {id}; {mail}: {reason}",
    "plan.retract": "zählt nicht mehr: die Mail zu {id}",
    "plan.restage": "Entwurf zu {id}: {was} → {stage}[ ({reason})]",
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
