"""Runs of the program as children of one small process, quick to start and free to be killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait

from mailfollow.cli import main as program


class Nursery:
    """A process of one thread with the program loaded; its children run it and may be killed."""

    def __init__(self) -> None:
        fork = multiprocessing.get_context("fork")
        self._ask, answer = fork.Pipe()
        self._process = fork.Process(target=_rear, args=(answer,), daemon=True)
        self._process.start()
        answer.close()

    def run(self, args: tuple[str, ...], doomed: Callable[[], bool]) -> int:
        """Its exit code; -9 where it had to be killed, as soon as it was doomed."""
        self._ask.send(args)
        while not self._ask.poll(0.004):
            if doomed():
                self._ask.send(())
                break
        code: int = self._ask.recv()
        return code

    def close(self) -> None:
        self._process.kill()
        self._process.join()


def _rear(pipe: Connection) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(EOFError):
        while True:
            if args := pipe.recv():  # nothing: the kill came late
                child = os.fork()
                if not child:
                    os._exit(_run(args))
                pipe.send(_waited(child, pipe))


def _run(args: tuple[str, ...]) -> int:
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    try:
        program.main(args, prog_name="mailfollow")
    except SystemExit as e:
        return e.code if isinstance(e.code, int) else 0
    except BaseException:
        return 70
    return 0


def _waited(child: int, pipe: Connection) -> int:
    ended = os.pidfd_open(child)
    if pipe in wait([pipe, ended]):
        os.kill(child, signal.SIGKILL)
    os.close(ended)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
