"""Roundcube in Chromium: Debian's package on PHP's own server, configured as a host does."""

from __future__ import annotations

from pathlib import Path

from selenium.webdriver.common.keys import Keys

from tests.clients.browser import PATIENCE, Browser
from tests.clients.root import ClientRoot, listens
from tests.dovecot import HOST, MailUser
from tests.program import soon
from tests.zoo.rooted import free_port

_CONFIG = """<?php
$config['db_dsnw'] = 'sqlite:////srv/zoo/roundcube/db';
$config['log_dir'] = $config['temp_dir'] = '/srv/zoo/roundcube';
$config['des_key'] = 'roundcube-in-the-zoo-key';
$config['imap_host'] = '{host}:{imap}';
$config['smtp_host'] = '{host}:{smtp}';
$config['smtp_user'] = $config['smtp_pass'] = '';
$config['drafts_mbox'] = 'Drafts';
$config['sent_mbox'] = 'Sent';
$config['trash_mbox'] = 'Trash';
$config['junk_mbox'] = '';
$config['skin'] = 'elastic';
$config['language'] = '{language}';
$config['enable_spellcheck'] = false;
$config['plugins'] = [];
"""
_TALL = 2000
FRAME = "#messagecontframe"
_FOLDER = "#mailboxlist a"
_MAIL = "#messagelist tbody tr"


class Roundcube:
    name = "roundcube"
    size = (1280, 900)

    def __init__(self, root: ClientRoot, user: MailUser, smtp: int, language: str) -> None:
        self.version = root.version("roundcube-core")
        self._url = _serve(root, user.server.port, smtp, language)
        self.browser = Browser(root)
        self._log_in(user)
        self._say_who_one_is()

    def sees(self, folder: str, who: str) -> None:
        self._open(folder)
        soon(lambda: self.browser.shows(_MAIL, who) or self._refresh(), PATIENCE)

    def open_draft(self, who: str) -> None:
        self._open("Drafts")
        self.browser.double_click(_MAIL, who)
        self.browser.see("#composebody")

    def write(self, sentence: str) -> None:
        to_the_third_line = (Keys.CONTROL + Keys.HOME, Keys.NULL, Keys.DOWN, Keys.DOWN)
        self.browser.type("#composebody", *to_the_third_line, sentence, Keys.ENTER)

    def save(self) -> None:
        self.browser.click("a.save.draft")
        self.browser.see("#messagestack .confirmation")

    def send(self) -> None:
        self.browser.click("button.send, a.send.button")
        self.browser.see("#messagestack .confirmation")

    def compose(self, to: str, subject: str, text: str) -> None:
        self.browser.go(f"{self._url}?_task=mail&_action=compose")
        self.browser.type("#compose_to input", to, Keys.TAB)
        self.browser.type("#compose-subject", subject)
        self.browser.type("#composebody", text)
        self.send()

    def delete_draft(self, who: str) -> None:
        self._open("Drafts")
        self._look_at(who)
        self.browser.click("a.delete:not(.disabled)")
        self.browser.gone(_MAIL, who)

    def move(self, folder: str, who: str, to: str) -> None:
        self._open(folder)
        name = to.rpartition("/")[2]
        self.browser.drag(self.browser.see(_MAIL, who), self.browser.see(_FOLDER, name))
        self.browser.gone(_MAIL, who)

    def read(self, who: str) -> str:
        self.sees("INBOX", who)
        self._look_at(who)
        with self.browser.frame(FRAME):
            return self.browser.see("#messagebody").text

    def reply(self, answer: str) -> None:
        self.browser.click("a.reply:not(.disabled)")
        self.browser.type("#composebody", Keys.CONTROL + Keys.HOME, Keys.NULL, answer, Keys.ENTER)
        self.send()

    def tap(self, who: str, line: str, link: str) -> None:
        """Tap this link below this line of a mail: a letter is open, to be sent.

        In between, Roundcube asks whether the address is to be kept or written to.
        """
        self.read(who)
        with self.browser.frame(FRAME):
            self.browser.after(line, link).click()
            self.browser.click(".popover a.compose")
        self.browser.see("#composebody")

    def portray(self, who: str, directory: Path) -> None:
        """Light and dark; so tall that the whole mail is seen."""
        for mode in ("light", "dark"):
            self._screen(_TALL)
            self.read(who)
            self.browser.picture(directory / f"{self.name}-{mode}.png")
            self._screen(self.size[1])
            self._change_colours()

    def close(self) -> None:
        self.browser.close()

    def _open(self, folder: str) -> None:
        self.browser.go(f"{self._url}?_task=mail&_mbox={folder}")
        self.browser.see("#layout-list")

    def _refresh(self) -> None:
        self.browser.click("a.refresh:not(.disabled)")
        self.browser.gone("#messagestack .loading")

    def _screen(self, height: int) -> None:
        self.browser.resize(self.size[0], height)

    def _change_colours(self) -> None:
        self._open("INBOX")
        self.browser.click("#taskmenu a.theme")

    def _look_at(self, who: str) -> None:
        """Choose a mail in the list and wait until it is shown beside it."""
        self.browser.click(_MAIL, who)
        with self.browser.frame(FRAME):
            self.browser.see("#message-header", who)

    def _log_in(self, user: MailUser) -> None:
        self.browser.go(self._url)
        self.browser.type("#rcmloginuser", user.user)
        self.browser.type("#rcmloginpwd", user.password, Keys.ENTER)
        self.browser.see("#mailboxlist")

    def _say_who_one_is(self) -> None:
        """The name in From, as one sets it once."""
        self.browser.go(f"{self._url}?_task=settings&_action=identities")
        self.browser.click("#identities-table tbody tr")
        with self.browser.frame("#preferences-frame"):
            self.browser.type("input[name=_name]", "Ewa Zielińska")
            self.browser.click("button.submit")
        self.browser.see("#messagestack .confirmation")


def _serve(root: ClientRoot, imap: int, smtp: int, language: str) -> str:
    home, port = root.home / "roundcube", free_port()
    home.mkdir()
    config = _CONFIG.format(host=HOST, imap=imap, smtp=smtp, language=language)
    (home / "config.inc.php").write_text(config)
    for name in ("defaults.inc.php", "mimetypes.php"):
        (home / name).symlink_to(f"/etc/roundcube/{name}")
    root.start(
        *("env", "ROUNDCUBE_CONFIG_DIR=/srv/zoo/roundcube", "PHP_CLI_SERVER_WORKERS=4"),
        *("php", "-S", f"{HOST}:{port}", "-t", "/var/lib/roundcube/public_html"),
    )
    soon(lambda: listens(port))
    return f"http://{HOST}:{port}/"
