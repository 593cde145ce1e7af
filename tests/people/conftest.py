from __future__ import annotations

from pathlib import Path

import pytest

from tests.people.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A config directory with one account and an empty people/ folder."""
    return Home(tmp_path)
