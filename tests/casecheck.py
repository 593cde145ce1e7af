"""Hold what a case expects against what the program says and what lies in the folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mailfollow.core.model import Status
from tests import casefile, casemail
from tests.casefile import Case
from tests.caseplay import Play
from tests.casewords import ANYTHING, Exit, Expected, Lies, Standing, Told
from tests.dovecot import Dovecot

MANY_KINDS = {
    "call_back",
    "introduce",
    "keep_in_touch",
    "kind",
    "say",
    "send",
    "several",
    "threads",
}
LIVING = {"intended", "in_doubt", "waiting", "edited", "withdrawing"}


def play(case: Case, path: Path, server: Dovecot, home: Path) -> None:
    """Play a case on a server; it fails at the first step that ends otherwise than expected."""
    with closing(Play(case, server, home)) as played:
        for step in played.steps():
            where = f"{path}:{step.line}"
            if not any(isinstance(e, Exit) for e in step.expected):
                assert played.last.code == 0, f"{where}: {played.last}"
            for wrong in _wrong(played, step.expected):
                pytest.fail(f"{where}: {case.says}\n  {wrong}\n{played.last}", pytrace=False)
        if case.name.partition("/")[0] in MANY_KINDS and (new := _ticked_by_looking_again(played)):
            pytest.fail(f"{path}: looking again ticks off {sorted(new)}", pytrace=False)


def _ticked_by_looking_again(play: Play) -> set[str]:
    """What another sweep, soon or later, finds fulfilled although no mail has come."""
    before = play.ticked()
    soon = len(play.case.name) % 2  # half of the cases each: while it is read again, and after
    play.now += timedelta(minutes=6) if soon else timedelta(hours=2)
    play.run("run", "--once")
    return play.ticked() - before


def _wrong(play: Play, expected: tuple[Expected, ...]) -> Iterator[str]:
    """One sentence for each expectation that does not hold."""
    standings = [e for e in expected if isinstance(e, Standing)]
    status = play.status() if standings else {}
    for e in expected:
        if isinstance(e, Standing):
            for sentence in _standing(e, status["commitments"], play.case):
                yield f"line {e.line}: {e.who} {sentence}"
        elif isinstance(e, Lies):
            yield from _lies(e, play)
        elif isinstance(e, Told):
            told = " ".join(play.run("why", e.who).out.split())
            if e.text not in told:
                yield f"line {e.line}: “{e.text}” is not told: {told}"
        elif e.code is not None and play.last.code != e.code:
            yield f"line {e.line}: not exit {e.code}"
    if standings and not any(isinstance(e, Lies) and e.folder == "Drafts" for e in expected):
        yield from _drafts_as_said(standings, play)


def _drafts_as_said(standings: list[Standing], play: Play) -> Iterator[str]:
    said = sum(e.facts.get("draft", {}).get("stage") in LIVING for e in standings)
    lie = sum(_count(play, label, "Drafts") for label in play.users)
    if lie != said:
        yield f"line {standings[0].line}: {lie} messages lie in Drafts, {said} are told of"


def _count(play: Play, label: str, folder: str) -> int:
    return len([m for m in play.users[label].messages(folder) if r"\Deleted" not in m.flags])


# --- a commitment -------------------------------------------------------------------------------

Words = Mapping[str, str]
One = Mapping[str, Any]


def _standing(e: Standing, commitments: list[One], case: Case) -> Iterator[str]:
    exact = [c for c in commitments if c["id"] == e.who]
    found = exact or [c for c in commitments if c["id"].startswith(e.who)]
    if e.facts["status"]["status"] == "absent":
        if found:
            yield f"is in status: {found[0]['status']}"
        return
    if len(found) != 1:
        yield f"names {len(found)} of {[c['id'] for c in commitments]}"
        return
    for fact, check in _CHECKS.items():
        words = e.facts.get(fact)
        if (words is not None or fact in _ALWAYS) and not (fact == "asks" and "may_ask" in e.facts):
            have, want = check(found[0], words, case)
            if have != want:
                yield f"{fact}: {have}, not {want}; {found[0]}"


def _status(one: One, words: Words | None, _: Case) -> tuple[object, object]:
    have, want = one["status"], (words or {})["status"]
    return ("open" if want == "open" and Status(have).open else have), want


def _late(one: One, words: Words | None, _: Case) -> tuple[object, object]:
    return one["late"], "not" not in (words or {})


def _by(one: One, words: Words | None, case: Case) -> tuple[object, object]:
    have = one["evidence"]
    if words is None or have is None:
        return have, words and dict(words)
    return _told(have, words, case, "grade", "code")


def _asks(one: One, words: Words | None, case: Case) -> tuple[object, object]:
    have = one["question"]
    if words is None or have is None:
        return have, words and dict(words)
    return _told(have, words, case, "code")


def _told(have: One, words: Words, case: Case, *keys: str) -> tuple[object, object]:
    """Grade, code and the mail, as told and as expected. A reason is a sentence beside them."""
    assert have["code"] == "done" or have["reason"], "a code without its sentence"
    keys = tuple(k for k in keys if words.get(k, ANYTHING) != ANYTHING)
    told, want = {k: have[k] for k in keys}, {k: words[k] for k in keys}
    if name := words.get("mail"):
        told["mail"] = have["message_id"]
        want["mail"] = casemail.message_id(name, case.mails[name])
    return told, want


def _draft(one: One, words: Words | None, _: Case) -> tuple[object, object]:
    stage = one["draft"] and one["draft"]["stage"]
    if words is None:
        return stage in LIVING and stage, False
    return stage, words["stage"]


def _day(key: str) -> Callable[[One, Words | None, Case], tuple[object, object]]:
    def check(one: One, words: Words | None, _: Case) -> tuple[object, object]:
        want = (words or {})["day"]
        return one[key], None if want == "never" else want

    return check


def _word(key: str) -> Callable[[One, Words | None, Case], tuple[object, object]]:
    def check(one: One, words: Words | None, _: Case) -> tuple[object, object]:
        return one[key], (words or {})[key]

    return check


def _snoozed(one: One, words: Words | None, _: Case) -> tuple[object, object]:
    have = one["snoozed_until"]
    local = have and datetime.fromisoformat(have).astimezone(ZoneInfo(casefile.ZONE))
    return local and f"{local:%Y-%m-%d %H:%M}", words and words["until"]


_CHECKS: Mapping[str, Callable[[One, Words | None, Case], tuple[object, object]]] = {
    "status": _status,
    "late": _late,
    "by": _by,
    "asks": _asks,
    "draft": _draft,
    "opens": _day("opens"),
    "due": _day("due"),
    "outcome": _word("outcome"),
    "third": _word("third"),
    "snoozed": _snoozed,
}
_ALWAYS = frozenset({"status", "by", "asks", "draft", "snoozed"})


# --- a folder -----------------------------------------------------------------------------------


def _lies(e: Lies, play: Play) -> Iterator[str]:
    user = play.users[e.account or "work"]
    there = [m.raw for m in user.messages(e.folder) if r"\Deleted" not in m.flags]
    if len(there) != e.count:
        yield f"line {e.line}: {len(there)} messages in {e.folder}, not {e.count}"
    for raw in there:
        to = [] if e.to == "nobody" else (e.to or "").split(",")
        if e.to and sorted(casemail.addresses(raw, "To")) != sorted(to):
            yield f"line {e.line}: one in {e.folder} is to {casemail.addresses(raw, 'To')}"
        if e.answering and not _answers(raw, e.answering, play.case):
            yield f"line {e.line}: one in {e.folder} does not answer {e.answering}"
        if e.sender and casemail.addresses(raw, "From") != [e.sender]:
            yield f"line {e.line}: one in {e.folder} is from {casemail.addresses(raw, 'From')}"
    for text in e.texts:
        if not any(text in casemail.text_of(raw) for raw in there):
            yield f"line {e.line}: “{text}” stands in none of {e.folder}"


def _answers(raw: bytes, name: str, case: Case) -> bool:
    """In-Reply-To is the mail; in References it stands last, our token directly before it."""
    parent = casemail.message_id(name, case.mails[name])
    references = casemail.references(raw)
    return casemail.answered(raw) == (parent,) and len(references) > 1 and references[-1] == parent
