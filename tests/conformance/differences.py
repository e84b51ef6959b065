"""Where actions are not as in LINE's OpenAPI files, each place with the reason."""

DOCUMENTED_ONLY: dict[str, str] = {}
"""Actions whose operations only LINE's reference has, with its page."""

_RICH_MENU_OBJECTS = (
    "RichMenuArea.action: required",
    "RichMenuArea.bounds: required",
    "RichMenuBounds.height: required",
    "RichMenuBounds.width: required",
    "RichMenuBounds.x: required",
    "RichMenuBounds.y: required",
    "RichMenuSize.height: required",
    "RichMenuSize.width: required",
)
_TAKES_RICH_MENU = ("create_rich_menu", "validate_rich_menu_object")
_ANSWERS_RICH_MENU = ("get_rich_menu", "get_rich_menu_list")

DIFFERENCES: dict[str, str] = {
    **{
        f"{action}.{place}": "the reference requires all properties of a rich menu, and shows "
        "the refusal of one without them; the file does not say"
        for action in (*_TAKES_RICH_MENU, *_ANSWERS_RICH_MENU)
        for place in _RICH_MENU_OBJECTS
    },
    **{
        f"{action}.input.{name}: required": "the reference requires it; the file does not say"
        for action in _TAKES_RICH_MENU
        for name in ("size", "selected", "name", "chatBarText", "areas")
    },
    **{
        f"{action}.RichMenuSize.{limit}": "the reference has the narrower limit"
        for action in _TAKES_RICH_MENU
        for limit in (
            "height: minimum 250, not 1",
            "width: maximum 2500, not 2147483647",
            "width: minimum 800, not 1",
        )
    },
}
"""Differences that are meant, as the tests name them, with the reason."""
