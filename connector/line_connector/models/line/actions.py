"""What a tap does: action objects.

How long a label may be, and whether it may be absent, depends on where the action stands:
`line_connector.models.line.action_places` says so.

Source: https://developers.line.biz/en/reference/messaging-api/#action-objects
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.schema.lengths import GraphemeLength, Utf16Length
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, warning
from line_connector.schema.urls import ActionUri, LinkUri


class PostbackAction(Input):
    """Send a postback event to the webhook.

    Source: https://developers.line.biz/en/reference/messaging-api/#postback-action
    """

    type: Literal["postback"] = "postback"

    label: str | None = None
    """Text on the button."""

    data: Annotated[str, Utf16Length(300, least=0)]
    """String that the postback event brings to the webhook, at most 300 characters."""

    display_text: Annotated[str, GraphemeLength(300)] | None = None
    """Text that appears in the chat as the user's own message, at most 300 characters."""

    text: Annotated[str, GraphemeLength(300)] | None = None
    """Deprecated, use `displayText`: text that is sent as the user's message as well."""

    input_option: Literal["closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"] | None = (
        None
    )
    """What the tap does to the input field: open or close the rich menu, open the keyboard, or
    open voice input."""

    fill_in_text: Annotated[str, GraphemeLength(300)] | None = None
    """Text that is filled into the input field when `inputOption` is `openKeyboard`, at most
    300 characters."""

    def errors(self) -> Iterator[Problem]:
        """Yield what cannot go together."""
        if self.text is not None and self.display_text is not None:
            yield Problem(("text",), "must not be given together with displayText")

    def warnings(self) -> Iterator[Problem]:
        """Yield a text for a keyboard that does not open."""
        if self.fill_in_text is not None and self.input_option != "openKeyboard":
            yield warning(("fillInText",), "may be refused without inputOption openKeyboard")


class MessageAction(Input):
    """Send a text as the user's message.

    Source: https://developers.line.biz/en/reference/messaging-api/#message-action
    """

    type: Literal["message"] = "message"

    label: str | None = None
    """Text on the button."""

    text: Annotated[str, GraphemeLength(300, least=1)]
    """Text that is sent, 1 to 300 characters."""


class AltUri(Input):
    """Another address for another kind of device."""

    desktop: LinkUri | None = None
    """URI to open in LINE for macOS and Windows, at most 1000 characters. Flex messages only."""


class UriAction(Input):
    """Open an address.

    Source: https://developers.line.biz/en/reference/messaging-api/#uri-action
    """

    type: Literal["uri"] = "uri"

    label: str | None = None
    """Text on the button."""

    uri: ActionUri
    """URI to open: http, https, line or tel, percent-encoded, at most 1000 characters."""

    alt_uri: AltUri | None = None
    """Address to open on a desktop instead."""


class CameraAction(Input):
    """Open the camera. Quick replies only.

    Source: https://developers.line.biz/en/reference/messaging-api/#camera-action
    """

    type: Literal["camera"] = "camera"

    label: str | None = None
    """Text on the button."""


class CameraRollAction(Input):
    """Open the pictures on the device. Quick replies only.

    Source: https://developers.line.biz/en/reference/messaging-api/#camera-roll-action
    """

    type: Literal["cameraRoll"] = "cameraRoll"

    label: str | None = None
    """Text on the button."""


class LocationAction(Input):
    """Open the choice of a place. Quick replies only.

    Source: https://developers.line.biz/en/reference/messaging-api/#location-action
    """

    type: Literal["location"] = "location"

    label: str | None = None
    """Text on the button."""


class RichMenuSwitchAction(Input):
    """Show another rich menu. Rich menus only.

    Source: https://developers.line.biz/en/reference/messaging-api/#richmenu-switch-action
    """

    type: Literal["richmenuswitch"] = "richmenuswitch"

    label: str | None = None
    """Text for accessibility features."""

    rich_menu_alias_id: Annotated[str, Utf16Length(32)]
    """Alias of the rich menu to show, at most 32 characters."""

    data: Annotated[str, Utf16Length(300, least=0)]
    """String that the postback event brings to the webhook, at most 300 characters."""

    def warnings(self) -> Iterator[Problem]:
        """Yield an alias that no rich menu can have, so that a tap would show none."""
        if not re.fullmatch("[a-z0-9_-]{1,32}", self.rich_menu_alias_id):
            text = "no rich menu can have this alias: only a-z, 0-9, _ and -"
            yield warning(("richMenuAliasId",), text)


class ClipboardAction(Input):
    """Copy a text to the clipboard.

    Source: https://developers.line.biz/en/reference/messaging-api/#clipboard-action
    """

    type: Literal["clipboard"] = "clipboard"

    label: str | None = None
    """Text on the button."""

    clipboard_text: Annotated[str, Utf16Length(1000, least=1)]
    """Text to copy, 1 to 1000 characters."""
