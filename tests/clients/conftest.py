"""`make clients`: real mail clients, driven unattended; without CLIENTS nothing is collected here.

CLIENTS names them, or says "all". What was seen stands in a table at the end of the run and in
build/clients, beside the pictures.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.clients.root import BUILD
from tests.dovecot import Dovecot

_ASKED = os.environ.get("CLIENTS", "")
collect_ignore_glob = [] if _ASKED else ["test_*.py"]

Note = Callable[[str, float], None]
_seen: dict[tuple[str, str], str] = {}

if _ASKED:
    from tests.clients.world import CLIENTS, World, at_home

    _NAMES = list(CLIENTS) if _ASKED == "all" else _ASKED.split()

    @pytest.fixture(scope="module", params=_NAMES)
    def world(
        request: pytest.FixtureRequest, dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[World]:
        """One user for all steps, which follow each other as they stand in the file."""
        with at_home(request.param, dovecot, tmp_path_factory.mktemp(request.param)) as one:
            yield one

    @pytest.fixture
    def note(world: World) -> Note:
        """Write down a step that was seen to be right, and the seconds it took."""
        client = f"{world.client.name} {world.client.version}"

        def seen(step: str, seconds: float) -> None:
            _seen[client, step] = f"{seconds:.1f}"

        return seen


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Steps below each other, clients beside each other, seconds in between."""
    if not _seen:
        return
    clients, steps = (list(dict.fromkeys(which)) for which in zip(*_seen, strict=True))
    rows = [[step, *(_seen.get((client, step), "") for client in clients)] for step in steps]
    head = [["seconds", *clients], ["---", *["--:"] * len(clients)]]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (*head, *rows))
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / "seen.md").write_text(table + "\n")
    terminalreporter.write_line(f"\n{table}")
