"""Flex messages: paths from `contents`, unknown properties refused, wrong values `invalid`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client

URL = "https://example.com/a.jpg"
INVALID = "invalid property"
MISSING = "must be specified"
EMPTY = "must be non-empty text"
NO_VIDEO = "embedding videos in messages is not allowed"
TOO_TALL = "aspect ratio must be in the range (0 < (h/w) <= 3)"
LINK = {"type": "uri", "label": "Open", "uri": "https://example.com"}


def flex(contents: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "t", "contents": contents}


def bubble(*children: Any, **more: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": box(*children), **more}


def box(*children: Any, layout: str = "vertical", **more: Any) -> dict[str, Any]:
    return {"type": "box", "layout": layout, "contents": list(children), **more}


def text(words: str = "Hi", **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **more}


def image(**more: Any) -> dict[str, Any]:
    return {"type": "image", "url": URL, **more}


def video(**more: Any) -> dict[str, Any]:
    return {"type": "video", "url": URL, "previewUrl": URL, "altContent": image(), **more}


def icon(**more: Any) -> dict[str, Any]:
    return {"type": "icon", "url": URL, **more}


def button(action: Any = LINK, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action": action, **more}


def carousel(*bubbles: Any) -> dict[str, Any]:
    return {"type": "carousel", "contents": list(bubbles)}


def gradient(**more: Any) -> dict[str, Any]:
    colours = {"startColor": "#000000", "endColor": "#ffffff"}
    return {"background": {"type": "linearGradient", "angle": "0deg", **colours, **more}}


REFUSED: list[tuple[Any, str, str]] = [
    ({"type": "box"}, "/", INVALID),
    ({"type": "bubble"}, "/", "At least one block must be specified"),
    (carousel({"type": "bubble"}), "/contents/0", "At least one block must be specified"),
    (bubble(colour="red"), "/colour", "unknown field"),
    (bubble(styles={"type": "x"}), "/styles/type", "unknown field"),
    (bubble(styles={"body": {"backgroundColor": "#fff"}}), "/styles/body/backgroundColor", INVALID),
    (bubble(size="tera"), "/size", INVALID),
    (bubble(header=text()), "/header", INVALID),
    (bubble(hero=button()), "/hero", INVALID),
    (bubble(hero=image(url="http://example.com/a.png")), "/hero/url", "invalid uri scheme"),
    (bubble(hero=video(), size="micro"), "/size", INVALID),
    (bubble(hero=video(action={**LINK, "type": "message"})), "/hero/action", INVALID),
    (carousel(bubble(hero=video())), "/contents/0/hero", NO_VIDEO),
    (carousel(), "/contents", INVALID),
    (carousel(*[bubble()] * 13), "/contents", INVALID),
    (carousel(bubble(text(""))), "/contents/0/body/contents/0/text", EMPTY),
    (bubble(text("")), "/body/contents/0/text", EMPTY),
    (bubble({"type": "text"}), "/body/contents/0/text", MISSING),
    (bubble({"type": "text", "contents": []}), "/body/contents/0/text", MISSING),
    (bubble(text(margin="-2px")), "/body/contents/0/margin", INVALID),
    (bubble(text(color="#abc")), "/body/contents/0/color", INVALID),
    (bubble(text(text=5)), "/body/contents/0/text", INVALID),
    (bubble(text(size="10")), "/body/contents/0/size", INVALID),
    (bubble(text(maxLines=-1)), "/body/contents/0/maxLines", "must be greater than or equal to 0"),
    (bubble(text(maxLines=2**31)), "/body/contents/0/maxLines", INVALID),
    (bubble(text(contents=[text()])), "/body/contents/0/contents/0", INVALID),
    (
        bubble(text(contents=[{"type": "span", "wrap": True}])),
        "/body/contents/0/contents/0/wrap",
        "unknown field",
    ),
    (bubble({"type": "spacer"}), "/body/contents/0", INVALID),
    (bubble({"text": "Hi"}), "/body/contents/0/type", MISSING),
    (bubble("Hi"), "/body/contents/0", INVALID),
    (bubble(icon()), "/body/contents/0", INVALID),
    (bubble(box(button(), layout="baseline")), "/body/contents/0/contents/0", INVALID),
    (bubble(box(layout="diagonal")), "/body/contents/0/layout", INVALID),
    (bubble({"type": "box", "layout": "vertical"}), "/body/contents/0/contents", MISSING),
    (bubble(box(paddingAll="thick")), "/body/contents/0/paddingAll", INVALID),
    (bubble(box(width="-1px")), "/body/contents/0/width", INVALID),
    (bubble(box(**gradient(angle="360deg"))), "/body/contents/0/background/angle", INVALID),
    (
        bubble(box(**gradient(centerPosition="101%"))),
        "/body/contents/0/background/centerPosition",
        INVALID,
    ),
    (bubble(image(aspectRatio="1:4")), "/body/contents/0/aspectRatio", TOO_TALL),
    (bubble(image(aspectRatio="wide")), "/body/contents/0/aspectRatio", INVALID),
    (bubble(image(animated="yes")), "/body/contents/0/animated", INVALID),
    (bubble(button({**LINK, "label": "a" * 41})), "/body/contents/0/action/label", INVALID),
    (bubble(button({"type": "message", "text": "a"})), "/body/contents/0/action/label", MISSING),
    (bubble(button({**LINK, "label": ""})), "/body/contents/0/action/label", EMPTY),
    (
        bubble(button({"type": "message", "label": "a", "text": ""})),
        "/body/contents/0/action/text",
        EMPTY,
    ),
    (bubble(hero={"type": "image"}), "/hero/url", MISSING),
    (bubble(hero=image(url="https://a.jp/?m=color:red|a")), "/hero/url", "invalid uri scheme"),
    (bubble(hero=image(url="https://a.jp/%s")), "/hero/url", "invalid uri scheme"),
    (
        bubble(button({**LINK, "uri": "ftp://a/b"})),
        "/body/contents/0/action/uri",
        "invalid uri scheme",
    ),
    (
        bubble({"type": "separator", "offsetTop": "1px"}),
        "/body/contents/0/offsetTop",
        "unknown field",
    ),
    (bubble(*[image(animated=True)] * 11), "/", INVALID),
    (bubble(text("a" * 30_720)), "/", "Too large flex message"),
    (carousel(*[bubble(text("a" * 29_000))] * 2), "/", "Too large flex message"),
]


@pytest.mark.parametrize(("contents", "path", "problem"), REFUSED)
def test_what_is_wrong_is_told_with_slashes_from_the_container(
    client: Client, contents: Any, path: str, problem: str
) -> None:
    reply = client.validate({"type": "text", "text": "Hi"}, flex(contents))
    assert reply.status == 400
    assert reply.json["message"] == "A message (messages[1])\u00a0in the request body is invalid"
    assert reply.problems == [(path, problem)]


@pytest.mark.parametrize("uri", ["shop", "https://a b", "https://a.jp/a|b"])
def test_a_relative_or_unreadable_address_is_wrong_in_two_ways(client: Client, uri: str) -> None:
    footer = box(button({**LINK, "uri": uri}))
    reply = client.validate(flex(carousel(bubble(footer=footer))))
    path = "/contents/0/footer/contents/0/action/uri"
    assert reply.problems == [(path, "invalid uri"), (path, "invalid uri scheme")]


ALLOWED: list[Any] = [
    {"type": "bubble", "footer": box()},
    carousel(bubble()),
    bubble(box(position="absolute"), text()),
    bubble(button({"type": "camera", "label": "a"}), image(url="https://a.jp/日本")),
    carousel(bubble(size="nano"), bubble(size="giga")),
    bubble(text(" ")),
    bubble(text("", contents=[{"type": "span", "text": "Hi"}])),
    bubble(text(contents=[])),
    bubble(text(offsetTop="-10px", nothing=None)),
    bubble(box(icon(), text(gravity="center"), {"type": "filler"}, layout="baseline")),
    bubble(image(aspectRatio="1.91:1", size="80%"), image(aspectRatio="1:3", size="full")),
    bubble(box(text(), text(position="absolute"), **gradient(angle="359.9deg"))),
    bubble(box(contents=[], paddingAll="none", borderWidth="semi-bold", cornerRadius="50px")),
    bubble(hero=video(action=LINK, aspectRatio="16:9"), size="kilo"),
    bubble(button({"type": "postback", "label": "a" * 40, "data": ""}, style="link")),
    bubble(button({**LINK, "altUri": {"desktop": "https://example.com"}}), direction="rtl"),
    bubble(image(action={"type": "message", "text": "no label"})),
    bubble(text("a" * 30_000)),
    bubble(*[image(animated=True)] * 10),
    bubble(text(color="#ffffff80", decoration="line-through", lineSpacing="20px", maxLines=0)),
]


@pytest.mark.parametrize("contents", ALLOWED)
def test_what_is_allowed_is_accepted(client: Client, contents: Any) -> None:
    assert client.validate(flex(contents)).text == "{}"
