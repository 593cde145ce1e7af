"""Co pokazują polecenia, po polsku: bezosobowo, nazwiska w mianowniku."""

from __future__ import annotations

PHRASES = {
    # --- what is owed ---
    "what.follow_up": "napisać po spotkaniu[ {place}]",
    "what.introduce": "przekazać kontakt[ (do kogo: {third})]",
    "what.joint": "przedstawić w jednej wiadomości do obu stron[ (z kim: {third})]",
    "what.call_back": "oddzwonić[ (w sprawie: {third})]",
    "what.send": "[wysłać: {text}|wysłać to, co obiecane]",
    "what.say": "[obiecane: {text}|obietnica]",
    "what.keep_in_touch": "utrzymać kontakt",
    # --- stages of a draft ---
    "stage.intended": "zaplanowany",
    "stage.in_doubt": "jeszcze bez potwierdzenia",
    "stage.failed": "niezapisany",
    "stage.waiting": "czeka",
    "stage.edited": "zmieniony ręcznie",
    "stage.gone": "otwarty albo w drodze",
    "stage.sent": "wysłany",
    "stage.withdrawing": "w trakcie wycofywania",
    "stage.withdrawn": "wycofany",
    "stage.discarded": "usunięty ręcznie",
    "draft.intended": "szkic jest właśnie zapisywany[ w folderze „{folder}”]",
    "draft.in_doubt": "serwer jeszcze nie potwierdził szkicu",
    "draft.failed": "szkicu nie udało się zapisać",
    "draft.waiting": "szkic czeka[ w folderze „{folder}”][; {gap}]",
    "draft.edited": "szkic[ w folderze „{folder}”], zmieniony ręcznie",
    "draft.gone": "szkic jest gdzieś otwarty albo w drodze",
    "draft.sent": "szkic został wysłany",
    "draft.withdrawing": "szkic jest właśnie wycofywany",
    "draft.withdrawn": "szkic został wycofany",
    "draft.discarded": "szkic został usunięty; nowy sam się nie pojawi",
    "draft.gap": "✎ brakuje jednego zdania",
    # --- a mail ---
    "mail": "[{subject}|wiadomość bez tematu][, {day}][, do {to}]",
    "question": (
        "{mail}. Niepewne: {reason}. Czy to spełnia obietnicę? {who}: {what}. "
        "Proszę odpowiedzieć: `mailfollow yes {id}` albo `mailfollow no {id}`"
    ),
    # --- status ---
    "status.overdue": "Po terminie",
    "status.due": ("Do zrobienia"),
    "status.upcoming": ("Później"),
    "status.ended": "Zakończone",
    "status.nothing": "Nic nie czeka. Wszystkie obietnice są spełnione.",
    "status.nobody": (
        "Nie ma jeszcze obietnic. Pierwsza powstanie wraz z pierwszym plikiem z osobami."
    ),
    "status.by": "do {day}",
    "status.kept": "spełnione[: {reason}]",
    "status.dropped": "zamknięte[: {reason}]",
    "status.draft_from": "szkic pojawi się {at}",
    "status.no_draft": "bez szkicu; dlaczego: mailfollow why {id}",
    "status.question": ("pytanie: {mail}; {reason}. Odpowiedź: mailfollow yes (albo no) {id}"),
    "status.call": "[{lacking}; ]telefon: {tel} (co powiedzieć: mailfollow why {id})",
    "status.lacking": "bez adresu[ ({who})]",
    "status.held": "bez szkicu: {reason}",
    "status.no_way": "bez adresu i bez numeru[ ({who})]",
    "status.accounts": "Konta",
    "status.paused": (
        "Szkice są wstrzymane: {reason}. "
        "Proszę zajrzeć do skrzynki; `mailfollow resume` je wznawia."
    ),
    "status.resumed": "Szkice znów będą zapisywane.",
    "status.going_on": "Nic nie jest wstrzymane.",
    "status.stopped": "mailfollow nie działa; uruchamia go `mailfollow run`.",
    "status.blind": (
        "Od {since} nic nie widać na koncie {name}: wysłane stamtąd wiadomości nie są odhaczane."
    ),
    "account.ok": "w porządku",
    "account.connecting": "łączenie",
    "account.offline": "serwer jest nieosiągalny",
    "account.refused": "logowanie odrzucone",
    "account.throttled": "serwer prosi o cierpliwość",
    "account.blind": "nie w pełni przejrzane",
    "account.line": "{name}: {state}[ od {since}][; ostatnio przejrzane: {last}][. {detail}]",
    "note.gap": "wiersz ✎ nadal w niej był",
    "note.attachment": "zapowiedziany załącznik nie został dołączony",
    # --- what came of an introduction ---
    "came.unpassed": "kontakt nie został jeszcze przekazany[ (do kogo: {third})]",
    "came.none": "[{third}: na|na] razie bez odpowiedzi[; ma te dane od {since}]",
    "came.answered": "[{third}: jest|jest] odpowiedź[ z {on}]",
    "came.away": "[{third}: nieobecność|nieobecność][ do {on}]",
    "came.bounced": "wiadomość z kontaktem wróciła[ (do kogo: {third})]",
    "came.declined": "[{third}: odpowiedź|odpowiedź] brzmi „nie”",
    "came.accepted": "[{third}: odpowiedź|odpowiedź] brzmi „tak”",
    # --- a call ---
    "call.links": "Telefon: {tel}, SMS: {sms}",
    "call.text": "Gotowy SMS: {text}",
    "call.first_pass_on": "najpierw trzeba przekazać kontakt; do tego czasu nie ma o czym mówić",
    "call.pass_on_again": ("kontakt nie dotarł: trzeba przekazać go jeszcze raz, na inny adres"),
    "call.own_words": (
        "[{third}: jest|jest] odpowiedź[ z {on}]; proszę opowiedzieć ją własnymi słowami"
    ),
    # --- what came in ---
    "in.bounce": "wiadomość[ {mail}][ do {address}] wróciła",
    "in.delayed": "wiadomość[ {mail}][ do {address}] jest opóźniona; serwer próbuje dalej",
    "in.away": "[{who}: nieobecność|nieobecność][ do {until}]",
    "in.personal": "wiadomość[ (od kogo: {who})][: {subject}]",
    "in.answer": "odpowiedź[ (od kogo: {who})][: {subject}]",
    # --- why ---
    "why.head": "{who} – {what}",
    "why.met": "spotkanie[ {place}]; obiecana jest wiadomość",
    "why.promised": "obiecane: {what}",
    "why.days": ("czas: od {opens} do końca dnia {due}[; po {late} będzie już późno]"),
    "why.due": ("czas: do końca dnia {due}"),
    "why.seen": "{mail}: {verdict} – {reason}[ ({notes})]",
    "why.counts": "liczy się",
    "why.bounced": "nie liczy się, bo wróciła",
    "why.refused": "odrzucona na życzenie",
    "why.doubt": "niepewne",
    "why.hint": "nie liczy się",
    "why.laid": "szkic[ do {to}| bez odbiorcy, bo brakuje jednego zdania (✎)][, folder „{folder}”]",
    "why.draft": "szkic: {stage}[ – {reason}]",
    "now.upcoming": "Jeszcze nie pora[; czas zaczyna się {opens}].",
    "now.snoozed": "Odłożone do {until}.",
    "now.due": ("Do zrobienia[ do końca dnia {due}]."),
    "now.overdue": "Po terminie[ od {since}].",
    "now.fulfilled": "Spełnione[: {reason}].",
    "now.dropped": "Zamknięte[: {reason}].",
    "now.held": "Teraz bez szkicu: {reason}.",
    "now.draft": ("Szkic: {stage}[, folder „{folder}”]."),
    "said.done": "polecenie: zrobione[ ({arg})]",
    "said.snooze": "polecenie: odłożyć[ do {arg}]",
    "said.drop": "polecenie: porzucić",
    "said.reopen": "polecenie: otworzyć na nowo",
    "said.yes": "odpowiedź: tak, ta wiadomość się liczy[: {arg}]",
    "said.no": "odpowiedź: nie, ta wiadomość się nie liczy[: {arg}]",
    "said.draft": "polecenie: proszę o szkic",
    "said.tried": "polecenie: próba telefonu, nikt nie odebrał",
    "said.outcome": "polecenie: odpowiedź brzmi {arg}",
    "outcome.yes": "tak",
    "outcome.no": "nie",
    # --- plan ---
    "plan.put": "zapisać szkic[ (do kogo: {to})]: {who} – {what}[; {late}]",
    "plan.late": "list mówi o spóźnieniu",
    "plan.withdraw": "wycofać szkic: {id}[, do folderu „{trash}”][; {reason}]",
    "plan.fulfil": "spełnione: {id}; {mail}: {reason}",
    "plan.ask": "pytanie: {id}; {mail}: {reason}",
    "plan.note": "wskazówka: {id}; {mail}: {reason}",
    "plan.heed": "odnotowane: {id}; {what}",
    "plan.retract": "już się nie liczy: wiadomość w sprawie {id}",
    "plan.restage": "szkic w sprawie {id}: {was} → {stage}[ ({reason})]",
    "plan.renew": "połączyć się ponownie z {account}, żeby spojrzeć drugi raz",
    "plan.hear": "usłyszane: {what}",
    "plan.write": "zapisać plik z osobami[: {who}]",
    "plan.clear": "posprzątać własną wiadomość z folderu „{folder}” do folderu „{trash}”",
    "plan.mail": "wysłać poranną wiadomość do {to}",
    "plan.held": "bez szkicu: {id}; {reason}",
    # --- check ---
    "check.fine": "Konfiguracja jest w porządku.",
    "check.problems": "Warto poprawić:",
    "check.account": "{name} <{address}>",
    "check.in": "Zalogowano.",
    "check.out": "To się nie udało: {error}",
    "check.sent": "Wysłane",
    "check.drafts": "Szkice",
    "check.trash": "Kosz",
    "check.folder": "{role}: „{folder}” – {why}",
    "check.no_trash": "{role}: brak; niepotrzebny szkic zostanie na swoim miejscu",
    "check.config": "tak jest w config.toml",
    "check.special_use": "tak oznacza go serwer",
    "check.name": "rozpoznany po nazwie",
    "check.verbs": "Foldery-polecenia:",
    "check.there": "„{folder}” – jest",
    "check.made": "„{folder}” – właśnie utworzony",
    "check.lacking": "„{folder}” – brak",
    "check.make": "Brakujące foldery tworzy `mailfollow check --create-folders`.",
    "check.smtp": "Poranną wiadomość przyjmie {host}.",
    "check.no_letter": "Tu nie ma obiecanej wiadomości, więc nie ma listu.",
    "check.complete": "Jest wszystko: czas, coś osobistego, pomost.",
    "check.missing": "Brakuje: {missing}.",
    "check.time": "czasu (od spotkania minęło ponad 60 dni)",
    "check.personalisation": "czegoś osobistego (talked_about albo in_common)",
    "check.bridge": "pomostu (bridge_meet, bridge_news, bridge_ask albo bridge_advice)",
    "check.hint": "Wskazówka: {hint}",
    # --- hints ---
    "hint.relative_word": (
        "[„{word}” w {key}|jedno ze słów] jest prawdą tylko dziś, a szkic może poleżeć "
        "tydzień: lepsza będzie data"
    ),
    "hint.preposition": (
        "[{key}: „{phrase}” – brakuje tu|w jednym z tekstów brakuje] chyba małego słowa na "
        "początku[; czy chodzi o „{meant}”?]"
    ),
    "hint.no_date": (
        "[{key}: „{phrase}” – nie ma tu daty|w propozycji spotkania nie ma daty]; z datą "
        "łatwiej powiedzieć „tak”"
    ),
    "hint.capital": (
        "[{key}: „{phrase}”|propozycja spotkania] stoi w środku zdania; jeśli to nie nazwa, "
        "lepiej zacząć małą literą"
    ),
    "hint.other_language": (
        "ten list powstaje w innym języku[ ({language})] i teksty też muszą być w tym języku"
    ),
    "hint.name_doubtful": (
        "[{name}: które|które] słowo to nazwisko? Odpowiedź daje `surname`; do tego czasu "
        "program nie zgaduje"
    ),
    "hint.gender_unknown": "[{name}: bez|bez] `gender` zwrot grzecznościowy pozostaje neutralny",
    "hint.my_gender_unknown": (
        "z `me.gender` czasowniki przyjmą właściwą formę; do tego czasu są bezosobowe"
    ),
    "hint.vocative_unknown": (
        "[{first}: nie|nie] wiadomo, jak brzmi wołacz; zwrot określa `greeting`"
    ),
    # --- preview ---
    "preview.from": "Od: {value}",
    "preview.to": "Do: {value}",
    "preview.cc": "Kopia: {value}",
    "preview.subject": "Temat: {value}",
    "preview.date": "Data: {value}",
    "preview.nobody": "jeszcze nikt – najpierw wiersz ✎",
}
