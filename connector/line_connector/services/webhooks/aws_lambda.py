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
    """Return the function that AWS calls with a request, in any of its formats.

    Args:
        receiver: authenticates webhooks and writes their events down.
        account: the only account to receive for.
    """

    def handle(event: Mapping[str, Any], _: object) -> dict[str, Any]:
        text = event.get("body") or ""
        is_encoded = event.get("isBase64Encoded")
        body = base64.b64decode(text) if is_encoded else text.encode(errors="surrogatepass")
        signature = find_signature(_headers(event))
        answered = answer_line(receiver, body, signature, account)
        return {
            "statusCode": answered.status.value,
            **_content_type(event),
            "body": json.dumps(answered.body),
            "isBase64Encoded": False,
        }

    return handle


def _headers(event: Mapping[str, Any]) -> Mapping[str, str]:
    """Return a request's headers, the last value of each.

    A load balancer sends either `headers` or `multiValueHeaders`, as its target group is set.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
    """
    if _has_multi_value_headers(event):
        several = event["multiValueHeaders"].items()
        return {name: values[-1] for name, values in several if values}
    return event.get("headers") or {}


def _content_type(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer's headers in the form that the request has."""
    name, value = "content-type", "application/json"
    if _has_multi_value_headers(event):
        return {"multiValueHeaders": {name: [value]}}
    return {"headers": {name: value}}


def _has_multi_value_headers(event: Mapping[str, Any]) -> bool:
    """Tell whether a request has these only; API Gateway sends both."""
    return not event.get("headers") and bool(event.get("multiValueHeaders"))
