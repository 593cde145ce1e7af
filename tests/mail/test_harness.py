"""The private Dovecot does what the other tests rely on."""

from datetime import UTC, datetime

from imapclient import IMAPClient
from imapclient.tls import ssl

from tests.dovecot import Dovecot, MailUser, running

AT = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


def test_a_message_comes_back_as_it_was_stored(user: MailUser) -> None:
    uid = user.append("Sent", "Subject: x\n\nHello\n", [r"\Seen"], AT)
    (stored,) = user.messages("Sent")
    assert (stored.uid, stored.internal_date) == (uid, AT)
    assert stored.raw == b"Subject: x\r\n\r\nHello\r\n"
    assert r"\Seen" in stored.flags


def test_each_user_is_alone(dovecot: Dovecot, user: MailUser) -> None:
    user.append("Sent", "Subject: x\n\n")
    assert dovecot.new_user().messages("Sent") == []


def test_layouts(dovecot: Dovecot) -> None:
    marked = dovecot.new_user().client().list_folders()
    assert {(n, rb"\Sent" in f) for f, _, n in marked} >= {("Sent", True), ("INBOX", False)}
    bare = dovecot.new_user(special_use=False, separator=".", prefix="INBOX.")
    assert {n for f, _, n in bare.client().list_folders() if rb"\Sent" not in f} == {
        "INBOX",
        "INBOX.Sent",
        "INBOX.Drafts",
        "INBOX.Trash",
    }


def test_a_server_that_knows_less() -> None:
    with running("IMAP4rev1 UIDPLUS") as server:
        assert server.new_user().client().capabilities() == (b"IMAP4REV1", b"UIDPLUS")


def test_mail_survives_the_end_of_the_server() -> None:
    with running() as server:
        user = server.new_user()
        user.append("Sent", "Subject: x\n\n")
        server.stop_serving(hard=True)
        user.close()
        server.restart()
        assert len(user.messages("Sent")) == 1


def test_tls_with_its_own_ca(dovecot: Dovecot, user: MailUser) -> None:
    context = ssl.create_default_context(cafile=str(dovecot.ca_file))
    with IMAPClient(dovecot.host, dovecot.tls_port, ssl_context=context, timeout=5) as client:
        client.login(user.user, user.password)
