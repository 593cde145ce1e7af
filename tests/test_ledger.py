"""The ledger: what goes in comes out, what is committed stays, what is too much is refused."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import threading
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailfollow.core.model import (
    AccountHealth,
    AccountState,
    Action,
    Ask,
    Code,
    Cursor,
    Evidence,
    Fulfil,
    Grade,
    Memory,
    Note,
    Plan,
    Reason,
    Restage,
    Retract,
    Stage,
    Verb,
    Word,
)
from mailfollow.errors import LedgerError, TooManyDrafts
from mailfollow.key import key
from mailfollow.ledger import Ledger, Looked
from mailfollow.ledger.caps import Caps
from mailfollow.ledger.schema import SCHEMA
from tests.core.given import ANNA, FOLLOW_UP, MAX, OVERDUE, at, draft, evidence, known, word

NOW = at(OVERDUE)


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    one = Ledger.open(tmp_path / "state")
    yield one
    one.close()


def again(ledger: Ledger, tmp_path: Path) -> Memory:
    """What another process recalls."""
    other = Ledger.read(tmp_path / "state")
    try:
        return other.recall()
    finally:
        other.close()


# --- values ↔ rows --------------------------------------------------------------------------

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
MOMENTS = st.integers(0, 10**12).map(lambda us: NOW + timedelta(microseconds=us))
REASONS = st.builds(
    lambda code, to, n: Reason.of(code, to=to, n=n), st.sampled_from(Code), TEXT, st.integers()
)
EVIDENCE = st.builds(
    lambda grade, reason, moment, text, notes: evidence(
        grade, reason=reason, sent_at=moment, message=text, subject=text, notes=tuple(notes)
    ),
    st.sampled_from(Grade),
    REASONS,
    MOMENTS,
    TEXT,
    st.lists(TEXT, max_size=3),
)
DRAFTS = st.builds(
    lambda stage, reason, moment, text, uid: draft(
        stage, reason=reason, internal_date=moment, token=text, name=text, uid=uid, to=text or None
    ),
    st.sampled_from(Stage),
    st.none() | REASONS,
    st.none() | MOMENTS,
    TEXT,
    st.none() | st.integers(1, 2**32 - 1),
)


@settings(max_examples=40, deadline=None)
@given(EVIDENCE, DRAFTS, st.sampled_from(Verb), TEXT, MOMENTS)
def test_what_goes_in_comes_out(
    seen: Evidence, laid: Any, verb: Verb, arg: str, moment: Any
) -> None:
    one = Ledger(sqlite3.connect(":memory:", isolation_level=None))
    one._migrate()
    said = Word(moment, FOLLOW_UP, verb, arg)
    entry = known(missing_since=moment, contact=replace(ANNA, addresses=(arg, "ł@x")))
    one.say(said)
    one.settle(
        [],
        Plan(
            (
                Fulfil(seen),
                Restage(laid, Stage.INTENDED),
            )
        ),
    )
    one.meet(Memory({entry.id: entry}), {})
    found = one.recall()
    assert found == Memory({entry.id: entry}, (seen,), (said,), (laid,))


def test_every_value_has_its_columns(ledger: Ledger) -> None:
    tables = {"evidence": Evidence, "draft": type(draft()), "known": type(known()), "word": Word}
    for table, value in tables.items():
        columns = {row["name"] for row in ledger._db.execute(f"PRAGMA table_info({table})")}
        assert {f.name for f in fields(value)} <= columns


def test_it_stays_and_others_see_it(ledger: Ledger, tmp_path: Path) -> None:
    before = ledger.data_version()
    other = Ledger.open(tmp_path / "state")
    other.say(word(Verb.DONE, OVERDUE))
    other.close()
    assert ledger.data_version() != before
    assert ledger.recall().words == (word(Verb.DONE, OVERDUE),)
    assert again(ledger, tmp_path) == ledger.recall()


def test_words_keep_the_order_in_which_they_were_said(ledger: Ledger) -> None:
    said = [word(Verb.DONE, OVERDUE), word(Verb.REOPEN, OVERDUE), word(Verb.DONE, OVERDUE)]
    for one in said:
        ledger.say(one)
    assert list(ledger.recall().words) == said


# --- one sweep, one transaction -------------------------------------------------------------


def looked(uid: int, *inputs: str, mailbox: str = "Sent") -> Looked:
    return Looked(Cursor("ewa@example.org", mailbox, 1, uid), frozenset(inputs))


def test_cursor_and_evidence_stand_or_fall_together(ledger: Ledger) -> None:
    ledger.settle([looked(3, "a")], Plan((Ask(evidence(Grade.E4)),)))
    broken: list[Action] = [Fulfil(evidence()), Note(replace(evidence(), subject=object()))]  # type: ignore[arg-type]
    with pytest.raises(sqlite3.Error):
        ledger.settle([looked(9, "b")], Plan(tuple(broken)))
    assert ledger.cursors()["ewa@example.org", "Sent"].uid == 3
    assert ledger.covered() == {("ewa@example.org", "Sent"): {"a"}}
    assert [e.grade for e in ledger.recall().evidence] == [Grade.E4]
    ledger.settle([looked(9, "b")], Plan((Fulfil(evidence()),)))  # and it still works
    assert [e.grade for e in ledger.recall().evidence] == [Grade.E3]


def test_a_write_takes_the_lock_before_it_reads(ledger: Ledger) -> None:
    said: list[str] = []
    ledger._db.set_trace_callback(said.append)
    ledger.intend(draft(), Caps())
    assert (said[0], said[-1]) == ("BEGIN IMMEDIATE", "COMMIT")


def test_what_is_covered_is_what_the_last_look_was_held_against(ledger: Ledger) -> None:
    ledger.settle([looked(1, "a", "b"), looked(1, "a", mailbox="Gesendet")], Plan())
    ledger.settle([looked(2, "b", "c")], Plan())
    assert ledger.covered() == {
        ("ewa@example.org", "Sent"): {"b", "c"},
        ("ewa@example.org", "Gesendet"): {"a"},
    }


def test_evidence_is_taken_back(ledger: Ledger) -> None:
    other = evidence(commitment="other")
    ledger.settle(
        [],
        Plan(
            (
                Fulfil(evidence()),
                Fulfil(other),
            )
        ),
    )
    ledger.settle([], Plan((Retract(FOLLOW_UP, evidence().message),)))
    assert ledger.recall().evidence == (other,)


def test_history_follows_a_new_name(ledger: Ledger) -> None:
    ledger.meet(Memory({FOLLOW_UP: known()}), {})
    ledger.say(word(Verb.DONE, OVERDUE))
    ledger.settle(
        [],
        Plan(
            (
                Fulfil(evidence()),
                Restage(draft(), Stage.INTENDED),
            )
        ),
    )
    moved = replace(draft(), commitment="new", contact="ania")
    ledger.meet(Memory({"new": known("new")}, drafts=(moved,)), {FOLLOW_UP: "new"})
    found = ledger.recall()
    assert set(found.known) == {"new"}
    assert {e.commitment for e in found.evidence} | {w.commitment for w in found.words} == {"new"}
    assert found.drafts == (moved,)


# --- the circuit breaker --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caps", "seconds", "contact", "refused"),
    [
        (Caps(), 0, ANNA.id, None),
        (Caps(a_minute=1), 59, MAX.id, "minute"),
        (Caps(a_minute=1), 60, MAX.id, None),
        (Caps(a_day=1), 24 * 3600 - 1, MAX.id, "day"),
        (Caps(a_day=1), 24 * 3600, MAX.id, None),
        (Caps(a_day_per_contact=1), 24 * 3600 - 1, ANNA.id, "contact"),
        (Caps(a_day_per_contact=1), 24 * 3600 - 1, MAX.id, None),
        (Caps(a_day_per_contact=1), 24 * 3600, ANNA.id, None),
    ],
)
def test_no_more_than_this(
    ledger: Ledger, caps: Caps, seconds: float, contact: str, refused: str | None
) -> None:
    ledger.intend(draft(Stage.FAILED), caps)
    second = draft(token="b", laid_at=NOW + timedelta(seconds=seconds), contact=contact)
    if refused:
        with pytest.raises(TooManyDrafts) as caught:
            ledger.intend(second, caps)
        assert caught.value.which == refused
        assert len(ledger.recall().drafts) == 1
    else:
        ledger.intend(second, caps)
        assert len(ledger.recall().drafts) == 2


def test_a_stage_is_the_drafts_newest(ledger: Ledger) -> None:
    ledger.intend(draft(Stage.INTENDED), Caps())
    ledger.restage(draft(Stage.WAITING))
    assert [d.stage for d in ledger.recall().drafts] == [Stage.WAITING]


# --- accounts -------------------------------------------------------------------------------


def test_how_an_account_fared(ledger: Ledger) -> None:
    fine = AccountState("work", "ewa@example.org", AccountHealth.OK, NOW, NOW, ("Sent", "Gesendet"))
    ledger.report(fine, None)
    assert (ledger.accounts(), ledger.recall().blind_since) == ((fine,), {})
    blind = replace(fine, state=AccountHealth.BLIND, drafts="Drafts", detail="no")
    ledger.report(blind, NOW)
    assert ledger.accounts() == (blind,)
    assert ledger.recall().blind_since == {"ewa@example.org": NOW}


# --- the files ------------------------------------------------------------------------------


def test_only_the_user_may_read_it(ledger: Ledger, tmp_path: Path) -> None:
    key(tmp_path / "state")
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "state").iterdir()}
    assert modes == {"ledger.db": 0o600, "key": 0o600}
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_it_survives_a_power_cut(ledger: Ledger) -> None:
    assert ledger._db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    assert ledger._db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_looking_makes_nothing(tmp_path: Path) -> None:
    one = Ledger.read(tmp_path / "nowhere")
    assert one.recall() == Memory()
    assert not (tmp_path / "nowhere").exists()
    Ledger.open(tmp_path / "state").close()
    reader = Ledger.read(tmp_path / "state")
    with pytest.raises(LedgerError, match="readonly"):
        reader.say(word(Verb.DONE, OVERDUE))


def test_looking_after_a_kill_in_the_middle_of_writing(ledger: Ledger, tmp_path: Path) -> None:
    """The half-written change is not seen, and not tidied away either: that is for who writes."""
    ledger.intend(draft(Stage.INTENDED), Caps())
    ledger._db.execute("PRAGMA cache_size=1")
    ledger._db.execute("BEGIN IMMEDIATE")
    ledger._db.execute("DELETE FROM draft")
    many = [(str(n), "x" * 500, "t") for n in range(500)]
    ledger._db.executemany("INSERT INTO laid VALUES (?, ?, ?)", many)
    shutil.copytree(tmp_path / "state", tmp_path / "killed")
    left = {p.name: p.read_bytes() for p in (tmp_path / "killed").iterdir()}
    assert left.keys() == {"ledger.db", "ledger.db-journal"}
    assert Ledger.read(tmp_path / "killed").recall().drafts == (draft(Stage.INTENDED),)
    assert left == {p.name: p.read_bytes() for p in (tmp_path / "killed").iterdir()}


@pytest.mark.parametrize("opened", [Ledger.open, Ledger.read])
def test_a_damaged_or_newer_one_is_said(tmp_path: Path, opened: Any) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "ledger.db").write_bytes(b"no database" * 1000)
    with pytest.raises(LedgerError):
        opened(broken)
    Ledger.open(tmp_path / "newer").close()
    with sqlite3.connect(tmp_path / "newer" / "ledger.db") as db:
        db.execute(f"PRAGMA user_version={len(SCHEMA) + 1}")
    with pytest.raises(LedgerError, match="newer"):
        opened(tmp_path / "newer")


def test_a_state_that_is_no_directory_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for use in (Ledger.open, key):
        with pytest.raises(LedgerError):
            use(tmp_path / "file")


def test_killed_in_the_middle_of_a_write(ledger: Ledger, tmp_path: Path) -> None:
    """The journal it left is rolled back by the next to open it."""
    ledger.say(word(Verb.DONE, OVERDUE))
    ledger._db.execute("PRAGMA cache_size=1")
    ledger._db.execute("BEGIN IMMEDIATE")
    for n in range(2000):
        ledger._db.execute("INSERT INTO covered VALUES ('a', 'b', ?)", [f"{n:0100}"])
    shutil.copytree(tmp_path / "state", tmp_path / "killed")
    assert (tmp_path / "killed" / "ledger.db-journal").exists()
    after = Ledger.open(tmp_path / "killed")
    assert after.covered() == {}
    assert after.recall().words == (word(Verb.DONE, OVERDUE),)


# --- the key --------------------------------------------------------------------------------


def test_the_key_is_made_once(tmp_path: Path) -> None:
    first = key(tmp_path / "state")
    assert len(first) == 32
    assert key(tmp_path / "state") == first
    assert key(tmp_path / "other") != first
    assert [p.name for p in (tmp_path / "state").iterdir()] == ["key"]


def test_a_crash_while_it_is_made_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as crash:
        crash.setattr("os.link", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            key(tmp_path)
    assert len(key(tmp_path)) == 32


def test_two_that_make_it_at_once_agree(tmp_path: Path) -> None:
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(key(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert set(found) == {key(tmp_path)}
