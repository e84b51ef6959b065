"""What the shell offers for a value: actions, files, runs, accounts.

A shell waits for this at each TAB, so nothing is imported here but what reads the names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from line_connector.json_values import is_object

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem, ShellComplete


def complete(cli: click.Group, name: str, variable: str, instruction: str) -> int:
    """Answer a shell that asks for completions; return the exit status.

    Args:
        cli: the command.
        name: what it is called.
        variable: the environment variable that holds the instruction.
        instruction: `bash_complete` asks for completions, `bash_source` for the script.
    """
    shell, _, task = instruction.partition("_")
    try:
        answer = completion_class(shell)(cli, {}, name, variable)
    except KeyError:
        return 1
    click.echo(answer.source() if task == "source" else answer.complete())
    return 0


def completion_class(shell: str) -> type[ShellComplete]:
    """Return what completes in a shell.

    Raises:
        KeyError: there is none for it.
    """
    from click.shell_completion import get_completion_class

    if shell == "powershell":
        from line_connector.cli.powershell import PowerShellComplete

        return PowerShellComplete
    if shell == "bash":
        from line_connector.cli.bash import WholeWordsBashComplete

        return WholeWordsBashComplete
    if shell == "fish":
        from line_connector.cli.fish import WholeValuesFishComplete

        return WholeValuesFishComplete
    found = get_completion_class(shell)
    if found is None:
        raise KeyError(shell)
    return found


def complete_file(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer files."""
    return _of_type("file", incomplete)


def complete_folder(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer folders."""
    return _of_type("dir", incomplete)


def complete_action(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the actions' names, each with its title."""
    from line_connector.built_in import built_in_titles

    files: tuple[str, ...] = context.params.get("manifest") or ()
    titles = {} if files else _starting_with(incomplete, built_in_titles())
    if not titles:  # perhaps another distribution's, or in a manifest of the user's own
        titles = _starting_with(incomplete, _all_titles(files))
    return items(titles)


def complete_described(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer actions, and the classes of objects."""
    from line_connector import models
    from line_connector.exports import exported_names

    names = [name for name, module in exported_names(models.__name__).items() if ".line." in module]
    classes = {name: "" for name in names if name.startswith(incomplete) and name[0].isupper()}
    return [*complete_action(context, parameter, incomplete), *items(classes)]


def complete_account(
    _: click.Context, __: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the accounts of the configuration file."""
    names = document_part(configuration_document(), "accounts")
    return items({name: "" for name in names if name.startswith(incomplete)})


def complete_run(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the runs of playbooks that were written down, the latest first."""
    import sqlite3

    from line_connector.cli.state import state_folder

    given = context.params.get("state") or os.environ.get("LINE_CONNECTOR_STATE")
    folder = Path(given) if given else state_folder()
    database = folder / "playbooks.sqlite"
    if not database.exists():
        return []
    # Read only: pressing TAB must not make or upgrade a database.
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as read,
    ):
        rows = read.execute("SELECT id, name, status FROM runs ORDER BY started DESC LIMIT 100")
        return items(
            {run: f"{name}, {status}" for run, name, status in rows if run.startswith(incomplete)}
        )
    return []


def _all_titles(files: Iterable[str]) -> dict[str, str]:
    from line_connector.errors import ConnectorError
    from line_connector.manifest import load_manifest

    with suppress(ConnectorError):
        return {name: spec.title for name, spec in load_manifest(*files).actions.items()}
    return {}


def _starting_with(start: str, texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.startswith(start)}


def configuration_document() -> dict[str, Any]:
    """Return the configuration file as it is, without checking it."""
    from line_connector.configuration.location import configuration_path
    from line_connector.documents.reading import read_document_file
    from line_connector.errors import ConnectorError

    with suppress(ConnectorError):
        document = read_document_file(configuration_path())
        return document if is_object(document) else {}
    return {}


def document_part(document: Mapping[str, Any], part: str) -> list[str]:
    """Return the names in a part of the configuration file."""
    named = document.get(part)
    return list(named) if is_object(named) else []


def items(texts: dict[str, str]) -> list[CompletionItem]:
    """Return what is offered, each value with the text beside it."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(value, help=text) for value, text in texts.items()]


def _of_type(kind: str, incomplete: str) -> list[CompletionItem]:
    """Return what lets the shell offer its own: `file` or `dir`."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type=kind)]
