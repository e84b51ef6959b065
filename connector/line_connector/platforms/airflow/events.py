"""The events that `line-connector listen` stored, as tasks and triggers look for them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import regex
from airflow.sdk import BaseHook
from sqlalchemy import URL

from line_connector.errors import InputError
from line_connector.events import EventStore, Selection
from line_connector.questions.database import STORE

if TYPE_CHECKING:
    from airflow.sdk import Connection

_POSTGRES_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout")
"""Extra fields of a connection of type `postgres` that are the driver's too."""

_LONGEST_NAME = 64
"""Characters of a name in the store."""


class Names(NamedTuple):
    """Under which a task takes an event."""

    consumer: str
    """Of those of whom only one gets an event."""

    taker: str
    """Of the task in its run, which all its tries have."""


def store_url(conn_id: str | None) -> str | None:
    """Return the database of the events; None for `listen`'s own default.

    Args:
        conn_id: an Airflow connection of type `postgres` or `sqlite`. Absent: the variable
            LINE_CONNECTOR_STORE of the process.

    Raises:
        InputError: the connection is of another type.
    """
    if conn_id is None:
        return os.environ.get(STORE)
    stored: Connection = BaseHook.get_connection(conn_id)
    if stored.conn_type == "sqlite":
        return f"sqlite:///{stored.host}"
    if stored.conn_type != "postgres":
        raise InputError(f"store_conn_id {conn_id}: must be of type postgres or sqlite")
    extra: Mapping[str, Any] = stored.extra_dejson
    url = URL.create(
        "postgresql",
        stored.login,
        stored.password,
        stored.host,
        stored.port,
        stored.schema,
        {name: str(extra[name]) for name in _POSTGRES_OPTIONS if name in extra},
    )
    return url.render_as_string(hide_password=False)


def open_store(conn_id: str | None) -> EventStore:
    """Open the store, which is to be closed after use.

    Raises:
        ConnectorError: it cannot be opened.
    """
    return EventStore(store_url(conn_id))


def shared_store(conn_id: str | None) -> EventStore:
    """Return the store that all triggers of this process share.

    Raises:
        ConnectorError: it cannot be opened.
    """
    return _opened(store_url(conn_id))


@lru_cache(maxsize=8)
def _opened(url: str | None) -> EventStore:
    return EventStore(url)


def selection_of(wanted: Mapping[str, Any]) -> Selection:
    """Return which events are wanted.

    Args:
        wanted: as triggers keep it: `on`, `matching`, `chat`, `user`, `since`.

    Raises:
        InputError: `matching` is no regular expression.
    """
    return Selection(
        on=types_of(wanted.get("on") or "*"),
        matching=pattern_of(wanted.get("matching")),
        chat=wanted.get("chat"),
        user=wanted.get("user"),
        since=wanted.get("since") or 0,
    )


def types_of(on: str | Sequence[str]) -> tuple[str, ...]:
    """Return one type or several as several."""
    return (on,) if isinstance(on, str) else tuple(on)


def pattern_of(text: str | None) -> regex.Pattern[str] | None:
    """Return a regular expression.

    Raises:
        InputError: it is none.
    """
    try:
        return None if text is None else regex.compile(text)
    except regex.error as error:
        raise InputError(f"matching: is not a regular expression: {error}") from None


def names_of(task: Any, consumer: str | None) -> Names:
    """Return the names under which a task takes an event.

    Args:
        task: the task instance.
        consumer: shared with other tasks; those of one run if absent.

    Raises:
        InputError: the consumer's name is too long.
    """
    if consumer is not None and not 0 < len(consumer) <= _LONGEST_NAME:
        raise InputError(f"consumer: must have from 1 to {_LONGEST_NAME} characters")
    run = (task.dag_id, task.run_id)
    own = (*run, task.task_id, str(task.map_index))
    return Names(
        consumer or name_of(f"airflow {task.dag_id}", run),
        name_of(f"airflow {task.dag_id}.{task.task_id}", (consumer or "", *own)),
    )


def name_of(readable: str, identity: Sequence[str]) -> str:
    """Return a name that starts readable, and is another one for every identity."""
    digest = hashlib.sha256("\n".join(identity).encode()).hexdigest()[:16]
    return f"{readable[: _LONGEST_NAME - len(digest) - 1]} {digest}"
