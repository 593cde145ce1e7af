"""The recorder on the wire: every byte that any mailfollow of this test run sends to a server.

It listens to audit events of the interpreter, so the program has no hook for it: `imaplib` and
`smtplib` announce what they send (`imaplib.send`, `smtplib.send`), whichever thread and whichever
process it is. Programs started by a test get it through PYTHONPATH (`sitecustomize`). What is
wrong goes to a file that the suite reads at its end, for an error raised here could be caught by
the code it is about.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections import Counter
from pathlib import Path
from typing import Any

from grammar import Conversation
from smtp_grammar import Handing

LOG = "MAILFOLLOW_WIRE"
"""The environment variable that names the file."""
HERE = Path(__file__).parent

_OURS = {"imaplib.send": "mailfollow.mail.wire", "smtplib.send": "mailfollow.mail.smtp"}
_conversations: weakref.WeakKeyDictionary[Any, Conversation] = weakref.WeakKeyDictionary()
_handings: weakref.WeakKeyDictionary[Any, Handing] = weakref.WeakKeyDictionary()
_lock = threading.RLock()
spoken: Counter[str] = Counter()


def listen() -> None:
    """Once in a process; from then on nothing can take it away again."""
    if not getattr(sys, "_wirewatched", False):
        sys._wirewatched = True  # type: ignore[attr-defined]
        sys.addaudithook(_hear)


def _hear(event: str, args: tuple[Any, ...]) -> None:
    if event not in _OURS:
        return
    wire, data = args
    if type(wire).__module__ != _OURS[event] or LOG not in os.environ:
        return
    with _lock:
        if event == "smtplib.send":
            for wrong in _handings.setdefault(wire, Handing()).hears(bytes(data)):
                _tell(wrong)
            return
        conversation = _conversations.setdefault(wire, Conversation())
        before = conversation.commands.copy()
        for wrong in conversation.hears(bytes(data)):
            _tell(wrong)
        spoken.update(conversation.commands - before)


def _tell(wrong: str) -> None:
    during = os.environ.get("PYTEST_CURRENT_TEST", "outside of a test")
    with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
        log.write(f"{during}: {wrong}\n")
