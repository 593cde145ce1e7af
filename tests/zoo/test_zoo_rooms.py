"""The contract: what mailfollow needs of a mail server, room by room, on each server of the zoo."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta

import pytest

from mailfollow.core.model import Arrival, Cursor, Folders, Lying, SentMessage
from mailfollow.errors import MailError
from mailfollow.mail import drafts, folders, inbox, sent, watch
from mailfollow.mail.drafts import Placed
from mailfollow.mail.session import Session
from mailfollow.mail.watch import Woke
from tests.dovecot import MailUser
from tests.zoo.keeper import Keeper

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=2)
TOKEN = "b3f1c2@example.org"
RAW = (
    "From: Ewa <ewa@example.org>\r\nTo: Anna <anna@example.pl>\r\nSubject: Hallo\r\n"
    f"Message-ID: <d1@example.org>\r\nReferences: <{TOKEN}>\r\n\r\nCześć, Aniu,\r\n"
).encode()
EDITED = RAW.replace(b"Subject: Hallo", b"Subject: Hallo, Anna")
FOREIGN = RAW.replace(TOKEN.encode(), b"other@example.org")
TOKENS = frozenset({TOKEN})


@pytest.fixture
def session(guest: MailUser) -> Iterator[Session]:
    one = Session.open(guest.account(), guest.password)
    yield one
    one.close()


@pytest.fixture
def found(session: Session) -> Folders:
    return folders.discover(session)


def mail(n: int, text: str = "Hello") -> str:
    return (
        f"From: Ewa <ewa@example.org>\nTo: Anna <anna@example.pl>\nSubject: No {n}\n"
        f"Message-ID: <m{n}@example.org>\n\n{text} {n}\n"
    )


def everything(messages: tuple[SentMessage, ...]) -> frozenset[int]:
    return frozenset(m.place.uid for m in messages)


def look(
    session: Session, found: Folders, cursor: Cursor | None = None, since: date | None = None
) -> tuple[list[str], Cursor]:
    seen, end = sent.look(
        session, found.sent[0], cursor=cursor, since=since, now=NOW, choose=everything
    )
    return [m.subject for m in seen.items], end


def lying(session: Session, mailbox: str) -> tuple[Lying, ...]:
    return drafts.look(session, mailbox, tokens=TOKENS, now=NOW).items


def trash(found: Folders) -> str:
    assert found.trash is not None
    return found.trash.name


# --- which folder is which --------------------------------------------------------------------


def test_the_folders_with_a_role_are_found(keeper: Keeper, found: Folders) -> None:
    names = [f.name for f in (*found.sent, found.drafts, found.trash) if f]
    theirs = {
        "gmail": ["[Gmail]/Sent Mail", "[Gmail]/Drafts", "[Gmail]/Trash"],
        "exchange": ["Sendt post", "Kladder", "Slettet post"],
        "yahoo": ["Sent", "Draft", "Trash"],
        "icloud": ["Sent Messages", "Drafts", "Deleted Messages"],
        "cyrus": ["INBOX.Sent", "INBOX.Drafts", "INBOX.Trash"],
        "courier": ["INBOX.Sent", "INBOX.Drafts", "INBOX.Trash"],
    }
    assert names == theirs.get(_name(keeper), ["Sent", "Drafts", "Trash"])
    unmarked = ("pymap", "courier", "icloud")  # there, names alone tell
    assert found.sent[0].special_use == (_name(keeper) not in unmarked)


def _name(keeper: Keeper) -> str:
    return getattr(keeper, "name", "dovecot")


def test_a_name_beyond_ascii(guest: MailUser, session: Session, found: Folders) -> None:
    guest.create("Entwürfe & Ąę")
    name = next(m.name for m in folders.listing(session) if m.leaf == "Entwürfe & Ąę")
    placed = drafts.put(session, name, RAW, TOKEN)
    assert placed.digest == hashlib.sha256(RAW).hexdigest()
    assert [m.uid for m in guest.messages("Entwürfe & Ąę")] == [placed.uid]


# --- Sent -------------------------------------------------------------------------------------


def test_what_another_client_files_is_read(
    guest: MailUser, session: Session, found: Folders
) -> None:
    _, cursor = look(session, found)
    guest.append("Sent", mail(1), [r"\Seen"], OLD)
    assert look(session, found, cursor)[0] == ["No 1"]
    (stored,) = guest.messages("Sent")
    seen, end = sent.look(
        session, found.sent[0], cursor=None, since=OLD.date(), now=NOW, choose=everything
    )
    (one,) = seen.items
    assert (one.sent_at, one.place.uid, one.message_id) == (OLD, stored.uid, "m1@example.org")
    assert [b.address for b in one.to] == ["anna@example.pl"]
    assert one.body is not None
    assert one.body.own == "Hello 1"
    assert end.uid == stored.uid


def test_a_look_without_news_is_no_empty_mailbox(
    guest: MailUser, session: Session, found: Folders
) -> None:
    for n in range(1, 4):
        guest.append("Sent", mail(n), at=OLD)
    _, cursor = look(session, found)
    for _ in range(2):
        seen, cursor = sent.look(
            session, found.sent[0], cursor=cursor, since=None, now=NOW, choose=everything
        )
        assert (seen.items, seen.exists) == ((), 3)
    for uid in guest.uids("Sent"):
        guest.expunge("Sent", uid)
    seen, _ = sent.look(
        session, found.sent[0], cursor=cursor, since=None, now=NOW, choose=everything
    )
    assert seen.exists == 0


def test_a_big_folder_is_read_in_pieces(
    guest: MailUser, session: Session, found: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailfollow.mail.session.BATCH", 5)
    monkeypatch.setattr("mailfollow.mail.session._TOO_MANY", 7)
    for n in range(1, 18):
        guest.append("Sent", mail(n), at=OLD)
    subjects, cursor = look(session, found, since=OLD.date())
    assert subjects == [f"No {n}" for n in range(1, 18)]
    assert look(session, found, cursor) == ([], cursor)


def test_eight_bit_headers(
    keeper: Keeper, guest: MailUser, session: Session, found: Folders
) -> None:
    for n, charset in enumerate(("utf-8", "iso-8859-2"), start=1):
        text = mail(n).replace("Anna", "Żaneta").replace("No", "Łódź")
        guest.append("Sent", text.encode(charset), at=OLD)
    seen, _ = sent.look(
        session, found.sent[0], cursor=None, since=OLD.date(), now=NOW, choose=everything
    )
    assert [m.to[0].address for m in seen.items] == ["anna@example.pl"] * 2
    kept = "XXXXdXX 1" if _name(keeper) == "cyrus" else "Łódź 1"  # Cyrus writes X over 8-bit bytes
    assert seen.items[0].subject == kept


def test_only_the_days_that_are_asked_for(
    guest: MailUser, session: Session, found: Folders
) -> None:
    for n, days in enumerate((9, 5, 2), start=1):
        guest.append("Sent", mail(n), at=NOW - timedelta(days=days))
    assert look(session, found, since=(NOW - timedelta(days=3)).date())[0] == ["No 3"]


def test_nothing_is_changed_by_looking(guest: MailUser, session: Session, found: Folders) -> None:
    guest.append("Sent", mail(1), at=OLD)
    guest.append("Drafts", RAW, at=OLD)
    look(session, found, since=OLD.date())
    lying(session, found.drafts.name)
    for mailbox in ("Sent", "Drafts"):
        assert r"\Seen" not in guest.messages(mailbox)[0].flags


def test_what_arrives_is_read(guest: MailUser, session: Session) -> None:
    raw = "From: Anna <anna@example.pl>\nTo: ewa@example.org\nSubject: Yes\n\nGladly.\n"
    guest.append("INBOX", raw, at=OLD)
    choose = lambda arrived: frozenset(m.place.uid for m in arrived)  # noqa: E731
    seen, _ = inbox.look(session, cursor=None, since=OLD.date(), now=NOW, choose=choose)
    (one,) = seen.items
    assert (one.arrival, one.subject, one.received_at) == (Arrival.PERSONAL, "Yes", OLD)


# --- drafts -----------------------------------------------------------------------------------


def test_a_draft_is_laid_and_read_back(guest: MailUser, session: Session, found: Folders) -> None:
    guest.append("Drafts", FOREIGN)
    placed = drafts.put(session, found.drafts.name, RAW, TOKEN)
    stored = guest.messages("Drafts")[1]
    assert stored.raw == RAW
    assert {r"\Draft", r"\Seen"} <= set(stored.flags)
    assert placed.uid == stored.uid
    assert placed.digest == hashlib.sha256(RAW).hexdigest()
    assert placed.internal_date == stored.internal_date
    ours = [i for i in lying(session, found.drafts.name) if TOKEN in i.references]
    assert [i.place.uid for i in ours] == [placed.uid]
    assert [i.digest for i in ours] == [placed.digest]
    assert ours[0].place.uidvalidity == placed.uidvalidity


def test_it_is_found_again_by_its_token_alone(
    guest: MailUser, session: Session, found: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    for raw in (FOREIGN, FOREIGN):
        guest.append("Drafts", raw)
    monkeypatch.setattr(drafts, "_where", lambda said: (None, None))
    placed = drafts.put(session, found.drafts.name, RAW, TOKEN)
    assert placed.uid == guest.messages("Drafts")[2].uid


def test_an_edited_draft_is_a_new_message_with_our_token(
    guest: MailUser, session: Session, found: Folders
) -> None:
    placed = drafts.put(session, found.drafts.name, RAW, TOKEN)
    uid = guest.append("Drafts", EDITED, [r"\Draft"])
    guest.expunge("Drafts", placed.uid or 0)
    (one,) = lying(session, found.drafts.name)
    assert one.place.uid == uid != placed.uid
    assert one.digest != placed.digest
    assert one.references == (TOKEN,)


def test_a_ghost_does_not_lie_there(guest: MailUser, session: Session, found: Folders) -> None:
    placed = drafts.put(session, found.drafts.name, RAW, TOKEN)
    guest.flag("Drafts", placed.uid or 0, r"\Deleted")
    assert lying(session, found.drafts.name) == ()


def test_a_deleted_draft_is_gone_and_a_discarded_one_lies_in_trash(
    guest: MailUser, session: Session, found: Folders
) -> None:
    for _ in range(2):
        drafts.put(session, found.drafts.name, RAW, TOKEN)
    first, second = guest.uids("Drafts")
    assert len(lying(session, found.drafts.name)) == 2
    guest.expunge("Drafts", first)
    guest.move("Drafts", second, "Trash")
    assert lying(session, found.drafts.name) == ()
    assert [i.references for i in lying(session, trash(found))] == [(TOKEN,)]


def test_withdrawal_takes_this_one_and_no_other(
    guest: MailUser, session: Session, found: Folders
) -> None:
    guest.append("Drafts", FOREIGN, [r"\Deleted"])
    placed = drafts.put(session, found.drafts.name, RAW, TOKEN)
    guest.append("Drafts", FOREIGN, [r"\Flagged"])
    before = [(m.uid, m.flags) for m in guest.messages("Drafts")]
    done = _withdraw(session, found, placed)
    left = [(m.uid, m.flags) for m in guest.messages("Drafts")]
    assert done
    assert _known(left) == _known([before[0], before[2]])
    assert [m.raw for m in guest.messages("Trash")] == [RAW]
    assert not _withdraw(session, found, placed)


def _known(rows: list[tuple[int, tuple[str, ...]]]) -> list[tuple[int, set[str]]]:
    return [(uid, set(flags) - {r"\Recent"}) for uid, flags in rows]


def _withdraw(session: Session, found: Folders, placed: Placed) -> bool:
    assert placed.uid is not None
    assert placed.uidvalidity is not None
    return drafts.withdraw(
        session,
        found.drafts.name,
        trash(found),
        uidvalidity=placed.uidvalidity,
        uid=placed.uid,
        digest=placed.digest,
    )


def test_each_way_of_withdrawing_that_the_server_knows(
    guest: MailUser, session: Session, found: Folders
) -> None:
    ways = [{"MOVE"}, {"UIDPLUS"}]
    for n, way in enumerate(w for w in ways if w <= session.capabilities):
        session.capabilities -= {"MOVE", "UIDPLUS"}
        session.capabilities |= way
        placed = drafts.put(session, found.drafts.name, RAW, TOKEN)
        assert _withdraw(session, found, placed)
        assert (len(guest.messages("Drafts")), len(guest.messages("Trash"))) == (0, n + 1)
    session.capabilities -= {"MOVE", "UIDPLUS"}
    placed = drafts.put(session, found.drafts.name, RAW, TOKEN)
    assert not _withdraw(session, found, placed)
    assert len(guest.messages("Drafts")) == 1


# --- made anew --------------------------------------------------------------------------------


def test_made_anew_while_we_were_away(keeper: Keeper) -> None:
    guest = keeper.new_user(special_use=False)  # Cyrus lets nobody delete a marked mailbox
    with closing(Session.open(guest.account(), guest.password)) as session:
        found = folders.discover(session)
        guest.append("Sent", mail(1), at=OLD)
        placed = drafts.put(session, found.drafts.name, RAW, TOKEN)
        _, cursor = look(session, found)
    for mailbox in ("Sent", "Drafts"):
        _anew(guest, mailbox)
    guest.append("Sent", mail(2), at=OLD)
    guest.append("Drafts", FOREIGN)
    with closing(Session.open(guest.account(), guest.password)) as session:
        subjects, after = look(session, found, cursor)
        assert subjects == ["No 2"]
        assert after.uidvalidity != cursor.uidvalidity
        assert not _withdraw(session, found, placed)
    assert len(guest.messages("Drafts")) == 1
    guest.close()


def test_made_anew_while_we_look_on(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error, or what a server shows for a while; ten minutes later at most, what is there."""
    guest = keeper.new_user(special_use=False)
    with closing(Session.open(guest.account(), guest.password)) as session:
        found = folders.discover(session)
        guest.append("Sent", mail(1), at=OLD)
        _, cursor = look(session, found)
        guest.rename("Sent", "Before")
        guest.create("Sent")
        guest.append("Sent", mail(2), at=OLD)
        if _name(keeper) in ("pymap", "cyrus", "courier"):  # Dovecot's sdbox is damaged by that
            with suppress(MailError):
                assert look(session, found, cursor, OLD.date())[0] in (["No 1"], [], ["No 2"])
        monkeypatch.setattr("mailfollow.mail.session.LOOK_ANEW_SECONDS", 0.0)
        with suppress(MailError):
            assert _is_new(look(session, found, cursor, OLD.date()), cursor)
    with closing(Session.open(guest.account(), guest.password)) as session:
        assert _is_new(look(session, found, cursor, OLD.date()), cursor)
    guest.close()


def _is_new(looked: tuple[list[str], Cursor], before: Cursor) -> bool:
    return looked[0] == ["No 2"] and looked[1].uidvalidity != before.uidvalidity


def _anew(guest: MailUser, mailbox: str) -> None:
    guest.messages("INBOX")  # leave it before it goes
    guest.remove_mailbox(mailbox)
    guest.create(mailbox)


# --- waiting ----------------------------------------------------------------------------------


def test_news_is_noticed_pushed_or_not(
    guest: MailUser, session: Session, found: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "RENEW_SECONDS", 1.5)
    _, cursor = look(session, found)
    listen, ring = os.pipe()
    timer = threading.Timer(0.1, lambda: guest.append("Sent", mail(1), at=OLD))
    timer.start()
    woke = watch.wait(session, found.sent[0].name, wakeup_fd=listen, seconds=9)
    timer.join()
    print(f"{woke}")
    assert woke is Woke.PUSHED or session.newer(cursor.uid)
    assert look(session, found, cursor)[0] == ["No 1"]
    for end in (listen, ring):
        os.close(end)
