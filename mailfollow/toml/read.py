"""Text → tables that know their lines, one statement at a time (TOML 1.0).

Each statement (a header, or a key with its value) is parsed by `tomllib` alone: a broken one
is explained and, where the meaning can be told, mended, so that all slips show at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mailfollow.errors import Problem
from mailfollow.toml import words
from mailfollow.toml.explain import explain, explain_header
from mailfollow.toml.repairs import parsed

MOST_BYTES = 1_000_000

BROKEN = object()
"""Stands for a value that could not be read: its slip has been told already."""


class Table(dict[str, object]):
    """A TOML table; `line` is where it begins, `lines` where each of its keys stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Shape:
    """The headers a file may have: `[section]`, and `[[array]]` of several."""

    sections: frozenset[str]
    arrays: frozenset[str]


@dataclass(slots=True)
class Notes:
    """The problems of one file as they come up."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int | None, sentence: str, who: str = "", fatal: bool = True) -> None:
        self.problems.append(Problem(self.file, line, shown(sentence), shown(who), fatal))


def shown(text: str) -> str:
    """In one line, without anything that a terminal would obey."""
    line = re.sub(r"\s*\n\s*", " ", text)
    return "".join(c for c in line if c.isprintable())


def read_file(path: Path, notes: Notes) -> str | None:
    """The text of a file; None, and a problem, where it cannot be had."""
    try:
        raw = path.read_bytes()
    except OSError as failure:
        notes.add(None, f"The file cannot be read: {failure.strerror}.")
        return None
    return decode(raw, notes)


def decode(raw: bytes, notes: Notes) -> str | None:
    """UTF-8, with or without a byte order mark; other text is told and read as well as can be."""
    if len(raw) > MOST_BYTES:
        notes.add(None, "The file is larger than a megabyte: this is hardly a list of people.")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
        line = None if utf16 else raw.count(b"\n", 0, failure.start) + 1
        notes.add(
            line,
            "The file is not saved as UTF-8. In your editor choose “Save as … UTF-8” "
            "and check the letters with accents in this line.",
        )
        return raw.decode("utf-16" if utf16 else "cp1252", "replace")


def read(text: str, shape: Shape, notes: Notes) -> Table:
    """The whole file as one table; what cannot be read is told in `notes`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _Reading(shape, notes).run(text.split("\n"))


@dataclass(frozen=True, slots=True)
class _Statement:
    line: int
    text: str
    length: int = 1  # lines


_HEADER = re.compile(r"\s*\[\[?\s*[A-Za-z]")
_NEXT = re.compile(r"\s*(\[\[?\s*[A-Za-z]|[\w-]+\s*=)")
_TEXT_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*')
_MULTI = re.compile(r"=\s*(\"\"\"|''')")


def _statements(lines: list[str]) -> Iterator[_Statement]:
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if not line or line.startswith("#"):
            at += 1
            continue
        length = _length(lines, at)
        yield _Statement(at + 1, "\n".join(lines[at : at + length]), length)
        at += length


def _length(lines: list[str], at: int) -> int:
    """How many lines the statement takes: texts in triple quotes and arrays may take several."""
    line = lines[at]
    if line.lstrip().startswith("["):
        return 1
    if (quotes := _MULTI.search(line)) and parsed(line) is None:
        end = (n for n in range(at + 1, len(lines)) if quotes[1] in lines[n])
        return next(end, at) - at + 1
    value = line.partition("=")[2].lstrip()
    if value.startswith("{"):
        return _up_to_closing(lines, at, "{}", _HEADER)
    if value.startswith("["):
        return _up_to_closing(lines, at, "[]", _NEXT)
    return 1


def _up_to_closing(lines: list[str], at: int, pair: str, stop: re.Pattern[str]) -> int:
    """Up to the line with the closing bracket; just this line where there is none."""
    depth = 0
    for end in range(at, len(lines)):
        if end > at and stop.match(lines[end]):
            break
        bare = _TEXT_OR_COMMENT.sub("", lines[end])
        depth += bare.count(pair[0]) - bare.count(pair[1])
        if depth <= 0:
            return end - at + 1
    return 1


