"""Limits that the operator of a server sets; clients cannot change them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from line_connector.configuration import Configuration
from line_connector.errors import InputError

if TYPE_CHECKING:
    from line_connector.events import EventStore


@dataclass(frozen=True)
class Settings:
    """The limits of a server."""

    toolsets: Collection[str] = ("messaging",)
    """Toolsets to offer. `all` stands for every one but those that handle credentials, which are
    offered only by their name."""

    connections: Collection[str] | None = None
    """Connections whose actions to offer; all of them if absent."""

    read_only: bool = False
    """Whether to offer only tools that read."""

    allow_to: Collection[str] | None = None
    """IDs of the only recipients to send to; any if absent."""

    max_recipients: int | None = None
    """Maximum number of recipients in one call; any number if absent."""

    plan_lifetime: float = 600
    """Seconds until a plan expires."""

    poll_seconds: float = 5
    """Seconds between two polls of a job."""

    configuration: Configuration | None = None
    """Names of recipients; none if absent."""

    events: EventStore | None = None
    """What a listener received; no tool and no resource shows events if absent."""

    def may_see(self, chat: str | None) -> bool:
        """Return whether events of a chat are shown: only of those that may be sent to."""
        return self.allow_to is None or chat in self.allow_to

    def check_recipients(self, recipients: list[str] | None) -> None:
        """Check the recipients of a call; None stands for recipients that only the provider knows.

        Raises:
            InputError: there is a limit, and the call is not certainly within it.
        """
        if self.allow_to is None and self.max_recipients is None:
            return
        if recipients is None:
            raise InputError(
                "nothing was sent: only the provider knows the recipients of this call, and this "
                "server limits the recipients or their number"
            )
        different = dict.fromkeys(recipients)
        for recipient in different:
            if self.allow_to is not None and recipient not in self.allow_to:
                raise InputError(
                    f"nothing was sent: this server does not allow the recipient {recipient}"
                )
        if self.max_recipients is not None and len(different) > self.max_recipients:
            raise InputError(
                f"nothing was sent: {len(different)} recipients are more than the "
                f"{self.max_recipients} that this server allows in one call"
            )
