"""Send a request to an operation that has no action yet."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from line_connector.action import Action
from line_connector.http.body import Json
from line_connector.http.request import Request
from line_connector.models.any_json import AnyJson
from line_connector.schema.model import Body, Input


class LineRequestInput(Input):
    """What to send."""

    method: Literal["GET", "POST", "PUT", "DELETE"]
    """HTTP method."""

    path: Annotated[str, Field(pattern=r"^(/[A-Za-z0-9_~%.\-]*[A-Za-z0-9_~%\-])+$")]
    """Path from `/`, percent-encoded, such as `/v2/bot/info`; no host and no query."""

    query: dict[str, str | int | bool | list[str]] | None = None
    """Query parameters."""

    body: AnyJson = None
    """JSON body; absent, none is sent."""

    host: Literal["api", "data"] = "api"
    """`data` for content: message content, rich menu images, audience files."""


class LineRequest(Action[LineRequestInput, Body]):
    """Send any request to LINE, with the connection's credentials.

    For operations that have no action yet. Nothing of it is checked but its form, it carries no
    retry key, and only a GET is sent again after a fault.

    Source: https://developers.line.biz/en/reference/messaging-api/
    """

    method = "POST"
    path = "/"
    effect = "sends_to_many"  # it can be any operation
    reads_with = {"method": "GET"}
    rate_limit = "2000/s"
    example = {"method": "GET", "path": "/v2/bot/info"}

    @classmethod
    def request(cls, data: LineRequestInput) -> Request:
        """Return the request as it was described."""
        return Request(
            method=data.method,
            host="data_url" if data.host == "data" else "url",
            path=data.path,
            query=data.query or {},
            body=None if data.body is None else Json(data.body),
            idempotent=data.method == "GET",
            success=frozenset(range(200, 300)),
        )
