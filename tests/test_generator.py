"""The generator's mailboxes in short: no false tick, no unfounded question, few questions."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.dovecot import Dovecot
from tools import generator, season

FEW = range(3)  # `make generator` plays 200


def test_a_few_mailboxes(dovecot: Dovecot) -> None:
    found = generator.play(FEW, dovecot)
    assert not found.false, found.details
    assert not found.unfounded, found.details
    assert not found.unknown, found.details
    assert not found.missed, found.details
    assert found.questions <= 5 * found.mails / 100
    assert found.kept > 12, "the mailboxes prove little"


def test_the_truth_is_nobody_elses() -> None:
    """The seasons import nothing of the program, nor of its tests."""
    for file in Path(season.__file__).parent.glob("*.py"):
        tree = ast.parse(file.read_text())
        for node in ast.walk(tree):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {n.partition(".")[0] for n in names} & {"mailfollow", "tests"}


def test_a_false_tick_is_seen() -> None:
    """The comparison itself: a tick by a mail that keeps nothing, one missed, one unasked-for."""
    made = season.season(1)
    kept = [c for c, mail in made.truth.items() if mail]
    told = [{"id": c, "evidence": None, "question": None} for c in kept]
    none = next(c for c in made.truth if c not in kept)
    wrong = {"message_id": "wrong", "reason": "because"}
    told.append({"id": none, "evidence": wrong, "question": wrong})
    found = generator.Found()
    generator.compare(1, made, told, found)
    assert len(found.false) == len(found.unfounded) == 1
    assert len(found.missed) == found.kept
    assert len(found.unknown) == len(made.truth) - found.kept - 1
