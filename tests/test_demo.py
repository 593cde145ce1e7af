"""The demo as a newcomer meets it: one command, every chapter proved, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROVED = 5


def test_the_story_is_played_to_its_end(tmp_path: Path) -> None:
    env = os.environ | {"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "mailfollow", "demo"]
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=90)
    assert done.returncode == 0, done.stderr
    told, proofs = done.stdout.split("What was proved")
    assert proofs.count("✓") == PROVED
    assert "Cześć, Aniu," in told
    assert "Hi Priya," in told
    assert list(tmp_path.iterdir()) == []
