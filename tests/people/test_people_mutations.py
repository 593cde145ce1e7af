"""Whatever stands in a file: people or problems, never a crash, and never a slip without a word."""

from __future__ import annotations

import tomllib
from pathlib import Path

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from mailfollow import config, people
from mailfollow.core.model import People
from mailfollow.errors import ConfigError, Problem
from tests.people.home import CONFIG, Home
from tests.people.test_people_examples import PEOPLE, uncommented

GOOD = uncommented(PEOPLE)
PIECES = st.sampled_from(
    ['"', "'", "[", "]", "[[", "{", "}", "=", ":", ",", "#", "\n", "\r", "\t", "\\", "\x00", '"""',
     "\u00a0", "„", "”", "tak", "29.04.2026", "04/05/2026", "2026-13-45", "1e999", "0x", "nan",
     "name", "[contacts]", "[[contacts]]", "[[contacts.met]]", "[contacts.promises]", "met = ",
     "on", "{ a = {", "a.b.c = 1", "9" * 5000, "[" * 2000, "9999-12-31", "0001-01-01", "\ud7ff",
     "\x1b[31m"]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, len(GOOD)), st.integers(0, 25), PIECES | st.text(max_size=5)),
    min_size=1,
    max_size=6,
)
FAST = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for at, cut, piece in edits:
        text = text[:at] + piece + text[at + cut :]
    return text


def load(home: Home, raw: bytes) -> tuple[People, tuple[Problem, ...]]:
    (home.root / "people/a.toml").write_bytes(raw)
    return home.load()


@FAST
@given(EDITS)
@example([(0, 0, "a = " + "[" * 3000 + "\n")])
@example([(0, 0, "a = " + "9" * 5000 + "\n")])
def test_no_edit_crashes(home: Home, edits: list[tuple[int, int, str]]) -> None:
    raw = edited(GOOD, edits).encode("utf-8", "surrogatepass")
    found, problems = load(home, raw)
    assert found.contacts or any(p.fatal for p in problems)
    for problem in problems:
        assert str(problem).isprintable()
        assert problem.line is None or 1 <= problem.line <= raw.count(b"\n") + raw.count(b"\r") + 1


@FAST
@given(EDITS)
def test_what_tomllib_refuses_is_never_used_without_a_word(
    home: Home, edits: list[tuple[int, int, str]]
) -> None:
    """Beyond TOML 1.0 only blanks, line ends, times without seconds and keys in any script pass."""
    text = edited(GOOD, edits)
    assume("\r" not in text and "\u00a0" not in text and "\ufeff" not in text)
    try:
        text.encode()
        tomllib.loads(text)
    except (ValueError, RecursionError):
        _, problems = load(home, text.encode("utf-8", "surrogatepass"))
        assert problems


@FAST
@given(st.binary(max_size=200))
def test_no_bytes_crash(home: Home, raw: bytes) -> None:
    load(home, raw)


@FAST
@given(st.lists(st.tuples(st.integers(0, len(CONFIG)), st.integers(0, 15), PIECES), max_size=5))
def test_no_config_crashes(home: Home, edits: list[tuple[int, int, str]]) -> None:
    raw = edited(CONFIG + GOOD, edits).encode("utf-8", "surrogatepass")
    (home.root / "config.toml").write_bytes(raw)
    try:
        config.load(home.root / "config.toml")
    except ConfigError as error:
        told = [p for p in error.problems if p.fatal]
    else:
        told = [None]
    assert told


DEFAULTS = {'id = "anna-maria-kowalska"', 'language = "pl"', "follow_up = true", "consent = true",
            "call_back = true"}  # fmt: skip


def test_no_line_hides_behind_another(home: Home) -> None:
    """Without it, the file says something else or is refused."""
    whole = load(home, GOOD.encode())
    lines = [line for line in GOOD.splitlines() if line.strip() and line.strip()[0] != "#"]
    assert len(lines) > 40
    for line in lines:
        if line.strip() not in DEFAULTS:
            assert load(home, GOOD.replace(line, "", 1).encode()) != whole, line


@FAST
@given(st.permutations(range(4)), st.text(max_size=20))
def test_ids_do_not_depend_on_order_or_company(home: Home, order: list[int], note: str) -> None:
    names = ["Anna Kowalska", "Max Müller", "Łukasz Żółć", "Jana Klein"]
    assume(note.isprintable() and '"' not in note and "\\" not in note)
    entries = [
        f'[[contacts]]\nname = "{names[n]}"\nemail = "p{n}@example.pl"\ncompany = "{note}"\n'
        for n in order
    ]
    found, _ = load(home, "".join(entries).encode())
    assert {c.name: c.id for c in found.contacts} == {
        "Anna Kowalska": "anna-kowalska", "Max Müller": "max-mueller",
        "Łukasz Żółć": "lukasz-zolc", "Jana Klein": "jana-klein",
    }  # fmt: skip


def test_a_thousand_people_are_read_in_a_moment(home: Home, tmp_path: Path) -> None:
    entry = '[[contacts]]\nname = "Anna Nr{n}"\nemail = "a{n}@example.pl"\n'
    home.people("on = 2026-11-18\n" + "".join(entry.format(n=n) for n in range(1000)))
    found = people.load(home.loaded())[0]
    assert len(found.contacts) == len(found.meetings) == 1000
