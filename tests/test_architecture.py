"""The import table of DESIGN.md §3: who may import whom, which room owns which library.

Sources are only parsed, never imported, so that a made-up violation can be held against the
same rules as the house itself.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "mailfollow"
MOST_LINES = 350


CONTRACT = frozenset({"core.model", "core.address", "core.calendar", "errors"})
PASS = CONTRACT | {"core", "letters", "say", "ledger", "mail"}
VALUES = CONTRACT | {"people", "config", "password"}

# Room → what of ours it may import beside itself. A room's name stands for all within it.
MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "": frozenset(),
    "__main__": frozenset({"cli"}),
    "errors": frozenset({"core.model"}),
    "core": frozenset({"errors"}),
    "letters": CONTRACT,
    "say": CONTRACT,
    "mail": CONTRACT,
    "cards": CONTRACT,
    "ledger": CONTRACT,
    "key": CONTRACT,
    "password": CONTRACT,
    "toml": CONTRACT | {"core.text", "core.when"},
    "config": CONTRACT | {"toml", "entries"},
    "entries": CONTRACT | {"toml", "core.names"},
    "people": CONTRACT | {"toml", "config", "entries", "core.names"},
    "people_files": CONTRACT | {"core.names", "core.persons"},
    "look": PASS | {"cards"},
    "act": PASS | {"look", "people_files"},
    "health": PASS | {"look"},
    "sweep": PASS | {"look", "act", "health"},
    "locks": CONTRACT,
    "home": VALUES | {"letters", "mail"},
    "worker": CONTRACT | {"mail", "password"},
    "daemon": PASS | VALUES | {"home", "key", "locks", "worker", "sweep"},
    "cli": PASS
    | VALUES
    | {"home", "key", "locks", "act", "sweep", "daemon", "demo", "toml"}
    | {"cards", "people_files"},
    "demo": frozenset({"errors"}),
}

# Library → the rooms that may import it: one each, but for what speaks to people.
OWNERS: Mapping[str, frozenset[str]] = {
    "anyascii": frozenset({"core"}),
    "babel": frozenset({"letters", "say"}),
    "click": frozenset({"cli"}),
    "holidays": frozenset({"config"}),
    "html2text": frozenset({"mail"}),
    "imapclient": frozenset({"mail"}),
    "imaplib": frozenset({"mail", "demo"}),
    "jinja2": frozenset({"letters"}),
    "keyring": frozenset({"password"}),
    "mailparser": frozenset({"mail"}),
    "phonenumbers": frozenset({"core", "entries"}),
    "platformdirs": frozenset({"config", "home"}),
    "pymap": frozenset({"demo"}),
    "rich": frozenset({"say", "cli", "demo"}),
    "schedule": frozenset({"daemon"}),
    "smtplib": frozenset({"mail"}),
    "sqlite3": frozenset({"ledger"}),
    "tomllib": frozenset({"toml"}),
    "tomlkit": frozenset({"people_files"}),
    "tzlocal": frozenset({"config"}),
    "vobject": frozenset({"cards"}),
}

# All that the pure core needs of the standard library: values, text, days.
PURE = frozenset(
    "__future__ bisect calendar collections dataclasses datetime difflib enum functools graphlib "
    "hashlib hmac html itertools math operator re string typing unicodedata urllib zoneinfo".split()
)

CLOCK = frozenset({"cli", "daemon"})
STOPWATCH = CLOCK | {"mail", "locks", "worker", "demo"}
DAYS = frozenset({"datetime", "date", "dt"})
WALL = frozenset({"localtime", "gmtime", "make_msgid", "time_ns"})


def room_of(module: str) -> str:
    return module if module in MAY_IMPORT else module.partition(".")[0]


def violations(sources: Mapping[str, str]) -> list[str]:
    """What is wrong in a house given as module (without `mailfollow.`) → source."""
    trees = {module: ast.parse(source) for module, source in sources.items()}
    found = [f"{m}: {what}" for m, tree in trees.items() for what in _wrong(m, tree, trees)]
    try:
        TopologicalSorter({m: set(_ours(t, trees)) for m, t in trees.items()}).prepare()
    except CycleError as error:
        found.append("circle: " + " → ".join(error.args[1]))
    return found


def _wrong(module: str, tree: ast.Module, house: Mapping[str, object]) -> Iterator[str]:
    room = room_of(module)
    if room not in MAY_IMPORT:
        yield f"a new room; give {room} its line in MAY_IMPORT"
        return
    for other in _ours(tree, house):
        if other and room_of(other) != room and not {other, room_of(other)} & MAY_IMPORT[room]:
            yield f"may not import {other}"
    for library in _libraries(tree):
        if library in OWNERS:
            if room not in OWNERS[library]:
                yield f"{library} belongs to {', '.join(sorted(OWNERS[library]))}"
        elif library not in sys.stdlib_module_names:
            yield f"a new library; give {library} its room in OWNERS, its reason in CONTRIBUTING.md"
        if room == "core" and library not in PURE | OWNERS.keys():
            yield f"the core is pure: no {library}"
    yield from _impure(room, tree)


@cache
def _imports(tree: ast.Module) -> tuple[tuple[str, str | None], ...]:
    """(module, name imported from it), wherever in the file the import stands."""
    found: list[tuple[str, str | None]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found += ((node.module or "", alias.name) for alias in node.names)
    return tuple(found)


def _ours(tree: ast.Module, house: Mapping[str, object]) -> Iterator[str]:
    for module, name in _imports(tree):
        if module.partition(".")[0] == "mailfollow":
            short = module.removeprefix("mailfollow").removeprefix(".")
            longer = f"{short}.{name}".removeprefix(".")
            yield longer if longer in house else short


def _libraries(tree: ast.Module) -> set[str]:
    return {m.partition(".")[0] for m, _ in _imports(tree)} - {"mailfollow"}


def _impure(room: str, tree: ast.Module) -> Iterator[str]:
    if "time" in _libraries(tree) and room not in STOPWATCH:
        yield "reads a clock: no time here"
    for module, name in _imports(tree):
        if module == "time" and name not in {None, "monotonic", "sleep"} and room not in CLOCK:
            yield f"reads the wall clock: time.{name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and room not in CLOCK and _wall_clock(node):
            yield f"reads the wall clock: {ast.unparse(node)}"
        if room == "core" and isinstance(node, ast.Name) and node.id in {"open", "print", "input"}:
            yield f"the core is pure: no {node.id}()"


def _wall_clock(node: ast.Attribute) -> bool:
    if node.attr in WALL:
        return True
    if node.attr == "time":
        return ast.unparse(node.value) == "time"
    of_days = node.attr in {"now", "utcnow", "today"}
    return of_days and ast.unparse(node.value).rpartition(".")[2] in DAYS


# --- the house itself -----------------------------------------------------------------------


def house() -> dict[str, str]:
    files = (p for p in HOUSE.rglob("*.py") if "templates" not in p.parts)
    return {_module(path): path.read_text("utf-8") for path in files}


def _module(path: Path) -> str:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def test_one_way_and_no_circles() -> None:
    assert violations(house()) == []


def test_every_file_can_be_read_in_one_sitting() -> None:
    lines = {module: len(source.splitlines()) for module, source in house().items()}
    assert {m: n for m, n in lines.items() if n > MOST_LINES} == {}


# --- the rules, held against made-up houses -------------------------------------------------

ROOMS = dict.fromkeys(
    "errors core core.model core.plan core.proof letters letters.render say mail mail.sent "
    "ledger config sweep daemon cli".split(),
    "",
)


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("letters.render", "from mailfollow.say import words", "may not import say"),
        ("letters.render", "from mailfollow.core.plan import plan", "may not import core.plan"),
        ("mail.sent", "import mailfollow.ledger", "may not import ledger"),
        ("core.plan", "from mailfollow import sweep", "may not import sweep"),
        ("core.plan", "def f():\n    import mailfollow.mail.sent", "may not import mail.sent"),
        ("sweep", "from mailfollow.config import load", "may not import config"),
        ("say.status", "import imapclient", "imapclient belongs to mail"),
        ("mail.message", "from jinja2.sandbox import X", "jinja2 belongs to letters"),
        ("sweep", "import sqlite3", "sqlite3 belongs to ledger"),
        ("sweep", "import numpy", "a new library; give numpy"),
        ("core.plan", "import logging", "the core is pure: no logging"),
        ("core.plan", "import os.path", "the core is pure: no os"),
        ("core.plan", "print(1)", "the core is pure: no print()"),
        ("attic.box", "", "a new room; give attic"),
        ("sweep", "from datetime import datetime\ndatetime.now()", "wall clock: datetime.now"),
        ("say.days", "import datetime\ndatetime.date.today()", "clock: datetime.date.today"),
        ("ledger", "f(default=datetime.datetime.now)", "wall clock: datetime.datetime.now"),
        ("mail.watch", "import time\ntime.time()", "reads the wall clock: time.time"),
        ("mail.watch", "from time import time", "reads the wall clock: time.time"),
        ("sweep", "import time\ntime.monotonic()", "reads a clock: no time here"),
        ("letters.compose", "email.utils.make_msgid()", "clock: email.utils.make_msgid"),
    ],
)
def test_a_made_up_violation_is_seen(module: str, source: str, expected: str) -> None:
    found = violations(ROOMS | {module: source})
    assert any(expected in line for line in found), found


def test_a_made_up_circle_is_seen() -> None:
    pair = {"core.a": "from mailfollow.core import b", "core.b": "import mailfollow.core.a"}
    assert any(line.startswith("circle: ") for line in violations(ROOMS | pair))


def test_what_is_allowed_is_not_seen() -> None:
    fine = {
        "mail.watch": "import time, imapclient\nfrom mailfollow.core.model import Look\n"
        "time.monotonic()",
        "daemon": "import time\nfrom datetime import datetime\ndatetime.now(); time.time()",
        "core.plan": "import re\nfrom mailfollow.core import proof\nworld.now, self.today",
        "core.proof": "from mailfollow.errors import MailfollowError",
    }
    assert violations(ROOMS | fine) == []
