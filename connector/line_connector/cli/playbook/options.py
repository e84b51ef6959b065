"""Where runs are written down, for the commands that need it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from line_connector.cli.completing import complete_folder
from line_connector.cli.state import state_folder
from line_connector.errors import InputError

if TYPE_CHECKING:
    from line_connector.playbook.journal import Journal

NONE = "none"
"""In place of a folder: runs are kept in memory only."""

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def _folder(_context: click.Context, _option: click.Parameter, given: str | Path) -> Path | None:
    """Return the folder; None where nothing is to be written down."""
    if str(given) == NONE:
        return None
    if not str(given) or "\0" in str(given):
        raise click.BadParameter("must be a folder, or none")
    return Path(given)


def state_option(command: CommandT) -> CommandT:
    """Add the option --state."""
    return click.option(
        "--state",
        callback=_folder,
        default=state_folder,
        envvar="LINE_CONNECTOR_STATE",
        show_envvar=True,
        metavar="FOLDER",
        shell_complete=complete_folder,
        help="Where runs are written down, or none. Absent: the user's own state folder.",
    )(command)


def open_journal(state: Path | None) -> Journal:
    """Open the journal of a command that is about runs that were written down.

    Raises:
        InputError: the state is `none`.
        JournalError: it cannot be opened.
    """
    from line_connector.playbook.journal import Journal

    if state is None:
        raise InputError(f"--state {NONE}: no runs are kept")
    return Journal(state)
