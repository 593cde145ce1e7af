"""Powody, po polsku: bezosobowo, nazwiska w mianowniku."""

from __future__ import annotations

PHRASES = {
    # --- numbers ---
    "days.2": "dwa dni",
    "days.3": "trzy dni",
    "days.4": "cztery dni",
    "days.5": "pięć dni",
    "days.6": "sześć dni",
    "days.one": ("dzień"),
    "days.few": "{n} dni",
    "days.many": "{n} dni",
    "others.one": ("jeszcze jednej osoby"),
    "others.2": ("dwóch innych osób"),
    "others.3": ("trzech innych osób"),
    "others.few": "{n} innych osób",
    "others.many": "{n} innych osób",
    "drafts.one": ("jeden szkic"),
    "drafts.few": "{n} szkice",
    "drafts.many": "{n} szkiców",
    "earlier": ("zakończone wcześniej: {n}"),
    # --- a day of the meeting ---
    "after.same": "w dniu spotkania[ {place}]",
    "after.days": "{days} po spotkaniu[ {place}]",
    "after.promise.same": "w dniu obietnicy",
    "after.promise.days": "{days} po obietnicy",
    # --- reasons: proof ---
    "reason.our_draft": "nasz szkic, wysłany[ do {to}][, {after}]",
    "reason.to_contact": "[do {to}|do tej osoby][, {after}]",
    "reason.to_contact_named": (
        "[do {to}|do tej osoby][ i do {others}][, {after}]; imię lub nazwisko pada w treści"
    ),
    "reason.answered": "odpowiedź[ do {to}] na wcześniejszą wiadomość od tej osoby",
    "reason.card_passed_on": "kontakt przekazany[ do {to}][, {how}]",
    "reason.third_named": (
        "[do {to}|do tej osoby]; w treści pada nazwisko [{third}|trzeciej osoby]"
    ),
    "reason.in_thread": "[do {to}, w|w] wątku, który należy do tej obietnicy",
    "reason.with_attachment": "[do {to}|do tej osoby], z załącznikiem[ „{file}”]",
    "reason.with_link": "[do {to}|do tej osoby], z odnośnikiem[ do {link}]",
    "how.address": "z adresem e-mail",
    "how.phone": "z numerem telefonu",
    "how.vcard": "z wizytówką vCard w załączniku",
    "how.forwarded": "z przesłaną dalej wiadomością tej osoby",
    "how.both": "w jednej wiadomości do obu stron",
    # --- reasons: questions ---
    "reason.sender_unknown": (
        "[wysłane z adresu {sender}, którego|wysłane z adresu, którego] nie ma jeszcze wśród "
        "własnych adresów (me.addresses)"
    ),
    "reason.sender_shared": (
        "[wysłane z adresu {sender}, z którego|wysłane z adresu, z którego] piszą też inni"
    ),
    "reason.cc_only": "[{to}|ta osoba] jest tylko w kopii (Cc)",
    "reason.bcc_only": "[{to}|ta osoba] jest tylko w ukrytej kopii (Bcc)",
    "reason.unnamed": (
        "[do {to}|do tej osoby][ i do {others}], a w treści nie pada imię ani nazwisko"
    ),
    "reason.several": "[do {to}|do tej osoby][ i do {others}], więc może to wiadomość zbiorowa",
    "reason.role_address": "[na adres {to}, który|na adres, który] może czytać kilka osób",
    "reason.name_only": (
        "[nazwisko się zgadza ({name})|nazwisko się zgadza], "
        "[ale adres {address} nie jest znany|ale adres nie jest znany]"
    ),
    "reason.new_address": (
        "po zwrocie ta sama wiadomość poszła na [adres {address}|nowy adres]; nie wiadomo, czy to "
        "właściwy adres[ ({name})]"
    ),
    "reason.shared_address": (
        "[adres {to} należy|adres należy] do więcej niż jednej osoby[: {names}]"
    ),
    "reason.forwarded": "cudza wiadomość, przesłana dalej[ do {to}]",
    "reason.invitation": ("zaproszenie kalendarzowe[ do {to}], bez własnego tekstu"),
    "reason.no_text": "załącznik[ do {to}], bez własnego tekstu",
    "reason.meeting_day": ("[do {to}, w samym|w samym] dniu spotkania, być może jeszcze przed nim"),
    "reason.date_conflict": (
        "[do {to}, ale data|data] wiadomości[ ({date})] nie zgadza się z chwilą jej zapisania"
    ),
    "reason.came_by_mail": (
        "[leży w folderze „{folder}”, ale ma|ma] ślady wiadomości odebranej, a nie wysłanej"
    ),
    "reason.several_open": (
        "[do {to}; otwartych|otwartych] jest kilka obietnic tego rodzaju i nie wiadomo, której to "
        "dotyczy"
    ),
    "reason.name_passed_on": (
        "[do {to}, ale z|z] samym nazwiskiem, bez adresu i bez numeru telefonu"
    ),
    "reason.put_off": "[do {to}, ale tylko z|tylko z] zapowiedzią na później[ ({until})]",
    "reason.third_not_named": (
        "[do {to}, ale w|w] treści nie pada nazwisko [{third}|trzeciej osoby]"
    ),
    "reason.nothing_sent": (
        "[do {to}, ale bez|bez] załącznika i bez odnośnika[ (obiecane: {text})]"
    ),
    "reason.which_one": (
        "[do {to}; obiecanych|obiecanych] jest kilka rzeczy i nie wiadomo, czy chodzi o tę"
        "[: {text}]"
    ),
    # --- reasons: hints ---
    "reason.round_mail": "wiadomość zbiorowa[, do {to}][ i do {others}]",
    "reason.bulk": "wiadomość seryjna, nie osobista[ (do {to})]",
    "reason.list_address": (
        "[{address} to lista|ten adres to lista]; nie wiadomo, czy ta osoba na niej jest"
    ),
    "reason.other_person": (
        "w treści mowa o spotkaniu, ale wiadomość poszła do kogoś innego[: {name}][ <{address}>]"
    ),
    "reason.nothing_attached": (
        "[do {to}: zapowiedziany|zapowiedziany] załącznik nie został dołączony"
    ),
    "reason.exchanged": "kontakt[ z {to}] jeszcze przed terminem; przesuwa tylko dzień",
    # --- reasons: the user's word, other ends ---
    "reason.done": "zgłoszone jako zrobione",
    "reason.confirmed": "potwierdzone odpowiedzią „tak”",
    "reason.dropped_by_word": "porzucone na życzenie",
    "reason.newer_meeting": "zastąpione nowszym spotkaniem[ ({on})]",
    "reason.long_ago": (
        "od spotkania[ ({on})] minęło ponad 60 dni: tylko przypomnienie, bez szkicu"
    ),
    "reason.snoozed": "odłożone[ do {until}]",
    "reason.bounced": "wiadomość[ do {to}] wróciła, więc obietnica znów jest otwarta",
    "reason.away": "ta osoba jest nieobecna[; obietnica czeka do {until}]",
    # --- reasons: drafts that ended ---
    "reason.fulfilled": "obietnica jest już spełniona",
    "reason.entry_removed": "wpisu nie ma już w pliku",
    "reason.address_changed": "[adres to teraz {to}|adres się zmienił]",
    "reason.contact_renamed": ("[osoba nazywa się teraz: {name}|osoba nazywa się teraz inaczej]"),
    "reason.duplicate": "to spóźniona kopia szkicu, który jest już zapisany na nowo",
    "reason.another_asked": "na życzenie powstaje nowy",
    "reason.they_wrote": "tymczasem przyszła wiadomość od tej osoby: zastąpi go odpowiedź",
    "reason.carried": "zawiera to już inny list do tej osoby[ ({id})]",
    "reason.not_confirmed": ("serwer go nie potwierdził i na razie nigdzie go nie widać"),
    "reason.refused_by_server": "serwer go odrzucił[: {said}]",
    "reason.in_trash": "leży w koszu",
    "reason.nowhere": "nie ma go już w żadnym folderze",
    # --- reasons: no draft now ---
    "reason.not_yet": "[nie wcześniej niż {at}|jeszcze nie pora]",
    "reason.no_address": "nie ma adresu e-mail, więc nie będzie szkicu",
    "reason.no_letter": ("mailfollow nie ma jeszcze na to listu[ ({kind})]"),
    "reason.template": "[szablon {file}|szablon] nie działa[ (wiersz {line})]",
    "reason.blind": (
        "[konto „{account}”|jedno z kont] nie zostało w pełni przejrzane od upływu terminu[ "
        "(folder „{folder}”)]"
    ),
    "reason.own_draft": ("[w folderze „{folder}”|w szkicach] leży już własny szkic do tej osoby"),
    "reason.one_waiting": "inny szkic do tej osoby jeszcze czeka[ ({id})]",
    "reason.a_day_after": (
        "niedawno był inny szkic do tej osoby; [następny pojawi się {at}|następny pojawi się "
        "dzień później]"
    ),
    "reason.used_up": (
        "szkic w tej sprawie już powstał[ ({stage})]; kolejny pojawi się tylko na życzenie"
    ),
    "reason.daily_limit": ("dzienny limit jest wyczerpany[ ({limit})]; ciąg dalszy jutro"),
    "reason.cap": "zdecydowanie za dużo szkiców[ {which}]: mailfollow wstrzymuje się z ostrożności",
    "reason.retry_at": "[następna próba: {at}|następna próba już wkrótce]",
    "reason.withdrawing": (
        "[najpierw wycofany będzie wcześniejszy szkic: {at}"
        "|najpierw wycofany będzie wcześniejszy szkic]"
    ),
    "reason.no_trash": (
        "szkic[ w folderze „{folder}”] nie jest już potrzebny, ale nie można go przenieść do "
        "kosza; proszę usunąć go ręcznie"
    ),
    "reason.first_pass_on": "najpierw trzeba przekazać kontakt[ ({id})]",
    "reason.call_first": "najpierw telefon[ ({phone})]; list pojawi się tylko na życzenie",
    "reason.address_bounced": (
        "poczta wysłana na [adres {to}|ten adres] wróciła; potrzebny jest inny"
    ),
    "reason.paused": "szkice są wstrzymane; `mailfollow resume` je wznawia",
    "reason.clock_behind": (
        "zegar tego komputera chyba się spóźnia[: to, co już widziano, ma datę {at}]; "
        "proszę go nastawić albo, jeśli idzie dobrze, użyć `mailfollow resume`"
    ),
    "reason.emptied": (
        "[folder „{folder}”|jeden z folderów][ ({account})] zawierał wiele wiadomości, "
        "a teraz nagle jest pusty"
    ),
    "reason.mailbox_gone": "nie ma już [folderu „{folder}”|jednego z folderów][ ({account})]",
    "reason.many_at_once": (
        "naraz zniknęło lub przyszło zbyt wiele szkiców[: {touched}][; otwarte obietnice: {open}]"
    ),
    "reason.ledger_lost": "zniknęła pamięć programu; to, co już zaległe, mogło mieć swój szkic",
    "reason.ledger_corrupt": (
        "pamięć programu została uszkodzona; to, co już zaległe, mogło mieć swój szkic"
    ),
    "reason.ledger_restored": (
        "pamięć programu jest starsza niż była; to, co już zaległe, mogło mieć swój szkic"
    ),
    # --- what was heard by mail ---
    "reason.heard": "[{verb}|zrozumiane][ do {until}][ („{said}”)][ (folder „{folder}”)]",
    "reason.not_ours": (
        "[„{subject}”|wiadomość][ w folderze „{folder}”] to nie nasz szkic, więc tam zostaje"
    ),
    "reason.not_understood": "niezrozumiane[: „{said}”]",
    "reason.no_such_number": "[„{said}”: nie|nie] ma punktu o tym numerze",
    "reason.no_question": "[„{said}”: nie|nie] było tu pytania, na które można odpowiedzieć",
    "reason.over_already": "[„{said}”: to|to] było już zakończone, więc nic się nie zmienia",
    "reason.open_already": "[„{said}”: to|to] jest wciąż otwarte, więc nic się nie zmienia",
    "reason.nobody": (
        "w wiadomości[ „{subject}”] nie ma żadnej innej osoby, więc nie wiadomo, komu odpisać"
    ),
    "reason.followed_up": "nowa obietnica: odpisać[ (komu: {who})][ na „{subject}”][; plik {file}]",
    "reason.noted": "zapisane[: {who}][; plik {file}]",
    "reason.card_unreadable": "nie da się odczytać wizytówki w wiadomości[ „{subject}”]",
    "reason.no_capture": (
        "z wiadomości[ „{subject}”] nie udało się niczego zapisać: brakuje nazwiska albo nie da "
        "się odczytać wizytówki"
    ),
    "verb.done": "zrobione",
    "verb.snooze": "odłożone",
    "verb.drop": "porzucone",
    "verb.reopen": "otwarte na nowo",
    "verb.yes": "tak, to się liczy",
    "verb.no": "nie, to się nie liczy",
    "verb.draft": "szkic na życzenie",
    "verb.tried": "telefon bez odpowiedzi",
    "verb.outcome": "odnotowane, co z tego wyszło",
    "verb.resume": "szkice wznowione",
    # --- the circuit breaker ---
    "cap.minute": "w ciągu minuty",
    "cap.day": "w ciągu dnia",
    "cap.contact": "do jednej osoby",
}
