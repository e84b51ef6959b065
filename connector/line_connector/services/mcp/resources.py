"""Resources: the history of sends, and the format of messages."""

from __future__ import annotations

import json

from mcp.types import Resource, ResourceTemplate, TextResourceContents

from line_connector.services.mcp.guide import Guide
from line_connector.services.mcp.history import History

SENT = "line-connector://sent"
MESSAGES = "line-connector://messages"
_OBJECT = "line-connector://objects/"


class Resources:
    """The resources of a server."""

    def __init__(self, history: History, guide: Guide) -> None:
        self._history = history
        self._guide = guide

    def listed(self) -> list[Resource]:
        """Return the resources with a fixed URI."""
        return [
            Resource(
                name="sent",
                uri=SENT,
                title="Sent",
                description=(
                    "The sends of this process, newest first: recipients, time, retry key and "
                    "outcome. Read this after a call was interrupted."
                ),
                mime_type="application/json",
            ),
            Resource(
                name="messages",
                uri=MESSAGES,
                title="Message formats",
                description="Every kind of message with its properties and their limits.",
                mime_type="text/markdown",
            ),
        ]

    def templates(self) -> list[ResourceTemplate]:
        """Return the resources with a URI template."""
        return [
            ResourceTemplate(
                name="object",
                uri_template=_OBJECT + "{name}",
                title="Object format",
                description="An object in a message, such as Bubble; see messages.",
                mime_type="text/markdown",
            )
        ]

    def read(self, uri: str) -> TextResourceContents:
        """Return a resource.

        Raises:
            KeyError: the URI is unknown.
        """
        if uri == SENT:
            text = json.dumps(self._history.to_dict(), ensure_ascii=False, indent=2)
            return TextResourceContents(uri=uri, mime_type="application/json", text=text)
        if uri == MESSAGES:
            text = self._guide.messages()
        elif uri.startswith(_OBJECT):
            text = self._guide.object(uri.removeprefix(_OBJECT))
        else:
            raise KeyError(uri)
        return TextResourceContents(uri=uri, mime_type="text/markdown", text=text)
