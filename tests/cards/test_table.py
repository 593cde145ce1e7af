"""CSV as address books export it → cards."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.cards import table
from mailfollow.core.model import Card

ANNA = Card("Anna Kowalska", ("anna@example.pl",), ("+48 601 000 000",), surname="Kowalska")

GOOGLE = """\
First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,File As,Organization Name,\
Notes,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value
Anna,,Kowalska,123456,Dr.,,Rowerownia,"two
lines",* Work,anna@example.pl ::: a2@example.pl,,Mobile,+48 601 000 000
"""
OUTLOOK = """\
"Title","First Name","Middle Name","Last Name","Company","Job Title","Business Fax",\
"Business Phone","Mobile Phone","E-mail Address","E-mail Type","E-mail Display Name"
"","Anna","","Kowalska","","CEO","+48 22 111 11 11","","+48 601 000 000","anna@example.pl","SMTP",\
"Anna (anna@example.pl)"
"""
OUTLOOK_DE = """\
"Anrede";"Vorname";"Nachname";"Firma";"Telefon geschäftlich";"Mobiltelefon";"Fax geschäftlich";\
"E-Mail-Adresse";"E-Mail-Typ"
"Frau";"Anna";"Kowalska";"";"";"+48 601 000 000";"";"anna@example.pl";"SMTP"
"""
OUTLOOK_PL = """\
Imię;Nazwisko;Firma;Telefon komórkowy;Faks służbowy;Adres e-mail;Typ e-mail
Anna;Kowalska;;+48 601 000 000;;anna@example.pl;SMTP
"""
THUNDERBIRD = """\
First Name\tLast Name\tDisplay Name\tPrimary Email\tSecondary Email\tMobile Number\tFax Number
Anna\tKowalska\tAnna K.\tanna@example.pl\t\t+48 601 000 000\t
"""
THUNDERBIRD_DE = """\
Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Tel. dienstlich,Fax-Nummer,Mobil-Tel.-Nr.
Anna,Kowalska,Anna K.,anna@example.pl,,,+48 601 000 000
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOGLE, Card("Anna Kowalska", ("anna@example.pl", "a2@example.pl"), ("+48 601 000 000",),
                      "Rowerownia", "Dr.", "Kowalska")),
        (OUTLOOK, ANNA),
        (OUTLOOK_DE, Card(*(ANNA.name, ANNA.emails, ANNA.phones, None, "Frau", "Kowalska"))),
        (OUTLOOK_PL, ANNA),
        (THUNDERBIRD, ANNA),
        (THUNDERBIRD_DE, ANNA),
        ("\n\nname,email\nAnna,anna@example.pl\n", Card("Anna", ("anna@example.pl",))),
        ("EMAIL\nanna@example.pl", Card("", ("anna@example.pl",))),
    ],
    ids="google outlook outlook-de outlook-pl thunderbird thunderbird-de name mail".split(),
)  # fmt: skip
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_exports(text: str, expected: Card, charset: str) -> None:
    assert table.read(text.replace("\n", "\r\n").encode(charset)) == ((expected,), 0)


def test_one_bad_row_does_not_stop_the_rest() -> None:
    text = (
        'Name,Email\nAnna,anna@example.pl\n"Jan,jan@example.pl\n,\n'
        f',{"x" * 200_000}\n,nobody\nOla,"ola@example.pl"\n'
    ) + "Ewa,e@example.pl\n" * 120
    cards, unread = table.read(text.encode())
    assert [c.name for c in cards[:3]] == ["Anna", "Ola", "Ewa"]
    assert len(cards) == 122
    assert unread == 3


@pytest.mark.parametrize(
    "broken", ['"Jan,jan@example.pl', 'Jan,"jan@example.pl', 'Jan "J,jan@example.pl']
)
@pytest.mark.parametrize("closed", ["", '"'])
def test_a_quotation_mark_that_is_missing_costs_one_row(broken: str, closed: str) -> None:
    text = f"Name,Email\n{broken}\nEwa,e@example.pl\nOla,{closed}ola@example.pl{closed}\n"
    cards, unread = table.read(text.encode())
    assert [c.name for c in cards if "J" not in c.name] == ["Ewa", "Ola"]
    assert unread + len(cards) == 3


def test_a_row_over_several_lines_has_all_its_columns() -> None:
    text = 'Name,Email\n"Jan,j@example.pl\nEwa,e@example.pl"\nOla,o@example.pl\n"A\nB",a@example.pl'
    cards, unread = table.read(text.encode())
    assert [c.name for c in cards] == ["Ewa", "Ola", "A\nB"]
    assert unread == 1


@pytest.mark.parametrize(
    ("raw", "unread"), [(b"", 0), (b"\n ", 0), (b"hello", 0), (b"a,b\n1,2\n3,4\n", 2)]
)
def test_no_heads_that_we_know(raw: bytes, unread: int) -> None:
    assert table.read(raw) == ((), unread or int(bool(raw.strip())))


@pytest.mark.parametrize(
    "bomb",
    [
        b"Name,Email\n" + b"Anna,anna@example.pl\n" * 20_000,
        b"Name,Email\n" + b'"\n' * 50_000,
        b"Name" + b",Email" * 100_000,
        b"," * 1_000_000,
    ],
    ids="rows quotes heads commas".split(),
)
def test_a_big_table_costs_little(bomb: bytes) -> None:
    began = time.process_time()
    table.read(bomb)
    assert time.process_time() - began < 5.0


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    table.read(data)
    table.read(b"Name;Email\n" + data)


@given(st.text(max_size=60), st.sampled_from(",;\t"))
def test_a_name_is_just_text(name: str, delimiter: str) -> None:
    name = "".join(c for c in name if c.isprintable()).strip()
    quoted = '"' + name.replace('"', '""') + '"'
    text = delimiter.join(["Name", "Email\n"]) + delimiter.join([quoted, "anna@example.pl\n"])
    assert table.read(text.encode()) == ((Card(name, ("anna@example.pl",)),), 0)
