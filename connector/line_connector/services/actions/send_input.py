"""What the endpoint that sends takes and returns. Needs no web framework: documents describe it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from line_connector.schema.problems import Problem
from line_connector.sending.content import Content

PATH = "/v1/send"

JSON_FIELDS = ("values", "messages")
"""Fields whose value is JSON in a form."""


class SendInput(Content):
    """What to send, and to whom."""

    to: str | None = None
    """IDs and names of the service's configuration file, separated by commas; its default recipient
    if absent."""

    def errors(self) -> Iterator[Problem]:
        """Yield what does not go together."""
        yield from super().errors()
        if self.to is None and "to" in self.model_fields_set:
            # A value that a client did not find must not become the default recipient.
            yield Problem(("to",), "must not be null; leave it out for the default recipient")


_RESULTS: dict[str, Any] = {
    "type": "array",
    "description": "What came of each recipient.",
    "items": {
        "type": "object",
        "properties": {
            "to": {"type": "string", "description": "The recipient's ID."},
            "status": {"type": "string", "description": "sent, refused, unknown or not_sent."},
            "retry_key": {"type": "string", "description": "The retry key that LINE got."},
            "output": {"type": "object", "description": "LINE's response."},
            "error": {"type": "object", "description": "Why it was not sent."},
        },
        "required": ["to", "status", "retry_key"],
    },
}

SENT_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "retry_key": {
            "type": "string",
            "description": "With it as Idempotency-Key, the same request sends nothing twice.",
        },
        "results": _RESULTS,
    },
    "required": ["retry_key", "results"],
}
"""The schema of a success."""

ALERTS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"deliveries": _RESULTS},
    "required": ["deliveries"],
}
"""The schema of a success where a webhook was sent."""
