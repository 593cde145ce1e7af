"""Co mówi się o nowych plikach z osobami, po polsku: bezosobowo, nazwiska w mianowniku."""

from __future__ import annotations

PHRASES = {
    "what.answer": "odpisać[: {subject}| na wiadomość]",
    "note.there": "To już jest zapisane[ w pliku {file}].",
    "note.known_as": (
        "{who} – ta osoba jest już w kontaktach; nowe dane najlepiej dopisać w istniejącym wpisie"
        "[: {file}]."
    ),
    "import.new": "nowy kontakt: {who}[ ({to})]",
    "import.known": "już w kontaktach: {who}[ ({file})]",
    "import.twice": "więcej niż raz: {who}",
    "import.mine": "własna wizytówka: [{who} ({to})|{to}]",
    "import.unread": "nie do odczytania w {file}: {n}",
    "import.dry": "Nic jeszcze nie zapisano; zrobi to to samo polecenie z --yes.",
    "import.nobody": "Nie ma nikogo nowego, więc nic nie zostanie zapisane.",
}
