"""List the LIFF apps of the channel."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.liff import LiffApp
from line_connector.schema.model import Body, Input


class GetAllLiffAppsInput(Input):
    """No input."""


class GetAllLiffAppsBody(Body):
    """The apps of the channel."""

    apps: list[LiffApp] = []
    """At most 30."""


class GetAllLiffApps(Action[GetAllLiffAppsInput, GetAllLiffAppsBody]):
    """List all LIFF apps of a LINE Login channel, with their settings.

    Raises:
        NotFoundError: the channel has no LIFF app.

    Source: https://developers.line.biz/en/reference/liff-server/#get-all-liff-apps
    """

    method = "GET"
    path = "/liff/v1/apps"
    rate_limit = "2000/s"
    example = {}
