"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def complete_action(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the actions' names, each with its title, to the shell."""
    from line_connector.manifest import load_manifest

    manifest = load_manifest(*ctx.params.get("manifest") or ())
    return [
        CompletionItem(name, help=spec.title)
        for name, spec in manifest.actions.items()
        if name.startswith(incomplete)
    ]


def action_argument(command: CommandT) -> CommandT:
    """Add the argument ACTION."""
    return click.argument("action", shell_complete=complete_action)(command)


def manifest_option(command: CommandT) -> CommandT:
    """Add the option --manifest, for the user's own actions."""
    return click.option(
        "--manifest",
        multiple=True,
        metavar="FILE",
        help="Add the actions of another manifest; can be repeated.",
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


def store_option(command: CommandT) -> CommandT:
    """Add the option --store, for the database of events."""
    return click.option(
        "--store",
        envvar="LINE_CONNECTOR_STORE",
        show_envvar=True,
        metavar="URL",
        help="Database of the events: sqlite:///PATH or postgresql://… Default: a file in the "
        "user's data folder.",
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
        "--connection", metavar="FILE", help="Addresses and credentials (YAML or JSON)."
    )(command)


def complete_account(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Offer the names of accounts to the shell."""
    from line_connector.configuration import read_configuration

    return [name for name in read_configuration().accounts if name.startswith(incomplete)]
