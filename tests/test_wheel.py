"""What is installed is what was written: the wheel, in an environment without the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out), cwd=ROOT)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """bin/ of a fresh environment: the wheel, and the libraries of the one we run in.

    A path in a .pth file is not searched for further .pth files, so the editable install of
    this tree stays out.
    """
    home = tmp_path_factory.mktemp("clean")
    uv = [sys.executable, "-m", "uv"]
    _run(*uv, "venv", "--quiet", "--python", sys.executable, str(home / "venv"))
    python = home / "venv" / "bin" / "python"
    _run(*uv, "pip", "install", "-q", "--offline", "--no-deps", "--python", str(python), str(wheel))
    libraries = next(p for p in sys.path if p.endswith("site-packages"))
    (next(home.glob("venv/lib/python*/site-packages")) / "libraries.pth").write_text(libraries)
    return home / "venv" / "bin"


def _run(*command: str, cwd: Path | None = None) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_template_is_inside(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    templates = [p for p in (ROOT / "templates").rglob("*") if p.is_file()]
    assert templates
    assert {f"mailfollow/{p.relative_to(ROOT)}" for p in templates} <= inside


def test_nothing_else_is_inside(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top.partition("-")[0] for top in tops} == {"mailfollow"}


def test_the_installed_program_is_the_one_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = _run(
        str(installed / "python"),
        "-c",
        "import mailfollow; print(mailfollow.__file__)",
        cwd=tmp_path,
    )
    assert where.startswith(str(installed.parent))


CONFIG = """\
[me]
name     = "Ewa Zielińska"
timezone = "Europe/Warsaw"

[accounts.work]
address  = "ewa@example.org"
password = { env = "PASSWORD" }
imap     = { host = "imap.example.org" }

[[contacts]]
name         = "Anna Kowalska"
email        = "anna.kowalska@example.pl"
met          = 2026-11-18
language     = "pl"
formal       = false
talked_about = "o trasach rowerowych w Bieszczadach"
"""


def test_the_installed_program_writes_a_letter(installed: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, "utf-8")
    words = ["preview", "anna-kowalska.follow_up.2026-11-18", "--config", str(config)]
    letter = _run(str(installed / "mailfollow"), *words, cwd=tmp_path)
    assert "Dobrze mi się z Tobą rozmawiało o trasach rowerowych w Bieszczadach." in letter
