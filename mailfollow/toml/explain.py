"""A statement that is no TOML → what was found, and what was probably meant.

Each repair knows one slip. They are applied until the statement can be read, and the mended
line is shown. Nothing of a line that may hold a password is ever shown.
"""

from __future__ import annotations

import re

from mailfollow.toml.repairs import REPAIRS, bare, parsed

_SECRET = re.compile(r"pass|has[łl]|kennwort|pwd|secret|token", re.IGNORECASE)
_MENTIONED = re.compile(r"“[^”]*”")
_HEADER = re.compile(r"\s*(\[+)\s*([^\]\[#]*?)\s*(\]*)\s*(?:#.*)?$")

Mended = dict[str, object] | None


def explain(statement: str) -> tuple[str, Mended, str | None]:
    """What is wrong, the values of the mended statement, and its key where one can be told.

    The sentence is empty where the meaning is certain and there is nothing to mend by hand.
    """
    line = statement.strip().replace("\u00a0", " ")
    found, right = _mended(line)
    mended = parsed(right) if right is not None else None
    if right is None or mended is None:
        return _hopeless(found, statement), None, bare(_split(line)[0])
    return _sentence(found, right), mended, None


def _mended(line: str) -> tuple[list[str], str | None]:
    """What was found, and the line with all repairs; None where one cannot be mended."""
    found: list[str] = []
    for _ in REPAIRS:  # each slip is mended once
        if parsed(line) is not None:
            break
        key, value = _split(line)
        what, right = next((r for repair in REPAIRS if (r := repair(key, value))), ("", None))
        if what:
            found.append(what)
        if right is None or right == line:
            return found, None
        line = right
    return found, line


def explain_header(text: str) -> tuple[str, bool, tuple[str, ...]]:
    """What is wrong with a header, if anything; whether its brackets are double; its path."""
    match = _HEADER.match(text)
    if not match or not match[2] or (_SECRET.search(text) and parsed(text) is None):
        return f"“{_shown(text)}” is no section header; write [name] or [[contacts]].", False, ()
    opening, name, closing = match.groups()
    double = len(opening) > 1 or len(closing) > 1
    right = f"[[{name}]]" if double else f"[{name}]"
    table = parsed(right)
    if table is None:
        name = re.sub(r"[^\w.-]+", "_", name.strip("\"' "))
        path = tuple(part for part in name.split(".") if part)
        return f"“{_shown(text)}” cannot be read; did you mean [{'.'.join(path)}]?", double, path
    slip = "" if opening == "[" * len(closing) and len(opening) <= 2 else _brackets(text, right)
    return slip, double, _path(table)


def _brackets(text: str, right: str) -> str:
    return f"The brackets of “{_shown(text)}” do not match; did you mean {right}?"


def _path(table: dict[str, object]) -> tuple[str, ...]:
    path: list[str] = []
    below: object = table
    while isinstance(below, dict) and below:
        name, below = next(iter(below.items()))
        path.append(name)
    return tuple(path)


def _sentence(found: list[str], line: str) -> str:
    if not found:
        return ""
    what = ". ".join(found)
    if _SECRET.search(line):
        return f"{_MENTIONED.sub('“…”', what)}."
    return f"{what}. Write: {line}"


def _hopeless(found: list[str], statement: str) -> str:
    example = 'A setting looks like this: key = "text"'
    if found:
        what = f"{'. '.join(found)}."
        return _MENTIONED.sub("“…”", what) if _SECRET.search(statement) else what
    if _SECRET.search(statement):
        return f"This line cannot be read. {example}"
    return f"“{_shown(statement)}” cannot be read. {example}"


def _shown(text: str) -> str:
    if _SECRET.search(text):
        return "…"
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _split(line: str) -> tuple[str, str]:
    key, _, value = line.partition("=")
    return key.strip(), value.strip()
