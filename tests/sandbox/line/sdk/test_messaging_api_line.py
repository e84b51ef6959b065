"""messaging-api-line (Bottender's, for Node), unmodified: `make test-with-node` installs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.line.sdk.calls import FROM, GROUP, Arguments, after
from sandbox.line.sdk.node_clients import NodeClients, node_clients
from sandbox.line.sdk.not_yet import NOT_YET
from sandbox.line.sdk.prepared import FRIEND, HI, RICH_MENU, Prepared, rich_menu_image

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client

FLEX: dict[str, Any] = {
    "type": "bubble",
    "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "Hi"}]},
}
BUTTON: dict[str, Any] = {"type": "message", "label": "Yes", "text": "yes"}
PICTURE = "https://example.com/a.jpg"
MEDIA = {"originalContentUrl": PICTURE, "previewImageUrl": PICTURE}

CALLS: dict[str, tuple[str, Arguments]] = {
    "getBotInfo": ("get_bot_info", lambda _: []),
    "replyText": ("reply_message", lambda known: [known.reply_token(), "Hi"]),
    "pushMessages": ("push_message", lambda _: [FRIEND, HI]),
    "pushImage": ("push_message", lambda _: [FRIEND, MEDIA]),
    "pushSticker": ("push_message", lambda _: [FRIEND, {"packageId": "1", "stickerId": "1"}]),
    "pushFlex": ("push_message", lambda _: [FRIEND, "Hi", FLEX]),
    "pushButtonsTemplate": (
        "push_message",
        lambda _: [FRIEND, "Hi", {"text": "Hi", "actions": [BUTTON]}],
    ),
    "pushConfirmTemplate": (
        "push_message",
        lambda _: [FRIEND, "Hi", {"text": "Hi", "actions": [BUTTON, BUTTON]}],
    ),
    "pushCarouselTemplate": (
        "push_message",
        lambda _: [FRIEND, "Hi", [{"text": "Hi", "actions": [BUTTON]}]],
    ),
    "multicastText": ("multicast", lambda _: [[FRIEND], "Hi"]),
    "broadcast": ("broadcast", lambda _: [HI]),
    "narrowcast": ("narrowcast", lambda _: [HI]),
    "getNarrowcastProgress": (
        "get_narrowcast_progress",
        lambda known: [known.narrowcast_request_id()],
    ),
    "getUserProfile": ("get_profile", lambda _: [FRIEND]),
    "issueLinkToken": ("issue_link_token", lambda _: [FRIEND]),
    "getGroupSummary": ("get_group_summary", lambda _: [GROUP]),
    "getGroupMembersCount": ("get_group_member_count", lambda _: [GROUP]),
    "getAllGroupMemberIds": ("get_group_members_ids", lambda _: [GROUP]),
    "getGroupMemberProfile": ("get_group_member_profile", lambda _: [GROUP, FRIEND]),
    "leaveGroup": ("leave_group", lambda _: [GROUP]),
    "getAllRoomMemberIds": ("get_room_members_ids", lambda known: [known.room()]),
    "leaveRoom": ("leave_room", lambda known: [known.room()]),
    "getTargetLimitForAdditionalMessages": ("get_message_quota", lambda _: []),
    "getNumberOfMessagesSentThisMonth": ("get_message_quota_consumption", lambda _: []),
    "getNumberOfSentPushMessages": ("get_number_of_sent_push_messages", lambda _: [FROM]),
    "createRichMenu": ("create_rich_menu", lambda _: [RICH_MENU]),
    "uploadRichMenuImage": (
        "set_rich_menu_image",
        lambda known: [known.rich_menu(), rich_menu_image()],
    ),
    "downloadRichMenuImage": (
        "get_rich_menu_image",
        lambda known: [known.rich_menu(image=True)],
    ),
    "setDefaultRichMenu": ("set_default_rich_menu", lambda known: [known.rich_menu(image=True)]),
    "getDefaultRichMenu": (
        "get_default_rich_menu_id",
        lambda known: after(known.default_rich_menu()),
    ),
    "linkRichMenu": (
        "link_rich_menu_id_to_user",
        lambda known: [FRIEND, known.rich_menu(image=True)],
    ),
    "getLinkedRichMenu": (
        "get_rich_menu_id_of_user",
        lambda known: after(known.linked_rich_menu(), FRIEND),
    ),
    "deleteRichMenu": ("delete_rich_menu", lambda known: [known.rich_menu()]),
    "createUploadAudienceGroup": (
        "create_audience_group",
        lambda _: ["New", False, [{"id": FRIEND}]],
    ),
    "getAudienceGroup": ("get_audience_data", lambda known: [known.audience()]),
    "getAudienceGroups": ("get_audience_groups", lambda known: after(known.audience())),
    "deleteAudienceGroup": ("delete_audience_group", lambda known: [known.audience()]),
    "getNumberOfFollowers": ("get_number_of_followers", lambda _: [FROM]),
    "getNumberOfMessageDeliveries": ("get_number_of_message_deliveries", lambda _: [FROM]),
    "getFriendDemographics": ("get_friends_demographics", lambda _: []),
    "retrieveMessageContent": ("get_message_content", lambda known: [known.content()]),
    "setWebhookEndpointUrl": ("set_webhook_endpoint", lambda _: ["https://example.com/hook"]),
    "getWebhookEndpointInfo": ("get_webhook_endpoint", lambda known: after(known.webhook())),
    "getLiffAppList": ("get_all_liff_apps", lambda _: []),
    "createLiffApp": (
        "add_liff_app",
        lambda _: [{"view": {"type": "full", "url": "https://example.com"}}],
    ),
    "deleteLiffApp": ("delete_liff_app", lambda known: [known.liff_app()]),
}
"""Each method's operation, and its arguments. Left out: the other short ways to send one message,
and four methods for paths that LINE does not document any more (`updateLiffApp`, `getLinkToken`,
`getAudienceGroupAuthorityLevel`, `changeAudienceGroupAuthorityLevel`)."""


@pytest.fixture(scope="module")
def clients(running: Sandbox) -> Iterator[NodeClients]:
    with node_clients("messaging-api-line", running.url) as clients:
        yield clients


@pytest.mark.parametrize("method", CALLS)
def test_every_call_is_answered(method: str, clients: NodeClients, client: Client) -> None:
    operation, arguments = CALLS[method]
    if operation in NOT_YET:
        pytest.skip("not in the sandbox yet")
    told = clients.call("LineClient", method, arguments(Prepared(client)))
    assert told.get("answer") is not None, told  # it answers with nothing where LINE says 404


def test_error_is_told_in_lines_words(clients: NodeClients, client: Client) -> None:
    assert client.seen("received")["received"] == []
    told = clients.call("LineClient", "pushText", [f"U{99:032x}", "Hi"])
    assert "Failed to send messages" in told["error"]
