"""Who the account is."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.seeds import CHAT_SETTINGS
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.get("getBotInfo", "info")
def get_bot_info(state: State, _: Request) -> Response:
    """Answer with the account's names and chat settings."""
    channel = state.channel
    account = {
        "userId": channel.bot_user_id,
        "basicId": channel.basic_id,
        "displayName": channel.name,
    }
    return json_response({**account, **CHAT_SETTINGS})
