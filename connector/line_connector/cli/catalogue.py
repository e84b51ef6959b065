"""`line-connector actions` and `describe`: the catalogue of actions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from line_connector.cli.options import action_argument, manifest_option
from line_connector.cli.printing import print_json
from line_connector.describe import describe_action, list_actions
from line_connector.errors import InputError
from line_connector.manifest import ActionSpec, Manifest, load_manifest
from line_connector.shortening import shortened


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
@action_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@manifest_option
def describe(action: str, as_json: bool, manifest: tuple[str, ...]) -> None:
    r"""Show an action's input, output, limits, example and source.

    \b
      line-connector describe push_message
    """
    described = describe_action(load_manifest(*manifest).action(action))
    if as_json:
        print_json(described)
        return
    click.secho(f"{described['name']} - {described['title']}", bold=True)
    click.echo(f"\n{described['description']}\n")
    response = described["output_schema"]["properties"]["json_body"]
    facts = {
        "Request": f"{described['method']} {described['path']}",
        "Connection": described["connection"],
        "Rate limit": described["rate_limit"],
        "Retry key": "yes: input retryKey" if described["retry_key"] else "no",
        "Source": described["source"],
    }
    for name, value in facts.items():
        click.echo(f"{name + ':':12}{value}")
    for title, schema in (("Input", described["input_schema"]), ("Response", response)):
        click.secho(f"\n{title}", bold=True)
        for line in _field_lines(schema):
            click.echo(line)
    if described["documented_errors"]:
        click.secho("\nErrors", bold=True)
    for name, reason in described["documented_errors"].items():
        click.echo(f"  {click.style(name, fg='cyan')}: {reason}")
    click.secho("\nExample", bold=True)
    literal = json.dumps(described["example"], ensure_ascii=False)
    click.echo(f"line-connector run {described['name']} '{literal}' --sandbox")


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


def _field_lines(schema: dict[str, Any]) -> list[str]:
    """Return a line for each property, its description below it."""
    properties: dict[str, dict[str, Any]] = schema.get("properties", {})
    required: list[str] = schema.get("required", [])
    lines: list[str] = [] if properties else ["  (nothing)"]
    for name, field in properties.items():
        mark = " (required)" if name in required else ""
        lines.append(f"  {click.style(name, fg='cyan')}{mark}")
        text = " ".join(str(field.get("description", "")).split())
        if text:
            lines.append(click.wrap_text(text, 88, "      ", "      "))
    return lines
