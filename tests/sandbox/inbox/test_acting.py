"""What a user does in the page reaches the bot, and the bot's answer the chat."""

from __future__ import annotations

import base64
import hashlib
import hmac
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from support.bots import Bot
from support.inbox import Inbox
from support.menus import make_menu, picture

if TYPE_CHECKING:
    from sandbox.conftest import Client

ACTIONS: dict[str, Any] = {
    "Yes": {"type": "postback", "label": "Yes", "data": "lunch=yes"},
    "No": {"type": "message", "label": "No", "text": "No thanks"},
    "When": {"type": "datetimepicker", "label": "When", "data": "when", "mode": "date"},
    "Open": {"type": "uri", "label": "Open", "uri": "https://example.com/order"},
}


def send_buttons(client: Client, to: str) -> None:
    template = {"type": "buttons", "text": "Lunch?", "actions": list(ACTIONS.values())}
    message = {"type": "template", "altText": "Lunch?", "template": template}
    reply = client.post("/v2/bot/message/push", {"to": to, "messages": [message]})
    assert reply.status == 200, reply.text


def test_a_text_reaches_the_bot_and_its_reply_the_chat(inbox: Inbox, bot: Bot, friend: str) -> None:
    inbox.open(friend)
    inbox.find(".composer-text").fill("Good morning")
    inbox.page.keyboard.press("Enter")
    expect(inbox.find(".phone .speech")).to_have_text(["Good morning", "Echo: Good morning"])
    expect(inbox.find(".row.own .speech")).to_have_text("Good morning")
    expect(inbox.find(".entry.own .details")).to_contain_text("message · webhook 200 in")
    expect(inbox.find("#toast")).to_contain_text("message: webhook 200 in")
    (event,) = bot.events
    assert event["message"]["text"] == "Good morning"


def test_a_button_that_is_tapped_posts_back(
    inbox: Inbox, client: Client, bot: Bot, friend: str
) -> None:
    send_buttons(client, friend)
    inbox.open(friend)
    inbox.button("Yes").click()
    expect(inbox.find(".phone .done")).to_have_text("Tapped: lunch=yes")
    expect(inbox.find(".row.own")).to_have_count(0)
    expect(inbox.find(".phone .speech").last).to_have_text("Echo: lunch=yes")
    inbox.button("No").click()
    expect(inbox.find(".row.own .speech")).to_have_text("No thanks")
    inbox.button("Open").click()
    expect(inbox.find("#toast")).to_have_text("Would open https://example.com/order")
    assert [event["type"] for event in bot.events] == ["postback", "message"]


def test_a_date_is_picked(inbox: Inbox, client: Client, bot: Bot, friend: str) -> None:
    send_buttons(client, friend)
    inbox.open(friend)
    inbox.button("When").click()
    inbox.find("dialog input").fill("2027-02-03")
    inbox.button("Pick").click()
    expect(inbox.find(".phone .done")).to_have_text("Tapped: when · 2027-02-03")
    (event,) = bot.events
    assert event["postback"] == {"data": "when", "params": {"date": "2027-02-03"}}


def offer(client: Client, to: str, *names: str) -> None:
    """Push a question with quick replies."""
    items = [{"type": "action", "action": ACTIONS[name]} for name in names]
    message = {"type": "text", "text": "Lunch?", "quickReply": {"items": items}}
    reply = client.post("/v2/bot/message/push", {"to": to, "messages": [message]})
    assert reply.status == 200, reply.text


def test_a_quick_reply_is_tapped_and_goes(
    inbox: Inbox, client: Client, bot: Bot, friend: str
) -> None:
    offer(client, friend, "No")
    inbox.open(friend)
    inbox.find(".quick-reply").click()
    expect(inbox.find(".quick-replies")).to_have_count(0)
    expect(inbox.find(".phone .speech").last).to_have_text("Echo: No thanks")
    assert len(bot.events) == 1


