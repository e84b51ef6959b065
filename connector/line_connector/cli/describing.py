"""Actions and objects as `line-connector describe` shows them."""

from __future__ import annotations

import json
import shlex
from typing import Any

import click

from line_connector.cli.printing import print_json
from line_connector.describe import describe_action
from line_connector.errors import InputError
from line_connector.manifest import ActionSpec, load_manifest
from line_connector.objects import (
    describe_object,
    distinct_names,
    field_type,
    find_object,
    object_names,
    objects_of_type,
)
from line_connector.shortening import did_you_mean, shortened


def print_action(spec: ActionSpec) -> None:
    """Print an action's fields, limits, errors, example and source."""
    described = describe_action(spec)
    _title(f"{described['name']} - {described['title']}")
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
    _print_fields("Input", described["input_schema"])
    _print_fields("Response", response)
    if described["documented_errors"]:
        _title("\nErrors")
    for name, reason in described["documented_errors"].items():
        click.echo(f"  {click.style(name, fg='cyan')}: {reason}")
    _title("\nExample")
    literal = shlex.quote(json.dumps(described["example"], ensure_ascii=False))
    click.echo(f"line-connector run {described['name']} {literal} --sandbox")


def print_object(name: str, *, as_json: bool) -> None:
    """Print an object's fields, limits, example and source.

    Raises:
        InputError: it is neither an object nor an action, and a near name is suggested; or it is
            the type of several objects.
    """
    try:
        spec = find_object(name)
    except KeyError:
        raise _unknown(name) from None
    described = describe_object(spec)
    if as_json:
        print_json(described["schema"])
        return
    _title(f"{spec.full_name} - {spec.name}" if spec.kind else spec.name)
    click.echo(f"\n{described['description']}\n")
    if described["source"]:
        click.echo(f"Source: {described['source']}")
    _print_fields("Fields", described["schema"])
    if described["example"] is not None:
        _title("\nExample")
        click.echo(json.dumps(described["example"], ensure_ascii=False))
    same = objects_of_type(spec.kind or "")
    named = zip(same, distinct_names(same), strict=True)
    if others := [name for each, name in named if each is not spec]:
        _title("\nOthers of this type")
        click.echo(f"  {', '.join(others)}")


def _unknown(name: str) -> InputError:
    """Return the error for a name that nothing has."""
    known = [*load_manifest().actions, *object_names()]
    hint = did_you_mean(name, known, "; see: line-connector actions")
    return InputError(f"unknown action or object {shortened(name)!r}{hint}")


def _title(text: str) -> None:
    click.secho(text, bold=True)


def _print_fields(title: str, schema: dict[str, Any]) -> None:
    """Print a line for each property: name, type, limits; its description below it."""
    _title(f"\n{title}")
    properties: dict[str, dict[str, Any]] = schema.get("properties", {})
    required: list[str] = schema.get("required", [])
    if not properties:
        click.echo("  (nothing)")
    for name, field in properties.items():
        mark = ", required" if name in required else ""
        click.echo(f"  {click.style(name, fg='cyan')}  {field_type(field)}{mark}")
        if text := " ".join(str(field.get("description", "")).split()):
            click.echo(click.wrap_text(text, 88, "      ", "      "))
