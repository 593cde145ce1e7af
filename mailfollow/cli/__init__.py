"""Commands → what they do; errors → exit codes. Data on stdout, everything else on stderr."""

from __future__ import annotations

import json
import logging
import resource
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, NoReturn

import click

from mailfollow import __version__, locks, people
from mailfollow.cli import address_book, logs, notes, spoken
from mailfollow.cli.options import Options, common, pass_options
from mailfollow.core.calendar import day_of
from mailfollow.core.model import Code, PutDraft, Verb, Word
from mailfollow.errors import MailfollowError, Temporary, UsageError
from mailfollow.home import Home, opened
from mailfollow.key import key
from mailfollow.ledger import Ledger
from mailfollow.ledger.recovery import reached, recovered
from mailfollow.say import plan as say_plan
from mailfollow.say.clean import clean_lines
from mailfollow.say.phrase import phrase
from mailfollow.say.preview import preview as say_preview
from mailfollow.say.why import why as say_why
from mailfollow.sweep import Outcome, foresee, recall, sweep

EXPECTED = frozenset(
    {
        Code.NOT_YET,
        Code.USED_UP,
        Code.ONE_WAITING,
        Code.A_DAY_AFTER,
        Code.WITHDRAWING,
        Code.NO_LETTER,
        Code.NO_ADDRESS,
        Code.LONG_AGO,
        Code.SNOOZED,
    }
)
"""Why there is no draft, in the ordinary course of things: told by `status` and `why`."""


class Commands(click.Group):
    """A group that turns every error of ours into its sentence and its exit code."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        extra["standalone_mode"] = False
        logs.set_up()
        # Memory holds passwords and mail; a core would lay them on the disk.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            code = super().main(*args, **extra)
        except click.ClickException as e:
            e.show()
            code = UsageError.exit_code
        except (click.Abort, KeyboardInterrupt):
            code = 130
        except MailfollowError as e:
            _complain(e.sentence)
            code = e.exit_code
        except BrokenPipeError:
            sys.stderr.close()
            code = 0
        except Exception as e:
            logs.uncaught(type(e), e, e.__traceback__)
            code = MailfollowError.exit_code
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@common
@click.version_option(__version__, prog_name="mailfollow")
def main() -> None:
    """Keeps your word for you: sees in Sent that you wrote, lays a draft where you did not."""


for _command in (notes.met, notes.promise, address_book.import_):
    main.add_command(_command)


@main.command()
@click.option("--once", is_flag=True, help="One sweep, then stop.")
@click.option("--dry-run", is_flag=True, help="Show what a sweep would do; change nothing.")
@common
@pass_options
def run(options: Options, once: bool, dry_run: bool) -> int:
    """Run the daemon, or one sweep with --once."""
    daemonic = not (once or dry_run)
    _loud(options, logging.INFO if daemonic else logging.WARNING)
    if daemonic:
        if options.now:
            raise UsageError("--now is for one-shot commands, not for the daemon.")
        from mailfollow import daemon

        return daemon.run(options.config, options.state)
    home, now = options.home, options.moment()
    _tell(home)
    if dry_run:
        return _foresee(home, options)
    accounts = home.household.accounts
    with locks.held(accounts):
        ledger = recovered(home.state, now, locks.marked(accounts, home.state))
        people.keep(home.config, home.last_good)
        with opened(accounts) as boxes:
            again = partial(
                sweep, home.household, boxes, ledger, home.letters, key(home.state), now
            )
            outcome = again()
            if home.household.digest.at and any(isinstance(a, PutDraft) for a in outcome.done):
                outcome = outcome.followed_by(again())  # the morning mail tells of the drafts
        locks.mark(accounts, home.state, reached(home.state))
    return _report(home, outcome)


def _foresee(home: Home, options: Options) -> int:
    now = options.moment()
    ledger = Ledger.read(home.state)
    case = recall(home.household, ledger, now)
    with opened(home.household.accounts) as boxes:
        seen, plan_ = foresee(home.household, case, boxes, ledger, _key(home), now)
    return _report(home, Outcome(plan_, seen, plan_.actions, plan_.held), everything=True)


def _report(home: Home, outcome: Outcome, *, everything: bool = False) -> int:
    me = home.config.me
    for action in say_plan.news(outcome.done):
        click.echo(say_plan.action(action, me.language, me.timezone))
    for which, reason in (outcome.held or {}).items():
        if reason.code in EXPECTED and not everything:
            continue
        _complain(say_plan.held(which, reason, me.language, me.timezone))
    troubles = [s.trouble for s in outcome.seen.values() if s.trouble]
    for trouble in troubles:
        _complain(trouble.sentence)
    return troubles[0].exit_code if troubles else 0


@main.command()
@click.option("--create-folders", is_flag=True, help="Make the verb folders that are missing.")
@common
@pass_options
def check(options: Options, create_folders: bool) -> int:
    """Config, log-in, folders and why, and each letter's sentences."""
    from mailfollow.cli.checkup import checkup

    _loud(options, logging.WARNING)
    text, code = checkup(options.home, options.moment(), create_folders=create_folders)
    click.echo(text, nl=False)
    return code


