"""The whole message as the user will find it in Drafts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from zoneinfo import ZoneInfo

from mailfollow.core.model import Language
from mailfollow.say.clean import clean_lines
from mailfollow.say.days import moment
from mailfollow.say.phrase import phrase


def preview(raw: bytes, language: Language, zone: ZoneInfo) -> str:
    """Decoded headers and the text. `raw` is a message that we composed ourselves."""
    message = message_from_bytes(raw, policy=default)
    headers = "\n".join(_headers(message, language, zone))
    return f"{headers}\n\n{clean_lines(_text(message)).rstrip()}\n"


def _headers(message: EmailMessage, language: Language, zone: ZoneInfo) -> Iterator[str]:
    nobody = phrase(language, "preview.nobody")
    shown = {
        "from": message["From"],
        "to": message["To"] or nobody,
        "cc": message["Cc"],
        "subject": message["Subject"],
        "date": _date(message, language, zone),
    }
    for name, value in shown.items():
        if value:
            yield phrase(language, f"preview.{name}", value=value)


def _date(message: EmailMessage, language: Language, zone: ZoneInfo) -> str | None:
    at: datetime | None = getattr(message["Date"], "datetime", None)
    return moment(at, language, zone) if at else None


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""
