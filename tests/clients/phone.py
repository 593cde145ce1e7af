"""Roundcube as a phone shows it: one thing at a time, and everything else behind two buttons."""

from __future__ import annotations

from tests.clients.root import ClientRoot
from tests.clients.roundcube import FRAME, Roundcube
from tests.dovecot import MailUser


class Phone(Roundcube):
    name = "roundcube-phone"
    size = (390, 844)

    def __init__(self, root: ClientRoot, user: MailUser, smtp: int, language: str) -> None:
        super().__init__(root, user, smtp, language)
        self._screen(self.size[1])

    def open_draft(self, who: str) -> None:
        self._open("Drafts")
        self._look_at(who)
        with self.browser.frame(FRAME):
            self.browser.click("#message-objects a.btn")
        self.browser.see("#composebody")

    def delete_draft(self, who: str) -> None:
        self._open("Drafts")
        self._look_at(who)
        self._choose("a.delete")

    def move(self, folder: str, who: str, to: str) -> None:
        self._open(folder)
        self._look_at(who)
        self._choose("a.more", "a.move")
        self.browser.click(".popover a", to.rpartition("/")[2])

    def tap(self, who: str, line: str, link: str) -> None:
        self.read(who)
        with self.browser.frame(FRAME):
            self.browser.after(line, link).click()
        self.browser.click(".popover a.compose")
        self.browser.see("#composebody")

    def _choose(self, *entries: str) -> None:
        """From the menu behind the three dots, and the menus behind its entries."""
        self.browser.click("#layout-content a.toolbar-menu-button")
        for entry in entries:
            self.browser.click(f".popover {entry}")

    def _screen(self, height: int) -> None:
        self.browser.resize(self.size[0], height, phone=True)

    def _change_colours(self) -> None:
        self._open("INBOX")
        self.browser.click("a.task-menu-button")
        self.browser.click("#taskmenu a.theme")
