"""The actions in a message or rich menu, and where in it they are."""

from collections.abc import Iterator
from typing import Any

from line_connector.sandbox.json_values import dotted, is_array, is_object
from line_connector.sandbox.provider import Fields

Action = dict[str, Any]

HOLDERS = {"action", "defaultAction", "externalLink"}
"""Properties that are an action; those in `actions` are some as well."""


def placed_actions(
    value: Any, location: tuple["str | int", ...] = ()
) -> Iterator[tuple[str, Action]]:
    """Yield each action in a value, with its place: `template.actions[0]`."""
    if is_object(value):
        children: list[tuple[str | int, Any]] = list(value.items())
    else:
        children = list(enumerate(value)) if is_array(value) else []
    for name, child in children:
        place = (*location, name)
        is_action = name in HOLDERS or location[-1:] == ("actions",)
        # The action of an area of a rich menu stands in an object of its own.
        if is_action and is_object(child):
            yield dotted(place), child
        else:
            yield from placed_actions(child, place)


def chosen_action(value: Any, fields: Fields) -> Action | None:
    """Return the action in a message or rich menu that is meant; none if there is no such one.

    Args:
        value: the message or rich menu.
        fields: `place`, `area`, `label` and `action`: each that is given has to be right.
    """
    for place, action in placed_actions(value):
        if _is_meant(place, action, fields):
            return action
    return None


def _is_meant(place: str, action: Action, fields: Fields) -> bool:
    found = {
        "place": place,
        "area": place,
        "label": action.get("label"),
        "action": action,
    }
    wanted = dict(fields)
    if "area" in fields:
        wanted["area"] = f"areas[{fields['area']}].action"
    return all(found[name] == wanted[name] for name in found if name in wanted)
