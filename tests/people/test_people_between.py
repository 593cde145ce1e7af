"""Several files: what they say about each other, and what happens when one is broken."""

from __future__ import annotations

import stat

from tests.people.home import CONFIG, Home

ANNA = 'on = 2026-11-18\n[[contacts]]\nname = "Anna Kowalska"\nemail = "anna@example.pl"\n'
PIOTR = '[[contacts]]\nname = "Piotr Zając"\nemail = "piotr@example.pl"\n'
BROKEN = "on = 04/05/2026\n"


def ids(home: Home) -> list[str]:
    return [c.id for c in home.load()[0].contacts]


class TestOneIdTwice:
    def test_is_the_fault_of_the_later_file(self, home: Home) -> None:
        home.people(ANNA, "a.toml").people(PIOTR + ANNA.partition("\n")[2], "b.toml")
        found, (problem,) = home.load()
        assert [c.source for c in found.contacts] == ["people/a.toml"]
        assert found.silent == {"people/b.toml"}
        assert problem.fatal
        assert str(problem) == (
            "people/b.toml:5: Anna Kowalska: There are two contacts with the id anna-kowalska: "
            "this one, and Anna Kowalska in people/a.toml, line 2. If they are two people, add "
            'id = "anna-kowalska-2" here; if it is one, write only what is new: [[meetings]] with '
            'contact = "anna-kowalska".'
        )

    def test_in_one_file(self, home: Home) -> None:
        home.people(ANNA + ANNA.partition("\n")[2])
        found, (problem,) = home.load()
        assert (found.contacts, problem.line) == ((), 6)

    def test_is_mended_by_an_id(self, home: Home) -> None:
        home.people(ANNA, "a.toml")
        home.people('[[contacts]]\nname = "Anna Kowalska"\nemail = "ak@example.pl"\nid = "anna-2"')
        home.people(ANNA, "b.toml")
        assert ids(home) == ["anna-2", "anna-kowalska"]

    def test_with_config(self, home: Home) -> None:
        home.config(CONFIG + ANNA.partition("\n")[2]).people(ANNA)
        found, (problem,) = home.load()
        assert [c.source for c in found.contacts] == ["config.toml"]
        assert problem.file == "people/a.toml"


def test_one_address_with_two_contacts_keeps_both(home: Home) -> None:
    home.people(ANNA).people(PIOTR.replace("piotr@", "Anna@"), "b.toml")
    found, (problem,) = home.load()
    assert [c.id for c in found.contacts] == ["anna-kowalska", "piotr-zajac"]
    assert not problem.fatal
    assert str(problem) == (
        "people/b.toml:3: Piotr Zając: Anna@example.pl belongs to Piotr Zając (here) and to "
        "Anna Kowalska (people/a.toml, line 2). Both stay; a mail to this address will be a "
        "question: to whom was it?"
    )


class TestReferences:
    def test_to_nobody(self, home: Home) -> None:
        home.people(ANNA).people(
            '[[meetings]]\ncontact = "ana-kowalska"\non = 2026-11-20', "b.toml"
        )
        found, problems = home.load()
        assert [str(p) for p in problems] == [
            "people/b.toml:2: ana-kowalska: contact: there is no contact “ana-kowalska”; did you "
            'mean "anna-kowalska"?'
        ]
        assert found.silent == {"people/b.toml"}
        assert len(found.meetings) == 1

    def test_to_somebody_in_a_file_that_cannot_be_read(self, home: Home) -> None:
        """What the silent file holds is unknown: nobody is blamed, nothing counts as gone."""
        home.people(BROKEN, "a.toml")
        home.people(PIOTR + '[[meetings]]\ncontact = "anna-kowalska"\non = 2026-11-20', "b.toml")
        found, problems = home.load()
        assert [c.id for c in found.contacts] == ["piotr-zajac"]
        assert found.silent == {"people/a.toml", "people/b.toml"}
        assert [p.fatal for p in problems] == [True, False]


class TestBrokenFiles:
    def test_stop_only_themselves(self, home: Home) -> None:
        home.people(ANNA).people(BROKEN + PIOTR, "b.toml")
        found, problems = home.load()
        assert [c.id for c in found.contacts] == ["anna-kowalska"]
        assert found.silent == {"people/b.toml"}
        assert [p.file for p in problems] == ["people/b.toml"]

    def test_stay_in_force_as_they_last_were_good(self, home: Home) -> None:
        home.people(ANNA).people(PIOTR, "b.toml").keep()
        home.people(PIOTR.replace("Piotr", "Paweł") + "formal = tak", "b.toml")
        found, problems = home.load()
        assert [c.id for c in found.contacts] == ["anna-kowalska", "piotr-zajac"]
        assert found.silent == frozenset()
        assert [p.line for p in problems] == [4]

    def test_are_not_kept(self, home: Home) -> None:
        home.people(ANNA).keep()
        home.people(BROKEN).keep()
        assert ids(home) == ["anna-kowalska"]

    def test_that_cannot_be_opened(self, home: Home) -> None:
        home.people(ANNA).keep()
        (home.root / "people/a.toml").unlink()
        (home.root / "people/a.toml").mkdir()
        found, (problem,) = home.load()
        assert [c.id for c in found.contacts] == ["anna-kowalska"]
        assert "cannot be read" in problem.sentence

    def test_mended(self, home: Home) -> None:
        home.people(BROKEN)
        assert home.load()[0].silent
        home.people(ANNA)
        assert ids(home) == ["anna-kowalska"]

    def test_a_damaged_copy_is_no_copy(self, home: Home) -> None:
        home.people(ANNA).keep()
        (home.last_good / "a.toml").write_bytes(b"\xff\xfe")
        home.people(BROKEN)
        assert home.load()[0].silent == {"people/a.toml"}

    def test_a_copy_that_has_come_to_clash(self, home: Home) -> None:
        """The person moved to an earlier file, then the later one broke."""
        home.people(ANNA, "b.toml").keep()
        home.people(ANNA, "a.toml").people(BROKEN, "b.toml")
        found, _ = home.load()
        assert [c.source for c in found.contacts] == ["people/a.toml"]
        assert found.silent == {"people/b.toml"}


class TestKeep:
    def test_copies_are_private(self, home: Home) -> None:
        home.people(ANNA).keep()
        assert stat.S_IMODE((home.last_good / "a.toml").stat().st_mode) == 0o600
        assert stat.S_IMODE(home.last_good.stat().st_mode) == 0o700
        assert [p.name for p in home.last_good.iterdir()] == ["a.toml"]

    def test_copies_follow(self, home: Home) -> None:
        home.people(ANNA).keep()
        home.people(PIOTR).keep()
        home.people(BROKEN)
        assert ids(home) == ["piotr-zajac"]

    def test_files_gone_are_gone(self, home: Home) -> None:
        home.people(ANNA).people(PIOTR, "b.toml").keep()
        (home.root / "people/b.toml").unlink()
        assert ids(home) == ["anna-kowalska"]
        home.keep()
        assert [p.name for p in home.last_good.iterdir()] == ["a.toml"]

    def test_a_folder_gone_is_not_everybody_gone(self, home: Home) -> None:
        home.people(ANNA).keep()
        (home.root / "people/a.toml").unlink()
        (home.root / "people").rmdir()
        home.keep()
        found, (problem,) = home.load()
        assert [c.id for c in found.contacts] == ["anna-kowalska"]
        assert "what it held last stays in force" in problem.sentence


def test_nobody_yet(home: Home) -> None:
    (home.root / "people").rmdir()
    assert home.good().contacts == ()
