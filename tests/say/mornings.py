"""Morning mails of an invented Ewa, for the tests and for `make digest`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from typing import Any
from urllib.parse import unquote

from mailfollow.core.model import (
    Arrival,
    Blind,
    Bridge,
    BridgeKind,
    Circumstances,
    Code,
    Commitment,
    Gender,
    Grade,
    Heard,
    Item,
    Kind,
    Language,
    Me,
    Meeting,
    Morning,
    Outcome,
    Promise,
    Reason,
    Stage,
    State,
    Status,
    Verb,
)
from mailfollow.say import digest
from tests.say.world import WARSAW, arrival, commitment, contact, draft, evidence, full, state

DAY = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
CODE = "k7f3q2"
PLACES = {
    Language.PL: "na InfoShare w Gdańsku",
    Language.DE: "auf dem Netzwerkabend in Osnabrück",
    Language.EN: "at DevConf in Brno",
}
SLIDES = {
    Language.PL: "slajdy z wykładu",
    Language.DE: "die Folien zum Vortrag",
    Language.EN: "the slides of the talk",
}
DRAFTS = {Language.PL: "Szkice", Language.DE: "Entwürfe", Language.EN: "Drafts"}
NEXT = datetime(2026, 11, 24, 6, tzinfo=UTC)


def ewa(language: Language, gender: Gender | None = Gender.F) -> Me:
    return Me("Ewa Zielińska", ("ewa@example.org",), WARSAW, language, gender)


def owed(
    who: str,
    language: Language,
    kind: Kind = Kind.FOLLOW_UP,
    due: date = date(2026, 11, 20),
    status: Status = Status.OVERDUE,
    person: dict[str, Any] | None = None,
    **values: Any,
) -> State:
    """What is owed to an invented person who speaks the user's language."""
    them = contact(who, language=language, **(person or {}))
    meeting = Meeting(them.id, date(2026, 11, 18), at=PLACES[language])
    of: Commitment = commitment(them, kind, due=due, meeting=meeting)
    if kind is Kind.SEND and isinstance(of.promise, Promise):
        of = replace(of, promise=replace(of.promise, text=SLIDES[language]))
    fell = datetime(due.year, due.month, due.day, 6, tzinfo=UTC) + timedelta(days=1)
    return state(of, status, **{"overdue_at": fell, **values})


def whole(language: Language, **values: Any) -> Morning:
    """A morning with a line in every section."""
    folder = DRAFTS[language]
    later = {"status": Status.UPCOMING}
    phone = {"phones": ("+49 541 000000",), "formal": True, "gender": Gender.M}
    mobile = {"phones": ("+48 601 000 000",), "addresses": ()}
    passed_on = Circumstances(
        passed_on=date(2026, 11, 16), outcome=Outcome.ANSWERED, outcome_on=date(2026, 11, 20)
    )
    waiting = Circumstances(passed_on=date(2026, 11, 16))
    piotr = owed("Piotr Zając", language, Kind.SEND)
    ola = owed("Ola Wójcik", language, person=mobile)
    coffee = Bridge(BridgeKind.NEWS, "x")
    met = replace(ola.commitment.meeting, bridge=coffee)  # type: ignore[type-var]
    ola = replace(ola, commitment=replace(ola.commitment, meeting=met))
    doubtful = evidence(
        Grade.E4, Code.CC_ONLY, subject="Protokoll 12/2026", sent_at=AT - timedelta(days=3)
    )
    jan = owed("Jan Lis", language, due=DAY, status=Status.DUE)
    monika = owed("Monika Dąbrowska", language, due=date(2026, 11, 24), status=Status.DUE)
    filled: dict[str, Any] = {
        "overdue": (
            Item(1, owed("Anna Kowalska", language), draft(mailbox=folder)),
            Item(2, piotr, held=Reason.of(Code.ONE_WAITING, id="piotr-zajac.follow_up")),
        ),
        "due": (Item(3, jan), Item(4, monika)),
        "calls": (
            Item(
                5,
                owed("Max Müller", language, Kind.CALL_BACK, date(2026, 11, 23), person=phone),
                circumstances=waiting,
            ),
            Item(6, ola, held=Reason(Code.NO_ADDRESS)),
        ),
        "questions": (
            Item(
                7,
                owed("Lena Vogt", language, Kind.INTRODUCE, question=doubtful),
                circumstances=passed_on,
            ),
        ),
        "bounced": (
            (owed("Karl Ostermann", language), arrival(Arrival.BOUNCE, address="karl@example.net")),
        ),
        "laid": (draft(mailbox=folder),),
        "withdrawn": (
            draft(
                Stage.WITHDRAWN,
                token="t2@example.org",
                name="Tomasz Wilk",
                reason=Reason(Code.FULFILLED),
            ),
        ),
        "deleted": (
            draft(
                Stage.DISCARDED,
                token="t3@example.org",
                name="Joanna Lis",
                reason=Reason(Code.IN_TRASH),
            ),
        ),
        "kept": (
            Item(
                9,
                owed(
                    "Tomasz Wilk",
                    language,
                    status=Status.FULFILLED,
                    evidence=evidence(notes=("gap",)),
                    reason=full(Code.TO_CONTACT, at=PLACES[language]),
                ),
            ),
            Item(
                10,
                owed("Ewa Nowak", language, status=Status.FULFILLED, reason=Reason(Code.DONE)),
            ),
        ),
        "read": (owed("Marta Zielińska", language, due=date(2026, 11, 26), **later),),
        "problems": ("people/2026-11-20.toml:7: unknown key “adress”; did you mean “address”?",),
        "heard": (
            Heard("m1#0", AT, Reason.of(Code.HEARD, verb=Verb.DONE, said="2 ok, done"), "a.b.c"),
            Heard("m1#1", AT, Reason.of(Code.NOT_UNDERSTOOD, said="3 hm")),
        ),
        "names": {"a.b.c": "Ewa Nowak"},
        "announced": (Item(8, owed("Ida Brandt", language, due=DAY, status=Status.DUE)),),
        "blind": (Blind("home", AT - timedelta(hours=9), "The server does not answer."),),
        "paused": Reason.of(Code.EMPTIED, account="work", folder="Sent"),
        "ahead": (
            jan,
            monika,
            owed("Marta Zielińska", language, due=date(2026, 11, 26), **later),
            owed("Karl Ostermann", language, due=date(2026, 11, 26), **later),
            owed("Lena Vogt", language, due=date(2026, 11, 26), **later),
            owed("Joanna Lis", language, due=date(2026, 12, 2), **later),
        ),
        "holidays": frozenset({date(2026, 12, 1)}),
    }
    return Morning(**{"day": DAY, "code": CODE, "since": AT, **filled, **values})


