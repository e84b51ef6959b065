"""Rich menus that a seed puts in: with an image, and shown to whom the seed says."""

from typing import Any

from line_connector.sandbox.json_values import dotted
from line_connector.sandbox.line.content.contents import SAMPLES, sample
from line_connector.sandbox.line.per_user_rich_menu.links import link
from line_connector.sandbox.line.rich_menu import menus
from line_connector.sandbox.line.rich_menu.operations import as_kept
from line_connector.sandbox.line.validation import RULES
from line_connector.sandbox.provider import Fields, InvalidInputError
from line_connector.sandbox.state import State

RULE = "rich_menu/rich-menu"


def put_rich_menu(state: State, fields: Fields) -> str:
    """Add a rich menu; return its ID. Its image is a sample.

    Raises:
        InvalidInputError: LINE would refuse the object.
    """
    given: dict[str, Any] = fields["richMenu"]
    for breach in RULES.body_breaches(RULE, given):
        where = dotted(("richMenu", *breach.path))
        raise InvalidInputError(f"{where}: {breach.says or breach.message}")
    name, content_type = SAMPLES["image"]
    rich_menu_id = menus.add_rich_menu(state, as_kept(given))
    menus.keep_image(state, rich_menu_id, menus.Image(sample(name), content_type))
    if fields.get("isDefault"):
        menus.set_default_rich_menu(state, rich_menu_id)
    for user_id in fields.get("userIds", []):
        link(state, user_id, rich_menu_id)
    return rich_menu_id
