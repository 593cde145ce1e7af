"""I4 and I6 over every case: what one run of the program may change in a mailbox, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from imapclient import IMAPClient

from tests import casemail
from tests.casemail import Laid
from tests.dovecot import MailUser, Stored

Seen = dict[tuple[str, str], list[Stored]]


class Guard:
    """Looks at every mailbox before; `check` looks again and gives the drafts that are new."""

    def __init__(self, users: Mapping[str, tuple[MailUser, IMAPClient]], ours: set[bytes]) -> None:
        self._users, self._ours = users, ours
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
        for label, (user, client) in self._users.items():
            for _, _, folder in client.list_folders():
                found[label, folder] = [_settled(m) for m in user.messages(folder)]
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


def _settled(one: Stored) -> Stored:
    """Without \\Recent, which the server changes by itself."""
    return replace(one, flags=tuple(sorted(set(one.flags) - {r"\Recent"})))
