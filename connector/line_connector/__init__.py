"""Send, validate and track LINE messages from any workflow automation platform.

from line_connector import Connector

with Connector.from_env() as connector:
    connector.run("push_message", {"to": "U…", "messages": [{"type": "text", "text": "Hi"}]})
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from line_connector.action import Action
    from line_connector.connection import Connection
    from line_connector.errors import (
        ApiError,
        ConnectorError,
        CredentialsError,
        InputError,
        JobFailedError,
        JobUnfinishedError,
        ManifestError,
        SessionError,
        UnknownOutcomeError,
    )
    from line_connector.manifest import Manifest, load_manifest
    from line_connector.models.validation import Problem, doubts, validate
    from line_connector.output import File, Output
    from line_connector.runner import Connector
    from line_connector.session import Session

__all__ = [
    "Action",
    "ApiError",
    "Connection",
    "Connector",
    "ConnectorError",
    "CredentialsError",
    "File",
    "InputError",
    "JobFailedError",
    "JobUnfinishedError",
    "Manifest",
    "ManifestError",
    "Output",
    "Problem",
    "Session",
    "SessionError",
    "UnknownOutcomeError",
    "doubts",
    "load_manifest",
    "validate",
]

_MODULES = {
    "Action": "action",
    "Connection": "connection",
    "Connector": "runner",
    "File": "output",
    "Manifest": "manifest",
    "Output": "output",
    "Problem": "models.validation",
    "Session": "session",
    "doubts": "models.validation",
    "load_manifest": "manifest",
    "validate": "models.validation",
}
"""Where each public name lives; the errors, not listed, are in `errors`."""


def __getattr__(name: str) -> Any:
    # Imported when first used: a check of messages has no use for HTTP.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES.get(name, 'errors')}"), name)
