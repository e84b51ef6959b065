"""A channel of LINE's: who sends, with credentials, friends and a quota of its own."""

from typing import NamedTuple


class Channel(NamedTuple):
    """Who a channel is."""

    channel_id: str = "1000000001"
    secret: str = "sandbox-secret"  # noqa: S105 (everybody may know it)
    token: str = "sandbox-token"  # noqa: S105 (everybody may know it)
    """A channel access token that never expires."""
    name: str = "Sandbox"
    bot_user_id: str = f"U{'b' * 32}"
    basic_id: str = "@sandbox1"
    old_secret: str = "sandbox-old-secret"  # noqa: S105 (everybody may know it)
    """The one before it was reissued."""


DEFAULT_CHANNEL = Channel()
"""The one every sandbox has; everybody may know its credentials."""
