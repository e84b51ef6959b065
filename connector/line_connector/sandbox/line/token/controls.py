"""Control of the channel's signing keys."""

from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("channel-keys")
def put_channel_key(state: State, fields: Fields) -> Fields:
    """Register a public key of the channel; JWTs signed with its private half name its `kid`."""
    # PyJWT is only loaded for those who sign: it takes a fifth of a second.
    from line_connector.sandbox.line.token.assertions import register_channel_key

    return {"kid": register_channel_key(state, fields)}
