"""What a send costs of the month's messages, and what is left of them."""

from __future__ import annotations

from typing import Any

from line_connector.connector import Connector
from line_connector.errors import ConnectorError
from line_connector.manifest import ActionSpec

_LIMIT = "get_message_quota"
_USED = "get_message_quota_consumption"


def quota_for(
    connector: Connector, spec: ActionSpec, recipients: list[str] | None
) -> dict[str, Any]:
    """Return what is known of it; what is not known is said to be unknown."""
    counted = connector.manifest.action(_LIMIT).connection
    if spec.connection != counted:
        title = connector.manifest.connection(spec.connection).title
        return {"note": f"unknown: {title} has no quota that can be read"}
    cost: dict[str, Any] = {} if recipients is None else {"at_most": len(dict.fromkeys(recipients))}
    try:
        limit: int | None = connector.run(_LIMIT).body.value
        used: int = connector.run(_USED).body.total_usage
    except (ConnectorError, ValueError) as error:
        return {**cost, "note": f"limit and use unknown: {error}"}
    if limit is None:
        return {**cost, "used": used, "note": "the account has no limit"}
    left = max(limit - used, 0)
    quota: dict[str, Any] = {**cost, "limit": limit, "used": used, "left": left}
    if recipients is None:
        quota["note"] = "what it uses up is unknown: one message for each person it reaches"
    elif cost["at_most"] > left:
        quota["note"] = "more than is left: it will be refused if all of them can be reached"
    return quota
