"""What identifies a request and its client. Needs no web framework: documents use it too."""

from __future__ import annotations

from dataclasses import dataclass

API_KEY = "X-API-Key"
"""The header with the API key; `Authorization: Bearer` is the other way to send it."""

REQUEST_ID = "X-Request-Id"
"""The header with a request's ID in the log: the caller's or ours; in every response."""


@dataclass(frozen=True)
class Client:
    """An authenticated client. A service adds what the client may do."""

    name: str

    @property
    def is_limited(self) -> bool:
        """Whether it may not see what concerns other clients."""
        return False
