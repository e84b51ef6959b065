"""Create an OMNI scenario."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.infobip.omni.scenario import OmniScenario, OmniScenarioBody


class InfobipCreateOmniScenario(Action[OmniScenario, OmniScenarioBody]):
    """Define which channels are tried in which order; the response has the scenario's `key`.

    Infobip's reference promises 201, its guide 200; both are a success.

    Raises:
        BadRequestError: the scenario is malformed.
        ConflictError: the scenario is not valid, or the account may have no other.
        RateLimitError: more than 20 scenarios in 10 minutes.

    Source: https://www.infobip.com/docs/api/channels/omni-failover
    """

    method = "POST"
    path = "/omni/1/scenarios"
    success = frozenset({200, 201})
    rate_limit = "20/10min"
    example = {
        "name": "LINE, else SMS",
        "flow": [
            {"channel": "LINE", "from": "ACME-OA"},
            {"channel": "SMS", "from": "ACME"},
        ],
        "default": False,
    }
