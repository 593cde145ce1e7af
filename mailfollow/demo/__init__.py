"""The whole story in half a minute: the real program, a mail server of its own, a given clock.

`world` holds the mail server (pymap) and the user's mail client (imaplib); `story` plays against
them with mailfollow as a process, the way a shell would run it.
"""

from __future__ import annotations

import importlib.util
import signal
import sys
import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from mailfollow.demo.story import Story
from mailfollow.demo.world import MailClient, serving
from mailfollow.errors import UsageError


def main(keep: bool, now: datetime) -> int:
    """Play the story; with `keep`, leave server and daemon running until Ctrl-C.

    The story is set in the days before `now`, so that the daemon can go on from it. Returns 0
    when every step ended as told. Raises UsageError without pymap, DemoFailed at the first step
    that went otherwise.
    """
    if importlib.util.find_spec("pymap") is None:
        raise UsageError("The demo needs a mail server: install mailfollow with its extra `demo`.")
    # Ended by `kill`, too, it takes server and daemon with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mailfollow-demo-")))
        port = stack.enter_context(serving(home))
        client = stack.enter_context(MailClient(port))
        story = Story(home, port, client, now)
        story.play()
        if keep:
            story.keep()
    return 0