@pytest.mark.parametrize("name", ["Yes", "Open"])
def test_a_quick_reply_that_says_nothing_is_tapped_and_goes(
    inbox: Inbox, client: Client, friend: str, name: str
) -> None:
    offer(client, friend, name)
    inbox.open(friend)
    inbox.button(name).click()
    expect(inbox.find(".quick-replies")).to_have_count(0)
    client.control("act", type="beacon", userId=friend)
    expect(inbox.find(".phone .done").last).to_contain_text("Beacon")
    expect(inbox.find(".quick-replies")).to_have_count(0)


def test_quick_replies_stay_until_a_date_is_picked(
    inbox: Inbox, client: Client, friend: str
) -> None:
    offer(client, friend, "When", "No")
    inbox.open(friend)
    inbox.button("When").click()
    inbox.button("Cancel").click()
    expect(inbox.find(".quick-reply")).to_have_count(2)
    inbox.button("When").click()
    inbox.find("dialog input").fill("2027-02-03")
    inbox.button("Pick").click()
    expect(inbox.find(".quick-replies")).to_have_count(0)


def test_quick_replies_stay_for_what_is_no_message(
    inbox: Inbox, client: Client, friend: str
) -> None:
    offer(client, friend, "Yes")
    inbox.open(friend)
    client.control("act", type="beacon", userId=friend)
    client.control("act", type="postback", userId=friend, data="of something else")
    expect(inbox.find(".phone .done")).to_have_count(2)
    expect(inbox.find(".quick-reply")).to_have_text("Yes")
    inbox.button("Yes").click()
    expect(inbox.find(".phone .done").last).to_have_text("Tapped: lunch=yes")
    expect(inbox.find(".quick-replies")).to_have_count(0)


def test_quick_replies_come_back_when_the_message_after_them_is_unsent(
    inbox: Inbox, client: Client, friend: str
) -> None:
    offer(client, friend, "Yes")
    inbox.open(friend)
    (sent,) = client.control("act", type="text", userId=friend, text="Oops")["messageIds"]
    expect(inbox.find(".row.own .speech")).to_have_text("Oops")
    expect(inbox.find(".quick-replies")).to_have_count(0)
    client.control("act", type="unsend", userId=friend, messageId=sent)
    expect(inbox.find(".quick-reply")).to_have_text("Yes")
    inbox.button("Yes").click()
    expect(inbox.find(".phone .done").last).to_have_text("Tapped: lunch=yes")
    expect(inbox.find(".quick-replies")).to_have_count(0)


def test_an_area_of_an_imagemap_is_tapped(
    inbox: Inbox, client: Client, bot: Bot, friend: str
) -> None:
    area = {"x": 0, "y": 0, "width": 520, "height": 1040}
    message = {
        "type": "imagemap",
        "baseUrl": "https://example.com/map",
        "altText": "A map",
        "baseSize": {"width": 1040, "height": 1040},
        "actions": [{"type": "message", "text": "Left half", "area": area}],
    }
    client.post("/v2/bot/message/push", {"to": friend, "messages": [message]})
    inbox.open(friend)
    inbox.find(".imagemap-area").click()
    expect(inbox.find(".phone .speech").last).to_have_text("Echo: Left half")
    assert bot.events[0]["message"]["text"] == "Left half"


def test_the_rich_menu_is_tapped_and_switched(
    inbox: Inbox, client: Client, bot: Bot, friend: str
) -> None:
    switch = {"type": "richmenuswitch", "richMenuAliasId": "second", "data": "to-second"}
    first = make_menu(client, "first", {**switch, "label": "Next"})
    make_menu(client, "second", {"type": "postback", "data": "on-second", "label": "Here"})
    client.post(f"/v2/bot/user/all/richmenu/{first}", {})
    inbox.open(friend)
    expect(inbox.find(".rich-menu-bar")).to_have_text("first bar")
    shown = inbox.find(".rich-menu img")
    expect(shown).to_have_js_property("naturalWidth", 800)
    inbox.button("Next").click()
    expect(inbox.find(".rich-menu-bar")).to_have_text("second bar")
    inbox.button("Here").click()
    expect(inbox.find(".phone .speech").last).to_have_text("Echo: on-second")
    assert [event["postback"]["data"] for event in bot.events] == ["to-second", "on-second"]


