from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from support.sandboxed import USER, Line, text


def test_friends_receive_the_messages_later(connector: Connector, line: Line) -> None:
    output = connector.run("narrowcast", {"messages": text(), "limit": {"max": 100}})
    assert output.status_code == 202

    line.control("clock", {"advance": 60})
    progress = connector.run("get_narrowcast_progress", {"requestId": output.request_id})
    assert progress.body.phase == "succeeded"
    assert line.received(USER)[0]["via"] == "narrowcast"


def test_unknown_audience_is_refused_by_line(connector: Connector) -> None:
    recipient = {"type": "audience", "audienceGroupId": 4389303728991}
    with pytest.raises(BadRequestError, match="Invalid audience group id: 4389303728991"):
        connector.run("narrowcast", {"messages": text(), "recipient": recipient})


def test_wrong_condition_is_refused_here_with_its_path(connector: Connector, line: Line) -> None:
    filter_ = {"demographic": {"type": "operator", "and": [{"type": "age", "gte": "age_17"}]}}
    with pytest.raises(InputError) as caught:
        connector.run("narrowcast", {"messages": text(), "filter": filter_})

    assert caught.value.problems[0].property == "filter.demographic.and[0].gte"
    assert line.requests() == []
