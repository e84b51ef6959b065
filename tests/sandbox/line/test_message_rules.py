"""Messages LINE refuses, in its words, and messages at the edge that it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply

URL = "https://example.com/a.jpg"
FAMILY = "👨‍👩‍👧‍👦"  # one grapheme cluster, eleven UTF-16 code units
KINDS = "text, textV2, sticker, image, video, audio, location, coupon, imagemap, template, flex"

ACTIONS = "postback, message, uri, datetimepicker, camera, cameraRoll, location, clipboard"


def text(words: str = "Hi", **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **more}


def image(**more: Any) -> dict[str, Any]:
    return {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL, **more}


def quick_reply(*actions: dict[str, Any]) -> dict[str, Any]:
    return text(quickReply={"items": [{"type": "action", "action": each} for each in actions]})


def say(label: str = "Yes", words: str = "Yes") -> dict[str, Any]:
    return {"type": "message", "label": label, "text": words}


def link(uri: str, **more: Any) -> dict[str, Any]:
    return {"type": "uri", "label": "Open", "uri": uri, **more}


def pick(mode: str, **more: Any) -> dict[str, Any]:
    return {"type": "datetimepicker", "label": "When", "data": "d", "mode": mode, **more}


def template(**parts: Any) -> dict[str, Any]:
    return {"type": "template", "altText": "t", "template": parts}


def buttons(words: str = "Choose", **more: Any) -> dict[str, Any]:
    return template(type="buttons", text=words, **{"actions": [say()], **more})


def carousel(*columns: dict[str, Any]) -> dict[str, Any]:
    return template(
        type="carousel", columns=[{"text": "t", "actions": [say()], **each} for each in columns]
    )


def audio(duration: Any) -> dict[str, Any]:
    return {"type": "audio", "originalContentUrl": URL, "duration": duration}


def emoji(index: Any) -> dict[str, Any]:
    return {"index": index, "productId": "p", "emojiId": "1"}


def imagemap(**more: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "type": "imagemap",
        "baseUrl": "https://example.com/map",
        "altText": "t",
        "baseSize": {"width": 1040, "height": 500},
        "actions": [],
    }
    return {**base, **more}


PLACE = {"type": "location", "title": "a", "address": "a", "latitude": 0, "longitude": 0}
WRONG_FORM = "invalid datetime format for the specified mode"
AREA = {"x": 0, "y": 0, "width": 10, "height": 10}


def of(message: dict[str, Any], path: str, problem: str) -> Any:
    return pytest.param(message, [(path, problem)], id=f"{path}: {problem}"[:90])


FIELDS = [
    of({}, "type", "May not be empty"),
    of({"type": "voice"}, "type", f"Must be one of the following values: [{KINDS}]"),
    of({"type": "text"}, "text", "May not be empty"),
    of(text(""), "text", "May not be empty"),
    of(text("a" * 5001), "text", "Length must be between 0 and 5000"),
    of(text("😀" * 2500 + "a"), "text", "Length must be between 0 and 5000"),
    of(text(emojis=[{"index": 0, "productId": "p"}]), "emojis[0].emojiId", "May not be empty"),
    of(
        text("a$", emojis=[{"index": 0, "productId": "p", "emojiId": "1"}]),
        "emojis[0].index",
        "Must point at a '$'",
    ),
    of(text(quickReply={}), "quickReply.items", "May not be empty"),
    of(quick_reply(*[say()] * 14), "quickReply.items", "Size must be between 0 and 13"),
    of(text(quickReply={"items": [{}]}), "quickReply.items[0].action", "must be specified"),
    of(
        quick_reply({"type": "message", "label": "a"}),
        "quickReply.items[0].action.text",
        "must be specified",
    ),
    of(
        quick_reply({"type": "message", "text": "a"}),
        "quickReply.items[0].action",
        "`label` must be specified",
    ),
    of(
        quick_reply({"type": "location", "label": ""}),
        "quickReply.items[0].action",
        "`label` must be specified",
    ),
    of(
        quick_reply(say("a" * 21)),
        "quickReply.items[0].action.label",
        "Length must be between 0 and 20",
    ),
    of(quick_reply(link("ftp://a/b")), "quickReply.items[0].action.uri", "invalid uri scheme"),
    of(text(sender={"name": "LINE team"}), "sender.name", "The name is not allowed"),
    of(
        text(sender={"iconUrl": "http://example.com/a.png"}),
        "sender.iconUrl",
        "Must be a valid HTTPS URL",
    ),
    of({"type": "sticker", "packageId": "1"}, "stickerId", "May not be empty"),
    of(
        image(originalContentUrl="http://example.com"),
        "originalContentUrl",
        "Must be a valid HTTPS URL",
    ),
    of(
        image(previewImageUrl="https://example.com/a b"),
        "previewImageUrl",
        "Must be a valid HTTPS URL",
    ),
    of(
        image(originalContentUrl=f"{URL}?{'a' * 2000}"),
        "originalContentUrl",
        "Length must be between 0 and 2000",
    ),
    of(
        {**image(), "type": "video", "trackingId": "a" * 101},
        "trackingId",
        "Length must be between 0 and 100",
    ),
    of({**image(), "type": "video", "trackingId": "ä"}, "trackingId", "Invalid value"),
    of(
        {"type": "audio", "originalContentUrl": URL, "duration": 0},
        "duration",
        "Must be a positive value",
    ),
    of({"type": "coupon"}, "couponId", "May not be empty"),
    of({"type": "template", "altText": "t"}, "template", "May not be empty"),
    of({"type": "flex", "contents": {"type": "bubble"}}, "altText", "May not be empty"),
    of({**buttons(), "altText": ""}, "altText", "May not be empty"),
    of({**PLACE, "address": ""}, "address", "May not be empty"),
    of({**PLACE, "title": ""}, "title", "May not be empty"),
    of({**buttons(), "altText": "a" * 1501}, "altText", "Length must be between 0 and 1500"),
    of(imagemap(baseUrl="map"), "baseUrl", "Must be a valid HTTPS URL"),
    of(imagemap(baseSize={"width": 1040}), "baseSize.height", "May not be empty"),
    of(imagemap(actions=[{"type": "message", "text": "a"}]), "actions[0].area", "May not be empty"),
    of(
        imagemap(actions=[{"type": "message", "text": "a" * 401, "area": AREA}]),
        "actions[0].text",
        "Length must be between 0 and 400",
    ),
    of(
        imagemap(actions=[{"type": "uri", "linkUri": "ftp://a/b", "area": AREA}]),
        "actions[0].linkUri",
        "invalid uri scheme",
    ),
    of(
        imagemap(actions=[{"type": "message", "text": "a", "area": AREA}] * 51),
        "actions",
        "Size must be between 0 and 50",
    ),
    of(
        imagemap(video={**image(), "area": {**AREA, "x": -1}}),
        "video.area.x",
        "Must be greater than or equal to 0",
    ),
]


@pytest.mark.parametrize(("message", "problems"), FIELDS)
def test_fields_are_told_with_dotted_paths(
    client: Client, message: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    reply = client.validate(text(), message)
    assert reply.status == 400
    assert reply.json["message"] == "The request body has 1 error(s)"
    ((where, what),) = problems
    assert reply.problems == [(f"messages[1].{where}", what)]


def test_the_errors_of_all_fields_are_told_together(client: Client) -> None:
    reply = client.validate(text(""), {"type": "sticker"}, buttons("a" * 161))
    assert reply.json["message"] == "The request body has 3 error(s)"
    assert sorted(where for where, _ in reply.problems) == [
        "messages[0].text",
        "messages[1].packageId",
        "messages[1].stickerId",
    ]


@pytest.mark.parametrize(
    ("messages", "path", "column"),
    [
        (5, "messages", 14),
        ([text(), 5], "messages[1]", 47),
        ([text(7)], "messages[0].text", 40),  # type: ignore[arg-type]
        ([{"type": ["text"]}], "messages[0].type", 24),
        ([text(quickReply=[])], "messages[0].quickReply", 60),
        ([audio("1")], "messages[0].duration", 96),
        ([audio(2**63)], "messages[0].duration", 96),
        ([text("$", emojis=[emoji(2**31)])], "messages[0].emojis[0].index", 66),
        ([text("$", emojis=[emoji(1e30)])], "messages[0].emojis[0].index", 66),
        ([buttons(actions="none")], "messages[0].template.actions", 113),
        (
            [buttons(actions=[{"type": "message", "label": 1, "text": ""}])],
            "messages[0].template.actions[0].label",
            143,
        ),
    ],
)
def test_a_wrong_json_type_is_told_before_all_else(
    client: Client, messages: Any, path: str, column: int
) -> None:
    listed = [*messages, text("")] if isinstance(messages, list) else messages
    reply = client.post("/v2/bot/message/validate/push", {"messages": listed})
    told = f"The property, '{path}', in the request body is invalid (line: 1, column: {column})"
    assert (reply.status, reply.json) == (400, {"message": told})


TEMPLATES = [
    of(template(), "template/type", "must be specified"),
    of(
        template(type="list"),
        "template/type",
        "must be one of the following values: [buttons, confirm, carousel, image_carousel]",
    ),
    of(buttons("a" * 161), "template/text", "must not be longer than 160 characters"),
    of(buttons("a" * 61, title="t"), "template/text", "must not be longer than 60 characters"),
    of(
        buttons("a" * 61, thumbnailImageUrl=URL),
        "template/text",
        "must not be longer than 60 characters",
    ),
    of(buttons(title="a" * 41), "template/title", "must not be longer than 40 characters"),
    of(buttons(actions=[]), "template/actions", "must not be less than 1 items"),
    of(buttons(actions=[say()] * 5), "template/actions", "must not be more than 4 items"),
    of(buttons(actions=[say("")]), "template/actions/0/label", "must be non-empty text"),
    of(
        buttons(actions=[say("a" * 21)]),
        "template/actions/0/label",
        "must not be longer than 20 characters",
    ),
    of(
        buttons(actions=[link(f"https://a.jp/{'a' * 988}")]),
        "template/actions/0/uri",
        "size must be between 0 and 1000",
    ),
    of(buttons(actions=[link("https://a.jp/app.apk")]), "template/actions/0/uri", "invalid uri"),
    of(buttons(actions=[link("ftp://a.jp/")]), "template/actions/0/uri", "invalid uri scheme"),
    of(
        buttons(actions=[{"type": "richmenuswitch", "label": "a"}]),
        "template/actions/0/type",
        f"must be one of the following values: [{ACTIONS}]",
    ),
    of(
        buttons(actions=[{"type": "postback", "label": "a"}]),
        "template/actions/0/data",
        "must be specified",
    ),
    of(
        buttons(actions=[pick("date", min="2026-02-30")]),
        "template/actions/0/min",
        WRONG_FORM,
    ),
    of(
        buttons(actions=[pick("date", initial="2026-1-1")]),
        "template/actions/0/initial",
        WRONG_FORM,
    ),
    of(
        buttons(actions=[pick("datetime", max="2101-01-01T00:00")]),
        "template/actions/0/max",
        WRONG_FORM,
    ),
    of(
        buttons(actions=[pick("time", min="12:00", max="11:59")]),
        "template/actions/0/max",
        "invalid date time order",
    ),
    of(
        buttons(imageSize="huge"),
        "template/imageSize",
        "must be one of the following values: [cover, contain]",
    ),
    of(
        template(type="confirm", text="t", actions=[say()]),
        "template/actions",
        "must not be less than 2 items",
    ),
    of(
        template(type="confirm", text="t", actions=[say()] * 3),
        "template/actions",
        "must not be more than 2 items",
    ),
    of(carousel(*[{}] * 11), "template/columns", "must not be more than 10 items"),
    of(
        carousel({}, {"title": "a" * 41}),
        "template/columns/1/title",
        "must not be longer than 40 characters",
    ),
    of(
        carousel({"actions": [say()] * 4}),
        "template/columns/0/actions",
        "must not be more than 3 items",
    ),
    of(
        carousel({}, {"actions": [say()] * 2}),
        "template/columns/1/actions",
        "must be as many in all columns",
    ),
    of(
        carousel({"title": "t"}, {}),
        "template/columns/1/title",
        "must be specified in all columns or in none",
    ),
    of(
        carousel({"text": "a" * 121}),
        "template/columns/0/text",
        "must not be longer than 120 characters",
    ),
    of(
        template(type="image_carousel", columns=[{"imageUrl": URL, "action": say("a" * 13)}]),
        "template/columns/0/action/label",
        "must not be longer than 12 characters",
    ),
]


@pytest.mark.parametrize(("message", "problems"), TEMPLATES)
def test_templates_are_told_with_slashes_from_the_message(
    client: Client, message: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    reply = client.validate(text(), message)
    assert reply.status == 400
    assert reply.json["message"] == "A message (messages[1])\u00a0in the request body is invalid"
    assert reply.problems == problems


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            "Hi {!owe}",
            "The key '!owe' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'.",
        ),
        ("Hi {}", "The key '' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'."),
        ("Hi {bob}", "The key 'bob' has no substitution."),
        ("Hi {ann", "The brace at 3 has no counterpart."),
        ("Hi ann}", "The brace at 6 has no counterpart."),
    ],
)
def test_placeholders_must_have_substitutions(client: Client, words: str, problem: str) -> None:
    ann = {"type": "mention", "mentionee": {"type": "user", "userId": f"U{1:032x}"}}
    reply = client.validate({"type": "textV2", "text": words, "substitution": {"ann": ann}})
    assert reply.json["message"] == "A message (messages[0])\u00a0in the request body is invalid"
    assert reply.problems == [("text", problem)]


def test_twenty_mentions_can_be_substituted_and_each_as_often_as_the_text_likes(
    client: Client,
) -> None:
    everyone = {"type": "mention", "mentionee": {"type": "all"}}

    def validate(words: str, keys: list[str]) -> Reply:
        substitution = dict.fromkeys(keys, everyone)
        return client.validate({"type": "textV2", "text": words, "substitution": substitution})

    keys = [f"k{number}" for number in range(21)]
    assert validate("{k0}" * 21, keys).status == 200
    reply = validate("".join(f"{{{key}}}" for key in keys), keys)
    assert reply.problems == [("text", "The mentions must not be more than 20.")]


def test_only_the_first_wrong_template_is_told(client: Client) -> None:
    reply = client.validate(buttons(title="a" * 41, actions=[]), buttons("a" * 161))
    assert reply.json["message"].startswith("A message (messages[0])")
    assert sorted(where for where, _ in reply.problems) == ["template/actions", "template/title"]


ALLOWED = [
    text("a" * 5000),
    text("😀" * 2500),
    text(" "),
    text("😀$", emojis=[{"index": 2, "productId": "p", "emojiId": "1"}]),
    text(quickReply=None, sender=None, emojis=None, unknown={"type": "datetimepicker"}),
    text(sender={"name": "Online shop"}),
    quick_reply(*[say()] * 13),
    quick_reply({"type": "camera", "label": "a"}, {"type": "location", "label": FAMILY * 20}),
    quick_reply({"type": "postback", "label": "a", "data": "", "displayText": FAMILY * 300}),
    quick_reply(pick("datetime", initial="2026-01-01t00:00", min="2026-01-01T00:00")),
    quick_reply(pick("time", min="12:00", max="12:00")),
    quick_reply({"type": "clipboard", "label": "a", "clipboardText": "a" * 1000}),
    {"type": "textV2", "text": "{{literal}} braces"},
    {
        "type": "textV2",
        "text": "{e}",
        "substitution": {
            "e": {"type": "emoji", "productId": "p", "emojiId": "1"},
            "unused": {"type": "mention", "mentionee": {"type": "all"}},
        },
    },
    buttons("a" * 160, title=None, thumbnailImageUrl=None, defaultAction=None),
    buttons("a" * 60, title="t" * 40),
    buttons(FAMILY * 160, actions=[say(FAMILY * 20, FAMILY * 300)] * 4),
    buttons(defaultAction={"type": "uri", "uri": "https://example.com"}),
    buttons(
        actions=[
            link("tel:+66900000001"),
            link("line://nv/camera/"),
            link("http://a.jp/?q=%E3%81%82"),
        ]
    ),
    buttons(actions=[{"type": "cameraRoll", "label": "a"}]),
    carousel({"title": "t", "thumbnailImageUrl": URL}, {"title": "t", "thumbnailImageUrl": URL}),
    template(
        type="image_carousel",
        columns=[{"imageUrl": URL, "action": {"type": "uri", "uri": "https://a.jp"}}],
    ),
    imagemap(baseSize={"width": 700, "height": 1}),
    imagemap(actions=[{"type": "clipboard", "clipboardText": "a", "area": AREA}] * 50),
    {**image(), "type": "video", "trackingId": "aZ9-.=,+*()%$&;:@{}!?<>[]"},
    {"type": "location", "title": "a" * 100, "address": "a", "latitude": 0, "longitude": -1.5},
]


@pytest.mark.parametrize("message", ALLOWED)
def test_what_is_allowed_is_sent(client: Client, friend: str, message: dict[str, Any]) -> None:
    assert client.validate(message).text == "{}"
    body = {"to": friend, "messages": [message]}
    assert client.post("/v2/bot/message/push", body).status == 200


def test_a_whole_number_may_be_written_with_a_point(client: Client) -> None:
    emoji = {"index": 1.0, "productId": "p", "emojiId": "1"}
    assert client.validate({"type": "text", "text": "a$", "emojis": [emoji]}).status == 200