POSTBACK = {"type": "postback", "data": "x"}


def send_postback(client: Client, to: str, **more: str) -> None:
    action = {**POSTBACK, "label": "Tap me", **more}
    template = {"type": "buttons", "text": "Well?", "actions": [action]}
    message = {"type": "template", "altText": "Well?", "template": template}
    reply = client.post("/v2/bot/message/push", {"to": to, "messages": [message]})
    assert reply.status == 200, reply.text


def test_what_a_postback_displays_is_the_user_s(inbox: Inbox, client: Client, friend: str) -> None:
    send_postback(client, friend, displayText="I take it")
    inbox.open(friend)
    inbox.button("Tap me").click()
    expect(inbox.find(".row.own .speech")).to_have_text("I take it")
    expect(inbox.find(".phone .done")).to_have_text("Tapped: x")
    inbox.open()
    expect(inbox.chats.first).to_contain_text("I take it")
    inbox.open(friend)
    expect(inbox.find(".row.own .speech")).to_have_text("I take it")
    (told,) = client.seen("events")["events"]
    assert told["event"]["postback"] == {"data": "x"}


def test_a_postback_opens_the_keyboard(inbox: Inbox, client: Client, friend: str) -> None:
    send_postback(client, friend, inputOption="openKeyboard", fillInText="Name: ")
    inbox.open(friend)
    inbox.button("Tap me").click()
    expect(inbox.find(".composer-text")).to_have_value("Name: ")
    expect(inbox.find(".composer-text")).to_be_focused()


def test_a_postback_would_record_a_voice_message(inbox: Inbox, client: Client, friend: str) -> None:
    send_postback(client, friend, inputOption="openVoice")
    inbox.open(friend)
    inbox.button("Tap me").click()
    expect(inbox.find("#toast")).to_have_text("Would open the recording of a voice message")


def test_postbacks_open_and_close_the_rich_menu(inbox: Inbox, client: Client, friend: str) -> None:
    menu = make_menu(client, "first", {**POSTBACK, "label": "Away", "inputOption": "closeRichMenu"})
    client.post(f"/v2/bot/user/all/richmenu/{menu}", {})
    send_postback(client, friend, inputOption="openRichMenu")
    inbox.open(friend)
    picture = inbox.find(".rich-menu-picture")
    expect(picture).to_be_visible()
    inbox.button("Away").click()
    expect(picture).to_be_hidden()
    inbox.button("Tap me").click()
    expect(picture).to_be_visible()


def test_a_rich_menu_that_is_not_selected_begins_closed(
    inbox: Inbox, client: Client, friend: str
) -> None:
    menu = make_menu(client, "first", {**POSTBACK, "label": "Here"}, selected=False)
    client.post(f"/v2/bot/user/all/richmenu/{menu}", {})
    inbox.open(friend)
    expect(inbox.find(".rich-menu-bar")).to_have_attribute("aria-expanded", "false")
    expect(inbox.find(".rich-menu-picture")).to_be_hidden()
    inbox.find(".rich-menu-bar").click()
    expect(inbox.find(".rich-menu-picture")).to_be_visible()


def test_a_user_blocks_and_unblocks(inbox: Inbox, bot: Bot, friend: str) -> None:
    inbox.open(friend)
    inbox.act("Block")
    expect(inbox.find(".phone .done")).to_have_text("Blocked the account")
    inbox.act("Unblock")
    expect(inbox.find(".phone .done").last).to_have_text("Unblocked the account")
    assert [event["type"] for event in bot.events] == ["unfollow", "follow"]


