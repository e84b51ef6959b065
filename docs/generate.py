"""Write what follows from the manifest and the models; with --check, only compare.

These are the reference pages, and the JSON Schemas of playbooks and of the sandbox's seeds.

python docs/generate.py [--check]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from line_connector import load_manifest
from line_connector.describe import describe_action
from line_connector.playbook.document import Playbook
from line_connector.playbook.schema import playbook_schema
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.seed_schema import seed_schema

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
SCHEMA = ROOT / "docs" / "playbook.schema.json"
SEED_SCHEMA = ROOT / "docs" / "sandbox-seed.schema.json"
NOTE = "<!-- Written by docs/generate.py from the manifest and the models. Do not edit. -->"


def pages() -> dict[str, str]:
    """Return every reference page by its path below docs/reference."""
    actions = [describe_action(spec) for spec in load_manifest().actions.values()]
    return {
        "README.md": _index(actions),
        "objects.md": _objects(actions),
        "playbook.md": _playbook(),
        **{f"actions/{action['name']}.md": _action(action) for action in actions},
    }


def _index(actions: list[dict[str, Any]]) -> str:
    rows = "\n".join(
        f"| [`{action['name']}`](actions/{action['name']}.md) | {action['title']} "
        f"| `{action['method']} {action['path']}` | {action['rate_limit']} |"
        for action in actions
    )
    return (
        f"{NOTE}\n\n# Actions\n\n| Name | Title | Request | Rate limit |\n"
        f"| --- | --- | --- | --- |\n{rows}\n\nWhat they take and give: [objects](objects.md).\n"
    )


def _action(action: dict[str, Any]) -> str:
    example = json.dumps(action["example"], ensure_ascii=False, indent=2)
    errors = "\n".join(f"- `{name}`: {text}" for name, text in action["documented_errors"].items())
    body = action["output_schema"]["properties"]["json_body"]
    response = "A file." if action["answers_with_file"] else _table(body, "../objects.md")
    return "\n".join(
        [
            f"{NOTE}\n\n# {action['title']}\n",
            f"`{action['name']}`\n\n{action['description']}\n",
            "| | |\n| --- | --- |",
            f"| Request | `{action['method']} {action['path']}` |",
            f"| Connection | `{action['connection']}` |",
            f"| Rate limit | {action['rate_limit']} |",
            f"| Retry key | {'`retryKey`' if action['retry_key'] else 'none'} |",
            f"| Source | <{action['source']}> |",
            f"\n## Input\n\n{_table(action['input_schema'], '../objects.md')}",
            f"\n## Response\n\n{response}",
            *([f"\n## Errors\n\n{errors}"] if errors else []),
            f"\n## Example\n\n```sh\nline-connector run {action['name']} --sandbox - <<'JSON'",
            f"{example}\nJSON\n```\n",
        ]
    )


def _objects(actions: list[dict[str, Any]]) -> str:
    definitions: dict[str, Any] = {}
    for action in actions:
        definitions |= action["input_schema"].get("$defs", {})
        definitions |= action["output_schema"].get("$defs", {})
    sections = [
        f"\n## {name}\n\n{definition.get('description', '')}\n\n{_table(definition, '')}"
        for name, definition in sorted(definitions.items())
        if "properties" in definition
    ]
    return "\n".join([f"{NOTE}\n\n# Objects", *sections]) + "\n"


_PLAYBOOK_PARTS = ("Step", "Wait", "InputSpec")


def _playbook() -> str:
    schema = Playbook.model_json_schema(by_alias=True)
    parts = {"Playbook": schema, **{name: schema["$defs"][name] for name in _PLAYBOOK_PARTS}}
    sections = [
        f"\n## {name}\n\n{part['description']}\n\n{_table(part, '')}"
        for name, part in parts.items()
    ]
    return "\n".join([f"{NOTE}\n\n# Playbooks", *sections]) + "\n"


def schema_text() -> str:
    """Return the playbooks' JSON Schema, a line for each definition, so that changes show."""
    schema = playbook_schema(load_manifest())
    definitions = schema.pop("$defs")
    lines = [f"{json.dumps(key)}: {json.dumps(value)}," for key, value in schema.items()]
    last = ",\n".join(f"{json.dumps(key)}: {json.dumps(each)}" for key, each in definitions.items())
    return "\n".join(["{", *lines, '"$defs": {', last, "}}"]) + "\n"


def _table(schema: dict[str, Any], page: str) -> str:
    properties: dict[str, Any] = schema.get("properties", {})
    if not properties:
        return "Nothing."
    required = schema.get("required", [])
    rows = [
        f"| `{name}` | {_type(field, page)} | {'yes' if name in required else ''} "
        f"| {_cell(field.get('description', ''))} |"
        for name, field in properties.items()
    ]
    return "\n".join(["| Property | Type | Required | |", "| --- | --- | --- | --- |", *rows])


def _type(field: dict[str, Any], page: str) -> str:
    """Name a property's type in a few words; `page` is where the objects are described."""
    kinds = dict.fromkeys(_kinds(field, page))
    kinds.pop("null", None)
    return _cell(", ".join(kinds)) or "any"


def _kinds(field: dict[str, Any], page: str) -> Iterator[str]:
    for choice in [*field.get("anyOf", []), *field.get("oneOf", []), *field.get("allOf", [])]:
        yield from _kinds(choice, page)
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        yield f"[{name}]({page}#{name.lower()})"
    elif "const" in field:
        yield f"`{field['const']}`"
    elif "enum" in field:
        yield from (f"`{value}`" for value in field["enum"])
    elif field.get("type") == "array":
        yield f"list of {_type(field.get('items', {}), page)}"
    elif "type" in field:
        yield str(field["type"])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def json_text(value: Any) -> str:
    """Return a value as a JSON file has it."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the pages, or say which differ; return the exit status."""
    schemas = {SCHEMA: schema_text(), SEED_SCHEMA: json_text(seed_schema(PROVIDERS))}
    written = {REFERENCE / name: text for name, text in pages().items()} | schemas
    present = {*schemas, *REFERENCE.rglob("*.md")}
    stale = {path for path, text in written.items() if _read(path) != text}
    stale |= present - written.keys()
    if "--check" in sys.argv[1:]:
        for path in sorted(stale):
            print(f"{path.relative_to(ROOT)}: differs from the code: run make docs")
        return 1 if stale else 0
    for path in present - written.keys():
        path.unlink(missing_ok=True)
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
