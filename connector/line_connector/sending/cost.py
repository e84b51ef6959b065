"""What a push costs, and what is left of the month.

LINE counts each person that a push reaches as one message, however many message objects it has.

Source: https://developers.line.biz/en/docs/messaging-api/pricing/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from line_connector.connector import Connector

_COUNTS = {
    "C": ("get_group_member_count", "groupId"),
    "R": ("get_room_member_count", "roomId"),
}
"""The action that counts the members of a chat, and its field, by the first letter of the ID."""


class Month(NamedTuple):
    """The month's messages."""

    used: int

    limit: int | None
    """None where the account has no limit."""

    def __str__(self) -> str:
        """Return it as a sentence without an end."""
        if self.limit is None:
            return f"{self.used:,} used this month, without a limit"
        return f"{max(self.limit - self.used, 0):,} of {self.limit:,} left this month"


def cost_of(
    connector: Connector,
    recipients: Iterable[str],
    connection: str | None = None,
    members: Mapping[str, int] | None = None,
) -> int:
    """Return how many messages a push to each recipient counts as.

    Args:
        connector: asks for the numbers of members.
        recipients: IDs of users, groups and rooms.
        connection: name of the connection; LINE's own if absent.
        members: members of chats that are known already, such as the recipient book's.

    Raises:
        ConnectorError: the members of a group or room cannot be counted.
    """
    known = members or {}
    return sum(
        known[to] if to in known else _people_in(connector, to, connection) for to in recipients
    )


def month_of(connector: Connector, connection: str | None = None) -> Month:
    """Return how many messages were sent this month, and may be.

    Raises:
        ConnectorError: LINE does not say.
    """
    limit: int | None = connector.run("get_message_quota", connection=connection).body.value
    consumption = connector.run("get_message_quota_consumption", connection=connection)
    return Month(consumption.body.total_usage, limit)


def _people_in(connector: Connector, to: str, connection: str | None) -> int:
    if to[0] not in _COUNTS:
        return 1
    action, field = _COUNTS[to[0]]
    count: int = connector.run(action, {field: to}, connection).body.count
    return count
