"""The database of questions: that of the events, with tables of its own."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from line_connector.events.database import WRITES, StoreError, default_url, errors, open_engine
from line_connector.events.upgrading import bring_up_to_date, is_up_to_date
from line_connector.questions.tables import TABLES

STORE = "LINE_CONNECTOR_STORE"
"""Environment variable with the URL of the database; `listen` reads it too."""

_MAKING_TABLES = 0x6C696E67
"""PostgreSQL's advisory lock of the process that makes the tables."""


def open_database(url: str | None = None) -> Engine:
    """Connect to the database of the events, and make the tables of questions.

    Args:
        url: of the database; else that in `LINE_CONNECTOR_STORE`; else the SQLite file in the
            user's data folder.

    Raises:
        InputError: the URL is wrong, or the database's driver is missing.
        StoreError: the database cannot be used.
    """
    engine = open_engine(url or os.environ.get(STORE) or default_url())
    try:
        make_tables(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def make_tables(engine: Engine) -> None:
    """Make or upgrade the tables, one process at a time.

    Raises:
        StoreError: the database cannot be used.
    """
    with reading(engine) as db:
        if is_up_to_date(db, TABLES):
            return
    with writing(engine) as db:
        if db.dialect.name == "postgresql":
            db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MAKING_TABLES})
        bring_up_to_date(db, TABLES, StoreError)


@contextmanager
def reading(engine: Engine) -> Generator[Connection]:
    """Yield a connection to read with.

    Raises:
        StoreError: the database fails.
    """
    with errors(), engine.connect() as db:
        yield db


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """Yield a connection in a transaction that writes.

    Raises:
        StoreError: the database fails; nothing was written.
    """
    with (
        errors(),
        engine.connect().execution_options(**{WRITES: True}) as db,
        db.begin(),
    ):
        yield db
