"""Every follow-up letter worth reading, on one page, to be read aloud: `make letters`.

Familiar letters in every combination of parts; each other form of address with every bridge,
on time and late; then all salutations. Equal letters are shown once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mailfollow.core.model import (  # noqa: E402
    BridgeKind,
    Circumstances,
    Contact,
    Gender,
    Language,
    Me,
    Meeting,
    Title,
)
from mailfollow.letters.language import salutation  # noqa: E402
from mailfollow.letters.render import Letters  # noqa: E402
from tests.letters.invented import EWA, LABELS, TODAY, contact, follow_up, meeting  # noqa: E402

PAGE = ROOT / "build" / "letters.html"
STYLE = """
body { font: 17px/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 4rem } h3 { font: 13px sans-serif; color: #666; margin: 3rem 0 .3rem }
pre { font: inherit; white-space: pre-wrap; margin: 0; border-left: 3px solid #ccc;
      padding-left: 1rem } .subject { font-weight: bold; margin: 0 0 .6rem }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd } }
"""
Case = tuple[str, Contact, Meeting, bool, Me]


def parts(lang: Language) -> Iterator[tuple[str, Meeting]]:
    for bridge, talk, common in product((*BridgeKind, None), ("o …", ":", "–"), (True, False)):
        met = meeting(lang, bridge)
        if talk == ":":
            met = replace(met, talked_about=LABELS[lang]["talked_about"], at=LABELS[lang]["at"])
        elif talk == "–":
            met = replace(met, talked_about=None, at=None if bridge is None else met.at)
        if not common:
            met = replace(met, in_common=None)
        yield f"{bridge or 'no bridge'} · talk {talk} · common {'yes' if common else '–'}", met


def cases(lang: Language) -> Iterator[Case]:
    for (what, met), late in product(parts(lang), (False, True)):
        when = "late" if late else "on time"
        yield f"familiar · {when} · {what}", contact(lang, formal=False), met, late, EWA
    forms = [contact(lang, formal=True, gender=g) for g in (Gender.F, Gender.M, None)]
    for person, bridge, late in product(forms, (*BridgeKind, None), (False, True)):
        about = f"formal · {person.gender or 'gender unknown'} · {'late' if late else 'on time'}"
        yield f"{about} · {bridge or 'no bridge'}", person, meeting(lang, bridge), late, EWA
        bare = meeting(lang, bridge, in_common=None)
        yield f"{about} · {bridge or 'no bridge'} · no common", person, bare, late, EWA
    for gender in (Gender.M, None):
        me = replace(EWA, name="E. Zielińska", signature="", gender=gender)
        for late in (False, True):
            about = f"user {gender or 'unknown'}, {'late' if late else 'on time'}"
            yield about, contact(lang, formal=False), meeting(lang, BridgeKind.NEWS), late, me


def salutations(lang: Language) -> Iterator[tuple[str, str]]:
    for title, gender in product((None, *Title), (Gender.F, Gender.M, None)):
        person = contact(lang, formal=True, gender=gender, title=title)
        yield f"formal {gender or '?'} {title or ''}", salutation(person)
        doubtful = replace(person, name="María García López", first=None, surname=None)
        yield f"formal {gender or '?'} {title or ''}, surname doubtful", salutation(doubtful)
    yield "familiar", salutation(contact(lang, formal=False))
    yield "familiar, name doubtful", salutation(contact(lang, formal=False, first=None))


def shown(lang: Language) -> Iterator[str]:
    letters, seen = Letters(), set[str]()
    for about, person, met, late, me in cases(lang):
        letter = letters.write(
            follow_up(person, met), me=me, circumstances=Circumstances(late=late), today=TODAY
        )
        if letter.body not in seen:
            seen.add(letter.body)
            count = len(letter.body.split())
            yield f"<h3>{escape(about)} · {count} words</h3><p class=subject>"
            yield f"{escape(letter.subject)}</p><pre>{escape(letter.body)}</pre>"


def page() -> str:
    text = [f"<!doctype html><meta charset=utf-8><title>Letters</title><style>{STYLE}</style>"]
    for lang in Language:
        text += [f"<section lang={lang}><h2>{lang}</h2><ul>"]
        text += [f"<li>{escape(s)} <small>({escape(w)})</small>" for w, s in salutations(lang)]
        text += ["</ul>", *shown(lang), "</section>"]
    return "\n".join(text)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
