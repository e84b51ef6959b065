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

DIFFERENCES: dict[str, str] = {
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
"""Differences that are meant, as the tests name them, with the reason."""