@pytest.mark.parametrize("name", ["Sticker", "Image", "Video", "Audio", "File", "Location"])
def test_a_user_sends_all_sorts_of_things(inbox: Inbox, bot: Bot, friend: str, name: str) -> None:
    inbox.open(friend)
    inbox.act(name)
    expect(inbox.find(".entry.own .row")).to_be_visible()
    expect(inbox.find(".as-json")).to_have_count(0)
    expect(inbox.find(".phone .speech").last).to_contain_text("Echo: message")
    assert bot.events[0]["message"]["type"] == name.lower()


def test_an_image_that_a_user_sent_is_shown(inbox: Inbox, friend: str) -> None:
    inbox.open(friend)
    inbox.act("Image")
    expect(inbox.find(".entry.own img")).not_to_have_js_property("naturalWidth", 0)


def test_a_beacon_and_a_video_that_was_watched(
    inbox: Inbox, client: Client, bot: Bot, friend: str
) -> None:
    video = {
        "type": "video",
        "originalContentUrl": "https://example.com/v.mp4",
        "previewImageUrl": "https://example.com/v.jpg",
        "trackingId": "clip-1",
    }
    client.post("/v2/bot/message/push", {"to": friend, "messages": [video]})
    inbox.open(friend)
    inbox.act("Watch the video to its end")
    expect(inbox.find(".phone .done")).to_have_text("Watched a video to its end")
    inbox.act("Beacon")
    expect(inbox.find(".phone .done").last).to_contain_text("Beacon")
    assert [event["type"] for event in bot.events] == ["videoPlayComplete", "beacon"]


def test_each_of_several_videos_can_be_watched(
    inbox: Inbox, client: Client, bot: Bot, friend: str
) -> None:
    video = {
        "type": "video",
        "originalContentUrl": "https://example.com/v.mp4",
        "previewImageUrl": "https://example.com/v.jpg",
    }
    videos = [{**video, "trackingId": name} for name in ("clip-1", "clip-2")]
    client.post("/v2/bot/message/push", {"to": friend, "messages": videos})
    client.push(friend, "Watch them")
    inbox.open(friend)
    inbox.act("Watch a video to its end …")
    expect(inbox.find("dialog option")).to_have_text(["clip-2", "clip-1"])
    inbox.find("dialog select").select_option("clip-1")
    inbox.button("OK").click()
    expect(inbox.find(".phone .done")).to_have_text("Watched a video to its end")
    assert bot.events[0]["videoPlayComplete"] == {"trackingId": "clip-1"}


def test_a_webhook_that_ends_late_is_told(
    inbox: Inbox, client: Client, bot: Bot, friend: str
) -> None:
    client.control("webhook-faults", fault="delay", seconds=3600)
    client.control("act", type="text", userId=friend, text="late", wait=False)
    inbox.open(friend)
    late = inbox.find(".entry.own .details")
    expect(late).to_contain_text("webhook waiting")
    for number in range(31):
        client.push(friend, str(number))
    expect(inbox.entries).to_have_count(32)
    client.control("clock", advance=3600)
    expect(late).to_contain_text("webhook 200")
    (event,) = bot.events
    client.control(f"events/{event['webhookEventId']}/redeliver")
    expect(late).to_contain_text("sent 2 times")


def test_a_member_of_a_group_writes_and_leaves(
    inbox: Inbox, bot: Bot, friends: list[str], group: str
) -> None:
    inbox.open(group)
    inbox.find(".composer select").select_option("Somchai")
    inbox.find(".composer-text").fill("From the group")
    inbox.button("Send").click()
    expect(inbox.find(".entry.own .details")).to_contain_text("Somchai · message")
    inbox.act("Leave the chat")
    expect(inbox.find(".phone .done")).to_have_text("Left: Somchai")
    expect(inbox.find(".composer option")).to_have_text(["Aoi", "Mei-ling"])
    inbox.act("Remove the account")
    expect(inbox.find(".phone .done").last).to_have_text("The account left")
    inbox.act("Invite the account")
    expect(inbox.find(".phone .done").last).to_have_text("The account joined")
    assert bot.events[0]["source"] == {"type": "group", "groupId": group, "userId": friends[1]}
    types = [event["type"] for event in bot.events]
    assert types == ["message", "memberLeft", "leave", "join"]


