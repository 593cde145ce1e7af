"""Log lines: one line each, safe to print, and silent about whom and what mail is about.

Everything that is logged goes through one formatter. Addresses, message-ids and our tokens all
look like `x@y` and are struck out, the account's own too: a log names accounts by their label.
Of an exception only its type and its frames are told, for its text may hold what a mail said.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from mailfollow.say.clean import clean

_WORD = r"[^\s<>()\[\]\"“”„‘’,;:@]"
_SPEC = re.compile(rf"(?:\"[^\"]*\"|(?<!{_WORD}){_WORD}+)@{_WORD}+")
_STRUCK = "‹…›"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

log = logging.getLogger("mailfollow")


class Discreet(logging.Formatter):
    """The one formatter."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = _SPEC.sub(_STRUCK, clean(record.getMessage()))
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        return "\n".join(_told(ei[1]))


def _told(error: BaseException | None) -> list[str]:
    """The chain of an exception, the first cause first."""
    if error is None:
        return []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"  {f.filename}:{f.lineno} in {f.name}" for f in frames]
    return [*_told(before), *where, f"  {type(error).__module__}.{type(error).__qualname__}"]


def set_up() -> None:
    """Log to stderr from WARNING on, and what nobody caught too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(_FORMAT))
    logging.basicConfig(handlers=[handler])
    # Below WARNING it tells of connections only, and at DEBUG of what mails say.
    logging.getLogger("imapclient").setLevel(logging.WARNING)
    logging.raiseExceptions = False  # that would print what was to be logged
    logging.captureWarnings(True)
    sys.excepthook = uncaught
    threading.excepthook = lambda gone: uncaught(
        gone.exc_type, gone.exc_value or gone.exc_type(), gone.exc_traceback
    )


def uncaught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """An error of our own: where it came from, and nothing of what it says."""
    log.critical("unexpected", exc_info=(kind, error, where))
