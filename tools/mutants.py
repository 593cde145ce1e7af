"""Each rule of the core switched off in turn, in a copy of the tree: what sees it?

The rules are listed in tools/mutants.toml. A mutant is killed by the first test that fails, in
tests/core or in the rooms of tests/cases/ that the list names. The report is tests/mutants.md.

    python tools/mutants.py [NAME…]    # without names: all; of some, only their lines change
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tools" / "mutants.toml"
REPORT = ROOT / "tests" / "mutants.md"
COPIED = ("mailfollow", "templates", "tests", "tools", "pyproject.toml")
NOTHING = "**nothing**"
WORKERS = 2
DEADLINE = 300  # seconds; a mutant that hangs the tests is killed, too


PROOF = ("tests/core/test_kinds.py", "tests/core/test_proof.py")
OWN = {
    **dict.fromkeys(
        ("proof.py", "kinds.py", "doubt.py", "court.py", "merge.py", "trial.py"), PROOF
    ),
    "rivals.py": ("tests/core/test_rivals.py", *PROOF),
    "adopt.py": ("tests/core/test_pause.py",),
    **{
        f"{name}.py": (f"tests/core/test_{name}.py",)
        for name in (
            "content inbound call_back state keep settle journal withdraw put plan pause numbering "
            "morning"
        ).split()
    },
    **{
        f"hear/{name}.py": (f"tests/core/test_hear_{name}.py", "tests/core/test_hear_reply.py")
        for name in ("answers", "door", "folders", "oneself", "reply")
    },
}
"""The tests of each file: they say no first."""


@dataclass(frozen=True)
class Mutant:
    name: str
    file: str
    was: str
    now: str
    off: str
    rooms: str = ""

    def source(self, tree: Path) -> Path:
        return tree / "mailfollow" / "core" / self.file

    def fits(self, tree: Path) -> bool:
        return self.source(tree).read_text().count(self.was) == 1

    def switch_off(self, tree: Path) -> None:
        source = self.source(tree)
        source.write_text(source.read_text().replace(self.was, self.now))


def mutants() -> list[Mutant]:
    return [Mutant(**one) for one in tomllib.loads(LIST.read_text())["mutant"]]


@contextmanager
def copy(of: Path) -> Iterator[Path]:
    """A tree of our own: nothing is ever switched off in the working tree."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        tree = Path(name)
        for part in COPIED:
            source = of / part
            if source.is_dir():
                shutil.copytree(source, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, tree / part)
        yield tree


def killer(mutant: Mutant, base: Path, failing: Sequence[str]) -> str | None:
    """The first test that fails with the rule switched off; `failing` ones fail anyhow."""
    with copy(base) as tree:
        mutant.switch_off(tree)
        for suite in suites(mutant, tree):
            failed = run(tree, [*suite, "-x"], failing)
            if failed:
                return failed[0]
    return None


def suites(mutant: Mutant, tree: Path) -> list[list[str]]:
    """The likeliest to say no first; the long ones last."""
    own = [test for test in OWN.get(mutant.file, ()) if (tree / test).exists()]
    cases = [["tests/test_cases.py", "-k", _rooms(mutant.rooms)]] if mutant.rooms else []
    return [*([own] if own else []), *cases, ["tests/core", *(f"--ignore={test}" for test in own)]]


def _rooms(rooms: str) -> str:
    return " or ".join(f"[{room}/" for room in rooms.split())


def run(tree: Path, args: Sequence[str], without: Sequence[str] = ()) -> list[str]:
    """The tests that fail in `tree`."""
    words = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:cacheprovider", *args]
    words += ["--hypothesis-profile", "mutants"]  # that it fails is enough: nothing is shrunk
    words += [word for test in without for word in ("--deselect", test)]
    env = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            words, cwd=tree, env=env, capture_output=True, text=True, timeout=DEADLINE
        )
    except subprocess.TimeoutExpired:
        return ["(no end)"]
    if done.returncode in (0, 5):  # passed; nothing selected
        return []
    found = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return found or [f"(exit {done.returncode})"]


def already_failing(chosen: Sequence[Mutant], base: Path) -> list[str]:
    rooms = " ".join(sorted({room for m in chosen for room in m.rooms.split()}))
    cases = run(base, ["tests/test_cases.py", "-k", _rooms(rooms)]) if rooms else []
    return [*run(base, ["tests/core"]), *cases]


def report(found: Mapping[str, str | None]) -> str:
    """The page, with the mutants in the order of the list; `found` has a test for each name."""
    some = [m for m in mutants() if m.name in found]
    killed = sum(found[m.name] is not None for m in some)
    lines = [
        "# What sees a rule that is switched off",
        "",
        "Written by `make mutants`; the rules and how they are switched off: tools/mutants.toml.",
        "",
        f"{killed} of {len(some)} mutants killed.",
        "",
        "| file | rule | what is switched off | killed by |",
        "|---|---|---|---|",
    ]
    for m in some:
        seen = f"`{found[m.name]}`" if found[m.name] else NOTHING
        lines.append(f"| {m.file} | {m.name} | {m.off} | {seen} |")
    return "\n".join(lines) + "\n"


def reported() -> dict[str, str | None]:
    """What the report says of each mutant now."""
    text = REPORT.read_text() if REPORT.exists() else ""
    rows = re.findall(r"^\| \S+ \| (\S+) \| .+ \| (.+) \|$", text, re.MULTILINE)
    return {
        name: None if seen == NOTHING else seen.strip("`") for name, seen in rows if seen != "---"
    }


def main() -> int:
    names = set(sys.argv[1:])
    chosen = [m for m in mutants() if not names or m.name in names]
    began = time.monotonic()
    with copy(ROOT) as base, ThreadPoolExecutor(WORKERS) as pool:
        for misfit in (m for m in chosen if not m.fits(base)):
            sys.exit(f"{misfit.name}: its text does not stand once in {misfit.file}")
        failing = already_failing(chosen, base)
        for red in failing:
            print(f"fails with nothing switched off: {red}", flush=True)
        killers = pool.map(lambda mutant: killer(mutant, base, failing), chosen)
        found: dict[str, str | None] = {}
        for mutant, test in zip(chosen, killers, strict=True):
            print(f"{'killed  ' if test else 'SURVIVES'} {mutant.name}: {test or mutant.off}")
            sys.stdout.flush()
            found[mutant.name] = test and test.removeprefix("tests/")
    REPORT.write_text(report({**reported(), **found} if names else found))
    survivors = sum(test is None for test in found.values())
    print(f"{len(found) - survivors} of {len(found)} killed, {time.monotonic() - began:.0f} s")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
