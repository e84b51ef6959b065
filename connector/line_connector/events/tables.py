"""The tables of the store, and how those of an earlier version become today's.

Times are integers: milliseconds since 1970.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from line_connector.events.upgrading import Tables

METADATA = MetaData()

_Number = BigInteger().with_variant(Integer, "sqlite")  # only so does SQLite count up

schema = Table("line_connector_schema", METADATA, Column("version", Integer, nullable=False))

events = Table(
    "line_connector_events",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("provider", String(16), nullable=False),
    Column("channel", String(255), nullable=False),
    Column("event_id", String(255), nullable=False),
    Column("account", String(64), nullable=False),
    Column("type", String(64), nullable=False),
    Column("chat_id", String(255)),
    Column("user_id", String(255)),
    Column("timestamp", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("redelivered", Boolean, nullable=False),
    Column("standby", Boolean, nullable=False),
    Column("body", Text),
    # What is left of an erased event keeps a redelivery of it from being handled as a new one.
    Column("erased", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("provider", "channel", "event_id"),
)
Index("line_connector_events_received", events.c.received_at)
Index("line_connector_events_id", events.c.event_id)
Index("line_connector_events_user", events.c.user_id)

TAKEN = "taken"
"""State of a delivery that no handler waits for: somebody took the event, and nobody handles it."""

deliveries = Table(
    "line_connector_deliveries",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("event", _Number, ForeignKey(events.c.number), nullable=False),
    Column("handler", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    # When it is due: for one that is leased, when the lease ends and another may take it.
    Column("due_at", BigInteger, nullable=False),
    Column("chat_id", String(255)),
    Column("timestamp", BigInteger, nullable=False),
    Column("error", Text),
    # Which lease it has, or had last: what an earlier one reports late changes nothing.
    Column("lease", BigInteger),
    UniqueConstraint("event", "handler"),
)


def is_open(state: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a delivery waits for its handler, or is with it.

    Its values are in the statement's text: SQLite uses an index on a part of the rows only for a
    condition that has the words of the index's own, and cannot know what is bound to a parameter.
    """
    return state.in_([literal_column("'pending'"), literal_column("'leased'")])


_open = is_open(deliveries.c.state)
Index(
    "line_connector_deliveries_due",
    deliveries.c.handler,
    deliveries.c.due_at,
    sqlite_where=_open,
    postgresql_where=_open,
)
Index(
    "line_connector_deliveries_chat",
    deliveries.c.handler,
    deliveries.c.chat_id,
    deliveries.c.timestamp,
    sqlite_where=_open,
    postgresql_where=_open,
)
Index("line_connector_deliveries_state", deliveries.c.state)

# How far those are that read all events, one after the other.
readers = Table(
    "line_connector_readers",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("number", _Number, nullable=False),
)

TABLES = Tables(
    what="event store",
    metadata=METADATA,
    schema=schema,
    version=3,
    upgrades={
        1: (
            """CREATE TABLE line_connector_readers
            (name VARCHAR(64) NOT NULL PRIMARY KEY, number BIGINT NOT NULL)""",
        ),
        2: ("ALTER TABLE line_connector_deliveries ADD COLUMN lease BIGINT",),
    },
)
