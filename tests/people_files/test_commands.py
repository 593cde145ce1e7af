"""`met`, `promise`, `import`: what is typed stands in a people file, and is said once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailfollow.cli import address_book, main
from mailfollow.core.calendar import Duration, Unit
from mailfollow.core.model import Bridge, BridgeKind, Gender, Kind, Language, Third
from tests.people.home import CONFIG, Home

NOW = "2026-11-21T10:00"  # a Saturday


class Typed(Home):
    """A config directory, and the commands that are typed there."""

    def run(self, *words: str, code: int = 0) -> Result:
        where = ["--config", self.root / "config.toml", "--state", self.root / "state"]
        result = CliRunner().invoke(main, [*words, *map(str, where), "--now", NOW])
        assert result.exit_code == code, result.output
        return result

    def made(self, *words: str) -> str:
        """The name of the file that the command made and printed."""
        before = self.files()
        path = Path(self.run(*words).stdout.strip())
        assert self.files() - before == {path.name}
        assert path.parent == self.root / "people"
        return path.name

    def files(self) -> set[str]:
        return {p.name for p in (self.root / "people").iterdir()}

    def write(self, name: str, text: str) -> str:
        path = self.root / name
        path.write_text(text, "utf-8")
        return str(path)


@pytest.fixture
def home(tmp_path: Path) -> Typed:
    return Typed(tmp_path)


@pytest.fixture
def known(home: Typed) -> Typed:
    home.people("""\
        [[contacts]]
        name = "Anna Kowalska"
        email = "anna@example.pl"
        [[contacts]]
        name = "Anna Nowak"
        email = "nowak@example.pl"
        [[contacts]]
        name = "Jana Klein"
        email = "jana@example.net"
        """)  # fmt: skip
    return home


# --- met ------------------------------------------------------------------------------------


def test_met_with_everything(home: Typed) -> None:
    name = home.made(
        "met", "Dr. Anna Kowalska", "anna@example.pl", "A2@example.pl", "--phone", "601 000 000",
        "--on", "18.11.", "--at", "na InfoShare", "--talked-about", "o rowerach",
        "--in-common", 'gravele "i" góry', "--bridge-meet", "kawa 28 listopada",
        "--company", "Rower",
        "--gender", "f", "--informal", "--language", "de",
    )  # fmt: skip
    assert name == "2026-11-18-anna-kowalska.toml"
    contact, meeting = home.contact(), home.meeting()
    assert contact.addresses == ("anna@example.pl", "A2@example.pl")
    assert (contact.phones, contact.company) == (("601 000 000",), "Rower")
    assert (contact.gender, contact.formal, contact.language) == (Gender.F, False, Language.DE)
    assert (meeting.on.isoformat(), meeting.at) == ("2026-11-18", "na InfoShare")
    assert (meeting.talked_about, meeting.in_common) == ("o rowerach", 'gravele "i" góry')
    assert meeting.bridge == Bridge(BridgeKind.MEET, "kawa 28 listopada")


@pytest.mark.parametrize(
    ("on", "day"),
    [("today", "21"), ("wczoraj", "20"), ("friday", "20"), ("sobota", "21"), ("2026-11-01", "01")],
)
def test_days_lie_in_the_past(home: Typed, on: str, day: str) -> None:
    assert home.made("met", "Anna", "a@example.pl", "--on", on) == f"2026-11-{day}-anna.toml"


@pytest.mark.parametrize(
    "words",
    [
        ["met", "Anna", "--on", "2026-11-22"],
        ["met", "Anna", "--on", "soon"],
        ["met", "Anna", "no address"],
        ["met", "Anna", "--bridge-ask", "x", "--bridge-news", "y"],
        ["met"],
    ],
)
def test_what_is_off_is_said_and_nothing_is_made(home: Typed, words: list[str]) -> None:
    home.run(*words, code=64)
    assert home.files() == set()


def test_somebody_without_an_address_is_met_all_the_same(home: Typed) -> None:
    home.made("met", "Anna")
    found, (problem,) = home.load()
    assert [m.contact for m in found.meetings] == ["anna"]
    assert "neither email nor phone" in problem.sentence
    assert not problem.fatal


def test_somebody_known_gets_a_meeting(known: Typed) -> None:
    name = known.made("met", "Anna K.", "anna@example.pl", "--company", "Rower", "--at", "w Gdyni")
    assert name == "2026-11-21-anna-kowalska.toml"
    assert known.meeting().contact == "anna-kowalska"
    assert known.good().contacts[0].company is None


def test_met_twice_is_met_once(known: Typed) -> None:
    name = known.made("met", "Anna Kowalska")
    again = known.run("met", "Anna Kowalska", "--company", "Rower")
    assert Path(again.stdout.strip()).name == name
    assert "already" not in again.stdout
    assert "To już jest zapisane w pliku people/2026-11-21-anna-kowalska.toml." in again.stderr
    assert "a.toml" in again.stderr, "what is new about her is not lost without a word"
    assert len(known.good().meetings) == 1


def test_a_name_is_just_text(home: Typed) -> None:
    name = home.made(
        "met", '../../x"\n[[contacts]]\nname = "y', "a@example.pl", "--at", "\x1b[31m]"
    )
    assert name == "2026-11-21-x-contacts-name-y.toml"
    assert home.contact().name == '../../x" [[contacts]] name = "y'


# --- promise --------------------------------------------------------------------------------


def test_an_introduction(known: Typed) -> None:
    known.made("promise", "anna-k", "--introduce-to", "jana", "--by", "3d", "--about", "zieleń")
    promise = known.promise()
    assert (promise.kind, promise.about, promise.joint) == (Kind.INTRODUCE, "zieleń", False)
    assert promise.third == Third("Jana Klein", "jana-klein", "jana@example.net")
    assert (promise.by, promise.within) == (None, Duration(3))


def test_an_introduction_to_somebody_else(known: Typed) -> None:
    known.made("promise", "anna@example.pl", "--introduce-to", "Max M <max@example.com>", "--joint")
    assert known.promise().third == Third("Max M", None, "max@example.com")
    assert known.promise().joint


def test_other_promises(known: Typed) -> None:
    known.made("promise", "Anna Nowak", "--send", "slajdy", "--by", "friday")
    known.made("promise", "jana", "--say", "termin", "--by", "1.12.2026")
    known.made("promise", "jana", "--keep-in-touch", "6 weeks")
    send, say, touch = sorted(known.good().promises, key=lambda p: list(Kind).index(p.kind))
    assert (send.contact, send.text, str(send.by)) == ("anna-nowak", "slajdy", "2026-11-27")
    assert (say.text, str(say.by), str(say.on)) == ("termin", "2026-12-01", "2026-11-21")
    assert touch.every == Duration(6, Unit.WEEK)


@pytest.mark.parametrize(
    "words",
    [
        ["jana", "--introduce-to", "anna-k", "--by", "3d", "--about", "zieleń"],
        ["jana", "--introduce-to", "Max <max@example.com>"],
        ["jana", "--send", "slajdy", "--by", "friday"],
        ["jana", "--keep-in-touch", "6 weeks"],
    ],
)
def test_promised_twice_is_promised_once(known: Typed, words: list[str]) -> None:
    name = known.made("promise", *words)
    again = known.run("promise", *words)
    assert Path(again.stdout.strip()).name == name
    assert "To już jest zapisane" in again.stderr
    assert len(known.good().promises) == 1


def test_the_same_promised_on_another_day_is_another_promise(known: Typed) -> None:
    owed = '[[promises]]\ncontact = "jana-klein"\non = 2026-11-20\n'
    known.people(f'{owed}send = "slajdy"\n', "b.toml")
    known.people(f'{owed}keep_in_touch = "6 weeks"\n', "c.toml")
    known.made("promise", "jana", "--send", "slajdy")
    assert "c.toml" in known.run("promise", "jana", "--keep-in-touch", "6 weeks").stdout


@pytest.mark.parametrize(
    "words",
    [
        ["anna", "--send", "x"],
        ["nobody", "--send", "x"],
        ["", "--send", "x"],
        ["jana"],
        ["jana", "--send", "x", "--say", "y", "--by", "3d"],
        ["jana", "--say", "x"],
        ["jana", "--send", "x", "--about", "y"],
        ["jana", "--send", "x", "--by", "2026-11-01"],
        ["jana", "--keep-in-touch", "6 weeks", "--by", "3d"],
        ["jana", "--keep-in-touch", "often"],
        ["jana", "--introduce-to", "Jana Klein"],
        ["jana", "--introduce-to", "Max <no address>"],
    ],
)
def test_a_promise_that_is_off(known: Typed, words: list[str]) -> None:
    known.run("promise", *words, code=64)
    assert known.files() == {"a.toml"}


def test_an_ambiguous_contact_lists_the_candidates(known: Typed) -> None:
    told = known.run("promise", "anna", "--send", "x", code=64).stderr
    assert "anna-kowalska" in told
    assert "anna-nowak" in told


# --- import ---------------------------------------------------------------------------------

CARDS = """\
BEGIN:VCARD\nFN:Max Müller\nEMAIL:max@example.com\nEND:VCARD
BEGIN:VCARD\nNOTE:nothing\nEND:VCARD
BEGIN:VCARD\nFN:A. Kowalska\nEMAIL:ANNA@example.pl\nEND:VCARD
BEGIN:VCARD\nFN:Ewa\nEMAIL:ewa@example.org\nEND:VCARD
"""
TABLE = "Imię;Nazwisko;Adres e-mail\nMax;M;max@example.com\nOla;Nowa;ola@example.pl\n"


def test_import_shows_first_and_writes_then(known: Typed) -> None:
    files = known.write("c.vcf", CARDS), known.write("c.csv", TABLE)
    shown = known.run("import", *files)
    assert shown.stdout.splitlines() == [
        "nowy kontakt: Max Müller (max@example.com)",
        "nowy kontakt: Ola Nowa (ola@example.pl)",
        "już w kontaktach: Anna Kowalska (people/a.toml)",
        "więcej niż raz: Max Müller",
        "własna wizytówka: Ewa (ewa@example.org)",
        "nie do odczytania w c.vcf: 1",
    ]
    assert "--yes" in shown.stderr
    assert known.files() == {"a.toml"}
    name = known.made("import", *files, "--yes")
    found = known.good()
    assert [c.name for c in found.contacts if c.source == f"people/{name}"] == [
        "Max Müller", "Ola Nowa"
    ]  # fmt: skip
    assert (found.meetings, found.promises) == ((), ())
    again = known.run("import", *files, "--yes")
    assert again.stdout == ""
    assert "Nie ma nikogo nowego" in again.stderr


def test_a_whole_address_book_makes_several_files(
    home: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address_book, "MOST_ENTRIES", 3)
    rows = "".join(f"Jan{n} Kowal,j{n}@example.pl\n" for n in range(7))
    told = home.run("import", home.write("c.csv", f"Name,Email\n{rows}"), "--yes").stdout
    assert {Path(line).name for line in told.splitlines()} == home.files()
    assert len(home.files()) == 3
    assert len(home.good().contacts) == 7


def test_import_of_people_met(known: Typed) -> None:
    words = ("import", known.write("c.vcf", CARDS), "--met-on", "yesterday", "--at", "InfoShare")
    known.made(*words, "--yes")
    met = {m.contact: (str(m.on), m.at) for m in known.good().meetings}
    assert met == dict.fromkeys(["max-mueller", "anna-kowalska"], ("2026-11-20", "InfoShare"))
    assert known.run(*words, "--yes").stdout == "", "whom one met on a day, one met once"


@pytest.mark.parametrize("charset", ["utf-16", "cp1250"])
def test_import_knows_a_file_by_what_is_in_it(known: Typed, charset: str) -> None:
    path = known.root / "cards"
    path.write_bytes(CARDS.encode(charset))
    assert "Max Müller" in known.run("import", str(path)).stdout


def test_import_of_what_is_not_there(known: Typed) -> None:
    told = known.run("import", "no.vcf", known.write("c.csv", TABLE), "--yes", code=64).stderr
    assert "no.vcf cannot be read" in told
    assert known.files() == {"a.toml"}


def test_a_folder_that_cannot_be_written(home: Typed) -> None:
    (home.root / "people").rmdir()
    home.write("people", "a file")
    assert "cannot be written" in home.run("met", "Anna", code=75).stderr


def test_the_config_of_these_tests_speaks_polish() -> None:
    assert 'language = "pl"' in CONFIG
