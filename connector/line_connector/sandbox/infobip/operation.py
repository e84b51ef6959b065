"""One of Infobip's operations, as a row of its chapter's table."""

from collections.abc import Callable
from dataclasses import dataclass

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.infobip.errors import Refuse
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

Handler = Callable[[State, Request], Response]


@dataclass(frozen=True)
class Operation:
    """One of Infobip's operations."""

    name: str
    """Ours, for the setting `rateLimits`; Infobip has no public names."""
    method: str
    path: str
    """Segments in braces are parameters."""
    handler: Handler
    refuse: Refuse
    limit: Limit | None = None
    needs_credentials: bool = True
    xml_root: str = ""
    """The root of a response in XML; empty: a success is in JSON only."""
