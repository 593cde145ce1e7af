"""`status`: the JSON document to the letter of DESIGN.md §4, and the table at 80 columns."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from mailfollow.core.model import (
    AccountHealth,
    Circumstances,
    Code,
    Grade,
    Kind,
    Language,
    Outcome,
    Reason,
    Stage,
    Status,
    Verb,
)
from mailfollow.say.owed import draft_of
from mailfollow.say.status import document, table
from mailfollow.say.table import handle
from tests.say.world import (
    NOW,
    account,
    commitment,
    contact,
    draft,
    everything,
    evidence,
    full,
    state,
    word,
)

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def told(**changes: Any) -> dict[str, Any]:
    """The document as a reader gets it: through JSON."""
    doc = document(**{**everything(), "language": Language.EN, **changes})
    return json.loads(json.dumps(doc))  # type: ignore[no-any-return]


def one(of: Any, **changes: Any) -> dict[str, Any]:
    return told(states=[of], **changes)["commitments"][0]  # type: ignore[no-any-return]


# --- the document ---------------------------------------------------------------------------

TEXT = str
COMMITMENT: Mapping[str, object] = {
    "id": TEXT,
    "contact": TEXT,
    "contact_id": TEXT,
    "kind": set(Kind),
    "status": set(Status),
    "late": bool,
    "opens": (DAY, None),
    "due": (DAY, None),
    "snoozed_until": (MOMENT, None),
    "draft": (
        {
            "stage": set(Stage),
            "account": TEXT,
            "folder": TEXT,
            "message_id": TEXT,
            "since": MOMENT,
        },
        None,
    ),
    "evidence": (
        {
            "grade": {"E1", "E2", "E3", "word"},
            "code": set(Code),
            "reason": TEXT,
            "folder": (TEXT, None),
            "message_id": (TEXT, None),
            "sent_at": (MOMENT, None),
            "subject": (TEXT, None),
        },
        None,
    ),
    "question": ({"code": set(Code), "reason": TEXT, "message_id": (TEXT, None)}, None),
    "third": (TEXT, None),
    "outcome": (set(Outcome), None),
}
DOCUMENT: Mapping[str, object] = {
    "version": {1},
    "now": MOMENT,
    "commitments": [COMMITMENT],
    "accounts": [
        {
            "name": TEXT,
            "state": {"ok", "connecting", "offline", "refused", "throttled", "blind"},
            "since": (MOMENT, None),
            "last_sweep": (MOMENT, None),
            "blind_since": (MOMENT, None),
            "folders": {"sent": [TEXT], "drafts": (TEXT, None), "trash": (TEXT, None)},
        }
    ],
    "daemon": {"running", "stopped"},
    "paused": ({"code": set(Code), "reason": TEXT}, None),
}


def fits(value: Any, shape: Any) -> bool:
    """Whether a JSON value has this shape; a mapping has exactly these keys."""
    match shape:
        case tuple():
            return any(fits(value, s) for s in shape)
        case re.Pattern():
            return isinstance(value, str) and bool(shape.fullmatch(value))
        case set():
            return value in shape
        case list():
            return isinstance(value, list) and all(fits(v, shape[0]) for v in value)
        case dict():
            same_keys = isinstance(value, dict) and value.keys() == shape.keys()
            return same_keys and all(fits(value[k], shape[k]) for k in shape)
        case None:
            return value is None
    return type(value) is shape


@pytest.mark.parametrize("language", Language)
def test_the_document_is_the_one_agreed(language: Language) -> None:
    doc = told(language=language)
    assert fits(doc, DOCUMENT), json.dumps(doc, indent=1)
    assert len(doc["commitments"]) == len(everything()["states"])
    assert fits(told(states=[], accounts=[], drafts=[], running=True, paused=None), DOCUMENT)


def test_moments_have_the_offset_of_the_zone() -> None:
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert told()["now"] == "2026-11-21T09:30:00+01:00"
    assert told(now=summer)["now"] == "2026-07-02T00:30:00+02:00"


def test_a_commitment_bears_its_days_and_whether_it_is_late() -> None:
    snoozed = datetime(2026, 11, 24, 6, tzinfo=UTC)
    doc = one(state(commitment(), Status.UPCOMING, snoozed_until=snoozed, late=True))
    assert (doc["opens"], doc["due"]) == ("2026-11-19", "2026-11-20")
    assert doc["snoozed_until"] == "2026-11-24T07:00:00+01:00"
    assert doc["late"] is True
    assert doc["contact_id"] == "anna-kowalska"
    assert one(state(commitment(opens=None, due=None)))["due"] is None


def test_evidence_is_the_mail_that_fulfilled_it() -> None:
    kept = state(status=Status.FULFILLED, evidence=evidence(Grade.E1), reason=full(Code.OUR_DRAFT))
    doc = one(kept)["evidence"]
    assert doc == {
        "grade": "E1",
        "code": "our_draft",
        "reason": "our draft, sent to anna@example.pl, "
        "two days after the meeting (na InfoShare w Gdańsku)",
        "folder": "Wysłane",
        "message_id": "m1@example.org",
        "sent_at": "2026-11-20T14:03:00+01:00",
        "subject": "Nasza rozmowa",
    }


def test_evidence_by_the_users_word_names_no_mail_unless_a_yes_confirmed_one() -> None:
    done = state(status=Status.FULFILLED, word=word(Verb.DONE), reason=Reason(Code.DONE))
    yes = replace(
        done, word=word(Verb.YES), reason=Reason(Code.CONFIRMED), evidence=evidence(Grade.E4)
    )
    assert one(done)["evidence"]["grade"] == one(yes)["evidence"]["grade"] == "word"
    assert one(done)["evidence"]["message_id"] is None
    assert one(yes)["evidence"]["message_id"] == "m1@example.org"


def test_what_was_dropped_or_is_open_has_no_evidence() -> None:
    dropped = state(status=Status.DROPPED, reason=Reason(Code.DROPPED_BY_WORD))
    assert one(dropped)["evidence"] is None
    assert one(state(reason=full(Code.SNOOZED)))["evidence"] is None


def test_the_account_of_a_draft_is_told_by_its_label() -> None:
    doc = one(state(), accounts=[account(name="work")])["draft"]
    assert doc["account"] == "work"
    assert doc["since"] == "2026-11-21T07:00:04+01:00"
    assert one(state(), accounts=[])["draft"]["account"] == "ewa@example.org"


@pytest.mark.parametrize("stage", Stage)
def test_a_draft_that_never_lay_or_was_withdrawn_is_none(stage: Stage) -> None:
    shown = one(state(), drafts=[draft(stage)])["draft"]
    hidden = stage in (Stage.WITHDRAWN, Stage.FAILED)
    assert (shown is None) is hidden
    assert hidden or shown["stage"] == stage


def test_the_draft_of_this_occasion_comes_before_a_later_one_of_another() -> None:
    here = draft(token="here")
    older = draft(token="older", laid_at=here.laid_at - timedelta(days=1))
    other = draft(
        token="other", occasion=date(2026, 10, 1), laid_at=here.laid_at + timedelta(days=1)
    )
    alien = draft(token="alien", commitment="max-mueller.send.2026-11-18")
    assert draft_of(state(), [older, here, other, alien]) == here
    assert draft_of(state(), [other, alien]) == other
    assert draft_of(state(), [alien]) is None


def test_a_question_is_told_with_the_message() -> None:
    asked = state(question=evidence(Grade.E4, Code.BCC_ONLY))
    assert one(asked)["question"] == {
        "code": "bcc_only",
        "reason": "anna@example.pl is only in Bcc",
        "message_id": "m1@example.org",
    }


def test_the_third_person_and_what_came_of_it() -> None:
    of = state(commitment(kind=Kind.CALL_BACK))
    known = {of.commitment.id: Circumstances(outcome=Outcome.DECLINED)}
    assert (one(of)["third"], one(of)["outcome"]) == ("Jana Klein", None)
    assert one(of, circumstances=known)["outcome"] == "declined"
    other = state(commitment(kind=Kind.SEND, id=of.commitment.id))
    doc = one(other, circumstances=known)
    assert (doc["third"], doc["outcome"]) == (None, None)


# --- the table ------------------------------------------------------------------------------


def shown(width: int = 80, **changes: Any) -> str:
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, force_terminal=False)
    console.print(table(**{**everything(), "language": Language.EN, **changes}))
    return out.getvalue()


@pytest.mark.parametrize("language", Language)
def test_the_table_fits_80_columns_and_needs_no_colour(language: Language) -> None:
    text = shown(language=language)
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    for name in ("Anna Kowalska", "Max Müller", "Ola Wójcik", "Piotr Zając"):
        assert name in text


def test_a_colour_terminal_gets_the_same_words() -> None:
    out = StringIO()
    console = Console(file=out, width=80, color_system="standard", force_terminal=True)
    console.print(table(**{**everything(), "language": Language.EN}))
    assert "\x1b[" in out.getvalue()
    assert re.sub(r"\x1b\[[\d;]*m", "", out.getvalue()) == shown()


def test_by_urgency() -> None:
    text = shown()
    titles = ("Drafting is paused", "Overdue\n", "Due\n", "Upcoming\n", "Ended\n", "Accounts\n")
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    due = text[text.index("Due\n") : text.index("Upcoming\n")]
    assert "by Mon 23 Nov" in due
    assert "Piotr Zając" in text[text.index("Ended\n") :]


def test_the_most_urgent_stands_first_within_a_section() -> None:
    early = datetime(2026, 11, 19, 6, tzinfo=UTC)
    states = [
        state(commitment(contact("Anna Kowalska"))),
        state(commitment(contact("Zofia Lis")), overdue_at=early),
    ]
    text = shown(states=states)
    assert text.index("Zofia Lis") < text.index("Anna Kowalska")


@pytest.mark.parametrize(
    ("of", "drafts", "says"),
    [
        (state(), [draft()], "draft waits in “Szkice”"),
        (state(), [draft(to=None)], "✎ one line is yours to write"),
        (state(), [draft(Stage.EDITED)], "you have edited the draft in “Szkice”"),
        (state(), [], "mailfollow why anna-kowalska"),
        (state(status=Status.DUE), [], "a draft comes on Sat 21 Nov, 07:00"),
        (state(question=evidence(Grade.E4, Code.CC_ONLY)), [draft()], "draft waits"),
        (
            state(question=evidence(Grade.E4, Code.CC_ONLY)),
            [],
            "To answer: mailfollow yes (or no) anna-kowalska",
        ),
        (state(reason=full(Code.SNOOZED)), [], "snoozed until 25 November 2026, 07:00"),
        (state(commitment(contact(addresses=()))), [], "no address, no number"),
        (
            state(commitment(contact(addresses=(), phones=("+48601000000",)))),
            [],
            "no address; call tel:+48601000000",
        ),
        (
            state(status=Status.DROPPED, ended_at=NOW, reason=Reason(Code.DROPPED_BY_WORD)),
            [],
            "ended: you dropped it",
        ),
    ],
)
def test_what_is_happening(of: Any, drafts: Any, says: str) -> None:
    text = shown(width=300, states=[of], drafts=drafts)
    assert says in text


def row(of: Any, known: Circumstances | None = None, held: Reason | None = None) -> str:
    """One row of the table on one line, as far as its cells allow."""
    own = of.commitment.id
    return shown(
        width=400,
        states=[of],
        drafts=[],
        circumstances={own: known} if known else {},
        drafting={own: held} if held else {},
        paused=None,
    )


MAX = contact("Max Müller", phones=("+49 541 000000",))
PASSED_ON = Circumstances(passed_on=date(2026, 11, 19))
CALL_FIRST = Reason.of(Code.CALL_FIRST, phone="+49 541 000000")


def test_a_call_back_is_a_call() -> None:
    text = row(state(commitment(MAX, Kind.CALL_BACK)), PASSED_ON, CALL_FIRST)
    assert "Jana Klein: no answer so far; has had the card since 19 November 2026" in text
    assert "call tel:+49541000000 (what to say: mailfollow why max-mueller)" in text
    assert "no address" not in text
    assert "no draft" not in text


def test_a_call_back_not_yet_due_says_that_it_will_be_a_call() -> None:
    text = row(state(commitment(MAX, Kind.CALL_BACK), Status.UPCOMING), PASSED_ON, CALL_FIRST)
    assert "no draft: a call comes first (+49 541 000000)" in text
    assert "tel:" not in text


def test_nobody_is_called_before_the_card_is_passed_on() -> None:
    first = Reason.of(Code.FIRST_PASS_ON, id="max-mueller.introduce.2026-11-18")
    of = state(commitment(MAX, Kind.CALL_BACK))
    text = row(of, Circumstances(), first)
    assert "no draft: the card has to be passed on first (max-mueller.introduce" in text
    assert "tel:" not in text
    assert "not been passed on" not in text
    assert "the card has not been passed on to Jana Klein yet" in row(of, Circumstances())


def test_without_an_address_there_is_no_talk_of_a_draft() -> None:
    text = row(state(commitment(replace(MAX, addresses=()), Kind.SEND)))
    assert "no address; call tel:+49541000000" in text
    assert "draft" not in text


def test_other_kinds_are_not_called_about_where_there_is_an_address() -> None:
    assert "tel:" not in row(state(commitment(MAX, Kind.SEND)))


def test_a_draft_is_promised_only_where_one_will_come() -> None:
    due = state(commitment(MAX, Kind.KEEP_IN_TOUCH), Status.DUE)
    none = Reason.of(Code.NO_LETTER, kind=Kind.KEEP_IN_TOUCH)
    assert "no draft: mailfollow has no letter for this yet (keep in touch)" in row(due, held=none)
    assert "a draft comes" not in row(due, held=none)
    not_yet = Reason.of(Code.NOT_YET, at="2026-11-21T06:00:00+00:00")
    assert "a draft comes on Sat 21 Nov, 07:00" in row(due, held=not_yet)


def test_the_third_person_without_an_address_is_named() -> None:
    jana = contact("Jana Klein", addresses=(), phones=("+48 22 000 00 00",))
    text = row(state(commitment(MAX, Kind.INTRODUCE, third=jana)))
    assert "no address (Jana Klein); call tel:+48220000000" in text
    text = row(state(commitment(MAX, Kind.INTRODUCE, third=replace(jana, phones=()))))
    assert "no address, no number (Jana Klein)" in text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", Code)
def test_any_reason_fits_80_columns(code: Code, language: Language) -> None:
    states = everything()["states"]
    held = {s.commitment.id: full(code) for s in states}
    known = {s.commitment.id: PASSED_ON for s in states}
    text = shown(language=language, drafting=held, circumstances=known, drafts=[])
    assert max(map(len, text.splitlines())) <= 80


def test_without_a_day() -> None:
    told_only = state(
        commitment(opens=None, due=None),
        Status.UPCOMING,
        overdue_at=None,
        reason=full(Code.LONG_AGO),
    )
    assert "was more than 60 days ago" in shown(width=200, states=[told_only])


def test_what_ended_long_ago_is_only_counted() -> None:
    old = [
        state(
            commitment(contact(name)),
            Status.FULFILLED,
            reason=Reason(Code.DONE),
            ended_at=NOW - timedelta(days=15),
        )
        for name in ("Anna Kowalska", "Piotr Zając")
    ]
    text = shown(states=old)
    assert "ended earlier: 2" in text
    assert "Anna" not in text
    assert "Nothing is owed." in text


def test_friendly_when_nothing_is_owed() -> None:
    assert "No promises yet." in shown(states=[])
    assert "Nothing is owed" not in shown()


def test_when_each_account_was_last_looked_at() -> None:
    assert "work: fine; last checked" in shown(width=200, accounts=[account()])
    long_ago = {account().address: NOW - timedelta(hours=3)}
    assert "Nothing has been seen at work since" not in shown(width=200, accounts=[account()])
    assert "Nothing has been seen at work since" in shown(
        width=200, accounts=[account()], blind=long_ago
    )
    text = shown(width=200, accounts=[account(AccountHealth.REFUSED, detail="Wrong password.")])
    assert "work: log-in refused since Sat 21 Nov, 06:00" in text
    assert "Wrong password." in text


def test_whether_it_runs_and_whether_it_is_paused() -> None:
    assert "not running" in shown()
    assert "not running" not in shown(running=True)
    assert "mailfollow resume" not in shown(paused=None)


def test_markup_is_not_obeyed() -> None:
    bold = state(commitment(contact("[bold]Anna[/bold]", id="anna")))
    assert "[bold]Anna[/bold]" in shown(states=[bold])


@pytest.mark.parametrize(
    ("id", "short"),
    [
        ("anna.follow_up.2026-11-18", "anna.follow_up"),
        ("anna.send.2026-11-18", "anna.send.2026-11-18"),
        ("anna.send.2026-11-18.2", "anna.send.2026-11-18.2"),
        ("anna-maria.send.2026-11-18", "anna-maria"),
    ],
)
def test_a_handle_is_the_shortest_beginning_that_is_its_own(id: str, short: str) -> None:
    ids = [
        "anna.follow_up.2026-11-18",
        "anna.send.2026-11-18",
        "anna.send.2026-11-18.2",
        "anna-maria.send.2026-11-18",
    ]
    assert handle(id, ids) == short


PARTS = st.lists(st.sampled_from(["a", "ab", "send", "2026-11-18", "2"]), min_size=1, max_size=4)


@given(st.lists(PARTS.map(".".join), min_size=1, max_size=6, unique=True))
def test_a_handle_is_exact_or_the_beginning_of_one_alone(ids: list[str]) -> None:
    for own in ids:
        short = handle(own, ids)
        alone = short not in ids and [i for i in ids if i.startswith(short)] == [own]
        assert own.startswith(short)
        assert short == own or alone