def test_a_message_is_unsent(inbox: Inbox, bot: Bot, friend: str) -> None:
    inbox.open(friend)
    inbox.find(".composer-text").fill("Oops")
    inbox.button("Send").click()
    inbox.find(".entry.own .details").click()
    inbox.button("Unsend").click()
    expect(inbox.find(".phone .done").last).to_have_text("Unsent a message")
    assert bot.events[1]["unsend"]["messageId"] == bot.events[0]["message"]["id"]
    expect(inbox.find(".entry .done").first).to_have_text("Aoi unsent this message")
    expect(inbox.find(".entry.own .speech")).to_have_count(0)
    expect(inbox.find(".quoted")).to_have_count(0)
    inbox.open()
    inbox.open(friend)
    expect(inbox.find(".entry .done").first).to_have_text("Aoi unsent this message")
    expect(inbox.find(".entry.own .speech")).to_have_count(0)
    inbox.page.get_by_label("Search this chat").fill("Oops")
    expect(inbox.find(".found-message")).to_have_count(1)
    expect(inbox.find(".found")).to_contain_text("Echo: Oops")


def test_the_content_of_an_unsent_image_is_gone(inbox: Inbox, client: Client, friend: str) -> None:
    inbox.open(friend)
    inbox.act("Image")
    image = inbox.find(".entry.own img")
    address = str(image.get_attribute("src"))
    assert client.get(address.removeprefix(client.url)).status == 200
    (sent,) = client.seen("events")["events"]
    client.control("act", type="unsend", userId=friend, messageId=sent["event"]["message"]["id"])
    expect(inbox.find(".entry .done").first).to_have_text("Aoi unsent this message")
    expect(image).to_have_count(0)
    assert client.get(address.removeprefix(client.url)).status == 404
    inbox.find(".entry .details").first.click()
    expect(inbox.find("#inspector .facts")).to_contain_text("message")
    expect(inbox.button("Unsend")).to_have_count(0)


def test_a_quoted_message_that_is_unsent_is_not_told_any_more(
    inbox: Inbox, client: Client, friend: str
) -> None:
    (first,) = client.control("act", type="text", userId=friend, text="A secret")["messageIds"]
    client.control("act", type="text", userId=friend, text="As I said", quotedMessageId=first)
    inbox.open(friend)
    expect(inbox.find(".quoted")).to_contain_text("A secret")
    client.control("act", type="unsend", userId=friend, messageId=first)
    expect(inbox.find(".quoted")).to_contain_text("Unsent")


def test_without_an_endpoint_it_says_so(inbox: Inbox, friend: str) -> None:
    inbox.open(friend)
    inbox.find(".composer-text").fill("Anybody there?")
    inbox.button("Send").click()
    expect(inbox.find(".entry.own .details")).to_contain_text("message · no webhook sent")
    inbox.find(".entry.own .details").click()
    expect(inbox.find("#inspector .note")).to_contain_text("No webhook was sent")


def test_who_blocked_the_account_cannot_write(inbox: Inbox, client: Client, friend: str) -> None:
    client.control("users", userId=friend, status="blocked")
    inbox.open(friend)
    inbox.find(".composer-text").fill("Hello?")
    inbox.button("Send").click()
    expect(inbox.find("#toast.problem")).to_contain_text("has blocked the account")
    expect(inbox.find(".composer-text")).to_have_value("Hello?")
    inbox.wrong = [line for line in inbox.wrong if "400" not in line]


