"""Writing down what events say: a time only grows, so that order and repetition do not matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, case

from line_connector.recipients.database import upsert
from line_connector.recipients.sightings import Link, Sightings, Times
from line_connector.recipients.tables import members, recipients, subscriptions


def write_sightings(db: Connection, account: str, sightings: Sightings) -> None:
    """Write what events say of an account's recipients.

    Rows are written in the order of their keys, so that processes wait for each other and never in
    a circle.
    """
    _write(
        db,
        recipients,
        [
            {"account": account, "id": recipient, **vars(times)}
            for recipient, times in sorted(sightings.recipients.items())
        ],
    )
    _write(db, members, _links(account, "chat", "user_id", sightings.members))
    _write(db, subscriptions, _links(account, "id", "membership_id", sightings.subscriptions))


def _links(account: str, one: str, other: str, links: Mapping[Link, Times]) -> list[dict[str, Any]]:
    return [
        {
            "account": account,
            one: link.one,
            other: link.other,
            "arrived_at": times.arrived_at,
            "departed_at": times.departed_at,
        }
        for link, times in sorted(links.items())
    ]


def _write(db: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    insert = upsert(db.engine, table)
    kept = {
        name: _merged(name, table.c[name], insert.excluded[name])
        for name in rows[0]
        if name not in keys
    }
    db.execute(insert.on_conflict_do_update(index_elements=keys, set_=kept), rows)


def _merged(name: str, now: ColumnElement[int], new: ColumnElement[int]) -> ColumnElement[int]:
    """Return the later time of two; the earlier one of `first_seen`, where 0 is never."""
    if name == "first_seen":
        return case(((now == 0) | and_(new != 0, new < now), new), else_=now)
    return case((new > now, new), else_=now)
