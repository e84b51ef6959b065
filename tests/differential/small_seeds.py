"""Good messages with one thing to spoil in each: every property once, in as little as it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from differential import seeds

_PLAIN_IMAGE = {"type": "image", "url": seeds.HTTPS}
_COMPONENTS: list[dict[str, Any]] = [
    seeds.TEXT,
    seeds.SPANS,
    {**seeds.IMAGE, "action": seeds.SAY},
    {**seeds.BUTTON, "action": seeds.PICKER},
    seeds.ICON_LINE,
    {"type": "separator", "margin": "lg", "color": "#eeeeee"},
    {"type": "filler", "flex": 1},
]
_BUBBLES: list[dict[str, Any]] = [
    {
        "type": "bubble",
        "size": "mega",
        "direction": "rtl",
        "body": {**seeds.BOX, "contents": []},
        "styles": {"body": seeds.STYLE},
        "action": seeds.COPY,
    },
    {"type": "bubble", "hero": {**seeds.VIDEO, "altContent": _PLAIN_IMAGE}},
]


def small_seeds() -> Iterator[dict[str, Any]]:
    """Yield messages; quick replies and a sender only on the text message."""
    for kind, messages in seeds.SEEDS.items():
        if kind == "flex":
            continue
        for message in messages:
            kept = message if kind == "text" else message.keys() - seeds.COMMON.keys()
            yield {name: message[name] for name in message if name in kept}
    for component in _COMPONENTS:
        body = {"type": "box", "layout": "vertical", "contents": [component]}
        yield _flex({"type": "bubble", "body": body})
    yield from map(_flex, _BUBBLES)
    yield _flex({"type": "carousel", "contents": [{"type": "bubble", "hero": _PLAIN_IMAGE}] * 2})


def _flex(contents: dict[str, Any]) -> dict[str, Any]:
    return {"type": "flex", "altText": "Card", "contents": contents}
