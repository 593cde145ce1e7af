"""The list of mutants fits the source: each rule's text stands once in its file."""

from __future__ import annotations

import pytest

from tools.mutants import ROOT, Mutant, mutants

MUTANTS = mutants()


@pytest.mark.parametrize("mutant", MUTANTS, ids=[m.name for m in MUTANTS])
def test_its_text_stands_once_and_what_is_left_compiles(mutant: Mutant) -> None:
    text = mutant.source(ROOT).read_text()
    assert text.count(mutant.was) == 1
    compile(text.replace(mutant.was, mutant.now), mutant.file, "exec")


def test_names_and_rooms() -> None:
    assert len({m.name for m in MUTANTS}) == len(MUTANTS)
    for room in {room for m in MUTANTS for room in m.rooms.split()}:
        assert (ROOT / "tests" / "cases" / room).is_dir(), room
