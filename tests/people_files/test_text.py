"""What is written reads back as the same, whatever stands in a name."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailfollow import entries, people_files
from mailfollow.core.calendar import Duration, Unit
from mailfollow.core.model import (
    Bridge,
    BridgeKind,
    Card,
    Entry,
    Kind,
    Language,
    Me,
    Meeting,
    People,
    PeopleFile,
    Promise,
    Third,
    Thread,
)
from mailfollow.core.persons import Book, tidy
from mailfollow.people import SHAPE
from mailfollow.toml.read import Notes, read
from mailfollow.toml.section import Section
from tests.people.home import Home

ME = Me("Ewa Zielińska", ("ewa@example.org",), ZoneInfo("Europe/Warsaw"), Language.PL)
DAY = date(2026, 11, 18)
ANNA = Book(People(), ME).new(Card("Anna Kowalska", ("anna@example.pl",)))


def back(text: str, me: Me = ME) -> entries.Entries:
    """What the reader finds, without a fatal slip."""
    notes = Notes("people/x.toml")
    root = Section(read(text, SHAPE, notes), "the file", notes)
    found = entries.read(root, me, ())
    root.done()
    assert [p for p in notes.problems if p.fatal] == [], text
    return found


def same(file: PeopleFile, me: Me = ME) -> str:
    text = people_files.text(file, me)
    found = back(text, me)
    assert not [c for c in text if unicodedata.category(c) == "Cc" and c != "\n"]
    fresh = [e for e in file.entries if not e.known]
    assert [replace(c.value, source="") for c in found.contacts] == [e.contact for e in fresh]
    assert sorted((replace(m.value, source="") for m in found.meetings), key=repr) == sorted(
        (e.meeting for e in file.entries if e.meeting), key=repr
    )
    assert sorted(
        (replace(p.value, source="", meeting=None) for p in found.promises), key=repr
    ) == sorted((p for e in file.entries for p in e.promises), key=repr)
    return text


def test_the_users_own_format() -> None:
    met = Meeting(ANNA.id, DAY, at="na InfoShare")
    promise = Promise(ANNA.id, Kind.SEND, DAY, by=date(2026, 11, 25), text="slajdy")
    file = PeopleFile(
        DAY, (Entry(ANNA, False, met, (promise,), "Lubi kawę.\n\nI rower"),), "mail x"
    )
    assert same(file) == (
        "# mail x\n"
        "\n"
        "on = 2026-11-18\n"
        'at = "na InfoShare"\n'
        "\n"
        "# Lubi kawę.\n"
        "#\n"
        "# I rower\n"
        "[[contacts]]\n"
        'name = "Anna Kowalska"\n'
        'email = "anna@example.pl"\n'
        '#gender = ""  # "f" albo "m": od tego zależy zwrot do adresata\n'
        '#talked_about = ""  # o czym; tak jak po słowach „nasza rozmowa …”\n'
        '#in_common = ""  # co łączy\n'
        '#bridge_meet = ""  # propozycja z datą; albo bridge_news, bridge_ask, bridge_advice\n'
        "\n"
        "  [[contacts.promises]]\n"
        '  send = "slajdy"\n'
        "  by = 2026-11-25\n"
    )


def test_somebody_known_gets_a_meeting_in_a_file_of_its_own() -> None:
    met = Meeting(ANNA.id, DAY, talked_about="o rowerach")
    promise = Promise(ANNA.id, Kind.KEEP_IN_TOUCH, DAY, every=Duration(6, Unit.WEEK))
    text = same(PeopleFile(DAY, (Entry(ANNA, True, met, (promise,)),), "x"))
    assert "name" not in text
    assert '[[meetings]]\ncontact = "anna-kowalska"\n' in text
    assert '[[promises]]\ncontact = "anna-kowalska"\nkeep_in_touch = "6 tygodni"\n' in text


def test_a_card_without_a_promise() -> None:
    text = same(PeopleFile(DAY, (Entry(ANNA),), "x"))
    assert "follow_up = false" in text
    assert "talked_about" not in text


def test_a_mail_followed_up_asks_for_nothing() -> None:
    met = Meeting(ANNA.id, DAY, thread=Thread("oferta@example.pl", "Oferta"))
    text = same(PeopleFile(DAY, (Entry(ANNA, meeting=met),), "x"))
    assert 'thread = "oferta@example.pl"\nthread_subject = "Oferta"\n' in text
    assert "talked_about" not in text


def test_places_that_differ_on_one_day() -> None:
    jan = replace(ANNA, id="jan", name="Jan", first="Jan", surname=None)
    met = (Meeting(ANNA.id, DAY, at="w Gdyni"), Meeting("jan", DAY))
    text = same(PeopleFile(DAY, (Entry(ANNA, meeting=met[0]), Entry(jan, meeting=met[1])), "x"))
    assert "\non = 2026-11-18\n\n" in text


@pytest.mark.parametrize(
    "card",
    [Card("Anna Maria Kowalska", surname="Kowalska"), Card("Dr. Müller"), Card("Frau Klein")],
)
def test_which_word_is_the_surname(card: Card) -> None:
    contact = Book(People(), ME).new(card)
    assert contact.surname
    assert "surname = " in same(PeopleFile(DAY, (Entry(contact),), "x"))


def test_days_and_places_that_differ() -> None:
    jan = replace(ANNA, id="jan", name="Jan", first="Jan", surname=None)
    later = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    file = PeopleFile(
        DAY,
        (
            Entry(ANNA, meeting=Meeting(ANNA.id, DAY, at="w Gdańsku")),
            Entry(jan, meeting=Meeting("jan", date(2026, 11, 20), moment=later, follow_up=False)),
            Entry(replace(jan, id="jan-2")),
            Entry(jan, True, Meeting("jan", DAY)),
        ),
        "x",
    )
    assert "\non = 2026-11-18\n\n" not in same(file)


@pytest.mark.parametrize("language", Language)
def test_hints_are_in_the_users_language(language: Language) -> None:
    me = replace(ME, language=language)
    contact = Book(People(), me).new(Card("Anna Maria Kowalska"))
    text = same(PeopleFile(DAY, (Entry(contact, meeting=Meeting(contact.id, DAY)),), "x"), me)
    asked = "surname email at talked_about in_common bridge_meet".split()
    for key in asked + ["gender"] * contact.formal:
        assert f'\n#{key} = ""  # ' in text
    assert (
        back(text.replace("\n#", "\n").replace('""', '"f"').replace('email = "f"', "")).fatal
        is False
    )


# --- whatever stands in it ------------------------------------------------------------------

NASTY = st.sampled_from([
    'x"\n[[contacts]]\nname = "y', "'''", '"""', "a = '''", "../../etc/passwd", "]", "# no", "\\",
    "\\u0000", "Dr. Prof.", "Pani", "Kowalska, Anna", "Frau Dr. Müller", "von",
    "Anna\r\nKowalska", "<b>",
    "\x1b[31m", "\u202eanna", "\ufeff", "İ", "名前", "😀", "{", "[1]", "a <b@c>", "Jan <", "@",
])  # fmt: skip
TEXT = st.one_of(NASTY, st.text(max_size=30), st.lists(NASTY, max_size=3).map(" ".join))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
CARDS = st.builds(
    Card,
    name=TEXT,
    emails=st.lists(st.sampled_from(["a@example.pl", "B@example.pl", "x", "ż@ż"])).map(tuple),
    phones=st.lists(TEXT, max_size=2).map(tuple),
    company=TEXT,
    title=TEXT,
    surname=TEXT,
)
MEETINGS = st.builds(
    Meeting,
    contact=st.just(""),
    on=DAYS,
    at=st.none() | TEXT,
    talked_about=st.none() | TEXT,
    in_common=st.none() | TEXT,
    bridge=st.none() | st.builds(Bridge, st.sampled_from(BridgeKind), TEXT),
    follow_up=st.booleans(),
    thread=st.none() | st.just(Thread("a.b=c@example.org", "Hm")),
)
LENGTHS = st.builds(Duration, st.integers(1, 100), st.sampled_from(Unit))
PROMISES = st.one_of(
    st.builds(Promise, st.just(""), st.just(Kind.SEND), DAYS, within=LENGTHS, text=TEXT),
    st.builds(Promise, st.just(""), st.just(Kind.SAY), DAYS, st.just(date(2027, 1, 1)), text=TEXT),
    st.builds(Promise, st.just(""), st.just(Kind.KEEP_IN_TOUCH), DAYS, every=LENGTHS),
    st.builds(
        Promise, st.just(""), st.just(Kind.INTRODUCE), DAYS, about=TEXT,
        third=st.sampled_from([Third("Jana Klein", None, "jana@example.net"), Third("Jana Klein")]),
        joint=st.booleans(), consent=st.booleans(), call_back=st.booleans(),
        outcome=st.sampled_from([None, True, False]),
    ),
)  # fmt: skip
ENTRIES = st.tuples(
    CARDS, st.booleans(), st.none() | MEETINGS, st.lists(PROMISES, max_size=2), TEXT
)


