"""Replace an OMNI scenario."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.infobip.omni.scenario import (
    OmniScenario,
    OmniScenarioBody,
    ScenarioKey,
)


class InfobipUpdateOmniScenarioInput(OmniScenario):
    """The scenario and its new definition."""

    scenario_key: ScenarioKey
    """The scenario's key."""


class InfobipUpdateOmniScenario(Action[InfobipUpdateOmniScenarioInput, OmniScenarioBody]):
    """Replace a scenario completely: absent properties are not kept.

    Raises:
        BadRequestError: the scenario is malformed.
        NotFoundError: no scenario has this key.
        ConflictError: the scenario is not valid.
        RateLimitError: more than 40 updates in 10 minutes.

    Source: https://www.infobip.com/docs/api/channels/omni-failover
    """

    method = "PUT"
    path = "/omni/1/scenarios/{scenarioKey}"
    idempotent = True
    rate_limit = "40/10min"
    example = {
        "scenarioKey": "CC9F01A5DC7BEE2C2B829D203482A654",
        "name": "LINE, else SMS",
        "flow": [
            {"channel": "LINE", "from": "ACME-OA"},
            {"channel": "SMS", "from": "ACME"},
        ],
        "default": True,
    }
