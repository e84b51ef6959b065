"""Making a database's tables, and making those of an earlier version today's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, MetaData, Table, insert, inspect, select, text, update

from line_connector.errors import ConnectorError


class Tables(NamedTuple):
    """Tables that have one version."""

    what: str
    """What they are, for errors: `event store`."""

    metadata: MetaData

    schema: Table
    """Holds the version; a database without it that has the other tables has version 1."""

    version: int
    """Today's. Each change to the tables adds one, and an upgrade."""

    upgrades: Mapping[int, Sequence[str]]
    """Statements that make tables of a version those of the next."""


def is_up_to_date(db: Connection, tables: Tables) -> bool:
    """Return whether the tables are there, in today's version."""
    return inspect(db).has_table(tables.schema.name) and _version(db, tables) == tables.version


def bring_up_to_date(
    db: Connection, tables: Tables, error: Callable[[str], ConnectorError]
) -> None:
    """Make the tables, or upgrade them, in a transaction that no other process is in.

    Raises:
        ConnectorError: what `error` makes: a later version of line-connector made them.
    """
    names = set(inspect(db).get_table_names())
    if not names & tables.metadata.tables.keys():
        tables.metadata.create_all(db)
        db.execute(insert(tables.schema).values(version=tables.version))
        return
    version = _version(db, tables) if tables.schema.name in names else 1
    if version > tables.version:
        raise error(f"{tables.what}: was written by a later version of line-connector; upgrade it")
    for number in range(version, tables.version):
        for statement in tables.upgrades[number]:
            db.execute(text(statement))
    db.execute(update(tables.schema).values(version=tables.version))


def _version(db: Connection, tables: Tables) -> int:
    return int(db.execute(select(tables.schema.c.version)).scalar_one())
