"""Somebody tapped what has a postback action, a datetime picker or a rich menu switch.

Source: https://developers.line.biz/en/reference/messaging-api/#postback-event
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

from line_connector.json_values import is_object
from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.received import Received
from line_connector.schema.variants import OpenEnum, by, variant


class DatetimePostbackParams(Received):
    """What somebody picked with a datetime picker: one of the three, as its mode was."""

    date: str | None = None
    """`2017-12-25`."""

    time: str | None = None
    """`01:00`."""

    datetime: str | None = None
    """`2017-12-25T01:00`, in no time zone."""


class RichMenuSwitchPostbackParams(Received):
    """Which rich menu somebody switched to."""

    new_rich_menu_alias_id: str | None = None
    """Alias of the rich menu; absent if it could not be switched to."""

    status: Annotated[
        str, OpenEnum("SUCCESS", "RICHMENU_ALIAS_ID_NOTFOUND", "RICHMENU_NOTFOUND", "FAILED")
    ]
    """Whether it was switched, and if not, why."""


class UnknownPostbackParams(Received):
    """Other parameters, or none."""


def _kind(value: Any) -> str:
    names: Collection[str] = value if is_object(value) else getattr(value, "model_fields_set", ())
    if any(name in names for name in ("date", "time", "datetime")):
        return "datetime"
    return "richMenuSwitch" if "status" in names else ""


PostbackParams = Annotated[
    Annotated[DatetimePostbackParams, variant("datetime")]
    | Annotated[RichMenuSwitchPostbackParams, variant("richMenuSwitch")]
    | Annotated[UnknownPostbackParams, variant()],
    by(_kind),
]
"""What an action adds to its data."""


class PostbackContent(Received):
    """What an action sends back."""

    data: str
    """The action's data."""

    params: PostbackParams | None = None
    """What the datetime picker or the rich menu switch adds."""


class PostbackEvent(Event):
    """Somebody tapped what has a postback action, a datetime picker or a rich menu switch."""

    type: str = "postback"
    """Type of the event."""

    postback: PostbackContent
    """What the action sends back."""
