"""Webhooks from bytes to events: both check the signature and read the events into classes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from bars import Bar
from bench import LINE_SDK, US, Bench, printed_figures, script, take_turns
from processes import Command
from samples import Samples
from tables import beside, cell, markdown
from workload import Workload

SCRIPTS = {US: "ours_webhook", LINE_SDK: "sdk_webhook"}


def text_event(number: int) -> dict[str, Any]:
    """Return a text in a group, which mentions the bot and has an emoji."""
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1769850000000 + number,
        "webhookEventId": f"01KG9Y3V5H{number:016d}",
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "group", "groupId": f"C{1:032x}", "userId": f"U{number:032x}"},
        "replyToken": f"{number:032x}",
        "message": {
            "type": "text",
            "id": str(number),
            "quoteToken": "q" * 40,
            "text": "@Shop when do you open? (hello)",
            "mention": {"mentionees": [{"type": "user", "index": 0, "length": 5, "isSelf": True}]},
            "emojis": [{"index": 24, "length": 7, "productId": "5ac1bfd5", "emojiId": "001"}],
        },
    }


def workloads(bench: Bench) -> Iterator[Workload]:
    """Yield a webhook of one event and one of a hundred."""
    for size, quick, full in ((1, 2000, 20_000), (100, 50, 300)):
        count = bench.choose(quick=quick, full=full)
        body = json.dumps({"destination": f"U{9:032x}", "events": [*map(text_event, range(size))]})
        commands = {
            peer: Command(script(peer, name, body, str(count))) for peer, name in SCRIPTS.items()
        }
        yield Workload(
            f"Webhooks of {size} event{'s' * (size > 1)}: {count} are verified and read",
            bench.choose(quick=3, full=7),
            partial(take_turns, bench.present(commands), printed_figures),
            _table,
            _bars if size == 1 else lambda _: [],
        )


def _table(samples: Samples) -> str:
    rows = [
        [peer, cell(samples.spread(peer, "cpu", 1e6)), beside(US, samples, peer, "cpu")]
        for peer in samples.peers
    ]
    return markdown(["", "CPU µs a webhook", "ours / it"], rows)


def _bars(samples: Samples) -> list[Bar]:
    ratio = samples.ratio(US, LINE_SDK, "cpu")
    return [Bar(f"webhook verified and read, CPU / {LINE_SDK}", ratio, 0.6)]
