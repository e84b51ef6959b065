"""`line-connector actions` and `describe`: what actions and objects there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.completing import complete_described
from line_connector.cli.options import manifest_option
from line_connector.cli.printing import print_json
from line_connector.errors import InputError
from line_connector.shortening import shortened

if TYPE_CHECKING:
    from line_connector.manifest import ActionSpec, Manifest


@click.command()
@click.argument("words", nargs=-1, metavar="[FILTER]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@manifest_option
def actions(words: tuple[str, ...], as_json: bool, manifest: tuple[str, ...]) -> None:
    r"""List the actions by chapter.

    FILTER is part of a name, a title or a chapter; of several, all must match. Case, spaces and
    underscores do not matter.

    \b
      line-connector actions
      line-connector actions richmenu
    """
    from line_connector.describe import list_actions
    from line_connector.manifest import load_manifest

    catalogue = load_manifest(*manifest)
    entries = list_actions(catalogue, lambda spec: _matches(spec, catalogue, words))
    if not entries:
        wanted = shortened(" ".join(words))
        raise InputError(f"no action matches {wanted}; see: line-connector actions")
    if as_json:
        print_json(entries)
        return
    chapters: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        heading = _heading(catalogue.action(entry["name"]), catalogue)
        chapters.setdefault(heading, []).append(entry)
    width = max(len(entry["name"]) for entry in entries)
    for position, (heading, listed) in enumerate(chapters.items()):
        if position:
            click.echo()
        click.secho(heading, bold=True)
        for entry in listed:
            click.echo(
                f"  {click.style(entry['name'].ljust(width), fg='cyan')}  {entry['summary']}"
            )


@click.command()
@click.argument("name", metavar="ACTION|OBJECT", shell_complete=complete_described)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; of an object its JSON Schema.")
@manifest_option
def describe(name: str, as_json: bool, manifest: tuple[str, ...]) -> None:
    r"""Show an action, or an object such as a message: fields, limits, example, source.

    An object is named by its class, its type, or both: Box, flex, message.text, omni.flex.box.

    \b
      line-connector describe push_message
      line-connector describe message.text
    """
    from line_connector.cli.describing import print_action, print_object
    from line_connector.describe import describe_action
    from line_connector.manifest import load_manifest

    spec = load_manifest(*manifest).actions.get(name)
    if spec is None:
        print_object(name, as_json=as_json)
    elif as_json:
        print_json(describe_action(spec))
    else:
        print_action(spec)


def _heading(spec: ActionSpec, catalogue: Manifest) -> str:
    """Return what an action is listed under: its chapter, or its connection if it has none."""
    if spec.chapter is None:
        return catalogue.connection(spec.connection).title
    return f"{catalogue.chapters[spec.chapter].title} ({spec.chapter})"


def _matches(spec: ActionSpec, catalogue: Manifest, words: Sequence[str]) -> bool:
    texts = [_letters(text) for text in (spec.name, spec.title, _heading(spec, catalogue))]
    return all(any(_letters(word) in text for text in texts) for word in words)


def _letters(text: str) -> str:
    """Return a text without what people write differently: case, spaces, punctuation."""
    return "".join(filter(str.isalnum, text.casefold()))
