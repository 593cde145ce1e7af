"""Whatever the user writes into a phrase or a name, the letter stays a letter."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mailfollow.core.model import (
    Bridge,
    BridgeKind,
    Circumstances,
    Contact,
    Gender,
    Kind,
    Language,
    Meeting,
    Outcome,
    Title,
)
from mailfollow.errors import LetterImpossible
from mailfollow.letters.advice import advise
from mailfollow.letters.phrases import tidy
from mailfollow.letters.render import Letters
from tests.letters.invented import EWA, MET, TODAY, follow_up, promised

LETTERS = Letters()
ENDS = st.sampled_from(
    ["", ".", "?", "!", "…", "...", ",", ";", " – ", "?.", "..", " .", "\n", "\\"]
)
WORDS = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ["o drzewach", "über Bäume", "about trees", "{{ late }}", "na InfoShare", "✎", "wir beide"]
)
PHRASES = st.none() | st.builds(str.__add__, WORDS, ENDS)
CONTACTS = st.builds(
    Contact,
    id=st.just("someone"),
    name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
    first=st.none() | st.sampled_from(["Anna", "Max", "A\r\nB", "Zo{{e"]),
    surname=st.none() | st.sampled_from(["Klein", "von der Heide", "O\u2028x"]),
    title=st.none() | st.sampled_from(Title),
    gender=st.none() | st.sampled_from(Gender),
    formal=st.booleans(),
    language=st.sampled_from(Language),
    greeting=st.none() | st.sampled_from(["Hej", "Hallo!", "Hi\r\nBcc: x", "✎", "\\"]),
    addresses=st.just(("someone@example.net",)),
)
MEETINGS = st.builds(
    Meeting,
    contact=st.just("someone"),
    on=st.just(MET),
    at=PHRASES,
    talked_about=PHRASES,
    in_common=PHRASES,
    bridge=st.none() | st.builds(Bridge, st.sampled_from(BridgeKind), WORDS),
)


@given(
    person=CONTACTS,
    met=MEETINGS,
    late=st.booleans(),
    gender=st.none() | st.sampled_from(Gender),
)
def test_every_letter_is_one(
    person: Contact, met: Meeting, late: bool, gender: Gender | None
) -> None:
    me = replace(EWA, gender=gender)
    commitment = follow_up(person, met)
    letter = LETTERS.write(commitment, me=me, circumstances=Circumstances(late=late), today=TODAY)
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject + letter.body
    assert "\u2028" not in letter.subject + letter.body
    known = tidy(met.talked_about) or tidy(met.in_common)
    assert letter.to == ("someone@example.net" if known else None)
    assert letter.body.count("✎") == (0 if known else 1)
    assert letter.body.startswith("✎") is (not known)
    phrases = (met.at, met.talked_about, met.in_common, met.bridge and met.bridge.phrase)
    for phrase in phrases:
        if text := tidy(phrase):
            assert text.casefold() in letter.body.casefold()
            if any(text.casefold() in tidy(p).casefold() for p in phrases if tidy(p) != text):
                continue  # what follows it there is another phrase's
            after = letter.body.casefold().split(text.casefold())[1:]
            assert not any(re.match(r"[.,?!…]{2}", rest) for rest in after if len(text) > 3)
            if text[-1] in "?!…" and len(text) > 3 and phrase is not met.at:
                assert not any(re.match(r"[.?]", rest) for rest in after)
    advise(commitment, me=me, letters=LETTERS)


@given(
    kind=st.sampled_from([k for k in Kind if k is not Kind.FOLLOW_UP]),
    person=CONTACTS,
    other=CONTACTS,
    met=st.none() | MEETINGS,
    text=PHRASES,
    about=PHRASES,
    joint=st.booleans(),
    circumstances=st.builds(
        Circumstances,
        late=st.booleans(),
        passed_on=st.none() | st.just(MET),
        outcome=st.sampled_from(Outcome),
        outcome_on=st.none() | st.dates(),
        answer_by=st.none() | st.dates(),
        answering=st.none() | WORDS,
    ),
)
def test_every_promised_letter_is_one_or_is_refused(
    kind: Kind,
    person: Contact,
    other: Contact,
    met: Meeting | None,
    text: str | None,
    about: str | None,
    joint: bool,
    circumstances: Circumstances,
) -> None:
    commitment = promised(kind, person, met, other, text=text or "", about=about, joint=joint)
    try:
        letter = LETTERS.write(commitment, me=EWA, today=TODAY, circumstances=circumstances)
    except LetterImpossible:
        assert kind in (Kind.CALL_BACK, Kind.SEND, Kind.SAY)
        assert kind is Kind.CALL_BACK or not tidy(text)
        return
    told = letter.subject + letter.body
    assert not set(told) & set("\r\u2028")
    assert "\n" not in letter.subject
    assert letter.subject
    assert letter.language is commitment.reader.language
    assert (letter.to is None) is letter.body.startswith("✎") is bool(letter.gap)
    assert letter.body.count("✎") == bool(letter.gap)
    said = {Kind.SEND: text, Kind.SAY: text, Kind.INTRODUCE: about, Kind.CALL_BACK: about}
    if words := tidy(said.get(kind)):
        assert words.casefold() in letter.body.casefold()
