"""The loading animation in a one-on-one chat."""

from line_connector.sandbox.exchange import Answer, Call, json_answer
from line_connector.sandbox.line.validation import read_request
from line_connector.sandbox.state import State


def show_loading_animation(_: State, call: Call) -> Answer:
    """Accept the wish; LINE does so even for users who will see nothing."""
    read_request(call, "loading")
    return json_answer({}, 202)
