"""Hostile mails in short: none stops anything, and the honest mail among them is seen."""

from __future__ import annotations

from pathlib import Path

from tests.dovecot import MailUser
from tests.hostile.mails import mail
from tests.program import Program, days_ago, letter
from tools import hostile

FOUND = (96, 219, 225, 359, 387, 1440, 4492, 4965, 5044)
"""Each took a second or more, some for ever, before it was mended."""
FEW = (*FOUND, *range(30, 50))  # `make hostile` reads 10,000
LAID = range(600, 636)


def test_a_few_of_them() -> None:
    found = hostile.read(FEW, limit=5 * hostile.SECONDS)  # this machine has other things to do
    assert not found.crashed, found.crashed
    assert not found.slow, found.slow
    assert found.mails == len(FEW)
    assert found.grown < hostile.MEGABYTES


def test_the_same_number_is_the_same_mail() -> None:
    assert [mail(n) for n in range(60)] == [mail(n) for n in range(60)]
    assert len({mail(n) for n in range(60)}) > 55


def test_a_mailbox_full_of_them(tmp_path: Path, user: MailUser) -> None:
    """In Sent, in INBOX and in Drafts; the honest one ticks, and the other's draft is laid."""
    program = Program(tmp_path / "home", work=user)
    program.people(
        f"on = {days_ago(5)}\n"
        '[[contacts]]\nname = "Anna Kowalska"\nemail = "anna@example.pl"\nlanguage = "en"\n'
        '[[contacts]]\nname = "Priya Shah"\nemail = "priya@example.com"\nlanguage = "en"\n'
        '[[contacts]]\nname = "Max Müller"\nemail = "max@example.com"\nlanguage = "en"\n'
        '[[contacts.promises]]\nintroduce_to = "Jana Klein <jana@example.net>"\n'
    )
    client = user.client()
    for n in LAID:
        client.append(("Sent", "INBOX", "Drafts")[n % 3], mail(n).replace(b"\0", b"?"))
    client.logout()
    text = "Hi Priya,\nit was good to meet you at the fair, and here is what I promised.\n"
    user.append("Sent", letter(user.user, "Priya Shah <priya@example.com>", text))
    before = {box: user.uids(box) for box in ("Sent", "INBOX", "Drafts")}

    done = program.run("run", "--once")
    assert done.returncode == 0, done.stderr
    assert program.commitment("priya")["status"] == "fulfilled"
    assert {box: user.uids(box)[: len(uids)] for box, uids in before.items()} == before
    laid = user.messages("Drafts")[len(before["Drafts"]) :]
    assert any(b"max@example.com" in m.raw for m in laid)
    for words in (["status"], ["why", "priya"]):
        said = program.run(*words)
        assert said.returncode == 0, said.stderr
        assert not [c for c in said.stdout if not c.isprintable() and c != "\n"]
