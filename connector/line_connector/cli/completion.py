"""`line-connector completion`: shell completion of commands, actions and options."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    r"""Print the completion script for your shell.

    \b
      eval "$(line-connector completion bash)"
    """
    from line_connector.cli.main import cli

    kind = get_completion_class(shell) or ShellComplete
    script = kind(cli, {}, "line-connector", "_LINE_CONNECTOR_COMPLETE")
    click.echo(script.source())
