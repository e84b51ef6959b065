"""The phones on the other side: which they are, and what becomes of messages to them."""

import re
from typing import Any, NamedTuple

from line_connector.sandbox.state import State

PHONE = re.compile(r"\+?([0-9]{5,15})")

WITHOUT_LINE = "9"
"""The last digit of every phone whose owner does not have LINE."""


class Behaviour(NamedTuple):
    """What a channel does with a message to a phone, and after how many seconds."""

    kind: str
    """deliver, reject or never."""
    after: float


def phone_digits(text: str) -> str | None:
    """Return the digits of an international phone number, or none if it is not one."""
    match = PHONE.fullmatch(text)
    return match[1] if match else None


def behaviour_of(state: State, recipient: str, channel: str) -> Behaviour:
    """Return what happens to a message: what was asked for, else what is usual."""
    row = state.db.execute(
        "SELECT behaviour, after FROM phones WHERE phone = ? AND channel = ?", (recipient, channel)
    ).fetchone()
    if row is not None:
        return Behaviour(*row)
    has_line = phone_digits(recipient) is None or not recipient.endswith(WITHOUT_LINE)
    return Behaviour("deliver" if channel != "LINE" or has_line else "reject", 0)


def put_behaviour(state: State, phone: str, channel: str, behaviour: Behaviour) -> None:
    """Decide what happens from now on when a channel sends to a phone."""
    state.db.execute(
        "REPLACE INTO phones VALUES (?, ?, ?, ?)", (phone.lstrip("+"), channel, *behaviour)
    )


def asked_behaviours(state: State) -> list[dict[str, Any]]:
    """Return what was asked for, of all phones."""
    rows = state.db.execute("SELECT * FROM phones ORDER BY phone, channel")
    return [
        {"phone": phone, "channel": channel, "behaviour": behaviour, "after": after}
        for phone, channel, behaviour, after in rows
    ]
