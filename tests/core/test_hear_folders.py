"""What lies in the verb folders. Anna's draft was laid on Thursday at 07:00; it is 09:00."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mailfollow.core.model import (
    Clear,
    Code,
    Foreseen,
    Hear,
    Heard,
    Look,
    Lying,
    Mailbox,
    NoLook,
    Pause,
    Plan,
    Reason,
    Restage,
    Stage,
    Status,
    Verb,
    VerbFolder,
    World,
    WriteFile,
)
from mailfollow.core.plan import plan
from tests.core.given import (
    FOLLOW_UP,
    MAX,
    TOKEN,
    WORK,
    at,
    draft,
    known,
    lying,
    meeting,
    people,
    view,
    word,
    world,
)

NOW = "2026-11-19 09:00"
DONE, DAY, WEEK = VerbFolder.DONE, VerbFolder.DAY, VerbFolder.WEEK
DROP, FOLLOW = VerbFolder.DROP, VerbFolder.FOLLOW_UP
EWA = Mailbox("Ewa Zielińska", WORK)
EVE = Mailbox("Eve", "eve@example.net")


def moved(folder: VerbFolder = DONE, uid: int = 3, **more: Any) -> Lying:
    """Anna's draft, as it was laid unless told, in a verb folder."""
    more.setdefault("sender", (EWA,))
    return lying(uid, f"Mailfollow/{folder}", **more)


def given(
    verbs: dict[VerbFolder, list[Lying]], now: str = NOW, lies: Any = (), **more: Any
) -> World:
    """`lies`: what lies in Drafts."""
    more.setdefault("drafts", [draft()])
    looked = more.pop("looked", view(now, drafts=lies, verbs=verbs))
    return world(now, more.pop("given", None), views=[looked], **more)


def heard(found: Plan) -> list[tuple[Code, str | None]]:
    """How it was understood, and the verb that came of it."""
    acts = [a for a in found.actions if isinstance(a, Hear)]
    assert all(len(a.heard) == 1 for a in acts)
    return [(a.heard[0].reason.code, a.words[0].verb if a.words else None) for a in acts]


def stages(found: Plan) -> list[Stage]:
    return [a.draft.stage for a in found.actions if isinstance(a, Restage)]


@pytest.mark.parametrize(
    ("folder", "verb", "until", "status"),
    [
        (DONE, Verb.DONE, "", Status.FULFILLED),
        (DROP, Verb.DROP, "", Status.DROPPED),
        (DAY, Verb.SNOOZE, "2026-11-20", Status.UPCOMING),
        (WEEK, Verb.SNOOZE, "2026-11-26", Status.UPCOMING),
    ],
)
@pytest.mark.parametrize("digest", ["as laid", "edited"])
def test_a_draft_in_a_verb_folder_is_the_word_of_the_user(
    folder: VerbFolder, verb: Verb, until: str, status: Status, digest: str
) -> None:
    found = plan(given({folder: [moved(folder, digest=digest)]}))
    (hear,) = [a for a in found.actions if isinstance(a, Hear)]
    (said,) = hear.words
    assert (said.verb, said.arg, said.commitment, said.at) == (verb, until, FOLLOW_UP, at(NOW))
    assert found.states[0].status is status
    assert stages(found) == [Stage.WITHDRAWN]  # it left Drafts by the user's hand


@pytest.mark.parametrize(
    "strange",
    [
        {"references": ()},
        {"references": ("other@example.org",)},
        {"references": (TOKEN, "later@example.org")},  # a reply inherits it
        {"message_id": TOKEN, "references": ()},
        {"message_id": "draft@example.org", "references": ()},
        {"sender": (EVE,)},  # Anna has had a mail of ours, and shows it to Eve
        {"sender": (EWA, EVE)},
        {"came_by_mail": True},  # anybody can write that From
    ],
)
@pytest.mark.parametrize("folder", [DONE, DAY, WEEK, DROP])
def test_what_is_no_draft_of_ours_says_nothing(folder: VerbFolder, strange: Any) -> None:
    """It stays, is told once, and does not stand in the way of the real one."""
    item = moved(folder, **{"digest": None, "message_id": "x@example.net", **strange})
    before = given({folder: [item]}, lies=[lying()])
    found = plan(before)
    assert heard(found) == [(Code.NOT_OURS, None)]
    assert [a for a in found.actions if isinstance(a, (Clear, Restage))] == []
    told = [h for a in found.actions if isinstance(a, Hear) for h in a.heard]
    later = given({folder: [item, moved(folder, uid=4)]}, "2026-11-19 09:01", heard=told)
    assert heard(plan(later))[0][0] is Code.HEARD
    assert [a for a in plan(later).actions if isinstance(a, Clear)] == []


