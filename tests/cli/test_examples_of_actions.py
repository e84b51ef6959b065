"""The example of every action, as `describe` shows it, on the sandbox."""

from __future__ import annotations

import pytest

from line_connector import ApiError, Connector, load_manifest
from support.sandboxed import Line

MISSING = {
    400: "reply_message mark_messages_as_read_by_token create_rich_menu_alias "
    "create_click_based_audience_group create_imp_based_audience_group "
    "verify_channel_token_by_jwt attach_module detach_module",
    404: "get_narrowcast_progress get_room_member_count get_room_members_ids "
    "get_room_member_profile leave_room get_rich_menu_insight_summary "
    "get_rich_menu_insight_daily set_rich_menu_image get_rich_menu_image get_rich_menu "
    "delete_rich_menu set_default_rich_menu get_default_rich_menu_id get_rich_menu_alias "
    "update_rich_menu_alias delete_rich_menu_alias link_rich_menu_id_to_user "
    "get_rich_menu_id_of_user link_rich_menu_id_to_users rich_menu_batch "
    "validate_rich_menu_batch_request get_rich_menu_batch_progress get_webhook_endpoint "
    "issue_channel_token_by_jwt gets_all_valid_channel_access_token_key_ids",
}
"""Actions on what an account has not from the start: a rich menu, a room, a reply token. LINE
refuses these with the status; every other example is accepted."""

REFUSED = {name: status for status, names in MISSING.items() for name in names.split()}


@pytest.mark.parametrize("name", load_manifest().actions)
def test_an_example_is_valid_and_answered(line: Line, connector: Connector, name: str) -> None:
    example = dict(connector.manifest.action(name).action.example)
    call = connector.call(name, example)  # raises if it is not valid

    try:
        status = call.send().status_code
    except ApiError as refusal:
        status = refusal.output.status_code
    assert status == REFUSED.get(name, status)
    assert status < 300 or name in REFUSED
