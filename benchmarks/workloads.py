"""What every peer is given: one push, and the messages to validate."""

from __future__ import annotations

from typing import Any

TEXT: dict[str, Any] = {
    "type": "text",
    "text": "Disk usage on db-7 has passed 90 %. Acknowledge within 15 minutes.",
}

PUSH: dict[str, Any] = {"to": "U00000000000000000000000000000001", "messages": [TEXT]}


def _fact(label: str, value: str) -> dict[str, Any]:
    return {
        "type": "box",
        "layout": "baseline",
        "spacing": "sm",
        "contents": [
            {"type": "text", "text": label, "color": "#8C8C8C", "size": "sm", "flex": 2},
            {"type": "text", "text": value, "size": "sm", "flex": 5, "wrap": True},
        ],
    }


def _button(label: str, answer: str, style: str) -> dict[str, Any]:
    return {
        "type": "button",
        "style": style,
        "height": "sm",
        "action": {
            "type": "postback",
            "label": label,
            "data": f"incident=4711&answer={answer}",
            "displayText": label,
        },
    }


FLEX: dict[str, Any] = {
    "type": "flex",
    "altText": "Incident 4711: disk usage on db-7",
    "contents": {
        "type": "bubble",
        "size": "mega",
        "header": {
            "type": "box",
            "layout": "horizontal",
            "backgroundColor": "#B3261E",
            "paddingAll": "lg",
            "contents": [
                {"type": "text", "text": "INCIDENT 4711", "color": "#FFFFFF", "weight": "bold"},
                {"type": "text", "text": "P1", "color": "#FFFFFF", "align": "end", "flex": 0},
            ],
        },
        "hero": {
            "type": "image",
            "url": "https://example.com/graphs/db-7.png",
            "size": "full",
            "aspectRatio": "20:13",
            "aspectMode": "cover",
            "action": {"type": "uri", "label": "Graph", "uri": "https://example.com/graphs/db-7"},
        },
        "body": {
            "type": "box",
            "layout": "vertical",
            "spacing": "md",
            "contents": [
                {"type": "text", "text": "Disk usage above 90 %", "weight": "bold", "size": "xl"},
                {"type": "separator", "margin": "md"},
                _fact("Host", "db-7.example.com"),
                _fact("Since", "2026-03-14 03:12 ICT"),
                _fact("Value", "93.4 % of 2 TB, 1 % more every 4 minutes"),
                {
                    "type": "text",
                    "wrap": True,
                    "margin": "lg",
                    "contents": [
                        {"type": "span", "text": "On call: "},
                        {"type": "span", "text": "Somchai", "weight": "bold", "color": "#1A73E8"},
                    ],
                },
            ],
        },
        "footer": {
            "type": "box",
            "layout": "horizontal",
            "spacing": "sm",
            "contents": [
                _button("Acknowledge", "ack", "primary"),
                _button("Escalate", "escalate", "secondary"),
            ],
        },
        "styles": {"footer": {"separator": True}},
    },
}


def _alert(number: int) -> dict[str, Any]:
    """Return the card again, about another incident and with a longer account of it."""
    bubble = {**FLEX["contents"]}
    account = f"Incident {number}. " + "The volume fills up faster than it is cleaned. " * 32
    body = bubble["body"]
    text = {"type": "text", "text": account, "wrap": True}
    return {**bubble, "body": {**body, "contents": [*body["contents"], text]}}


CAROUSEL: dict[str, Any] = {
    "type": "flex",
    "altText": "12 incidents",
    "contents": {"type": "carousel", "contents": [_alert(number) for number in range(12)]},
}
