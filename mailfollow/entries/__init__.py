"""What one file says about people: contacts, meetings, promises (DESIGN.md §4).

The same reader serves `people/*.toml` and the `[[contacts]]` of config.toml. References to
contacts of other files stay as written; `people` resolves them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mailfollow.core.model import Me
from mailfollow.entries.contact import read_contact
from mailfollow.entries.found import Entries, Found, Reading
from mailfollow.entries.meeting import read_meeting
from mailfollow.entries.promise import read_promise
from mailfollow.toml import values
from mailfollow.toml.read import Notes, Table, shown
from mailfollow.toml.section import Section

__all__ = ["ARRAYS", "Entries", "Found", "read"]

ARRAYS = frozenset({"contacts", "meetings", "promises", "contacts.promises", "contacts.met"})


def read(root: Section, me: Me, accounts: Collection[str]) -> Entries:
    """The people of one file; slips go to `root.notes`.

    `accounts` are the labels there are. The caller tells unknown keys (`root.done`).
    """
    reading = Reading(root, me, accounts)
    reading.on = root.take("on", values.day_or_moment)
    reading.at = root.take("at", values.text)
    for section in root.each("contacts", "[[contacts]]"):
        read_contact(reading, section)
    for section in root.each("meetings", "[[meetings]]"):
        _loose_meeting(reading, section)
    for section in root.each("promises", "[[promises]]"):
        contact = _whose(section, "[[contacts.promises]]")
        read_promise(reading, section, contact, None)
    _name_persons(root.notes, root.table)
    return Entries(
        root.notes.file,
        tuple(reading.contacts),
        tuple(reading.meetings),
        tuple(reading.promises),
    )


def _loose_meeting(reading: Reading, section: Section) -> None:
    contact = _whose(section, "[[contacts.met]]")
    meeting = read_meeting(reading, section, contact)
    if contact and meeting:
        reading.meetings.append(meeting)


def _whose(section: Section, nested: str) -> str:
    contact = section.need(
        "contact", values.text,
        f'whose is it? Write contact = "anna-kowalska", or {nested} below the person'
    )  # fmt: skip
    section.who = contact or ""
    return section.who


def _name_persons(notes: Notes, root: Table) -> None:
    """Give each slip that was told by its line alone the person in whose entry it stands."""
    begins = {1: ""}
    for value in root.values():
        for table in value if isinstance(value, list) else [value]:
            if isinstance(table, Table):
                who = table.get("name", table.get("contact")) if value is not table else ""
                begins[table.line] = who if isinstance(who, str) else ""
    for n, problem in enumerate(notes.problems):
        if problem.line and not problem.who:
            begin = max((b for b in begins if b <= problem.line), default=1)
            notes.problems[n] = replace(problem, who=shown(begins[begin]))
