"""What was uploaded to the sandbox is shown and can be played; nothing else is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from support.inbox import Inbox
from support.menus import picture

if TYPE_CHECKING:
    from sandbox.conftest import Client

PLAYER = "(one) => [one.tagName, one.controls, new URL(one.src).pathname]"


def put(client: Client, name: str, content: bytes, content_type: str, host: str = "") -> str:
    """Keep a file; return its address as messages have it."""
    kept = client.send("PUT", f"/_sandbox/media/{name}", content, content_type=content_type)
    assert kept.status == 201, kept.text
    own = client.url.removeprefix("http://")
    return f"https://{host + ':' + own.rpartition(':')[2] if host else own}/_sandbox/media/{name}"


@pytest.mark.parametrize("host", ["", "localhost"])
def test_an_uploaded_picture_is_shown(inbox: Inbox, client: Client, friend: str, host: str) -> None:
    url = put(client, "a/chart.png", picture(600, 400), "image/png", host)
    image = {"type": "image", "originalContentUrl": url, "previewImageUrl": url}
    sent = client.post("/v2/bot/message/push", {"to": friend, "messages": [image]})
    assert sent.status == 200, sent.text
    inbox.open(friend)
    expect(inbox.find(".phone .media img")).to_have_js_property("naturalWidth", 600)


def test_a_picture_from_elsewhere_is_not_loaded(inbox: Inbox, client: Client, friend: str) -> None:
    host = client.url.removeprefix("http://")
    for url in (
        "https://example.com/_sandbox/media/a/chart.png",
        f"https://{host}.example.com/_sandbox/media/a/chart.png",
        f"https://{host}/_sandbox/reset",
        f"https://{host}/_sandbox/media/../reset",
    ):
        image = {"type": "image", "originalContentUrl": url, "previewImageUrl": url}
        client.post("/v2/bot/message/push", {"to": friend, "messages": [image]})
    inbox.open(friend)
    expect(inbox.find(".phone .picture.missing")).to_have_count(4)


def test_uploaded_videos_and_sounds_can_be_played(
    inbox: Inbox, client: Client, friend: str
) -> None:
    film = put(client, "a/film.mp4", b"film", "video/mp4")
    sound = put(client, "a/sound.m4a", b"sound", "audio/mp4")
    inbox.page.add_init_script(
        "window.players = []; new MutationObserver((changes) => { for (const { addedNodes } of"
        " changes) for (const node of addedNodes) for (const one of node.querySelectorAll?.("
        f"'video, audio') ?? []) players.push(({PLAYER})(one)); }}).observe("
        "document, { childList: true, subtree: true });"
    )
    messages = [
        {"type": "video", "originalContentUrl": film, "previewImageUrl": film},
        {"type": "audio", "originalContentUrl": sound, "duration": 65_000},
        {
            "type": "video",
            "originalContentUrl": "https://example.com/v.mp4",
            "previewImageUrl": "https://example.com/v.png",
        },
    ]
    client.post("/v2/bot/message/push", {"to": friend, "messages": messages})
    inbox.open(friend)
    expect(inbox.find(".phone .row")).to_have_count(3)
    players = {tuple(each) for each in inbox.page.evaluate("players")}
    assert players == {
        ("VIDEO", True, "/_sandbox/media/a/film.mp4"),
        ("AUDIO", True, "/_sandbox/media/a/sound.m4a"),
    }
    # They are no videos and no sounds: what is drawn stands in.
    expect(inbox.find(".phone .play-badge")).to_have_count(3)
    expect(inbox.find(".phone .audio")).to_have_text("1:05")


def test_people_have_their_pictures(inbox: Inbox, client: Client, friends: list[str]) -> None:
    own = put(client, "people/aoi.png", picture(96, 96), "image/png")
    client.control("users", userId=friends[0], pictureUrl=own)
    client.control("users", userId=friends[1], pictureUrl="https://example.com/somchai.png")
    client.push(friends[0])
    inbox.open(friends[0])
    expect(inbox.find(".chat-head .photo")).to_have_js_property("naturalWidth", 96)
    expect(inbox.find("#chat-list img")).to_have_count(1)
