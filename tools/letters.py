"""Every letter worth reading, on one page, to be read aloud: `make letters`.

Follow-ups: familiar ones in every combination of parts; each other form of address with every
bridge, on time and late. Then every other kind in each form of address, with each outcome. All
salutations stand first. Equal letters are shown once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import escape
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mailfollow.core.model import (  # noqa: E402
    BridgeKind,
    Circumstances,
    Commitment,
    Contact,
    Gender,
    Kind,
    Language,
    Me,
    Meeting,
    Outcome,
    Title,
)
from mailfollow.letters import both  # noqa: E402
from mailfollow.letters.language import salutation  # noqa: E402
from mailfollow.letters.render import Letters  # noqa: E402
from tests.letters.invented import (  # noqa: E402
    ABOUT,
    EWA,
    LABELS,
    MET,
    THINGS,
    TODAY,
    contact,
    follow_up,
    meeting,
    promised,
    third,
)

PAGE = ROOT / "build" / "letters.html"
STYLE = """
body { font: 17px/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 4rem } h3 { font: 13px sans-serif; color: #666; margin: 3rem 0 .3rem }
pre { font: inherit; white-space: pre-wrap; margin: 0; border-left: 3px solid #ccc;
      padding-left: 1rem } .subject { font-weight: bold; margin: 0 0 .6rem }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd } }
"""
Case = tuple[str, Commitment, Circumstances, Me]


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


def follow_ups(lang: Language) -> Iterator[Case]:
    for about, person, met, late, me in _met(lang):
        yield about, follow_up(person, met), Circumstances(late=late), me


def _met(lang: Language) -> Iterator[tuple[str, Contact, Meeting, bool, Me]]:
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


def promises(lang: Language) -> Iterator[Case]:
    """Every other kind in each form of address: what is known of it, and what came of it."""
    for form, gender in ((False, None), (True, Gender.F), (True, Gender.M), (True, None)):
        one = contact(lang, formal=form, gender=gender, company="Dach", phones=("+48 600 000 001",))
        two = third(lang, formal=form, gender=gender)
        how = f"formal, {gender or 'gender unknown'}" if form else "familiar"
        for met in (meeting(lang), None):
            known = f"{how} · {'meeting known' if met else 'no meeting'}"
            for about, commitment, circumstances in _of_every_kind(lang, one, two, met):
                yield f"{known} · {about}", commitment, circumstances, EWA
                if met and not gender:
                    late = replace(circumstances, late=True)
                    yield f"{known} · {about} · late", commitment, late, EWA


def _of_every_kind(
    lang: Language, one: Contact, two: Contact, met: Meeting | None
) -> Iterator[tuple[str, Commitment, Circumstances]]:
    passed_on, day, subject = MET + timedelta(1), MET + timedelta(15), ABOUT[lang]
    asked = Circumstances(answer_by=MET + timedelta(7))
    card = promised(Kind.INTRODUCE, one, met, two, about=subject)
    yield "pass-on", card, asked
    bare = {"consent": False, "call_back": False}
    person = replace(one, company=None, phones=())
    yield "pass-on, bare", promised(Kind.INTRODUCE, person, met, two, **bare), Circumstances()
    joint = promised(Kind.INTRODUCE, one, met, two, about=subject, joint=True)
    yield "joint introduction", joint, Circumstances()
    called = promised(Kind.CALL_BACK, one, met, two, about=subject)
    for outcome in Outcome:
        if outcome is not Outcome.BOUNCED:
            fact = Circumstances(passed_on=passed_on, outcome=outcome, outcome_on=day)
            yield f"call-back, {outcome}", called, fact
    fact = Circumstances(outcome=Outcome.DECLINED)
    yield "call-back, pass-on not seen", promised(Kind.CALL_BACK, one, met, two), fact
    for thing in THINGS[lang]:
        yield f"send {thing}", promised(Kind.SEND, one, met, text=thing), Circumstances()
        yield f"say {thing}", promised(Kind.SAY, one, met, text=thing), Circumstances()
    yield "keep in touch", promised(Kind.KEEP_IN_TOUCH, one, met), Circumstances()
    if met:
        after = follow_up(one, replace(met, bridge=meeting(lang, BridgeKind.ASK).bridge))
        yield "follow-up with things to send", after, Circumstances(carried=THINGS[lang])
        yield "follow-up as a reply", after, Circumstances(answering="Re: InfoShare")


def greetings(lang: Language) -> Iterator[tuple[str, str]]:
    """How a letter to both begins."""
    forms = ((False, None), (True, Gender.F), (True, Gender.M), (True, None))
    for (one, a), (two, b) in product(forms, forms):
        pair = contact(lang, formal=one, gender=a), third(lang, formal=two, gender=b)
        told = (f"formal {g or '?'}" if f else "familiar" for f, g in ((one, a), (two, b)))
        yield " and ".join(told), both.salutation(*pair)


def shown(lang: Language) -> Iterator[str]:
    letters, seen = Letters(), set[str]()
    for about, commitment, circumstances, me in (*follow_ups(lang), *promises(lang)):
        letter = letters.write(commitment, me=me, today=TODAY, circumstances=circumstances)
        if letter.body not in seen:
            seen.add(letter.body)
            count = len(letter.body.split())
            yield f"<h3>{escape(about)} · {count} words</h3><p class=subject>"
            yield f"{escape(letter.subject)}</p><pre>{escape(letter.body)}</pre>"


def page() -> str:
    text = [f"<!doctype html><meta charset=utf-8><title>Letters</title><style>{STYLE}</style>"]
    for lang in Language:
        text += [f"<section lang={lang}><h2>{lang}</h2><ul>"]
        greeted = (*salutations(lang), *greetings(lang))
        text += [f"<li>{escape(s)} <small>({escape(w)})</small>" for w, s in greeted]
        text += ["</ul>", *shown(lang), "</section>"]
    return "\n".join(text)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
