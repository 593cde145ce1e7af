"""`met` and `promise`: people files from the command line, in the user's own format."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click

from mailfollow.cli import spoken
from mailfollow.cli.options import Options, common, pass_options
from mailfollow.core import names, when
from mailfollow.core.calendar import Duration, day_of
from mailfollow.core.hear.past import trailing
from mailfollow.core.model import (
    Bridge,
    BridgeKind,
    Card,
    Contact,
    Entry,
    Gender,
    Kind,
    Language,
    Meeting,
    PeopleFile,
    Promise,
    Third,
)
from mailfollow.core.persons import Book, tidy
from mailfollow.errors import Temporary, UsageError
from mailfollow.home import Home
from mailfollow.say.clean import clean
from mailfollow.say.phrase import phrase
from mailfollow.toml import values

text_option = partial(click.option, metavar="TEXT")


@click.command()
@click.argument("name")
@click.argument("addresses", nargs=-1)
@click.option("--phone", multiple=True, help="A telephone number; may be given several times.")
@click.option("--on", metavar="DAY", help="The day; without it, today.")
@text_option("--at", help="The place, as it follows “our meeting …”.")
@text_option("--talked-about", help="As it follows “our conversation …”.")
@text_option("--in-common", help="What you share.")
@text_option("--bridge-meet", help="A proposal to meet, with its date.")
@text_option("--bridge-news", help="A piece of news for them.")
@text_option("--bridge-ask", help="A question.")
@text_option("--bridge-advice", help="What you ask their advice on.")
@text_option("--company")
@click.option("--gender", type=click.Choice([g.value for g in Gender]))
@click.option("--formal/--informal", default=None, help="Surname or first name, Sie or du.")
@click.option("--language", type=click.Choice([x.value for x in Language]), help="Of the letters.")
@common
@pass_options
def met(options: Options, /, name: str, addresses: Sequence[str], **said: Any) -> None:
    """You met somebody: make a people file of it, and print where it is.

    Somebody known already, by address, number or name, gets a new meeting.
    """
    home, me = options.home, options.home.config.me
    on = past(said["on"], today(options)) if said["on"] else today(options)
    for written in addresses:
        _checked(values.address, written)
    card = Card(name, tuple(addresses), tuple(said["phone"]), said["company"])
    book = Book(home.household.people, me)
    contact = book.find(card)
    meeting = _meeting(said, on)
    if contact:
        _tell_known(home, contact, card, said)
    if contact and (there := _met_on(home, contact, on)):
        return _already(home, there)
    entry = Entry(contact, known=True) if contact else Entry(_with(book.new(card), said))
    entry = replace(entry, meeting=replace(meeting, contact=entry.contact.id))
    make(home, PeopleFile(on, (entry,), origin(options)))
    return None


def _meeting(said: dict[str, Any], on: date) -> Meeting:
    bridges = [(kind, text) for kind in BridgeKind if (text := said[f"bridge_{kind}"])]
    if len(bridges) > 1:
        raise UsageError("One bridge is enough: a letter crosses one only.")
    return Meeting(
        contact="",
        on=on,
        at=said["at"],
        talked_about=said["talked_about"],
        in_common=said["in_common"],
        bridge=Bridge(*bridges[0]) if bridges else None,
    )


def _with(contact: Contact, said: dict[str, Any]) -> Contact:
    """The new contact as the options have it."""
    language = Language(said["language"]) if said["language"] else contact.language
    formal = language is not Language.EN if said["formal"] is None else said["formal"]
    gender = Gender(said["gender"]) if said["gender"] else contact.gender
    return replace(contact, language=language, formal=formal, gender=gender)


def _met_on(home: Home, contact: Contact, on: date) -> Meeting | None:
    same = (m for m in home.household.people.meetings if m.contact == contact.id and not m.thread)
    return next((m for m in same if m.on == on), None)


def _tell_known(home: Home, contact: Contact, card: Card, said: dict[str, Any]) -> None:
    """Somebody known is not described anew: her file is the user's."""
    new = said["company"] or said["gender"] or said["language"] or said["formal"] is not None
    if new or set(card.emails) - set(contact.addresses) or set(card.phones) - set(contact.phones):
        tell(home, "note.known_as", who=contact.name, file=contact.source)


# --- promises -------------------------------------------------------------------------------


@click.command()
@click.argument("contact")
@click.option("--introduce-to", metavar="WHOM", help="A contact, or “Name <address>”.")
@text_option("--send", help="Something to send.")
@text_option("--say", help="Anything else; with --by.")
@click.option("--keep-in-touch", metavar="LENGTH", help="Again and again: “6 weeks”.")
@click.option("--by", metavar="DAY", help="“3d”, “friday”, or a day.")
@text_option("--about", help="What the two to be introduced share.")
@click.option("--joint", is_flag=True, help="Introduce in one mail to both.")
@common
@pass_options
def promise(options: Options, /, contact: str, **said: Any) -> None:
    """You promised something: make a people file of it, and print where it is."""
    home, on = options.home, today(options)
    who = find(home.household.people.contacts, contact)
    made = _promise(home, said, who, on)
    there = next((p for p in home.household.people.promises if _same(p, made)), None)
    if there:
        return _already(home, there)
    entry = Entry(who, known=True, promises=(made,))
    make(home, PeopleFile(on, (entry,), origin(options)))
    return None


