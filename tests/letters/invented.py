"""People and meetings that do not exist, for letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from mailfollow.core.model import (
    Bridge,
    BridgeKind,
    Commitment,
    Contact,
    Gender,
    Kind,
    Language,
    Me,
    Meeting,
    Promise,
)

EWA = Me(
    name="Ewa Zielińska",
    addresses=("ewa@example.org",),
    timezone=ZoneInfo("Europe/Warsaw"),
    language=Language.PL,
    gender=Gender.F,
    signature="Ewa Zielińska\nPracownia Zielony Dach",
)
MET = date(2026, 4, 29)
TODAY = date(2026, 5, 2)

PEOPLE = {
    Language.PL: Contact("anna-kowalska", "Anna Kowalska", "Anna", "Kowalska"),
    Language.DE: Contact("lena-klein", "Lena Klein", "Lena", "Klein"),
    Language.EN: Contact("priya-okafor", "Priya Okafor", "Priya", "Okafor"),
}
PHRASES = {
    Language.PL: {
        "at": "na InfoShare w Gdańsku",
        "talked_about": "o trasach rowerowych w Bieszczadach",
        "in_common": "mieszkamy blisko parku Oliwskiego",
    },
    Language.DE: {
        "at": "auf der re:publica in Berlin",
        "talked_about": "über Stadtbäume im Klimawandel",
        "in_common": "wir haben beide in Osnabrück studiert",
    },
    Language.EN: {
        "at": "at DevConf in Brno",
        "talked_about": "about flaky integration tests",
        "in_common": "we both learned to program on a C64",
    },
}
LABELS = {
    Language.PL: {"at": "InfoShare, Gdańsk", "talked_about": "trasy rowerowe w Bieszczadach"},
    Language.DE: {"at": "Netzwerkabend Osnabrück", "talked_about": "Bodenökologie"},
    Language.EN: {"at": "InfoShare, Gdańsk", "talked_about": "soil ecology"},
}
BRIDGES = {
    Language.PL: {
        BridgeKind.MEET: "kawa w Oliwie w tygodniu od 4 maja",
        BridgeKind.NEWS: "nabór wniosków do 15 maja, https://example.org/nabor",
        BridgeKind.ASK: "które schroniska warto zarezerwować wcześniej",
        BridgeKind.ADVICE: "od którego czasopisma najlepiej zacząć?",
    },
    Language.DE: {
        BridgeKind.MEET: "ein Kaffee in Osnabrück in der Woche ab 4. Mai",
        BridgeKind.NEWS: "die Ausschreibung bis 15. Mai, https://example.org/ausschreibung",
        BridgeKind.ASK: "welche Baumart hat sich bewährt",
        BridgeKind.ADVICE: "Welche Fachzeitschrift lohnt sich für den Einstieg?",
    },
    Language.EN: {
        BridgeKind.MEET: "a video call in the week of 4 May",
        BridgeKind.NEWS: "the consultation on open timetables, https://example.org/open",
        BridgeKind.ASK: "how do you keep the fixtures small",
        BridgeKind.ADVICE: "which journal is worth starting with?",
    },
}


def contact(language: Language, **changes: Any) -> Contact:
    person = PEOPLE[language]
    known = {"language": language, "addresses": (f"{person.id}@example.net",), **changes}
    return replace(person, **known)


def meeting(language: Language, bridge: BridgeKind | None = None, **changes: Any) -> Meeting:
    """A meeting with every part known; `at=None` and the like take one away."""
    built = bridge and Bridge(bridge, BRIDGES[language][bridge])
    fields = {"bridge": built, **PHRASES[language], **changes}
    return Meeting("someone", MET, **fields)


def follow_up(person: Contact, met: Meeting) -> Commitment:
    return Commitment(
        f"{person.id}.follow_up.{met.on}",
        Kind.FOLLOW_UP,
        person,
        origin=met.on,
        occasion=met.on,
        opens=date(2026, 4, 30),
        due=date(2026, 5, 1),
        meeting=met,
    )


ABOUT = {
    Language.PL: "zieleń na dachach szkół",
    Language.DE: "Stadtgrün",
    Language.EN: "urban green spaces",
}
THINGS = {
    Language.PL: ("slajdy z wykładu", "nagranie, https://example.org/film"),
    Language.DE: ("die Folien aus dem Vortrag", "die Aufnahme, https://example.org/film"),
    Language.EN: ("the slides of the talk", "the recording, https://example.org/film"),
}
THIRD = Contact("max-wilk", "Max Wilk", "Max", "Wilk", gender=Gender.M, company="Wilk & Co.")


def third(language: Language, **changes: Any) -> Contact:
    known = {"language": language, "addresses": ("max.wilk@example.com",), **changes}
    return replace(THIRD, **known)


def promised(
    kind: Kind, person: Contact, met: Meeting | None, to: Contact | None = None, **changes: Any
) -> Commitment:
    """A commitment of any other kind; `changes` are the promise's."""
    fields = {"kind": kind, "on": MET, "meeting": met, **changes}
    return Commitment(
        f"{person.id}.{kind}.{MET}",
        kind,
        person,
        origin=MET,
        occasion=MET,
        opens=MET,
        due=date(2026, 5, 7),
        meeting=met,
        promise=Promise(person.id, **fields),
        third=to,
    )
