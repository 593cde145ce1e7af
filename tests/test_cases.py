"""Every case under tests/cases/, played through the program against a real server.

One file is one test. See tests/cases/README.md for the format.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from tests import casecheck, casefile
from tests.casefile import Case
from tests.dovecot import Dovecot, running

ROOT = Path(__file__).parent / "cases"
README = ROOT / "README.md"
FILES = sorted(ROOT.rglob("*.case"))
NAMES = [str(path.relative_to(ROOT).with_suffix("")) for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_case(path: Path, dovecot: Dovecot, tmp_path: Path) -> None:
    case = casefile.read(path, ROOT)
    with _server(case, dovecot) as server:
        casecheck.play(case, path, server, tmp_path)


def _server(case: Case, dovecot: Dovecot) -> AbstractContextManager[Dovecot]:
    """The server of the suite, or one of its own for a case where the server can do less."""
    return running(case.capability) if case.capability else nullcontext(dovecot)


# --- the table of README.md -----------------------------------------------------------------------


def test_readme_has_each_case_at_its_row() -> None:
    """The table row → files and the files agree, both ways."""
    told = {
        (row.strip(), name)
        for row, names in re.findall(r"^\| (.+?) \| (`.+`) \|$", README.read_text(), re.MULTILINE)
        for name in re.findall(r"`([a-z_0-9]+/[a-z_0-9]+)`", names)
    }
    cases = [casefile.read(path, ROOT) for path in FILES]
    assert told == {(case.row, case.name) for case in cases}


def test_ten_cases_run_as_a_process() -> None:
    assert sum(casefile.read(path, ROOT).process for path in FILES) == 10
