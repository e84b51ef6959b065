"""Read one OMNI scenario."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.infobip.omni.scenario import OmniScenarioBody, ScenarioKey
from line_connector.schema.model import Input


class InfobipGetOmniScenarioInput(Input):
    """The scenario."""

    scenario_key: ScenarioKey
    """The scenario's key."""


class InfobipGetOmniScenario(Action[InfobipGetOmniScenarioInput, OmniScenarioBody]):
    """Read a scenario: its name, its channels in order, and whether it is the default.

    Raises:
        NotFoundError: no scenario has this key.

    Source: https://www.infobip.com/docs/api/channels/omni-failover
    """

    method = "GET"
    path = "/omni/1/scenarios/{scenarioKey}"
    rate_limit = "unpublished"
    example = {"scenarioKey": "CC9F01A5DC7BEE2C2B829D203482A654"}
