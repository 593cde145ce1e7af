"""`import`: vCards and tables of contacts; shown first, written with --yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import click

from mailfollow.cli import notes
from mailfollow.cli.options import Options, common, pass_options
from mailfollow.core import address
from mailfollow.core.model import Card, Contact, Entry, Meeting, PeopleFile
from mailfollow.core.persons import Book
from mailfollow.errors import UsageError
from mailfollow.home import Home
from mailfollow.say.phrase import phrase

MOST_ENTRIES = 500
"""In one file: it can still be read through, and is far from the size that is none."""


@dataclass(slots=True)
class Found:
    """What the files hold, held against the contacts there are."""

    new: list[Contact] = field(default_factory=list)
    known: list[Contact] = field(default_factory=list)
    twice: list[Contact] = field(default_factory=list)
    mine: list[Card] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)  # by file


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Write them; without it they are only shown.")
@click.option("--met-on", metavar="DAY", help="You met them all on this day.")
@click.option("--at", metavar="TEXT", help="You met them all here.")
@common
@pass_options
def import_(
    options: Options, /, files: Sequence[Path], yes: bool, met_on: str | None, at: str | None
) -> None:
    """Contacts out of vCards and CSV files; nothing is owed to them unless you say you met."""
    home, today = options.home, notes.today(options)
    on = notes.past(met_on, today) if met_on else today if at else None
    found = _found(files, home)
    _show(home, found, err=yes)
    entries = _entries(home, found, on, at)
    if not entries:
        notes.tell(home, "import.nobody")
    elif yes:
        for n, begin in enumerate(range(0, len(entries), MOST_ENTRIES), 1):
            origin = f"{notes.origin(options)} ({n})"
            part = entries[begin : begin + MOST_ENTRIES]
            notes.make(home, PeopleFile(on or today, part, origin))
    else:
        notes.tell(home, "import.dry")


def _found(files: Sequence[Path], home: Home) -> Found:
    found, me = Found(), home.config.me
    book = Book(home.household.people, me)
    there = {c.id for c in home.household.people.contacts}
    for path in files:
        cards, unread = _read(path)
        found.unread[path.name] = unread
        for card in cards:
            if any(address.among(written, me.addresses) for written in card.emails):
                found.mine.append(card)
            elif contact := book.find(card):
                (found.known if contact.id in there else found.twice).append(contact)
            else:
                found.new.append(book.new(card))
    return found


def _read(path: Path) -> tuple[tuple[Card, ...], int]:
    from mailfollow.cards import table, vcard

    try:
        raw = path.read_bytes()
    except OSError as e:
        raise UsageError(f"{path} cannot be read: {e.strerror}.") from None
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    begin = raw[:4_000].replace(b"\0", b"") if wide else raw[:4_000]
    cards = b"BEGIN:VCARD" in begin.upper() or path.suffix == ".vcf"
    return vcard.read(raw) if cards else table.read(raw)


def _entries(home: Home, found: Found, on: date | None, at: str | None) -> tuple[Entry, ...]:
    """New contacts; with a day, a meeting with everybody, unless it stands there already."""
    new = [Entry(contact) for contact in found.new]
    if on is None:
        return tuple(new)
    met = {m.contact for m in home.household.people.meetings if m.on == on}
    known = {c.id: Entry(c, known=True) for c in found.known if c.id not in met}
    return tuple(
        replace(entry, meeting=Meeting(entry.contact.id, on, at=at))
        for entry in (*new, *known.values())
    )


def _show(home: Home, found: Found, err: bool) -> None:
    language = home.config.me.language

    def line(key: str, **facts: object) -> None:
        click.echo(phrase(language, key, **facts), err=err)

    for contact in found.new:
        line("import.new", who=contact.name, to=", ".join((*contact.addresses, *contact.phones)))
    for contact in found.known:
        line("import.known", who=contact.name, file=contact.source)
    for contact in found.twice:
        line("import.twice", who=contact.name)
    for card in found.mine:
        line("import.mine", who=card.name, to=card.emails[0])
    for file, n in found.unread.items():
        if n:
            line("import.unread", file=file, n=n)
