"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from line_connector.cli.completing import complete_account, complete_action, complete_file
from line_connector.errors import InputError

STORE = "LINE_CONNECTOR_STORE"
"""Environment variable with the URL of the database of events."""

_FILE = "sqlite:///"

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def action_argument(command: CommandT) -> CommandT:
    """Add the argument ACTION."""
    return click.argument("action", shell_complete=complete_action)(command)


def input_argument(command: CommandT) -> CommandT:
    """Add the argument INPUT: a file, `-` or a literal."""
    return click.argument("input", required=False, shell_complete=complete_file)(command)


def manifest_option(command: CommandT) -> CommandT:
    """Add the option --manifest, for the user's own actions."""
    return click.option(
        "--manifest",
        multiple=True,
        metavar="FILE",
        shell_complete=complete_file,
        help="Add the actions of another manifest; can be repeated.",
    )(command)


def credentials_options(command: CommandT) -> CommandT:
    """Add the options --connection and --account."""
    command = click.option(
        "--account",
        metavar="NAME",
        shell_complete=complete_account,
        help="An account of the configuration file. Default: LINE_CONNECTOR_ACCOUNT.",
    )(command)
    return click.option(
        "--connection",
        metavar="FILE",
        shell_complete=complete_file,
        help="Addresses and credentials (YAML or JSON).",
    )(command)


def address_options(port: int) -> Callable[[CommandT], CommandT]:
    """Return a decorator that adds the options --host and --port, with a port by default."""

    def add(command: CommandT) -> CommandT:
        command = click.option(
            "--port",
            type=click.IntRange(0, 65535),
            default=port,
            show_default=True,
            help="Port to listen on; 0 takes any.",
        )(command)
        return click.option(
            "--host",
            default="127.0.0.1",
            show_default=True,
            help="Address to listen on; 0.0.0.0 in a container.",
        )(command)

    return add


def store_option(command: CommandT) -> CommandT:
    """Add the option --store, for the database of events, which is made where there is none."""
    return _store_option(None)(command)


def existing_store_option(command: CommandT) -> CommandT:
    """Add the option --store, for a database of events that must be there if it is named.

    Else a mistyped path would have no events, and nobody to forget.
    """
    return _store_option(_existing)(command)


def _store_option(check: Callable[..., str | None] | None) -> Callable[[CommandT], CommandT]:
    return click.option(
        "--store",
        envvar=STORE,
        show_envvar=True,
        metavar="URL",
        callback=check,
        help="Database of the events: sqlite:///PATH or postgresql://… Default: a file in the "
        "user's data folder.",
    )


def _existing(context: click.Context, option: click.Parameter, url: str | None) -> str | None:
    typed = context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
    if typed and url is not None and url.startswith(_FILE):
        from line_connector.events.store import store_exists  # late: with a database library

        if not store_exists(url):
            raise InputError(f"--store: there is no database {url.removeprefix(_FILE)}")
    return url


def sandbox_option(command: CommandT) -> CommandT:
    """Add the option --sandbox."""
    return click.option(
        "--sandbox",
        is_flag=True,
        help="Use the sandbox that is running, or an embedded one.",
    )(command)


def text_option(metavar: str) -> Callable[[CommandT], CommandT]:
    """Return a decorator that adds the option --set-text."""
    return click.option(
        "--set-text",
        "texts",
        multiple=True,
        metavar=metavar,
        help="Set a value that is always text: 12, true, [x]. Applied after every --set.",
    )


class QuotedInputCommand(click.Command):
    """A command whose INPUT can be a literal: it notices one that the shell has split."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments.

        Raises:
            UsageError: they are wrong; of a literal without quotes it says what to do.
        """
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            split = any(each.startswith(("{", "[")) for each in given)
            if not split or "unexpected extra argument" not in error.message:
                raise
            text = "the shell has split INPUT: put JSON and YAML in single quotes, '{…}'"
            raise click.UsageError(text, ctx) from None
