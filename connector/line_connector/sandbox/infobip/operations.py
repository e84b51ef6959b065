"""Infobip's operations: where, how they refuse, how often they may be called, and what answers."""

from collections.abc import Callable
from dataclasses import dataclass

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.infobip.authentication import (
    create_access_token,
    create_session,
    destroy_session,
)
from line_connector.sandbox.infobip.errors import Refuse, api_error, oauth_error, request_error
from line_connector.sandbox.infobip.logs import get_omni_logs
from line_connector.sandbox.infobip.omni import send_omni_message
from line_connector.sandbox.infobip.reports import get_line_reports, get_omni_reports
from line_connector.sandbox.infobip.scenarios import (
    create_scenario,
    get_scenario,
    list_scenarios,
    update_scenario,
)
from line_connector.sandbox.infobip.sending import send_line_message, send_line_messages
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

Handler = Callable[[State, Request], Response]

AUTHENTICATION = Limit(10, 1)
TEN_MINUTES = 600


@dataclass(frozen=True)
class Operation:
    """One of Infobip's operations."""

    name: str
    """Ours, for the setting `rateLimits`; Infobip has no public names."""
    method: str
    path: str
    answer: Handler
    refuse: Refuse
    limit: Limit | None = None
    needs_credentials: bool = True
    xml_root: str = ""
    """The root of an answer in XML; empty: success is told in JSON only."""


def _omni(
    name: str, method: str, path: str, answer: Handler, xml_root: str, limit: Limit | None = None
) -> Operation:
    return Operation(
        name, method, f"/omni/1/{path}", answer, request_error, limit, xml_root=xml_root
    )


OPERATIONS = (
    Operation(
        "createAuthSession",
        "POST",
        "/auth/1/session",
        create_session,
        request_error,
        AUTHENTICATION,
        needs_credentials=False,
    ),
    Operation(
        "destroyAuthSession",
        "DELETE",
        "/auth/1/session",
        destroy_session,
        request_error,
        AUTHENTICATION,
    ),
    Operation(
        "createAccessToken",
        "POST",
        "/auth/1/oauth2/token",
        create_access_token,
        oauth_error,
        AUTHENTICATION,
        needs_credentials=False,
    ),
    Operation("sendLineMessages", "POST", "/line/1/messages", send_line_messages, api_error),
    Operation("getLineReports", "GET", "/line/1/reports", get_line_reports, api_error),
    Operation("sendLineMessage", "POST", "/line/1/single", send_line_message, request_error),
    _omni(
        "createOmniScenario",
        "POST",
        "scenarios",
        create_scenario,
        "scenario",
        Limit(20, TEN_MINUTES),
    ),
    _omni("listOmniScenarios", "GET", "scenarios", list_scenarios, "scenariosResponse"),
    _omni("getOmniScenario", "GET", "scenarios/{scenarioKey}", get_scenario, "scenario"),
    _omni(
        "updateOmniScenario",
        "PUT",
        "scenarios/{scenarioKey}",
        update_scenario,
        "scenario",
        Limit(40, TEN_MINUTES),
    ),
    _omni("sendOmniMessage", "POST", "advanced", send_omni_message, "omniResponse"),
    _omni("getOmniReports", "GET", "reports", get_omni_reports, "omniReportsResponse"),
    _omni("getOmniLogs", "GET", "logs", get_omni_logs, "omniLogsResponse", Limit(120, 60)),
)
