"""The calls of the matrix: each sort of operation, as a retry sees it, several times over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from line_connector import Connector, load_manifest
from line_connector.http.retry import (
    Backoff,
    RetryConnectionFaults,
    RetryPolicy,
    RetryRateLimits,
    RetryServerErrors,
)

MAX_ANSWER = "max_response_bytes"
"""The connection's setting: bytes that an answer may have."""

TOTAL_TIMEOUT = "total_timeout"
"""The connection's setting: seconds that one try may take from first to last byte."""

TRIES = 3
_SOON = Backoff(tries=TRIES, first=0.01, longest=0.05)
RETRIES: tuple[RetryPolicy, ...] = (
    RetryConnectionFaults(_SOON),
    RetryServerErrors(_SOON),
    RetryRateLimits(_SOON),
)

MANIFEST = load_manifest()

CREDENTIALS: dict[str, dict[str, str]] = {
    "line": {"token": "fixed-token"},
    "infobip": {"api_key": "fixed-key"},
}

Sort = Literal["keyed", "resent", "idempotent", "keyless"]
"""Why a call may be sent again after a lost answer: for its key, because the caller asked for it,
because it changes nothing; or why not."""


class Call(NamedTuple):
    """One call, and how the provider says that it was carried out."""

    name: str
    action: str
    sort: Sort
    status: int
    changes: Mapping[str, Any]

    @property
    def provider(self) -> str:
        return MANIFEST.action(self.action).connection

    @property
    def raw(self) -> dict[str, Any]:
        return {**MANIFEST.action(self.action).action.example, **self.changes}

    @property
    def tries(self) -> int:
        """How often it is sent when every answer is lost."""
        return 1 if self.sort == "keyless" else TRIES

    def connector(self, url: str, **settings: Any) -> Connector:
        values = {"url": url, **CREDENTIALS[self.provider], **settings}
        return Connector({self.provider: values}, MANIFEST, RETRIES)

    def run(self, connector: Connector) -> Any:
        return connector.run(self.action, self.raw)


def _call(
    action: str, sort: Sort, status: int = 200, name: str | None = None, **changes: Any
) -> Call:
    return Call(name or action, action, sort, status, changes)


TEXT = [{"type": "text", "text": "Hi"}]

PUSH = _call("push_message", "keyed")
REPLY = _call("reply_message", "keyless")
QUOTA = _call("get_message_quota", "idempotent")
INFOBIP = _call("infobip_send_line_messages", "keyless")

CALLS = (
    PUSH,
    _call("multicast", "keyed"),
    _call("broadcast", "keyed"),
    _call("narrowcast", "keyed", 202),
    REPLY,
    _call("validate_push", "idempotent"),
    _call("show_loading_animation", "idempotent", 202),
    QUOTA,
    INFOBIP,
    _call("infobip_send_line_messages", "resent", name="infobip_resend", resend=True),
    _call("infobip_create_omni_scenario", "keyless", 201),
)
"""Every sort of call, of both providers."""

FEW = (PUSH, REPLY, QUOTA)
"""One of each sort that LINE has, for what takes long."""

BODY = json.dumps({"sentMessages": []}).encode()
"""What every call takes for an answer."""
