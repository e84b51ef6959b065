"""Writing down what people say of recipients: tags, aliases, consents, names, notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select, update

from line_connector.errors import InputError
from line_connector.recipients.database import upsert
from line_connector.recipients.recipient import folded
from line_connector.recipients.searching import owner_of_alias
from line_connector.recipients.tables import aliases, consents, recipients, tags
from line_connector.recipients.times import now

_NAMED = {"name": "name_key", "display_name": "display_key"}
"""The columns of names, each with the one that it is compared by."""

_ROWS = 500


def add_recipients(db: Connection, account: str, ids: Iterable[str]) -> None:
    """Make the rows of recipients that have none."""
    rows = iter([{"account": account, "id": each} for each in sorted(set(ids))])
    while some := list(islice(rows, _ROWS)):
        db.execute(upsert(db.engine, recipients).values(some).on_conflict_do_nothing())


def write_tags(
    db: Connection, account: str, wanted: Mapping[str, Iterable[str]], source: str
) -> None:
    """Give each recipient its tags."""
    add_recipients(db, account, wanted)
    for each in sorted(wanted):
        for tag in wanted[each]:
            row = {"account": account, "id": each, "tag": tag, "at": now(), "source": source}
            db.execute(upsert(db.engine, tags).values(row).on_conflict_do_nothing())


def write_alias(db: Connection, account: str, name: str, recipient: str, source: str) -> None:
    """Give a recipient an alias.

    Raises:
        InputError: it is another's.
    """
    add_recipients(db, account, [recipient])
    row = {"account": account, "name": name, "id": recipient, "at": now(), "source": source}
    db.execute(upsert(db.engine, aliases).values(row).on_conflict_do_nothing())
    owner = owner_of_alias(db, account, name)
    if owner != recipient:
        raise InputError(f"alias {name}: is {owner} in the book; remove it there first")


def write_consent(
    db: Connection, account: str, recipient: str, *, given: bool, source: str, at: int | None
) -> None:
    """Note that a recipient agreed to get messages, or withdrew that; without a time, just now.

    What is said just now holds, also where a clock that was ahead has noted something later.
    """
    add_recipients(db, account, [recipient])
    if at is None:
        own = consents.c.account == account, consents.c.id == recipient
        latest = db.execute(select(func.max(consents.c.at)).where(*own)).scalar() or 0
        at = max(now(), latest + 1)
    row = {"account": account, "id": recipient, "at": at, "given": given, "source": source}
    entry = upsert(db.engine, consents).values(row)
    db.execute(
        entry.on_conflict_do_update(
            index_elements=["account", "id", "at"], set_={"given": given, "source": source}
        )
    )


def write_description(
    db: Connection, account: str, recipient: str, values: Mapping[str, Any]
) -> None:
    """Set columns of a recipient."""
    add_recipients(db, account, [recipient])
    keys = {_NAMED[name]: folded(values[name] or "") for name in _NAMED if name in values}
    if not values:
        return
    db.execute(
        update(recipients)
        .where(recipients.c.account == account, recipients.c.id == recipient)
        .values({**values, **keys})
    )
