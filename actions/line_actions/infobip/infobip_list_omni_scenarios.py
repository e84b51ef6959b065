"""List OMNI scenarios."""

from __future__ import annotations

from typing import Annotated

from line_connector.action import Action
from line_connector.models.infobip.omni.scenario import OmniScenariosBody
from line_connector.schema.model import Input
from line_connector.schema.numbers import LARGEST_INT32, Boolean, Integer


class InfobipListOmniScenariosInput(Input):
    """Which scenarios are listed."""

    is_default: Boolean | None = None
    """True: only the account's default scenario."""

    limit: Annotated[int, Integer(0, LARGEST_INT32)] | None = None
    """Most scenarios on a page. 100 if absent."""

    page: Annotated[int, Integer(0, LARGEST_INT32)] | None = None
    """Page, from 0. The first if absent; how many there are is not told."""


class InfobipListOmniScenarios(Action[InfobipListOmniScenariosInput, OmniScenariosBody]):
    """List the account's scenarios, page by page.

    Raises:
        ForbiddenError: the credentials lack the scope `omni-failover:manage`.

    Source: https://www.infobip.com/docs/api/channels/omni-failover
    """

    method = "GET"
    path = "/omni/1/scenarios"
    rate_limit = "unpublished"
    example = {"isDefault": True}
