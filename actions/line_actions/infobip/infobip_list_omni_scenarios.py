"""List OMNI scenarios."""

from __future__ import annotations

from typing import Annotated

from line_connector.action import Action
from line_connector.models.infobip.omni.scenario import OmniScenariosBody
from line_connector.schema.model import Input
from line_connector.schema.numbers import LARGEST_INT32, Boolean, Integer


class InfobipListOmniScenariosInput(Input):
    """Filters for the scenarios, and paging."""

    is_default: Boolean | None = None
    """True: only the account's default scenario."""

    limit: Annotated[int, Integer(0, LARGEST_INT32)] | None = None
    """Maximum number of scenarios per page. 100 if absent."""

    page: Annotated[int, Integer(0, LARGEST_INT32)] | None = None
    """Page, from 0. The first if absent; the number of pages is not returned."""


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
