"""Erasing a person."""

from __future__ import annotations

from sqlalchemy import Connection, delete, or_

from line_connector.recipients.tables import METADATA

_IDS = ("id", "chat", "user_id")
"""Columns that have IDs of recipients."""


def erase(db: Connection, recipient: str, account: str | None = None) -> int:
    """Erase a recipient from an account's book, or from all; return how many rows there were."""
    rows = 0
    for table in METADATA.sorted_tables:
        named = [table.c[name] == recipient for name in _IDS if name in table.c]
        if named:
            own = () if account is None else (table.c.account == account,)
            rows += db.execute(delete(table).where(or_(*named), *own)).rowcount
    return rows
