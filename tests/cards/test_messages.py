"""A card as a message object, wherever messages are given."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, cards, validate
from line_connector.describe import describe_action
from line_connector.documents.reading import read_document
from support.sandboxed import USER, Line

ALERT: dict[str, Any] = {"type": "card", "card": "alert", "title": "Disk almost full"}


def test_a_card_is_sent_as_its_flex_message(connector: Connector, line: Line) -> None:
    call = connector.call("push_message", {"to": USER, "messages": [ALERT]})
    call.send()

    [sent] = line.received()[0]["messages"]
    assert {name: sent[name] for name in ("type", "altText", "contents")} == cards.alert(
        title="Disk almost full"
    )
    assert call.dry_run()["body"]["messages"][0]["type"] == "flex"


def test_a_card_has_quick_replies_and_a_sender_as_other_messages_do(
    connector: Connector, line: Line
) -> None:
    item = {"type": "action", "action": {"type": "message", "label": "Yes", "text": "Yes"}}
    more = {"quickReply": {"items": [item]}, "sender": {"name": "Monitoring"}}
    connector.run("push_message", {"to": USER, "messages": [{**ALERT, **more}]})

    [sent] = line.received()[0]["messages"]
    assert {name: sent[name] for name in more} == more


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"card": None}, "messages[0].card: is required: one of alert, order, receipt"),
        ({"card": "alarm"}, "messages[0].card: must be one of alert, order, receipt"),
        ({"title": ""}, "messages[0].title: must not be empty"),
        ({"severty": "error"}, "messages[0].severty: unknown property"),
        ({"buttons": [{"label": "x"}]}, "messages[0].buttons[0]: must have exactly one of"),
    ],
)
def test_a_wrong_card_is_refused_with_its_path(
    changed: dict[str, Any], problem: str, lenient: bool
) -> None:
    [found] = validate([{**ALERT, **changed}], lenient=lenient)
    assert str(found).startswith(problem)


def test_cards_are_described_with_every_action_that_takes_messages(connector: Connector) -> None:
    for name in ("push_message", "multicast", "broadcast", "reply_message", "validate_push"):
        schema = describe_action(connector.manifest.action(name))["input_schema"]
        assert schema["$defs"]["AlertMessage"]["required"] == ["type", "card", "title"]
        assert "severity" in schema["$defs"]["AlertMessage"]["properties"]


def test_unquoted_scalars_of_yaml_are_shown_as_they_are_written() -> None:
    values = read_document("title: 007\nfields: {Version: 1.10, Open: yes, Port: 8080}", "x")
    assert cards.build("alert", values)["altText"] == (
        "Info: 007 · Version: 1.10 · Open: yes · Port: 8080"
    )
    order = read_document("number: 0815\ntotal: 1290\ncurrency: THB", "x")
    assert cards.build("order", order)["altText"] == "Order 0815 · Total: 1,290 THB"
