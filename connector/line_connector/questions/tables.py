"""The tables of questions, in the database of events.

Times are integers: milliseconds since 1970.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from line_connector.events.upgrading import Tables

METADATA = MetaData()

questions = Table(
    "line_connector_questions",
    METADATA,
    Column("id", String(32), primary_key=True),
    # What the asker calls it: asked again under the same name, it is asked once.
    Column("key", String(255), unique=True),
    Column("account", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
    # JSON: IDs of the users who may answer in a group; null for anybody.
    Column("allowed", Text),
    # What its buttons are signed with.
    Column("secret", String(64), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    # JSON, with the event that brought it.
    Column("answer", Text),
    Column("answer_event", String(255)),
)
# What the conditions compare with is in their text: with a parameter SQLite does not see that an
# index on a part of the rows is theirs.
IS_OPEN = questions.c.state == literal_column("'open'")
Index(
    "line_connector_questions_open",
    questions.c.expires_at,
    sqlite_where=IS_OPEN,
    postgresql_where=IS_OPEN,
)
Index("line_connector_questions_asked", questions.c.asked_at)

sends = Table(
    "line_connector_question_sends",
    METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("question", String(32), ForeignKey(questions.c.id), nullable=False),
    # `card`, `reminder`, or `callback`, which has no recipient.
    Column("kind", String(16), nullable=False),
    Column("recipient", String(255), nullable=False),
    # `due`, `doubtful` (unknown, and tried again), `sent`, `refused`, `unknown` or `dropped`.
    Column("state", String(16), nullable=False),
    # When it is due: while somebody is sending it, when another may.
    Column("due_at", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("begun_at", BigInteger),
    # Number of the last event that was stored by then: only a later text can be the answer. Times
    # do not tell that, where asker and listener have clocks of their own.
    Column("after_event", BigInteger),
    Column("error", Text),
    # JSON: IDs of the messages, which a reply in the chat quotes.
    Column("messages", Text),
    UniqueConstraint("question", "kind", "recipient"),
)
IS_WAITING = sends.c.state.in_([literal_column("'due'"), literal_column("'doubtful'")])
Index(
    "line_connector_question_sends_due",
    sends.c.due_at,
    sqlite_where=IS_WAITING,
    postgresql_where=IS_WAITING,
)
Index("line_connector_question_sends_recipient", sends.c.recipient)

turns = Table(
    "line_connector_question_turns",
    METADATA,
    # Whose next text in a chat is the answer, since they tapped the button.
    Column("chat_id", String(255), primary_key=True),
    Column("user_id", String(255), primary_key=True),
    Column("question", String(32), ForeignKey(questions.c.id), nullable=False),
)

listeners = Table(
    "line_connector_listeners",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("seen_at", BigInteger, nullable=False),
)

schema = Table(
    "line_connector_questions_schema", METADATA, Column("version", Integer, nullable=False)
)

TABLES = Tables(
    what="questions",
    metadata=METADATA,
    schema=schema,
    version=2,
    upgrades={
        1: (
            "CREATE TABLE line_connector_questions_schema (version INTEGER NOT NULL)",
            "INSERT INTO line_connector_questions_schema VALUES (1)",
            "ALTER TABLE line_connector_question_sends ADD COLUMN after_event BIGINT",
            """UPDATE line_connector_question_sends SET after_event = (
                SELECT COALESCE(MAX(number), 0) FROM line_connector_events
                WHERE received_at < line_connector_question_sends.begun_at
            ) WHERE begun_at IS NOT NULL""",
        ),
    },
)
