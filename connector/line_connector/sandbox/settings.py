"""What can be set about the sandbox, at its start or later over the control API."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Settings:
    """The settings and what they are when nobody sets them."""

    token_lifetime: float = 900.0
    """Seconds a stateless channel access token lives."""

    quota: int | None = 30_000
    """People the channel may message in a month; none: no limit."""

    rate_limits: bool | Mapping[str, Mapping[str, float]] = True
    """Off, on, or on with other limits for some operations: {"multicast": {"calls": 3,
    "seconds": 60}}. They are called by LINE's operationId; Infobip's are in `operations`."""

    target_reach: int | None = None
    """The account's target reach; none: the number of its friends."""

    narrowcast_waiting: float = 1.0
    """Seconds a narrowcast stays in the phase `waiting`."""

    narrowcast_sending: float = 1.0
    """Seconds a narrowcast stays in the phase `sending`."""

    narrowcast_error_code: int | None = None
    """Error code with which every narrowcast from now on fails; none: they run normally."""

    infobip_token_lifetime: float = 3600.0
    """Seconds an OAuth 2 access token of Infobip lives."""

    infobip_session_lifetime: float = 3600.0
    """Seconds a session of Infobip lives (IBSSO)."""

    scenario_created_status: int = 201
    """Status that answers the creation of a scenario: 201, or 200 as in older manuals."""

    reject_repeated_message_ids: bool = True
    """Whether a message whose ID was used before is rejected, or sent all the same."""

    pushed_reports_stay: bool = True
    """Whether a report that was pushed can be pulled too."""

    push_anywhere: bool = False
    """Whether reports are pushed to any address, or to this machine only."""

    def changed(self, changes: Mapping[str, Any]) -> "Settings":
        """Return these settings with some changed, given by their Python names."""
        return replace(self, **changes)

    def as_dict(self) -> dict[str, Any]:
        """Return the settings by their Python names."""
        return asdict(self)


def camel_case(name: str) -> str:
    """Return the name a setting has in the control API."""
    return re.sub("_(.)", lambda match: match[1].upper(), name)


def snake_case(name: str) -> str:
    """Return the name a setting has in Python."""
    return re.sub("[A-Z]", lambda match: f"_{match[0].lower()}", name)
