"""Persons and mails of a season."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP


@dataclass
class Person:
    key: str
    first: str
    last: str
    language: str
    address: str
    digits: str = ""
    second: str = ""
    met: date = date.min

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    def written(self, address: str = "") -> Address:
        return Address(self.name, addr_spec=address or self.address)


ME = Person("me", "Ewa", "Zielińska", "pl", "ewa@example.org")


@dataclass
class Mail:
    """One mail and the truth about it."""

    id: str
    at: datetime
    message: EmailMessage
    folder: str = "Sent"
    personal_to: set[str] = field(default_factory=set)  # surely a personal message to them
    perhaps_to: set[str] = field(default_factory=set)  # likely; to ask is fair
    introduces: set[tuple[str, str]] = field(default_factory=set)  # (contact, third)
    names: set[str] = field(default_factory=set)
    things_for: set[str] = field(default_factory=set)  # something is sent to them
    bounced: bool = False

    @property
    def sent(self) -> bool:
        return self.folder == "Sent"

    @property
    def raw(self) -> bytes:
        return self.message.as_bytes(policy=SMTP)
