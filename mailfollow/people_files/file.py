"""A people file on the disk: made whole or not at all, never over another one."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from mailfollow.core.model import PeopleFile
from mailfollow.people_files.text import first_line

_LONGEST = 60


def write(directory: Path, file: PeopleFile, text: str) -> Path:
    """Make the file, or find the one that was made of the same before; returns where it is.

    Raises OSError where it cannot be made.
    """
    directory.mkdir(parents=True, exist_ok=True)
    if there := _made_before(directory, first_line(file)):
        return there
    handle, new = tempfile.mkstemp(".new", ".", directory)  # no people file by its name
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode())
            out.flush()
            os.fsync(out.fileno())
        path = next(p for p in _names(directory, file) if _linked(Path(new), p))
    finally:
        Path(new).unlink(missing_ok=True)
    _settle(directory)
    return path


def _made_before(directory: Path, line: str) -> Path | None:
    begin = f"{line}\n".encode()
    return next((p for p in sorted(directory.glob("*.toml")) if _begins(p, begin)), None)


def _begins(path: Path, begin: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(begin) + 1).replace(b"\r\n", b"\n").startswith(begin)
    except OSError:
        return False


def _names(directory: Path, file: PeopleFile) -> Iterator[Path]:
    """`2026-11-21-anna-kowalska.toml`, `…-2.toml`, …: never outside of the directory."""
    who = file.entries[0].contact.id if file.entries else ""
    plain = re.sub(r"[^a-z0-9]+", "-", who.lower())[:_LONGEST].strip("-") or "people"
    name = f"{file.day.isoformat()}-{plain}"
    yield directory / f"{name}.toml"
    yield from (directory / f"{name}-{n}.toml" for n in count(2))


def _linked(new: Path, path: Path) -> bool:
    """Give the file its name; False where the name is taken."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        try:
            path.touch(0o600, exist_ok=False)
        except FileExistsError:
            return False
        new.replace(path)
    return True


def _settle(directory: Path) -> None:
    """The name outlives a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
