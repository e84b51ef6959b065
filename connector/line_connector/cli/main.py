"""The command `line-connector`: its subcommands, and how every one of them ends."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from line_connector.cli.printing import internal_error, reason_of, say, say_error
from line_connector.cli.stopping import exit_status_of
from line_connector.cli.streams import abandon, prepare_streams
from line_connector.errors import ConnectorError, InputError
from line_connector.schema.docstrings import docstring
from line_connector.shortening import did_you_mean

NAME = "line-connector"

COMPLETE = "_LINE_CONNECTOR_COMPLETE"
"""Environment variable that a shell sets to request completions."""

TRACEBACK = "LINE_CONNECTOR_TRACEBACK"
"""Environment variable that, if set, has the traceback of an internal error printed."""

COMMANDS = {
    "actions": "line_connector.cli.catalogue:actions",
    "describe": "line_connector.cli.catalogue:describe",
    "send": "line_connector.cli.send:send",
    "run": "line_connector.cli.run:run",
    "validate": "line_connector.cli.validate:validate",
    "preview": "line_connector.cli.preview:preview",
    "playbook": "line_connector.cli.playbook:playbook",
    "richmenu": "line_connector.cli.richmenu:richmenu",
    "login": "line_connector.cli.login:login",
    "doctor": "line_connector.cli.doctor:doctor",
    "config": "line_connector.cli.config:config",
    "sandbox": "line_connector.cli.sandbox:sandbox",
    "demo": "line_connector.cli.demo:demo",
    "serve": "line_connector.cli.serve:serve",
    "listen": "line_connector.cli.listen:listen",
    "events": "line_connector.cli.events:events",
    "forget": "line_connector.cli.events:forget",
    "webhook": "line_connector.cli.webhook:webhook",
    "keys": "line_connector.cli.keys:keys",
    "openapi": "line_connector.cli.openapi:openapi",
    "mcp": "line_connector.cli.mcp:mcp",
    "turbine": "line_connector.cli.turbine:turbine",
    "completion": "line_connector.cli.completion:completion",
}

EXTRAS = {
    "playbook": "playbook",
    "serve": "server",
    "listen": "listen",
    "events": "listen",
    "forget": "listen",
    "mcp": "mcp",
}
"""The extra that a command needs, by command."""


class Commands(click.Group):
    """The subcommands, each imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, the most used first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a subcommand."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        try:
            command: click.Command = getattr(import_module(module), name)
        except ModuleNotFoundError as error:
            if cmd_name not in EXTRAS:
                raise
            return _not_installed(cmd_name, str(error.name))
        return _keeping_lines(command)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; if its libraries are missing, say how to install them."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            name = ctx.invoked_subcommand or ""
            if name not in EXTRAS or str(error.name).startswith("line_"):
                raise
            raise InputError(_how_to_install(name, str(error.name))) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand, suggesting one for a mistyped name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            hint = did_you_mean(name, COMMANDS, f"; there are: {', '.join(COMMANDS)}")
            raise click.UsageError(f"unknown command '{name}'{hint}", ctx)
        return super().resolve_command(ctx, args)


def _how_to_install(name: str, library: str) -> str:
    install = f"pip install 'line-connector[{EXTRAS[name]}]'"
    return f"{name} needs {library}, which is not installed: {install}"


def _not_installed(name: str, library: str) -> click.Command:
    """Return a command that says how to install what it needs."""

    def say_so(**_: object) -> None:
        raise InputError(_how_to_install(name, library))

    settings = {"ignore_unknown_options": True, "allow_extra_args": True}
    return click.Command(
        name,
        callback=say_so,
        context_settings=settings,
        add_help_option=False,
        short_help=f"Not installed: pip install 'line-connector[{EXTRAS[name]}]'",
    )


def _keeping_lines(command: click.Command) -> click.Command:
    r"""Let click see where a help text keeps its lines.

    Its mark is one character, of which a raw docstring has two: `\b`.
    """
    if command.help is None and command.callback is not None and sys.flags.optimize > 1:
        command.help = docstring(command.callback)
    command.help = (command.help or "").replace("\\b\n", "\b\n")
    inner: dict[str, click.Command] = getattr(command, "commands", {})
    for each in inner.values():
        _keeping_lines(each)
    return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="line-connector", prog_name="line-connector")
def cli() -> None:
    r"""Send, validate and track LINE messages; try everything offline in the sandbox.

    \b
    Exit status: 0 done · 1 the provider refused · 2 bad input or usage
                 3 connection or credentials · 4 sent, and the outcome is unknown
    """


def run() -> int:
    """Run the command; return its exit status.

    An internal error ends it with 2: nothing was sent, because commands that send report their
    outcome themselves.
    """
    prepare_streams()
    _keeping_lines(cli)
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
        from click.shell_completion import shell_complete

        return shell_complete(cli, {}, NAME, COMPLETE, completing)
    with cli.make_context(NAME, sys.argv[1:]) as context:
        cli.invoke(context)
    return 0