def test_a_draft_that_answers_somebody_is_known_by_its_parent() -> None:
    answers = [draft(parent="theirs@example.net")]
    mine = moved(references=("first@example.net", TOKEN, "theirs@example.net"))
    assert heard(plan(given({DONE: [mine]}, drafts=answers))) == [(Code.HEARD, Verb.DONE)]
    assert heard(plan(given({DONE: [moved()]}, drafts=answers))) == [(Code.NOT_OURS, None)]


def test_a_draft_that_the_journal_forgot_is_ours_still() -> None:
    """The ledger was lost; it is obeyed, and left where it lies."""
    foreseen = {TOKEN: Foreseen(FOLLOW_UP, date(2026, 11, 16), 0)}
    found = plan(given({DONE: [moved()]}, drafts=[], foreseen=foreseen))
    assert (Code.HEARD, Verb.DONE) in heard(found)
    before = [Heard(f"done:{TOKEN}", at("2026-11-19 08:00"), Reason(Code.HEARD))]
    found = plan(given({DONE: [moved()]}, drafts=[], foreseen=foreseen, heard=before))
    assert [a for a in found.actions if isinstance(a, Clear)] == []


@pytest.mark.parametrize("copies", [1, 2])
def test_each_draft_says_each_verb_once(copies: int) -> None:
    """However many copies lie there, and for how long: no week becomes two."""
    there = {WEEK: [moved(WEEK, uid=n, digest="edited") for n in range(3, 3 + copies)]}
    found = plan(given(there))
    assert heard(found) == [(Code.HEARD, Verb.SNOOZE)]
    (hear,) = [a for a in found.actions if isinstance(a, Hear)]
    later = given(there, "2026-11-20 09:00", heard=hear.heard, words=hear.words)
    assert heard(plan(later)) == []


def test_another_uidvalidity_or_another_copy_is_no_news() -> None:
    there = {DONE: [moved(digest=None, references=(), subject="Newsletter")]}
    (hear,) = [a for a in plan(given(there)).actions if isinstance(a, Hear)]
    item = there[DONE][0]
    anew = replace(item, place=replace(item.place, uidvalidity=2, uid=77))
    assert heard(plan(given({DONE: [anew]}, heard=hear.heard))) == []
    other = replace(anew, subject="Newsletter 2")
    assert heard(plan(given({DONE: [other]}, heard=hear.heard))) == [(Code.NOT_OURS, None)]


@pytest.mark.parametrize("other", [DAY, WEEK, DROP])
def test_two_verbs_at_once_are_not_both_obeyed(other: VerbFolder) -> None:
    """Copied to Done and to another one: what ends it comes first, the other one is told."""
    found = plan(given({DONE: [moved()], other: [moved(other)]}))
    assert heard(found) == [(Code.HEARD, Verb.DONE), (Code.OVER_ALREADY, None)]


def test_put_off_taken_back_edited_and_done() -> None:
    snoozed = word(Verb.SNOOZE, "2026-11-19 08:00", "2026-11-20")
    before = [Heard(f"{DAY}:{TOKEN}", at("2026-11-19 08:00"), Reason(Code.HEARD), FOLLOW_UP)]
    edited = draft(Stage.EDITED)
    found = plan(
        given({DONE: [moved(digest="edited")]}, drafts=[edited], words=[snoozed], heard=before)
    )
    assert heard(found) == [(Code.HEARD, Verb.DONE)]
    assert found.states[0].status is Status.FULFILLED