@main.command()
@click.option("--json", "as_json", is_flag=True, help="For other programs (DESIGN.md §4).")
@common
@pass_options
def status(options: Options, as_json: bool) -> int:
    """What is owed, by urgency. Exit code 75: an account was not seen for over 30 minutes."""
    # Tables are slow to load, and no other command draws one.
    from rich.console import Console

    from mailfollow.say import status as say_status

    home, now = options.home, options.moment()
    ledger = Ledger.read(home.state)
    case = recall(home.household, ledger, now)
    foreseen = spoken.prospect(home, case, now)
    facts: dict[str, Any] = {
        "now": now,
        "states": case.states,
        "drafts": case.memory.drafts,
        "accounts": spoken.accounts(home, ledger),
        "running": locks.running(home.household.accounts),
        "paused": spoken.paused(case.memory, now),
        "zone": home.config.me.timezone,
        "language": home.config.me.language,
        "circumstances": foreseen.circumstances,
    }
    blind = spoken.blind(case.memory, home, now)
    _tell(home)
    if as_json:
        document = say_status.document(**facts, blind=case.memory.blind_since)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        drafting = spoken.told(foreseen)
        Console().print(say_status.table(**facts, drafting=drafting, blind=blind))
    return Temporary.exit_code if blind else 0


@main.command()
@click.argument("id")
@common
@pass_options
def why(options: Options, id: str) -> None:
    """How a commitment came to stand where it stands."""
    home, now = options.home, options.moment()
    case = recall(home.household, Ledger.read(home.state), now)
    state = spoken.find(id, case.states)
    me = home.config.me
    foreseen = spoken.prospect(home, case, now)
    text = say_why(
        state,
        evidence=case.memory.evidence,
        words=case.memory.words,
        drafts=case.memory.drafts,
        held=spoken.told(foreseen).get(state.commitment.id),
        language=me.language,
        zone=me.timezone,
        arrivals=case.memory.arrivals,
        circumstances=foreseen.circumstances[state.commitment.id],
        name=me.name,
    )
    click.echo(text, nl=False)


@main.command()
@click.argument("id")
@common
@pass_options
def preview(options: Options, id: str) -> None:
    """The whole message as its draft would be laid now."""
    home, now = options.home, options.moment()
    case = recall(home.household, Ledger.read(home.state), now)
    state = spoken.find(id, case.states)
    raw = spoken.letter(home, case, state, _key(home), now)
    me = home.config.me
    click.echo(say_preview(raw, me.language, me.timezone), nl=False)


# --- the user's words -----------------------------------------------------------------------


def _word(verb: Verb, summary: str) -> None:
    """A command that says one word about one commitment."""

    @main.command(verb.value, help=summary)
    @click.argument("id")
    @common
    @pass_options
    def say(options: Options, id: str) -> None:
        click.echo(spoken.say(options.home, id, verb, options.moment()))


_word(Verb.DROP, "No longer owed.")
_word(Verb.REOPEN, "Owed again; what ticked it off never does so again.")
_word(Verb.TRIED, "You rang and nobody answered.")
_word(Verb.YES, "The mail in question does keep the promise.")
_word(Verb.NO, "The mail in question does not.")


@main.command()
@click.argument("id")
@click.option("--note", default="", help="What is worth remembering.")
@common
@pass_options
def done(options: Options, id: str, note: str) -> None:
    """Kept in another way: by phone, in person, from elsewhere."""
    click.echo(spoken.say(options.home, id, Verb.DONE, options.moment(), note))


@main.command()
@click.argument("id")
@click.argument("when")
@common
@pass_options
def snooze(options: Options, id: str, when: str) -> None:
    """Not before WHEN: "3d", "1w", "friday", or a day."""
    now = options.moment()
    until = spoken.day(when, day_of(now, options.home.config.me.timezone))
    click.echo(spoken.say(options.home, id, Verb.SNOOZE, now, until.isoformat()))


@main.command()
@click.argument("id")
@click.argument("answer", type=click.Choice(["yes", "no"]))
@common
@pass_options
def outcome(options: Options, id: str, answer: str) -> None:
    """What came of an introduction: do they want to meet?"""
    click.echo(spoken.say(options.home, id, Verb.OUTCOME, options.moment(), answer))


@main.command()
@click.argument("ids", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="For all that is due or overdue.")
@common
@pass_options
def draft(options: Options, ids: Sequence[str], everything: bool) -> None:
    """Lay the draft now, whatever the day."""
    if bool(ids) == everything:
        raise UsageError("Say which: one or more IDs, or --all.")
    home, now = options.home, options.moment()
    for which in ids or spoken.draftable(home, now):
        click.echo(spoken.say(home, which, Verb.DRAFT, now))


@main.command()
@common
@pass_options
def resume(options: Options) -> None:
    """Lay drafts again after a pause."""
    home, now = options.home, options.moment()
    paused = spoken.paused(Ledger.read(home.state).recall(), now)
    if paused:
        Ledger.open(home.state).say(Word(now, "", Verb.RESUME))
    key = "status.resumed" if paused else "status.going_on"
    click.echo(phrase(home.config.me.language, key))


@main.command()
@click.option("--keep", is_flag=True, help="Leave server and daemon running.")
def demo(keep: bool) -> int:
    """The story of three people met at a fair, on a mailbox made up for it."""
    from mailfollow import demo as story

    return story.main(keep, datetime.now(UTC))


# --- helpers --------------------------------------------------------------------------------


def _tell(home: Home) -> None:
    for problem in home.problems:
        _complain(str(problem))


def _key(home: Home) -> bytes:
    """The installation's key, or a stand-in where looking must not make one."""
    path = home.state / "key"
    return path.read_bytes() if path.exists() else b"none yet"


def _loud(options: Options, usual: int) -> None:
    logging.getLogger().setLevel(logging.DEBUG if options.debug else usual)


def _complain(said: str) -> None:
    click.echo(clean_lines(said), err=True)
