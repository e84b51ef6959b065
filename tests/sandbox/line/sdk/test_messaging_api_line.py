"""messaging-api-line (Bottender's, for Node), unmodified: `make test-with-node` installs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.line.sdk.calls import FROM, GROUP, Arguments, after
from sandbox.line.sdk.node_clients import NodeClients, node_clients
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

CALLS: dict[str, Arguments] = {
    "getBotInfo": lambda _: [],
    "replyText": lambda known: [known.reply_token(), "Hi"],
    "pushMessages": lambda _: [FRIEND, HI],
    "pushImage": lambda _: [FRIEND, MEDIA],
    "pushSticker": lambda _: [FRIEND, {"packageId": "1", "stickerId": "1"}],
    "pushFlex": lambda _: [FRIEND, "Hi", FLEX],
    "pushButtonsTemplate": lambda _: [FRIEND, "Hi", {"text": "Hi", "actions": [BUTTON]}],
    "pushConfirmTemplate": lambda _: [FRIEND, "Hi", {"text": "Hi", "actions": [BUTTON, BUTTON]}],
    "pushCarouselTemplate": lambda _: [FRIEND, "Hi", [{"text": "Hi", "actions": [BUTTON]}]],
    "multicastText": lambda _: [[FRIEND], "Hi"],
    "broadcast": lambda _: [HI],
    "narrowcast": lambda _: [HI],
    "getNarrowcastProgress": lambda known: [known.narrowcast_request_id()],
    "getUserProfile": lambda _: [FRIEND],
    "issueLinkToken": lambda _: [FRIEND],
    "getGroupSummary": lambda _: [GROUP],
    "getGroupMembersCount": lambda _: [GROUP],
    "getAllGroupMemberIds": lambda _: [GROUP],
    "getGroupMemberProfile": lambda _: [GROUP, FRIEND],
    "leaveGroup": lambda _: [GROUP],
    "getAllRoomMemberIds": lambda known: [known.room()],
    "leaveRoom": lambda known: [known.room()],
    "getTargetLimitForAdditionalMessages": lambda _: [],
    "getNumberOfMessagesSentThisMonth": lambda _: [],
    "getNumberOfSentPushMessages": lambda _: [FROM],
    "createRichMenu": lambda _: [RICH_MENU],
    "uploadRichMenuImage": lambda known: [known.rich_menu(), rich_menu_image()],
    "downloadRichMenuImage": lambda known: [known.rich_menu(image=True)],
    "setDefaultRichMenu": lambda known: [known.rich_menu(image=True)],
    "getDefaultRichMenu": lambda known: after(known.default_rich_menu()),
    "linkRichMenu": lambda known: [FRIEND, known.rich_menu(image=True)],
    "getLinkedRichMenu": lambda known: after(known.linked_rich_menu(), FRIEND),
    "deleteRichMenu": lambda known: [known.rich_menu()],
    "createUploadAudienceGroup": lambda _: ["New", False, [{"id": FRIEND}]],
    "getAudienceGroup": lambda known: [known.audience()],
    "getAudienceGroups": lambda known: after(known.audience()),
    "deleteAudienceGroup": lambda known: [known.audience()],
    "getNumberOfFollowers": lambda _: [FROM],
    "getNumberOfMessageDeliveries": lambda _: [FROM],
    "getFriendDemographics": lambda _: [],
    "retrieveMessageContent": lambda known: [known.content()],
    "setWebhookEndpointUrl": lambda _: ["https://example.com/hook"],
    "getWebhookEndpointInfo": lambda known: after(known.webhook()),
    "getLiffAppList": lambda _: [],
    "createLiffApp": lambda _: [{"view": {"type": "full", "url": "https://example.com"}}],
    "deleteLiffApp": lambda known: [known.liff_app()],
}
"""Arguments by method. Left out: the other short ways to send one message,
and four methods for paths that LINE does not document any more (`updateLiffApp`, `getLinkToken`,
`getAudienceGroupAuthorityLevel`, `changeAudienceGroupAuthorityLevel`)."""


@pytest.fixture(scope="module")
def clients(running: Sandbox) -> Iterator[NodeClients]:
    with node_clients("messaging-api-line", running.url) as clients:
        yield clients


@pytest.mark.parametrize("method", CALLS)
def test_every_call_is_answered(method: str, clients: NodeClients, client: Client) -> None:
    told = clients.call("LineClient", method, CALLS[method](Prepared(client)))
    assert told.get("answer") is not None, told  # it answers with nothing where LINE says 404


def test_error_is_told_in_lines_words(clients: NodeClients, client: Client) -> None:
    assert client.seen("received")["received"] == []
    told = clients.call("LineClient", "pushText", [f"U{99:032x}", "Hi"])
    assert "Failed to send messages" in told["error"]