def test_what_is_over_already_is_told() -> None:
    dropped = [word(Verb.DROP, "2026-11-19 08:00")]
    assert heard(plan(given({DONE: [moved()]}, words=dropped))) == [(Code.OVER_ALREADY, None)]


# --- an entry that vanished -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("2026-11-19 08:51", [(Code.HEARD, Verb.DONE)]),  # a file that is being saved
        ("2026-11-19 08:50", [(Code.ENTRY_REMOVED, None)]),
        (None, [(Code.HEARD, Verb.DONE)]),  # the file is broken
    ],
)
def test_an_entry_that_vanished(missing: str | None, expected: list[Any]) -> None:
    """It may be back at once: the word is kept for it."""
    before = known(missing_since=at(missing) if missing else None)
    found = plan(given({DONE: [moved()]}, known={before.id: before}, given=people(meeting(MAX))))
    assert heard(found) == expected


def test_the_draft_of_nothing_known_is_told() -> None:
    found = plan(given({DONE: [moved()]}, given=people(meeting(MAX))))
    assert heard(found) == [(Code.ENTRY_REMOVED, None)]


# --- our own message goes to Trash ----------------------------------------------------------


def cleared(item: Lying, now: str, folder: VerbFolder = DONE, **more: Any) -> list[Clear]:
    done = [word(Verb.DONE, NOW)]
    before = [Heard(f"{folder}:{TOKEN}", at(NOW), Reason(Code.HEARD), FOLLOW_UP)]
    there = given({folder: [item]}, now, words=done, heard=more.pop("heard", before), **more)
    return [a for a in plan(there).actions if isinstance(a, Clear)]


SOON = "2026-11-19 09:00:10"


@pytest.mark.parametrize(
    ("item", "now", "goes"),
    [
        (moved(), SOON, True),
        (moved(), "2026-11-19 09:00:09", False),  # a client may be busy with it
        (moved(digest="edited"), SOON, False),
        (moved(digest=None), SOON, False),
        (moved(came_by_mail=True), SOON, False),
        (moved(references=(TOKEN, "other@example.net")), SOON, False),
    ],
)
def test_only_our_own_untouched_message_goes_to_trash(item: Lying, now: str, goes: bool) -> None:
    assert cleared(item, now) == ([Clear(item.place, "as laid", "Trash")] if goes else [])


def test_it_stays_without_trash_without_move_and_where_it_was_not_heeded() -> None:
    there = {DONE: [moved()]}
    assert cleared(moved(), SOON, looked=view(SOON, verbs=there, has_trash=False)) == []
    assert cleared(moved(), SOON, looked=view(SOON, verbs=there, trash=None)) == []
    assert cleared(moved(), SOON, looked=view(SOON, verbs=there, can_withdraw=False)) == []
    assert cleared(moved(), SOON, heard=[]) == []
    assert cleared(moved(), SOON, drafts=[draft(digest=None)]) == []


def test_it_wakes_up_to_clear() -> None:
    before = [Heard(f"done:{TOKEN}", at(NOW), Reason(Code.HEARD), FOLLOW_UP)]
    found = plan(given({DONE: [moved()]}, words=[word(Verb.DONE, NOW)], heard=before))
    assert found.wake == at(SOON)


# --- what the folders are -------------------------------------------------------------------


@pytest.mark.parametrize("mailbox", ["Drafts", "Sent", "Trash", "INBOX"])
def test_a_verb_folder_that_is_another_one_says_nothing(mailbox: str) -> None:
    """`[verbs]` with the name of Drafts would tick whatever is laid."""
    looked = view(NOW, drafts=[lying()], verbs={DONE: [moved()], FOLLOW: [moved(FOLLOW)]})
    same = {verb: replace(look, mailbox=mailbox) for verb, look in looked.verbs.items()}
    assert heard(plan(given({}, looked=replace(looked, verbs=same)))) == []


