"""The command `line-connector`: how each of its subcommands begins and ends."""

from __future__ import annotations

import os
import sys

import click

from line_connector.cli.colours import wanted_colours
from line_connector.cli.commands import Commands, keeping_lines
from line_connector.cli.printing import internal_error, reason_of, say, say_error
from line_connector.cli.stopping import exit_status_of
from line_connector.cli.streams import abandon, prepare_streams
from line_connector.errors import ConnectorError, InputError

NAME = "line-connector"

COMPLETE = "_LINE_CONNECTOR_COMPLETE"
"""Environment variable that a shell sets to request completions."""

TRACEBACK = "LINE_CONNECTOR_TRACEBACK"
"""Environment variable that, if set, has the traceback of an internal error printed."""

_HELP_ERROR: type[click.UsageError] | tuple[()] = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""What click 8.2 and later raise where a group is named without its command."""


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="line-connector", prog_name="line-connector")
@click.pass_context
def cli(context: click.Context) -> None:
    r"""Send, validate and track LINE messages; try everything offline in the sandbox.

    \b
    Exit status: 0 done · 1 the provider refused · 2 bad input or usage
                 3 connection or credentials · 4 sent, and the outcome is unknown
    """
    if context.invoked_subcommand is None:
        from line_connector.cli.welcome import WELCOME

        click.echo(WELCOME, nl=False)


def run() -> int:
    """Run the command; return its exit status.

    An internal error ends it with 2: nothing was sent, because commands that send report their
    outcome themselves.
    """
    prepare_streams()
    keeping_lines(cli)
    try:
        return _invoke()
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.Abort, KeyboardInterrupt) as stop:
        say("interrupted")
        return exit_status_of(stop)
    except BrokenPipeError:
        abandon(sys.stdout)  # the reader closed the pipe: it has read enough
        return 0
    except Exception as error:  # noqa: BLE001 - users get one line, not a traceback
        return _report(error)


def _report(error: Exception) -> int:
    """Print an error; return its exit status."""
    if isinstance(error, ConnectorError):
        say_error(str(error))
        return error.exit_status
    from line_connector.sandbox import SandboxNotInstalledError

    if isinstance(error, SandboxNotInstalledError):
        say_error(str(error))
    elif isinstance(error, _HELP_ERROR):
        click.echo(error.format_message(), err=True)  # a group without its command: its help
    elif isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else NAME
        say_error(f"{error.format_message()} (see: {command} --help)")
    elif isinstance(error, click.ClickException):
        say_error(error.format_message())
        return error.exit_code
    elif isinstance(error, OSError):
        abandon(sys.stdout)
        say_error(f"{error.filename or 'standard output'}: {reason_of(error)}")
    else:
        if os.environ.get(TRACEBACK):
            import traceback

            traceback.print_exception(error)
        say_error(f"{internal_error(error)}; please report it. {TRACEBACK}=1 shows the traceback")
    return InputError.exit_status


def _invoke() -> int:
    """Run the command without click's own exit handling: it has exit statuses of its own."""
    completing = os.environ.get(COMPLETE)
    if completing:
        from line_connector.cli.completing import complete

        return complete(cli, NAME, COMPLETE, completing)
    with cli.make_context(NAME, sys.argv[1:], color=wanted_colours()) as context:
        cli.invoke(context)
    return 0
