"""Play a case: a user of the private server, the program, and one step after the other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from imapclient import IMAPClient

from mailfollow.ledger import Ledger
from tests import casemail
from tests.casefile import Case, Step
from tests.caseguard import Guard
from tests.casemail import Laid
from tests.casewords import Action
from tests.dovecot import Dovecot, MailUser, Stored

PROGRAM = Path(sys.executable).with_name("mailfollow")
CONFIG = """
[me]
name     = "Ewa Zielińska"
language = "en"
gender   = "f"
timezone = "Europe/Warsaw"
country  = "PL"

[digest]
send = false

[accounts.work]
address = "ewa@example.org"
"""


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    out: str
    err: str = ""

    def __str__(self) -> str:
        return f"exit {self.code}\n{self.out}{self.err}"


class Play:
    """One case on the server. `play` runs the steps; after each, `last` is the answer."""

    def __init__(self, case: Case, dovecot: Dovecot, home: Path) -> None:
        self.case, self.dovecot, self.home = case, dovecot, home
        self.users: dict[str, MailUser] = {}
        self._eyes: dict[str, IMAPClient] = {}  # connections of the guard's own
        self.laid: list[Laid] = []
        self.whose: dict[str, Laid] = {}  # commitment id → its newest draft
        self.last = Answer(0, "")
        self._copies: dict[str, bytes] = {}  # token → the newest copy taken out of Drafts
        self._n = 0
        self._known: set[tuple[str, str]] = set()
        (home / "people").mkdir()
        self.use_people("")
        self.use_config("")

    def steps(self) -> Iterator[Step]:
        for step in self.case.steps:
            self.now = step.at
            self.do(step.action)
            yield step

    def close(self) -> None:
        for label, user in self.users.items():
            self._eyes[label].logout()
            user.close()

    # --- what the user has ------------------------------------------------------------------

    def use_people(self, name: str) -> None:
        (self.home / "people" / "people.toml").write_text(self.case.people[name])

    def use_config(self, name: str) -> None:
        config = _merged(tomllib.loads(CONFIG), tomllib.loads(self.case.configs.get("", "")))
        if name:
            config = _merged(config, tomllib.loads(self.case.configs[name]))
        for label, account in config["accounts"].items():
            user = self._user(label)
            account.setdefault("user", user.user)
            account.setdefault("password", {"env": "MAILFOLLOW_CASE"})
            where = {"host": self.dovecot.host, "port": self.dovecot.port, "tls": "none"}
            account["imap"] = where | account.get("imap", {})
            for folder in account.get("folders", {}).get("sent", []):
                self._make(label, folder)
        (self.home / "config.toml").write_text(_toml(config))

    def _user(self, label: str) -> MailUser:
        if label not in self.users:
            self.users[label] = self.dovecot.new_user(self.case.special_use)
            self._eyes[label] = self.users[label].client()
            self._known |= {(label, name) for name in ("INBOX", "Sent", "Drafts", "Trash")}
        return self.users[label]

    def _make(self, label: str, folder: str) -> None:
        if (label, folder) not in self._known:
            self.users[label].create(folder)
            self._known.add((label, folder))

    # --- the program ------------------------------------------------------------------------

    def run(self, *words: str, process: bool = False) -> Answer:
        """The program's answer, at the moment of the step; told from this process unless asked."""
        given = ("--config", str(self.home / "config.toml"), "--state", str(self.home / "state"))
        args = (*given, "--now", self.now.isoformat(), *words)
        env = {"MAILFOLLOW_CASE": "secret", "NO_COLOR": "1", "COLUMNS": "400"}
        env |= {"XDG_RUNTIME_DIR": str(self.home), "XDG_STATE_HOME": str(self.home)}
        if process:
            done = subprocess.run(
                [PROGRAM, *args], env=os.environ | env, capture_output=True, text=True, timeout=60
            )
            return Answer(done.returncode, done.stdout, done.stderr)
        from mailfollow.cli import main

        result = CliRunner().invoke(main, args, env=env, catch_exceptions=False)
        return Answer(result.exit_code, result.stdout, result.stderr)

    def status(self) -> dict[str, Any]:
        answer = self.run("status", "--json")
        assert answer.code in (0, 75), answer  # 75: an account was not seen for long
        found: dict[str, Any] = json.loads(answer.out)
        return found

    def ticked(self) -> set[str]:
        """What mail has fulfilled, as the ledger has it."""
        with closing(Ledger.read(self.home / "state")) as ledger:
            return {e.commitment for e in ledger.recall().evidence if e.grade.fulfils}

    def _program(self, *words: str) -> None:
        guard = Guard(self._eyes, {laid.raw for laid in self.laid})
        self.last = self.run(*words, process=self.case.process)
        new = guard.check()
        self.laid += new
        if new and any(step.action.get("whose") for step in self.case.steps):
            self._learn_whose()

    def _learn_whose(self) -> None:
        by_id = {casemail.own_id(laid.raw): laid for laid in self.laid}
        for one in self.status()["commitments"]:
            if one["draft"] and one["draft"]["message_id"] in by_id:
                self.whose[one["id"]] = by_id[one["draft"]["message_id"]]

    # --- what happens -----------------------------------------------------------------------

    def do(self, action: Action) -> None:
        self.last = Answer(0, "")
        getattr(self, f"_do_{action.verb}")(action)

    def _do_sweep(self, action: Action) -> None:
        self._program("run", "--once", *(["--dry-run"] if action.get("dry") else []))

    def _do_command(self, action: Action) -> None:
        self._program(*(action.get("command") or "").split())

    def _do_use_people(self, action: Action) -> None:
        self.use_people(action.words["people"])

    def _do_use_config(self, action: Action) -> None:
        self.use_config(action.words["config"])

    def _do_send(self, action: Action) -> None:
        self._file(action, action.folder or "Sent", (r"\Seen",))

    def _do_arrive(self, action: Action) -> None:
        self._file(action, action.folder or "INBOX", ())

    def _do_write(self, action: Action) -> None:
        self._file(action, "Drafts", (r"\Draft", r"\Seen"))

    def _file(self, action: Action, folder: str, flags: tuple[str, ...]) -> None:
        label, name = action.get("account") or "work", action.words["mail"]
        fill = {k: action.get(k) or "" for k in ("name", "address", "text")}
        fill["token"] = self.laid[-1].token if self.laid else ""
        assert self.now <= datetime.now(UTC), "Dovecot files no mail in the future"
        label_of = name + (f"-{fill['name'].lower()}" if fill["name"] else "")
        raw = casemail.complete(label_of, self.case.mails[name], self.now, fill)
        self._make(label, folder)
        self.users[label].append(folder, raw, flags, self.now)

    def _do_move(self, action: Action) -> None:
        user, folder, one = self._find_mail(action)
        self._make(action.get("account") or "work", action.folder or "")
        user.move(folder, one.uid, action.folder or "")

    def _do_remove(self, action: Action) -> None:
        user, folder, one = self._find_mail(action)
        user.expunge(folder, one.uid)

    def _find_mail(self, action: Action) -> tuple[MailUser, str, Stored]:
        label, name = action.get("account") or "work", action.words["mail"]
        wanted = casemail.message_id(name, self.case.mails[name])
        for folder in sorted(f for at, f in self._known if at == label):
            for one in self.users[label].messages(folder):
                if casemail.own_id(one.raw) == wanted:
                    return self.users[label], folder, one
        raise AssertionError(f"{name} lies nowhere")

    def _do_renumber(self, action: Action) -> None:
        """The mailbox is made anew with the same mail: another UIDVALIDITY."""
        user, folder = self.users[action.get("account") or "work"], action.folder or ""
        kept = user.messages(folder)
        user.messages("INBOX")  # leave it before it goes
        user.remove_mailbox(folder)
        user.create(folder)
        for one in kept:
            flags = tuple(f for f in one.flags if f != r"\Recent")
            user.append(folder, one.raw, flags, one.internal_date)

    def _do_empty(self, action: Action) -> None:
        user, folder = self.users[action.get("account") or "work"], action.folder or ""
        for uid in user.uids(folder):
            user.expunge(folder, uid)

    # --- the user and our drafts --------------------------------------------------------------

    def _do_edit_draft(self, action: Action) -> None:
        user, one = self._draft(action, "Drafts")
        self._n += 1
        # Without \Draft: several clients drop it, and the mailbox says it all.
        user.append("Drafts", casemail.edited(one.raw, self._n), (r"\Seen",), self.now)
        if action.get("ghost"):
            user.flag("Drafts", one.uid, r"\Deleted")
        elif action.get("old"):
            user.move("Drafts", one.uid, "Trash")
        else:
            user.expunge("Drafts", one.uid)

    def _do_send_draft(self, action: Action) -> None:
        """From Drafts, or the last copy that lay there: held back by the client till now."""
        laid = self._laid(action)
        if not action.get("keeping") and self._copies_in(laid, "Drafts"):
            self._do_delete_draft(action)
        raw = self._copies.get(laid.token) or self._draft(action, "Drafts")[1].raw
        self._n += 1
        if saying := action.get("saying"):
            raw = casemail.edited(raw, self._n, saying)
        client = action.get("client") or "thunderbird"
        to, sender = action.get("to"), action.get("sender")
        copy = casemail.sent(raw, self.now, self._n, client, to, sender)
        self.users[laid.account].append("Sent", copy, (r"\Seen",), self.now)

    def _do_delete_draft(self, action: Action) -> None:
        user, one = self._draft(action, "Drafts")
        self._copies[self._laid(action).token] = one.raw
        user.expunge("Drafts", one.uid)

    def _do_trash_draft(self, action: Action) -> None:
        user, one = self._draft(action, "Drafts")
        user.move("Drafts", one.uid, "Trash")

    def _do_untrash_draft(self, action: Action) -> None:
        user, one = self._draft(action, "Trash")
        user.move("Trash", one.uid, "Drafts")

    def _do_move_draft(self, action: Action) -> None:
        user, one = self._draft(action, "Drafts")
        self._make(self._laid(action).account, action.folder or "")
        user.move("Drafts", one.uid, action.folder or "")

    def _laid(self, action: Action) -> Laid:
        assert self.laid, "no draft was ever laid"
        if who := action.get("whose"):
            return next(laid for one, laid in self.whose.items() if one.startswith(who))
        return self.laid[-1]

    def _draft(self, action: Action, folder: str) -> tuple[MailUser, Stored]:
        """The newest copy of the draft in `folder`."""
        laid = self._laid(action)
        copies = self._copies_in(laid, folder)
        assert copies, f"the draft does not lie in {folder}"
        return self.users[laid.account], copies[-1]

    def _copies_in(self, laid: Laid, folder: str) -> list[Stored]:
        there = self.users[laid.account].messages(folder)
        living = [m for m in there if r"\Deleted" not in m.flags]
        return [m for m in living if laid.token in casemail.references(m.raw)]


# --- TOML ---------------------------------------------------------------------------------------


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(one)
    for key, value in other.items():
        old = both.get(key)
        both[key] = _merged(old, value) if isinstance(old, dict) else value
    return both


def _toml(tables: Mapping[str, Any]) -> str:
    return "\n".join(f"{key} = {_value(value)}" for key, value in tables.items()) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
