"""The installation's key: what makes our tokens ours."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from mailfollow.errors import LedgerError

FILE = "key"


def key(directory: Path) -> bytes:
    """The installation's secret for tokens: made once, never rotated, 0600."""
    path = directory / FILE
    try:
        if not path.exists():
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = directory / f"key.{secrets.token_hex(8)}"
            with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as f:
                f.write(secrets.token_bytes(32))
                os.fsync(f.fileno())
            with suppress(FileExistsError):  # another process was quicker
                os.link(new, path)
            new.unlink()
        return path.read_bytes()
    except OSError as e:
        raise LedgerError(f"The key in {directory} cannot be used: {e}") from e
