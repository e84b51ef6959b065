"""A call of every operation that LINE's SDKs have: the arguments that fit the prepared state.

The arguments stand in the order of LINE's OpenAPI files, from which LINE generates its SDKs, and so
do theirs. Bytes are a file.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from sandbox.line.sdk.prepared import (
    ASSERTION_TYPE,
    CHANNEL_ID,
    COUPON,
    FRIEND,
    HI,
    REDIRECT_URI,
    RICH_MENU,
    SECRET,
    Prepared,
    rich_menu_image,
)

GROUP = f"C{1:032x}"
PHONE_HASH = sha256(b"+66900000001").hexdigest()
"""The phone of `FRIEND`."""
FROM, TO = "20260101", "20260107"
USER_IDS = f"{FRIEND}\n".encode()

Arguments = Callable[[Prepared], list[Any]]


def after(_: object, *arguments: Any) -> list[Any]:
    """Return the arguments of a call that needs something to be there without naming it."""
    return list(arguments)


SENDING: dict[str, Arguments] = {
    "broadcast": lambda _: [{"messages": HI}],
    "multicast": lambda _: [{"to": [FRIEND], "messages": HI}],
    "narrowcast": lambda _: [{"messages": HI}],
    "push_message": lambda _: [{"to": FRIEND, "messages": HI}],
    "reply_message": lambda known: [{"replyToken": known.reply_token(), "messages": HI}],
    "push_messages_by_phone": lambda _: [{"to": PHONE_HASH, "messages": HI}],
    "push_templated_messages_by_phone": lambda _: [
        {
            "to": PHONE_HASH,
            "templateKey": "shipping_completed_ja",
            "body": {"items": [{"itemKey": "date_002_ja", "content": "2026-01-31"}]},
        }
    ],
    "get_narrowcast_progress": lambda known: [known.narrowcast_request_id()],
    "validate_broadcast": lambda _: [{"messages": HI}],
    "validate_multicast": lambda _: [{"messages": HI}],
    "validate_narrowcast": lambda _: [{"messages": HI}],
    "validate_push": lambda _: [{"messages": HI}],
    "validate_reply": lambda _: [{"messages": HI}],
    "show_loading_animation": lambda _: [{"chatId": FRIEND, "loadingSeconds": 10}],
    "mark_messages_as_read": lambda _: [{"chat": {"userId": FRIEND}}],
    "mark_messages_as_read_by_token": lambda known: [
        {"markAsReadToken": known.mark_as_read_token()}
    ],
}

COUNTS: dict[str, Arguments] = {
    "get_message_quota": lambda _: [],
    "get_message_quota_consumption": lambda _: [],
    "get_number_of_sent_broadcast_messages": lambda _: [FROM],
    "get_number_of_sent_multicast_messages": lambda _: [FROM],
    "get_number_of_sent_push_messages": lambda _: [FROM],
    "get_number_of_sent_reply_messages": lambda _: [FROM],
    "get_pnp_message_statistics": lambda _: [FROM],
    "get_pnp_templated_message_statistics": lambda _: [FROM],
    "get_aggregation_unit_name_list": lambda _: ["10"],
    "get_aggregation_unit_usage": lambda _: [],
}

PEOPLE: dict[str, Arguments] = {
    "get_bot_info": lambda _: [],
    "get_followers": lambda _: [None, 10],
    "get_profile": lambda _: [FRIEND],
    "issue_link_token": lambda _: [FRIEND],
    "get_group_member_count": lambda _: [GROUP],
    "get_group_member_profile": lambda _: [GROUP, FRIEND],
    "get_group_members_ids": lambda _: [GROUP],
    "get_group_summary": lambda _: [GROUP],
    "leave_group": lambda _: [GROUP],
    "get_room_member_count": lambda known: [known.room()],
    "get_room_member_profile": lambda known: [known.room(), FRIEND],
    "get_room_members_ids": lambda known: [known.room()],
    "leave_room": lambda known: [known.room()],
    "get_membership_list": lambda _: [],
    "get_joined_membership_users": lambda known: [known.membership()],
    "get_membership_subscription": lambda _: [FRIEND],
}

RICH_MENUS: dict[str, Arguments] = {
    "create_rich_menu": lambda _: [RICH_MENU],
    "validate_rich_menu_object": lambda _: [RICH_MENU],
    "get_rich_menu": lambda known: [known.rich_menu()],
    "get_rich_menu_list": lambda _: [],
    "delete_rich_menu": lambda known: [known.rich_menu()],
    "set_rich_menu_image": lambda known: [known.rich_menu(), rich_menu_image()],
    "get_rich_menu_image": lambda known: [known.rich_menu(image=True)],
    "set_default_rich_menu": lambda known: [known.rich_menu(image=True)],
    "get_default_rich_menu_id": lambda known: after(known.default_rich_menu()),
    "cancel_default_rich_menu": lambda known: after(known.default_rich_menu()),
    "create_rich_menu_alias": lambda known: [
        {"richMenuAliasId": "menu-b", "richMenuId": known.rich_menu(image=True)}
    ],
    "update_rich_menu_alias": lambda known: [
        known.rich_menu_alias(),
        {"richMenuId": known.rich_menu(image=True)},
    ],
    "get_rich_menu_alias": lambda known: [known.rich_menu_alias()],
    "get_rich_menu_alias_list": lambda _: [],
    "delete_rich_menu_alias": lambda known: [known.rich_menu_alias()],
    "link_rich_menu_id_to_user": lambda known: [FRIEND, known.rich_menu(image=True)],
    "link_rich_menu_id_to_users": lambda known: [
        {"richMenuId": known.rich_menu(image=True), "userIds": [FRIEND]}
    ],
    "get_rich_menu_id_of_user": lambda known: after(known.linked_rich_menu(), FRIEND),
    "unlink_rich_menu_id_from_user": lambda known: after(known.linked_rich_menu(), FRIEND),
    "unlink_rich_menu_id_from_users": lambda _: [{"userIds": [FRIEND]}],
    "rich_menu_batch": lambda known: [known.rich_menu_batch()],
    "validate_rich_menu_batch_request": lambda known: [known.rich_menu_batch()],
    "get_rich_menu_batch_progress": lambda known: [known.rich_menu_batch_request_id()],
}

CONTENT: dict[str, Arguments] = {
    "get_message_content": lambda known: [known.content()],
    "get_message_content_preview": lambda known: [known.content()],
    "get_message_content_transcoding_by_message_id": lambda known: [known.content()],
    "set_webhook_endpoint": lambda _: [{"endpoint": "https://example.com/webhook"}],
    "get_webhook_endpoint": lambda known: after(known.webhook()),
    "test_webhook_endpoint": lambda known: after(known.webhook()),
    "create_coupon": lambda _: [COUPON],
    "get_coupon_detail": lambda known: [known.coupon()],
    "list_coupon": lambda known: after(known.coupon()),
    "close_coupon": lambda known: [known.coupon()],
}

AUDIENCES: dict[str, Arguments] = {
    "create_audience_group": lambda _: [{"description": "New", "audiences": [{"id": FRIEND}]}],
    "add_audience_to_audience_group": lambda known: [
        {"audienceGroupId": known.audience(), "audiences": [{"id": f"U{2:032x}"}]}
    ],
    "create_click_based_audience_group": lambda known: [
        {"description": "Clicked", "requestId": known.broadcast_request_id()}
    ],
    "create_imp_based_audience_group": lambda known: [
        {"description": "Seen", "requestId": known.broadcast_request_id()}
    ],
    "update_audience_group_description": lambda known: [known.audience(), {"description": "B"}],
    "get_audience_data": lambda known: [known.audience()],
    "get_audience_groups": lambda known: after(known.audience(), 1),
    "get_shared_audience_data": lambda known: [known.shared_audience()],
    "get_shared_audience_groups": lambda _: [1],
    "delete_audience_group": lambda known: [known.audience()],
    "create_audience_for_uploading_user_ids": lambda _: [USER_IDS, "From a file"],
    "add_user_ids_to_audience": lambda known: [USER_IDS, known.audience()],
}

INSIGHT: dict[str, Arguments] = {
    "get_friends_demographics": lambda _: [],
    "get_message_event": lambda known: [known.broadcast_request_id()],
    "get_number_of_followers": lambda _: [FROM],
    "get_number_of_message_deliveries": lambda _: [FROM],
    "get_statistics_per_unit": lambda _: ["unit_a", FROM, TO],
    "get_rich_menu_insight_daily": lambda known: [known.rich_menu(), FROM, TO],
    "get_rich_menu_insight_summary": lambda known: [known.rich_menu(), FROM, TO],
}

MODULE: dict[str, Arguments] = {
    "acquire_chat_control": lambda _: [FRIEND, {"expired": True, "ttl": 3600}],
    "release_chat_control": lambda _: [FRIEND],
    "get_modules": lambda _: [None, 10],
    "detach_module": lambda known: [{"botId": known.module_bot()}],
    "attach_module": lambda known: [
        "authorization_code",
        known.attach_code(),
        REDIRECT_URI,
        None,
        CHANNEL_ID,
        SECRET,
    ],
}

TOKENS: dict[str, Arguments] = {
    "gets_all_valid_channel_access_token_key_ids": lambda known: [
        ASSERTION_TYPE,
        known.assertion(),
    ],
    "issue_channel_token": lambda _: ["client_credentials", CHANNEL_ID, SECRET],
    "issue_channel_token_by_jwt": lambda known: [
        "client_credentials",
        ASSERTION_TYPE,
        known.assertion(),
    ],
    "issue_stateless_channel_token": lambda known: [
        "client_credentials",
        ASSERTION_TYPE,
        known.assertion(),
    ],
    "issue_stateless_channel_token_by_client_secret": lambda _: [CHANNEL_ID, SECRET],
    "issue_stateless_channel_token_by_jwt_assertion": lambda known: [known.assertion()],
    "revoke_channel_token": lambda known: [known.short_lived_token()],
    "revoke_channel_token_by_jwt": lambda known: [CHANNEL_ID, SECRET, known.token_by_jwt()],
    "verify_channel_token": lambda known: [known.short_lived_token()],
    "verify_channel_token_by_jwt": lambda known: [known.token_by_jwt()],
}

LIFF: dict[str, Arguments] = {
    "add_liff_app": lambda _: [{"view": {"type": "full", "url": "https://example.com"}}],
    "get_all_liff_apps": lambda _: [],
    "update_liff_app": lambda known: [known.liff_app(), {"description": "New"}],
    "delete_liff_app": lambda known: [known.liff_app()],
}

SHOP: dict[str, Arguments] = {
    "mission_sticker_v3": lambda _: [
        {
            "to": FRIEND,
            "productId": "0000",
            "productType": "STICKER",
            "sendPresentMessage": False,
        }
    ],
}

CALLS: dict[str, Arguments] = {
    **SENDING,
    **COUNTS,
    **PEOPLE,
    **RICH_MENUS,
    **CONTENT,
    **AUDIENCES,
    **INSIGHT,
    **MODULE,
    **TOKENS,
    **LIFF,
    **SHOP,
}
"""Arguments by the operation's name: LINE's operationId in snake_case."""
