"""A table → typed values. The keys that were asked for are the keys there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mailfollow.toml import words
from mailfollow.toml.read import BROKEN, Notes, Table

T = TypeVar("T")


class Section:
    """One table being read; every slip goes to `notes` with its line and person.

    `title` is how the user knows it (“[me]”), `homes` where a key that is not known here
    may belong instead.
    """

    def __init__(
        self, table: Table, title: str, notes: Notes, homes: tuple[str, ...] = words.HOMES
    ) -> None:
        self.table, self.title, self.notes, self.homes = table, title, notes, homes
        self.who = ""
        self.asked: list[str] = []

    def has(self, key: str) -> bool:
        """Whether the key is there with a value, readable or not; an empty text is none."""
        return self.table.get(key, "") not in ("", [])

    def line(self, key: str | None = None) -> int:
        return self.table.lines.get(key or "", self.table.line)

    def tell(self, key: str | None, sentence: str, fatal: bool = True) -> None:
        self.notes.add(self.line(key), sentence, self.who, fatal)

    def take(self, key: str, convert: Callable[[object], T]) -> T | None:
        """The value of `key`, or None where it is missing, empty or cannot be read."""
        self.asked.append(key)
        value = self.table.get(key)
        if not self.has(key) or value is BROKEN:
            return None
        try:
            return convert(value)
        except ValueError as slip:
            self.tell(key, f"{key}: {slip}" + ("" if str(slip).endswith(("?", ".")) else "."))
            return None

    def need(self, key: str, convert: Callable[[object], T], why: str) -> T | None:
        """Like `take`, for a key that must be there; `why` is what to write."""
        if not self.present(key, why):
            return None
        return self.take(key, convert)

    def present(self, key: str, why: str) -> bool:
        """Whether a key that must be there is; else that is told."""
        self.adopt(key)
        if not self.has(key):
            self.asked.append(key)
            self.tell(None, f"{self.title} needs {key}: {why}.")
        return self.has(key)

    def adopt(self, key: str) -> None:
        """Read a misspelled key as the one it stands for, so that it is not missed as well.

        The misspelling itself is told by `done`.
        """
        if self.has(key):
            return
        meant = (k for k in self.table if k not in self.asked and words.meant(k, [key]) == key)
        if spelled := next(meant, None):
            self.table[key] = self.table[spelled]
            self.table.lines[key] = self.line(spelled)

    def below(self, key: str, title: str) -> Section | None:
        """The table under `key`."""
        self.asked.append(key)
        value = self.table.get(key)
        if isinstance(value, Table):
            return self._section(value, title)
        if key in self.table and value is not BROKEN:
            self.tell(
                key, f"{key}: several keys belong here; write them in {{ }} or below {title}."
            )
        return None

    def each(self, key: str, title: str) -> list[Section]:
        """The tables under `key`, of which there may be several."""
        self.asked.append(key)
        value = self.table.get(key, [])
        found = value if isinstance(value, list) else [value]
        if value is not BROKEN and not all(isinstance(v, Table) for v in found):
            self.tell(key, f"{key}: several keys belong here; write them below {title}.")
        return [self._section(v, title) for v in found if isinstance(v, Table)]

    def labelled(self, title: str) -> list[tuple[str, Section]]:
        """Every table in here with its label, for `[accounts.work]`."""
        self.asked.extend(self.table)
        for key, value in self.table.items():
            if not isinstance(value, Table) and value is not BROKEN:
                self.tell(key, f"“{key}” stands outside of {title}: it needs a label of its own.")
        return [
            (key, self._section(value, title.replace("…", key)))
            for key, value in self.table.items()
            if isinstance(value, Table)
        ]

    def _section(self, table: Table, title: str) -> Section:
        section = Section(table, title, self.notes, self.homes)
        section.who = self.who
        return section

    def done(self, **own: str) -> None:
        """Tell every key that nobody asked for; `own` are sentences for particular ones."""
        for key in self.table:
            if key not in self.asked:
                self.tell(key, own.get(words.fold(key)) or self._unknown(key))

    def _unknown(self, key: str) -> str:
        meant = words.meant(key, self.asked)
        home = words.home(key, [h for h in self.homes if h != self.title])
        if home and not (meant and words.fold(key) == meant):
            return f"“{key}” has no place in {self.title}; it belongs under {home}."
        if meant:
            return f"There is no key “{key}” in {self.title}; did you mean “{meant}”?"
        return f"There is no key “{key}” in {self.title}; it knows {', '.join(self.asked)}."