def _plain(value: str | None) -> str | None:
    return tidy(value or "", 2000) or None


def _meeting(found: Meeting, id: str) -> Meeting:
    bridge = found.bridge and _plain(found.bridge.phrase)
    return replace(
        found,
        contact=id,
        at=_plain(found.at),
        talked_about=_plain(found.talked_about),
        in_common=_plain(found.in_common),
        bridge=Bridge(found.bridge.kind, bridge) if found.bridge and bridge else None,
    )


def _promise(found: Promise, id: str) -> Promise | None:
    text = _plain(found.text) or ""
    if found.kind in (Kind.SEND, Kind.SAY) and not text:
        return None
    return replace(found, contact=id, text=text, about=_plain(found.about))


@given(st.lists(ENTRIES, max_size=3), TEXT, st.sampled_from(Language))
def test_whatever_stands_in_it(found: list, origin: str, language: Language) -> None:
    me = replace(ME, language=language)
    made: list[Entry] = []
    book = Book(People(), me)
    for card, known, meeting, promises, remark in found:
        contact = book.new(card)
        known = known and meeting is not None
        made.append(
            Entry(
                contact,
                known,
                _meeting(meeting, contact.id) if meeting else None,
                tuple(p for q in promises if (p := _promise(q, contact.id))),
                remark,
            )
        )
    # Of a contact met several times in one file, only the first meeting stands with the entry.
    same(PeopleFile(DAY, tuple(made), origin), me)


