"""What can be set about LINE."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LineSettings:
    """The settings and their defaults."""

    token_lifetime: float = 900.0
    """Seconds a stateless channel access token lives."""

    quota: int | None = 30_000
    """People the channel may message in a month; none: no limit."""

    target_reach: int | None = None
    """The account's target reach; none: the number of its friends."""

    narrowcast_waiting: float = 1.0
    """Seconds a narrowcast stays in the phase `waiting`."""

    narrowcast_sending: float = 1.0
    """Seconds a narrowcast stays in the phase `sending`."""

    webhook_anywhere: bool = False
    """Whether webhooks are sent to other machines than this one."""

    narrowcast_error_code: int | None = None
    """Error code with which every narrowcast from now on fails; none: they run normally."""