def usual(language: Language) -> Morning:
    """A morning as it often is: two lines, a call, one thing ticked off."""
    every = whole(language)
    return Morning(
        DAY,
        CODE,
        AT,
        overdue=every.overdue[:1],
        due=(replace(every.due[0], number=2),),
        calls=(replace(every.calls[0], number=3),),
        laid=every.laid,
        kept=(replace(every.kept[0], number=4),),
        ahead=every.ahead,
        holidays=every.holidays,
    )


def long(language: Language, n: int) -> Morning:
    """A morning with `n` lines that have a number."""
    lines = (
        Item(k + 1, owed(f"Anna Kowalska-{k}", language), draft(mailbox=DRAFTS[language]))
        for k in range(n)
    )
    return Morning(DAY, CODE, AT, overdue=tuple(lines))


# --- reading one ----------------------------------------------------------------------------

ID = "5f1c0a52-7f0e-4b11-a3c4-1d6e2f9b8a70@example.org"


@dataclass(frozen=True)
class Answer:
    """A `mailto:` link as a mail client reads it (RFC 6068)."""

    label: str
    href: str
    to: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Read:
    """A morning mail as a mail client reads it."""

    raw: bytes
    message: EmailMessage
    text: str
    html: str

    @property
    def taps(self) -> list[tuple[str, str]]:
        """Label and target of every link, in the order of the page."""
        found = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', self.html)
        return [(unescape(label), unescape(href)) for href, label in found]

    @property
    def links(self) -> dict[str, list[str]]:
        labels = dict.fromkeys(label for label, _ in self.taps)
        return {label: [href for of, href in self.taps if of == label] for label in labels}

    @property
    def answers(self) -> list[Answer]:
        return [_answer(label, href) for label, href in self.taps if href.startswith("mailto:")]


def _answer(label: str, href: str) -> Answer:
    to, _, query = href.removeprefix("mailto:").partition("?")
    fields = (field.partition("=") for field in query.split("&"))
    return Answer(label, href, unquote(to), {name: unquote(value) for name, _, value in fields})


def read(morning: Morning, me: Me, address: str = "ewa@example.org") -> Read:
    raw = digest.write(morning, me, address=address, message_id=ID, date=AT)
    message = message_from_bytes(raw, policy=default)
    plain, rich = message.iter_parts()
    text, html = (part.get_content().replace("\r\n", "\n") for part in (plain, rich))
    return Read(raw, message, text, html)
