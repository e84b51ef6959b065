"""Control of audiences."""

from line_connector.sandbox.line.audience.audiences import new_id, put_group
from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("audiences", seed_rank=3)
def put_audience(state: State, fields: Fields) -> Fields:
    """Register an audience, so that narrowcasts can be sent to it, or change one."""
    number = fields.get("audienceGroupId") or new_id(state)
    with state.transaction():
        put_group(state, number, fields)
    return {"audienceGroupId": number}
