"""Control of statistics: what people do with messages and rich menus."""

from line_connector.sandbox.line.insight.interactions import count_interaction
from line_connector.sandbox.line.insight.rich_menu_uses import count_uses
from line_connector.sandbox.line.insight.sends import find_send, people_reached
from line_connector.sandbox.line.user.users import friends
from line_connector.sandbox.provider import Controls, Fields, InvalidInputError, unknown
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("interactions")
def put_interactions(state: State, fields: Fields) -> Fields:
    """Let people who got a request's messages see, open or play them now."""
    request_id = fields["requestId"]
    if find_send(state, request_id) is None:
        raise unknown("requestId", request_id)
    people = _some(people_reached(state, request_id), fields)
    with state.transaction():
        count_interaction(
            state,
            request_id,
            fields.get("seq", 1),
            fields["event"],
            people,
            url=fields.get("url", ""),
            percent=fields.get("percent", 0),
            times=fields.get("times", 1),
        )
    return {"userIds": people}


@controls.post("rich-menu-uses")
def put_rich_menu_uses(state: State, fields: Fields) -> Fields:
    """Let friends see a rich menu, or tap on an area of it, on a day."""
    people = _some(friends(state), fields)
    with state.transaction():
        count_uses(
            state,
            fields["richMenuId"],
            fields.get("bounds"),
            people,
            day=fields.get("day"),
            times=fields.get("times", 1),
        )
    return {"userIds": people}


def _some(people: list[str], fields: Fields) -> list[str]:
    """Return the first so many people; all if no number is given."""
    wanted = fields.get("people", len(people))
    if wanted > len(people):
        raise InvalidInputError(f"people: there are only {len(people)}")
    return people[:wanted]
