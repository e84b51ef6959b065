"""LINE's official SDK, unmodified, must not notice that it talks to a sandbox."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from linebot.v3 import insight, module, moduleattach, oauth  # type: ignore[import-untyped]
from linebot.v3 import messaging as line
from linebot.v3.messaging.exceptions import ApiException  # type: ignore[import-untyped]

from support.rich_menus import png
from support.signing import public_jwk, signed

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
HI = [line.TextMessage(text="Hi")]


def api(sandbox: Sandbox, token: str) -> Iterator[line.MessagingApi]:
    configuration = line.Configuration(host=sandbox.url, access_token=token)
    with line.ApiClient(configuration) as client:
        yield line.MessagingApi(client)
        client.rest_client.pool_manager.clear()


@pytest.fixture
def bot(sandbox: Sandbox) -> Iterator[line.MessagingApi]:
    yield from api(sandbox, "sandbox-token")


@pytest.fixture
def statistics(sandbox: Sandbox) -> Iterator[insight.Insight]:
    configuration = insight.Configuration(host=sandbox.url, access_token="sandbox-token")
    with insight.ApiClient(configuration) as client:
        yield insight.Insight(client)
        client.rest_client.pool_manager.clear()


@pytest.fixture
def blob(bot: line.MessagingApi) -> line.MessagingApiBlob:
    return line.MessagingApiBlob(bot.api_client)


def refused(call: Callable[[], object]) -> tuple[ApiException, line.ErrorResponse]:
    with pytest.raises(ApiException) as caught:
        call()
    return caught.value, line.ErrorResponse.from_json(caught.value.body)


def test_a_push_is_answered_with_the_sent_messages(
    bot: line.MessagingApi, sandbox: Sandbox, friend: str
) -> None:
    request = line.PushMessageRequest(to=friend, messages=HI, customAggregationUnits=["sdk"])
    info = bot.push_message_with_http_info(request, x_line_retry_key=str(uuid4()))
    (sent,) = info.data.sent_messages
    (entry,) = sandbox.received(friend)
    assert info.headers["x-line-request-id"] == entry["requestId"]
    assert entry["sentMessages"] == [{"id": sent.id, "quoteToken": sent.quote_token}]
    assert [message["text"] for message in entry["messages"]] == ["Hi"]


def test_a_conflict_carries_the_accepted_push(bot: line.MessagingApi, friend: str) -> None:
    request, key = line.PushMessageRequest(to=friend, messages=HI), str(uuid4())
    first = bot.push_message_with_http_info(request, x_line_retry_key=key)
    error, body = refused(lambda: bot.push_message(request, x_line_retry_key=key))
    assert error.status == 409
    assert error.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert body.message == "The retry key is already accepted"
    assert body.sent_messages == first.data.sent_messages


def test_a_validation_error_names_the_property(bot: line.MessagingApi, friend: str) -> None:
    bad = line.PushMessageRequest(to=friend, messages=[line.TextMessage(text="")])
    error, body = refused(lambda: bot.push_message(bad))
    assert (error.status, error.headers["content-type"]) == (400, "application/json")
    assert body.message == "The request body has 1 error(s)"
    assert [(each.var_property, each.message) for each in body.details] == [
        ("messages[0].text", "May not be empty")
    ]


def test_multicast_and_broadcast_reach_people(
    bot: line.MessagingApi, sandbox: Sandbox, friends: list[str]
) -> None:
    bot.multicast(line.MulticastRequest(to=friends[:2], messages=HI))
    bot.broadcast(line.BroadcastRequest(messages=HI))
    assert [entry["via"] for entry in sandbox.received(friends[0])] == ["multicast", "broadcast"]
    assert [entry["via"] for entry in sandbox.received(friends[4])] == ["broadcast"]
    assert bot.get_message_quota_consumption().total_usage == 7
    quota = bot.get_message_quota()
    assert (quota.type, quota.value) == (line.QuotaType.LIMITED, 30_000)


def test_a_narrowcast_is_followed_to_its_end(
    bot: line.MessagingApi, client: Client, friends: list[str]
) -> None:
    audience = client.control("audiences", userIds=friends[:3])["audienceGroupId"]
    request = line.NarrowcastRequest(
        messages=HI,
        recipient=line.AudienceRecipient(audienceGroupId=audience),
        limit=line.Limit(max=2),
    )
    info = bot.narrowcast_with_http_info(request)
    assert info.status_code == 202
    number = info.headers["x-line-request-id"]
    phases = [bot.get_narrowcast_progress(number)]
    for _ in range(2):
        client.control("clock", advance=1)
        phases.append(bot.get_narrowcast_progress(number))
    assert [progress.phase for progress in phases] == ["waiting", "sending", "succeeded"]
    assert (phases[2].success_count, phases[2].target_count) == (2, 2)
    assert phases[2].completed_time > phases[2].accepted_time


def test_a_reply_uses_up_its_token(
    bot: line.MessagingApi, client: Client, sandbox: Sandbox, friend: str
) -> None:
    token = client.control("reply-tokens", userId=friend)["replyToken"]
    request = line.ReplyMessageRequest(replyToken=token, messages=HI)
    sent = bot.reply_message(request).sent_messages
    assert [message.id for message in sent] == [
        message["id"] for message in sandbox.received(friend)[0]["sentMessages"]
    ]
    _, body = refused(lambda: bot.reply_message(request))
    assert body.message == "Invalid reply token"


def test_messages_are_validated_without_being_sent(
    bot: line.MessagingApi, sandbox: Sandbox
) -> None:
    body = line.FlexBox(layout="vertical", contents=[line.FlexText(text="Hi")])
    flex = line.FlexMessage(altText="Hi", contents=line.FlexBubble(body=body))
    for validate in (
        bot.validate_push,
        bot.validate_reply,
        bot.validate_multicast,
        bot.validate_narrowcast,
        bot.validate_broadcast,
    ):
        validate(line.ValidateMessageRequest(messages=[flex]))
    assert sandbox.received() == []


def test_the_loading_animation_is_accepted(bot: line.MessagingApi, friend: str) -> None:
    request = line.ShowLoadingAnimationRequest(chatId=friend, loadingSeconds=10)
    assert bot.show_loading_animation_with_http_info(request).status_code == 202


def test_profiles_groups_units_and_counts_are_read(
    bot: line.MessagingApi, friend: str, group: str
) -> None:
    bot.push_message(line.PushMessageRequest(to=group, messages=HI, customAggregationUnits=["sdk"]))
    assert bot.get_profile(friend).user_id == friend
    assert bot.get_group_summary(group).group_id == group
    assert bot.get_group_member_count(group).count == 3
    assert bot.get_aggregation_unit_usage().num_of_custom_aggregation_units == 1
    assert bot.get_aggregation_unit_name_list().custom_aggregation_units == ["sdk"]
    assert bot.get_number_of_sent_push_messages("20200101").status == "ready"


def test_messages_are_marked_as_read(bot: line.MessagingApi, client: Client, friend: str) -> None:
    token = client.control("read-tokens", userId=friend)["markAsReadToken"]
    bot.mark_messages_as_read_by_token(line.MarkMessagesAsReadByTokenRequest(markAsReadToken=token))
    chat = line.ChatReference(userId=friend)
    bot.mark_messages_as_read(line.MarkMessagesAsReadRequest(chat=chat))
    assert [mark["chatId"] for mark in client.seen("read-marks")["readMarks"]] == [friend]


def test_a_phone_number_gets_messages(
    bot: line.MessagingApi, sandbox: Sandbox, friend: str
) -> None:
    digest = hashlib.sha256(b"+66900000001").hexdigest()
    request = line.PnpMessagesRequest(to=digest, messages=HI)
    bot.push_messages_by_phone(request, x_line_delivery_tag="order-4711-shipped")
    (entry,) = sandbox.received(friend)
    assert (entry["via"], entry["deliveryTag"]) == ("pnp", "order-4711-shipped")
    assert bot.get_pnp_message_statistics("20200101").status == "ready"


def test_statistics_are_read(
    bot: line.MessagingApi, statistics: insight.Insight, client: Client
) -> None:
    users = client.control("users", count=20, gender="female", age=40)["userIds"]
    sent = bot.broadcast_with_http_info(line.BroadcastRequest(messages=HI))
    number = sent.headers["x-line-request-id"]
    units = ["sdk"]
    bot.multicast(line.MulticastRequest(to=users, messages=HI, customAggregationUnits=units))
    for event in ("impression", "click", "play"):
        client.control("interactions", requestId=number, event=event, percent=100)
    event = statistics.get_message_event(number)
    assert (event.overview.delivered, event.overview.unique_impression) == (25, 25)
    assert event.messages[0].unique_media_played100_percent == 25
    assert event.clicks[0].unique_click_of_request == 25
    unit = statistics.get_statistics_per_unit("sdk", "20260301", "20260331")
    assert (unit.overview.unique_impression, unit.messages) == (None, [])
    assert statistics.get_friends_demographics().available
    assert statistics.get_number_of_followers("20200101").followers == 25
    assert statistics.get_number_of_message_deliveries("20200101").api_push == 0


def test_rich_menu_statistics_are_read(statistics: insight.Insight, client: Client) -> None:
    client.control("users", count=20)
    menu, area = f"richmenu-{1:032x}", {"x": 0, "y": 0, "width": 400, "height": 250}
    client.control("rich-menu-uses", richMenuId=menu)
    client.control("rich-menu-uses", richMenuId=menu, bounds=area)
    now = datetime.fromisoformat(client.seen("clock")["now"].replace("Z", "+00:00"))
    client.control("clock", advance=24 * 3600)
    days = [f"{now + timedelta(days=number):%Y%m%d}" for number in (-1, 2)]
    summary = statistics.get_rich_menu_insight_summary(menu, *days)
    assert (summary.impression.metrics.count, summary.clicks[0].metrics.unique_users) == (25, 25)
    daily = statistics.get_rich_menu_insight_daily(menu, *days)
    assert [each.count for each in daily.clicks[0].metrics] == [25]


@pytest.fixture
def tokens(sandbox: Sandbox) -> Iterator[oauth.ChannelAccessToken]:
    with oauth.ApiClient(oauth.Configuration(host=sandbox.url)) as client:
        yield oauth.ChannelAccessToken(client)
        client.rest_client.pool_manager.clear()


def test_a_stateless_token_is_issued_and_used(
    sandbox: Sandbox, client: Client, tokens: oauth.ChannelAccessToken
) -> None:
    kid = client.control("channel-keys", **public_jwk())["kid"]
    for issued in (
        tokens.issue_stateless_channel_token_by_client_secret(
            client_id="1000000001", client_secret="sandbox-secret"
        ),
        tokens.issue_stateless_channel_token_by_jwt_assertion(client_assertion=signed(kid)),
    ):
        assert (issued.token_type, issued.expires_in) == ("Bearer", 900)
        for bot in api(sandbox, issued.access_token):
            assert bot.get_message_quota().value == 30_000


def test_a_token_v21_is_issued_listed_verified_and_revoked(
    sandbox: Sandbox, client: Client, tokens: oauth.ChannelAccessToken
) -> None:
    kid = client.control("channel-keys", **public_jwk())["kid"]
    issued = tokens.issue_channel_token_by_jwt(
        "client_credentials", ASSERTION_TYPE, signed(kid, token_exp=86400)
    )
    listed = tokens.gets_all_valid_channel_access_token_key_ids(ASSERTION_TYPE, signed(kid))
    verified = tokens.verify_channel_token_by_jwt(issued.access_token)
    assert listed.kids == [issued.key_id]
    assert verified.client_id == "1000000001"
    assert 86340 < verified.expires_in <= issued.expires_in == 86400
    tokens.revoke_channel_token_by_jwt("1000000001", "sandbox-secret", issued.access_token)
    for bot in api(sandbox, issued.access_token):
        assert refused(bot.get_message_quota)[0].status == 401


def test_a_short_lived_token_is_issued_verified_and_revoked(
    sandbox: Sandbox, tokens: oauth.ChannelAccessToken
) -> None:
    issued = tokens.issue_channel_token("client_credentials", "1000000001", "sandbox-secret")
    assert tokens.verify_channel_token(issued.access_token).scope == "P CM"
    tokens.revoke_channel_token(issued.access_token)
    for bot in api(sandbox, issued.access_token):
        assert refused(bot.get_message_quota)[0].status == 401


def test_a_module_channel_is_attached_listed_and_detached(sandbox: Sandbox, client: Client) -> None:
    given = client.control("module-codes", redirect_uri="https://example.com/")
    basic = base64.b64encode(b"1000000001:sandbox-secret").decode()
    configuration = moduleattach.Configuration(host=sandbox.url, access_token=basic)
    with moduleattach.ApiClient(configuration) as attaching:
        attached = moduleattach.LineModuleAttach(attaching).attach_module(
            "authorization_code", given["code"], "https://example.com/"
        )
        attaching.rest_client.pool_manager.clear()
    assert attached.bot_id == given["botId"]
    assert attached.scopes == ["message:send", "message:receive"]

    for modules in module_api(sandbox):
        (bot,) = modules.get_modules(limit=10).bots
        assert bot.user_id == given["botId"]
        modules.detach_module(module.DetachModuleRequest(botId=given["botId"]))
        assert modules.get_modules().bots == []


def test_a_chat_is_acquired_and_released(sandbox: Sandbox, client: Client, friend: str) -> None:
    for modules in module_api(sandbox):
        request = module.AcquireChatControlRequest(expired=True, ttl=60)
        modules.acquire_chat_control(friend, request)
        assert client.seen(f"chat-control?chatId={friend}") == {"holder": "module"}
        modules.release_chat_control(friend)
        modules.acquire_chat_control(friend)
        assert client.seen(f"chat-control?chatId={friend}") == {"holder": "module"}


def module_api(sandbox: Sandbox) -> Iterator[module.LineModule]:
    configuration = module.Configuration(host=sandbox.url, access_token="sandbox-token")
    with module.ApiClient(configuration) as client:
        yield module.LineModule(client)
        client.rest_client.pool_manager.clear()


def test_a_wrong_token_is_refused(sandbox: Sandbox) -> None:
    for bot in api(sandbox, "wrong"):
        error, body = refused(bot.get_message_quota)
        assert error.status == 401
        assert body.message.startswith("Authentication failed.")


def test_a_rich_menu_is_created_shown_and_deleted(
    bot: line.MessagingApi, blob: line.MessagingApiBlob, friend: str
) -> None:
    menu = bot.create_rich_menu(rich_menu("A")).rich_menu_id
    bot.validate_rich_menu_object(rich_menu("A"))
    headers = {"Content-Type": "image/png"}
    blob.set_rich_menu_image(menu, body=png(), _headers=headers)
    assert blob.get_rich_menu_image(menu) == png()

    bot.set_default_rich_menu(menu)
    assert bot.get_default_rich_menu_id().rich_menu_id == menu
    bot.cancel_default_rich_menu()
    bot.link_rich_menu_id_to_user(friend, menu)
    assert bot.get_rich_menu_id_of_user(friend).rich_menu_id == menu
    bot.unlink_rich_menu_id_from_user(friend)
    _, body = refused(lambda: bot.get_rich_menu_id_of_user(friend))
    assert (body.message, body.details) == ("the user has no richmenu", [])

    (found,) = bot.get_rich_menu_list().richmenus
    assert found == bot.get_rich_menu(menu)
    assert found.areas[0].action.rich_menu_alias_id == "menu-b"
    bot.delete_rich_menu(menu)
    error, _ = refused(lambda: bot.get_rich_menu(menu))
    assert error.status == 404


def test_a_rich_menu_alias_is_created_moved_and_deleted(
    bot: line.MessagingApi, blob: line.MessagingApiBlob
) -> None:
    first, second = (shown_menu(bot, blob, name) for name in "AB")
    alias = {"richMenuAliasId": "menu-a"}
    bot.create_rich_menu_alias(line.CreateRichMenuAliasRequest(**alias, richMenuId=first))
    bot.update_rich_menu_alias("menu-a", line.UpdateRichMenuAliasRequest(richMenuId=second))
    assert bot.get_rich_menu_alias("menu-a").rich_menu_id == second
    (found,) = bot.get_rich_menu_alias_list().aliases
    assert found.to_dict() == {**alias, "richMenuId": second}
    bot.delete_rich_menu_alias("menu-a")
    assert bot.get_rich_menu_alias_list().aliases == []


def test_rich_menus_of_many_users_are_changed(
    bot: line.MessagingApi, blob: line.MessagingApiBlob, client: Client, friends: list[str]
) -> None:
    first, second = (shown_menu(bot, blob, name) for name in "AB")
    everybody = line.RichMenuBulkLinkRequest(richMenuId=first, userIds=friends)
    assert bot.link_rich_menu_id_to_users_with_http_info(everybody).status_code == 202
    client.control("clock", advance=1)
    bot.unlink_rich_menu_id_from_users(line.RichMenuBulkUnlinkRequest(userIds=friends[3:]))
    client.control("clock", advance=1)

    operation = line.RichMenuBatchLinkOperation(**{"from": first, "to": second})
    request = line.RichMenuBatchRequest(operations=[operation], resumeRequestKey="a")
    bot.validate_rich_menu_batch_request(request)
    number = bot.rich_menu_batch_with_http_info(request).headers["x-line-request-id"]
    assert bot.get_rich_menu_batch_progress(number).phase == "ongoing"
    client.control("clock", advance=1)
    progress = bot.get_rich_menu_batch_progress(number)
    assert progress.phase == "succeeded"
    assert progress.completed_time > progress.accepted_time
    assert [bot.get_rich_menu_id_of_user(each).rich_menu_id for each in friends[:3]] == [second] * 3
    assert refused(lambda: bot.get_rich_menu_id_of_user(friends[3]))[0].status == 404


def rich_menu(name: str) -> line.RichMenuRequest:
    bounds = line.RichMenuBounds(x=0, y=0, width=1200, height=810)
    action = line.RichMenuSwitchAction(richMenuAliasId="menu-b", data="b")
    return line.RichMenuRequest(
        size=line.RichMenuSize(width=1200, height=810),
        selected=True,
        name=name,
        chatBarText="Tap here",
        areas=[line.RichMenuArea(bounds=bounds, action=action)],
    )


def shown_menu(bot: line.MessagingApi, blob: line.MessagingApiBlob, name: str) -> str:
    menu: str = bot.create_rich_menu(rich_menu(name)).rich_menu_id
    blob.set_rich_menu_image(menu, body=png(), _headers={"Content-Type": "image/png"})
    return menu
