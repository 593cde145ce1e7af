"""A small invented world, for the tests of the core: everything is given, nothing is looked up.

Moments are written as the clock in Warsaw shows them. Anna was met on Monday 2026-11-16:
her follow-up opens on Tuesday, is due on Wednesday, overdue on Thursday at 07:00.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailfollow.core import promises
from mailfollow.core.model import (
    AccountView,
    Arrival,
    Arrived,
    Body,
    Code,
    Commitment,
    Contact,
    Draft,
    Evidence,
    Grade,
    Household,
    InMessage,
    Kind,
    Known,
    Limits,
    Look,
    Lying,
    Mailbox,
    Me,
    Meeting,
    Memory,
    NoLook,
    People,
    Place,
    Promise,
    Reason,
    Said,
    SentMessage,
    Stage,
    Third,
    Timing,
    Verb,
    VerbFolder,
    Word,
    World,
)
from mailfollow.core.trial import Trial

WARSAW = ZoneInfo("Europe/Warsaw")
ME = Me("Ewa Zielińska", ("ewa@example.org", "biuro@example.org"), WARSAW)
WORK = "ewa@example.org"
ANNA = Contact(
    "anna-kowalska",
    "Anna Kowalska",
    first="Anna",
    surname="Kowalska",
    addresses=("anna@example.pl", "ania@example.net"),
)
MAX = Contact(
    "max-mueller", "Max Müller", first="Max", surname="Müller", addresses=("max@example.com",)
)
JANA = Contact(
    "jana-klein", "Jana Klein", first="Jana", surname="Klein", addresses=("jana@example.net",)
)
MET = date(2026, 11, 16)
FOLLOW_UP = "anna-kowalska.follow_up.2026-11-16"
OVERDUE = "2026-11-19 07:00"
TOKEN = "token@example.org"
INTRODUCTION = "max-mueller.introduce.2026-11-16"
CALL_BACK = "max-mueller.call_back.2026-11-16"


def at(written: str) -> datetime:
    """The moment when the clock in Warsaw shows this, in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=WARSAW).astimezone(UTC)


def meeting(contact: Contact = ANNA, on: date = MET, **more: Any) -> Meeting:
    return Meeting(contact.id, on, at="at DevConf in Brno", **more)


def people(*meetings: Meeting, contacts: Iterable[Contact] = (ANNA, MAX)) -> People:
    return People(tuple(contacts), meetings or (meeting(),))


def promise(kind: Kind, contact: Contact = ANNA, on: date = MET, **more: Any) -> Promise:
    return Promise(contact.id, kind, on, **more)


def introduction(to: Contact = JANA, **more: Any) -> Promise:
    """Max's card is promised to Jana: due on Thursday, and a call-back a week after that."""
    return promise(Kind.INTRODUCE, MAX, third=Third(to.name, to.id), **more)


def promised(*made: Promise, contacts: Iterable[Contact] = (ANNA, MAX, JANA)) -> People:
    """Promises only: nobody is owed a follow-up."""
    return People(tuple(contacts), (), made)


def owed(given: People | None = None, now: str = OVERDUE, **more: Any) -> tuple[Commitment, ...]:
    known: Mapping[str, Known] = more.pop("known", {})
    holidays = more.pop("holidays", frozenset())
    return promises.commitments(given or people(), Timing(**more), holidays, known, at(now), WARSAW)


def follow_up(**changes: Any) -> Commitment:
    return replace(owed()[0], **changes)


def evidence(grade: Grade = Grade.E3, **changes: Any) -> Evidence:
    sent = changes.pop("sent_at", at("2026-11-17 10:00"))
    seen = changes.pop("seen_at", sent)
    made = Evidence(FOLLOW_UP, grade, Reason(Code.TO_CONTACT), "mail@x", sent, seen, account=WORK)
    return replace(made, **changes)


def word(verb: Verb, when: str, arg: str = "", commitment: str = FOLLOW_UP) -> Word:
    return Word(at(when), commitment, verb, arg)


def draft(stage: Stage = Stage.WAITING, **changes: Any) -> Draft:
    laid = changes.pop("laid_at", at(OVERDUE))
    made = Draft(
        token=TOKEN,
        commitment=FOLLOW_UP,
        contact=ANNA.id,
        name=ANNA.name,
        occasion=MET,
        n=0,
        stage=stage,
        account=WORK,
        mailbox="Drafts",
        message_id="draft@example.org",
        laid_at=laid,
        since=changes.pop("since", laid),
        to="anna@example.pl",
        uidvalidity=1,
        uid=7,
        digest="as laid",
    )
    return replace(made, **changes)


def lying(
    uid: int = 7, mailbox: str = "Drafts", digest: str | None = "as laid", **more: Any
) -> Lying:
    more.setdefault("references", (TOKEN,))
    return Lying(
        Place(WORK, mailbox, more.pop("uidvalidity", 1), uid),
        more.pop("at", at(OVERDUE)),
        digest=digest,
        **more,
    )


