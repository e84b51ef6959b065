"""What the server's operator allows, whatever a client asks for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from line_connector.errors import InputError


@dataclass(frozen=True)
class Settings:
    """The limits of a server. No client can see past them or change them."""

    toolsets: Collection[str] | None = None
    """Groups of tools to offer; all of them if absent."""

    connections: Collection[str] | None = None
    """Connections whose actions to offer; all of them if absent."""

    read_only: bool = False
    """Whether only that is offered which changes nothing and sends nothing."""

    allow_to: Collection[str] | None = None
    """IDs that may be sent to; any if absent."""

    max_recipients: int | None = None
    """How many one call may send to; any number if absent."""

    plan_lifetime: float = 600
    """Seconds in which a plan may be sent."""

    ask_every: float = 5
    """Seconds between two questions of how far a job is."""

    def check_recipients(self, recipients: list[str] | None) -> None:
        """Check whom a call would send to; None stands for people that only the provider knows.

        Raises:
            InputError: there is a limit, and the call is not within it for certain.
        """
        if self.allow_to is None and self.max_recipients is None:
            return
        if recipients is None:
            raise InputError(
                "nothing was sent: nobody but the provider knows whom this reaches, and this "
                "server is limited to certain recipients or to a number of them"
            )
        different = dict.fromkeys(recipients)
        for recipient in different:
            if self.allow_to is not None and recipient not in self.allow_to:
                raise InputError(
                    f"nothing was sent: {recipient} is not among those this server may send to"
                )
        if self.max_recipients is not None and len(different) > self.max_recipients:
            raise InputError(
                f"nothing was sent: {len(different)} recipients are more than the "
                f"{self.max_recipients} that this server sends to in one call"
            )
