"""Webhook."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.get("getWebhookEndpoint", "channel/webhook/endpoint")
def get_webhook_endpoint(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({"endpoint": "https://example.com/test", "active": True})


@operations.put("setWebhookEndpoint", "channel/webhook/endpoint")
def set_webhook_endpoint(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({})


@operations.post("testWebhookEndpoint", "channel/webhook/test")
def answer_test_webhook_endpoint(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response(
        {
            "success": True,
            "timestamp": "2020-09-30T05:38:20.031Z",
            "statusCode": 200,
            "reason": "OK",
            "detail": "200",
        }
    )
