"""Every way that one mail takes through the program, without a server between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mailfollow.core import inbound, proof
from mailfollow.core.model import Kind, Memory, Place, Third
from mailfollow.core.trial import Trial
from mailfollow.mail import absence, arrival, body, message, reader, report
from mailfollow.say.clean import clean, clean_lines
from tests.core.given import (
    ANNA,
    JANA,
    MAX,
    WORK,
    at,
    evidence,
    introduction,
    meeting,
    people,
    promise,
    trial,
)

NOW = "2026-12-01 12:00"
SENT = at("2026-11-17 10:00")
PLACE = Place(WORK, "Sent", 1, 1)


def owed() -> Trial:
    """Every kind of promise to Anna, and an introduction of Max."""
    third = Third(JANA.name, JANA.id)
    promised = [
        introduction(),
        promise(Kind.INTRODUCE, third=third, about="stadtgrün"),
        promise(Kind.SEND, text="slajdy z wykładu"),
        promise(Kind.SEND, text="the list of seeds"),
        promise(Kind.SAY, text="dziękuję"),
    ]
    given = people(meeting(talked_about="o trasach rowerowych"), contacts=(ANNA, MAX, JANA))
    return trial(replace(given, promises=tuple(promised)), NOW, Memory(evidence=(evidence(),)))


def in_sent(raw: bytes, court: Trial) -> None:
    """A mail in Sent, to Anna whatever it says, and in Drafts."""
    head, whole = _given(raw)
    read = message.headers(PLACE, head, SENT)
    proof.choose([read], court.court())
    to = (*read.to, *message.mailboxes({"to": ["Anna <anna@example.pl>"]}, "to"))
    judged, _ = court.judge([replace(read, to=to, body=body.read(whole))], [])
    for one in judged:
        clean(one.subject)


def in_inbox(raw: bytes, court: Trial) -> None:
    """A mail in INBOX: as an absence, and as what its header says it is."""
    head, whole = _given(raw)
    came = arrival.headers(replace(PLACE, mailbox="INBOX"), head, SENT)
    inbound.choose([came], court.court())
    said = body.read(whole)
    away = absence.away_until(f"{came.subject}\n\n{said.own}", date(2026, 11, 17))
    court.judge([], [replace(came, until=away, body=said)])
    clean_lines(said.own)


def as_a_notice(raw: bytes, court: Trial) -> None:
    """A mail in INBOX that is held for a bounce."""
    head, whole = _given(raw)
    came = arrival.headers(replace(PLACE, mailbox="INBOX"), head, SENT)
    if told := report.read(whole):
        said = {"arrival": told.arrival, "about": told.about, "recipients": told.recipients}
        court.judge([], [replace(came, **said)])


WAYS = (in_sent, in_inbox, as_a_notice)


def _given(raw: bytes) -> tuple[bytes, bytes]:
    """Header and whole as far as a look asks for them."""
    head = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    return head[: message.HEADER_BYTES], raw[: reader.BODY_BYTES]
