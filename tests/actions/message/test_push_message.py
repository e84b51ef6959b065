from __future__ import annotations

import pytest

from line_actions.message.push_message import PushMessage, PushMessageInput
from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from line_connector.models import TextMessage
from support.sandboxed import KEY, USER, Line, text

GROUP = f"C{1:032x}"


def test_user_receives_the_messages(connector: Connector, line: Line) -> None:
    output = connector.run("push_message", {"to": USER, "messages": text("One") + text("Two")})

    assert [entry["text"] for entry in line.received()[0]["messages"]] == ["One", "Two"]
    assert len(output.body.sent_messages) == 2
    assert output.request_id == line.received()[0]["requestId"]


def test_typed_input_sends_the_same(connector: Connector, line: Line) -> None:
    action = PushMessage(connector.session("line"))
    data = PushMessageInput(to=USER, messages=[TextMessage(text="Hi")], retry_key=KEY)

    output = action.run(data)

    assert output.body.sent_messages[0].id.isdigit()
    assert line.received()[0]["messages"] == text()
    sent = line.requests("/v2/bot/message/push")[0]
    assert sent["headers"]["x-line-retry-key"] == KEY


def test_group_receives_the_messages(connector: Connector, line: Line) -> None:
    connector.run("push_message", {"to": GROUP, "messages": text()})
    assert line.received(GROUP)[0]["via"] == "push"


def test_options_reach_line(connector: Connector, line: Line) -> None:
    raw = {
        "to": USER,
        "messages": text(),
        "notificationDisabled": True,
        "custom_aggregation_units": ["spring_sale"],
    }
    connector.run("push_message", raw)

    body = line.requests("/v2/bot/message/push")[0]["body"]
    assert body["notificationDisabled"] is True
    assert body["customAggregationUnits"] == ["spring_sale"]


def test_unknown_recipient_is_refused_by_line(connector: Connector) -> None:
    with pytest.raises(BadRequestError, match="Failed to send messages"):
        connector.run("push_message", {"to": f"C{9:032x}", "messages": text()})


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"to": "nobody"}, "to"),
        ({"to": [USER]}, "to"),
        ({"messages": []}, "messages"),
        ({"messages": text() * 6}, "messages"),
        ({"customAggregationUnits": ["a", "b"]}, "customAggregationUnits"),
        ({"customAggregationUnits": ["spring-sale"]}, "customAggregationUnits[0]"),
    ],
)
def test_what_line_would_refuse_is_refused_here(
    connector: Connector, line: Line, change: dict[str, object], path: str
) -> None:
    with pytest.raises(InputError) as caught:
        connector.run("push_message", {"to": USER, "messages": text(), **change})

    assert [problem.property for problem in caught.value.problems] == [path]
    assert line.requests() == []
