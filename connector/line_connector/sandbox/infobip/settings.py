"""What can be set about Infobip."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InfobipSettings:
    """The settings and their defaults."""

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
