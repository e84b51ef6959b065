"""Control of rich menus: what a user sees."""

from line_connector.sandbox.line.per_user_rich_menu.display import displayed_rich_menu
from line_connector.sandbox.line.per_user_rich_menu.seeded_menus import put_rich_menu
from line_connector.sandbox.line.rich_menu.menus import image_of
from line_connector.sandbox.line.user.users import user_exists
from line_connector.sandbox.provider import Controls, Fields, unknown
from line_connector.sandbox.state import State

controls = Controls()


@controls.get("displayed-rich-menu")
def get_displayed_rich_menu(state: State, fields: Fields) -> Fields:
    """Tell which rich menu a user sees."""
    user_id: str = fields["userId"]
    if not user_exists(state, user_id):
        raise unknown("userId", user_id)
    shown = displayed_rich_menu(state, user_id)
    if shown is None:
        return {"richMenu": None}
    image = image_of(state, shown.rich_menu["richMenuId"])
    return {
        "richMenu": shown.rich_menu,
        "linkedTo": shown.linked_to,
        "imageType": image.content_type if image else None,
    }


@controls.post("rich-menus", seed_rank=3)
def add_rich_menu(state: State, fields: Fields) -> Fields:
    """Add a rich menu that has an image, and show it to some users or to all."""
    for user_id in fields.get("userIds", []):
        if not user_exists(state, user_id):
            raise unknown("userIds", user_id)
    with state.transaction():
        return {"richMenuId": put_rich_menu(state, fields)}
