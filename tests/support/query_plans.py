"""How SQLite finds the rows of the statements that are run."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def planned(engine: Engine) -> Generator[list[str]]:
    """Yield a list that gets the steps of each statement's plan, such as `SCAN e USING INDEX i`."""
    steps: list[str] = []

    def explain(*run: Any) -> None:
        connection, _, statement, parameters, _, is_many = run
        driver = connection.connection.dbapi_connection
        rows = driver.execute(
            f"EXPLAIN QUERY PLAN {statement}", parameters[0] if is_many else parameters
        )
        steps.extend(row[3] for row in rows)

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield steps
    finally:
        event.remove(engine, "before_cursor_execute", explain)
