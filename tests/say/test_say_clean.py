"""Nothing of a mail or a TOML file reaches the terminal raw."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from mailfollow.core.model import (
    Account,
    Arrival,
    Circumstances,
    Code,
    Folder,
    Folders,
    Grade,
    Imap,
    Kind,
    Language,
    PasswordSource,
    PutDraft,
    Reason,
    Stage,
    Status,
    Verb,
    Why,
)
from mailfollow.errors import MailfollowError, Problem
from mailfollow.say.arrivals import came
from mailfollow.say.call import call, short_text
from mailfollow.say.check import check
from mailfollow.say.clean import clean, clean_lines
from mailfollow.say.plan import action, held
from mailfollow.say.reasons import question
from mailfollow.say.status import document, table
from mailfollow.say.why import why
from tests.say.world import (
    MET,
    NOW,
    WARSAW,
    account,
    arrival,
    commitment,
    contact,
    draft,
    evidence,
    state,
    word,
)

ODD = st.text(
    st.one_of(
        st.sampled_from("\x1b\x07\x00\x7f\x9b\r\n\t\v\f\u2028\u2029\u202e\u2066\ufeff\ud800[]{}|%"),
        st.characters(codec=None),
    ),
    min_size=1,
    max_size=20,
)


def raw(text: str) -> list[str]:
    """What must not be printed: controls, line separators, direction marks, lone surrogates."""
    joiners = "\u200c\u200d\u00ad"
    bad = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [c for c in text if unicodedata.category(c) in bad and c not in joiners and c != "\n"]


@given(ODD)
def test_a_line_stays_one_line_that_prints_as_itself(text: str) -> None:
    assert not raw(clean(text))
    assert "\n" not in clean(text)
    assert clean(clean(text)) == clean(text)


@given(ODD)
def test_lines_stay_lines(text: str) -> None:
    assert not raw(clean_lines(text))
    assert clean_lines(text).count("\n") == text.replace("\r\n", "\n").count("\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zażółć gęślą jaźń – „ß“ ✎ 👩‍🌾", "Zażółć gęślą jaźń – „ß“ ✎ 👩‍🌾"),
        ("a\x1b[31mred", "a�[31mred"),
        ("one\r\ntwo\tthree", "one two three"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("a\u00a0b", "a b"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert clean(text) == shown


def _everything_said(odd: str, language: Language) -> list[str]:
    who = contact(odd, id=odd, phones=(odd,))
    facts = dict.fromkeys(("to", "sender", "folder", "names", "name", "address", "at", "said"), odd)
    owed = commitment(who, Kind.SEND, id="a.send.2026-11-18")
    seen = evidence(
        Grade.E4,
        commitment=owed.id,
        reason=Reason.of(Code.CAME_BY_MAIL, **facts),
        subject=odd,
        folder=odd,
        message_id=odd,
    )
    laid = draft(commitment=owed.id, mailbox=odd, message_id=odd, to=odd, stage=Stage.EDITED)
    third = contact(odd, id="third", addresses=())
    called = state(commitment(replace(who, greeting=odd), Kind.CALL_BACK, third=third))
    passed_on = Circumstances(passed_on=MET)
    asked = state(owed, question=seen)
    kept = state(owed, Status.FULFILLED, evidence=seen, reason=seen.reason, ended_at=NOW)
    common = {
        "now": NOW,
        "states": [asked, kept],
        "drafts": [laid],
        "accounts": [account(name=odd, sent=(odd,), drafts=odd, trash=odd, detail=odd)],
        "running": True,
        "paused": Reason.of(Code.TEMPLATE, file=odd),
        "zone": WARSAW,
        "language": language,
    }
    account_ = Account(odd, odd, "ewa", PasswordSource(), Imap("imap.example.org"))
    folders = Folders((Folder(odd, Why.NAME),), Folder(odd, Why.CONFIG))
    return [
        question(seen, asked, language),
        json.dumps(document(**common), ensure_ascii=False).replace("\\", ""),  # type: ignore[arg-type]
        printed(table(**common)),  # type: ignore[arg-type]
        why(
            asked,
            evidence=[seen],
            words=[word(Verb.DONE, odd, commitment=owed.id)],
            drafts=[laid],
            held=Reason.of(Code.OWN_DRAFT, folder=odd),
            language=language,
            zone=WARSAW,
            arrivals=[
                arrival(kind, commitment=owed.id, who=who.id, address=odd, subject=odd)
                for kind in Arrival
            ],
            name=odd,
        ),
        " ".join(call(called, passed_on, language).sentences),
        came(called.commitment, passed_on, language),
        short_text(called, passed_on, odd),
        action(PutDraft(owed, MET, 1, odd, Circumstances(late=True)), language, WARSAW),
        held(owed.id, Reason.of(Code.ONE_WAITING, id=odd), language),
        check(
            accounts=[(account_, folders), (account_, MailfollowError(odd))],
            letters=[(who, (odd,), (), (odd,)), (who, MailfollowError(odd), (), ())],
            language=language,
            problems=[Problem(odd, 1, odd, who=odd)],
        ),
    ]


def printed(renderable: object) -> str:
    out = StringIO()
    Console(file=out, width=80, color_system=None).print(renderable)
    return out.getvalue()


@settings(max_examples=60, deadline=None)
@given(ODD, st.sampled_from(Language))
def test_nothing_odd_gets_through(odd: str, language: Language) -> None:
    for text in _everything_said(odd, language):
        assert not raw(text), text


def test_a_line_break_in_a_name_makes_no_line_of_its_own() -> None:
    for text in _everything_said("Anna\nforged line", Language.EN):
        assert not any(line.startswith("forged line") for line in text.splitlines())


@pytest.mark.parametrize("language", Language)
def test_a_name_of_nothing_but_odd_characters_stops_nothing(language: Language) -> None:
    assert all(_everything_said("\x1f\u202e", language))


def test_braces_and_brackets_are_shown_as_they_are() -> None:
    for text in _everything_said("[{to}|x]", Language.EN):
        assert "[{to}|x]" in text
