"""What can be set about the sandbox, at its start or later over the control API."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

BySettings = Mapping[type[Any], Any]
"""Settings by their kind: a frozen dataclass for what is shared, and one for each provider."""


@dataclass(frozen=True)
class SharedSettings:
    """The settings that concern all providers, and their defaults."""

    rate_limits: bool | Mapping[str, Mapping[str, float]] = True
    """Off, on, or on with other limits for some operations: {"multicast": {"calls": 3,
    "seconds": 60}}. They are called by LINE's operationId; Infobip's are in its `operations`."""

    most_logged: int = 64 * 1024 * 1024
    """Characters of the newest requests and responses that are kept: enough for a long test."""

    most_received: int = 256 * 1024 * 1024
    """Characters of the newest deliveries that are kept, whatever the number of recipients."""


def change(settings: BySettings, changes: Mapping[str, Any]) -> BySettings:
    """Return settings with some changed, given by their Python names."""
    return {
        kind: replace(
            each,
            **{field.name: changes[field.name] for field in fields(kind) if field.name in changes},
        )
        for kind, each in settings.items()
    }


def camel_case(name: str) -> str:
    """Return the name a setting has in the control API."""
    return re.sub("_(.)", lambda match: match[1].upper(), name)


def snake_case(name: str) -> str:
    """Return the name a setting has in Python."""
    return re.sub("[A-Z]", lambda match: f"_{match[0].lower()}", name)
