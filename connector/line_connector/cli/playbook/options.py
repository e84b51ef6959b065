"""Where runs are written down, for the commands that need it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import platformdirs

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def state_option(command: CommandT) -> CommandT:
    """Add the option --state."""
    return click.option(
        "--state",
        type=click.Path(file_okay=False, path_type=Path),
        default=lambda: platformdirs.user_state_path("line-connector"),
        envvar="LINE_CONNECTOR_STATE",
        show_envvar=True,
        metavar="FOLDER",
        help="Where runs are written down. Absent: the user's own state folder.",
    )(command)
