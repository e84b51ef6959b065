"""Control of delivery: what becomes of messages to phones, and the reports that are pushed."""

from line_connector.sandbox.infobip.delivery.phones import (
    Behaviour,
    asked_behaviours,
    put_behaviour,
)
from line_connector.sandbox.infobip.delivery.pushes import all_pushes
from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()


@controls.get("phones")
def list_phones(state: State, _: Fields) -> Fields:
    """List what was asked of the phones."""
    return {"phones": asked_behaviours(state)}


@controls.post("phones", seed_rank=3)
def put_phone(state: State, fields: Fields) -> Fields:
    """Decide what becomes of messages that are sent to a phone on a channel from now on."""
    behaviour = Behaviour(fields["behaviour"], fields.get("after", 0))
    put_behaviour(state, fields["phone"], fields["channel"], behaviour)
    return list_phones(state, fields)


@controls.get("report-pushes", settles=True)
def list_report_pushes(state: State, fields: Fields) -> Fields:
    """List the reports that were to be pushed, and each attempt."""
    return {"reportPushes": all_pushes(state, fields.get("messageId"))}
