"""The people files → contacts, meetings, promises, or all the problems at once (DESIGN.md §4).

A broken file stops only itself: its last good text stays in force, and where there is none it
is silent. What is wrong between files (an id twice, a contact that nobody knows) is the fault
of the file that says it, the later one by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mailfollow import entries
from mailfollow.config import Config
from mailfollow.core import address as addr
from mailfollow.core import names
from mailfollow.core.model import Contact, Meeting, People, Promise, Third
from mailfollow.entries import Entries, Found
from mailfollow.errors import Problem
from mailfollow.toml import words
from mailfollow.toml.read import Notes, Shape, decode, read
from mailfollow.toml.section import Section

SHAPE = Shape(frozenset(), entries.ARRAYS)


def load(config: Config, last_good: Path | None = None) -> tuple[People, tuple[Problem, ...]]:
    """Everybody in config.toml and in the people files, and what is wrong with those.

    `last_good` is the directory that `keep` fills. Never raises for what a file holds. A file's
    name is `people/<name>`, in `source`, in `silent` and in problems.
    """
    settled = _settle(config, last_good)
    return settled.people, settled.problems


def keep(config: Config, last_good: Path) -> None:
    """Copy the text of each good file into `last_good` (0600); drop copies of files gone.

    Raises OSError where the state directory cannot be written.
    """
    last_good.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = _texts(config)
    for name, text in _settle(config, last_good).good.items():
        _write(last_good / name, text)
    for copy in last_good.glob("*.toml"):
        if now is not None and copy.name not in now:
            copy.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_bytes() == text.encode():
        return
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    new.touch(0o600)
    new.write_bytes(text.encode())
    new.replace(path)


# --- reading --------------------------------------------------------------------------------


@dataclass(slots=True)
class _File:
    """One people file: what it says now, and what it said when it was last good."""

    name: str
    versions: list[Entries]
    text: str | None
    problems: list[Problem]
    at: int = 0  # the version in force; past the last one, the file is silent

    @property
    def entries(self) -> Entries | None:
        return self.versions[self.at] if self.at < len(self.versions) else None

    def give_up(self) -> None:
        """On to the version before."""
        self.at += 1
        while self.entries is not None and self.entries.fatal:
            self.at += 1


def _texts(config: Config) -> dict[str, bytes | OSError] | None:
    """Each people file's bytes; None where the directory cannot be looked at."""
    try:
        paths = sorted(config.people_dir.iterdir())
    except OSError:
        return None
    return {p.name: _bytes(p) for p in paths if p.suffix == ".toml" and p.name[0] not in ".#"}


def _bytes(path: Path) -> bytes | OSError:
    try:
        return path.read_bytes()
    except OSError as failure:
        return failure


def _files(config: Config, last_good: Path | None) -> tuple[list[_File], list[Problem]]:
    texts = _texts(config)
    copies = {p.name: p for p in last_good.glob("*.toml")} if last_good else {}
    if texts is None and copies:  # unknown is never absent
        sentence = "The folder with your people is gone; what it held last stays in force."
        gone = Problem(str(config.people_dir), None, sentence)
        return [_file(config, n, None, copies[n]) for n in sorted(copies)], [gone]
    return [_file(config, n, t, copies.get(n)) for n, t in (texts or {}).items()], []


def _file(config: Config, name: str, raw: bytes | OSError | None, copy: Path | None) -> _File:
    notes = Notes(f"{config.people_dir.name}/{name}")
    if isinstance(raw, OSError):
        notes.add(None, f"The file cannot be read: {raw.strerror}.")
    text = decode(raw, notes) if isinstance(raw, bytes) else None
    now = _parse(config, notes, text) if text is not None else Entries(notes.file)
    versions = [now]
    if copy and (old := _last_text(copy)) is not None:
        versions.append(_parse(config, Notes(notes.file), old))
    file = _File(name, versions, text, notes.problems, at=-1)
    file.give_up()
    if text is None and file.at == 0:
        file.give_up()
    return file


def _last_text(copy: Path) -> str | None:
    try:
        return copy.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _parse(config: Config, notes: Notes, text: str) -> Entries:
    root = Section(read(text, SHAPE, notes), "the head of the file", notes, words.PEOPLE_HOMES)
    found = entries.read(root, config.me, [a.label for a in config.accounts])
    root.done()
    return replace(found, problems=tuple(notes.problems))


# --- settling what the files say about each other ------------------------------------------


@dataclass(frozen=True, slots=True)
class _Settled:
    people: People
    problems: tuple[Problem, ...]
    good: Mapping[str, str]


def _settle(config: Config, last_good: Path | None) -> _Settled:
    files, problems = _files(config, last_good)
    problems += [p for f in files for p in f.problems]
    while True:
        linked = _Linked([config.inline, *(f.entries for f in files if f.entries)])
        linked.run(unknown_people=any(f.entries is None for f in files))
        at_fault = {p.file for p in linked.faults}
        faulty = [f for f in files if f.entries and f.entries.file in at_fault]
        problems += [p for p in linked.faults if p not in problems]
        if not faulty:
            break
        for file in faulty:
            file.give_up()
    problems += [p for p in linked.remarks if p not in problems]
    silent = {f"{config.people_dir.name}/{f.name}" for f in files if f.entries is None}
    people = linked.people(frozenset(silent))
    good = {f.name: f.text for f in files if f.at == 0 and f.text is not None}
    ordered = sorted(problems, key=lambda p: (p.file, p.line or 0))
    return _Settled(people, tuple(ordered), good)


