"""What a message is known by, whoever wrote it."""

from line_connector.sandbox.state import State


def new_message_id(state: State) -> str:
    """Make the ID of a message: 18 digits today, which mean nothing."""
    return str(5 * 10**17 + state.random.below(10**17))


def new_quote_token(state: State) -> str:
    """Make the token with which a message can be quoted."""
    return state.random.token_urlsafe(120)
