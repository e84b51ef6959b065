"""What every message object has, whatever its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from line_connector.schema.lengths import Utf16Length
from line_connector.schema.model import Input
from line_connector.schema.union import Late

if TYPE_CHECKING:
    from line_connector.models.line.quick_reply import QuickReply
    from line_connector.models.line.sender import Sender

    LateQuickReply: TypeAlias = QuickReply
    LateSender: TypeAlias = Sender
else:
    LateQuickReply = Annotated[Any, Late("line_connector.models.line.quick_reply:QuickReply")]
    LateSender = Annotated[Any, Late("line_connector.models.line.sender:Sender")]


class MessageProperties(Input):
    """What every message object has."""

    quick_reply: LateQuickReply | None = None
    """Buttons below the message; only the last message of a request shows them."""

    sender: LateSender | None = None
    """Another name and icon for this message."""


class AltTextProperties(MessageProperties):
    """What a message has that notifications and old devices cannot show as it is."""

    alt_text: Annotated[str, Utf16Length(1500, least=1)]
    """Text for notifications and for devices that cannot show the message, 1 to 1500
    characters."""