def _promise(home: Home, said: dict[str, Any], who: Contact, on: date) -> Promise:
    kinds = [k for k in ("introduce_to", "send", "say", "keep_in_touch") if said[k]]
    if len(kinds) != 1:
        raise UsageError("Say one of --introduce-to, --send, --say, --keep-in-touch.")
    (kind,) = kinds
    if kind != "introduce_to" and (said["about"] or said["joint"]):
        raise UsageError("--about and --joint go with --introduce-to only.")
    if kind == "keep_in_touch" and said["by"]:
        raise UsageError("--by does not go with --keep-in-touch, which comes again and again.")
    if kind == "say" and not said["by"]:
        raise UsageError("By when? Add --by 3d, --by friday, or a day.")
    by, within = _by(said["by"], on)
    return Promise(
        contact=who.id,
        kind=Kind.INTRODUCE if kind == "introduce_to" else Kind(kind),
        on=on,
        by=by,
        within=within,
        text=tidy(said[kind], 2_000) if kind in ("send", "say") else "",
        third=_third(home, said[kind], who) if kind == "introduce_to" else None,
        about=tidy(said["about"] or "", 2_000) or None,
        joint=said["joint"],
        every=_checked(values.length, said[kind]) if kind == "keep_in_touch" else None,
    )


def _by(written: str | None, on: date) -> tuple[date | None, Duration | None]:
    """A day, or a length of time, which the calendar of working days moves."""
    length = when.length(written) if written else None
    if written is None or length:
        return None, length
    return spoken.day(written, on), None


def _third(home: Home, written: str, who: Contact) -> Third:
    named, _, rest = written.partition("<")
    if rest or "@" in written:
        address = _checked(values.address, rest or written)
        known = Book(home.household.people, home.config.me).find(Card(emails=(address,)))
        if known is None:
            return Third(names.parse(tidy(named)).full or address, address=address)
    else:
        known = find(home.household.people.contacts, written)
    if known.id == who.id:
        raise UsageError(f"This would introduce {clean(who.name)} to herself or himself.")
    return Third(known.name, known.id)


def _same(one: Promise, other: Promise) -> bool:
    """Whether the promise stands there already, however it is written."""
    return _facts(one) == _facts(other)


def _facts(promise: Promise) -> tuple[object, ...]:
    third = promise.third and (promise.third.contact or promise.third.address)
    on = None if promise.kind is Kind.KEEP_IN_TOUCH else promise.on
    due = promise.by or (promise.within and promise.within.after(promise.on))
    said = (promise.text, promise.about, promise.joint, promise.every)
    return promise.contact, promise.kind, third, on, due, *said


# --- for all commands that make a people file -----------------------------------------------


def find(contacts: Iterable[Contact], written: str) -> Contact:
    """The contact meant: an exact id, name or address wins over a beginning. Raises UsageError."""
    everybody, plain = list(contacts), names.identifier(written)
    exact = [c for c in everybody if plain in (c.id, names.identifier(c.name))]
    mailed = [c for c in everybody if written.casefold() in map(str.casefold, c.addresses)]
    found = exact or mailed or [c for c in everybody if plain and c.id.startswith(plain)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"There is no contact “{clean(written)}”.")
    ids = "\n".join(f"  {c.id}" for c in found)
    raise UsageError(f"“{clean(written)}” may be any of these; say which:\n{ids}")


def today(options: Options) -> date:
    return day_of(options.moment(), options.home.config.me.timezone)


def past(written: str, today: date) -> date:
    """Today or a day before: “yesterday”, “friday” (the last one), “18.11.”, “2026-11-18”."""
    rest, day = trailing(written.strip(), today)
    if day and not rest:
        return day
    weekday = when.weekday(written)
    if weekday is None:
        raise UsageError(f"--on {written}: write a day up to today, like {today}, or “yesterday”.")
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def origin(options: Options) -> str:
    """When the command was given, and what it said."""
    context = click.get_current_context()
    words = [w for p in context.command.params for w in _said(p, context.params.get(p.name or ""))]
    at = options.moment().astimezone(options.home.config.me.timezone)
    return f"{at:%Y-%m-%d %H:%M:%S} mailfollow {context.info_name} {shlex.join(words)}"


def _said(parameter: click.Parameter, value: Any) -> list[str]:
    if value in (None, False, ()):
        return []
    name = parameter.opts[:1] if isinstance(parameter, click.Option) else []
    words = map(str, value if isinstance(value, tuple) else [] if value is True else [value])
    return [*name, *words]


def make(home: Home, file: PeopleFile) -> None:
    """Write the file and print where it is. Raises Temporary where it cannot be written."""
    from mailfollow import people_files

    me, directory = home.config.me, home.config.people_dir
    try:
        path = people_files.write(directory, file, people_files.text(file, me))
    except OSError as e:
        raise Temporary(f"The file cannot be written into {directory}: {e.strerror}.") from None
    click.echo(str(path))


def tell(home: Home, key: str, **facts: object) -> None:
    click.echo(phrase(home.config.me.language, key, **facts), err=True)


def _already(home: Home, there: Meeting | Promise) -> None:
    tell(home, "note.there", file=there.source)
    if there.source.startswith(f"{home.config.people_dir.name}/"):
        click.echo(str(home.config.people_dir / Path(there.source).name))


def _checked(convert: Any, written: str) -> Any:
    try:
        return convert(written)
    except ValueError as e:
        raise UsageError(f"{e}.") from None
