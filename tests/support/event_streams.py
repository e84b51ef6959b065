"""Reading the sandbox's stream: Server-Sent Events."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import requests


class Told(NamedTuple):
    """One event of the stream."""

    id: str
    name: str
    data: dict[str, Any]


@contextmanager
def streamed(url: str, query: str = "", last_id: str = "") -> Generator[Iterator[Told]]:
    """Read the stream of the sandbox at an address; it has begun when this is entered."""
    headers = {"Last-Event-ID": last_id} if last_id else {}
    address = f"{url}/_sandbox/stream{query}"
    with requests.get(address, stream=True, headers=headers, timeout=10) as answer:
        assert answer.status_code == 200, answer.text
        lines = answer.iter_lines(chunk_size=1, decode_unicode=True)
        assert next(lines).startswith(":")
        yield told_in(lines)


def told_in(lines: Iterator[str]) -> Iterator[Told]:
    """Yield the events that some lines tell of."""
    fields: dict[str, str] = {}
    for line in lines:
        name, _, text = line.partition(": ")
        fields[name] = text
        if name == "data":
            yield Told(fields["id"], fields["event"], json.loads(text))
