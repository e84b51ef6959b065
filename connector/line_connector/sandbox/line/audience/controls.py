"""Control of audiences."""

import secrets

from line_connector.sandbox.line.audience import audiences
from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("audiences")
def put_audience(state: State, fields: Fields) -> Fields:
    """Register an audience, so that narrowcasts can be sent to it."""
    number = fields.get("audienceGroupId") or 10**12 + secrets.randbelow(9 * 10**12)
    with state.transaction():
        audiences.put_audience(state, number, fields)
    return {"audienceGroupId": number}
