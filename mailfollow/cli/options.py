"""The options every command takes, before or after its name: --config, --state, --now, --debug."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from mailfollow import home
from mailfollow.errors import UsageError
from mailfollow.home import Home

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Options:
    config: Path | None = None
    state: Path | None = None
    now: str | None = None
    debug: bool = False
    _home: Home | None = None

    @property
    def home(self) -> Home:
        """Config and people, read once. Raises ConfigError."""
        if self._home is None:
            self._home = home.load(self.config, self.state)
        return self._home

    def moment(self) -> datetime:
        """Now, or what `--now` says; a time without offset is in the user's zone."""
        if self.now is None:
            return datetime.now(UTC)
        if self.state is None:
            raise UsageError("--now is for trying things out: give a --state directory with it.")
        try:
            said = datetime.fromisoformat(self.now)
        except ValueError:
            raise UsageError(f"--now {self.now}: write it like 2026-11-21T07:00.") from None
        if said.tzinfo is None:
            said = said.replace(tzinfo=self.home.config.me.timezone)
        return said.astimezone(UTC)


def common(command: F) -> F:
    """Add the options to a command; what was said last counts."""

    def keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        options = context.ensure_object(Options)
        if value is not None and value is not False:
            setattr(options, str(parameter.name), value)

    path = click.Path(path_type=Path)
    for option in (
        click.option(
            "--debug",
            is_flag=True,
            callback=keep,
            expose_value=False,
            help="Log more; never a password or a mail's contents.",
        ),
        click.option(
            "--now",
            metavar="ISO",
            callback=keep,
            expose_value=False,
            help="Pretend it is this moment (only with --state, not for the daemon).",
        ),
        click.option(
            "--state",
            type=path,
            metavar="DIR",
            callback=keep,
            expose_value=False,
            help="Where the ledger is kept.",
        ),
        click.option(
            "--config",
            type=path,
            metavar="FILE",
            callback=keep,
            expose_value=False,
            help="The config file to use.",
        ),
    ):
        command = option(command)
    return command


pass_options = click.make_pass_decorator(Options, ensure=True)
