"""`make soak`: thirty days in simulated time, with a fault every few minutes; DAYS=… for more.

A user meets people, writes to some, edits and sends drafts, discards others, and forgets. Between
mailfollow and Dovecot stands a line that is cut, goes silent or refuses. At the end every event
must have been seen, and the process must be no bigger than after the first days.
"""

from __future__ import annotations

import argparse
import contextlib
import email
import gc
import os
import random
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from mailfollow import home as homes
from mailfollow import password
from mailfollow.core.model import Account, Status
from mailfollow.errors import MailError, Offline
from mailfollow.key import key
from mailfollow.ledger import Ledger
from mailfollow.mail.connection import Deadlines
from mailfollow.mail.session import Session
from mailfollow.sweep import sweep
from tests.dovecot import MailUser, running
from tests.program import Program, at_warsaw

T = TypeVar("T")

START = at_warsaw("2020-01-06 06:00")
ACTS_EVERY = timedelta(hours=1)
CALM = 8
"""The last days, without new people: what was begun comes to its end."""
MEGABYTES = 5.0
"""That the process may grow by after the first days."""
WARM = 3
"""Days after which memory is compared: caches are full, libraries loaded."""
QUICK = Deadlines(read=0.4, opening=2.0, command=2.0)


class Line:
    """A proxy before the server that can be told to misbehave."""

    def __init__(self, port: int, rng: random.Random) -> None:
        self._server, self._rng = port, rng
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.refusing = False
        self._cut_after: int | None = None
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        threading.Thread(target=self._serve, daemon=True).start()

    def fault(self) -> str:
        """One fault, at once or in the middle of what is said next."""
        kind = self._rng.choice(("cut", "midway", "midway", "refuse", "silence"))
        if kind == "cut":
            self.cut()
        elif kind == "refuse":
            self.refusing = True
            self.cut()
        else:
            self._silent = kind == "silence"
            self._cut_after = self._rng.randrange(1, 6000)
        return kind

    def heal(self) -> None:
        self.refusing, self._cut_after = False, None

    _silent = False

    def cut(self) -> None:
        for pair in list(self._pairs):
            for end in pair:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def _serve(self) -> None:
        while True:
            ours, _ = self._listener.accept()
            if self.refusing:
                ours.close()
                continue
            theirs = socket.create_connection(("127.0.0.1", self._server))
            self._pairs.add((ours, theirs))
            for one, other in ((ours, theirs), (theirs, ours)):
                threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(4096):
                if self._cut_after is not None:
                    self._cut_after -= len(data)
                    if self._cut_after < 0:
                        if self._silent:
                            time.sleep(QUICK.read * 1.5)
                        break
                other.sendall(data)
        self._pairs -= {(one, other), (other, one)}
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        one.close()


@dataclass
class Box:
    """An account whose session is opened again whenever it was lost, without a back-off."""

    account: Account
    session: Session | None = None
    opened: int = 0

    def run(self, job: Callable[[Session], T]) -> T:
        try:
            if self.session is None:
                self.session = Session.open(
                    self.account, password.read(self.account), deadlines=QUICK
                )
                self.opened += 1
            return job(self.session)
        except MailError as trouble:
            if isinstance(trouble, Offline) or self.session is None or self.session._dead:
                self.renew()
            raise

    def renew(self) -> None:
        if self.session:
            self.session.close()
        self.session = None


@dataclass
class Story:
    """Whom the user met, and what became of it."""

    user: MailUser
    rng: random.Random
    met: int = 0
    fates: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    drafts: Counter[str] = field(default_factory=Counter)

    def people(self, day: int) -> str:
        """A file of three people met on this day."""
        lines = [f"on = {(START + timedelta(days=day)).date()}", 'at = "at the fair"']
        for _ in range(3):
            name = f"p{self.met}"
            self.fates[name] = self.rng.choice(
                ("writes", "sends", "discards", "forgets", "forgets")
            )
            lines += ["[[contacts]]", f'name = "Vera {_roman(self.met)}"', f'id = "{name}"']
            lines += [
                f'email = "{name}@example.com"',
                'talked_about = "about bees"',
                'language = "en"',
            ]
            lines += ['bridge_ask = "what do bees do in winter?"']
            self.met += 1
        return "\n".join(lines) + "\n"

    def act(self, now: datetime, day: int) -> None:
        """The user at the mail client: once in a while, one thing."""
        for name, fate in self.fates.items():
            age = day - int(name[1:]) // 3
            if fate == "writes" and name not in self.written and age == 1:
                self.written.add(name)
                self._send(now, name, f"Hello, this is about {name}.")
        for stored in self.user.messages("Drafts"):
            message = email.message_from_bytes(stored.raw)
            name = str(message["To"]).rpartition("<")[2].split("@")[0]
            fate = self.fates[name]
            if fate in ("sends", "discards"):
                self.user.expunge("Drafts", stored.uid)
            if fate == "sends":
                self._send(now, name, message.get_payload() + "\nPS", message["References"])

    def _send(self, now: datetime, name: str, text: str, references: str | None = None) -> None:
        head = [f"From: {self.user.user}", f"To: {name}@example.com", "Subject: Bees"]
        head += [f"References: {references}"] if references else []
        head.append(f"Message-ID: <{self.rng.random()}@example.org>")
        self.user.append("Sent", "\n".join(head) + f"\n\n{text}\n", at=now)


