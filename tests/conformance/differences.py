"""Where actions are not as in LINE's OpenAPI files, each place with the reason."""

_NOTIFICATION = "https://developers.line.biz/en/reference/line-notification-messages/"

DOCUMENTED_ONLY: dict[str, str] = {
    "push_templated_message_by_phone": (f"{_NOTIFICATION}#send-line-notification-message-template"),
    "get_templated_pnp_message_statistics": (
        f"{_NOTIFICATION}#get-number-of-sent-line-notification-messages-template"
    ),
}
"""Actions whose operations only LINE's reference has, with its page."""

_DELIVERIES = "get_number_of_message_deliveries.body"
_ONLY_IN_REFERENCE = "the reference has this number too"

_INSIGHT: dict[str, str] = {
    **dict.fromkeys(
        [
            f"{_DELIVERIES}.{kind}: invented"
            for kind in (
                "stepMessage",
                "ccAutoReply",
                "ccManualReply",
                "pnpNoticeMessage",
                "pnpCallToLine",
                "thirdPartyChatTool",
            )
        ],
        _ONLY_IN_REFERENCE,
    ),
    "get_number_of_followers.input.date: required": "without it LINE answers: date is required",
    "get_aggregation_unit_name_list.input.limit: integer, not string": (
        "it is a number of at most 100, which a query carries as text anyway"
    ),
}

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

_RICH_MENU: dict[str, str] = {
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

DIFFERENCES: dict[str, str] = {**_INSIGHT, **_RICH_MENU}
"""Differences that are meant, as the tests name them, with the reason."""
