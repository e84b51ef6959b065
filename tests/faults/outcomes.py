"""How a call ends, and what has to hold of it whatever the fault was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from faults.calls import CALLS, FEW, Call
from faults.raw_server import Answer, RawServer
from line_connector import ConnectorError, Output, SessionError, UnknownOutcomeError

each_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
each_of_few = pytest.mark.parametrize("call", FEW, ids=lambda call: call.name)


def each(faults: dict[str, Answer]) -> Callable[[Any], Any]:
    return pytest.mark.parametrize("fault", faults.values(), ids=list(faults))


def run(call: Call, server: RawServer | str, **settings: Any) -> Output[Any] | ConnectorError:
    """Make the call and return how it ends; whatever is no error of ours fails the test."""
    url = server if isinstance(server, str) else server.url
    with call.connector(url, **settings) as connector:
        try:
            output: Output[Any] = call.run(connector)
        except ConnectorError as error:
            return error
        return output


def assert_not_known(ended: object, call: Call) -> None:
    """The call ended as one that nobody knows the outcome of, where that matters."""
    assert isinstance(ended, ConnectorError)
    assert "\n" not in str(ended)
    if call.sort == "idempotent":
        assert type(ended) is SessionError
        assert ended.exit_status == 3
    else:
        assert type(ended) is UnknownOutcomeError
        assert ended.exit_status == 4
        assert (ended.retry_key is not None) is (call.sort == "keyed")
        assert ended.retryable is (call.sort == "keyed")


def assert_nothing_sent(ended: object) -> None:
    """The call ended as one that was never made, and that can be made again as it is."""
    assert isinstance(ended, SessionError), ended
    assert ended.exit_status == 3
    assert "\n" not in str(ended)
    assert "unknown" not in str(ended)


def assert_one_key(ended: object, call: Call, server: RawServer) -> None:
    """Every request that arrived was the same one, and the key that is told is the one sent."""
    assert len({request.body for request in server.received}) <= 1
    keys = {request.headers.get("x-line-retry-key") for request in server.received}
    if call.sort != "keyed":
        assert keys <= {None}
    elif server.received:
        assert len(keys) == 1
        assert None not in keys
    if isinstance(ended, UnknownOutcomeError) and server.received:
        assert keys == {ended.retry_key}


def arrived(server: RawServer, fault: Answer) -> int:
    """Count the requests that arrived; one that the fault came before, by its connection."""
    return len(server.received) if fault.reads else server.connections
