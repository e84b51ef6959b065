"""Which of a connection's fields stand in the columns that every Airflow connection has."""

from __future__ import annotations

from collections.abc import Collection

_FIELDS = {
    "host": ("url",),
    "login": ("username", "client_id"),
    "password": ("password", "client_secret"),
    "schema": (),
    "port": (),
}
"""Fields for each column: the first that a connection has. Whatever is left is an extra field."""


def columns_of(fields: Collection[str]) -> dict[str, str | None]:
    """Return the field that stands in each column, or None where the column has no use."""
    return {
        column: next((name for name in names if name in fields), None)
        for column, names in _FIELDS.items()
    }