class _Reading:
    def __init__(self, shape: Shape, notes: Notes) -> None:
        self.shape, self.notes = shape, notes
        self.root = Table(1)
        self.here = self.root
        self.opened: set[tuple[str, ...]] = set()

    def run(self, lines: list[str]) -> Table:
        for statement in _statements(lines):
            if statement.text.lstrip().startswith("["):
                self._header(statement)
            else:
                self._assignment(statement)
        return self.root

    # --- headers

    def _header(self, statement: _Statement) -> None:
        slip, double, path = explain_header(statement.text)
        if slip:
            self.notes.add(statement.line, slip)
        if not path:
            self.here = Table(statement.line)  # what follows belongs to nobody: only read
            return
        path = self._meant(statement.line, path)
        array = ".".join(path) in self.shape.arrays
        if array != double and (array or path[0] in self.shape.sections):
            right = f"[[{'.'.join(path)}]]" if array else f"[{'.'.join(path)}]"
            why = "there can be several" if array else "there is only one"
            wrong = statement.text.strip().partition("#")[0].strip()
            self.notes.add(statement.line, f"{wrong} needs other brackets: write {right}, {why}.")
        self.here = self._open(path, statement.line, array)

    def _meant(self, line: int, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path with a misspelled name put right, as far as the file may have it."""
        known = self.shape.sections | self.shape.arrays
        for depth in range(len(path)):
            if depth and path[0] in self.shape.sections:
                break  # below a section stand labels and keys, which their reader knows
            name, begin = path[depth], path[:depth]
            names = {k.split(".")[depth] for k in known if k.count(".") >= depth}
            right = words.meant(name, names) if name not in names else None
            if right is None:
                continue
            path = (*begin, right, *path[depth + 1 :])
            double = ".".join(path[: depth + 1]) in self.shape.arrays
            whole = f"[[{'.'.join(path)}]]" if double else f"[{'.'.join(path)}]"
            self.notes.add(line, f"There is no section “{name}”; did you mean {whole}?")
        return path

    def _open(self, path: tuple[str, ...], line: int, array: bool) -> Table:
        parent = self._walk(self.root, path[:-1], line)
        last = path[-1]
        parent.lines.setdefault(last, line)
        if array:
            tables = parent.setdefault(last, [])
            if isinstance(tables, list):
                tables.append(table := Table(line))
                return table
        elif path in self.opened and parent is self.root:
            name = ".".join(path)
            self.notes.add(line, f"The section [{name}] stands twice: put the two together.")
        self.opened.add(path)
        return self._walk(parent, (last,), line)

    def _walk(self, table: Table, path: tuple[str, ...], line: int) -> Table:
        """Down the path, making tables; of an array, the last one (TOML 1.0, array of tables)."""
        for name in path:
            table.lines.setdefault(name, line)
            below = table.setdefault(name, Table(line))
            if isinstance(below, list) and below and isinstance(below[-1], Table):
                below = below[-1]
            if not isinstance(below, Table):
                self.notes.add(line, f"“{name}” has a value already and cannot hold keys as well.")
                return Table(line)
            table = below
        return table

    # --- keys

    def _assignment(self, statement: _Statement) -> None:
        value = parsed(statement.text)
        if value is None:
            sentence, mended, key = explain(statement.text)
            if sentence:
                self.notes.add(statement.line, sentence)
            value = mended if mended is not None else ({key: BROKEN} if key else {})
        self._merge(self.here, value, statement.line)

    def _merge(self, table: Table, values: dict[str, object], line: int) -> None:
        for key, value in values.items():
            old = table.get(key)
            if isinstance(old, Table) and isinstance(value, dict) and table.lines[key] != line:
                self._merge(old, value, line)  # dotted keys
            elif key in table:
                self.notes.add(
                    line, f"“{key}” stands here twice (also in line {table.lines[key]}): keep one."
                )
            else:
                table[key] = _with_lines(value, line)
                table.lines[key] = line


def _with_lines(value: object, line: int) -> object:
    if isinstance(value, dict):
        table = Table(line)
        for key, below in value.items():
            table[key] = _with_lines(below, line)
            table.lines[key] = line
        return table
    if isinstance(value, list):
        return [_with_lines(item, line) for item in value]
    return value