def test_a_file_of_the_machine_is_sent(inbox: Inbox, bot: Bot, friend: str) -> None:
    inbox.open(friend)
    inbox.button("More that the user can do").click()
    inbox.button("A file from this computer …").click()
    file: Any = {"name": "chart.png", "mimeType": "image/png", "buffer": picture(600, 400)}
    inbox.find("dialog input").set_input_files([file])
    inbox.find("dialog").get_by_role("button", name="Send").click()
    expect(inbox.find(".entry.own img")).to_have_js_property("naturalWidth", 600)
    assert bot.events[0]["message"]["type"] == "image"


@pytest.mark.parametrize(
    ("name", "fields", "done", "kind"),
    [
        ("A postback …", {"Data": "order=7"}, "Tapped: order=7", "postback"),
        ("Another beacon …", {"Hardware ID": "0a1b2c3d4e"}, "Beacon 0a1b2c3d4e: enter", "beacon"),
        ("Link the account …", {"Nonce": "n-1"}, "Linked the account", "accountLink"),
        ("Membership …", {"The user": "left"}, "Membership 1001: left", "membership"),
    ],
)
def test_what_has_fields_is_asked_for(
    inbox: Inbox, bot: Bot, friend: str, name: str, fields: dict[str, str], done: str, kind: str
) -> None:
    inbox.open(friend)
    inbox.act(name)
    for label, value in fields.items():
        field = inbox.find("dialog").get_by_label(label)
        if field.evaluate("(one) => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    inbox.find("dialog .buttons button").first.click()
    expect(inbox.find(".phone .done")).to_have_text(done)
    assert [event["type"] for event in bot.events] == [kind]


def test_a_member_joins_and_mentions_the_account(
    inbox: Inbox, bot: Bot, friends: list[str], group: str
) -> None:
    inbox.open(group)
    inbox.act("A member joins …")
    inbox.find("dialog select").select_option("Kenji")
    inbox.button("OK").click()
    expect(inbox.find(".phone .done")).to_have_text("Joined: Kenji")
    inbox.find(".composer select").select_option("Kenji")
    inbox.act("A mention …")
    inbox.find("dialog select").select_option("Sandbox")
    inbox.button("OK").click()
    expect(inbox.find(".composer-text")).to_be_focused()
    inbox.page.keyboard.type("hello @Aoi")
    inbox.page.keyboard.press("Enter")
    expect(inbox.find(".row.own .mention")).to_have_text(["@Sandbox", "@Aoi"])
    _, written = bot.events
    mentionees = written["message"]["mention"]["mentionees"]
    assert [each["isSelf"] for each in mentionees] == [True, False]
    assert mentionees[1]["userId"] == friends[0]


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("@Anna hello", ["@Anna"]),
        ("hi @Allan", ["@Allan"]),
        ("mail me at x@All", []),
        ("@Annabel", []),
        ("@Ann, @Anna and @All", ["@Ann", "@Anna", "@All"]),
    ],
)
def test_a_mention_is_the_whole_name(
    inbox: Inbox, client: Client, friends: list[str], group: str, text: str, mentioned: list[str]
) -> None:
    for user_id, name in zip(friends, ("Ann", "Anna", "Allan"), strict=False):
        client.control("users", userId=user_id, displayName=name)
    inbox.open(group)
    inbox.find(".composer-text").fill(text)
    inbox.button("Send").click()
    expect(inbox.find(".row.own .speech")).to_have_text(text)
    (told,) = client.seen("events")["events"]
    mentionees = told["event"]["message"].get("mention", {}).get("mentionees", [])
    assert sorted(each.get("userId", "all") for each in mentionees) == sorted(
        {"@Ann": friends[0], "@Anna": friends[1], "@Allan": friends[2], "@All": "all"}[name]
        for name in mentioned
    )


