"""Read a case: one plain text file that tells what happens and what must come of it.

The format is described in tests/cases/README.md. Everything is checked while reading, so that
a misspelt fact is an error with a line number and never an expectation that silently holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.casewords import Action, CaseError, Expected, Lies, Standing, action, expected

ZONE = "Europe/Warsaw"
_SECTION = re.compile(r"=== (people|config|mail|story)(?: ([\w-]+))?")
_STEP = re.compile(
    r"(?P<when>(?:[A-Z][a-z]{2} )?\d{4}-\d\d-\d\d \d\d:\S+|\+\d+[smhd])  +(?P<what>\S.*)"
)
_NAMED = ("mail", "people", "config")  # sections that the story calls by name
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Step:
    line: int
    at: datetime  # aware, in the user's zone
    action: Action
    expected: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    says: str
    row: str
    process: bool = False
    special_use: bool = True
    capability: str | None = None
    configs: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    mails: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


def read(path: Path, root: Path) -> Case:
    return parse(path.read_text(encoding="utf-8"), str(path.relative_to(root).with_suffix("")))


def parse(text: str, name: str) -> Case:
    """A case from its text. Raises CaseError."""
    try:
        head, sections = _sections(text.split("\n"))
        case = _assemble(name, head, sections)
        _check_names(case)
    except CaseError as e:
        raise CaseError(f"{name}: {e}") from None
    return case


# --- the file ---------------------------------------------------------------------------------

Lines = list[tuple[int, str]]


def _sections(lines: list[str]) -> tuple[Lines, dict[tuple[str, str], Lines]]:
    head: Lines = []
    found: dict[tuple[str, str], Lines] = {}
    into = head
    for number, line in enumerate(lines, 1):
        if not line.startswith("==="):
            into.append((number, line))
            continue
        match = _SECTION.fullmatch(line.rstrip(" ="))
        if not match:
            raise CaseError(f"line {number}: no such section: {line}")
        key = (match[1], match[2] or "")
        if key in found:
            raise CaseError(f"line {number}: this section is there twice")
        into = found[key] = []
    return head, found


def _assemble(name: str, head: Lines, sections: dict[tuple[str, str], Lines]) -> Case:
    says, marks = _head(head)
    texts: dict[str, dict[str, str]] = {"people": {}, "config": {}, "mail": {}}
    for (kind, label), lines in sections.items():
        if kind != "story":
            texts[kind][label] = "\n".join(line for _, line in lines).strip("\n") + "\n"
    offers = re.search(r"offers (.+)", marks.get("Server", ""))
    return Case(
        name=name,
        says=says,
        row=marks["Row"],
        process=marks.get("Run") == "as a process",
        special_use="without special-use" not in marks.get("Server", ""),
        capability=offers[1] if offers else None,
        configs=texts["config"],
        people=texts["people"],
        mails=texts["mail"],
        steps=tuple(_story(sections.get(("story", ""), []), _zone(texts["config"].get("")))),
    )


def _head(lines: Lines) -> tuple[str, dict[str, str]]:
    says, marks = [], {}
    for _, line in lines:
        mark = re.fullmatch(r"(Row|Run|Server): (.+)", line)
        if mark:
            marks[mark[1]] = mark[2].strip()
        elif line.strip():
            says.append(line.strip())
    if not says:
        raise CaseError("the first line must say, in a sentence, what is proved")
    if "Row" not in marks:
        raise CaseError("a line “Row: table · case” must name the row of CASES.md")
    return " ".join(says), marks


def _zone(config: str | None) -> ZoneInfo:
    me = tomllib.loads(config or "").get("me", {})
    return ZoneInfo(me.get("timezone", ZONE))


def _check_names(case: Case) -> None:
    if "" not in case.people:
        raise CaseError("there is no section “=== people”")
    if not case.steps:
        raise CaseError("there is no section “=== story”, or it is empty")
    used = _used(case.steps)
    there = {"mail": case.mails, "people": case.people, "config": case.configs}
    for kind, names in used.items():
        for name in sorted(names - {"", *there[kind]}):
            raise CaseError(f"no section “=== {kind} {name}”")
    for kind, names in used.items():
        for name in sorted(set(there[kind]) - names):
            raise CaseError(f"“=== {kind} {name}” is never used")


def _used(steps: tuple[Step, ...]) -> dict[str, set[str]]:
    used = {kind: {""} | {s.action.words.get(kind, "") for s in steps} for kind in _NAMED}
    standings = [e for s in steps for e in s.expected if isinstance(e, Standing)]
    used["mail"] |= {words.get("mail", "") for e in standings for words in e.facts.values()}
    used["mail"] |= {e.answering or "" for s in steps for e in s.expected if isinstance(e, Lies)}
    return used


# --- the story --------------------------------------------------------------------------------


def _story(lines: Lines, zone: ZoneInfo) -> Iterator[Step]:
    step: Step | None = None
    for number, line in lines:
        text = line.split(" #")[0].rstrip()
        if not text or text.startswith("#"):
            continue
        if line.startswith(" "):
            if step is None:
                raise CaseError(f"line {number}: nothing has happened yet")
            step = _with(step, expected(text.strip(), number))
            continue
        if step:
            yield step
        step = _step(text, number, zone, step.at if step else None)
    if step:
        yield step


def _with(step: Step, one: Expected) -> Step:
    return Step(step.line, step.at, step.action, (*step.expected, one))


def _step(text: str, line: int, zone: ZoneInfo, before: datetime | None) -> Step:
    match = _STEP.fullmatch(text)
    if not match:
        raise CaseError(f"line {line}: a moment, two blanks, what happens; not “{text}”")
    at = _moment(match["when"], line, zone, before)
    if before and at.timestamp() < before.timestamp():
        raise CaseError(f"line {line}: this is earlier than the step before it")
    return Step(line, at, action(match["what"], line))


def _moment(text: str, line: int, zone: ZoneInfo, before: datetime | None) -> datetime:
    if text.startswith("+"):
        if before is None:
            raise CaseError(f"line {line}: the first moment must be a date and a time")
        later = timedelta(**{_UNITS[text[-1]]: int(text[1:-1])})
        return datetime.fromtimestamp(before.timestamp() + later.total_seconds(), zone)
    weekday, _, rest = text.partition(" ") if text[0].isalpha() else ("", "", text)
    try:
        moment = datetime.fromisoformat(rest)
    except ValueError:
        raise CaseError(f"line {line}: “{text}” is no moment") from None
    if weekday and weekday != _DAYS[moment.weekday()]:
        raise CaseError(f"line {line}: {moment:%Y-%m-%d} is a {_DAYS[moment.weekday()]}")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
