"""Hostile mails by the thousand, and sweeps on a line that garbles: `make hostile`, with N=… mails.

The mails are made here and read in a process of its own, so that a mail that hangs or kills it
is named, and its memory is the program's alone.
"""

from __future__ import annotations

import functools
import gc
import logging
import multiprocessing
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.dovecot import running
from tests.hostile import garbled, parsers
from tests.hostile.mails import mail

SECONDS = 0.2
"""Of processor time for one mail, on one of its ways."""
AGAIN = 3
"""Readings more of a slow one: on a busy machine even processor time is longer, now and then."""
MEGABYTES = 50
"""That the process may grow by over all of them."""
HANGS = 60.0
"""Seconds by the wall clock, on a machine that may have other things to do."""


@dataclass
class Read:
    mails: int = 0
    crashed: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    slowest: float = 0.0
    grown: float = 0.0  # megabytes

    def __str__(self) -> str:
        return (
            f"{self.mails} hostile mails, {len(parsers.WAYS)} ways each: {len(self.crashed)} "
            f"crashed, {len(self.slow)} over {SECONDS} s (slowest {self.slowest:.2f} s), "
            f"memory +{self.grown:.0f} MB"
        )


def read(numbers: Sequence[int], limit: float = SECONDS) -> Read:
    """Read these mails and say what came of it."""
    found = Read()
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    reader = multiprocessing.get_context("spawn").Process(target=_reader, args=(theirs,))
    reader.start()
    theirs.close()
    try:
        begun = ours.recv()
        for number in numbers:
            ours.send_bytes(mail(number))
            if not ours.poll(HANGS):
                found.crashed.append(f"mail {number}: no answer within {HANGS:.0f} s")
                break
            took, error, size = ours.recv()
            found.mails += 1
            found.grown, found.slowest = size - begun, max(found.slowest, took)
            found.crashed += [f"mail {number}: {error}"] if error else []
            found.slow += [f"mail {number}: {took:.2f} s"] if took > limit else []
    except EOFError:
        found.crashed.append(f"mail {number}: the process is gone")
    finally:
        ours.close()
        reader.join(1)
        reader.kill()
    return found


def _reader(asked: Connection) -> None:
    court = parsers.owed()
    for number in range(30):  # what is loaded once is not growth
        _each(mail(number), court)
    asked.send(_megabytes())
    while True:
        try:
            raw = asked.recv_bytes()
        except EOFError:
            return
        took, error = _each(raw, court)
        for _ in range(AGAIN if SECONDS < took < 5 else 0):
            _forget()
            took = min(took, _each(raw, court)[0])
        asked.send((took, error, _megabytes()))


def _forget() -> None:
    """Nothing that an earlier reading left behind makes the next one quicker."""
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper):
            one.cache_clear()


def _each(raw: bytes, court: parsers.Trial) -> tuple[float, str]:
    """The longest of its ways in seconds, and what was raised."""
    took, error = 0.0, ""
    for way in parsers.WAYS:
        began = time.thread_time()
        try:
            way(raw, court)
        except Exception:
            error = f"{way.__name__}: {traceback.format_exc()}"
        took = max(took, time.thread_time() - began)
    return took, error


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def on_a_bad_line(many: int) -> list[str]:
    """Play so many sweeps on a line that garbles what the server says; what went wrong."""
    logging.disable()
    with running() as server, tempfile.TemporaryDirectory() as made:
        base = Path(made)
        length = garbled.undisturbed(base / "calm", server)
        played = [garbled.play(base / str(n), server, n, length) for n in range(many)]
    troubled = sum(one.trouble for one in played)
    wrong = [f"sweep {n}: {what}" for n, one in enumerate(played) for what in one.wrong]
    wrong += [f"sweep {n}: a draft on a garbage view" for n, one in enumerate(played) if one.rash]
    print(f"{many} sweeps on a bad line: {troubled} in trouble, {len(wrong)} went wrong")
    return wrong


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    found = read(range(asked))
    print(found, *found.crashed, *found.slow, sep="\n")
    wrong = on_a_bad_line(max(asked * 3 // 100, 3))
    print(*wrong, sep="\n")
    sys.exit(bool(wrong or found.crashed or found.slow or found.grown > MEGABYTES))