def test_a_failed_look_and_no_folders_say_nothing() -> None:
    """`[verbs]` switched off again: the draft left Drafts, no more is known."""
    unseen = replace(view(NOW), verbs={DONE: NoLook(WORK, "Mailfollow/Done", "no connection")})
    for looked in (unseen, view(NOW)):
        found = plan(given({}, looked=looked))
        assert heard(found) == []
        assert stages(found) == [Stage.GONE]


@pytest.mark.parametrize("folder", [FOLLOW, DONE])
def test_a_reply_to_our_letter_is_not_the_letter(folder: VerbFolder) -> None:
    """A client that files no copy sent it; the answer to it in a verb folder frees nothing."""
    gone = draft(Stage.GONE, since=at("2026-11-19 08:59:50"))
    reply = moved(
        folder, sender=(Mailbox("", "anna@example.pl"),), references=(TOKEN,), digest=None
    )
    found = plan(given({folder: [reply]}, drafts=[gone]))
    assert stages(found) == []


# --- follow up ------------------------------------------------------------------------------


def asked(**more: Any) -> Lying:
    return moved(
        FOLLOW,
        **{
            "sender": (Mailbox("Rosa Nowak", "rosa@example.net"),),
            "recipients": (EWA,),
            "references": (),
            "message_id": "offer@example.net",
            "subject": "Your offer",
            "digest": None,
            **more,
        },
    )


def test_a_mail_to_follow_up_makes_one_file() -> None:
    found = plan(given({FOLLOW: [asked(), asked(uid=4, came_by_mail=True)]}))
    (write,) = [a for a in found.actions if isinstance(a, WriteFile)]
    assert [e.contact.addresses for e in write.file.entries] == [("rosa@example.net",)]
    assert [h.reason.code for h in write.heard] == [Code.FOLLOWED_UP]
    again = plan(given({FOLLOW: [asked()]}, heard=write.heard))
    assert [a for a in again.actions if isinstance(a, WriteFile)] == []
    anew = asked(message_id=None, uidvalidity=9)
    (one,) = [a for a in plan(given({FOLLOW: [anew]})).actions if isinstance(a, WriteFile)]
    later = replace(anew, place=replace(anew.place, uidvalidity=10))
    again = plan(given({FOLLOW: [later]}, heard=one.heard))
    assert [a for a in again.actions if isinstance(a, WriteFile)] == []


def test_our_own_draft_cannot_be_followed_up() -> None:
    """It was sent to nobody; it stays there, and no other draft is laid meanwhile."""
    found = plan(given({FOLLOW: [moved(FOLLOW)]}))
    assert heard(found) == [(Code.NOT_UNDERSTOOD, None)]
    assert stages(found) == [Stage.GONE]
    told = [h for a in found.actions if isinstance(a, Hear) for h in a.heard]
    assert cleared(moved(FOLLOW), "2026-11-19 10:00", FOLLOW, heard=told) == []
    sent = plan(
        given(
            {FOLLOW: [moved(FOLLOW, recipients=(Mailbox("", "anna@example.pl"),))]},
            drafts=[draft(Stage.SENT)],
        )
    )
    assert [type(a) for a in sent.actions if isinstance(a, (Hear, WriteFile))] == [WriteFile]


# --- emptied, and the user said so ----------------------------------------------------------


def pauses(stage: Stage, before: int) -> bool:
    """Whether an emptied Drafts pauses, where Anna's draft lies in Done."""
    looked = view(NOW, verbs={DONE: [moved(digest="edited")]})
    assert isinstance(looked.drafts, Look)
    empty = replace(looked.drafts, exists=0)
    there = given({}, looked=replace(looked, drafts=empty), drafts=[draft(stage)])
    memory = replace(there.memory, sizes={(WORK, "Drafts"): before})
    found = [a for a in plan(replace(there, memory=memory)).actions if isinstance(a, Pause)]
    return Code.EMPTIED in [p.reason.code for p in found]


def test_drafts_that_became_verbs_are_no_accident_and_hide_none() -> None:
    assert not pauses(Stage.WAITING, before=3)
    assert pauses(Stage.WAITING, before=4)
    assert pauses(Stage.WITHDRAWN, before=3)  # it left long ago, and counts no more
