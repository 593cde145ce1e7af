"""Which mailbox is Sent, Drafts, Trash, and why: config, then SPECIAL-USE, then its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from mailfollow.core.model import Folder, Folders, Why
from mailfollow.errors import FolderUnclear
from mailfollow.mail.session import Session

# What mail clients and servers call them (RFC 6154 came late), in
# en, pl, de, fr, es, it, cs, nl, pt, sv, da, nb, fi, sk, hu, ro, uk, ru, tr.
_SENT = """
Sent | Sent Items | Sent Messages | Sent Mail | Sent-Mail | Outbox-Sent | Sent Objects
Wysłane | Wysłano | Elementy wysłane | Wiadomości wysłane | Poczta wysłana
Gesendet | Gesendete Objekte | Gesendete Elemente | Gesendete Nachrichten | Gesendete Mails
Gesendete E-Mails | Postausgang gesendet
Envoyés | Messages envoyés | Éléments envoyés | Courrier envoyé | Objets envoyés | Envoyé
Enviados | Elementos enviados | Mensajes enviados | Correo enviado | Enviado
Inviati | Inviata | Posta inviata | Messaggi inviati | Elementi inviati
Odeslané | Odeslaná pošta | Odeslané zprávy | Odeslané položky
Verzonden | Verzonden items | Verzonden berichten | Verzonden objecten
Itens enviados | Mensagens enviadas | Correio enviado | Enviadas
Skickat | Skickade | Skickade meddelanden | Sendt | Sendt post | Sendte elementer | Sendte
Lähetetyt | Lähetetyt viestit | Odoslané | Odoslaná pošta | Elküldött | Elküldött elemek
Trimise | Elemente trimise | Надіслані | Надіслано | Отправленные | Gönderilmiş Öğeler
Gönderilenler
"""
_DRAFTS = """
Drafts | Draft
Szkice | Kopie robocze | Robocze | Wersje robocze
Entwürfe | Entwurf
Brouillons | Brouillon
Borradores | Borrador
Bozze | Bozza
Koncepty | Rozepsané | Rozepsané zprávy
Concepten | Concept
Rascunhos | Utkast | Kladder | Kladde | Luonnokset | Piszkozatok | Ciorne | Чернетки | Черновики
Taslaklar
"""
_TRASH = """
Trash | Deleted Items | Deleted Messages | Deleted | Bin | Wastebasket | Rubbish
Kosz | Elementy usunięte | Usunięte
Papierkorb | Gelöschte Elemente | Gelöschte Objekte | Gelöscht | Gelöschte Nachrichten
Corbeille | Éléments supprimés | Messages supprimés | Supprimés
Papelera | Elementos eliminados | Eliminados
Cestino | Posta eliminata | Elementi eliminati | Eliminata
Koš | Odstraněné | Odstraněná pošta | Odstraněné položky
Prullenbak | Prullenmand | Verwijderd | Verwijderde items
Lixeira | Itens excluídos | Lixo | Papperskorgen | Borttaget | Papirkurv | Slettet post
Roskakori | Kôš | Kuka | Lomtár | Törölt elemek | Coș de gunoi | Кошик | Корзина | Çöp Kutusu
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One mailbox as LIST tells it."""

    name: str
    separator: str
    attributes: frozenset[str]  # lower case

    @property
    def selectable(self) -> bool:
        return not self.attributes & {r"\noselect", r"\nonexistent"}

    @property
    def leaf(self) -> str:
        """The last part of the name, below whatever prefix the server or the user has."""
        return self.name.rsplit(self.separator, 1)[-1] if self.separator else self.name


@dataclass(frozen=True, slots=True)
class _Role:
    key: str  # the key in [accounts.X.folders]
    attribute: str
    names: frozenset[str]


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def _names(table: str) -> frozenset[str]:
    return frozenset(_fold(n) for line in table.strip().splitlines() for n in line.split("|"))


SENT = _Role("sent", r"\sent", _names(_SENT))
DRAFTS = _Role("drafts", r"\drafts", _names(_DRAFTS))
TRASH = _Role("trash", r"\trash", _names(_TRASH))


def listing(session: Session) -> tuple[Listed, ...]:
    """Every mailbox of the account, in the server's order."""
    return tuple(
        Listed(name, separator, frozenset(a.lower() for a in attributes))
        for attributes, separator, name in session.folders()
    )


