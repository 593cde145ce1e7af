"""addr-spec and msg-id as values: parse, normalise, compare (RFC 5322 §3.4.1, §3.6.4)."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf'(?:{_ATOM}(?:\.{_ATOM})*|"(?:[^"\\\r\n]|\\.)*")')
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*")
_MSG_ID = re.compile(r"<\s*([^<>\s@]+@[^<>\s]+?)\s*>")
_HASHED = re.compile(r"h:([0-9a-f]+):(-?[0-9]+)")
_TWO_MINUTES = 120

ROLES = frozenset(
    "info office kontakt contact biuro sekretariat mail hello hallo post poczta sales support team "
    "service kancelaria recepcja praxis buero büro empfang verwaltung admin administracja zarzad "
    "reception enquiries inquiries marketing press presse prasa hr kadry rechnung billing faktury "
    "ksiegowosc buchhaltung accounts help webmaster postmaster noreply no-reply".split()
)
"""Local parts that belong to a function, not to a person (RFC 2142 and everyday use)."""

LISTS = frozenset(
    "all alle wszyscy everyone everybody team staff list lista liste verteiler members mitglieder "
    "czlonkowie group gruppe grupa newsletter announce news mailing zespol kollegen".split()
)
"""Local parts behind which several persons usually read."""


def parse(written: str) -> str:
    """One addr-spec as a person would write it, domain IDNA-encoded, blanks and `<>` removed.

    Raises ValueError with an English sentence where it is none.
    """
    text = unicodedata.normalize("NFC", written).strip().removeprefix("mailto:").strip(" \t<>")
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain:
        raise ValueError(f"“{written}” is not a mail address")
    if not local.isascii():
        raise ValueError(
            f"“{written}” has letters before the @ that mail cannot carry yet; "
            "ask for an address without them"
        )
    try:
        domain = domain.rstrip(".").encode("idna").decode("ascii") if domain else domain
    except UnicodeError:
        raise ValueError(f"“{written}” is not a mail address: its domain is malformed") from None
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ValueError(f"“{written}” is not a mail address")
    return f"{local}@{domain}"


@functools.lru_cache(maxsize=4096)
def key(address: str) -> str:
    """What two spellings of one mailbox share: letter case, blanks and `<>` do not matter."""
    text = address.strip().strip("<>").strip().casefold()
    local, _, domain = text.rpartition("@")
    if domain and not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return text
    return f"{local}@{domain.rstrip('.')}"


@functools.lru_cache(maxsize=4096)
def untagged(address: str) -> str:
    """The key without a plus tag: `anna+fair@…` is read by the same person (RFC 5233)."""
    local, _, domain = key(address).rpartition("@")
    base, plus, _ = local.partition("+")
    return f"{base or local}@{domain}" if plus else f"{local}@{domain}"


def same(one: str, other: str) -> bool:
    return untagged(one) == untagged(other)


def among(address: str, addresses: Iterable[str]) -> bool:
    wanted = untagged(address)
    return any(untagged(other) == wanted for other in addresses)


def domain(address: str) -> str:
    return key(address).rpartition("@")[2]


def local(address: str) -> str:
    return untagged(address).rpartition("@")[0]


def is_role(address: str) -> bool:
    return local(address) in ROLES


def is_list(address: str) -> bool:
    part = local(address)
    return part in LISTS or part.startswith(("list-", "team-", "all-")) or part.endswith("-list")


# --- msg-id ---------------------------------------------------------------------------------


def message_ids(header: str, most: int = 100) -> tuple[str, ...]:
    """The msg-ids of a Message-ID, References or In-Reply-To header, without angle brackets.

    Folding is undone and comments are passed over (RFC 5322 §3.6.4, §3.2.2). Text that is no
    msg-id is ignored: old In-Reply-To headers hold prose. The last `most` ids are returned.
    """
    return tuple(_MSG_ID.findall(_without_comments(header)))[-most:]


def _without_comments(text: str) -> str:
    if "(" not in text:
        return text
    kept, depth, inside = [], 0, False
    for c in text:
        if c == "<" and not depth:
            inside = True
        elif c == ">":
            inside = False
        if c == "(" and not inside:
            depth += 1
        elif c == ")" and depth and not inside:
            depth -= 1
        elif not depth:
            kept.append(c)
    return "".join(kept)


# --- the identity of a message --------------------------------------------------------------


def same_message(one: str, other: str) -> bool:
    """Whether two message keys (`core.proof.message_key`) name copies of one message.

    A key is a message-id; for a message without one it is `h:<hash>:<unix seconds>`, and two
    of the same hash within two minutes are one message (CASES.md).
    """
    if one == other:
        return True
    a, b = _HASHED.fullmatch(one), _HASHED.fullmatch(other)
    return bool(a and b and a[1] == b[1] and abs(int(a[2]) - int(b[2])) <= _TWO_MINUTES)
