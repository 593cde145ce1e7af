"""People met, promises made, a season lived; and the truth about each promise."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tools.season.mail import Writer
from tools.season.model import Mail, Person
from tools.season.words import THINGS, plain

ZONE = ZoneInfo("Europe/Warsaw")
FIRST_DAY = date(2020, 9, 7)
WEEKS = 7
STRANGERS = 30  # mails to people never met, in each mailbox

_FIRST = {
    "pl": "Anna Piotr Zofia Łukasz Małgorzata Paweł Agnieszka Krzysztof Żaneta Michał".split(),
    "de": "Lena Jürgen Sabine Matthias Käthe Stefan Ulrike Jörg Heike Björn".split(),
    "en": "Priya Oliver Grace Desmond Harriet Callum Imogen Nigel Freya Tobias".split(),
}
_LAST = {
    "pl": "Kowalska Zając Wiśniewska Dąbrowski Lis Wójcik Krawczyk Sęk Gołąb Ćwik".split(),
    "de": "Müller Weiß Brandt Köhler Jäger Vogel Schröder Götz Busch Lehmann".split(),
    "en": "Okafor Whitfield Ashdown Pemberton Hartley Sinclair Crane Doyle Marsh Quill".split(),
}


@dataclass
class Debt:
    """One commitment, as the one who made it knows it."""

    id: str
    kind: str
    to: Person
    since: datetime
    text: str = ""
    third: Person | None = None
    weeks: int = 0


@dataclass
class Season:
    people: str  # TOML
    mails: list[Mail]
    debts: list[Debt]
    end: datetime
    truth: dict[str, str | None] = field(default_factory=dict)  # id → message-id that keeps it
    keeps: set[tuple[str, str]] = field(default_factory=set)  # every (id, message-id) that would
    doubts: set[tuple[str, str]] = field(default_factory=set)  # where a question is fair


def _shuffled(chance: random.Random, names: dict[str, list[str]]) -> list[tuple[str, str]]:
    pairs = [(language, name) for language, some in names.items() for name in some]
    return chance.sample(pairs, len(pairs))


def season(seed: int) -> Season:
    made = _Maker(random.Random(seed))
    made.meet()
    made.live()
    return made.done()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.first, self.last = (_shuffled(chance, names) for names in (_FIRST, _LAST))
        self.end = datetime.combine(
            FIRST_DAY + timedelta(weeks=WEEKS), datetime.min.time(), ZONE
        ).replace(hour=12)
        self.write = Writer(chance)
        self.persons: list[Person] = []
        self.debts: list[Debt] = []
        self.mails: list[Mail] = []
        self.toml: list[str] = []

    # --- people and promises --------------------------------------------------------------

    def meet(self) -> None:
        for n in range(self.chance.randint(5, 8)):
            self._meet(self._person(f"p{n}"))
        self.strangers = [self._person(f"s{n}") for n in range(9)]

    def _person(self, key: str) -> Person:
        """Nobody shares a name with another, or a name in a text could mean either."""
        language, first = self.first.pop()
        last = self.last.pop()[1]
        host = self.chance.choice(("example.com", "example.net", "example.pl"))
        digits = "".join(self.chance.choices("123456789", k=9))
        person = Person(key, first, last, language, f"{key}.{plain(last)}@{host}", digits)
        if self.chance.random() < 0.2:
            person.second = f"{plain(first)}.{key}@example.org.uk"
        self.persons.append(person)
        return person

    def _meet(self, one: Person) -> None:
        on = FIRST_DAY + timedelta(days=self.chance.randint(0, 14))
        one.met = on
        follow_up = self.chance.random() < 0.7
        addresses = [one.address, *([one.second] if one.second else [])]
        lines = [
            "[[contacts]]",
            f'id = "{one.key}"',
            f'name = "{one.name}"',
            f"addresses = {addresses}".replace("'", '"'),
            f'phone = "+48{one.digits}"',
            f'language = "{one.language}"',
            f"follow_up = {str(follow_up).lower()}",
            f"met = {on}",
        ]
        if follow_up:
            self._owe("follow_up", one)
        for kind in self._kinds():
            lines += self._promise(kind, one)
        self.toml.append("\n".join(lines))

    def _kinds(self) -> list[str]:
        some = ("introduce", "send", "say", "keep_in_touch")
        return self.chance.sample(some, self.chance.choice((0, 1, 1, 2)))

    def _promise(self, kind: str, one: Person) -> list[str]:
        head = ["", "  [[contacts.promises]]"]
        if kind == "introduce":
            third = self._person(f"t{len(self.persons)}")
            self._owe(kind, one, third=third)
            self._owe("call_back", one, third=third)
            return [*head, f'  introduce_to = "{third.name} <{third.address}>"']
        if kind == "keep_in_touch":
            weeks = self.chance.choice((2, 3))
            self._owe(kind, one, weeks=weeks)
            return [*head, f'  keep_in_touch = "{weeks} weeks"']
        text = self.chance.choice(THINGS[one.language])
        self._owe(kind, one, text=text)
        by = [f"  by = {one.met + timedelta(days=20)}"] if kind == "say" else []
        return [*head, f'  {kind} = "{text}"', *by]

    def _owe(self, kind: str, to: Person, **more: object) -> None:
        since = datetime.combine(to.met + timedelta(days=1), datetime.min.time(), ZONE)
        self.debts.append(Debt(f"{to.key}.{kind}.{to.met}", kind, to, since, **more))  # type: ignore[arg-type]

    # --- a season of mail -----------------------------------------------------------------

    def live(self) -> None:
        for debt in list(self.debts):
            if debt.kind == "call_back":
                continue  # follows its introduction
            if self.chance.random() < 0.6:
                getattr(self, f"_{debt.kind}")(debt)
            elif debt.kind != "keep_in_touch":
                self._decoy(debt)
        for _ in range(STRANGERS):
            to = self.chance.choice(self.strangers)
            self.mails.append(self.write.noise(to, self._moment(FIRST_DAY, days=46)))
        self.mails += self.write.machines(self.persons, self._moment(FIRST_DAY, days=40))

    def _moment(self, day: date, days: int = 18, first: int = 1) -> datetime:
        at = datetime.combine(day, datetime.min.time(), ZONE)
        minutes = self.chance.randint(7 * 60, 21 * 60)
        return at + timedelta(days=self.chance.randint(first, days), minutes=minutes)

    def _follow_up(self, debt: Debt) -> None:
        at = self._moment(debt.to.met)
        if self.chance.random() < 0.15:
            hers = self.write.hers(debt.to, at - timedelta(hours=2))
            self.mails += [hers, self.write.personal(debt.to, at, answering=hers)]
        elif self.chance.random() < 0.1:
            self.mails.append(self.write.to_two_named(debt.to, self.strangers[0], at))
        else:
            self.mails.append(self.write.personal(debt.to, at))
        if self.chance.random() < 0.1:
            self.mails.append(self.write.bounce(self.mails[-1], at + timedelta(minutes=1)))
        elif self.chance.random() < 0.1:
            self.mails.append(self.write.away(debt.to, self.mails[-1], at + timedelta(minutes=1)))

    _say = _follow_up

    def _keep_in_touch(self, debt: Debt) -> None:
        for _ in range(self.chance.randint(1, 3)):
            self.mails.append(self.write.personal(debt.to, self._moment(debt.to.met, days=32)))

    def _send(self, debt: Debt) -> None:
        at = self._moment(debt.to.met)
        self.mails.append(self.write.thing(debt.to, debt.text, at))

    def _introduce(self, debt: Debt) -> None:
        assert debt.third
        at = self._moment(debt.to.met, days=12)
        made = self.write.introduction(debt.to, debt.third, at)
        self.mails.append(made)
        if self.chance.random() < 0.1:
            self.mails.append(self.write.bounce(made, at + timedelta(minutes=2)))
        elif self.chance.random() < 0.6:
            later = at + timedelta(days=self.chance.randint(1, 9), hours=1)
            self.mails.append(self.write.called_back(debt.to, debt.third, later))

    def _decoy(self, debt: Debt) -> None:
        """Mail that looks a little like it, and is not."""
        at = self._moment(debt.to.met)
        before = datetime.combine(debt.to.met, datetime.min.time(), ZONE) - timedelta(days=3)
        if self.chance.random() < 0.1:
            self.mails += self.write.merge([debt.to, *self.strangers], at)
            return
        decoy = self.chance.choice(
            (
                lambda: self.write.personal(debt.to, before),
                lambda: self.write.to_several([debt.to, *self.strangers[:4]], at),
                lambda: self.write.in_bcc(debt.to, at),
                lambda: self.write.announced(debt.to, at),
                lambda: self.write.forwarded(debt.to, at),
                lambda: self.write.too_early(debt.to, debt.third or self.strangers[2], at),
                lambda: self.write.newsletter(debt.to, at),
                lambda: self.write.round_mail([debt.to, *self.strangers, *self.strangers], at),
                lambda: self.write.auto_reply(debt.to, at),
                lambda: self.write.colleague(debt.to, at),
                lambda: self.write.forged(debt.to, at),
                lambda: self.write.same_domain(debt.to, at),
                lambda: self.write.empty(debt.to, at),
                lambda: self.write.name_only(debt.to, debt.third, at),
                lambda: self.write.in_cc(debt.to, self.strangers[1], at),
            )
        )()
        self.mails.append(decoy)

    # --- the truth ------------------------------------------------------------------------

    def done(self) -> Season:
        self.mails.sort(key=lambda m: m.at)
        made = Season("\n\n".join(self.toml) + "\n", self.mails, self.debts, self.end)
        for debt in self.debts:
            if debt.kind == "keep_in_touch":
                made.truth |= _kept_in_touch(debt, self.mails, made.keeps)
                continue
            proofs = [m for m in self.mails if m.sent and _keeps(m, debt, self.mails)]
            made.keeps |= {(debt.id, m.id) for m in proofs}
            reached = [m for m in proofs if not m.bounced]
            made.truth[debt.id] = reached[0].id if reached else None
        ids = [(d, m) for d in self.debts for m in self.mails if m.sent]
        made.doubts = {(d.id, m.id) for d, m in ids if _doubtful(m, d)}
        return made


def _keeps(mail: Mail, debt: Debt, mails: Iterable[Mail]) -> bool:
    if mail.at < debt.since:
        return False
    if debt.kind == "introduce":
        return (debt.to.key, debt.third.key if debt.third else "") in mail.introduces
    if debt.kind == "send":
        return debt.to.key in mail.things_for
    if debt.to.key not in mail.personal_to:
        return False
    if debt.kind == "call_back":
        made = [m.at for m in mails if m.introduces and not m.bounced and _keeps(m, _as(debt), ())]
        return bool(debt.third and debt.third.key in mail.names and made and mail.at > min(made))
    return True  # follow_up, say


def _as(call_back: Debt) -> Debt:
    return Debt("", "introduce", call_back.to, call_back.since, third=call_back.third)


def _doubtful(mail: Mail, debt: Debt) -> bool:
    """A fair question: likely the right person, yet not surely this promise."""
    if mail.at < debt.since:
        return False
    near = debt.to.key in mail.perhaps_to or (debt.third and debt.third.key in mail.perhaps_to)
    plain = debt.kind in ("send", "call_back") and debt.to.key in mail.personal_to
    return bool(near or plain)


def _kept_in_touch(
    debt: Debt, mails: Iterable[Mail], keeps: set[tuple[str, str]]
) -> dict[str, str | None]:
    """Each round with the mail that ended it; mail in good time only moves the day."""
    truth: dict[str, str | None] = {}
    current, every = debt.id, timedelta(weeks=debt.weeks)
    due = debt.to.met + every
    for mail in mails:
        if not mail.sent or mail.bounced or mail.at < debt.since:
            continue
        if debt.to.key not in mail.personal_to:
            continue
        day = mail.at.date()
        if day >= due:
            truth[current] = mail.id
            keeps.add((current, mail.id))
            current = f"{debt.to.key}.keep_in_touch.{day}"
        due = day + every
    return {**truth, current: None}
