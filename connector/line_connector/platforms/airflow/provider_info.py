"""This provider as Airflow registers it: its modules, and the forms of its connections.

Airflow's processes ask all providers when they start, so this imports what it needs when asked.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from line_connector.manifest import ConnectionSpec

_PACKAGE = __name__.rpartition(".")[0]

HOOKS = {"line": f"{_PACKAGE}.hooks.LineHook", "infobip": f"{_PACKAGE}.hooks.InfobipHook"}
"""The hook of each connection type, which is called as the manifest calls the connection."""

_COLUMNS = {
    "host": ("url",),
    "login": ("username", "client_id"),
    "password": ("password", "client_secret"),
    "schema": (),
    "port": (),
}
"""Fields for each column of a connection: the first that there is. All others are extra."""


ACCOUNT = "account"
"""The extra field that names an account of the workers' configuration file."""

_ACCOUNT_FIELD = {
    "label": "Account",
    "schema": {"type": ["string", "null"]},
    "description": "Name of an account in the workers' configuration file, in place of credentials "
    "here.",
}


def get_provider_info() -> dict[str, Any]:
    """Return what the entry point `apache_airflow_provider` asks for."""
    from line_connector.manifest import load_manifest

    manifest = load_manifest()
    return {
        "package-name": "line-connector",
        "name": manifest.title,
        "description": "Send, validate and track LINE messages, directly or through Infobip.",
        "integrations": [{"integration-name": manifest.title}],
        "operators": _modules(manifest.title, "operators", "sql", "questions"),
        "sensors": _modules(manifest.title, "sensors"),
        "hooks": _modules(manifest.title, "hooks"),
        "triggers": _modules(manifest.title, "triggers", "event_triggers", "answer_trigger"),
        "notifications": [
            f"{_PACKAGE}.notifications.{name}" for name in ("LineNotifier", "LineFailureNotifier")
        ],
        "connection-types": [
            {
                "connection-type": name,
                "hook-class-name": hook,
                "hook-name": manifest.connection(name).title,
                **_form(manifest.connection(name)),
            }
            for name, hook in HOOKS.items()
        ],
    }


def _modules(integration: str, *modules: str) -> list[dict[str, Any]]:
    names = [f"{_PACKAGE}.{module}" for module in modules]
    return [{"integration-name": integration, "python-modules": names}]


def _form(spec: ConnectionSpec) -> dict[str, Any]:
    """Return the form of a connection: Airflow's own columns, relabelled, and the other fields."""
    from line_connector.describe import describe_connection

    fields: dict[str, dict[str, Any]] = describe_connection(spec)["properties"]
    columns = columns_of(fields)
    shown = {column: fields.pop(name) for column, name in columns.items() if name}
    return {
        "ui-field-behaviour": {
            "hidden-fields": [column for column, name in columns.items() if not name],
            "relabeling": {column: field["title"] for column, field in shown.items()},
            "placeholders": {
                column: field["default"] for column, field in shown.items() if "default" in field
            },
        },
        "conn-fields": {
            ACCOUNT: _ACCOUNT_FIELD,
            **{name: _extra_field(field) for name, field in fields.items()},
        },
    }


def columns_of(fields: Collection[str]) -> dict[str, str | None]:
    """Return the field that stands in each column, or None where the column has no use."""
    return {
        column: next((name for name in names if name in fields), None)
        for column, names in _COLUMNS.items()
    }


def _extra_field(field: dict[str, Any]) -> dict[str, Any]:
    """Return an extra field as the form wants it: a field that takes no null must be filled in."""
    schema = {**field, "type": [field["type"], "null"]}
    label, description = schema.pop("title"), schema.pop("description", "")
    if field["type"] == "string" and "default" in schema and "enum" not in schema:
        # The form saves what it shows, and a saved address no longer follows the API's.
        description = f"{description} Default: {schema.pop('default')}".strip()
    return {"label": label, "schema": schema, "description": description}