def _roman(n: int) -> str:
    return "".join(chr(ord("A") + int(d)) for d in str(n)).title()


@dataclass
class Soak:
    """The days played so far, and what they cost."""

    base: Path
    user: MailUser
    days: int
    seed: int = 1
    step: timedelta = timedelta(minutes=5)
    sweeps: int = 0
    failed: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    sizes: list[tuple[float, int]] = field(default_factory=list)  # megabytes, descriptors
    missed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.line = Line(self.user.server.port, self.rng)
        self.program = Program(self.base, work=self.user)
        limits = "[limits]\ndrafts_per_day = 50\n"
        self.program.use(port=self.line.port, extra=limits, work=self.user)
        self.story = Story(self.user, self.rng)
        self.home = homes.load(self.program.config, self.program.state)
        self.box = Box(self.home.household.accounts[0])
        self.ledger, self.key = Ledger.open(self.program.state), key(self.program.state)

    def play(self) -> Iterator[str]:
        began = time.monotonic()
        for day in range(self.days):
            self._day(day)
            gc.collect()
            self.sizes.append((rss(), descriptors()))
            if day % 5 == 4:
                megabytes, opened = self.sizes[-1]
                yield f"day {day + 1}: {self.sweeps} sweeps, {megabytes:.1f} MB, {opened} open"
        self._judge()
        self.box.renew()
        yield (
            f"{self.days} days in {time.monotonic() - began:.0f} s: {self.sweeps} sweeps, "
            f"{self.faults.total()} faults {dict(self.faults)}, {self.failed} looks failed, "
            f"{self.box.opened} connections"
        )
        fates = Counter(self.story.fates.values())
        yield f"{len(self.story.fates)} people {dict(fates)}: {len(self.missed)} gone wrong"

    def _day(self, day: int) -> None:
        if day < self.days - CALM:
            self.program.people(self.story.people(day), f"day{day:03}.toml")
            self.home = homes.load(self.program.config, self.program.state)
        for step in range(timedelta(days=1) // self.step):
            now = START + timedelta(days=day) + step * self.step
            if self.rng.random() < self.step / ACTS_EVERY:
                self.story.act(now, day)
            if self.rng.random() < 0.5 and day < self.days - 1:
                self.faults[self.line.fault()] += 1
            self._sweep(now)

    def _sweep(self, now: datetime) -> None:
        self.sweeps += 1
        household, letters = self.home.household, self.home.letters
        outcome = sweep(household, [self.box], self.ledger, letters, self.key, now)
        self.failed += any(s.trouble for s in outcome.seen.values())
        self.states = {s.commitment.contact.id: s for s in outcome.plan.states}
        self.line.heal()

    def _judge(self) -> None:
        """Every event seen, every fate met, and one draft at most for each."""
        laid = Counter(d.contact for d in self.ledger.recall().drafts)
        for name, fate in self.story.fates.items():
            status = self.states[name].status
            kept = status is Status.FULFILLED
            right = kept if fate in ("writes", "sends") else status.open
            if not right or laid[name] != (0 if fate == "writes" else 1):
                self.missed.append(f"{name} {fate}: {status}, {laid[name]} drafts")
        lying = Counter(
            str(email.message_from_bytes(m.raw)["To"]) for m in self.user.messages("Drafts")
        )
        self.missed += [f"two drafts to {to}" for to, n in lying.items() if n > 1]


def rss() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with running() as server, tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder) / "soak", server.new_user(), args.days, args.seed)
        for told in soak.play():
            print(told, flush=True)
    before, after = soak.sizes[min(WARM, args.days - 1)], soak.sizes[-1]
    megabytes, opened = after[0] - before[0], after[1] - before[1]
    print(f"since day {WARM + 1}: memory {megabytes:+.1f} MB, descriptors {opened:+d}")
    if soak.missed or megabytes > MEGABYTES or opened > 0:
        raise SystemExit("\n".join(["FAILED", *soak.missed]))


if __name__ == "__main__":
    main()
