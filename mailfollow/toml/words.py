"""The key that was probably meant: by distance, and by what Poles and Germans would write."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from mailfollow.core import text

_MEANT = {
    "surname": "nazwisko nachname familienname last_name lastname family_name",
    "name": "imie nazwa imie_i_nazwisko imie_nazwisko nazwisko vorname nachname full_name fullname "
    "person osoba first_name firstname kontakt",
    "email": "adres adresse e_mail mail email_adresse mailadresse adres_email poczta address "
    "addresses emails adresy",
    "addresses": "adresy adressen adressy emails address adres adresse mails email",
    "address": "adres adresse email e_mail mail addresses",
    "phone": "telefon tel telefonnummer nummer numer komorka handy mobil mobile phones "
    "numer_telefonu telephone",
    "company": "firma unternehmen firm organization organisation organizacja pracodawca",
    "gender": "plec geschlecht sex rodzaj",
    "title": "titel tytul akademischer_titel stopien",
    "formal": "anrede foermlich formell siezen duzen du sie oficjalnie oficjalny formalnie per_pan",
    "greeting": "gruss begruessung powitanie przywitanie zwrot salutation anrede",
    "language": "sprache jezyk lang",
    "talked_about": "thema temat rozmowa gespraech subject topic talk o_czym about "
    "gesprochen_ueber",
    "in_common": "gemeinsam gemeinsames gemeinsamkeit gemeinsamkeiten wspolne laczy common",
    "bridge_meet": "spotkanie treffen bridge most bruecke meet",
    "bridge_news": "news neuigkeit wiadomosc nowosc",
    "bridge_ask": "frage pytanie ask question",
    "bridge_advice": "rat rada advice ratschlag",
    "at": "ort miejsce wo gdzie where place event veranstaltung wydarzenie",
    "on": "datum data date am dnia wann kiedy tag dzien when met",
    "met": "on datum data date getroffen spotkanie poznany poznana am dnia kiedy wann tag treffen",
    "by": "bis do termin frist deadline due until",
    "send": "senden schicken wyslac przeslac wyslij",
    "say": "sagen powiedziec text tekst",
    "introduce_to": "vorstellen weitergeben przedstawic poznac_z introduce_with przekazac",
    "keep_in_touch": "kontakt_halten in_kontakt w_kontakcie utrzymac_kontakt",
    "about": "thema temat topic subject ueber o_czym",
    "contact": "kontakt osoba person who wer kto",
    "follow_up": "followup nachfassen odezwac_sie",
    "signature": "signatur podpis unterschrift stopka",
    "timezone": "zeitzone strefa strefa_czasowa tz time_zone",
    "country": "land kraj panstwo",
    "region": "bundesland wojewodztwo state subdiv",
    "shared": "gemeinsame wspolne",
    "user": "username benutzer uzytkownik login benutzername user_name",
    "password": "passwort haslo kennwort pass passwd",
    "host": "server serwer hostname rechner adres address",
    "smtp": "postausgang postausgangsserver versand poczta_wychodzaca serwer_wychodzacy outgoing",
    "folders": "ordner foldery katalogi mailboxes",
    "sent": "gesendet wyslane",
    "drafts": "entwuerfe robocze szkice draft",
    "trash": "papierkorb kosz deleted bin",
    "command": "befehl komenda polecenie cmd",
    "file": "datei plik",
    "ca_file": "ca cert certificate zertifikat certyfikat cafile",
    "contacts": "kontakt kontakte kontakty people osoby personen person contact",
    "promises": "promise versprechen obietnice obietnica zusagen",
    "meetings": "meeting treffen spotkania spotkanie",
    "accounts": "account konto konten konta",
    "me": "ich ja user my",
    "timing": "zeiten czasy times",
    "limits": "grenzen limity",
    "opens": "open ab od from",
    "due": "faellig termin bis do",
    "late": "spaet pozno",
    "digest": "morgenmail tagesueberblick ueberblick zusammenfassung poranna_wiadomosc przeglad "
    "podsumowanie morning_mail summary",
    "verbs": "verben verb czasowniki czasownik verb_folders",
    "account": "konto",
    "done": "erledigt fertig zrobione gotowe zalatwione",
    "snooze_1_day": "einen_tag_spaeter ein_tag odlozone_o_dzien o_dzien dzien tag snooze_day "
    "snooze_one_day",
    "snooze_1_week": "eine_woche_spaeter eine_woche odlozone_o_tydzien o_tydzien tydzien woche "
    "snooze_week snooze_one_week",
    "drop": "aufgegeben aufgeben verworfen porzucone porzuc",
}
_MEANINGS: dict[str, list[str]] = {}
for _key, _listed in _MEANT.items():
    for _word in _listed.split():
        _MEANINGS.setdefault(_word, []).append(_key)

_HOMES = {
    "[me]": "addresses language gender timezone country region signature shared name",
    "[accounts.…]": "address user password imap smtp folders",
    "[accounts.….imap]": "host port tls ca_file",
    "[accounts.….smtp]": "host port tls ca_file user",
    "[accounts.….folders]": "sent drafts trash",
    "[timing]": "follow_up introduce call_back send drafts_at working_days",
    "[limits]": "drafts_per_day",
    "[digest]": "at send account",
    "[verbs]": "folders name done snooze_1_day snooze_1_week drop follow_up",
    "[[contacts]]": "name surname title email addresses phone gender formal language greeting "
    "company account met follow_up talked_about in_common bridge_meet bridge_news bridge_ask "
    "bridge_advice id",
    "[[contacts.promises]]": "send say introduce_to keep_in_touch by about consent introduce "
    "call_back outcome",
    "[[contacts.met]]": "on at",
}


def fold(word: str) -> str:
    """A key as it might have been typed: ASCII, lower case, underscores."""
    lower = word.strip().lower()
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        lower = lower.replace(letter, pair)
    return text.fold(lower).replace("-", "_").replace(" ", "_")


def meant(word: str, known: Iterable[str]) -> str | None:
    """The key of `known` that `word` probably stands for."""
    names = sorted(known)
    folded = fold(word)
    if folded in names:
        return folded
    by_table = next((m for m in _MEANINGS.get(folded, []) if m in names), None)
    close = difflib.get_close_matches(folded, names, 1, 0.75)
    return by_table or (close[0] if close else None)


def home(word: str, sections: Iterable[str]) -> str | None:
    """The section, of those the file may have, where this key belongs."""
    folded = fold(word)
    fit = (s for s in _HOMES if folded in _HOMES[s].split() and s in sections)
    return next(fit, None)


HOMES = tuple(_HOMES)
PEOPLE_HOMES = tuple(s for s in _HOMES if s.startswith("[[contacts"))