def test_read_as_the_program_reads_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    promise = Promise(
        ANNA.id, Kind.INTRODUCE, DAY, third=Third("Max Müller", "max-mueller"), within=Duration(3)
    )
    file = PeopleFile(DAY, (Entry(ANNA, False, Meeting(ANNA.id, DAY), (promise,)),), "x")
    home.people('[[contacts]]\nname = "Max Müller"\nemail = "max@example.com"\n')
    people_files.write(home.root / "people", file, people_files.text(file, ME))
    found = home.good()
    assert found.promises[0].third == Third("Max Müller", "max-mueller", "max@example.com")
    assert found.contact(ANNA.id) == replace(ANNA, source="people/2026-11-18-anna-kowalska.toml")


# --- the file -------------------------------------------------------------------------------


def one(id: str = "anna-kowalska", origin: str = "mail a") -> PeopleFile:
    return PeopleFile(DAY, (Entry(replace(ANNA, id=id)),), origin)


def test_never_over_another_file(tmp_path: Path) -> None:
    (tmp_path / "2026-11-18-anna-kowalska.toml").write_text("mine")
    names = [
        people_files.write(tmp_path, one(origin=f"mail {n}"), f"# mail {n}\n").name
        for n in (1, 2, 1)
    ]
    assert names == [f"2026-11-18-anna-kowalska-{n}.toml" for n in (2, 3, 2)]
    assert (tmp_path / "2026-11-18-anna-kowalska.toml").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 3
    assert (tmp_path / names[0]).stat().st_mode & 0o077 == 0, "it is about persons"


def test_the_same_is_made_once_wherever_it_lies_now(tmp_path: Path) -> None:
    path = people_files.write(tmp_path, one(), people_files.text(one(), ME))
    moved = path.rename(tmp_path / "infoshare.toml")
    moved.write_bytes(moved.read_bytes().replace(b"\n", b"\r\n") + b"# edited")
    assert people_files.write(tmp_path, one(), "other") == moved
    longer = people_files.write(tmp_path, one(origin="mail a2"), "# mail a2\n")
    assert longer != moved
    moved.unlink()
    assert people_files.write(tmp_path, one(), "# mail a\n") != longer


@pytest.mark.parametrize("id", ["../../x", "/etc/passwd", "..", "", "a" * 500, "a\0b", "A B", "ż"])
def test_an_id_never_leaves_the_directory(tmp_path: Path, id: str) -> None:
    path = people_files.write(tmp_path / "people", one(id), "# mail a\n")
    assert path.parent == tmp_path / "people"
    assert path.suffix == ".toml"
    assert len(path.name) < 100


def test_nothing_half_made_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        people_files.write(tmp_path, one(), "# mail a\n")
    assert list(tmp_path.iterdir()) == []


def test_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    first = people_files.write(tmp_path, one(), "# mail a\n")
    second = people_files.write(tmp_path, one(origin="mail b"), "# mail b\n")
    assert (first.read_text(), second.read_text()) == ("# mail a\n", "# mail b\n")
    assert len(list(tmp_path.iterdir())) == 2
