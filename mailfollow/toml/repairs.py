"""The slips of hand that can be mended, each with the sentence that tells it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

_OPENING = "“”„‟‘’‚‛«»‹›"
_LISTED_TYPOGRAPHIC = re.compile(f"[\\[{{].*[{_OPENING}]", re.DOTALL)
_BOOLS = {
    **dict.fromkeys("yes y tak ja true on wahr prawda".split(), "true"),
    **dict.fromkeys("no n nie nein false off falsch fałsz".split(), "false"),
}

Repair = Callable[[str, str], tuple[str, str | None] | None]
"""(key, value) as written → (what was found, the line mended or None where it cannot be), or None
where the repair does not apply. What is repeated from the line stands between “ and ”; an empty
finding is mended without a word."""


def parsed(line: str) -> dict[str, object] | None:
    """The statement as TOML; None where it is none."""
    try:
        return tomllib.loads(line)
    except (ValueError, RecursionError):  # ValueError: a number of thousands of digits, too
        return None


def bare(key: str) -> str | None:
    """The key alone, where it can be told."""
    key = key.strip("\"' ")
    return key if key and re.fullmatch(r"[\w-]+", key) else None


def _content(value: str) -> str:
    """A value without quotes, without the comment behind it."""
    return re.sub(r"\s+#.*$", "", value).strip()


def _quoted(text: str) -> str:
    if "'" not in text and ('"' in text or "\\" in text) and text.isprintable():
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _no_equals(key: str, value: str) -> tuple[str, str | None] | None:
    line = f"{key}{value}"
    if value or re.fullmatch(r"[\w-]+", key):
        return None
    if line.startswith(("//", ";", "--", "*")):
        return "A comment begins with #", f"# {line.lstrip('/;-* ')}"
    name, found, rest = line.partition(":")
    if found and re.fullmatch(r"[\w -]+", name):
        return 'There is a ":" where "=" belongs', f"{name.strip()} = {rest.strip()}"
    name, found, rest = line.partition(" ")
    if found and rest.lstrip().startswith(tuple(f"\"'{_OPENING}[{{")):
        return 'There is no "=" between the key and its value', f"{name} = {rest.strip()}"
    return None


def _colon_before_equals(key: str, value: str) -> tuple[str, str | None] | None:
    name, found, rest = key.partition(":")
    if not found or not re.fullmatch(r"[\w -]+", name):
        return None
    rest = f"{rest} = {value}" if rest.strip() else value
    return 'There is a ":" where "=" belongs', f"{name.strip()} = {rest.strip()}"


def _key_in_typographic_quotes(key: str, value: str) -> tuple[str, str | None] | None:
    if not key or key[0] not in _OPENING:
        return None
    return "The key stands in quotes; it needs none", f"{key.strip(_OPENING)} = {value}"


def _blank_in_key(key: str, value: str) -> tuple[str, str | None] | None:
    if not value or not re.fullmatch(r"[\w-]+(\s+[\w-]+)+", key):
        return None
    words = key.split()
    return f"The key “{' '.join(words)}” has a blank in it", f"{'_'.join(words)} = {value}"


def _key_beyond_ascii(key: str, value: str) -> tuple[str, str | None] | None:
    if key.isascii() or not re.fullmatch(r"[\w-]+", key):
        return None
    return "", f'"{key}" = {value}'


def _no_value(key: str, value: str) -> tuple[str, str | None] | None:
    if not bare(key) or (value and not value.startswith("#")):
        return None
    return f"“{key}” has no value; put a # before the line, or a value behind the =", None


def _typographic_quotes(key: str, value: str) -> tuple[str, str | None] | None:
    inside = _content(value)
    if not inside or (inside[0] not in _OPENING and not _LISTED_TYPOGRAPHIC.match(inside)):
        return None
    if inside[0] in "[{":
        straight = re.sub(f"[{_OPENING}]", '"', value)
    else:
        straight = _quoted(inside.strip(f"{_OPENING}\"' ,"))
    return 'The quotes are typographic ones; TOML knows only the straight "', f"{key} = {straight}"


def _word_for_bool(key: str, value: str) -> tuple[str, str | None] | None:
    word = _content(value).rstrip(",")
    if word.casefold() not in _BOOLS:
        return None
    return f"“{word}” is not a word TOML knows", f"{key} = {_BOOLS[word.casefold()]}"


def _bare_date(key: str, value: str) -> tuple[str, str | None] | None:
    text = _content(value)
    if dots := re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", text):
        what, iso = (
            f"The date “{text}” needs quotes, or the other order",
            "-".join(dots.groups()[::-1]),
        )
    elif other := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text):
        what, iso = f"“{text}” is not a date as TOML has it", "-".join(other.groups())
    elif re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text):
        return f"The date “{text}” can be read in two ways; write it as year-month-day", None
    else:
        return None
    year, month, day = (int(n) for n in iso.split("-"))
    line = f"{key} = {year:04}-{month:02}-{day:02}"
    return (what, line) if parsed(line) is not None else (f"There is no day “{text}”", None)


def _time_without_seconds(key: str, value: str) -> tuple[str, str | None] | None:
    text = _content(value)
    time = re.fullmatch(r"((?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d)(Z|[+-]\d\d:\d\d)?", text)
    return ("", f"{key} = {time[1]}:00{time[2] or ''}") if time else None


def _comma_at_the_end(key: str, value: str) -> tuple[str, str | None] | None:
    text = _content(value)
    if not text.endswith(",") or parsed(f"{key} = {text.rstrip(', ')}") is None:
        return None
    return "A comma stands at the end of the line", f"{key} = {text.rstrip(', ')}"


def _line_break_in_braces(key: str, value: str) -> tuple[str, str | None] | None:
    if not value.startswith("{") or "\n" not in value:
        return None
    pieces = [re.sub(r"\s#.*$", "", piece).strip() for piece in value.split("\n")]
    joined = ", ".join(p.rstrip(",") for p in pieces if p and not p.startswith("#"))
    joined = re.sub(r",?\s*}", " }", re.sub(r"([{\[]),\s*", r"\1 ", joined))
    return "A line break stands inside { }; TOML wants it all in one line", f"{key} = {joined}"


def _brace_not_closed(key: str, value: str) -> tuple[str, str | None] | None:
    text = _content(value)
    if not text.startswith("{") or parsed(f"{key} = {text.rstrip(', ')} }}") is None:
        return None
    return "The { is never closed", f"{key} = {text.rstrip(', ')} }}"


def _comma_before_brace(key: str, value: str) -> tuple[str, str | None] | None:
    text = re.sub(r",\s*}", " }", value)
    if not value.startswith("{") or text == value:
        return None
    return "A comma stands before the }", f"{key} = {text}"


def _triple_not_closed(key: str, value: str) -> tuple[str, str | None] | None:
    for quotes in ('"""', "'''"):
        if value.startswith(quotes) and quotes not in value[3:]:
            return f"The text that begins with {quotes} never ends; close it with {quotes}", None
    return None


