"""Two things are owed to one person: the mail that keeps one never keeps the other by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailfollow.core.model import (
    Attachment,
    Body,
    Code,
    Evidence,
    Grade,
    Kind,
    Known,
    Memory,
    People,
    Promise,
    Verb,
    Word,
)
from tests.core.given import ANNA, MAX, MET, at, evidence, mail, promise, trial

SLIDES, PRICES = (f"anna-kowalska.send.{MET}{n}" for n in ("", ".2"))
BOTH = (promise(Kind.SEND, text="the slides"), promise(Kind.SEND, text="the price list"))
PDF = Attachment("talk.pdf", "application/pdf")


def judged(
    now: str, given: People, memory: Memory, text: str = "Here are the slides."
) -> dict[str, tuple[Grade, Code]]:
    """What one mail with a file, sent at ten on Tuesday, proves at `now`."""
    sent = mail(body=Body(own=text, attachments=(PDF,)))
    found, _ = trial(given, now, memory).judge([sent], [])
    return {e.commitment: (e.grade, e.reason.code) for e in found}


def of(*owed: Promise) -> People:
    return People((ANNA, MAX), (), owed)


def kept(commitment: str) -> Evidence:
    return evidence(
        commitment=commitment, message="mail1@example.org", sent_at=at("2026-11-17 10:00")
    )


ASKED = (Grade.E4, Code.WHICH_ONE)
TICKED = (Grade.E3, Code.WITH_ATTACHMENT)


@pytest.mark.parametrize("now", ["2026-11-17 10:01", "2026-11-17 10:20", "2026-11-19 18:00"])
def test_the_named_one_alone_now_and_later(now: str) -> None:
    assert judged(now, of(*BOTH), Memory()) == {SLIDES: TICKED}
    found = judged(now, of(*BOTH), Memory(evidence=(kept(SLIDES),)))
    assert PRICES not in found


def test_nobody_knows_which() -> None:
    text = "Please find it attached."
    now = "2026-11-17 10:01"
    assert judged(now, of(*BOTH), Memory(), text) == {SLIDES: ASKED, PRICES: ASKED}
    done = Word(at("2026-11-17 10:05"), SLIDES, Verb.DONE)
    assert judged("2026-11-17 10:06", of(*BOTH), Memory(words=(done,)), text)[PRICES] == ASKED


def test_one_that_ended_before_is_no_rival() -> None:
    done = Word(at("2026-11-17 09:59"), SLIDES, Verb.DONE)
    found = judged("2026-11-17 10:01", of(*BOTH), Memory(words=(done,)), "Please find it attached.")
    assert found[PRICES] == TICKED


def test_one_that_was_kept_and_deleted() -> None:
    """Its entry is gone; the mail that kept it still keeps nothing else."""
    first, second = (
        Known(one, Kind.SEND, ANNA.id, ANNA.addresses, "", at("2026-11-16 20:00"), what=what)
        for one, what in ((SLIDES, "the slides"), (PRICES, "the price list"))
    )
    first = replace(first, missing_since=at("2026-11-17 12:00"))
    memory = Memory({first.id: first, second.id: second}, (kept(SLIDES),))
    assert judged("2026-11-17 12:01", of(BOTH[1]), memory) == {}
    later = replace(memory, evidence=(replace(kept(SLIDES), sent_at=at("2026-11-17 09:00")),))
    first = replace(first, missing_since=at("2026-11-17 09:30"))
    later = replace(later, known={first.id: first, second.id: second})
    assert judged("2026-11-17 12:01", of(BOTH[1]), later)[PRICES] == TICKED


def test_what_is_owed_to_another_is_no_rival() -> None:
    given = of(BOTH[1], promise(Kind.SEND, MAX, text="the slides"))
    assert judged("2026-11-17 10:01", given, Memory(), "Here it is.") == {SLIDES: TICKED}
