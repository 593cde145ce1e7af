"""What a mail carries: attachments, links, somebody's card; and what it announces or puts off.

Structure decides where it can (MIME, addresses, digits); words only where it cannot, and then
in pl, de and en alike.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from mailfollow.core import address, phone, text
from mailfollow.core.model import Body, Contact, Me

_LINK = re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"')\]]+")
_ATOM = r"[\w.!#$%&'*+/=?^`{|}~-]"
_ADDRESS = re.compile(rf"(?<!{_ATOM}){_ATOM}+@[\w-]+(?:\.[\w-]+)+")
_KEYS = ("pgp-keys", "pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-encrypted")
_CARDS = ("text/vcard", "text/x-vcard", "text/directory")
_ANNOUNCED = re.compile(
    r"\b(?:w zalaczniku|w zalaczeniu|zalaczam|zalaczon\w+|przesylam w zal\w*|dolaczam"
    r"|anbei|im anhang|angehangt\w*|beigefugt\w*|in der anlage|als anlage|hange ich an"
    r"|angehaengt\w*|beigefuegt\w*|haenge ich an"
    r"|attached|attachment|enclosed|please find)\b"
)
_WEEKDAYS = (
    ("poniedzialek", "monday", "montag"),
    ("wtorek", "tuesday", "dienstag"),
    ("srode", "wednesday", "mittwoch"),
    ("czwartek", "thursday", "donnerstag"),
    ("piatek", "friday", "freitag"),
    ("sobote", "saturday", "samstag"),
    ("niedziele", "sunday", "sonntag"),
)
_LATER = re.compile(
    r"\b(?P<week>next week|nachste woche|naechste woche|kommende woche|"
    r"w przyszlym tygodniu|w nastepnym tygodniu)\b"
    r"|\b(?P<tomorrow>tomorrow|morgen|jutro)\b"
    rf"|\b(?:on|am|we?)\s+(?P<weekday>{'|'.join(d for names in _WEEKDAYS for d in names)})\b"
    r"|\b(?P<later>later|soon|bald|spater|spaeter|pozniej|wkrotce|niedlugo)\b"
)
_GREETING = re.compile(
    r"\bguten morgen\b|\bbis (?:bald|spater|spaeter)\b"
    r"|(?:^|[.!?\n])\s{0,5}bis (?:morgen|\w+tag|nachste woche|naechste woche)\b"
    r"|\b(?:see|talk to|speak to) you (?:soon|later|tomorrow|next week|on \w+day)\b"
    r"|\b(?:talk|speak) soon\b"
    r"|\bdo (?:zobaczenia|uslyszenia) (?:wkrotce|niedlugo|pozniej|jutro|we? \w+(?: tygodniu)?)\b"
)
"""Words for later that only greet: nothing is put off by them."""
_WILL = re.compile(
    r"\b(?:i ll|i will|more on|will send|werde|schicke|sende|melde|folgt|mehr|stelle"
    r"|wysle|przesle|przekaze|napisze|podesle|odezwe|dam znac|wiecej|skontaktuje|przedstawie)\b"
)
_INTRODUCING = re.compile(
    r"\b(?:intro\w*|contact|put you in touch|kontakt\w*|przedstawi\w*|polacz\w*|przekaz\w*"
    r"|vorstell\w*|stelle .{0,40} vor|verbinde\w*|karte|card|wizytow\w*)\b"
)


def attachments(body: Body, me: Me) -> tuple[str, ...]:
    """File names of what was really attached: no logos, keys, signatures, own card."""
    mine = any(address.among(c, me.addresses) for c in body.cards if "@" in c)
    return tuple(
        a.filename or a.content_type
        for a in body.attachments
        if not a.inline
        and not a.content_type.endswith(_KEYS)
        and not (mine and (a.content_type in _CARDS or a.filename.lower().endswith(".vcf")))
    )


def links(body: Body, me: Me) -> tuple[str, ...]:
    """Hosts of the links in the own text; those of the user's signature do not count."""
    written = _LINK.findall(text.own(body, me))
    usual = {link.rstrip("/.,;") for link in _LINK.findall(f"{me.signature}\n{body.signature}")}
    return tuple(_host(link) for link in written if link.rstrip("/.,;") not in usual)


def _host(link: str) -> str:
    try:
        return urlsplit(link if "://" in link else f"//{link}").hostname or link
    except ValueError:
        return link


def announces_attachment(own: str) -> bool:
    return bool(_ANNOUNCED.search(text.fold(own)))


def card_of(contact: Contact, body: Body, me: Me) -> str | None:
    """How somebody's card is handed on: "address", "phone", "vcard" or "forwarded"; else None."""
    own = text.own(body, me)
    if any(address.among(a, contact.addresses) for a in _ADDRESS.findall(own)):
        return "address"
    if any(address.among(a, contact.addresses) for a in body.forwarded_from):
        return "forwarded"
    if _has_card(contact, body, me):
        return "vcard"
    return "phone" if phone.digits(own, me) & _own_phones(contact, me) else None


def _has_card(contact: Contact, body: Body, me: Me) -> bool:
    addresses = [c for c in body.cards if "@" in c]
    phones = {p for c in body.cards if "@" not in c for p in phone.digits(c, me)}
    return any(address.among(a, contact.addresses) for a in addresses) or bool(
        phones & _own_phones(contact, me)
    )


def _own_phones(contact: Contact, me: Me) -> set[str]:
    return {p for written in contact.phones for p in phone.digits(written, me)}


def speaks_of_introducing(own: str) -> bool:
    return bool(_INTRODUCING.search(text.fold(own)))


def put_off(own: str, sent: date) -> tuple[bool, date | None]:
    """Whether the text promises it for later, and for which day where it says so."""
    spoken = _GREETING.sub(" ", text.fold(own))
    said = " ".join(spoken.replace("'", " ").split())
    later = _LATER.search(said)
    if not later or not _WILL.search(said):
        return False, None
    if later["week"]:
        return True, sent + timedelta(days=7 - sent.weekday())
    if later["tomorrow"]:
        return True, sent + timedelta(days=1)
    if later["weekday"]:
        wanted = next(i for i, names in enumerate(_WEEKDAYS) if later["weekday"] in names)
        return True, sent + timedelta(days=(wanted - sent.weekday() - 1) % 7 + 1)
    return True, None
