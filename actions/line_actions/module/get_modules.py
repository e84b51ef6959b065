"""List the accounts that a module channel is attached to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.ids import ContinuationToken
from line_connector.paging import Pages
from line_connector.schema.model import Body, Input


class GetModulesInput(Input):
    """Which page, and how long it may be."""

    start: ContinuationToken = None

    limit: Annotated[int, Field(ge=1, le=100)] | None = None
    """Accounts on a page at most; 100 if absent."""


class ModuleBot(Body):
    """An account's bot."""

    user_id: str
    """Its user ID."""

    basic_id: str
    """Its basic ID: `@628…`."""

    premium_id: str | None = None
    """Its premium ID; absent where it has none."""

    display_name: str
    """Its name."""

    picture_url: str | None = None
    """Address of its picture (HTTPS); absent where there is none."""


class GetModulesBody(Body):
    """One page of accounts."""

    bots: list[ModuleBot]
    """The accounts' bots."""

    next: str | None = None
    """Continuation token for the next page, for 24 hours; absent on the last one."""


class GetModules(Action[GetModulesInput, GetModulesBody]):
    """List the accounts that the module channel is attached to, page by page.

    Raises:
        BadRequestError: the continuation token is unknown or older than 24 hours.

    Source: https://developers.line.biz/en/reference/partner-docs/#get-multiple-bot-info-api
    """

    method = "GET"
    path = "/v2/bot/list"
    rate_limit = "2000/s"
    pages = Pages("bots")
    example = {"limit": 100}
