"""What a sweep is told from the files: all of them, frozen."""

from __future__ import annotations

from datetime import time

from mailfollow import home as homes
from mailfollow.core.model import DigestTime, VerbFolder
from tests.people.home import CONFIG, Home

MORE = '[digest]\nat = "6:15"\naccount = "work"\n[verbs]\nfolders = true\n'
BROKEN = '[[contacts]]\nname = "Anna Kowalska"\nemail = "anna"\n'


def test_it_holds_what_config_says(home: Home) -> None:
    home.config(CONFIG + MORE)
    household = homes.load(home.root / "config.toml", home.root / "state").household
    assert household.digest == DigestTime(time(6, 15), "work")
    assert household.verbs.names[VerbFolder.DONE] == "Mailfollow/Zrobione"
    assert household.problems == ()


def test_it_holds_a_sentence_for_each_problem_and_so_after_an_edit(home: Home) -> None:
    path, state = home.root / "config.toml", home.root / "state"
    before = homes.load(path, state)
    home.people(BROKEN)
    changed = homes.load(path, state)
    (problem,) = changed.household.problems
    assert problem.startswith("people/a.toml:3: Anna Kowalska: email: ")
    assert homes.with_people(before, changed).household.problems == (problem,)
    home.people(BROKEN.replace('"anna"', '"anna@example.pl"'))
    assert homes.with_people(changed, homes.load(path, state)).household.problems == ()
