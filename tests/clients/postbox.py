"""A mail server that takes in whatever a client sends, and delivers it to nobody."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.dovecot import HOST
from tests.zoo.rooted import free_port


class Postbox:
    """Everything sent through it, oldest first."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], Message]] = []
        self._controller = Controller(self, HOST, free_port())
        self._controller.start()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 taken"

    def sent_to(self, address: str) -> list[Message]:
        return [message for recipients, message in self.taken if address in recipients]

    def stop(self) -> None:
        self._controller.stop()
