"""One private Dovecot for the suite, a fresh user for each test, a recorder on every wire."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.dovecot import Dovecot, MailUser, running

# A busy machine is no failure; what must be quick has its own bound.
# CI repeats the same examples; new ones are looked for at home. The machines have numbers of
# their own.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, max_examples=60)
settings.register_profile("mutants", deadline=None, phases=[Phase.explicit, Phase.generate])
settings.load_profile("house")

WIRE = Path(__file__).with_name("wire")


def pytest_configure(config: pytest.Config) -> None:
    """Watch what goes over the wire, in this process and in every one it starts."""
    if not hasattr(config, "workerinput"):
        os.environ["MAILFOLLOW_WIRE"] = tempfile.mkstemp(prefix="mf-wire-")[1]
        path = [str(WIRE), *filter(None, [os.environ.get("PYTHONPATH")])]
        os.environ["PYTHONPATH"] = os.pathsep.join(path)
    sys.path.insert(0, str(WIRE))
    import wirewatch

    wirewatch.listen()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A line that should not have gone out fails the run, whoever caught what came of it."""
    if not hasattr(session.config, "workerinput"):
        log = Path(os.environ["MAILFOLLOW_WIRE"])
        if wrong := log.read_text("utf-8"):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            print(f"\n\nWent over the wire and must not:\n{wrong}", file=sys.stderr)
        log.unlink()


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
