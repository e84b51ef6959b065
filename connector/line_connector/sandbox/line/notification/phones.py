"""Whose phone number is whose."""

import hashlib
import sqlite3
from typing import Any, NamedTuple

from line_connector.sandbox.line.seeds import FRIENDS, PHONES
from line_connector.sandbox.state import State

COUNTRIES = ("+81", "+66", "+886")
"""Japan, Thailand and Taiwan: where phones are reached."""


class PhoneUser(NamedTuple):
    """A row of the table `phone_users`."""

    digest: str
    phone: str
    user_id: str
    consent: str


def seed_phones(db: sqlite3.Connection) -> None:
    """Give each friend a phone number, and their consent."""
    for phone, user_id in zip(PHONES, FRIENDS, strict=True):
        _put(db, phone, user_id, "given")


def put_phone(state: State, phone: str, user_id: str, consent: str) -> str:
    """Say whose a phone number is; return its digest."""
    return _put(state.db, phone, user_id, consent)


def phone_user(state: State, digest: str) -> PhoneUser | None:
    """Return whose the number with a digest is, if it is anybody's."""
    row = state.db.execute(
        "SELECT * FROM phone_users WHERE digest = ?", (digest.lower(),)
    ).fetchone()
    return PhoneUser(*row) if row else None


def phone_users(state: State) -> list[dict[str, Any]]:
    """Return all phone numbers and whose they are."""
    rows = state.db.execute("SELECT * FROM phone_users ORDER BY phone")
    return [
        {"phone": row.phone, "userId": row.user_id, "consent": row.consent, "digest": row.digest}
        for row in (PhoneUser(*values) for values in rows)
    ]


def _put(db: sqlite3.Connection, phone: str, user_id: str, consent: str) -> str:
    digest = hashlib.sha256(phone.encode()).hexdigest()
    db.execute("REPLACE INTO phone_users VALUES (?, ?, ?, ?)", (digest, phone, user_id, consent))
    return digest
