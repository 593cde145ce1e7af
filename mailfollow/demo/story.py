"""Three people met at a fair, and what became of the word owed to each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from mailfollow.demo.props import ADDED, CONFIG, PEOPLE, WRITTEN_BY_HERSELF
from mailfollow.demo.world import ADDRESS, PASSWORD, DemoFailed, Lying, MailClient, end

ZONE = ZoneInfo("Europe/Warsaw")


class Story:
    """Each chapter is told, played and checked; the first that goes otherwise raises DemoFailed."""

    def __init__(self, home: Path, port: int, client: MailClient, now: datetime) -> None:
        self.home, self.client, self.port = home, client, port
        # So that its third morning is the last one gone by, and nothing lies ahead of the clock.
        self.fair = (now.astimezone(ZONE) - timedelta(hours=8)).date() - timedelta(days=3)
        self.people = home / "people" / f"{self.fair}-infoshare.toml"
        self.console = Console(width=min(Console().width, 100), highlight=False)
        self.proved: list[str] = []
        self._settle_in()

    def _settle_in(self) -> None:
        password = self.home / "password"
        password.touch(0o600)
        password.write_text(PASSWORD, "utf-8")
        config = CONFIG.format(address=ADDRESS, password=password, port=self.port)
        (self.home / "config.toml").write_text(config, "utf-8")
        self.people.parent.mkdir()

    def play(self) -> None:
        self._say(
            "Ewa has been to a fair. She met three people there and owes each of them a word.\n"
            "A mail server that lives only for this demo holds her mailbox. What follows is the "
            "real program, started as from a shell; only its clock is given."
        )
        self._written_down()
        self._written_by_herself()
        self._overdue()
        self._edited_and_sent()
        self._deleted()
        self.console.print()
        self.console.rule("[bold]What was proved")
        for fact in self.proved:
            self.console.print(Text.assemble((" ✓ ", "green"), fact))

    # --- the chapters -----------------------------------------------------------------------

    def _written_down(self) -> None:
        evening = self._at(0, "20:00")
        self._chapter("The evening of the fair", evening, "Ewa writes down whom she met.")
        self.people.write_text(PEOPLE.format(day=self.fair), "utf-8")
        self._show(self.people.name, self.people.read_text("utf-8"))
        self._do(evening, "run", "--once")
        self._do(evening, "status")
        self._expect(self._waiting() == [], "Nothing is laid before it is overdue.")

    def _written_by_herself(self) -> None:
        evening = self._at(1, "17:30")
        self._chapter(
            "Ewa writes to Max herself",
            evening,
            "In her mail client, as always. Her mail lies in Sent, and mailfollow sees it there.",
        )
        mail = _mail("Max Müller <max.mueller@example.com>", "Bodenökologie", evening)
        self._show_mail("Sent", mail)
        self.client.file("Sent", mail, evening)
        after = evening + timedelta(minutes=1)
        self._do(after, "run", "--once")
        owed = self._status(after)["max-mueller"]
        self._expect(
            owed["status"] == "fulfilled" and owed["evidence"]["grade"] == "E3",
            "Max: written by Ewa herself, seen in Sent, ticked off, that mail the proof.",
        )

    def _overdue(self) -> None:
        morning = self._at(3, "07:01")
        self._chapter(
            "The third morning",
            morning,
            "Anna and Priya have heard nothing yet. mailfollow lays a draft for each into Drafts.",
        )
        self._do(morning, "run", "--once")
        for draft in self.client.drafts():
            self._show_mail("Drafts", draft.message)
        self._do(morning, "status")
        self._expect(
            self._waiting() == ["Anna", "Priya"],
            "Anna, Priya: overdue on the third morning, one draft each.",
        )

    def _edited_and_sent(self) -> None:
        sent = self._at(3, "07:20")
        self._chapter(
            "Ewa adds a line to Anna's draft and sends it",
            sent,
            f"“{ADDED}” Her client gives the mail another Message-ID and takes the draft away.",
        )
        draft = self._draft_to("Anna")
        ours = draft.message["Message-ID"]
        mail = _edited(draft.message, ADDED, sent)
        self.client.file("Sent", mail, sent)
        self.client.delete_draft(draft.uid, to_trash=False)
        after = sent + timedelta(minutes=1)
        self._do(after, "run", "--once")
        self._do(after, "why", "anna-kowalska")
        owed = self._status(after)["anna-kowalska"]
        self._expect(
            owed["status"] == "fulfilled"
            and owed["evidence"]["grade"] == "E1"
            and owed["evidence"]["message_id"] != ours.strip("<>")
            and self._waiting() == ["Priya"],
            "Anna: edited, sent under another Message-ID, and known again by its token.",
        )

    def _deleted(self) -> None:
        morning = self._at(3, "07:25")
        self._chapter("Ewa deletes Priya's draft", morning, "She has her reasons.")
        self.client.delete_draft(self._draft_to("Priya").uid, to_trash=True)
        self._do(morning + timedelta(minutes=1), "run", "--once")
        self._do(morning + timedelta(minutes=20), "run", "--once")
        self._do(morning + timedelta(minutes=20), "status")
        self._say("\nAnd a week later (on a copy of its memory):")
        ahead = self.home / "ahead"
        shutil.copytree(self.home / "state", ahead)
        self._do(morning + timedelta(days=7), "run", "--once", state=ahead)
        self._expect(
            self._waiting() == [],
            "Priya: deleted, and never laid again: not at once, not a week later.",
        )

    # --- the daemon, to play with -----------------------------------------------------------

    def keep(self) -> None:
        """Leave server and daemon running until Ctrl-C."""
        command = self._command("run")
        daemon = subprocess.Popen(command, env=self._environment())
        try:
            self.console.rule("[bold]Server and daemon are running; Ctrl-C ends them")
            self.console.print(Text(self._directions()), soft_wrap=True)
            raise DemoFailed(f"The daemon ended by itself, with {daemon.wait()}")
        except KeyboardInterrupt:
            pass
        finally:
            end(daemon)

    def _directions(self) -> str:
        user = ADDRESS.replace("@", "%40")
        program = " ".join(self._command("status"))
        return (
            f"Mail client:  IMAP server 127.0.0.1, port {self.port}, no encryption, "
            f"user {ADDRESS}, password {PASSWORD}\n"
            f"        mutt:  mutt -f imap://{user}:{PASSWORD}@127.0.0.1:{self.port}/Drafts\n"
            f"People:       {self.people}\n"
            "              Add somebody you met four days ago; the draft is there in seconds.\n"
            f"Status:       {program}"
        )

    # --- the means --------------------------------------------------------------------------

    def _at(self, days: int, clock: str) -> datetime:
        day = self.fair + timedelta(days=days)
        return datetime.combine(day, time.fromisoformat(clock), tzinfo=ZONE)

    def _do(self, when: datetime, *words: str, state: Path | None = None) -> None:
        self.console.print(
            f"\n[dim]{when:%a %d %b %H:%M}[/] [bold]$ mailfollow {' '.join(words)}[/]"
        )
        told = self._run(when, *words, state=state).rstrip()
        self.console.print(
            Padding(Text.from_ansi(told or "(nothing to do)"), (0, 0, 0, 4), expand=False)
        )

    def _status(self, when: datetime) -> dict[str, dict[str, Any]]:
        told = json.loads(self._run(when, "status", "--json"))
        return {owed["contact_id"]: owed for owed in told["commitments"]}

    def _run(self, when: datetime, *words: str, state: Path | None = None) -> str:
        done = subprocess.run(
            self._command(*words, "--now", when.isoformat(), state=state),
            env=self._environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        if done.returncode:
            raise DemoFailed(f"`mailfollow {' '.join(words)}` failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _command(self, *words: str, state: Path | None = None) -> list[str]:
        config, memory = self.home / "config.toml", state or self.home / "state"
        program = [sys.executable, "-m", "mailfollow"]
        return [*program, *words, "--config", str(config), "--state", str(memory)]

    def _environment(self) -> dict[str, str]:
        """Nothing of the user's own mailfollow is touched or read."""
        own = {name: str(self.home) for name in ("XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")}
        width = str(self.console.width - 4)
        return os.environ | own | {"COLUMNS": width, "PYTHONUTF8": "1", "NO_COLOR": "1"}

    def _waiting(self) -> list[str]:
        return sorted(_first_name(draft.message) for draft in self.client.drafts())

    def _draft_to(self, name: str) -> Lying:
        return next(d for d in self.client.drafts() if _first_name(d.message) == name)

    def _expect(self, true: bool, fact: str) -> None:
        if not true:
            raise DemoFailed(f"This was to be shown, and is not so: {fact}")
        self.proved.append(fact)

    def _chapter(self, title: str, when: datetime, text: str) -> None:
        self.console.print()
        self.console.rule(f"[bold]{title}[/] · {when:%A} {when.day} {when:%B, %H:%M}", align="left")
        self._say(text)

    def _say(self, text: str) -> None:
        self.console.print(Text(text))

    def _show(self, title: str, text: str) -> None:
        self.console.print(Panel(Text(text.strip()), title=title, title_align="left"))

    def _show_mail(self, folder: str, mail: EmailMessage) -> None:
        text = f"To: {mail['To']}\nSubject: {mail['Subject']}\n\n{mail.get_content()}"
        self._show(folder, text)


def _mail(to: str, subject: str, when: datetime) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"Ewa Zielińska <{ADDRESS}>", to
    mail["Subject"], mail["Date"] = subject, format_datetime(when)
    mail["Message-ID"] = "<4b1e8f70@client.example.org>"
    mail.set_content(WRITTEN_BY_HERSELF)
    return mail


def _edited(draft: EmailMessage, line: str, when: datetime) -> EmailMessage:
    draft.set_content(f"{draft.get_content().rstrip()}\n\n{line}\n")
    for name in ("Message-ID", "Date"):
        del draft[name]
    draft["Message-ID"], draft["Date"] = "<7f3c1d52@client.example.org>", format_datetime(when)
    return draft


def _first_name(mail: EmailMessage) -> str:
    return str(mail["To"]).partition(" ")[0].strip('"')
