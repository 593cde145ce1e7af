"""Invented people and what they are owed, for the tests of `say`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailfollow.core.model import (
    AccountHealth,
    AccountState,
    Arrival,
    Arrived,
    Code,
    Commitment,
    Contact,
    Draft,
    Evidence,
    Grade,
    Kind,
    Meeting,
    Promise,
    Reason,
    Stage,
    State,
    Status,
    Third,
    Verb,
    Word,
)

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
MET = date(2026, 11, 18)

FACTS: dict[str, object] = {
    "to": "anna@example.pl",
    "name": "Anna Kowalska",
    "address": "anna.k@example.net",
    "sender": "biuro@example.org",
    "folder": "INBOX",
    "account": "work",
    "names": "Anna Kowalska, Jan Kowalski",
    "others": 2,
    "days": 2,
    "limit": 5,
    "file": "pl/follow_up.txt",
    "line": 3,
    "kind": Kind.KEEP_IN_TOUCH,
    "which": "contact",
    "stage": Stage.DISCARDED,
    "id": "max-mueller.send.2026-11-18",
    "said": "[OVERQUOTA] full",
    "on": "2026-11-20",
    "date": "2026-11-20",
    "until": "2026-11-25T06:00:00+00:00",
    "how": "vcard",
    "third": "Jana Klein",
    "link": "files.example.org",
    "text": "slajdy z wykładu",
    "phone": "+48601000000",
    "verb": Verb.SNOOZE,
    "who": "Anna Kowalska",
    "subject": "Nasza rozmowa",
}
_MOMENTS = (Code.NOT_YET, Code.A_DAY_AFTER, Code.RETRY_AT, Code.WITHDRAWING)


def full(code: Code, **facts: object) -> Reason:
    """The code with every fact that any code has."""
    at = "2026-11-22T06:00:00+00:00" if code in _MOMENTS else "na InfoShare w Gdańsku"
    return Reason.of(code, **{**FACTS, "at": at, **facts})


def contact(name: str = "Anna Kowalska", **values: Any) -> Contact:
    slug = name.casefold().replace(" ", "-")
    slug = slug.replace("ü", "ue").replace("ó", "o")
    return Contact(**{"id": slug, "name": name, "addresses": (f"{slug}@example.pl",), **values})


def commitment(
    who: Contact | None = None, kind: Kind = Kind.FOLLOW_UP, **values: Any
) -> Commitment:
    who = who or contact()
    meeting = Meeting(who.id, MET, at="na InfoShare w Gdańsku")
    promise = None
    introduced = kind in (Kind.INTRODUCE, Kind.CALL_BACK)
    if kind is not Kind.FOLLOW_UP:
        third = Third("Jana Klein", address="jana@example.net")
        promise = Promise(who.id, kind, MET, text="slajdy z wykładu", third=third)
    return Commitment(
        **{
            "id": f"{who.id}.{kind}.2026-11-18",
            "kind": kind,
            "contact": who,
            "origin": MET,
            "occasion": MET,
            "opens": date(2026, 11, 19),
            "due": date(2026, 11, 20),
            "late": date(2026, 11, 25),
            "meeting": meeting,
            "promise": promise,
            "third": contact("Jana Klein") if introduced else None,
            **values,
        }
    )


def arrival(kind: Arrival, **values: Any) -> Arrived:
    at = datetime(2026, 11, 20, 15, 10, tzinfo=UTC)
    return Arrived(
        **{
            "commitment": commitment().id,
            "arrival": kind,
            "message": "in1@example.net",
            "received_at": at,
            "seen_at": at,
            "who": "anna-kowalska",
            "address": "anna@example.pl",
            "subject": "Re: Nasza rozmowa",
            **values,
        }
    )


def state(of: Commitment | None = None, status: Status = Status.OVERDUE, **values: Any) -> State:
    of = of or commitment()
    overdue = datetime(2026, 11, 21, 6, tzinfo=UTC)
    return State(of, status, **{"occasion": of.occasion, "overdue_at": overdue, **values})


def evidence(grade: Grade = Grade.E3, code: Code = Code.TO_CONTACT, **values: Any) -> Evidence:
    return Evidence(
        **{
            "commitment": commitment().id,
            "grade": grade,
            "reason": full(code),
            "message": "m1@example.org",
            "message_id": "m1@example.org",
            "sent_at": datetime(2026, 11, 20, 13, 3, tzinfo=UTC),
            "seen_at": datetime(2026, 11, 20, 13, 4, tzinfo=UTC),
            "account": "ewa@example.org",
            "folder": "Wysłane",
            "subject": "Nasza rozmowa",
            **values,
        }
    )


def draft(stage: Stage = Stage.WAITING, **values: Any) -> Draft:
    at = datetime(2026, 11, 21, 6, 0, 4, tzinfo=UTC)
    return Draft(
        **{
            "token": "t@example.org",
            "commitment": commitment().id,
            "contact": "anna-kowalska",
            "occasion": MET,
            "n": 1,
            "stage": stage,
            "account": "ewa@example.org",
            "mailbox": "Szkice",
            "message_id": "d@example.org",
            "laid_at": at,
            "since": at,
            "name": "Anna Kowalska",
            "to": "anna@example.pl",
            **values,
        }
    )


def word(verb: Verb, arg: str = "", **values: Any) -> Word:
    at = datetime(2026, 11, 21, 8, tzinfo=UTC)
    return Word(**{"at": at, "commitment": commitment().id, "verb": verb, "arg": arg, **values})


def account(state: AccountHealth = AccountHealth.OK, **values: Any) -> AccountState:
    return AccountState(
        **{
            "name": "work",
            "address": "ewa@example.org",
            "state": state,
            "since": datetime(2026, 11, 21, 5, tzinfo=UTC),
            "last_sweep": datetime(2026, 11, 21, 8, 29, tzinfo=UTC),
            "sent": ("Wysłane",),
            "drafts": "Szkice",
            "trash": "Kosz",
            **values,
        }
    )


def everything() -> dict[str, Any]:
    """A whole `status`: every section, every kind, a draft, a question, a phone, trouble."""
    anna, max_, ola = contact(), contact("Max Müller"), contact("Ola Wójcik", addresses=())
    due, later = date(2026, 11, 23), date(2027, 1, 4)
    night = datetime(2026, 11, 24, 6, tzinfo=UTC)
    doubtful = evidence(Grade.E4, Code.CC_ONLY, subject="Rechnung", commitment="x")
    states = [
        state(commitment(anna), late=True),
        state(commitment(max_, Kind.SEND, due=due), Status.DUE, overdue_at=night),
        state(commitment(max_, Kind.INTRODUCE), question=doubtful),
        state(
            commitment(max_, Kind.CALL_BACK, opens=later, due=later),
            Status.UPCOMING,
            overdue_at=datetime(2027, 1, 5, 6, tzinfo=UTC),
        ),
        state(commitment(replace(ola, phones=("+48601000000",)), Kind.SAY)),
        state(commitment(ola, Kind.KEEP_IN_TOUCH), Status.DUE),
        state(
            commitment(contact("Piotr Zając"), id="piotr-zajac.follow_up.2026-11-18"),
            Status.FULFILLED,
            evidence=evidence(notes=("gap",)),
            reason=full(Code.TO_CONTACT),
            ended_at=NOW,
        ),
        state(
            commitment(contact("Jana Klein")),
            Status.DROPPED,
            reason=Reason.of(Code.NEWER_MEETING, on="2026-10-01"),
        ),
    ]
    return {
        "now": NOW,
        "states": states,
        "drafts": [draft(to=None)],
        "accounts": [
            account(),
            account(
                AccountHealth.OFFLINE,
                name="home",
                address="ewa@example.net",
                detail="The server imap.example.net does not answer.",
            ),
        ],
        "running": False,
        "paused": Reason(Code.PAUSED),
        "zone": WARSAW,
    }
