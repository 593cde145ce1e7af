"""Gründe, auf Deutsch: mit „Sie“, Namen im Nominativ."""

from __future__ import annotations

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
    "reason.card_passed_on": "Karte weitergegeben[ an {to}][, {how}]",
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
    "reason.new_address": (
        "nach dem Rückläufer ging dieselbe Mail an [{address}|eine neue Adresse]; ob das die "
        "richtige Adresse ist, ist nicht bekannt[ ({name})]"
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
    "reason.first_pass_on": "zuerst muss die Karte weitergegeben werden[ ({id})]",
    "reason.call_first": "zuerst ein Anruf[ ({phone})]; ein Brief kommt nur auf Ihren Wunsch",
    "reason.address_bounced": (
        "Mail an [{to}|diese Adresse] kam zurück; eine andere wird gebraucht"
    ),
    "reason.paused": "das Entwerfen ruht; mit `mailfollow resume` geht es weiter",
    "reason.clock_behind": (
        "die Uhr dieses Rechners geht wohl nach[: schon Gesehenes trägt das Datum "
        "{at}]; bitte stellen oder, wenn sie richtig geht, `mailfollow resume` eingeben"
    ),
    "reason.emptied": (
        "[der Ordner „{folder}“|ein Ordner][ von {account}] enthielt viele Nachrichten "
        "und ist plötzlich leer"
    ),
    "reason.mailbox_gone": (
        "[den Ordner „{folder}“|einen der Ordner][ von {account}] gibt es nicht mehr"
    ),
    "reason.many_at_once": (
        "auf einmal verschwanden oder kamen zu viele Entwürfe[: {touched}][; offene "
        "Zusagen: {open}]"
    ),
    "reason.ledger_lost": (
        "das Gedächtnis von mailfollow war weg; was schon überfällig ist, hatte "
        "vielleicht seinen Entwurf"
    ),
    "reason.ledger_corrupt": (
        "das Gedächtnis von mailfollow war beschädigt; was schon überfällig ist, hatte "
        "vielleicht seinen Entwurf"
    ),
    "reason.ledger_restored": (
        "das Gedächtnis von mailfollow ist älter, als es war; was schon überfällig ist, "
        "hatte vielleicht seinen Entwurf"
    ),
    # --- what was heard by mail ---
    "reason.heard": "[{verb}|verstanden][ bis {until}][ („{said}“)][ (Ordner „{folder}“)]",
    "reason.not_ours": (
        "[„{subject}“|eine Mail][ in „{folder}“] ist kein Entwurf von uns und bleibt, wo sie ist"
    ),
    "reason.not_understood": "nicht verstanden[: „{said}“]",
    "reason.no_such_number": "[„{said}“: einen|einen] Punkt mit dieser Nummer gibt es nicht",
    "reason.no_question": "[„{said}“: hier|hier] war keine Frage zu beantworten",
    "reason.over_already": "[„{said}“: das|das] war schon abgeschlossen, es ändert sich nichts",
    "reason.open_already": "[„{said}“: das|das] ist noch offen, es ändert sich nichts",
    "reason.nobody": (
        "in der Mail[ „{subject}“] steht keine andere Person, also niemand, dem zu antworten wäre"
    ),
    "reason.followed_up": ("vorgemerkt: eine Antwort[ an {who}][ auf „{subject}“][; Datei {file}]"),
    "reason.noted": "notiert[: {who}][; Datei {file}]",
    "reason.card_unreadable": "eine Visitenkarte in der Mail[ „{subject}“] ist nicht lesbar",
    "reason.no_capture": (
        "aus der Mail[ „{subject}“] ließ sich nichts notieren: Ein Name fehlt, oder eine "
        "Visitenkarte ist nicht lesbar"
    ),
    "verb.done": "erledigt",
    "verb.snooze": "zurückgestellt",
    "verb.drop": "aufgegeben",
    "verb.reopen": "wieder geöffnet",
    "verb.yes": "ja, das zählt",
    "verb.no": "nein, das zählt nicht",
    "verb.draft": "ein Entwurf auf Ihren Wunsch",
    "verb.tried": "angerufen, niemand nahm ab",
    "verb.outcome": "vermerkt, was daraus wurde",
    "verb.resume": "Entwürfe gehen weiter",
    # --- the circuit breaker ---
    "cap.minute": "in einer Minute",
    "cap.day": "an einem Tag",
    "cap.contact": "an einen Kontakt",
}