def discover(session: Session) -> Folders:
    """The mailboxes with a role. Every plausible Sent is read; nothing is ever created.

    Raises FolderUnclear naming the key to set.
    """
    mailboxes = tuple(m for m in listing(session) if m.selectable)
    wanted, label = session.account.folders, session.account.label
    sent = _configured(mailboxes, wanted.sent, SENT, label) or _plausible(mailboxes, SENT)
    if not sent:
        raise FolderUnclear(_unclear(SENT, label, (), mailboxes))
    drafts = _one(mailboxes, wanted.drafts, DRAFTS, label)
    if drafts is None:
        raise FolderUnclear(_unclear(DRAFTS, label, (), mailboxes))
    trash = _one(mailboxes, wanted.trash, TRASH, label)
    separator = next((m.separator for m in mailboxes if m.name == drafts.name), "") or "/"
    return Folders(sent, drafts, trash, frozenset(m.name for m in mailboxes), separator)


def _one(
    mailboxes: Sequence[Listed], configured: str | None, role: _Role, label: str
) -> Folder | None:
    """The only answer, or None where there is none."""
    names = (configured,) if configured else ()
    found = _configured(mailboxes, names, role, label) or _plausible(mailboxes, role)
    marked = tuple(f for f in found if f.special_use)
    best = marked or _nearest(found, mailboxes)
    if len(best) > 1:
        raise FolderUnclear(_unclear(role, label, tuple(f.name for f in best), mailboxes))
    return best[0] if best else None


def _configured(
    mailboxes: Sequence[Listed], names: Sequence[str], role: _Role, label: str
) -> tuple[Folder, ...]:
    found = []
    for name in names:
        mailbox = next((m for m in mailboxes if _same(m, name)), None)
        if mailbox is None:
            have = ", ".join(f"“{m.name}”" for m in mailboxes)
            raise FolderUnclear(
                f"[accounts.{label}] folders.{role.key}: there is no folder “{name}”. "
                f"The server has {have}"
            )
        found.append(Folder(mailbox.name, Why.CONFIG, role.attribute in mailbox.attributes))
    return tuple(found)


def _same(mailbox: Listed, name: str) -> bool:
    if name.upper() == "INBOX":
        return mailbox.name.upper() == "INBOX"
    return unicodedata.normalize("NFC", mailbox.name) == unicodedata.normalize("NFC", name)


def _plausible(mailboxes: Sequence[Listed], role: _Role) -> tuple[Folder, ...]:
    """Those that bear the attribute, then those that bear the name."""
    marked = [m for m in mailboxes if role.attribute in m.attributes]
    named = [m for m in mailboxes if m not in marked and _named(m, role)]
    return (
        *(Folder(m.name, Why.SPECIAL_USE, special_use=True) for m in marked),
        *(Folder(m.name, Why.NAME) for m in named),
    )


def _named(mailbox: Listed, role: _Role) -> bool:
    # One that the server marks for something else is that, whatever it is called.
    others = {r"\sent", r"\drafts", r"\trash", r"\junk", r"\all", r"\archive"} - {role.attribute}
    return _fold(mailbox.leaf) in role.names and not mailbox.attributes & others


def _nearest(found: tuple[Folder, ...], mailboxes: Sequence[Listed]) -> tuple[Folder, ...]:
    """The one highest up: “Archive/2019/Drafts” does not rival “Drafts”."""
    separators = {m.name: m.separator for m in mailboxes}

    def depth(folder: Folder) -> int:
        separator = separators[folder.name]
        name = folder.name
        if separator and name.upper().startswith(f"INBOX{separator}"):
            name = name[len("INBOX" + separator) :]
        return name.count(separator) if separator else 0

    least = min((depth(f) for f in found), default=0)
    return tuple(f for f in found if depth(f) == least)


def _unclear(
    role: _Role, label: str, candidates: Sequence[str], mailboxes: Sequence[Listed]
) -> str:
    names = candidates or [m.name for m in mailboxes]
    have = ", ".join(f"“{n}”" for n in names)
    why = "several could be it" if candidates else "none can be recognised"
    value = '["…"]' if role is SENT else '"…"'
    return (
        f"Which folder is {role.key.capitalize()}? {why.capitalize()}: {have}. "
        f"Set folders = {{ {role.key} = {value} }} in [accounts.{label}]"
    )
