"""mutt and neomutt, driven by their keys in a terminal; nano edits the letters."""

from __future__ import annotations

from pathlib import Path

from tests.clients.root import ClientRoot
from tests.clients.terminal import Terminal
from tests.dovecot import HOST, MailUser

_CONFIG = """
set realname      = "Ewa Zielińska"
set from          = "{user.user}"
set folder        = "imap://{host}:{user.server.port}/"
set imap_user     = "{user.user}"
set imap_pass     = "{user.password}"
set smtp_url      = "smtp://{host}:{smtp}/"
set ssl_starttls  = no
set ssl_force_tls = no
set spoolfile     = "+INBOX"
set postponed     = "+Drafts"
set record        = "+Sent"
set index_format  = "%4C %Z %{{%d.%m.}} %-25.25F %s"
set editor        = "nano"
set mail_check    = 1
set timeout       = 1
set sleep_time    = 0
set confirmappend = no
set recall        = no
set delete        = yes
"""
_SPACE = "\x16 "
"""Ctrl-V first: where a folder is asked for, a space alone goes on to the next folder."""
_LETTER = "y:Send"
"""Stands above a letter that is ready to go; where sending fails, it stays."""


class Mutt:
    """`name` is the program's: mutt or neomutt."""

    def __init__(self, name: str, root: ClientRoot, user: MailUser, smtp: int) -> None:
        self.name = name
        self.version = root.version(name)
        (root.home / "muttrc").write_text(_CONFIG.format(user=user, host=HOST, smtp=smtp))
        self._terminal = Terminal(root, f"{name} -n -F /srv/zoo/muttrc")
        self._terminal.see("INBOX [")

    def sees(self, folder: str, who: str) -> None:
        self._open(folder)
        self._terminal.see(who)

    def open_draft(self, who: str) -> None:
        self._terminal.press("R")
        listed = self._terminal.see("Postponed Messages").splitlines()[1:]
        which = next(n for n, line in enumerate(listed) if who in line)
        self._terminal.press(*["Down"] * which, "Enter")
        self._terminal.see("GNU nano")

    def write(self, sentence: str) -> None:
        self._terminal.press("Down", "Down", "Down")
        self._type_in_nano(sentence)

    def save(self) -> None:
        self._leave_nano()
        self._terminal.press("P")
        self._terminal.gone(_LETTER)

    def send(self) -> None:
        self._leave_nano()
        self._terminal.press("y")
        self._terminal.gone(_LETTER)

    def compose(self, to: str, subject: str, text: str) -> None:
        self._terminal.press("m")
        self._terminal.answer("To:", to)
        self._terminal.answer("Subject:", subject)
        self._type_in_nano(text)
        self.send()

    def delete_draft(self, who: str) -> None:
        self._open("Drafts")
        self._point_at(who)
        self._terminal.press("d", "$")
        self._terminal.gone(who)

    def move(self, folder: str, who: str, to: str) -> None:
        self._open(folder)
        self._point_at(who)
        self._terminal.press("s")
        self._terminal.answer("Save to mailbox", f"={to}".replace(" ", _SPACE))
        self._terminal.press("$")
        self._terminal.gone(who)

    def read(self, who: str) -> str:
        self.sees("INBOX", who)
        self._point_at(who)
        self._terminal.press("Enter")
        return self._terminal.see("i:Exit")

    def reply(self, answer: str) -> None:
        self._terminal.press("r")
        self._terminal.see("To:")
        self._terminal.press("Enter")
        self._terminal.see("Subject:")
        self._terminal.press("Enter")
        self._terminal.see("Include message in reply?")
        self._terminal.press("y")
        self._type_in_nano(answer)
        self.send()

    def portray(self, who: str, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        (directory / f"{self.name}.txt").write_text(self.read(who))

    def close(self) -> None:
        self._terminal.press("q")

    def _open(self, folder: str) -> None:
        self._terminal.press("c")
        self._terminal.answer("Open mailbox", f"={folder}")
        self._terminal.see(f"{folder} [")

    def _point_at(self, who: str) -> None:
        self._terminal.press("/")
        self._terminal.answer("Search for", f'~L "{who}"')

    def _type_in_nano(self, line: str) -> None:
        self._terminal.see("GNU nano")
        self._terminal.type(line)
        self._terminal.press("Enter", "C-s")
        self._terminal.see("[ Wrote")

    def _leave_nano(self) -> None:
        self._terminal.press("C-x")
        self._terminal.see(_LETTER)
