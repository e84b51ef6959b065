"""Where actions are not as in LINE's OpenAPI files, each place with the reason."""

DOCUMENTED_ONLY: dict[str, str] = {}
"""Actions whose operations only LINE's reference has, with its page."""

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

DIFFERENCES: dict[str, str] = {**_AUDIENCES}
"""Differences that are meant, as the tests name them, with the reason."""
