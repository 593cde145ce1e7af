"""Which folder is which, against Dovecot in several layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from mailfollow.core.model import FolderNames, Folders, Why
from mailfollow.errors import FolderUnclear
from mailfollow.mail.folders import Listed, discover, listing
from mailfollow.mail.session import Session
from tests.dovecot import Dovecot, MailUser
from tests.scripted import Script, Talk, serving

Discover = Callable[..., Folders]

LOCAL = {
    "en": ("Sent Items", "Drafts", "Deleted Items"),
    "pl": ("Wysłane", "Kopie robocze", "Kosz"),
    "pl-outlook": ("Elementy wysłane", "Wersje robocze", "Elementy usunięte"),
    "de": ("Gesendete Objekte", "Entwürfe", "Papierkorb"),
    "de-outlook": ("Gesendete Elemente", "Entwürfe", "Gelöschte Elemente"),
    "fr": ("Éléments envoyés", "Brouillons", "Corbeille"),
    "es": ("Enviados", "Borradores", "Papelera"),
    "it": ("Posta inviata", "Bozze", "Cestino"),
    "cs": ("Odeslaná pošta", "Koncepty", "Koš"),
    "nl": ("Verzonden items", "Concepten", "Prullenbak"),
}


@pytest.fixture
def found(dovecot: Dovecot) -> Iterator[Discover]:
    users: list[MailUser] = []

    def look(
        special_use: bool = False, folders: FolderNames | None = None, **layout: object
    ) -> Folders:
        user = dovecot.new_user(special_use, **layout)  # type: ignore[arg-type]
        users.append(user)
        session = Session.open(user.account(folders=folders), user.password)
        try:
            return discover(session)
        finally:
            session.close()

    yield look
    for user in users:
        user.close()


def names(folders: Folders) -> tuple[tuple[str, ...], str, str | None]:
    trash = folders.trash.name if folders.trash else None
    return tuple(f.name for f in folders.sent), folders.drafts.name, trash


def test_special_use(found: Discover) -> None:
    folders = found(special_use=True)
    assert names(folders) == (("Sent",), "Drafts", "Trash")
    assert {f.why for f in (*folders.sent, folders.drafts)} == {Why.SPECIAL_USE}
    assert folders.sent[0].special_use


@pytest.mark.parametrize("language", LOCAL)
@pytest.mark.parametrize(("separator", "prefix"), [("/", ""), (".", "INBOX."), ("/", "INBOX/")])
def test_names(found: Discover, language: str, separator: str, prefix: str) -> None:
    sent, drafts, trash = LOCAL[language]
    folders = found(separator=separator, prefix=prefix, mailboxes=LOCAL[language])
    assert names(folders) == ((prefix + sent,), prefix + drafts, prefix + trash)
    assert folders.sent[0].why is Why.NAME
    assert not folders.sent[0].special_use


def test_all_plausible_sent_are_read_the_marked_first(found: Discover) -> None:
    folders = found(special_use=True, mailboxes=["Gesendet", "Sent Messages", "Sentimental"])
    assert folders.sent[0].name == "Sent"
    assert {f.name for f in folders.sent[1:]} == {"Gesendet", "Sent Messages"}


def test_a_marked_one_wins_over_names_for_drafts_and_trash(found: Discover) -> None:
    folders = found(special_use=True, mailboxes=["Entwürfe", "Papierkorb"])
    assert names(folders)[1:] == ("Drafts", "Trash")


def test_two_names_are_unclear(found: Discover) -> None:
    with pytest.raises(FolderUnclear, match=r"drafts = .*accounts\.work") as caught:
        found(mailboxes=["Sent", "Drafts", "Entwürfe"])
    assert "“Drafts”" in str(caught.value)
    assert "“Entwürfe”" in str(caught.value)


def test_the_one_highest_up_wins(found: Discover) -> None:
    folders = found(mailboxes=["Sent", "Drafts", "Archive/2019/Drafts"])
    assert folders.drafts.name == "Drafts"


def test_none_is_unclear_but_for_trash(found: Discover) -> None:
    assert found(mailboxes=["Sent", "Drafts"]).trash is None
    with pytest.raises(FolderUnclear, match="drafts"):
        found(mailboxes=["Sent"])
    with pytest.raises(FolderUnclear, match="sent"):
        found(mailboxes=["Drafts"])


def test_config_wins(found: Discover) -> None:
    wanted = FolderNames(sent=("Kunden/Raus", "INBOX"), drafts="Später", trash="Weg")
    folders = found(True, wanted, mailboxes=["Kunden/Raus", "Später", "Weg"])
    assert names(folders) == (("Kunden/Raus", "INBOX"), "Später", "Weg")
    assert {f.why for f in (*folders.sent, folders.drafts)} == {Why.CONFIG}


def test_a_configured_folder_that_is_not_there(found: Discover) -> None:
    with pytest.raises(FolderUnclear, match=r"folders\.drafts: there is no folder “Draft”"):
        found(True, FolderNames(drafts="Draft"))


def test_nothing_is_ever_created(dovecot: Dovecot) -> None:
    user = dovecot.new_user(special_use=False, mailboxes=["Sent"])
    sent: list[bytes] = []
    session = Session.open(user.account(), user.password, observer=sent.append)
    with pytest.raises(FolderUnclear):
        discover(session)
    assert b"CREATE" not in b"".join(sent)
    assert {m.name for m in listing(session)} == {"INBOX", "Sent"}
    session.close()
    user.close()


def _listed(*lines: bytes) -> Script:
    def answer(talk: Talk) -> None:
        for line in lines:
            talk.say(b"* LIST " + line + b"\r\n")
        talk.ok()

    return Script({"LIST": answer})


def test_what_other_servers_list() -> None:
    script = _listed(
        b'(\\HasChildren \\Noselect) "/" "Sent"',  # a mere branch
        b'(\\HasNoChildren \\sent) "/" "[Google Mail]/Gesendet"',  # Cyrus writes lower case
        b'(\\DRAFTS) "/" "[Google Mail]/Entw&APw-rfe"',
        b'() "/" Papierkorb',
        b'(\\Junk) "/" "Deleted"',  # named like Trash, marked as something else
        b'() "/" "bad &name"',  # malformed UTF-7: nobody can open it
        b'() NIL "INBOX"',
        b'() "/" "2026"',
    )
    with serving(script) as server:
        session = Session.open(server.account(), "x")
        folders = discover(session)
        assert Listed("2026", "/", frozenset()) in listing(session)
        assert not [m for m in listing(session) if "bad" in m.name]
    assert names(folders) == (("[Google Mail]/Gesendet",), "[Google Mail]/Entwürfe", "Papierkorb")
    assert folders.sent[0].why is Why.SPECIAL_USE
