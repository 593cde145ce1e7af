"""I4 and I6 over every case: what one run of the program may change in a mailbox, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from imapclient import IMAPClient

from tests import casemail
from tests.casemail import Laid
from tests.dovecot import Stored

Seen = dict[tuple[str, str], list[Stored]]


class Guard:
    """Looks at every mailbox before; `check` looks again and gives the drafts that are new."""

    def __init__(self, eyes: Mapping[str, IMAPClient], ours: set[bytes]) -> None:
        self._eyes, self._ours = eyes, ours
        self._before = self._look()

    def check(self) -> list[Laid]:
        after = self._look()
        assert after.keys() == self._before.keys(), "the program made or removed a mailbox"
        new: list[Laid] = []
        for place, now in after.items():
            was, folder = self._before[place], place[1]
            gone = [m for m in was if m not in now]
            come = [m for m in now if m not in was]
            if folder == "Drafts":
                self._only_ours_left(place[0], gone, after)
                new += [self._laid(place[0], m) for m in come]
            elif folder == "Trash":
                assert not gone, "the program took something out of Trash"
                assert all(m.raw in self._ours for m in come), "what came to Trash is not ours"
            else:
                assert was == now, f"the program changed {folder}"
        return new

    def _look(self) -> Seen:
        found: Seen = {}
        for label, client in self._eyes.items():
            for _, _, folder in client.list_folders():
                found[label, folder] = list(_messages(client, folder))
        return found

    def _only_ours_left(self, label: str, gone: list[Stored], after: Seen) -> None:
        for one in gone:
            assert one.raw in self._ours, "the program touched a message that is not ours"
            in_trash = [m.raw for m in after.get((label, "Trash"), [])]
            assert one.raw in in_trash, "a withdrawn draft does not lie in Trash"

    def _laid(self, label: str, one: Stored) -> Laid:
        assert {r"\Draft", r"\Seen"} <= set(one.flags), f"a draft with the flags {one.flags}"
        assert casemail.references(one.raw), "a draft without its token"
        headers = one.raw.partition(b"\r\n\r\n")[0].lower()
        assert b"\nx-" not in headers, "an X- header would reach the recipient"
        assert not casemail.addresses(one.raw, "Cc", "Bcc")
        return Laid(label, one.raw)


def _messages(client: IMAPClient, folder: str) -> Iterator[Stored]:
    """All of them, without \\Recent, which the server changes by itself."""
    if not client.select_folder(folder, readonly=True)[b"EXISTS"]:
        return
    rows = client.fetch(client.search(), ["FLAGS", "INTERNALDATE", "BODY.PEEK[]"])
    for uid, row in sorted(rows.items()):
        flags = tuple(sorted(f.decode() for f in row[b"FLAGS"] if f != rb"\Recent"))
        yield Stored(uid, flags, row[b"INTERNALDATE"], row[b"BODY[]"])