def _quote_not_closed(key: str, value: str) -> tuple[str, str | None] | None:
    if not value or value[0] not in "\"'" or value.startswith(('"""', "'''")):
        return None
    if value[0] in _content(value[1:]):
        return None
    inside = _content(value[1:]).rstrip(f"{_OPENING}\"',")
    return f"The text begins with {value[0]} and never ends", f"{key} = {_quoted(inside)}"


def _bare_in_braces(key: str, value: str) -> tuple[str, str | None] | None:
    if not value.startswith("{"):
        return None

    def quote(match: re.Match[str]) -> str:
        word = match[2]
        return match[1] + (_BOOLS.get(word.casefold()) or _quoted(word))

    mended = re.sub(r"(=\s*)([^\W\d][\w.@/-]*)(?=\s*[,}])", quote, value)
    if mended == value:
        return None
    return "A text inside { } needs quotes, too (true and false do not)", f"{key} = {mended}"


def _two_in_one_line(key: str, value: str) -> tuple[str, str | None] | None:
    if not re.match(r"""("[^"]*"|'[^']*'|[^\s{\[]+)[\s,;]+[\w-]+\s*=""", value):
        return None
    return "Two settings stand in one line; give each its own", None


def _quote_inside(key: str, value: str) -> tuple[str, str | None] | None:
    text = re.sub(r'(["\'])\s+#[^"]*$', r"\1", value).rstrip(", ")
    if len(text) < 3 or text[0] != '"' or text[-1] != '"' or "\n" in text:
        return None
    inside = re.sub(r"\\(?=\")", "", text[1:-1])
    if '"' not in inside:
        return None
    return 'There is a " inside the text, which ends it too early', f"{key} = {_quoted(inside)}"


def _backslash(key: str, value: str) -> tuple[str, str | None] | None:
    if not value.startswith('"') or not value.endswith('"') or "\\" not in value:
        return None
    return "A backslash inside \" \" must be doubled, or stand inside ' '", (
        f"{key} = {_quoted(value[1:-1])}"
    )


def _array_not_closed(key: str, value: str) -> tuple[str, str | None] | None:
    text = _content(value)
    if not text.startswith("[") or parsed(f"{key} = {text.rstrip(', ')}]") is None:
        return None
    return "The [ is never closed", f"{key} = {text.rstrip(', ')}]"


def _text_without_quotes(key: str, value: str) -> tuple[str, str | None] | None:
    text = _content(value).rstrip(",")
    if not text or text[0] in "\"'[{" or "\n" in text:
        return None
    return "The text needs quotes", f"{key} = {_quoted(text.strip(_OPENING))}"


REPAIRS: tuple[Repair, ...] = (
    _no_equals,
    _colon_before_equals,
    _key_in_typographic_quotes,
    _blank_in_key,
    _key_beyond_ascii,
    _no_value,
    _typographic_quotes,
    _word_for_bool,
    _bare_date,
    _time_without_seconds,
    _comma_at_the_end,
    _line_break_in_braces,
    _comma_before_brace,
    _bare_in_braces,
    _brace_not_closed,
    _array_not_closed,
    _triple_not_closed,
    _quote_not_closed,
    _two_in_one_line,
    _quote_inside,
    _backslash,
    _text_without_quotes,
)
