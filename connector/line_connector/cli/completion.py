"""`line-connector completion`: shell completion of commands, actions, options and values."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
def completion(shell: str) -> None:
    r"""Print the completion script for your shell.

    \b
      bash        eval "$(line-connector completion bash)"             in ~/.bashrc
      zsh         eval "$(line-connector completion zsh)"              in ~/.zshrc
      fish        line-connector completion fish | source              in config.fish
      PowerShell  line-connector completion powershell | Out-String | Invoke-Expression
    """
    from line_connector.cli.completing import completion_class
    from line_connector.cli.main import COMPLETE, NAME, cli

    script = completion_class(shell)(cli, {}, NAME, COMPLETE)
    click.echo(script.source())
