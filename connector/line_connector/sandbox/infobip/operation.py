"""Infobip's operations, and what each request passes before its handler."""

import json
from dataclasses import dataclass, replace
from typing import Any

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.infobip.auth.credentials import check_credentials
from line_connector.sandbox.infobip.errors import Refuse, api_error, request_error
from line_connector.sandbox.infobip.markup import XML, to_xml
from line_connector.sandbox.operation import Operation, Operations
from line_connector.sandbox.rate_limits import spend_call
from line_connector.sandbox.state import State


@dataclass(frozen=True)
class InfobipOperation(Operation):
    """An operation of Infobip's, which has no public names: they are ours."""

    refuse: Refuse = request_error
    xml_root: str = ""
    """The root of a response in XML; empty: a success is in JSON only."""

    def check_access(self, state: State, request: Request) -> None:
        """Refuse what reaches no handler; in which order Infobip checks is not known."""
        if self.needs_credentials:
            check_credentials(state, request, self.refuse)
        if not spend_call(state, self.name, self.limit):
            raise self.refuse(429)

    def formatted(self, request: Request, response: Response) -> Response:
        """Write a response in XML if that is all the client accepts."""
        root = self.xml_root
        if response.status >= 400:
            root = "ApiError" if self.refuse is api_error else "ApiException"
        accepted = request.headers.get("accept", "")
        if not root or XML not in accepted or "json" in accepted or "*/*" in accepted:
            return response
        content = to_xml(root, json.loads(response.content))
        return replace(response, content=content, content_type=XML)


class InfobipOperations(Operations):
    """The operations of a chapter of Infobip's; most of them refuse in the same form."""

    def __init__(self, root: str, refuse: Refuse, **defaults: Any) -> None:
        super().__init__(root, InfobipOperation, refuse=refuse, **defaults)
