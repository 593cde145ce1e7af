"""The mails of a season as bytes (RFC 5322), each with what its writer meant by it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tools.season import dress, report, words
from tools.season.model import ME, Mail, Person


class Writer:
    def __init__(self, chance: random.Random) -> None:
        self.chance, self._n = chance, 0

    # --- what is meant ----------------------------------------------------------------------

    def personal(self, to: Person, at: datetime, answering: Mail | None = None) -> Mail:
        mail = self._mail(at, [self._any_address(to)], self._subject(to), self._talk(to))
        if answering:
            mail.message["In-Reply-To"] = mail.message["References"] = f"<{answering.id}>"
        elif self.chance.random() < 0.2:
            mail.message["References"] = "<old-1@example.com> <old-2@example.com>"
        self._dress(mail)
        mail.personal_to = {to.key}
        return mail

    def to_two_named(self, one: Person, other: Person, at: datetime) -> Mail:
        text = f"{one.first}, {other.first}!\n\nThank you both for the evening."
        mail = self._mail(at, [one.written(), other.written()], "Thank you", text)
        mail.personal_to = {one.key, other.key}
        return mail

    def thing(self, to: Person, what: str, at: datetime) -> Mail:
        text = f"{self._greeting(to)}\n\n{words.HERE[to.language].format(what=what)}"
        mail = self._mail(at, [self._any_address(to)], what, text)
        self.chance.choice((dress.pdf, dress.photo, dress.inline_pdf, dress.link, dress.html_link))(
            mail.message
        )
        mail.personal_to, mail.things_for = {to.key}, {to.key}
        return mail

    def introduction(self, who: Person, third: Person, at: datetime) -> Mail:
        form: Callable[[Person, Person, datetime], Mail] = self.chance.choice(
            (self._card, self._card, self._vcard, self._forwarded, self._rfc822, self._both)
        )
        mail = form(who, third, at)
        mail.introduces = {(who.key, third.key)}
        return mail

    def called_back(self, to: Person, third: Person, at: datetime) -> Mail:
        name = self.chance.choice((third.name, third.first))
        text = f"{self._greeting(to)}\n\n{words.BACK[to.language].format(name=name)}"
        mail = self._mail(at, [to.written()], self._subject(to), text)
        mail.personal_to, mail.names = {to.key}, {third.key}
        return mail

    # --- forms of an introduction -----------------------------------------------------------

    def _card(self, who: Person, third: Person, at: datetime) -> Mail:
        d = who.digits
        card = self.chance.choice(
            (
                who.address,
                who.address.upper(),
                f"+48 {d[:3]} {d[3:6]} {d[6:]}",
                f"tel. {d[:3]}-{d[3:6]}-{d[6:]}",
                f"0048{d}",
            )
        )
        text = words.CARD[third.language].format(name=who.name, card=card)
        return self._mail(at, [third.written()], who.name, f"{self._greeting(third)}\n\n{text}")

    def _vcard(self, who: Person, third: Person, at: datetime) -> Mail:
        mail = self._mail(at, [third.written()], who.name, f"{self._greeting(third)}\n\nvCard.")
        line = self.chance.choice((f"EMAIL:{who.address}", f"TEL;TYPE=CELL:+48{who.digits}"))
        card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{who.name}\r\n{line}\r\nEND:VCARD\r\n"
        mail.message.add_attachment(
            card.encode(), maintype="text", subtype="vcard", filename="card.vcf"
        )
        return mail

    def _forwarded(self, who: Person, third: Person, at: datetime) -> Mail:
        shown = self.chance.choice(words.FORWARD).format(
            who=f"{who.name} <{who.address}>", me=f"{ME.name} <{ME.address}>"
        )
        return self._mail(at, [third.written()], "Fwd: Roofs", f"FYI\n\n{shown}")

    def _rfc822(self, who: Person, third: Person, at: datetime) -> Mail:
        mail = self._mail(at, [third.written()], "Fwd: Roofs", "FYI")
        mail.message.add_attachment(
            self._message(at, who.written(), [ME.written()], "Roofs", "Some words.")
        )
        return mail

    def _both(self, who: Person, third: Person, at: datetime) -> Mail:
        text = f"{who.first}, {third.first}!\n\nThe two of you should meet."
        mail = self._mail(at, [who.written(), third.written()], "Hello", text)
        mail.personal_to = {who.key, third.key}
        return mail

    # --- what proves nothing ----------------------------------------------------------------

    def noise(self, to: Person, at: datetime) -> Mail:
        mail = self._mail(at, [to.written()], self._subject(to), self._talk(to))
        self.chance.choice((dress.pdf, dress.link, dress.nothing, dress.nothing, dress.nothing))(
            mail.message
        )
        self._dress(mail)
        return mail

    def newsletter(self, to: Person, at: datetime) -> Mail:
        mail = self._mail(at, [to.written()], "News", "News: https://example.org/news")
        mail.message["List-Unsubscribe"] = "<https://example.org/off>"
        mail.message["Precedence"] = "bulk"
        return mail

    def round_mail(self, to: Sequence[Person], at: datetime) -> Mail:
        some = [p.written(f"{n}.{p.address}" if n else "") for n, p in enumerate(to[:14])]
        return self._mail(at, some, "General assembly", "The assembly is on 4 December.")

    def announced(self, to: Person, at: datetime) -> Mail:
        """Personal, and it forgets what it says it brings."""
        text = f"{self._greeting(to)}\n\n{words.ATTACHED[to.language]}"
        mail = self._mail(at, [to.written()], self._subject(to), text)
        mail.personal_to = {to.key}
        return mail

    def forwarded(self, to: Person, at: datetime) -> Mail:
        shown = self.chance.choice(words.FORWARD).format(who="Kim <kim@example.edu>", me=ME.address)
        mail = self._mail(at, [to.written()], "Fwd: Roofs", f"FYI\n\n{shown}")
        mail.perhaps_to, mail.things_for = {to.key}, {to.key}
        return mail

    def too_early(self, to: Person, third: Person, at: datetime) -> Mail:
        """It names the third person before the card has gone."""
        text = f"{self._talk(to)}\n\n{third.name}: {words.LATER[to.language]}"
        mail = self._mail(at, [to.written()], self._subject(to), text)
        mail.personal_to, mail.perhaps_to = {to.key}, {third.key}
        return mail

    def to_several(self, to: Sequence[Person], at: datetime) -> Mail:
        mail = self._mail(at, [p.written() for p in to], "Minutes", "Here are the minutes.")
        mail.perhaps_to = {p.key for p in to}
        return mail

    def merge(self, to: Sequence[Person], at: datetime) -> list[Mail]:
        """The same to everybody, one by one, within minutes."""
        text = "the new price list is out, and the workshop has moved to another day."
        return [
            self._mail(
                at + timedelta(seconds=9 * n), [p.written()], "News", f"{p.first},\n\n{text}"
            )
            for n, p in enumerate(to)
        ]

    def in_bcc(self, to: Person, at: datetime) -> Mail:
        mail = self._mail(at, [ME.written()], "Hello", self._talk(to))
        mail.message["Bcc"] = to.written()
        mail.perhaps_to = {to.key}
        return mail

    def auto_reply(self, to: Person, at: datetime) -> Mail:
        mail = self._mail(at, [to.written()], "Away", "I am away until Monday.")
        mail.message["Auto-Submitted"] = "auto-replied"
        return mail

    def colleague(self, to: Person, at: datetime) -> Mail:
        his = Address("Jan Lis", addr_spec="jan@example.org")
        message = self._message(at, his, [to.written()], "Hello", self._talk(to))
        message["Cc"] = ME.written()
        return self._file(at, message, "INBOX")

    def forged(self, to: Person, at: datetime) -> Mail:
        message = self._message(at, ME.written(), [to.written()], "Hello", self._talk(to))
        return self._file(at, message, "INBOX")

    def same_domain(self, to: Person, at: datetime) -> Mail:
        other = Address("Kim Berg", addr_spec=f"kim@{to.address.partition('@')[2]}")
        return self._mail(at, [other], "Hello", "Hello Kim, see you on Monday.")

    def empty(self, to: Person, at: datetime) -> Mail:
        return self._mail(at, [to.written()], "Re: Hello", "👍\n\n> See you.")

    def in_cc(self, to: Person, other: Person, at: datetime) -> Mail:
        mail = self._mail(at, [other.written()], "Hello", self._talk(other))
        mail.message["Cc"] = to.written()
        mail.perhaps_to = {to.key}
        return mail

    def name_only(self, who: Person, third: Person | None, at: datetime) -> Mail:
        """To the third person, without the card; or to the name at another address."""
        if third:
            mail = self._mail(at, [third.written()], "Roofs", f"Hello, I met {who.name}.")
            mail.perhaps_to = {third.key}
            return mail
        mail = self._mail(at, [who.written(f"{who.key}@example.edu")], "Hello", self._talk(who))
        mail.perhaps_to = {who.key}
        return mail

    # --- what comes in ----------------------------------------------------------------------

    def hers(self, who: Person, at: datetime) -> Mail:
        return self._file(
            at, self._message(at, who.written(), [ME.written()], "Brno", "Hello!"), "INBOX"
        )

    def away(self, who: Person, mail: Mail, at: datetime) -> Mail:
        message = self._message(at, who.written(), [ME.written()], "Away", "I am away.")
        message["Auto-Submitted"] = "auto-replied"
        message["In-Reply-To"] = message["References"] = f"<{mail.id}>"
        return self._file(at, message, "INBOX")

    def bounce(self, mail: Mail, at: datetime) -> Mail:
        """Every recipient of the mail failed."""
        mail.bounced = True
        to = [a.addr_spec for a in mail.message["To"].addresses]
        return self._file(at, report.failed(at, mail.id, to, ME.address), "INBOX")

    def machines(self, persons: Sequence[Person], at: datetime) -> list[Mail]:
        """Reports of mail that was never ours, a delay, newsletters, receipts."""
        unknown = report.failed(at, "never-written@example.org", [persons[0].address], ME.address)
        news = self._message(at, Address("News", addr_spec="news@example.com"), [ME.written()],
                             "News", "Buy now.")  # fmt: skip
        news["List-Id"] = "<news.example.com>"
        receipt = self._message(at, persons[1].written(), [ME.written()], "Read", "It was read.")
        receipt["Auto-Submitted"] = "auto-generated"
        return [self._file(at, m, "INBOX") for m in (unknown, news, receipt)]

    # --- the bytes --------------------------------------------------------------------------

    def _mail(self, at: datetime, to: Sequence[Address], subject: str, text: str) -> Mail:
        return self._file(at, self._message(at, ME.written(), to, subject, text), "Sent")

    def _file(self, at: datetime, message: EmailMessage, folder: str) -> Mail:
        return Mail(message["Message-ID"].strip("<>"), at, message, folder)

    def _message(
        self, at: datetime, sender: Address, to: Sequence[Address], subject: str, text: str
    ) -> EmailMessage:
        self._n += 1
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"] = sender, to
        message["Subject"], message["Date"] = subject, format_datetime(at)
        message["Message-ID"] = f"<{self._n}.{self.chance.randint(0, 10**9)}@mail.example.org>"
        message.set_content(text)
        return message

    # --- words ------------------------------------------------------------------------------

    def _any_address(self, to: Person) -> Address:
        local, _, host = to.address.partition("@")
        forms = [to.address, to.address, to.address.upper(), f"{local}+fair@{host}"]
        return to.written(self.chance.choice([*forms, *([to.second] * 2 if to.second else [])]))

    def _greeting(self, to: Person) -> str:
        return words.HELLO[to.language].format(first=to.first)

    def _talk(self, to: Person) -> str:
        return f"{self._greeting(to)}\n\n{self.chance.choice(words.TALK[to.language])}"

    def _subject(self, to: Person) -> str:
        return self.chance.choice(("Hello", "Dzień dobry", "Schöne Grüße", "Coffee", "Brno"))

    def _dress(self, mail: Mail) -> None:
        """The same in other clothes: a signature, a quote, HTML, a logo, a key."""
        self.chance.choice(
            (dress.nothing, dress.signature, dress.quote, dress.html, dress.logo, dress.key)
        )(mail.message)
