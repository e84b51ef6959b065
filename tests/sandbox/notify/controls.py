from __future__ import annotations

from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("notify-tokens", settles=True)
def put_token(state: State, fields: Fields) -> Fields:
    state.db.execute("INSERT INTO notify_tokens VALUES (?, ?)", tuple(fields.values()))
    return {}
