"""CSV → cards, by the heads of the columns: Outlook, Google, Thunderbird; in en, de, pl."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from mailfollow.cards.encoding import text
from mailfollow.core.model import Card

MOST_BYTES = 16_000_000
MOST_CARDS = 20_000
_VALUES = 10
_COLUMNS = 300
_DELIMITERS = ",;\t"
_LONGEST_ROW = 100  # lines: what is longer lacks a quotation mark


class Column(StrEnum):
    """What stands in a column."""

    NAME = "name"
    GIVEN = "given"
    MORE = "more"
    FAMILY = "family"
    TITLE = "title"
    EMAIL = "email"
    PHONE = "phone"
    COMPANY = "company"


_HEADS: Mapping[str, Column] = {
    head: column
    for column, listed in {
        Column.NAME: "name|full name|display name|anzeigename|vollständiger name|nazwa|"
        "wyświetlana nazwa|nazwa wyświetlana|imię i nazwisko|imie i nazwisko",
        Column.GIVEN: "first name|given name|vorname|imię|imie|first|firstname",
        Column.MORE: "middle name|additional name|weitere vornamen|2. vorname|zweiter vorname|"
        "drugie imię",
        Column.FAMILY: "last name|family name|surname|nachname|familienname|nazwisko|last|lastname",
        Column.TITLE: "title|name prefix|prefix|titel|anrede|namenspräfix|tytuł|prefiks",
        Column.COMPANY: "company|company name|organization|organisation|organization name|"
        "organization 1 - name|firma|unternehmen|organizacja|nazwa organizacji",
    }.items()
    for head in listed.split("|")
}
_MAIL = re.compile(r"\be-?mail|\bmail\b|poczt")
_PHONE = re.compile(r"phone|telefon|\btel\b|mobil|komórk|handy|\bcell|rufnummer")
_NOT = re.compile(
    r"type|label|typ\b|etykieta|display|anzeige|nazwa|format|fax|faks|pager|telex|teleks|isdn|tty"
    r"|assist|asyst|phonetic"
)


def read(raw: bytes) -> tuple[tuple[Card, ...], int]:
    """The cards of one file, and how many rows could not be read. Never raises."""
    whole = text(raw[:MOST_BYTES]).replace("\r\n", "\n").replace("\r", "\n")
    lines = [f"{line}\n" for line in whole.split("\n")]
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    delimiter = max(_DELIMITERS, key=lambda d: len(_columns(_heads(lines[first:], d))))
    columns = _columns(_heads(lines[first:], delimiter))
    rows = list(_rows(lines[first:], delimiter, width=len(_heads(lines[first:], delimiter))))[1:]
    if not columns:
        return (), len(rows) or int(bool(raw.strip()))
    found = [_card(row, columns) if row is not None else None for row in rows[:MOST_CARDS]]
    cards = tuple(c for c in found if c is not None)
    return cards, len(rows) - len(cards)


def _heads(lines: Sequence[str], delimiter: str) -> list[str]:
    return next((row for row in _rows(lines, delimiter) if row), [])


def _columns(heads: Sequence[str]) -> list[tuple[int, Column]]:
    """The columns that say something, by number."""
    columns = (
        (n, _column(" ".join(head.casefold().split()))) for n, head in enumerate(heads[:_COLUMNS])
    )
    return [(n, column) for n, column in columns if column]


def _column(head: str) -> Column | None:
    if head in _HEADS:
        return _HEADS[head]
    if _NOT.search(head):
        return None
    if _MAIL.search(head):
        return Column.EMAIL
    return Column.PHONE if _PHONE.search(head) else None


def _rows(lines: Sequence[str], delimiter: str, width: int = 0) -> Iterator[list[str] | None]:
    """The rows that are not empty; None for one that cannot be read."""
    at = 0
    while at < len(lines):
        row, taken = _row(lines[at : at + _LONGEST_ROW], delimiter, width)
        if row is None or any(cell.strip() for cell in row):
            yield row
        at += taken


def _row(lines: Sequence[str], delimiter: str, width: int) -> tuple[list[str] | None, int]:
    """The first row, and how many lines it takes. A quotation mark that is missing costs one."""
    try:
        reader = csv.reader(lines, delimiter=delimiter)
        row = next(reader)
        if reader.line_num == 1:
            return row, 1
        exactly = csv.reader(lines, delimiter=delimiter, strict=True)
        row = next(exactly)
    except csv.Error:
        return None, 1
    return (row, exactly.line_num) if len(row) == width or not width else (None, 1)


def _card(row: Sequence[str], columns: Iterable[tuple[int, Column]]) -> Card | None:
    said: dict[Column, list[str]] = {column: [] for column in Column}
    for n, column in columns:
        if n < len(row) and (cell := row[n].strip()):
            said[column].append(cell)
    emails = _split(said[Column.EMAIL], lambda part: "@" in part)
    phones = _split(said[Column.PHONE], lambda part: sum(map(str.isdigit, part)) >= 5)
    given, family = said[Column.GIVEN][:1], said[Column.FAMILY][:1]
    whole = " ".join([*given, *said[Column.MORE][:1], *family])
    shown = next(iter(said[Column.NAME]), "")
    card = Card(
        name=whole if given and family else shown or whole,
        surname=family[0] if given and family else "",
        emails=emails,
        phones=phones,
        company=next(iter(said[Column.COMPANY]), None),
        title=next(iter(said[Column.TITLE]), None),
    )
    return card if card.name or card.emails or card.phones else None


def _split(cells: Iterable[str], fits: Callable[[str], bool]) -> tuple[str, ...]:
    """Google writes several values into one cell, between “:::”."""
    parts = (part.strip() for cell in cells for part in re.split(r":::|;|,", cell))
    return tuple(dict.fromkeys(part for part in parts if fits(part)))[:_VALUES]