class _Linked:
    """Several files' entries as one: references resolved, what does not fit told."""

    def __init__(self, parts: Iterable[Entries]) -> None:
        self.parts = list(parts)
        self.faults: list[Problem] = []
        self.remarks: list[Problem] = []
        self.contacts: dict[str, Found[Contact]] = {}
        self.meetings: list[Meeting] = []
        self.promises: list[Promise] = []
        self.waiting: set[str] = set()  # files with entries whose contact is not known now

    def people(self, silent: frozenset[str]) -> People:
        contacts = tuple(found.value for found in self.contacts.values())
        return People(contacts, tuple(self.meetings), tuple(self.promises), silent | self.waiting)

    def run(self, unknown_people: bool) -> None:
        """`unknown_people`: a file is silent, so that a contact not found may stand there."""
        for found in (c for part in self.parts for c in part.contacts):
            self._contact(found)
        self._shared_addresses()
        for meeting in (m for part in self.parts for m in part.meetings):
            if contact := self._whose(meeting.value, meeting, unknown_people):
                self.meetings.append(replace(meeting.value, contact=contact.id))
        for promise in (p for part in self.parts for p in part.promises):
            if contact := self._whose(promise.value, promise, unknown_people):
                self.promises.append(self._promise(promise, contact))

    def _contact(self, found: Found[Contact]) -> None:
        first = self.contacts.setdefault(found.value.id, found)
        if first is found:
            return
        name = found.value.id
        self.faults.append(_about(
            found, "id" if found.value.name != first.value.name else "name",
            f"There are two contacts with the id {name}: this one, and {first.value.name} in "
            f"{_place(first)}. If they are two people, add id = \"{name}-2\" here; if it is one, "
            f"write only what is new: [[meetings]] with contact = \"{name}\"."
        ))  # fmt: skip

    def _shared_addresses(self) -> None:
        first: dict[str, Found[Contact]] = {}
        for found in self.contacts.values():
            for address in found.value.addresses:
                other = first.setdefault(addr.key(address), found)
                if other is not found:
                    self.remarks.append(_about(
                        found, "email",
                        f"{address} belongs to {found.value.name} (here) and to "
                        f"{other.value.name} ({_place(other)}). Both stay; a mail to this address "
                        "will be a question: to whom was it?", fatal=False,
                    ))  # fmt: skip

    def _whose(
        self, value: Meeting | Promise, found: Found[Meeting] | Found[Promise], unknown: bool
    ) -> Contact | None:
        contact = self._find(value.contact)
        if contact:
            return contact
        near = words.meant(
            value.contact.replace("-", "_"), (i.replace("-", "_") for i in self.contacts)
        )
        hint = f'; did you mean "{near.replace("_", "-")}"?' if near else "."
        sentence = f"contact: there is no contact “{value.contact}”{hint}"
        if unknown:
            self.waiting.add(value.source)
        problems = self.remarks if unknown else self.faults
        problems.append(_about(found, "contact", sentence, fatal=not unknown))
        return None

    def _find(self, written: str) -> Contact | None:
        """By id, by name, or by address."""
        found = self.contacts.get(written) or self.contacts.get(names.identifier(written))
        if found:
            return found.value
        plain = names.identifier(names.parse(written).full)
        everybody = [f.value for f in self.contacts.values()]
        fit = [c for c in everybody if names.identifier(c.name) == plain]
        if "@" in written:
            fit = [c for c in everybody if addr.among(written, c.addresses)]
        return fit[0] if len(fit) == 1 else None

    def _promise(self, found: Found[Promise], contact: Contact) -> Promise:
        promise = replace(found.value, contact=contact.id)
        if promise.meeting is None:
            promise = replace(promise, meeting=self._meeting_of(promise))
        if promise.third:
            promise = replace(promise, third=self._third(promise.third, found, contact))
        return promise

    def _meeting_of(self, promise: Promise) -> Meeting | None:
        """The contact's latest meeting up to the day of the promise."""
        before = [m for m in self.meetings if m.contact == promise.contact and m.on <= promise.on]
        return max(before, key=lambda m: m.on, default=None)

    def _third(self, third: Third, found: Found[Promise], contact: Contact) -> Third:
        known = self._find(third.address) if third.address else self._find(third.name)
        if known is None:
            if third.address is None:
                self.remarks.append(_about(
                    found, "introduce_to",
                    f"introduce_to: there is no contact “{third.name}” (or several): add one, or "
                    f"write introduce_to = \"{third.name} <address>\".", fatal=False,
                ))  # fmt: skip
            return third
        if known.id == contact.id:
            self.remarks.append(_about(
                found, "introduce_to",
                f"introduce_to: this would introduce {contact.name} to herself or himself.",
                fatal=False,
            ))  # fmt: skip
        address = third.address or (known.addresses[0] if known.addresses else None)
        return Third(known.name, known.id, address)


def _about(
    found: Found[Contact] | Found[Meeting] | Found[Promise],
    key: str,
    sentence: str,
    fatal: bool = True,
) -> Problem:
    line = found.lines.get(key, found.line)
    return Problem(found.value.source, line, sentence, found.who, fatal)


def _place(found: Found[Contact]) -> str:
    return f"{found.value.source}, line {found.line}"
