"""Infobip, as the sandbox emulates it."""

import json
from collections.abc import Mapping, Sequence

from line_connector.sandbox.exchange import Response
from line_connector.sandbox.infobip import seeds
from line_connector.sandbox.infobip.delivery import failovers, pushes
from line_connector.sandbox.infobip.delivery.flow import advance_messages
from line_connector.sandbox.infobip.delivery.pusher import Pusher
from line_connector.sandbox.infobip.errors import api_error, request_error
from line_connector.sandbox.infobip.settings import InfobipSettings
from line_connector.sandbox.provider import Provider
from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source

PATHS = ("/line/1/", "/omni/", "/auth/1/")


class Infobip(Provider):
    """Infobip's LINE and OMNI APIs."""

    name = "infobip"
    package = "line_connector.sandbox.infobip"
    settings = InfobipSettings

    def owns(self, path: str) -> bool:
        """Tell whether a path begins as one of Infobip's."""
        return path.startswith(PATHS)

    def headers(self, request_id: str) -> Mapping[str, str]:
        """Return the headers of every response."""
        return {"x-request-id": request_id}

    def refuse_path(self, path: str, status: int) -> Response:
        """Refuse an unknown path or method."""
        refuse = api_error if path.startswith("/line/") else request_error
        return refuse(status).response

    def catch_up(self, state: State) -> None:
        """Let everything happen to messages that is due."""
        advance_messages(state)

    @property
    def sources(self) -> Sequence[Source]:
        """Return failovers, reports that are to be pushed, and the pushes."""
        return (failovers.SOURCE, *pushes.SOURCES)

    def worker(self, state: State) -> Pusher:
        """Make the task that pushes reports."""
        return Pusher(state)

    def seed(self, state: State) -> None:
        """Put in the default scenario."""
        state.db.execute(
            "INSERT INTO scenarios (key, scenario, is_default) VALUES (?, ?, 1)",
            (seeds.DEFAULT_SCENARIO_KEY, json.dumps(seeds.DEFAULT_SCENARIO)),
        )

    def refusal(self, name: str, path: str) -> Response:
        """Return a refusal that a fault asks for; Infobip has no monthly limit."""
        return self.refuse_path(path, 401 if name == "tokenRevoked" else 429)

    def environment(self, url: str) -> Mapping[str, str]:
        """Return the address and the API key."""
        return {"INFOBIP_URL": url, "INFOBIP_API_KEY": seeds.API_KEY}
