"""One thread calls what is overdue, in its order, and nothing that was released."""

from __future__ import annotations

import os
import threading
import time

from mailfollow.mail.watchdog import Watchdog


def test_each_is_called_when_it_is_late() -> None:
    dog, called, done = Watchdog(), list[str](), threading.Event()
    dog.watch(0.15, done.set)
    dog.watch(60, lambda: called.append("never"))
    dog.watch(0.1, lambda: called.append("second"))
    dog.watch(0.05, lambda: called.append("first"))  # sooner than what it sleeps for
    assert done.wait(5)
    assert called == ["first", "second"]


def test_what_was_released_is_never_called() -> None:
    dog, called, done = Watchdog(), list[str](), threading.Event()
    dog.release(dog.watch(0.02, lambda: called.append("released")))
    dog.watch(0.1, done.set)
    assert done.wait(5)
    assert called == []


def test_it_goes_on_when_it_had_nothing_to_do() -> None:
    dog = Watchdog()
    for _ in range(2):
        done = threading.Event()
        dog.watch(0.01, done.set)
        assert done.wait(5)
        time.sleep(0.02)


def test_a_thousand_deadlines_are_one_thread() -> None:
    dog, before = Watchdog(), threading.active_count()
    for _ in range(1000):
        dog.release(dog.watch(60, lambda: None))
    assert threading.active_count() == before + 1


def test_after_a_fork_there_is_another_thread() -> None:
    dog, ours = Watchdog(), threading.Event()
    dog.watch(0.1, ours.set)
    child = os.fork()
    if not child:
        done = threading.Event()
        dog.watch(0.2, done.set)
        os._exit(0 if done.wait(5) and not ours.is_set() else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_fork_may_come_while_it_is_locked() -> None:
    dog = Watchdog()
    with dog._changed:  # by whichever thread
        child = os.fork()
    if not child:
        done = threading.Event()
        dog._changed.acquire()  # as the thread would have it that is not there any more
        threading.Thread(target=dog.watch, args=(0.01, done.set), daemon=True).start()
        os._exit(0 if done.wait(5) else 1)
    assert os.waitpid(child, 0)[1] == 0
