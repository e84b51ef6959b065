"""The receiver as an AWS Lambda function behind a function URL, API Gateway or a load balancer.

A function ends with its answer, so it only writes events down: in a PostgreSQL database, from which
a process of `line-connector listen` with the same handlers delivers them.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from line_connector.services.webhooks.answers import answer_line
from line_connector.services.webhooks.receiver import Receiver
from line_connector.webhooks.signature import find_signature


def lambda_handler(
    receiver: Receiver, account: str | None = None
) -> Callable[[Mapping[str, Any], object], dict[str, Any]]:
    """Return the function that AWS calls with a request, in either version of its format.

    Args:
        receiver: authenticates webhooks and writes their events down.
        account: the only account to receive for.
    """

    def handle(event: Mapping[str, Any], _: object) -> dict[str, Any]:
        text = event.get("body") or ""
        body = base64.b64decode(text) if event.get("isBase64Encoded") else text.encode()
        signature = find_signature(event.get("headers") or {})
        answered = answer_line(receiver, body, signature, account)
        return {
            "statusCode": answered.status.value,
            "headers": {"content-type": "application/json"},
            "body": json.dumps(answered.body),
        }

    return handle
