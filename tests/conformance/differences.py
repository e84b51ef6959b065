"""Where actions are not as in LINE's OpenAPI files, each place with the reason."""

_NOTIFICATION = "https://developers.line.biz/en/reference/line-notification-messages/"

OUR_OWN = frozenset({"line_request", "apply_rich_menus"})
"""Actions that are no operation of LINE's."""

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

_AUDIENCES: dict[str, str] = {
    **dict.fromkeys(
        (
            "create_audience_group.input.description: required",
            "add_audience_to_audience_group.input.audienceGroupId: required",
            "add_audience_to_audience_group.input.audiences: required",
            "create_audience_for_uploading_user_ids.input.description: required",
            "add_user_ids_to_audience.input.audienceGroupId: required",
            "create_click_based_audience_group.input.description: required",
            "create_click_based_audience_group.input.requestId: required",
            "create_imp_based_audience_group.input.description: required",
            "create_imp_based_audience_group.input.requestId: required",
            "update_audience_group_description.input.description: required",
        ),
        "LINE's reference requires it; the file does not say",
    ),
    **dict.fromkeys(
        (
            "add_audience_to_audience_group.Audience.id: required",
            "create_audience_group.Audience.id: required",
        ),
        "the reference requires it in one of the two; without an ID nobody is meant",
    ),
    **dict.fromkeys(
        (
            "create_imp_based_audience_group.body.createRoute: invented",
            "create_imp_based_audience_group.body.expireTimestamp: invented",
            "create_imp_based_audience_group.body.isIfaAudience: invented",
            "create_imp_based_audience_group.body.permission: invented",
            "get_audience_data.AudienceGroup.activated: invented",
            "get_audience_data.AudienceGroup.expireTimestamp: invented",
            "get_audience_data.AudienceGroup.inactivatedTimestamp: invented",
            "get_audience_groups.AudienceGroup.activated: invented",
            "get_audience_groups.AudienceGroup.expireTimestamp: invented",
            "get_audience_groups.AudienceGroup.inactivatedTimestamp: invented",
            "get_shared_audience_data.AudienceGroup.activated: invented",
            "get_shared_audience_data.AudienceGroup.expireTimestamp: invented",
            "get_shared_audience_data.AudienceGroup.inactivatedTimestamp: invented",
            "get_shared_audience_data.AudienceGroup.webtraffic: invented",
            "get_shared_audience_groups.AudienceGroup.activated: invented",
            "get_shared_audience_groups.AudienceGroup.expireTimestamp: invented",
            "get_shared_audience_groups.AudienceGroup.inactivatedTimestamp: invented",
            "get_shared_audience_groups.AudienceGroup.webtraffic: invented",
        ),
        "LINE's reference has it; the file does not",
    ),
    **dict.fromkeys(
        (
            f"{action}.AudienceGroupCreateRoute: ['AD_MANAGER', 'BUSINESS_MANAGER',"
            " 'MESSAGING_API', 'OA_MANAGER', 'POINT_AD', 'YAHOO_DISPLAY_ADS'],"
            " not ['AD_MANAGER', 'MESSAGING_API', 'OA_MANAGER', 'POINT_AD']"
            for action in ("get_shared_audience_data", "get_shared_audience_groups")
        ),
        "LINE's reference has more routes for shared audiences than the file",
    ),
    "delete_audience_group.success: [200, 202], not [200]": (
        "LINE's reference says 202, the file 200: both are taken for a success"
    ),
    "get_audience_groups.input.page: optional": (
        "required by LINE; if it is absent, the first page is asked for"
    ),
    "get_shared_audience_groups.input.page: optional": "optional in LINE's reference",
}

_COUPON_NEEDS = "LINE's reference requires it; the file does not say"

_CONTENT_AND_COUPONS: dict[str, str] = {
    "get_message_content.success: [200, 202], not [200]": (
        "LINE's reference: 202 while the content is being prepared; the file has no 202"
    ),
    "create_coupon.input.maxUseCountPerTicket: maximum None, not 1": (
        "LINE's reference has two values, 1 and -1; the file only a maximum"
    ),
    **{
        f"create_coupon.{place}: required": _COUPON_NEEDS
        for place in (
            "input.reward",
            "CouponDiscountRewardRequest.priceInfo",
            "CouponCashBackRewardRequest.priceInfo",
            "CashBackFixedPriceInfoRequest.fixedAmount",
            "CashBackPercentagePriceInfoRequest.percentage",
            "DiscountExplicitPriceInfoRequest.originalPrice",
            "DiscountExplicitPriceInfoRequest.priceAfterDiscount",
            "DiscountFixedPriceInfoRequest.fixedAmount",
            "DiscountPercentagePriceInfoRequest.percentage",
        )
    },
}

_MODULE: dict[str, str] = {
    "attach_module.input.client_id: required": (
        "the reference wants ID and secret in the form or in a Basic header; they go into the form"
    ),
    "attach_module.input.client_secret: required": "as client_id",
    "detach_module.input.botId: required": "the reference: required",
}

_LIFF: dict[str, str] = dict.fromkeys(
    ("add_liff_app.LiffFeatures.ble: missing", "update_liff_app.LiffFeatures.ble: missing"),
    "the file has one schema for requests and answers; the reference has ble in answers only",
)

DIFFERENCES: dict[str, str] = {
    **_INSIGHT,
    **_RICH_MENU,
    **_AUDIENCES,
    **_LIFF,
    **_CONTENT_AND_COUPONS,
    **_MODULE,
}
"""Differences that are meant, as the tests name them, with the reason."""
