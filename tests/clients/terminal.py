"""A terminal that nobody sits at: tmux takes the keys and shows the screen."""

from __future__ import annotations

import time

from tests.clients.root import ClientRoot
from tests.program import soon

_TMUX = ("tmux", "-u", "-f", "/dev/null", "-S", "/srv/zoo/tmux")
_SIZE = ("-x", "120", "-y", "60")
PATIENCE = 20.0


class Terminal:
    """One program in one window. Keys have tmux's names: `Enter`, `C-o`, `q`."""

    def __init__(self, root: ClientRoot, command: str) -> None:
        self._root = root
        root.start(*_TMUX, "-D")
        soon((root.home / "tmux").is_socket)
        self._tmux("new-session", "-d", *_SIZE, command)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-l", "--", text)

    def see(self, text: str, seconds: float = PATIENCE) -> str:
        """Wait until this stands on the screen; the screen."""
        until = time.monotonic() + seconds
        while text not in (screen := self.screen()):
            assert time.monotonic() < until, f"never saw {text!r}:\n{screen}"
            time.sleep(0.05)
        return screen

    def gone(self, text: str) -> None:
        """Wait until this does not stand on the screen any more."""
        soon(lambda: text not in self.screen(), PATIENCE)

    def answer(self, question: str, text: str) -> None:
        """Wait until this is asked, type over what is offered, and press Enter."""
        self.see(question)
        self.press("C-u")
        self.type(text)
        self.press("Enter")

    def _tmux(self, *command: str) -> str:
        return self._root.ask(*_TMUX, *command)
