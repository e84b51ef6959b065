"""Finding an ID by a code that somebody says: `line 482193`."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select, update

from line_connector.json_values import is_object
from line_connector.recipients.sightings import chat_of, user_of
from line_connector.recipients.tables import codes

LIFETIME = 15 * 60 * 1000
"""Milliseconds for which a code is looked for."""

_SAID = re.compile(r"(?<![a-z])line[\s-]?(\d{6})(?!\d)", re.IGNORECASE)
"""Scripts without spaces may have letters right before and after."""


class Found(NamedTuple):
    """Where a code was said, and by whom."""

    chat: str

    user: str | None


def new_code(db: Connection, account: str, at: int) -> str:
    """Return a code that nobody looks for yet; forget those that are too old."""
    db.execute(delete(codes).where(codes.c.account == account, codes.c.at < at - LIFETIME))
    used = set(db.execute(select(codes.c.code).where(codes.c.account == account)).scalars())
    code = next(each for each in iter(_random_code, None) if each not in used)
    db.execute(codes.insert().values(account=account, code=code, at=at))
    return code


def drop_code(db: Connection, account: str, code: str) -> None:
    """Stop to look for a code."""
    db.execute(delete(codes).where(codes.c.account == account, codes.c.code == code))


def found_by_code(db: Connection, account: str, code: str) -> Found | None:
    """Return where a code was said; None if it was not yet."""
    row = db.execute(
        select(codes.c.chat, codes.c.user_id).where(
            codes.c.account == account, codes.c.code == code, codes.c.chat.is_not(None)
        )
    ).first()
    return Found(row.chat, row.user_id) if row else None


def look_for_codes(
    db: Connection, account: str, events: Iterable[Mapping[str, Any]], at: int
) -> None:
    """Note where codes were said that are looked for. Of the texts nothing is kept."""
    for event in events:
        message, chat = event.get("message"), chat_of(event)
        text = message.get("text") if is_object(message) else None
        code = _said_code(text) if isinstance(text, str) else None
        if code is None or chat is None:
            continue
        db.execute(
            update(codes)
            .where(codes.c.account == account, codes.c.code == code)
            .where(codes.c.chat.is_(None), codes.c.at >= at - LIFETIME)
            .values(chat=chat, user_id=user_of(event))
        )


def _said_code(text: str) -> str | None:
    """Return the code in a text, which may have full-width letters and digits of any script."""
    said = _SAID.search(unicodedata.normalize("NFKC", text))
    return _six_digits(int(said[1])) if said else None


def _random_code() -> str:
    return _six_digits(secrets.randbelow(1_000_000))


def _six_digits(code: int) -> str:
    return f"{code:06d}"