def mail(*to: str, when: str = "2026-11-17 10:00", text: str = "Hello Anna", **more: Any) -> Any:
    """A message in Sent, from the user."""
    uid = more.pop("uid", 1)
    made = SentMessage(
        place=Place(WORK, "Sent", 1, uid),
        sent_at=at(when),
        message_id=f"mail{uid}@example.org",
        subject="Hello",
        sender=(Mailbox(ME.name, WORK),),
        to=tuple(map(box, to or ("anna@example.pl",))),
        body=Body(own=text),
    )
    return replace(made, **more)


def incoming(written: str, when: str, *references: str, **more: Any) -> Any:
    """A message in INBOX: a person's own, unless told."""
    uid = more.pop("uid", 1)
    made = InMessage(
        place=Place(WORK, "INBOX", 1, uid),
        received_at=at(when),
        arrival=more.pop("arrival", Arrival.PERSONAL),
        message_id=f"in{uid}@example.net",
        subject="Re: Hello",
        sender=(box(written),),
        references=references,
    )
    return replace(made, **more)


def came(
    arrival: Arrival, when: str, who: Contact, commitment: str = FOLLOW_UP, **more: Any
) -> Any:
    """What an incoming mail said about a commitment, as the ledger keeps it."""
    received = at(when)
    address = next(iter(who.addresses), "")
    made = Arrived(
        commitment, arrival, f"{arrival}@x", received, received, who.id, address, account=WORK
    )
    more.setdefault("message_id", made.message)
    return replace(made, subject=more.pop("subject", "Re: Hello"), **more)


def trial(given: People, now: str, memory: Memory | None = None, **more: Any) -> Trial:
    """The sweep's mail is held against all that is owed at `now`."""
    memory = memory or Memory()
    tokens = more.pop("tokens", {d.token: d.commitment for d in memory.drafts})
    commitments = promises.commitments(
        given, Timing(), frozenset(), memory.known, at(now), WARSAW, memory
    )
    home = Household(more.pop("me", ME), (), given, **more)
    return Trial(home, commitments, memory, tokens, at(now))


def box(written: str) -> Mailbox:
    """`Anna <anna@example.pl>` or the address alone."""
    name, _, address = written.rpartition("<")
    return Mailbox(name.strip(), address.rstrip(">"))


def view(
    now: str,
    *,
    drafts: Iterable[Lying] | None = (),
    trash: Iterable[Lying] | None = (),
    sent: Iterable[SentMessage] | None = (),
    account: str = WORK,
    has_trash: bool = True,
    can_withdraw: bool = True,
    connection: str = "first",
    verbs: Mapping[VerbFolder, Iterable[Lying]] | None = None,
    said: Iterable[SentMessage] = (),
) -> AccountView:
    """What was seen; None instead of messages: it could not be looked at."""

    def look(mailbox: str, items: Iterable[Any] | None) -> Any:
        if items is None:
            return NoLook(account, mailbox, "no connection")
        return Look(account, mailbox, at(now), 1, tuple(items))

    return AccountView(
        account,
        account,
        (look("Sent", sent),),
        look("Drafts", drafts),
        look("Trash", trash) if has_trash else None,
        can_withdraw,
        connection=connection,
        verbs={verb: look(f"Mailfollow/{verb}", items) for verb, items in (verbs or {}).items()},
        said=tuple(map(Said, said)),
    )


def partly(seen: AccountView) -> AccountView:
    """As seen, with a mail in Sent that the server has and does not give."""
    looks = (replace(found, unread=1) for found in seen.sent if isinstance(found, Look))
    return replace(seen, sent=tuple(looks))


def world(now: str = OVERDUE, given: People | None = None, **more: Any) -> World:
    """The world at `now`: one account, everything looked at, nothing there, unless told."""
    memory_of = {
        name: tuple(more.pop(name))
        for name in ("evidence", "words", "drafts", "arrivals", "heard", "digests", "pauses")
        if name in more
    }
    given = given or people()
    known: Mapping[str, Known] = more.pop("known", {})
    memory = Memory(known, blind_since=more.pop("blind_since", {}), **memory_of)
    views = more.pop("views", None) or (view(now),)
    more.setdefault("judged", ())
    return World(
        now=at(now),
        me=ME,
        people=given,
        timing=Timing(),
        limits=more.pop("limits", Limits()),
        commitments=more.pop("commitments", None) or owed(given, now, known=known),
        memory=memory,
        views={v.account: v for v in views},
        accounts=more.pop("accounts", {v.account: v.account for v in views}),
        **more,
    )


def known(id: str = FOLLOW_UP, contact: Contact = ANNA, **changes: Any) -> Known:
    made = Known(
        id, Kind.FOLLOW_UP, contact.id, contact.addresses, "people.toml", at("2026-11-16 20:00")
    )
    return replace(made, **changes)
