"""LINE's official SDK reads content, webhook settings, memberships and coupons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from linebot.v3 import messaging as line  # type: ignore[import-untyped]

from sandbox.line.test_official_sdk import api, refused

if TYPE_CHECKING:
    from line_connector.sandbox import Sandbox
    from sandbox.conftest import Client

END = 4102412399


@pytest.fixture
def bot(sandbox: Sandbox) -> Iterator[line.MessagingApi]:
    yield from api(sandbox, "sandbox-token")


@pytest.fixture
def blob(sandbox: Sandbox) -> Iterator[line.MessagingApiBlob]:
    configuration = line.Configuration(host=sandbox.url, access_token="sandbox-token")
    with line.ApiClient(configuration) as client:
        yield line.MessagingApiBlob(client)
        client.rest_client.pool_manager.clear()


def test_content_is_downloaded_once_it_is_prepared(
    blob: line.MessagingApiBlob, client: Client
) -> None:
    message_id = client.control("contents", type="video", preparing=60)["messageId"]
    assert blob.get_message_content_with_http_info(message_id).status_code == 202
    status = blob.get_message_content_transcoding_by_message_id
    assert status(message_id).status == "processing"
    client.control("clock", advance=60)
    assert status(message_id).status == "succeeded"
    assert bytes(blob.get_message_content(message_id))[4:8] == b"ftyp"
    assert bytes(blob.get_message_content_preview(message_id))[:3] == b"\xff\xd8\xff"


def test_unsent_content_is_gone(blob: line.MessagingApiBlob, client: Client) -> None:
    message_id = client.control("contents", unsent=True)["messageId"]
    error, body = refused(lambda: blob.get_message_content(message_id))
    assert (error.status, body.message) == (410, "The content is gone")


def test_webhook_endpoint_is_set_and_tested(bot: line.MessagingApi) -> None:
    assert refused(bot.get_webhook_endpoint)[0].status == 404
    url = "https://bot.example/line"
    bot.set_webhook_endpoint(line.SetWebhookEndpointRequest(endpoint=url))
    found = bot.get_webhook_endpoint()
    assert (found.endpoint, found.active) == (url, True)
    for request in (None, line.TestWebhookEndpointRequest(endpoint=url)):
        assert bot.test_webhook_endpoint(request).reason == "COULD_NOT_CONNECT"


def test_memberships_are_read(bot: line.MessagingApi, client: Client, friends: list[str]) -> None:
    client.control("memberships", membershipId=1001, members=friends, memberLimit=100)
    (plan,) = bot.get_membership_list().memberships
    assert (plan.membership_id, plan.member_count, plan.member_limit) == (1001, 5, 100)
    (subscription,) = bot.get_membership_subscription(friends[1]).subscriptions
    assert (subscription.membership.title, subscription.user.membership_no) == (plan.title, 2)
    first = bot.get_joined_membership_users(1001, limit=3)
    second = bot.get_joined_membership_users(1001, start=first.next, limit=3)
    assert first.user_ids + second.user_ids == friends


@pytest.mark.parametrize(
    "reward",
    [
        line.CouponDiscountRewardRequest(
            priceInfo=line.DiscountExplicitPriceInfoRequest(originalPrice=3, priceAfterDiscount=2)
        ),
        line.CouponCashBackRewardRequest(
            priceInfo=line.CashBackPercentagePriceInfoRequest(percentage=30)
        ),
        line.CouponGiftRewardRequest(),
    ],
)
def test_coupon_is_created_read_and_closed(
    bot: line.MessagingApi, reward: line.CouponRewardRequest
) -> None:
    request = line.CouponCreateRequest(
        title="Coupon",
        reward=reward,
        acquisitionCondition=line.LotteryAcquisitionConditionRequest(
            lotteryProbability=50, maxAcquireCount=-1
        ),
        startTimestamp=0,
        endTimestamp=END,
        timezone="ASIA_TOKYO",
        visibility="UNLISTED",
        maxUseCountPerTicket=1,
    )
    coupon_id = bot.create_coupon(request).coupon_id
    assert coupon_id in [
        each.coupon_id for each in bot.list_coupon(status=["DRAFT", "RUNNING"]).items
    ]
    detail = bot.get_coupon_detail(coupon_id)
    assert (detail.status, detail.end_timestamp) == ("RUNNING", END)
    assert detail.acquisition_condition.lottery_probability == 50
    bot.close_coupon(coupon_id)
    assert [each.coupon_id for each in bot.list_coupon(status=["CLOSED"]).items] == [coupon_id]
    error, body = refused(lambda: bot.close_coupon(coupon_id))
    assert (error.status, body.details[0].message) == (410, "The coupon has already been closed.")
