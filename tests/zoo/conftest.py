"""The servers that the contract is held against.

`ZOO` names them; without it, those that start in a moment. `make zoo` asks for all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.dovecot import Dovecot, MailUser
from tests.zoo.courier import Courier
from tests.zoo.cyrus import Cyrus
from tests.zoo.keeper import Keeper
from tests.zoo.profiles import PROFILES
from tests.zoo.proxy import Proxied
from tests.zoo.pymap import Pymap

QUICK = ("dovecot",)
ALL = ("dovecot", "pymap", *PROFILES, "cyrus", "courier")
MAKERS: dict[str, Callable[[], Cyrus | Courier | Pymap]] = {
    "pymap": Pymap,
    "cyrus": Cyrus,
    "courier": Courier,
}


def chosen() -> tuple[str, ...]:
    named = os.environ.get("ZOO", "")
    return ALL if named == "all" else tuple(named.split()) or QUICK


# One process for each server: two could not share a root.
EACH = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in chosen()]


@pytest.fixture(scope="session", params=EACH)
def keeper(request: pytest.FixtureRequest, dovecot: Dovecot) -> Iterator[Keeper]:
    """One server after the other. One that cannot be had is a failure, never a skip."""
    name = request.param
    if name == "dovecot":
        yield dovecot  # type: ignore[misc]
        return
    make = MAKERS.get(name) or partial(Proxied, PROFILES[name], dovecot)
    server = make()
    yield server
    server.stop()


@pytest.fixture
def guest(keeper: Keeper) -> Iterator[MailUser]:
    """A fresh user with Sent, Drafts and Trash, whatever they are called there."""
    one = keeper.new_user()
    yield one
    one.close()
