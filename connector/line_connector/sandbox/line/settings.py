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

    webhook: str | None = None
    """Webhook endpoint while none is set otherwise."""

    webhook_anywhere: bool = False
    """Whether webhooks are sent to other machines than this one."""

    webhook_redelivery: bool = False
    """Whether webhooks that failed are sent again."""

    webhook_redeliveries: int = 3
    """How often at most; LINE does not publish it."""

    webhook_redelivery_interval: float = 60.0
    """Seconds between two attempts; LINE does not publish them."""

    narrowcast_error_code: int | None = None
    """Error code with which every narrowcast from now on fails; none: they run normally."""

    manager_default_rich_menu: bool = False
    """Whether the account has a default rich menu set in LINE Official Account Manager."""

    rich_menu_bulk_duration: float = 1.0
    """Seconds until a rich menu is linked to many users, or unlinked."""

    rich_menu_batch_duration: float = 1.0
    """Seconds that a batch of rich menu operations takes."""

    rich_menu_batch_fails: bool = False
    """Whether batches end as failed, with half of the users done."""

    audience_limit: int = 1000
    """Audiences that the channel may have."""

    audience_queued: float = 1.0
    """Seconds an upload to an audience stays `QUEUED`."""

    audience_working: float = 1.0
    """Seconds an upload to an audience stays `WORKING`."""

    audience_failed_type: str | None = None
    """Failed type with which every upload from now on fails; none: they succeed."""

    mission_stickers_allowed: bool = True
    """Whether LINE allowed the channel to use mission stickers."""
