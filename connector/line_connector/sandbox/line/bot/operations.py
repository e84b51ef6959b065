"""Who the account is."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.seeds import ACCOUNT
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.get("getBotInfo", "info")
def get_bot_info(_: State, __: Request) -> Response:
    """Answer with the account's names and chat settings."""
    return json_response(ACCOUNT)