def test_a_message_of_a_group_is_edited(inbox: Inbox, bot: Bot, group: str) -> None:
    inbox.open(group)
    inbox.find(".composer-text").fill("Teh order")
    inbox.button("Send").click()
    inbox.find(".entry.own .details").click()
    inbox.button("Edit").click()
    inbox.find("dialog input").fill("The order")
    inbox.find("dialog").get_by_role("button", name="Edit").click()
    expect(inbox.find(".phone .done")).to_have_text("Edited a message: The order")
    assert bot.events[1]["message"]["text"] == "The order"
    expect(inbox.find(".entry.edited .speech")).to_have_text("The order")
    expect(inbox.find(".entry.own .speech")).to_have_text("The order")
    inbox.open()
    inbox.open(group)
    expect(inbox.find(".entry.edited .speech")).to_have_text("The order")


def test_a_webhook_is_shown_as_it_was_signed_and_sent_again(
    inbox: Inbox, bot: Bot, friend: str
) -> None:
    inbox.open(friend)
    inbox.find(".composer-text").fill("Hi")
    inbox.button("Send").click()
    inbox.find(".entry.own .details").click()
    body, header, _ = inbox.find("#inspector pre").all_text_contents()
    signed = hmac.new(b"sandbox-secret", body.encode(), hashlib.sha256).digest()
    assert header == f"x-line-signature: {base64.b64encode(signed).decode()}"
    inbox.button("Copy as curl").click()
    words = shlex.split(inbox.page.evaluate("navigator.clipboard.readText()"))
    assert words[words.index("--data-raw") + 1] == body
    assert header in words
    inbox.button("Send the webhook again").click()
    expect(inbox.find("#inspector .webhook")).to_have_count(2)
    expect(inbox.find("#inspector .webhook").last).to_contain_text("Redelivery")
    assert [event["deliveryContext"]["isRedelivery"] for event in bot.events] == [False, True]


def test_the_link_on_a_video_of_an_imagemap_is_followed(
    inbox: Inbox, client: Client, friend: str
) -> None:
    area = {"x": 0, "y": 0, "width": 1040, "height": 585}
    video = {
        "originalContentUrl": "https://example.com/v.mp4",
        "previewImageUrl": "https://example.com/v.jpg",
        "area": area,
        "externalLink": {"linkUri": "https://example.com/more", "label": "See more"},
    }
    message: Any = {
        "type": "imagemap",
        "baseUrl": "https://example.com/map",
        "altText": "A map",
        "baseSize": {"width": 1040, "height": 1040},
        "video": video,
        "actions": [],
    }
    client.post("/v2/bot/message/push", {"to": friend, "messages": [message]})
    inbox.open(friend)
    inbox.button("See more").click()
    expect(inbox.find("#toast")).to_have_text("Would open https://example.com/more")


def test_the_account_is_about_to_answer_and_has_read(
    inbox: Inbox, client: Client, bot: Bot, friend: str
) -> None:
    inbox.open(friend)
    inbox.find(".composer-text").fill("Anything new?")
    inbox.button("Send").click()
    expect(inbox.entries).to_have_count(2)
    expect(inbox.find(".entry.read")).to_have_count(0)
    client.post("/v2/bot/message/markAsRead", {"chat": {"userId": friend}})
    expect(inbox.find(".entry.own.read")).to_have_count(1)
    client.post("/v2/bot/chat/loading/start", {"chatId": friend, "loadingSeconds": 60})
    expect(inbox.find(".phone .loading")).to_be_in_viewport()
    client.push(friend, "Yes")
    expect(inbox.find(".phone .speech").last).to_have_text("Yes")
    expect(inbox.find(".phone .loading")).to_have_count(0)
    client.post("/v2/bot/chat/loading/start", {"chatId": friend})
    expect(inbox.find(".phone .loading")).to_be_visible()
    client.control("clock", advance=20)
    inbox.open(friend)
    expect(inbox.entries.last).to_be_visible()
    expect(inbox.find(".phone .loading")).to_have_count(0)
