"""kill -9 at random moments, with the last bytes of a message still in flight.

`make kills N=5000`. Each story is a mailbox that is owed drafts; the program runs again and again
(`run --once`), is killed at random moments and started again at once, while the line to the
server holds the last bytes of what was said for up to ten seconds. However it goes, in the end
there is one draft of each commitment and occasion, and at no moment were there two.

The story has its own time (`--now`), and so has the line. What is drawn at random comes from the
seed; where in the program a kill falls, that is up to the machine.

    python tools/kills.py KILLS [--seed N] [--jobs N]
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mailfollow.core.model import Stage, Verb
from tests import casemail
from tests.dovecot import Dovecot, running
from tests.slowline import Lag, SlowLine
from tests.story import Place, at
from tools.nursery import Nursery

LONGEST = 10.0
"""Seconds that bytes are in flight."""
OVERDUE = at("06 08:00")
CALM = [timedelta(seconds=5), timedelta(minutes=31), timedelta(seconds=5), timedelta(minutes=61)]
CALM += [*CALM, timedelta(days=1), *CALM, timedelta(days=1)]
"""Time passes, and nobody is killed any more: what was in doubt, and failed, finds its end."""
EVERY = 100
"""Kills after which a word is said."""
ENDING = (signal.SIGINT, signal.SIGTERM)
OWED = ("anna-kowalska", "jana-klein", "max-mueller", "piotr-zajac")


@dataclass
class Report:
    stories: int = 0
    runs: int = 0
    kills: int = 0
    in_flight: int = 0  # kills with bytes of a message still on their way
    stages: Counter[str] = field(default_factory=Counter)  # where the kills fell
    two: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # a run that ended by itself, and badly

    def add(self, other: Report) -> None:
        for name in ("stories", "runs", "kills", "in_flight"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.stages += other.stages
        self.two += other.two
        self.lost += other.lost
        self.broken += other.broken

    def line(self) -> str:
        return (
            f"{self.kills} kills, {self.in_flight} with bytes in flight: {len(self.two)} twice, "
            f"{len(self.lost)} lost, {len(self.broken)} ended badly"
        )

    def __str__(self) -> str:
        stages = ", ".join(f"{name} {n}" for name, n in self.stages.most_common())
        wrong = [*self.two, *self.lost, *self.broken]
        return "\n".join(
            [
                f"{self.kills} kills in {self.runs} runs of {self.stories} stories",
                f"{self.in_flight} of them with the last bytes of a message in flight",
                f"where they fell: {stages}",
                f"{len(self.two)} times two drafts, {len(self.lost)} drafts lost, "
                f"{len(self.broken)} runs ended badly",
                *wrong[:20],
            ]
        )


# --- stories ----------------------------------------------------------------------------------


class Tale:
    """One mailbox that is owed drafts, and what befalls the program that lays them."""

    def __init__(self, seed: str, server: Dovecot, nursery: Nursery, base: Path) -> None:
        self.seed, self.report = seed, Report(stories=1)
        self._dice, self._weather = random.Random(seed), random.Random(f"{seed} line")
        self._passed = 0.0  # seconds since OVERDUE
        self._line = SlowLine((server.host, server.port), self._lag, lambda: self._passed)
        self._place = Place.new(base, server.new_user(), self._line.port)
        self._nursery = nursery
        self._done: str | None = None
        self._stormy = False
        self._usual = 0.1  # seconds that a run takes
        self._flew = True  # there was something to be laid

    def close(self) -> None:
        self._line.close()
        self._place.close()

    @property
    def _now(self) -> datetime:
        return OVERDUE + timedelta(seconds=self._passed)

    def _lag(self) -> Lag:
        if not self._stormy or self._weather.random() < 0.3:
            return Lag()
        return Lag(self._weather.choice([1, 2, 40, 10_000]), self._weather.uniform(0, LONGEST))

    def _land(self) -> None:
        """All that is in flight arrives."""
        self._passed += LONGEST
        self._line.land()

    def play(self) -> Report:
        dice = self._dice
        for minutes in (0, 31, 0, 11, 31):
            self._passed += 60 * minutes
            for _ in range(dice.randint(2, 6)):
                self._run(kill=True)
            for _ in range(dice.choice([0, 0, 1, 3])):
                self._run()
            self._land()
            if not self._wanting():
                break
        if dice.random() < 0.4:
            self._is_done(dice.choice(OWED))
        self._come_to_rest()
        return self.report

    def _is_done(self, who: str) -> None:
        """The user rings instead: what was laid is withdrawn, and that is killed, too."""
        self._done = next(s for s in self._ids() if s.startswith(who))
        self._place.say(Verb.DONE, self._done, self._now)
        for seconds in (0, 11, 0):
            self._passed += seconds
            self._run(kill=True)

    def _come_to_rest(self) -> None:
        for pause in CALM:
            if not self._wanting():
                return
            self._land()
            self._passed += pause.total_seconds()
            self._run()
        self.report.lost += [f"{self.seed}: {wanting}" for wanting in self._wanting()]

    # --- the program --------------------------------------------------------------------------

    def _run(self, *, kill: bool = False) -> None:
        self._stormy = kill
        self._passed += self._dice.uniform(0.2, 2.5)
        place, now = self._place, self._now.isoformat()
        given = ("--config", str(place.base / "config.toml"), "--state", str(place.state))
        began = time.monotonic()
        doomed = self._doom() if kill else lambda: False
        code = self._nursery.run((*given, "--now", now, "run", "--once"), doomed)
        self.report.runs += 1
        self._usual = self._usual if code else (self._usual + time.monotonic() - began) / 2
        if code == -signal.SIGKILL and kill:
            self.report.kills += 1
            self.report.in_flight += self._line.flying > 0
            self.report.stages[self._stage()] += 1
        elif code:
            self.report.broken.append(f"{self.seed}: exit {code} at {now}")
        if twice := [text for text, n in self._drafts("Drafts").items() if n > 1]:
            self.report.two.append(f"{self.seed}: {len(twice)} at {now}")

    def _doom(self) -> Callable[[], bool]:
        """When it is killed: at some moment, or just while bytes are in flight."""
        anywhere = self._dice.random() < 0.3 or not self._flew
        moment = time.monotonic() + self._dice.uniform(0, self._usual)
        after, before = self._dice.uniform(0, 0.03), self._line.flown
        began: list[float] = []
        self._flew = anywhere

        def doomed() -> bool:
            now = time.monotonic()
            if self._line.flown > before and not began:
                began.append(now)
                self._flew = True
            return now > moment if anywhere else bool(began and now > began[0] + after)

        return doomed

    # --- what is there ------------------------------------------------------------------------

    def _ids(self) -> list[str]:
        return list(self._place.memory().known)

    def _stage(self) -> str:
        """What the journal says of the draft that was being laid or withdrawn."""
        stages = {d.stage for d in self._place.memory().drafts}
        order = (Stage.INTENDED, Stage.WITHDRAWING, Stage.IN_DOUBT, Stage.FAILED, Stage.WAITING)
        return next((str(s) for s in order if s in stages), "nothing yet")

    def _drafts(self, folder: str) -> Counter[str]:
        return Counter(casemail.text_of(m.raw) for m in self._place.user.messages(folder))

    def _wanting(self) -> list[str]:
        """What is not as it should be in the end."""
        found: list[str] = []
        drafts, trash = self._drafts("Drafts"), self._drafts("Trash")
        rows = self._place.memory().drafts
        for who in OWED:
            own = [d.stage for d in rows if d.commitment.startswith(who)]
            name = who.partition("-")[0].title()
            lying, away = (
                sum(n for t, n in f.items() if f"Hi {name}" in t) for f in (drafts, trash)
            )
            if self._done and self._done.startswith(who):
                unsettled = {Stage.INTENDED, Stage.IN_DOUBT, Stage.WAITING, Stage.WITHDRAWING}
                fine = lying == 0 and away <= 1 and not unsettled & set(own)
            else:
                fine = lying == 1 and not away and own.count(Stage.WAITING) == 1
            if not fine:
                found.append(f"{who}: {lying} in Drafts, {away} in Trash, {[*map(str, own)]}")
        return found


def tell(kills: int, seed: str, server: Dovecot) -> Generator[Report, None, None]:
    """Stories, each with its report, until so many kills are done."""
    done, base = 0, Path(tempfile.mkdtemp(prefix="mf-kills-"))
    os.environ["XDG_RUNTIME_DIR"] = str(base)
    nursery = Nursery()
    try:
        for n in itertools.count():
            tale = Tale(f"{seed}-{n}", server, nursery, base / str(n))
            try:
                yield (report := tale.play())
            finally:
                tale.close()
            if (done := done + report.kills) >= kills:
                return
    finally:
        nursery.close()
        shutil.rmtree(base, ignore_errors=True)


def _job(kills: int, seed: str, told: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key pressed reaches us all; the parent tells
    signal.signal(signal.SIGTERM, _stop)
    with running() as server, closing(tell(kills, seed, server)) as reports:
        for report in reports:
            told.send(report)


def _stop(*_: object) -> None:
    """End, once, and with everything that ends with us."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit(75)


def _heard(told: list[Connection], total: Report) -> None:
    """Add what the jobs tell, until they have ended."""
    while told:
        for one in [one for one in told if one.poll(0.2)]:
            before = total.kills // EVERY
            try:
                total.add(one.recv())
            except EOFError:
                told.remove(one)
            if total.kills // EVERY > before:
                print(total.line(), file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("kills", type=int, nargs="?", default=5000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    fork = multiprocessing.get_context("fork")
    jobs, told = [], []
    for n in range(given.jobs):
        hear, tells = fork.Pipe(duplex=False)
        args = (-(-given.kills // given.jobs), f"{given.seed}-{n}", tells)
        jobs.append(fork.Process(target=_job, args=args))
        jobs[-1].start()
        tells.close()
        told.append(hear)
    for number in ENDING:
        signal.signal(number, _stop)  # also where a shell, in the background, has it ignored
    total = Report()
    try:
        _heard(told, total)
    finally:
        for job in jobs:
            job.terminate()
            job.join()
        ended = [job.exitcode for job in jobs]
        total.broken += [f"a job ended with {code}" for code in ended if code not in (0, 75)]
        print(total, flush=True)
    return bool(total.two or total.lost or total.broken)


if __name__ == "__main__":
    sys.exit(main())
