from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, GoneError, NotFoundError
from support.sandboxed import Line

CREATE, LIST, DETAIL, CLOSE = "create_coupon", "list_coupon", "get_coupon_detail", "close_coupon"
SEEDED = "01SANDB0X00000000000000001"
END = 4102412399
COUPON: dict[str, Any] = {
    "title": "Friends only",
    "reward": {"type": "free"},
    "acquisitionCondition": {"type": "normal"},
    "startTimestamp": 0,
    "endTimestamp": END,
    "timezone": "ASIA_BANGKOK",
    "visibility": "PUBLIC",
    "maxUseCountPerTicket": -1,
}
FIXED = {"type": "fixed", "fixedAmount": 100}
SHARE = {"type": "percentage", "percentage": 99}
EXPLICIT = {"type": "explicit", "originalPrice": 12000, "priceAfterDiscount": 9500}


def created(connector: Connector, **changes: Any) -> str:
    coupon_id: str = connector.run(CREATE, {**COUPON, **changes}).body.coupon_id
    return coupon_id


def without_us(connector: Connector, **changes: Any) -> list[dict[str, str]]:
    """Return what LINE finds wrong with a coupon that we do not check."""
    body = {name: each for name, each in {**COUPON, **changes}.items() if each is not ...}
    request = {"method": "POST", "path": "/v2/bot/coupon", "body": body}
    with pytest.raises(BadRequestError) as caught:
        connector.run("line_request", request)
    details: list[dict[str, str]] = caught.value.output.json_body["details"]
    return details


def test_coupon_is_kept_as_it_was_created(connector: Connector) -> None:
    more = {
        "description": "Show it\nat the till.",
        "usageCondition": "From 1,000 yen",
        "couponCode": "CODE123456789012",
        "imageUrl": "https://example.com/a.png",
        "barcodeImageUrl": "https://example.com/b.png",
        "acquisitionCondition": {
            "type": "lottery",
            "lotteryProbability": 50,
            "maxAcquireCount": -1,
        },
    }

    body = connector.run(DETAIL, {"couponId": created(connector, **more)}).json_body

    assert {name: body[name] for name in {**COUPON, **more}} == {**COUPON, **more}
    assert (body["status"], body["maxTicketPerUser"]) == ("RUNNING", 1)


@pytest.mark.parametrize(
    ("reward", "currency"),
    [
        ({"type": "discount", "priceInfo": FIXED}, "JPY"),
        ({"type": "discount", "priceInfo": SHARE}, None),
        ({"type": "discount", "priceInfo": EXPLICIT}, "JPY"),
        ({"type": "cashBack", "priceInfo": FIXED}, "JPY"),
        ({"type": "cashBack", "priceInfo": SHARE}, None),
        ({"type": "gift"}, None),
        ({"type": "others"}, None),
    ],
)
def test_every_reward(connector: Connector, reward: dict[str, Any], currency: str | None) -> None:
    body = connector.run(DETAIL, {"couponId": created(connector, reward=reward)}).body

    assert body.reward.get("priceInfo", {}).pop("currency", None) == currency
    assert body.reward == reward


@pytest.mark.parametrize(
    ("changes", "where", "told"),
    [
        ({"title": ""}, "title", "Size must be between 1 and 60"),
        ({"title": "x" * 61}, "title", "Size must be between 1 and 60"),
        ({"title": "🎁" * 31}, "title", "Size must be between 1 and 60"),
        ({"description": "x" * 1001}, "description", "Size must be between 0 and 1000"),
        ({"usageCondition": "x" * 101}, "usageCondition", "Size must be between 0 and 100"),
        ({"couponCode": "x" * 17}, "couponCode", "Size must be between 0 and 16"),
        ({"imageUrl": "http://example.com"}, "imageUrl", "Must be a valid HTTPS URL"),
        ({"reward": ...}, "reward", "May not be empty"),
        (
            {"reward": {"type": "joy"}},
            "reward.type",
            "Must be one of the following values: [discount,free,gift,cashBack,others]",
        ),
        ({"reward": {"type": "discount"}}, "reward.priceInfo", "May not be empty"),
        (
            {"reward": {"type": "cashBack", "priceInfo": EXPLICIT}},
            "reward.priceInfo.type",
            "Must be one of the following values: [fixed,percentage]",
        ),
        (
            {"reward": {"type": "discount", "priceInfo": {**SHARE, "fixedAmount": 1}}},
            "reward.priceInfo.fixedAmount",
            "Must not be specified",
        ),
        (
            {"reward": {"type": "discount", "priceInfo": {**FIXED, "fixedAmount": 0}}},
            "reward.priceInfo.fixedAmount",
            "Must be a positive value",
        ),
        (
            {"reward": {"type": "discount", "priceInfo": {**SHARE, "percentage": 100}}},
            "reward.priceInfo.percentage",
            "Must be between 1 and 99",
        ),
        ({"reward": {"type": "gift", "priceInfo": FIXED}}, "reward.priceInfo", "Must not be"),
        (
            {"acquisitionCondition": {"type": "referral"}},
            "acquisitionCondition.type",
            "Must be one of the following values: [normal,lottery]",
        ),
        (
            {"acquisitionCondition": {"type": "lottery", "lotteryProbability": 1}},
            "acquisitionCondition.maxAcquireCount",
            "May not be empty",
        ),
        (
            {
                "acquisitionCondition": {
                    "type": "lottery",
                    "lotteryProbability": 1,
                    "maxAcquireCount": 0,
                }
            },
            "acquisitionCondition.maxAcquireCount",
            "Must be between 1 and 999999",
        ),
        ({"maxUseCountPerTicket": 2}, "maxUseCountPerTicket", "Must be one of"),
        ({"visibility": "PRIVATE"}, "visibility", "Must be one of"),
        ({"timezone": "Asia/Tokyo"}, "timezone", "Must be one of"),
        ({"startTimestamp": END + 1}, "endTimestamp", "Must be after startTimestamp"),
    ],
)
def test_what_line_refuses_is_not_sent(
    connector: Connector, line: Line, changes: dict[str, Any], where: str, told: str
) -> None:
    given = {name: each for name, each in {**COUPON, **changes}.items() if each is not ...}
    with pytest.raises(InputError) as caught:
        connector.run(CREATE, given)
    assert [".".join(map(str, problem.path)) for problem in caught.value.problems] == [where]
    assert line.requests() == []

    ((found),) = without_us(connector, **changes)
    assert found["property"] == where
    assert found["message"].startswith(told)


