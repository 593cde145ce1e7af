"""Whole stories, as a user meets them, on each server of the zoo: some of tests/cases/."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests import casecheck, casefile
from tests.zoo.keeper import Keeper

ROOT = Path(__file__).parent.parent / "cases"
QUICK = "transport/no_move"  # two drafts in one sweep, one edited, one withdrawn, a ghost left
CASES = (
    QUICK,
    "drafts/edited_and_sent",
    "drafts/sent_as_it_is",
    "drafts/saved_with_ghosts",
    "drafts/saved_with_evolution",
    "drafts/deleted_for_good",
    "drafts/trashed_quarter_of_an_hour",
    "drafts/out_of_trash",
    "drafts/left_behind_when_sent",
    "drafts/own_draft",
    "drafts/fresh_mail",
    "drafts/discarded_then_sent",
    "transport/drafts_renumbered",
    "transport/sent_renumbered_with_news",
    "transport/sent_emptied",
    "threads/twice_in_sent",  # Gmail and iCloud file a copy by themselves, beside the client's
    "threads/twice_without_id",
    "threads/moved_between_sent",
)


@pytest.mark.parametrize("name", CASES if os.environ.get("ZOO") else [QUICK])
def test_case(name: str, keeper: Keeper, tmp_path: Path) -> None:
    path = ROOT / f"{name}.case"
    case = casefile.read(path, ROOT)
    if "renumber" in path.read_text():  # Cyrus lets nobody delete a marked mailbox
        case = replace(case, special_use=False)
    casecheck.play(case, path, keeper, tmp_path)  # type: ignore[arg-type]
