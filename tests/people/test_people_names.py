"""What a name says, and where it is asked about instead of guessed (LETTERS.md §2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core import names
from mailfollow.core.model import Gender, Title
from mailfollow.core.names import Doubt, identifier, parse


@pytest.mark.parametrize(
    ("written", "first", "surname"),
    [
        ("Anna Kowalska", "Anna", "Kowalska"),
        ("  Anna\u00a0 Kowalska ", "Anna", "Kowalska"),
        ("Kowalska, Anna", "Anna", "Kowalska"),
        ("von der Heide, Annette", "Annette", "von der Heide"),
        ("Annette von der Heide", "Annette", "von der Heide"),
        ("Vincent van Gogh", "Vincent", "van Gogh"),
        ("Karl Maria von Weber", "Karl Maria", "von Weber"),
        ("Anna Kowalska-Nowak", "Anna", "Kowalska-Nowak"),
        ("Anna-Maria Nowak", "Anna-Maria", "Nowak"),
        ("Max Martin", "Max", "Martin"),
        ("Priya Okafor", "Priya", "Okafor"),
        ("Pan Wei", "Pan", "Wei"),
        ("Ma Li", "Ma", "Li"),
        ("Phil Collins", "Phil", "Collins"),
        ("Anna Doktor", "Anna", "Doktor"),
        ("Anna", "Anna", None),
        ("Frau Klein", None, "Klein"),
        ("Dr. Müller", None, "Müller"),
    ],
)
def test_what_the_words_are(written: str, first: str | None, surname: str | None) -> None:
    name = parse(written)
    assert (name.first, name.surname, name.doubt) == (first, surname, None)


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("Kowalska Anna", Doubt.ORDER),
        ("Müller Max", Doubt.ORDER),
        ("Nowak Anna-Maria", Doubt.ORDER),
        ("María García López", Doubt.SURNAME),
        ("Anna Maria Nowak", Doubt.SURNAME),
        ("Okafor", Doubt.SURNAME),
        ("von der Heide", Doubt.SURNAME),
    ],
)
def test_what_is_asked(written: str, doubt: Doubt) -> None:
    name = parse(written)
    assert (name.full, name.first, name.surname, name.doubt) == (written, None, None, doubt)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Dr. Max Müller", Title.DR),
        ("dr hab. inż. Max Müller", Title.DR),
        ("Dr.-Ing. Max Müller", Title.DR),
        ("Dr. rer. nat. Max Müller", Title.DR),
        ("Max Müller, Dr.", Title.DR),
        ("Müller, Dr. Max", Title.DR),
        ("Doktor Max Müller", Title.DR),
        ("Prof. Max Müller", Title.PROF),
        ("Prof. Dr. Dr. h.c. Max Müller", Title.PROF),
        ("prof. dr hab. n. med. Max Müller", Title.PROF),
        ("Prof.Dr.Max Müller", Title.PROF),
        ("Dipl.-Ing. (FH) Max Müller", None),
        ("mgr inż. Max Müller", None),
        ("lek. med. Max Müller", None),
        ("Max Müller MBA", None),
        ("Max Müller, PhD", None),
        ("Max Müller, LL.M., MA", None),
    ],
)
def test_titles_are_taken_out(written: str, title: Title | None) -> None:
    name = parse(written)
    assert (name.full, name.first, name.surname) == ("Max Müller", "Max", "Müller")
    assert name.title is title


def test_a_title_beside_the_name() -> None:
    assert parse("Max Müller", title="Prof. Dr.").title is Title.PROF
    assert parse("Dr. Max Müller", title="Dipl.-Ing.").title is Title.DR
    assert parse("Max Müller", title="mgr").title is None


@pytest.mark.parametrize("written", ["Kuba Nowak", "Andrea Rossi", "Sasha Lis", "Anna Kowalska"])
def test_gender_is_never_guessed(written: str) -> None:
    assert parse(written).gender is None


def test_gender_where_it_is_written() -> None:
    assert parse("Frau Dr. Jana Klein").gender is Gender.F
    assert parse("Pan Jan Nowak") == names.Name("Jan Nowak", "Jan", "Nowak", None, Gender.M)
    assert parse("Jana Klein", title="Frau").gender is Gender.F


@pytest.mark.parametrize(
    ("written", "surname", "full", "first"),
    [
        ("Anna Maria Nowak", "Nowak", "Anna Maria Nowak", "Anna Maria"),
        ("María García López", "García López", "María García López", "María"),
        ("Müller Max", "Müller", "Max Müller", "Max"),
        ("Ola", "Wójcik", "Ola Wójcik", "Ola"),
        ("Klein", "Klein", "Klein", None),
    ],
)
def test_the_surname_as_the_user_gives_it(
    written: str, surname: str, full: str, first: str | None
) -> None:
    assert parse(written, surname) == names.Name(full, first, surname)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Max Müller", "max-mueller"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("Jörg Groß", "joerg-gross"),
        ("ÄÖÜ", "aeoeue"),
        ("Mu\u0308ller", "mueller"),
        ("Anna Kowalska-Nowak", "anna-kowalska-nowak"),
        ("Šárka Nováková", "sarka-novakova"),
        ("O'Brien", "o-brien"),
        ("...", ""),
    ],
)
def test_ids(name: str, id: str) -> None:
    assert identifier(name) == id


@given(st.text(max_size=40), st.none() | st.text(max_size=10), st.none() | st.text(max_size=10))
def test_any_text_can_be_read(written: str, surname: str | None, title: str | None) -> None:
    name = parse(written, surname, title)
    again = parse(name.full)
    assert name.doubt is None or (name.first, name.surname) == (None, None)
    assert set(identifier(name.full)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert again.title is None or surname, "a title stayed in the name"
