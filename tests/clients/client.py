"""What a person does in a mail client; each client of the proof can be driven to do it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Client(Protocol):
    """Mails are told apart by `who`: the other person's name, as the list of mails shows it."""

    name: str
    version: str

    def sees(self, folder: str, who: str) -> None:
        """Open a folder, and look until this mail stands in its list."""

    def open_draft(self, who: str) -> None:
        """Open a draft from Drafts to write on."""

    def write(self, sentence: str) -> None:
        """Type a line of one's own into the open letter."""

    def save(self) -> None:
        """Put the open letter back into Drafts."""

    def send(self) -> None: ...

    def compose(self, to: str, subject: str, text: str) -> None:
        """Write a new mail of one line, and send it."""

    def delete_draft(self, who: str) -> None: ...

    def move(self, folder: str, who: str, to: str) -> None:
        """Move a mail; `to` is the full name of the other folder."""

    def read(self, who: str) -> str:
        """Open a mail in the inbox; all that is shown of it."""

    def reply(self, answer: str) -> None:
        """Answer the mail being read, above what is quoted, and send it."""

    def portray(self, who: str, directory: Path) -> None:
        """Leave pictures of a mail in the inbox, to be looked at by a person."""

    def close(self) -> None: ...
