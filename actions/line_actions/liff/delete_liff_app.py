"""Delete a LIFF app."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.liff import LiffId
from line_connector.schema.model import Body, Input


class DeleteLiffAppInput(Input):
    """Which app."""

    liff_id: LiffId
    """ID of the app."""


class DeleteLiffApp(Action[DeleteLiffAppInput, Body]):
    """Delete a LIFF app: its LIFF URL opens nothing any more.

    Raises:
        NotFoundError: there is no such app, or it belongs to another channel.

    Source: https://developers.line.biz/en/reference/liff-server/#delete-liff-app
    """

    method = "DELETE"
    path = "/liff/v1/apps/{liffId}"
    rate_limit = "2000/s"
    idempotent = True
    example = {"liffId": "1000000001-AbcdEfgh"}
