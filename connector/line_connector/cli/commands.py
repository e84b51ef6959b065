"""The commands there are, by what they are for; each is imported when it is used.

The texts in `--help` are declared here: to take them from the commands would import them all.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from line_connector.errors import InputError
from line_connector.installing import how_to_install
from line_connector.shortening import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Entry(NamedTuple):
    """A command as `--help` lists it."""

    path: str
    """Where it is: `module:name`, below this package."""

    summary: str
    """What it is for; one line of a terminal holds it."""

    extra: str = ""
    """The extra that it needs."""


SECTIONS = {
    "Send": {
        "send": Entry("send:send", "Send a text, pictures or a card to somebody."),
        "ask": Entry("ask:ask", "Ask somebody and wait for the answer.", "listen"),
        "questions": Entry("questions:questions", "Show questions; wait; withdraw.", "listen"),
        "run": Entry("run:run", "Run one action and print its output."),
        "playbook": Entry("playbook:playbook", "Run actions in order; resume.", "playbook"),
        "richmenu": Entry("richmenu:richmenu", "Keep rich menus as a file describes them."),
    },
    "Look up": {
        "recipients": Entry(
            "recipients:recipients", "Keep a book of people and groups.", "recipients"
        ),
        "actions": Entry("catalogue:actions", "List the actions, or find one."),
        "describe": Entry("catalogue:describe", "Show an action's or an object's fields."),
    },
    "Try": {
        "demo": Entry("demo:demo", "Run the main use cases on a sandbox of its own."),
        "sandbox": Entry("sandbox:sandbox", "Emulate LINE and Infobip on this machine."),
        "trigger": Entry("trigger:trigger", "Act as a user: send a bot an event."),
        "validate": Entry("validate:validate", "Check message objects offline."),
        "preview": Entry("preview:preview", "Show messages as a phone does."),
    },
    "Serve": {
        "serve": Entry("serve:serve", "Serve every action over HTTP.", "server"),
        "keys": Entry("keys:keys", "Manage the API keys of serve."),
        "openapi": Entry("openapi:openapi", "Print the OpenAPI document of serve."),
        "mcp": Entry("mcp:mcp", "Serve actions as MCP tools for AI agents.", "mcp"),
        "turbine": Entry("turbine:turbine", "Build and run connectors for Swimlane Turbine."),
    },
    "Receive": {
        "listen": Entry("listen:listen", "Receive webhooks; deliver events.", "listen"),
        "events": Entry("events:events", "Show events; deliver them again.", "listen"),
        "forget": Entry("events:forget", "Erase a person everywhere.", "listen"),
        "webhook": Entry("webhook:webhook", "Set and test where LINE sends webhooks."),
    },
    "Set up": {
        "login": Entry("login:login", "Ask for credentials, check and keep them."),
        "doctor": Entry("doctor:doctor", "Check the setup: file, network, account."),
        "config": Entry("config:config", "Find, show and check the configuration file."),
        "completion": Entry("completion:completion", "Print your shell's completion script."),
    },
}
"""What `--help` lists, the most used first."""

COMMANDS = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


class Commands(click.Group):
    """The subcommands, each imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, the most used first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a subcommand."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].path.partition(":")
        try:
            command: click.Command = getattr(import_module(f"{__package__}.{module}"), name)
        except ModuleNotFoundError as error:
            raise _explained(error, cmd_name) from None
        return keeping_lines(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands by section, each with what it is for."""
        width = max(map(len, COMMANDS))
        for title, entries in SECTIONS.items():
            with formatter.section(title):
                rows = [(name.ljust(width), entry.summary) for name, entry in entries.items()]
                formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the subcommands to the shell, without importing any."""
        from click.shell_completion import CompletionItem

        offered = [
            CompletionItem(name, help=entry.summary)
            for name, entry in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*offered, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; if its libraries are missing, say how to install them."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            raise _explained(error, ctx.invoked_subcommand or "") from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand, suggesting one for a mistyped name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            hint = did_you_mean(name, COMMANDS, f"; there are: {', '.join(COMMANDS)}")
            raise click.UsageError(f"unknown command '{name}'{hint}", ctx)
        return super().resolve_command(ctx, args)


def _explained(error: ModuleNotFoundError, name: str) -> Exception:
    """Return an error that says how to install what a subcommand needs, if an extra has it."""
    entry = COMMANDS.get(name)
    if entry is None or not entry.extra or str(error.name).startswith("line_"):
        return error
    text = f"{name} needs {error.name}, which is not installed"
    return InputError(f"{text}: {how_to_install(entry.extra)}")


def keeping_lines(command: click.Command) -> click.Command:
    r"""Let click see where a help text keeps its lines.

    Its mark is one character, of which a raw docstring has two: `\b`.
    """
    if command.help is None and command.callback is not None and sys.flags.optimize > 1:
        from line_connector.schema.docstrings import docstring

        command.help = docstring(command.callback)
    command.help = (command.help or "").replace("\\b\n", "\b\n")
    inner: dict[str, click.Command] = getattr(command, "commands", {})
    for each in inner.values():
        keeping_lines(each)
    return command
