"""The contract of templates/README.md, and templates that misbehave."""

from __future__ import annotations

import re
import time
from pathlib import Path

import jinja2
import pytest
from jinja2 import meta

from mailfollow.core.model import Circumstances, Kind, Language
from mailfollow.errors import LetterImpossible, TemplateError
from mailfollow.letters.render import PACKAGED, Letter, Letters
from mailfollow.letters.variables import variables
from tests.letters.invented import EWA, TODAY, contact, follow_up, meeting

TEMPLATES = sorted(PACKAGED.glob("*/*.j2"))
EN = Language.EN
ONE = follow_up(contact(EN), meeting(EN))


def test_there_is_a_follow_up_in_each_language() -> None:
    assert {p.parent.name for p in TEMPLATES if p.stem == "follow_up.txt"} == set(Language)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_templates_use_promised_variables_only(path: Path) -> None:
    tree = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
    used = meta.find_undeclared_variables(tree)
    assert used - promised() == set()
    assert {"salutation", "signature"} <= used


def test_promised_variables_are_the_ones_there_are() -> None:
    assert promised() == set(variables(ONE, me=EWA, circumstances=Circumstances(), today=TODAY))


def promised() -> set[str]:
    table = (PACKAGED / "README.md").read_text(encoding="utf-8").partition("## Variables")[2]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


# --- the user's own templates ---------------------------------------------------------------


def write(tmp_path: Path, source: str | bytes, letters: Letters | None = None) -> Letter:
    path = tmp_path / "en/follow_up.txt.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return (letters or Letters(tmp_path)).write(ONE, me=EWA, today=TODAY)


def test_one_file_is_overridden_the_others_stay(tmp_path: Path) -> None:
    letter = write(tmp_path, "Subject: Own\n\n{{ salutation }}\n\nfirst.\nSecond.\n")
    assert (letter.subject, letter.body) == ("Own", "Dear Priya Okafor,\n\nFirst. Second.")
    polish = follow_up(contact(Language.PL), meeting(Language.PL))
    theirs = Letters(tmp_path).write(polish, me=EWA, today=TODAY)
    assert theirs == Letters().write(polish, me=EWA, today=TODAY)


def test_a_new_and_a_changed_template_are_seen_at_once(tmp_path: Path) -> None:
    letters = Letters(tmp_path)
    assert letters.write(ONE, me=EWA, today=TODAY).subject != "Own"
    write(tmp_path, "Subject: Own\n\nx")
    assert letters.write(ONE, me=EWA, today=TODAY).subject == "Own"
    (tmp_path / "en/follow_up.txt.j2").unlink()
    assert letters.write(ONE, me=EWA, today=TODAY).subject != "Own"


def test_a_kind_without_template_is_no_letter() -> None:
    from dataclasses import replace

    with pytest.raises(LetterImpossible):
        Letters().write(replace(ONE, kind=Kind.SAY), me=EWA, today=TODAY)
    with pytest.raises(LetterImpossible):
        Letters().write(replace(ONE, meeting=None), me=EWA, today=TODAY)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Subject: x\n\n{{ nothing_like_that }}", 3),
        ("Subject: x\n{% if late %}\n\nnever closed", None),
        ("Subject: x\n\n\n{{ 1 / 0 }}", 4),
        ("Subject: x\n{{ name|no_such_filter }}", 2),
        ("Subject: x\n{{ name.__class__ }}", 2),
        ("Subject: x\n{{ name.upper() }}", 2),
        ("Subject: x\n{{ salutation.format(name) }}", 2),
        ("no subject here", 1),
        ("", 1),
        ("Subject: x\n{% include 'en/nowhere.j2' %}", None),
        ("Subject: x\n{% include '../../../etc/passwd' %}", None),
        ("Subject: x\n{{ self.__init__.__globals__ }}", 2),
    ],
)
def test_a_failing_template_names_its_file_and_line(
    tmp_path: Path, source: str, line: int | None
) -> None:
    with pytest.raises(TemplateError) as failed:
        write(tmp_path, source)
    assert "en/follow_up.txt.j2" in failed.value.file
    if line:
        assert failed.value.line == line


def test_a_template_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="UTF-8"):
        write(tmp_path, "Subject: Grüße\n\nx".encode("latin-1"))


BOMBS = [
    "{% for i in range(1000000000) %}{% endfor %}",
    "{% for i in range(1000) %}{% for j in range(1000) %}{% for k in range(1000) %}"
    "{% endfor %}{% endfor %}{% endfor %}",
    "{{ 'a' * 10000000000 }}",
    "{{ [1] * 10000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'a'.ljust(10000000000) }}",
    "{{ 'a'|center(10000000000) }}",
    "{{ 'a'|indent(10000000000) }}",
    "{{ lipsum(1000000) }}",
    "{{ range(1000)|join(range(1000)|join('aaaaaaaaaaaaaaaaaaaaaaa')) }}",
    "{% macro f(n) %}{{ f(n) }}{% endmacro %}{{ f(1) }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 60,
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a + a %}" * 60,
    "{% set a = ['a', 'a'] %}" + "{% set a = a + a %}" * 60,
    "{% set a = 9999 %}" + "{% set a = a * a %}" * 60,
    "{% set a %}aaaa{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60,
    "{% include 'en/follow_up.txt.j2' %}",
    "{% for i in [[1]] recursive %}{{ loop(i) }}{{ loop(i) }}{% endfor %}",
    "{% for i in range(1000) %}{{ 'a very long line to be repeated' }}{% endfor %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "-" * 9000 + "1 }}",
    "x" * 50_000,
]


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda b: b[:40])
def test_a_bomb_stops_soon_and_costs_one_letter(tmp_path: Path, bomb: str) -> None:
    letters = Letters(tmp_path)
    began = time.thread_time()
    with pytest.raises(TemplateError):
        write(tmp_path, f"Subject: x\n\n{bomb}", letters)
    assert time.thread_time() - began < 2
    (tmp_path / "en/follow_up.txt.j2").unlink()
    assert letters.write(ONE, me=EWA, today=TODAY).body


def test_loops_macros_and_filters_work(tmp_path: Path) -> None:
    source = (
        "Subject: {{ name|upper }}\n\n{% macro p(x) %}<{{ x }}>{% endmacro %}"
        "{% for i in range(3) %}{{ p(i) }}{{ loop.index }}{% if not loop.last %},{% endif %}"
        "{% endfor %} {{ 'a' ~ 1 ~ day }} {{ 2 + 3 * 4 }}"
    )
    letter = write(tmp_path, source)
    assert letter.subject == "PRIYA OKAFOR"
    assert letter.body == "<0>1,<1>2,<2>3 a129 April 14"
