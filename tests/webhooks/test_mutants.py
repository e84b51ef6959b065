"""Whatever becomes of a published body, it is read, and what arrived is kept."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from line_connector.errors import SignatureError, WebhookBodyError
from line_connector.models import UnknownEvent
from line_connector.webhooks import parse, verify_and_parse
from support.webhooks import SECRET, body_of, each_published, event_of, signed, text_event

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, "", "x", "\0", [], [None], {}, {"type": None}, {"type": "x"},
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of everything in a JSON value, and its own."""
    yield path
    if isinstance(value, (dict, list)):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[step], (*path, step))


def mutants(body: dict[str, Any]) -> Iterator[Any]:
    """Yield a body without each thing in it, and with each replaced by every odd one."""
    for path in places(body):
        if path:
            for odd in (..., *ODD):
                changed = copy.deepcopy(body)
                parent: Any = changed
                for step in path[:-1]:
                    parent = parent[step]
                if odd is ...:
                    del parent[path[-1]]
                else:
                    parent[path[-1]] = odd
                yield changed


def check(body: Any) -> None:
    """Read a body; fail on anything but events that keep what arrived, or a plain refusal."""
    written = json.dumps(body).encode()
    try:
        delivery = verify_and_parse(written, signed(written), SECRET)
    except WebhookBodyError:
        assert not isinstance(body.get("events"), list)
        return
    assert delivery.raw == body
    assert [event.raw for event in delivery.events] == body["events"]
    for event in delivery.events:
        assert not isinstance(event, UnknownEvent) or event.reason
        assert event.source.id is None or isinstance(event.source.id, str)
        json.dumps(event.to_wire())
    delivery.events_in_order()


@each_published
def test_every_mutant_of_a_published_body_is_read(published: Any) -> None:
    for event in published["events"]:
        for mutant in mutants({"destination": "U1", "events": [event]}):
            check(mutant)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
NAMES = st.sampled_from(
    ["type", "source", "timestamp", "mode", "message", "replyToken", "reply_token", "raw", "reason",
     "_origin", "model_config", "__class__", "postback", "joined", "module", "source_", "events"]
)  # fmt: skip
KINDS = st.sampled_from(["message", "postback", "memberJoined", "module", "follow", "x"])


@given(st.lists(st.dictionaries(NAMES, JSON_VALUES).flatmap(
    lambda properties: KINDS.map(lambda kind: {**properties, "type": kind})
), max_size=3))  # fmt: skip
@settings(max_examples=500)
def test_any_properties_are_read(events: list[Any]) -> None:
    check({"destination": None, "events": events})


@given(st.binary(max_size=60), st.text(max_size=60))
def test_nobody_signs_by_chance(body: bytes, signature: str) -> None:
    with pytest.raises(SignatureError):
        verify_and_parse(body, signature, SECRET)


BODY = body_of(text_event(), event_of("follow"))


@given(st.integers(0, len(BODY) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_changed_bytes_are_noticed_and_read_or_refused(at: int, new: bytes, cut: int) -> None:
    changed = BODY[:at] + new + BODY[at + cut :]
    if changed != BODY:
        with pytest.raises(SignatureError):
            verify_and_parse(changed, signed(BODY), SECRET)
    try:
        assert len(parse(changed).events) <= 2
    except WebhookBodyError as error:
        assert "\n" not in str(error)
