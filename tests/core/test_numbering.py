"""A number stays with what was promised: deleting the first of two does not tick the second."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailfollow.core import promises
from mailfollow.core.model import Evidence, Kind, Known, Memory, People, Timing
from tests.core.given import ANNA, MET, WARSAW, at, evidence, promise

STEM = f"anna-kowalska.send.{MET}"
NOW = at("2026-11-17 12:00")


def owing(*texts: str) -> People:
    return People((ANNA,), (), tuple(promise(Kind.SEND, text=text) for text in texts))


def load(given: People, memory: Memory) -> tuple[dict[str, str], Memory]:
    """Text → number, and what is known afterwards."""
    drawn = promises.commitments(given, Timing(), frozenset(), memory.known, NOW, WARSAW, memory)
    numbers = {c.promise.text: c.id.removeprefix(STEM) for c in drawn if c.promise}
    return numbers, replace(memory, known=promises.met(memory, drawn, (), NOW))


def ticked(*numbers: str) -> tuple[Evidence, ...]:
    return tuple(evidence(commitment=STEM + n) for n in numbers)


@pytest.mark.parametrize(
    ("loads", "kept", "numbers"),
    [
        ([("slides", "prices")], (), {"slides": "", "prices": ".2"}),
        ([("slides", "prices"), ("prices",)], (), {"prices": ".2"}),
        ([("slides", "prices"), ("prices", "slides")], (), {"prices": ".2", "slides": ""}),
        ([("slides", "prices"), ("slides", "video", "prices")], (), {
            "slides": "", "video": ".3", "prices": ".2"
        }),
        # a number once given is given to nothing else
        ([("slides", "prices"), ("prices",), ("prices", "video")], (), {
            "prices": ".2", "video": ".3"
        }),
        ([("slides", "prices"), ("prices",), ("slides", "prices")], (), {
            "slides": "", "prices": ".2"
        }),
        # corrected in one load
        ([("slides",), ("the slides of the talk",)], (), {"the slides of the talk": ""}),
        ([("slides", "prizes"), ("slides", "prices")], (), {"slides": "", "prices": ".2"}),
        # what is kept is not corrected into something else
        ([("slides",), ("prices",)], ("",), {"prices": ".2"}),
        ([("price list",), ("prize list",)], ("",), {"prize list": ""}),
        # two changes at once: nobody knows which is which
        ([("slides", "prices"), ("a video",)], (), {"a video": ".3"}),
    ],
)  # fmt: skip
def test_who_keeps_its_number(
    loads: list[tuple[str, ...]], kept: tuple[str, ...], numbers: dict[str, str]
) -> None:
    memory, found = Memory(evidence=ticked(*kept)), {}
    for texts in loads:
        found, memory = load(owing(*texts), memory)
    assert found == numbers


def test_texts_from_before_they_were_kept() -> None:
    old = Known(STEM, Kind.SEND, ANNA.id, ANNA.addresses, "", NOW)
    assert load(owing("slides"), Memory({STEM: old}, ticked("")))[0] == {"slides": ""}
