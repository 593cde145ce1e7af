"""Fixtures: one private Dovecot for the suite, a fresh user for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

from tests.dovecot import Dovecot, MailUser, running

# A busy machine is no failure; what must be quick has its own bound.
# CI repeats the same examples; new ones are looked for at home.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.register_profile("mutants", deadline=None, phases=[Phase.explicit, Phase.generate])
settings.load_profile("house")


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One server for the suite. Missing Dovecot is a failure, never a skip."""
    with running() as server:
        yield server


@pytest.fixture
def user(dovecot: Dovecot) -> Iterator[MailUser]:
    """A fresh user with Sent, Drafts and Trash that bear their special-use attributes."""
    one = dovecot.new_user()
    yield one
    one.close()
