"""Resources: the history of sends, and the format of messages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property

from mcp.types import Resource, ResourceTemplate, TextResourceContents

from line_connector.manifest import ActionSpec
from line_connector.services.mcp.guide import Guide
from line_connector.services.mcp.sender import Sender

SENT = "line-connector://sent"
MESSAGES = "line-connector://messages"
_OBJECT = "line-connector://objects/"


RESOURCES = [
    Resource(
        name="sent",
        uri=SENT,
        title="Sent",
        description=(
            "The sends of this process, newest first: recipients, time, retry key and outcome. "
            "Read this after a call was interrupted."
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
TEMPLATES = [
    ResourceTemplate(
        name="object",
        uri_template=_OBJECT + "{name}",
        title="Object format",
        description="An object in a message, such as Bubble; see messages.",
        mime_type="text/markdown",
    )
]


class Resources:
    """What the resources of a server hold."""

    def __init__(self, sender: Sender, specs: Sequence[ActionSpec]) -> None:
        self._sender = sender
        self._specs = specs

    @cached_property
    def _guide(self) -> Guide:
        return Guide(self._specs)

    def read(self, uri: str) -> TextResourceContents:
        """Return a resource.

        Raises:
            KeyError: the URI is unknown.
        """
        if uri == SENT:
            sent = {"sent": [entry.to_dict() for entry in self._sender.history()]}
            text = json.dumps(sent, ensure_ascii=False, indent=2)
            return TextResourceContents(uri=uri, mime_type="application/json", text=text)
        if uri == MESSAGES:
            text = self._guide.messages()
        elif uri.startswith(_OBJECT):
            text = self._guide.object(uri.removeprefix(_OBJECT))
        else:
            raise KeyError(uri)
        return TextResourceContents(uri=uri, mime_type="text/markdown", text=text)
