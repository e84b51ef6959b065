"""The tables of the book. Times are integers: milliseconds since 1970, 0 for never.

A time that events set only ever grows (`first_seen` only ever shrinks). So events may come in any
order and more than once: the book is the same in the end.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from line_connector.events.upgrading import Tables

METADATA = MetaData()

_NEVER = text("0")


def _account() -> Column[str]:
    return Column("account", String(64), primary_key=True)


def _id(name: str = "id") -> Column[str]:
    return Column(name, String(80), primary_key=True)


def _time(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default=_NEVER)


recipients = Table(
    "line_connector_recipients",
    METADATA,
    _account(),
    _id(),
    _time("first_seen"),
    _time("last_seen"),
    # Followed the account, or the account joined the chat.
    _time("arrived_at"),
    # Did something in a chat with the account; the account being in it, in a group's case.
    _time("active_at"),
    # Blocked the account, or the account left the chat.
    _time("departed_at"),
    _time("linked_at"),
    Column("name", Text),
    Column("display_name", Text),
    # Names as they are compared: without case and width.
    Column("name_key", Text),
    Column("display_key", Text),
    Column("picture", Text),
    Column("language", String(35)),
    Column("note", Text),
    Column("members", BigInteger),
    _time("counted_at"),
    _time("asked_at"),
)
Index("line_connector_recipients_asked", recipients.c.account, recipients.c.asked_at)
Index("line_connector_recipients_name", recipients.c.account, recipients.c.name_key)
Index("line_connector_recipients_display", recipients.c.account, recipients.c.display_key)

members = Table(
    "line_connector_members",
    METADATA,
    _account(),
    _id("chat"),
    _id("user_id"),
    _time("arrived_at"),
    _time("departed_at"),
)
Index("line_connector_members_user", members.c.account, members.c.user_id)

subscriptions = Table(
    "line_connector_subscriptions",
    METADATA,
    _account(),
    _id(),
    Column("membership_id", BigInteger, primary_key=True, autoincrement=False),
    _time("arrived_at"),
    _time("departed_at"),
)

tags = Table(
    "line_connector_tags",
    METADATA,
    _account(),
    _id(),
    Column("tag", String(64), primary_key=True),
    _time("at"),
    Column("source", Text, nullable=False),
)
Index("line_connector_tags_tag", tags.c.account, tags.c.tag)

consents = Table(
    "line_connector_consents",
    METADATA,
    _account(),
    _id(),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    Column("given", Boolean, nullable=False),
    Column("source", Text, nullable=False),
)

aliases = Table(
    "line_connector_aliases",
    METADATA,
    _account(),
    Column("name", String(64), primary_key=True),
    Column("id", String(80), nullable=False),
    _time("at"),
    Column("source", Text, nullable=False),
)
Index("line_connector_aliases_id", aliases.c.account, aliases.c.id)

codes = Table(
    "line_connector_codes",
    METADATA,
    _account(),
    Column("code", String(8), primary_key=True),
    _time("at"),
    Column("chat", String(80)),
    Column("user_id", String(80)),
)

schema = Table("line_connector_book_schema", METADATA, Column("version", Integer, nullable=False))

TABLES = Tables(
    what="recipient book",
    metadata=METADATA,
    schema=schema,
    version=2,
    upgrades={
        1: (
            "CREATE TABLE line_connector_book_schema (version INTEGER NOT NULL)",
            "INSERT INTO line_connector_book_schema VALUES (1)",
        ),
    },
)
