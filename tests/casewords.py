"""The words of a case: what can happen, and what can be expected of it (tests/cases/README.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mailfollow.core.model import Code, Outcome, Stage, Status

_MAIL = r"(?P<mail>[\w-]+)"
_FOLDER = r'(?:"(?P<quoted>[^"]+)"|(?P<folder>[\w.-]+))'
ANYTHING = "anything"  # a reason that the requirements leave open
_DRAFT = r"(?:(?P<whose>[\w-]+)'s )?draft"


class CaseError(Exception):
    """The file is not a case; says where and why."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that happens: a verb of `_ACTIONS` and its words."""

    verb: str
    words: Mapping[str, str]

    def get(self, name: str) -> str | None:
        return self.words.get(name)

    @property
    def folder(self) -> str | None:
        return self.words.get("quoted") or self.words.get("folder")


@dataclass(frozen=True, slots=True)
class Standing:
    """How one commitment must stand. `who` begins its id; what is not in `facts` is not so."""

    line: int
    who: str
    facts: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Lies:
    """How many messages must lie in a folder, and what they must be like."""

    line: int
    folder: str
    count: int
    account: str | None = None
    to: str | None = None
    sender: str | None = None
    answering: str | None = None  # the mail that each of them answers
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What `mailfollow why` must mention."""

    line: int
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Exit:
    line: int
    code: int | None


Expected = Standing | Lies | Told | Exit


# --- what happens -----------------------------------------------------------------------------

_VIA = r"(?: via (?P<account>\w+))?"
_ACTIONS = {
    "sweep": r"sweep(?P<dry> --dry-run)?",
    "command": r"mailfollow (?P<command>.+)",
    "send": rf"send {_MAIL}(?: for (?P<name>\w+) <(?P<address>\S+)>)?"
    rf"(?: saying “(?P<text>[^”]+)”)?(?: in {_FOLDER})?{_VIA}",
    "arrive": rf"arrive {_MAIL}(?: in {_FOLDER})?{_VIA}",
    "write": rf"write {_MAIL}{_VIA}",
    "move": rf"move {_MAIL} to {_FOLDER}{_VIA}",
    "remove": rf"remove {_MAIL}{_VIA}",
    "edit_draft": rf"edit {_DRAFT}(?P<ghost> leaving a ghost)?"
    r"(?P<old> leaving the old one in Trash)?",
    "send_draft": rf"send {_DRAFT}(?: to (?P<to>\S+@\S+))?(?: from (?P<sender>\S+@\S+))?"
    r"(?: saying “(?P<saying>[^”]+)”)?(?: with (?P<client>thunderbird|mutt|claws))?"
    r"(?P<keeping> keeping it in Drafts)?",
    "delete_draft": rf"delete {_DRAFT}",
    "trash_draft": rf"trash {_DRAFT}",
    "untrash_draft": rf"untrash {_DRAFT}",
    "move_draft": rf"move {_DRAFT} to {_FOLDER}",
    "use_people": r"use people (?P<people>[\w-]+)",
    "use_config": r"use config (?P<config>[\w-]+)",
    "renumber": rf"renumber {_FOLDER}{_VIA}",
    "empty": rf"empty {_FOLDER}{_VIA}",
}
# "send draft" is a draft, so no mail may be called that; order settles it.
_ORDER = sorted(_ACTIONS, key=lambda verb: "draft" not in verb)


def action(text: str, line: int) -> Action:
    for verb in _ORDER:
        if match := re.fullmatch(_ACTIONS[verb], text):
            return Action(verb, {k: v for k, v in match.groupdict().items() if v is not None})
    raise CaseError(f"line {line}: nobody knows how to “{text}”")


# --- what is expected -------------------------------------------------------------------------

_OF = r"(?: \((?P<mail>[\w-]+)\))?"
_DAY = r"(?P<day>\d{4}-\d\d-\d\d|never)"
_FACTS = {
    "status": rf"(?P<status>{'|'.join(Status)}|open|absent)",
    "late": r"(?P<not>not )?late",
    "by": rf"by (?:(?P<grade>E[123]|word) )?(?P<code>\w+){_OF}",
    "asks": rf"asks (?P<code>\w+){_OF}",
    "may_ask": r"may ask",
    "draft": rf"draft (?P<stage>{'|'.join(Stage)})",
    "opens": rf"opens {_DAY}",
    "due": rf"due {_DAY}",
    "outcome": rf"outcome (?P<outcome>{'|'.join(Outcome)})",
    "third": r"third (?P<third>[^,]+)",
    "snoozed": r"snoozed until (?P<until>\d{4}-\d\d-\d\d \d\d:\d\d)",
}


def expected(text: str, line: int) -> Expected:
    for pattern, make in _EXPECTATIONS:
        if match := re.fullmatch(pattern, text):
            return make(match, line)
    raise CaseError(f"line {line}: this cannot be expected: “{text}”")


def _standing(match: re.Match[str], line: int) -> Standing:
    facts: dict[str, Mapping[str, str]] = {}
    for written in match["facts"].split(", "):
        name, words = _fact(written, line)
        facts[name] = words
    if "status" not in facts:
        raise CaseError(f"line {line}: say the status first")
    return Standing(line, match["who"], facts)


def _fact(written: str, line: int) -> tuple[str, Mapping[str, str]]:
    for name, pattern in _FACTS.items():
        if match := re.fullmatch(pattern, written):
            words = {k: v for k, v in match.groupdict().items() if v is not None}
            if "code" in words and words["code"] not in {*Code, ANYTHING}:
                raise CaseError(f"line {line}: there is no reason “{words['code']}”")
            return name, words
    raise CaseError(f"line {line}: “{written}” is no fact")


def _lies(match: re.Match[str], line: int) -> Lies:
    texts = tuple(re.findall(r"“([^”]+)”", match["saying"] or ""))
    some = (match["at"], match["to"], match["sender"], match["answering"])
    return Lies(line, match["name"], int(match["count"]), *some, texts)


def _exit(match: re.Match[str], line: int) -> Exit:
    return Exit(line, None if match["code"] == "any" else int(match["code"]))


_EXPECTATIONS: tuple[tuple[str, Callable[[re.Match[str], int], Expected]], ...] = (
    (r"exit (?P<code>\d+|any)", _exit),
    (r"why (?P<who>[\w.-]+): “(?P<text>[^”]+)”", lambda m, line: Told(line, m["who"], m["text"])),
    (
        r"(?P<name>[A-Z][\w ]*?)(?: at (?P<at>\w+))?: (?P<count>\d+)(?: to (?P<to>nobody|\S+@\S+))?"
        r"(?: from (?P<sender>\S+@\S+))?"
        r"(?: answering (?P<answering>[\w-]+))?(?P<saying>(?: saying)?(?: “[^”]+”)+)?",
        _lies,
    ),
    (r"(?P<who>[a-z][\w.-]*): (?P<facts>.+)", _standing),
)
