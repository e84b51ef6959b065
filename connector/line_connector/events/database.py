"""A database by its URL: SQLite, or PostgreSQL; its tables are made or upgraded when opened."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from line_connector.errors import ConnectorError, InputError
from line_connector.events.tables import TABLES
from line_connector.events.upgrading import bring_up_to_date
from line_connector.installing import how_to_install

FILE = "events.sqlite"

WRITES = "line_connector_writes"
"""Execution option of a connection that writes."""

_BUSY_SECONDS = 10
"""How long SQLite waits for another process that is writing."""

_UPGRADE_LOCK = 0x6C696E65
"""PostgreSQL's advisory lock that one process holds while it makes the tables."""

_WRITE_LOCK = 0x6C696E66
"""PostgreSQL's advisory lock that all share who write events, and a reader waits for: else an event
could appear below the number that was read last."""


class StoreError(ConnectorError):
    """Events cannot be written down, or what was written down cannot be read."""

    exit_status = 3

    @property
    def retryable(self) -> bool:
        """The database may be back later."""
        return True


def default_url() -> str:
    """Return the URL of the SQLite file in the user's data folder."""
    return f"sqlite:///{default_path()}"


def default_path() -> Path:
    """Return the SQLite file in the user's data folder, which may not exist."""
    return platformdirs.user_data_path("line-connector") / FILE


def open_engine(url: str) -> Engine:
    """Connect to a database, and make or upgrade its tables.

    Args:
        url: `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`.

    Raises:
        InputError: it is not the URL of such a database, or a driver is not installed.
        StoreError: the database cannot be reached or written to.
    """
    engine = _engine(url)
    with errors(engine.url.database if engine.dialect.name == "sqlite" else None):
        try:
            with engine.connect().execution_options(**{WRITES: True}) as db, db.begin():
                _make_tables(db)
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextlib.contextmanager
def errors(path: str | None = None) -> Generator[None]:
    """Raise a fault of the database as `told` says it."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise told(error, path) from None


def told(error: Exception, path: str | None = None) -> Exception:
    """Return a fault of the database as one line, without the statement and its values.

    Args:
        error: the fault.
        path: the file, where it is one and the fault does not say it.
    """
    if isinstance(error, DBAPIError):
        place = "event store" if path is None else f"event store {path}"
        return StoreError(f"{place}: {str(error.orig).strip().partition(chr(10))[0]}")
    if isinstance(error, SQLAlchemyError):
        return StoreError(f"event store: {type(error).__name__}")
    if isinstance(error, OSError):
        return StoreError(f"event store: {error.filename}: {error.strerror}")
    return error


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise InputError(_FORMS) from None
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise InputError(_FORMS)
    try:
        if parsed.get_backend_name() == "postgresql":
            return create_engine(parsed, pool_pre_ping=True)
        if not parsed.database or parsed.database == ":memory:":
            raise InputError("--store: name a file: sqlite:///events.sqlite")
        return _sqlite_engine(Path(parsed.database))
    except NoSuchModuleError:
        raise InputError(_FORMS) from None
    except ModuleNotFoundError as error:
        raise InputError(
            f"--store: needs {error.name}, which is not installed: {how_to_install('postgres')}"
        ) from None


_FORMS = "--store: must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"


def _sqlite_engine(path: Path) -> Engine:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)  # it holds IDs and messages
    except OSError as error:
        raise StoreError(
            f"event store {path}: {error.strerror or error}; "
            "LINE_CONNECTOR_STORE=sqlite:///PATH names another"
        ) from None
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS})

    def prepare(connection: Any, _: object) -> None:
        # Transactions begin below: Python's driver would begin them too late.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is not left on the disk

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def wait_for_disk(connection: Connection, *, durable: bool) -> None:
    """Say, before a transaction begins, whether its end waits for the disk.

    What is not waited for survives the end of the process, but not a power cut.
    """
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")


def begun(connection: Connection, *, durable: bool) -> None:
    """Say the same inside of the transaction, where PostgreSQL is told; events are durable."""
    if connection.dialect.name == "postgresql":
        shared = f"SELECT pg_advisory_xact_lock_shared({_WRITE_LOCK})"
        connection.execute(text(shared if durable else "SET LOCAL synchronous_commit TO off"))


def wait_for_writers(connection: Connection) -> None:
    """Wait until all events are visible that have a number by now. SQLite has one writer at a time.

    Call it in a transaction that holds nothing else, and end that soon: others wait for it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})"))


def empty_log(engine: Engine) -> None:
    """Move SQLite's log to the file, so that what was erased is not left in it.

    As far as that can be done now: the log stays while another process reads what it was before.
    """
    if engine.dialect.name != "sqlite":
        return
    with contextlib.suppress(sqlite3.OperationalError), engine.connect() as db:
        driver: Any = db.connection.dbapi_connection
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _make_tables(db: Connection) -> None:
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
    bring_up_to_date(db, TABLES, StoreError)
