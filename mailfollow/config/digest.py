"""`[digest]`: when the morning mail goes out, and to which of the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from mailfollow.core.model import DigestTime
from mailfollow.toml import values
from mailfollow.toml.section import Section

DEFAULT = DigestTime(time(7, 30))
"""A draft makes no sound: without this mail nobody sees it."""


def read_digest(section: Section | None, accounts: Sequence[str]) -> DigestTime:
    """`accounts`: the labels there are."""
    if section is None:
        return DEFAULT
    at = section.take("at", values.clock)
    wanted = section.take("send", values.flag) is not False
    account = section.take("account", values.text)
    if account and account not in accounts:
        known = ", ".join(accounts) or "none"
        section.tell(
            "account", f"account: there is no account “{account}”; the accounts are: {known}."
        )
    section.done()
    return DigestTime((DEFAULT.at if at is None else at) if wanted else None, account)
