"""A question as it stands, as JSON Schema: what every service returns."""

from __future__ import annotations

from typing import Any

_STRING = {"type": "string"}
_NULL = {"type": "null"}

_ANSWER: dict[str, Any] = {
    "type": "object",
    "description": "Who answered what, and when.",
    "properties": {
        "value": {"type": "string", "description": "The answer."},
        "label": {"type": "string", "description": "The same as people see it."},
        "position": {"type": "integer", "description": "That of the choice, from 0."},
        "user_id": {"anyOf": [_STRING, _NULL], "description": "The user's ID."},
        "user_name": {"anyOf": [_STRING, _NULL], "description": "The user's name in LINE."},
        "at": {"type": "string", "format": "date-time", "description": "When."},
        "recipient": {"type": "string", "description": "ID of the chat where it was given."},
    },
}

ASKED_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "description": "The question's ID."},
        "state": {
            "type": "string",
            "description": "open, answered, expired or cancelled.",
        },
        "answer": {"anyOf": [_ANSWER, _NULL], "description": "Null until there is one."},
        "question": {"type": "object", "description": "What was asked."},
        "asked_at": {"type": "string", "format": "date-time", "description": "When."},
        "expires_at": {
            "type": "string",
            "format": "date-time",
            "description": "Until when it can be answered.",
        },
        "sent": {
            "type": "array",
            "description": "What became of the card for each recipient.",
            "items": {"type": "object"},
        },
    },
    "required": ["id", "state", "answer"],
}
"""The schema of a question as it stands."""