def test_end_in_the_past_is_warned_of(connector: Connector) -> None:
    call = connector.call(CREATE, {**COUPON, "endTimestamp": 1})

    assert [str(each) for each in call.warnings] == [
        "endTimestamp: is refused when it is in the past"
    ]
    with pytest.raises(BadRequestError, match="1 error"):
        call.send()


def test_milliseconds_are_warned_of(connector: Connector) -> None:
    call = connector.call(CREATE, {**COUPON, "endTimestamp": END * 1000})
    assert "LINE counts seconds" in str(call.warnings[0])


def test_coupons_are_listed_page_by_page(connector: Connector) -> None:
    ids = [created(connector, title=f"Coupon {number}") for number in range(25)]

    first = connector.run(LIST).body
    assert (len(first.items), first.next is None) == (20, False)
    assert first.items[0].title == "Coupon 24"
    listed = [item["couponId"] for item in connector.items(LIST, {"limit": 7})]
    assert listed == [*reversed(ids), SEEDED]


def test_new_coupon_does_not_shift_the_pages(connector: Connector) -> None:
    created(connector)
    first = connector.run(LIST, {"limit": 1}).body
    created(connector)
    second = connector.run(LIST, {"limit": 1, "start": first.next}).body
    assert [item.coupon_id for item in second.items] == [SEEDED]


def test_list_is_filtered_by_state(connector: Connector, line: Line) -> None:
    (draft,) = line.control("coupons", {"draft": True})["couponIds"]
    ending = created(connector, endTimestamp=int(line.now()) + 3600)
    closed = created(connector)
    connector.run(CLOSE, {"couponId": closed})

    def listed(*status: str) -> set[str]:
        return {item["couponId"] for item in connector.items(LIST, {"status": [*status]})}

    assert listed("DRAFT") == {draft}
    assert listed("RUNNING") == {SEEDED, ending}
    assert listed("DRAFT", "CLOSED") == {draft, closed}
    line.control("clock", {"advance": 3600})
    assert listed("CLOSED") == {ending, closed}


def test_states_may_be_joined_with_commas(connector: Connector) -> None:
    request = {"method": "GET", "path": "/v2/bot/coupon", "query": {"status": "DRAFT,RUNNING"}}
    items = connector.run("line_request", request).json_body["items"]
    assert [item["couponId"] for item in items] == [SEEDED]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"status": "OPEN"}, "Must be one of the following values: [DRAFT,RUNNING,CLOSED]"),
        ({"limit": 101}, "Must be less than or equal to 100"),
    ],
)
def test_wrong_query(connector: Connector, query: dict[str, Any], told: str) -> None:
    given = {name: [each] if name == "status" else each for name, each in query.items()}
    with pytest.raises(InputError, match=next(iter(query))):
        connector.run(LIST, given)

    request = {"method": "GET", "path": "/v2/bot/coupon", "query": query}
    with pytest.raises(BadRequestError) as caught:
        connector.run("line_request", request)
    assert caught.value.output.json_body == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": told, "property": next(iter(query))}],
    }


def test_state_is_asked_for_once(connector: Connector) -> None:
    with pytest.raises(InputError, match="status: must have each state once"):
        connector.run(LIST, {"status": ["DRAFT", "DRAFT"]})


def test_coupon_is_discontinued_once(connector: Connector) -> None:
    coupon = {"couponId": created(connector)}

    connector.run(CLOSE, coupon)

    assert connector.run(DETAIL, coupon).body.status == "CLOSED"
    with pytest.raises(GoneError, match=r"The coupon has already been closed\."):
        connector.run(CLOSE, coupon)


@pytest.mark.parametrize("action", [DETAIL, CLOSE])
def test_unknown_coupon(connector: Connector, action: str) -> None:
    with pytest.raises(NotFoundError, match="coupon not found"):
        connector.run(action, {"couponId": "01JYNW8JMQVFBNWF1APF8Z3FS7"})


def test_coupon_that_ended_is_closed(connector: Connector, line: Line) -> None:
    coupon = {"couponId": created(connector, endTimestamp=int(line.now()) + 60)}
    line.control("clock", {"advance": 60})
    assert connector.run(DETAIL, coupon).body.status == "CLOSED"


def test_5000_coupons_can_be_valid(connector: Connector, line: Line) -> None:
    line.control("coupons", {"count": 4999})  # and the one that is always there

    with pytest.raises(BadRequestError, match="You have too many coupons created"):
        created(connector)

    connector.run(CLOSE, {"couponId": SEEDED})
    created(connector)


def test_coupon_for_bringing_friends(connector: Connector, line: Line) -> None:
    (coupon_id,) = line.control("coupons", {"ticketsPerFriend": 3})["couponIds"]

    body = connector.run(DETAIL, {"couponId": coupon_id}).body

    assert body.acquisition_condition == {"type": "referral"}
    assert body.max_ticket_per_user == 3
