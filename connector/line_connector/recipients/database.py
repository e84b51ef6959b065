"""The book's database by its URL: SQLite, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from line_connector.errors import ConnectorError, InputError
from line_connector.events.upgrading import bring_up_to_date, is_up_to_date
from line_connector.installing import how_to_install
from line_connector.recipients.location import DATABASE, sqlite_path
from line_connector.recipients.tables import TABLES

_BUSY_SECONDS = 10
"""How long SQLite waits for another process that is writing."""

_MAKING_TABLES = 0x4C494E45
"""PostgreSQL's advisory lock of the process that makes the tables."""

_DRIVER = "postgresql+psycopg"


class BookError(ConnectorError):
    """The book cannot be read or written."""

    exit_status = 3

    @property
    def retryable(self) -> bool:
        """The database may be back later."""
        return True


def open_engine(url: str, *, keeps_connections: bool = True) -> Engine:
    """Connect to a database, and make or upgrade its tables.

    Args:
        url: `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`.
        keeps_connections: keep them open for the next use; else there is nothing to close.

    Raises:
        InputError: the URL is wrong, or the database's driver is missing.
        BookError: the database cannot be used.
    """
    path = sqlite_path(url)
    try:
        wanted = make_url(url)
        if wanted.drivername == "postgresql":  # the default driver differs between releases
            wanted = wanted.set(drivername=_DRIVER)
        if wanted.get_backend_name() not in {"sqlite", "postgresql"}:
            raise InputError("database: must be a sqlite:/// or a postgresql:// URL")
        if wanted.get_backend_name() == "sqlite" and path in {None, Path()}:
            raise InputError("database: must have a path: sqlite:////var/lib/line/book.sqlite")
        if path is not None:
            _make_private(path)
        engine = create_engine(
            wanted, hide_parameters=True, poolclass=None if keeps_connections else NullPool
        )
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise InputError("database: must be a sqlite:/// or a postgresql:// URL") from None
    except ModuleNotFoundError as error:
        install = how_to_install("postgres")
        raise InputError(
            f"database: needs {error.name}, which is not installed: {install}"
        ) from None
    except OSError as error:
        raise BookError(
            f"recipient book {path}: {error.strerror or error}; "
            f"{DATABASE}=sqlite:///PATH names another"
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    try:
        with database_errors(path):
            _make_tables(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _make_tables(engine: Engine) -> None:
    """Make or upgrade the tables, one process at a time."""
    with engine.connect() as db:
        if is_up_to_date(db, TABLES):
            return
    is_sqlite = engine.dialect.name == "sqlite"
    lock = "BEGIN IMMEDIATE" if is_sqlite else f"SELECT pg_advisory_xact_lock({_MAKING_TABLES})"
    with engine.begin() as db:
        db.exec_driver_sql(lock)
        bring_up_to_date(db, TABLES, BookError)


def upsert(engine: Engine, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT into a table that can say what to do where a row is there already."""
    if engine.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


@contextmanager
def database_errors(path: Path | None = None) -> Generator[None]:
    """Raise what a database reports in one line, without what was to be written.

    Args:
        path: the file, where it is one and is not known to be a book.
    """
    place = "recipient book" if path is None else f"recipient book {path}"
    try:
        yield
    except DBAPIError as error:
        lines = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
        raise BookError(f"{place}: {lines[0]}") from None
    except SQLAlchemyError as error:
        raise BookError(f"recipient book: {type(error).__name__}") from None


def _make_private(path: Path) -> None:
    """Make the file for its owner only: it holds who people are."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA secure_delete = ON")  # who is forgotten is not left on the disk
    # SQLite's own lower() knows only ASCII letters; PostgreSQL's knows all.
    connection.create_function("lower", 1, _lower, deterministic=True)
    with suppress(sqlite3.OperationalError):  # locked: another process is switching to it
        connection.execute("PRAGMA journal_mode = WAL")


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()
