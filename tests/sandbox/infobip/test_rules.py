"""What is refused, where and in which words; and what is taken."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.infobip.conftest import LINE, PHONE, SMS, notification

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply
    from sandbox.infobip.conftest import Infobip

NULL, INVALID, BLANK, EMPTY = (
    "must not be null",
    "invalid value",
    "must not be blank",
    "must not be empty",
)
CONTENT = "messages[0].content"
FIRST = f"{CONTENT}.contents.body.contents[0]"
URI = {"type": "URI", "label": "Shop", "uri": "https://example.com"}


def up_to(limit: int) -> str:
    return f"size must be between 0 and {limit}"


def bubble(*components: Any, **more: Any) -> dict[str, Any]:
    """A notification with some components in its body."""
    body = {"type": "BOX", "layout": "VERTICAL", "contents": [*components]}
    return with_contents({"type": "BUBBLE", "body": body, **more})


def with_contents(contents: Any) -> dict[str, Any]:
    content = {"type": "LINE_NOTIFICATION", "altText": "Hi", "contents": contents}
    return notification(content=content)


def options(**options: Any) -> dict[str, Any]:
    return notification(options=options)


def window(**window: Any) -> dict[str, Any]:
    return options(deliveryTimeWindow={"days": ["MONDAY"], **window})


def at(hour: int, minute: int = 0) -> dict[str, int]:
    return {"hour": hour, "minute": minute}


def days_ahead(days: float) -> str:
    moment = datetime.now(tz=timezone.utc) + timedelta(days=days)
    return moment.isoformat(timespec="milliseconds")


REFUSED: list[tuple[Any, str, str]] = [
    (notification(sender=None), "messages[0].sender", NULL),
    (notification(sender=""), "messages[0].sender", BLANK),
    (notification(sender=1), "messages[0].sender", INVALID),
    (notification(destinations=[]), "messages[0].destinations", EMPTY),
    (notification(destinations=[{}]), "messages[0].destinations[0].to", NULL),
    (notification(destinations=[{"to": 66}]), "messages[0].destinations[0].to", INVALID),
    (
        notification(destinations=[{"to": PHONE, "messageId": "a" * 201}]),
        "messages[0].destinations[0].messageId",
        up_to(200),
    ),
    (notification(content=None), CONTENT, NULL),
    (notification(content="Hi"), CONTENT, INVALID),
    (notification(content={"type": "FLEX"}), f"{CONTENT}.type", INVALID),
    (
        notification(content={"type": "LINE_NOTIFICATION", "contents": {}}),
        f"{CONTENT}.altText",
        NULL,
    ),
    (
        notification(content={"altText": "a" * 401, "contents": {}}),
        f"{CONTENT}.altText",
        up_to(400),
    ),
    (with_contents(None), f"{CONTENT}.contents", NULL),
    (with_contents({"type": "CAROUSEL"}), f"{CONTENT}.contents.type", INVALID),
    (bubble(size="HUGE"), f"{CONTENT}.contents.size", INVALID),
    (bubble(direction="ltr"), f"{CONTENT}.contents.direction", INVALID),
    (bubble(header={"type": "TEXT"}), f"{CONTENT}.contents.header.type", INVALID),
    (bubble(header={"contents": []}), f"{CONTENT}.contents.header.layout", NULL),
    (
        bubble(style={"body": {"separator": "yes"}}),
        f"{CONTENT}.contents.style.body.separator",
        INVALID,
    ),
    (bubble({"type": "VIDEO"}), f"{FIRST}.type", INVALID),
    (bubble({"text": "a"}), f"{FIRST}.type", NULL),
    (bubble({}), f"{FIRST}.type", NULL),
    (bubble(action={"label": "a"}), f"{CONTENT}.contents.action.uri", NULL),
    (
        bubble({"type": "BUTTON", "action": URI, "style": {"header": 1}}),
        f"{FIRST}.style",
        INVALID,
    ),
    (bubble({"type": "BOX", "layout": "vertical"}), f"{FIRST}.layout", INVALID),
    (
        bubble({"type": "BOX", "layout": "VERTICAL", "flex": 21}),
        f"{FIRST}.flex",
        "must be less than or equal to 20",
    ),
    (
        bubble({"type": "BOX", "layout": "VERTICAL", "flex": -1}),
        f"{FIRST}.flex",
        "must be greater than or equal to 0",
    ),
    (bubble({"type": "BOX", "layout": "VERTICAL", "width": 1}), f"{FIRST}.width", INVALID),
    (
        bubble({"type": "BOX", "layout": "VERTICAL", "contents": [{"type": "SPAN"}]}),
        f"{FIRST}.contents[0].text",
        NULL,
    ),
    (bubble({"type": "TEXT"}), f"{FIRST}.text", NULL),
    (bubble({"type": "TEXT", "text": "a", "weight": "bold"}), f"{FIRST}.weight", INVALID),
    (bubble({"type": "TEXT", "text": "a", "wrap": 1}), f"{FIRST}.wrap", INVALID),
    (
        bubble({"type": "TEXT", "text": "a", "maxLines": -1}),
        f"{FIRST}.maxLines",
        "must be greater than or equal to 0",
    ),
    (
        bubble({"type": "TEXT", "contents": [{"type": "TEXT"}]}),
        f"{FIRST}.contents[0].type",
        INVALID,
    ),
    (
        bubble({"type": "TEXT", "contents": [{"type": "SPAN", "text": "a", "style": "BOLD"}]}),
        f"{FIRST}.contents[0].style",
        INVALID,
    ),
    (bubble({"type": "IMAGE"}), f"{FIRST}.url", NULL),
    (bubble({"type": "IMAGE", "url": "u", "aspectMode": "FILL"}), f"{FIRST}.aspectMode", INVALID),
    (bubble({"type": "ICON"}), f"{FIRST}.url", NULL),
    (bubble({"type": "BUTTON"}), f"{FIRST}.action", NULL),
    (bubble({"type": "BUTTON", "action": URI, "height": "LARGE"}), f"{FIRST}.height", INVALID),
    (bubble({"type": "BUTTON", "action": URI, "style": "link"}), f"{FIRST}.style", INVALID),
    (
        bubble({"type": "BUTTON", "action": {**URI, "label": "a" * 21}}),
        f"{FIRST}.action.label",
        up_to(20),
    ),
    (
        bubble({"type": "BUTTON", "action": {**URI, "uri": "a" * 1001}}),
        f"{FIRST}.action.uri",
        up_to(1000),
    ),
    (
        bubble({"type": "BUTTON", "action": {**URI, "altUri": {"desktop": "a" * 1001}}}),
        f"{FIRST}.action.altUri.desktop",
        up_to(1000),
    ),
    (bubble(action={"type": "MESSAGE"}), f"{CONTENT}.contents.action.type", INVALID),
    (bubble(action={"type": "URI", "uri": "u"}), f"{CONTENT}.contents.action.label", NULL),
    (bubble(action={"uri": "u"}), f"{CONTENT}.contents.action.label", NULL),
    (
        bubble(action={"type": "POSTBACK", "label": "a"}),
        f"{CONTENT}.contents.action.data",
        NULL,
    ),
    (
        bubble(action={"type": "POSTBACK", "label": "a", "data": "a" * 1001}),
        f"{CONTENT}.contents.action.data",
        up_to(1000),
    ),
    (
        options(platform={"entityId": "a" * 256}),
        "messages[0].options.platform.entityId",
        up_to(255),
    ),
    (
        options(campaignReferenceId="a" * 256),
        "messages[0].options.campaignReferenceId",
        up_to(255),
    ),
    (options(validityPeriod={}), "messages[0].options.validityPeriod.amount", NULL),
    (
        options(validityPeriod={"amount": 0}),
        "messages[0].options.validityPeriod.amount",
        "must be greater than or equal to 1",
    ),
    (
        options(validityPeriod={"amount": 2**31}),
        "messages[0].options.validityPeriod.amount",
        "must be less than or equal to 2147483647",
    ),
    (
        options(validityPeriod={"amount": 1, "timeUnit": "DAYS"}),
        "messages[0].options.validityPeriod.timeUnit",
        INVALID,
    ),
    (
        options(deliveryTimeWindow={}),
        "messages[0].options.deliveryTimeWindow.days",
        NULL,
    ),
    (window(days=[]), "messages[0].options.deliveryTimeWindow.days", EMPTY),
    (window(days=["Monday"]), "messages[0].options.deliveryTimeWindow.days[0]", INVALID),
    (
        window(**{"from": at(6)}),
        "messages[0].options.deliveryTimeWindow",
        "from and to must both be given or omitted",
    ),
    (
        window(**{"from": at(24), "to": at(6)}),
        "messages[0].options.deliveryTimeWindow.from.hour",
        "must be less than or equal to 23",
    ),
    (
        window(**{"from": at(6), "to": {"hour": 7}}),
        "messages[0].options.deliveryTimeWindow.to.minute",
        NULL,
    ),
    (
        window(**{"from": at(6), "to": at(6, 59)}),
        "messages[0].options.deliveryTimeWindow",
        "from and to must be at least 1 hour apart",
    ),
    (
        window(**{"from": at(6), "to": at(6)}),
        "messages[0].options.deliveryTimeWindow",
        "from and to must be at least 1 hour apart",
    ),
    (options(smsFailover={}), "messages[0].options.smsFailover.text", NULL),
    (
        options(smsFailover={"text": "a", "regional": {"indiaDlt": {}}}),
        "messages[0].options.smsFailover.regional.indiaDlt.principalEntityId",
        NULL,
    ),
    (
        options(smsFailover={"text": "a", "regional": {"turkeyIys": {"recipientType": "a"}}}),
        "messages[0].options.smsFailover.regional.turkeyIys.recipientType",
        INVALID,
    ),
    (
        options(smsFailover={"text": "a", "regional": {"southKorea": {"title": "a" * 67}}}),
        "messages[0].options.smsFailover.regional.southKorea.title",
        up_to(66),
    ),
    (
        notification(webhooks={"callbackData": "a" * 4001}),
        "messages[0].webhooks.callbackData",
        up_to(4000),
    ),
    (
        notification(webhooks={"contentType": "text/plain"}),
        "messages[0].webhooks.contentType",
        INVALID,
    ),
    (
        notification(webhooks={"delivery": {"notify": "yes"}}),
        "messages[0].webhooks.delivery.notify",
        INVALID,
    ),
]

REFUSED_SCHEDULES: list[tuple[dict[str, Any], str, str]] = [
    ({"bulkId": "a" * 101}, "bulkId", up_to(100)),
    ({"sendAt": "tomorrow"}, "sendAt", INVALID),
    ({"sendAt": "2026-01-31T09:00:00.000"}, "sendAt", INVALID),
    ({"sendAt": days_ahead(181)}, "sendAt", "must not be later than 180 days from now"),
    ({"sendingSpeedLimit": {}}, "sendingSpeedLimit.amount", NULL),
    (
        {"sendingSpeedLimit": {"amount": 0}},
        "sendingSpeedLimit.amount",
        "must be greater than or equal to 1",
    ),
    (
        {"sendingSpeedLimit": {"amount": 1, "timeUnit": "SECOND"}},
        "sendingSpeedLimit.timeUnit",
        INVALID,
    ),
]


def refused(reply: Reply) -> list[dict[str, str]]:
    assert reply.status == 400
    assert reply.json["errorCode"] == "E400"
    assert reply.json["description"] == "Request cannot be processed."
    assert reply.json["action"] == "Check the syntax, violations and adjust the request."
    assert reply.json["resources"] == []
    violations: list[dict[str, str]] = reply.json["violations"]
    return violations


@pytest.mark.parametrize(("message", "where", "problem"), REFUSED)
def test_a_wrong_notification_is_refused(
    infobip: Infobip, message: dict[str, Any], where: str, problem: str
) -> None:
    reply = infobip.notify(message)
    assert refused(reply) == [{"property": where, "violation": problem}]
    assert infobip.received() == []


@pytest.mark.parametrize(("schedule", "where", "problem"), REFUSED_SCHEDULES)
def test_a_wrong_schedule_is_refused(
    infobip: Infobip, schedule: dict[str, Any], where: str, problem: str
) -> None:
    reply = infobip.notify(notification(), **schedule)
    violation = {"property": f"options.schedule.{where}", "violation": problem}
    assert refused(reply) == [violation]


@pytest.mark.parametrize(
    ("body", "violations"),
    [
        ({}, [("messages", NULL)]),
        ({"messages": []}, [("messages", EMPTY)]),
        ({"messages": [1]}, [("messages[0]", INVALID)]),
        (
            {"messages": [notification(), notification(sender=None, destinations=[])]},
            [("messages[1].sender", NULL), ("messages[1].destinations", EMPTY)],
        ),
    ],
)
def test_all_that_is_wrong_is_told(
    infobip: Infobip, body: Any, violations: list[tuple[str, str]]
) -> None:
    told = refused(infobip.post("/line/1/messages", body))
    assert [(each["property"], each["violation"]) for each in told] == violations
    assert infobip.received() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"1", b"\xff", b'{"a": NaN}', b'{"a": 1e999}', b'{"a": "\\ud800"}'],
)
def test_what_is_no_object_is_refused_in_both_families(client: Client, body: bytes) -> None:
    for path, code in (
        ("/line/1/messages", "errorCode"),
        ("/line/1/single", "requestError"),
        ("/omni/1/advanced", "requestError"),
        ("/omni/1/scenarios", "requestError"),
    ):
        reply = client.send("POST", path, body, authorization="App sandbox-key")
        assert (reply.status, code in reply.json) == (400, True)


def test_another_content_type_is_refused(infobip: Infobip) -> None:
    for path in ("/line/1/messages", "/omni/1/advanced"):
        assert infobip.post(path, {}, content_type="text/plain").status == 415


@pytest.mark.parametrize("path", ["/line/1/nothing", "/line/1/messages/"])
def test_the_newer_family_knows_no_other_paths(infobip: Infobip, path: str) -> None:
    reply = infobip.get(path)
    assert (reply.status, reply.json["errorCode"]) == (404, "E404")
    assert infobip.get("/line/1/messages").json["errorCode"] == "E405"


def test_the_older_family_knows_no_other_paths(infobip: Infobip) -> None:
    reply = infobip.get("/omni/1/nothing")
    assert reply.status == 404
    assert reply.json["requestError"]["serviceException"]["messageId"] == "NOT_FOUND"


def test_no_answer_says_it_is_from_line(infobip: Infobip) -> None:
    for reply in (infobip.notify(notification()), infobip.get("/omni/1/nothing")):
        assert reply.headers["x-request-id"]
        assert not {"x-line-request-id", "server"} & reply.headers.keys()


TEXT = {"type": "TEXT", "text": "a"}
TAKEN: list[dict[str, Any]] = [
    notification(unknown=1, webhooks=None),
    notification(content={"altText": "", "contents": {}}),
    with_contents({"body": {"layout": "BASELINE"}}),
    bubble(action={"label": "Shop", "uri": "https://example.com"}),
    bubble({"type": "TEXT", "contents": [{"type": "SPAN", "text": "a"}, {"text": "b"}]}),
    bubble({**TEXT, "flex": 20, "size": "0.3px", "color": "red", "maxLines": 0}),
    bubble({"type": "SPAN", "text": "a"}, {"type": "SEPARATOR", "margin": "xl"}),
    bubble({"type": "BUTTON", "action": URI, "style": {"header": {"backgroundColor": "#ffffff"}}}),
    bubble({"type": "BUTTON", "action": URI, "style": "PRIMARY"}),
    bubble({"type": "BOX", "layout": "VERTICAL", "contents": [{"type": "ICON", "url": "u"}]}),
    bubble(size="GIGA", direction="RIGHT_TO_LEFT", style={"header": {"separator": True}}),
    options(validityPeriod={"amount": 2**31 - 1, "timeUnit": "HOURS"}),
    window(days=["SUNDAY", *["MONDAY"] * 9]),
    window(days=["SUNDAY"], **{"from": at(23, 30), "to": at(0, 30)}),
    window(days=["SUNDAY"], **{"from": at(6), "to": at(7)}),
    notification(sender=" "),
    options(smsFailover={"text": ""}),
    options(
        smsFailover={
            "text": "a",
            "regional": {
                "indiaDlt": {"principalEntityId": "1", "telemarketerId": "2"},
                "turkeyIys": {"recipientType": "TACIR", "brandCode": 1},
                "southKorea": {"title": "a" * 66, "resellerCode": 123456789},
            },
        }
    ),
    notification(webhooks={"delivery": {"url": ""}, "contentType": "application/xml"}),
    notification(webhooks={"delivery": {"contentType": "application/json"}}),
]


@pytest.mark.parametrize("message", TAKEN)
def test_a_good_notification_is_taken_as_it_is(infobip: Infobip, message: dict[str, Any]) -> None:
    assert infobip.notify(message).status == 200
    infobip.wait(8 * 86400)
    reported = infobip.get("/line/1/reports")
    assert reported.status == 200
    window = (message.get("options") or {}).get("deliveryTimeWindow")
    if window is None:
        (entry,) = infobip.received()
        assert entry["message"] == without_nulls(message["content"])


def without_nulls(value: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in copy.deepcopy(value).items() if each is not None}


OMNI_REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"destinations": None}, "destinations", NULL),
    ({"destinations": []}, "destinations", EMPTY),
    ({"destinations": [{}]}, "destinations[0].to", NULL),
    ({"destinations": [{"to": {}}]}, "destinations[0].to", EMPTY),
    ({"destinations": [{"to": PHONE}]}, "destinations[0].to", INVALID),
    (
        {"destinations": [{"to": {"whatsAppUserId": "a" * 151}}]},
        "destinations[0].to.whatsAppUserId",
        up_to(150),
    ),
    ({"bulkId": "a" * 101}, "bulkId", up_to(100)),
    ({"callbackData": "a" * 4001}, "callbackData", up_to(4000)),
    ({"sendAt": "soon"}, "sendAt", INVALID),
    ({"sendAt": days_ahead(181)}, "sendAt", "must not be later than 180 days from now"),
    ({"notifyContentType": "json"}, "notifyContentType", INVALID),
    ({"intermediateReport": "no"}, "intermediateReport", INVALID),
    ({"sms": {"text": ""}}, "sms.text", BLANK),
    ({"sms": {**SMS, "transliteration": "KLINGON"}}, "sms.transliteration", INVALID),
    ({"sms": {**SMS, "language": {"languageCode": "DE"}}}, "sms.language.languageCode", INVALID),
    (
        {"sms": {**SMS, "validityPeriod": 30, "validityPeriodTimeUnit": "SECONDS"}},
        "sms.validityPeriod",
        "must be longer than 30 seconds",
    ),
    ({"sms": {**SMS, "validityPeriod": 0}}, "sms.validityPeriod", "must be longer than 30 seconds"),
    (
        {"sms": {**SMS, "validityPeriod": 1, "validityPeriodTimeUnit": "WEEKS"}},
        "sms.validityPeriodTimeUnit",
        INVALID,
    ),
    (
        {"viber": {"text": "a", "validityPeriod": 35, "validityPeriodTimeUnit": "SECONDS"}},
        "viber.validityPeriod",
        "must be longer than 35 seconds",
    ),
    ({"viber": {"fileUrl": "ftp://a"}}, "viber.fileUrl", "is not a valid url"),
    ({"push": {"text": "a" * 2001}}, "push.text", "size must be between 1 and 2000"),
    ({"kakaoAlim": {"buttons": [{}] * 6}}, "kakaoAlim.buttons", "size must be between 1 and 5"),
    ({"whatsApp": {"latitude": 91}}, "whatsApp.latitude", "must be less than or equal to 90"),
    ({"email": {"text": ""}}, "email.text", BLANK),
    ({"viber": {"text": "a", "imageURL": "u"}}, "viber", INVALID),
    ({"viber": {"fileUrl": "https://a", "text": "a"}}, "viber", INVALID),
    ({"push": {"notificationOptions": {"badge": "1"}}}, "push.notificationOptions.badge", INVALID),
    ({"push": {"personSubscriptions": ["a", "a"]}}, "push.personSubscriptions", INVALID),
    ({"kakaoChingu": {"text": "a", "buttons": [1]}}, "kakaoChingu.buttons[0]", INVALID),
    ({"whatsApp": {"templateData": [1]}}, "whatsApp.templateData[0]", INVALID),
    (
        {
            "whatsApp": {
                "mediaTemplateData": {
                    "body": {
                        "placeholders": [],
                    },
                    "buttons": [{"quickReplyPayload": "a" * 129}],
                }
            }
        },
        "whatsApp.mediaTemplateData.buttons[0].quickReplyPayload",
        up_to(128),
    ),
    ({"facebook": "a"}, "facebook", INVALID),
    ({"line": "Hi"}, "line", INVALID),
    ({"line": {}}, "line.text", NULL),
    ({"line": {"type": "LOCATION"}}, "line.type", INVALID),
    ({"line": {"type": "text", "text": "a"}}, "line.type", INVALID),
    ({"line": {"type": "IMAGE", "url": "u"}}, "line.thumbnailUrl", NULL),
    (
        {"line": {"type": "VIDEO", "url": "u" * 1001, "thumbnailUrl": "u"}},
        "line.url",
        "size must be between 1 and 1000",
    ),
    ({"line": {"type": "AUDIO", "url": "u"}}, "line.duration", NULL),
    ({"line": {"type": "AUDIO", "url": "u", "duration": 1.5}}, "line.duration", INVALID),
    ({"line": {"type": "STICKER", "packageId": 1, "stickerId": "1"}}, "line.packageId", INVALID),
    ({"line": {"type": "FLEX", "altText": "a"}}, "line.contents", NULL),
]


@pytest.mark.parametrize(("changes", "where", "problem"), OMNI_REFUSED)
def test_a_wrong_omni_message_is_refused(
    infobip: Infobip, changes: dict[str, Any], where: str, problem: str
) -> None:
    body = {"destinations": [{"to": {"phoneNumber": PHONE}}], "line": LINE, **changes}
    reply = infobip.post("/omni/1/advanced", body)
    assert (reply.status, reply.json) == (
        400,
        {
            "requestError": {
                "serviceException": {
                    "messageId": "BAD_REQUEST",
                    "text": "Bad Request",
                    "validationErrors": {where: [problem]},
                }
            }
        },
    )
    assert infobip.received() == []


def flex(*components: Any, layout: str = "VERTICAL", **more: Any) -> dict[str, Any]:
    """An OMNI flex message with some components in its body."""
    body = {"type": "BOX", "layout": layout, "contents": [*components]}
    container = {"type": "BUBBLE", "direction": "LEFT_TO_RIGHT", "body": body, **more}
    return {"type": "FLEX", "altText": "a", "contents": container}


def button(**action: Any) -> dict[str, Any]:
    return {"type": "BUTTON", "action": {"label": "a", **action}}


OMNI_FIRST = "line.contents.body.contents[0]"


@pytest.mark.parametrize(
    ("line", "where", "problem"),
    [
        (flex(direction=None), "line.contents.direction", NULL),
        (flex(type="BOX"), "line.contents.type", INVALID),
        (flex(hero={"type": "BOX"}), "line.contents.hero.type", INVALID),
        (flex(body={"layout": "VERTICAL"}), "line.contents.body.contents", NULL),
        (
            flex(body={"layout": "VERTICAL", "contents": [], "flex": 11}),
            "line.contents.body.flex",
            "must be less than or equal to 10",
        ),
        (
            flex(body={"layout": "VERTICAL", "contents": [], "spacing": "md"}),
            "line.contents.body.spacing",
            INVALID,
        ),
        (flex({"type": "ICON", "url": "u"}), f"{OMNI_FIRST}.type", INVALID),
        (flex({"type": "SEPARATOR"}, layout="BASELINE"), f"{OMNI_FIRST}.type", INVALID),
        (flex({"type": "TEXT"}), f"{OMNI_FIRST}.text", NULL),
        (flex({"type": "TEXT", "text": "a", "size": "3XL"}), f"{OMNI_FIRST}.size", INVALID),
        (flex({"type": "IMAGE"}), f"{OMNI_FIRST}.url", NULL),
        (flex({"type": "BUTTON"}), f"{OMNI_FIRST}.action", NULL),
        (
            flex({**button(type="URI", uri="u"), "height": "SMALL"}),
            f"{OMNI_FIRST}.height",
            INVALID,
        ),
        (flex(button(type="URI")), f"{OMNI_FIRST}.action.uri", NULL),
        (flex(button(type="POSTBACK", data="a")), f"{OMNI_FIRST}.action.displayText", NULL),
        (
            flex(button(type="POSTBACK", data="a" * 301, displayText="a")),
            f"{OMNI_FIRST}.action.data",
            up_to(300),
        ),
        (flex(button(type="CAMERA")), f"{OMNI_FIRST}.action.type", INVALID),
        (
            {
                "type": "FLEX",
                "altText": "a",
                "contents": {"type": "CAROUSEL", "contents": [{"type": "BUBBLE"}]},
            },
            "line.contents.contents[0].direction",
            NULL,
        ),
    ],
)
def test_wrong_flex_in_an_omni_message_is_refused(
    infobip: Infobip, line: dict[str, Any], where: str, problem: str
) -> None:
    reply = infobip.omni(line=line)
    assert reply.status == 400
    errors = reply.json["requestError"]["serviceException"]["validationErrors"]
    assert errors == {where: [problem]}


@pytest.mark.parametrize(
    "line",
    [
        {"text": "a"},
        {"type": "TEXT", "text": "a", "url": ["ignored"]},
        {"type": "IMAGE", "url": "u", "thumbnailUrl": "u"},
        {"type": "VIDEO", "url": "u", "thumbnailUrl": "u"},
        {"type": "AUDIO", "url": "u", "duration": 4000},
        {"type": "STICKER", "packageId": "1", "stickerId": "1"},
        flex({"type": "FILLER"}, {"type": "SPACER", "size": "XXL"}, {"type": "SEPARATOR"}),
        flex({"type": "ICON", "url": "u", "size": "XXXXXL"}, layout="BASELINE"),
        flex(
            button(type="MESSAGE", text="a" * 300),
            button(type="URI", uri="u"),
            {**button(type="POSTBACK", data="a", displayText=""), "style": "LINK", "height": "MD"},
        ),
        flex({"type": "TEXT", "text": "a", "flex": 10, "maxLines": 0, "gravity": "TOP"}),
        flex(hero={"type": "IMAGE", "url": "u", "size": "FULL"}, styles={"hero": {}}),
        {
            "type": "FLEX",
            "altText": "a",
            "contents": {"type": "CAROUSEL", "contents": [{"direction": "LEFT_TO_RIGHT"}]},
        },
    ],
)
def test_good_line_content_is_received_as_it_is(infobip: Infobip, line: dict[str, Any]) -> None:
    infobip.omni(line={**line, "validityPeriod": 5, "validityPeriodTimeUnit": "HOURS"})
    (entry,) = infobip.received()
    assert (entry["via"], entry["message"]) == ("LINE", line)


@pytest.mark.parametrize(
    ("channel", "name", "content"),
    [
        ("VIBER", "viber", {"text": "a", "buttonText": "b", "isPromotional": True}),
        ("VOICE", "voice", {"text": "a", "language": "en"}),
        ("PUSH", "push", {"text": "a", "customPayload": {"a": [1]}}),
        ("VKONTAKTE", "vKontakte", {"templateName": "a", "templateData": {"b": "c"}}),
        ("KAKAO_CHINGU", "kakaoChingu", {"text": "a", "buttons": [{}]}),
        ("KAKAO_ALIM", "kakaoAlim", {"text": "a", "templateCode": "b"}),
        ("WHATSAPP", "whatsApp", {"templateName": "a", "templateData": ["b"]}),
    ],
)
def test_the_other_channels_deliver_too(
    infobip: Infobip, channel: str, name: str, content: dict[str, Any]
) -> None:
    key = infobip.scenario(channel)
    to = {"phoneNumber": PHONE, "pushRegistrationId": "device"}
    body = {"scenarioKey": key, "destinations": [{"to": to}], name: content}
    assert infobip.post("/omni/1/advanced", body).status == 200
    (entry,) = infobip.received()
    assert (entry["via"], entry["message"]) == (channel, content)
