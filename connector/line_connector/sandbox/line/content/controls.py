"""Control of what users sent."""

from line_connector.sandbox.line.content import contents
from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("contents", seed_rank=3)
def put_content(state: State, fields: Fields) -> Fields:
    """Let a user send an image, video, audio or file, or change what became of it."""
    with state.transaction():
        return {"messageId": contents.put_content(state, fields)}
