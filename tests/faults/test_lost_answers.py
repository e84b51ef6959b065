"""No valid answer: every call x every way to lose it. Nothing is doubled, no doubt is hidden."""

from __future__ import annotations

import tracemalloc

import pytest

from faults.answers import (
    AMBIGUOUS,
    BAD_BODIES,
    CLOSED,
    DRIPPING,
    HANGING,
    LOST,
    MIB,
    TOO_BIG,
    good,
    gzip_bomb,
    http_json,
    says,
    says_unasked,
)
from faults.calls import MAX_ANSWER, PUSH, TOTAL_TIMEOUT, TRIES, Call
from faults.outcomes import (
    arrived,
    assert_not_known,
    assert_nothing_sent,
    assert_one_key,
    each,
    each_call,
    each_of_few,
    run,
)
from faults.raw_server import Answer, Ending, RawServer
from line_connector import ApiError, Output, SessionError, UnknownOutcomeError


@each_call
@each(LOST)
def test_answer_lost_at_every_try(fault: Answer, call: Call) -> None:
    with RawServer(fault) as server:
        ended = run(call, server)

    assert_not_known(ended, call)
    assert_one_key(ended, call, server)
    assert arrived(server, fault) == call.tries


@each_call
@each(LOST)
def test_answer_lost_once(fault: Answer, call: Call) -> None:
    with RawServer(fault, good(call.status)) as server:
        ended = run(call, server)

    assert_one_key(ended, call, server)
    if call.sort == "keyless":
        assert_not_known(ended, call)
        assert arrived(server, fault) == 1
    else:
        assert isinstance(ended, Output), ended
        assert ended.status_code == call.status
        assert len(server.received) == (2 if fault.reads else 1)


@each_call
def test_reset_on_connect_is_a_lost_answer_or_nothing_sent(call: Call) -> None:
    """Which of them it is hangs on whether the reset or the request was faster."""
    with RawServer(says_unasked(b"", "reset")) as server:
        ended = run(call, server)

    if type(ended) is SessionError:
        assert_nothing_sent(ended)
        assert server.connections == TRIES
    else:
        assert_not_known(ended, call)
    assert server.received == []


@pytest.mark.parametrize("call", [PUSH], ids=lambda call: call.name)
@each({**CLOSED, **BAD_BODIES})
def test_accepted_at_a_try_whose_answer_was_lost(fault: Answer, call: Call) -> None:
    accepted = http_json(409, {"message": "accepted"}, b"X-Line-Accepted-Request-Id: first")
    with RawServer(fault, says(accepted)) as server:
        ended = run(call, server)

    assert isinstance(ended, Output), ended
    assert ended.accepted_request_id == "first"
    assert len(server.received) == (2 if fault.reads else 1)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 429])
def test_a_refusal_settles_nothing_after_a_lost_answer(status: int) -> None:
    refusal = says(http_json(status, {"message": "You have reached your monthly limit."}))
    with RawServer(CLOSED["FIN after the request"], refusal) as server:
        ended = run(PUSH, server)

    assert_not_known(ended, PUSH)
    assert_one_key(ended, PUSH, server)


@each_call
@each(AMBIGUOUS)
def test_ambiguous_answer_is_taken_or_unknown(fault: Answer, call: Call) -> None:
    with RawServer(fault) as server:
        ended = run(call, server)

    # A 200 is no success of every call, so a 202 that is awaited may be missed.
    if isinstance(ended, Output) or type(ended) is ApiError:
        assert len(server.received) == 1
        assert isinstance(ended, Output) or call.status != 200
    else:
        assert_not_known(ended, call)
        assert len(server.received) == call.tries


@each_of_few
@each(HANGING)
def test_server_goes_silent(fault: Answer, call: Call) -> None:
    with RawServer(fault) as server:
        ended = run(call, server, read_timeout=0.2)

    assert_not_known(ended, call)
    assert_one_key(ended, call, server)
    assert server.connections == call.tries


@each_of_few
@each(DRIPPING)
def test_answer_that_drips_ends_with_the_total_time_limit(fault: Answer, call: Call) -> None:
    with RawServer(fault) as server:
        ended = run(call, server, read_timeout=0.25, **{TOTAL_TIMEOUT: 0.3})

    assert_not_known(ended, call)
    assert_one_key(ended, call, server)
    assert 1 <= server.connections <= call.tries


@each_of_few
@each(TOO_BIG)
def test_answer_too_big_to_be_read(fault: Answer, call: Call) -> None:
    with RawServer(fault) as server:
        ended = run(call, server)

    assert_not_known(ended, call)
    assert_one_key(ended, call, server)
    assert 1 <= server.connections <= call.tries


def test_gzip_bomb_is_not_unpacked_beyond_the_limit() -> None:
    bomb = gzip_bomb()
    with RawServer(says(bomb)) as server:
        tracemalloc.start()
        try:
            ended = run(PUSH, server, **{MAX_ANSWER: MIB})
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert_not_known(ended, PUSH)
    assert peak < 20 * MIB


@each_of_few
def test_limit_on_answers_is_the_connections(call: Call) -> None:
    body = {"value": "x" * 2000}
    with RawServer(says(http_json(call.status, body))) as server:
        assert isinstance(run(call, server, **{MAX_ANSWER: 3000}), Output)
        assert_not_known(run(call, server, **{MAX_ANSWER: 1000}), call)


def test_the_key_of_the_caller_is_the_one_that_is_told() -> None:
    key = "3f0e4c4e-6f2a-4c39-9d0f-0b8f4a1c2d3e"
    call = PUSH._replace(changes={"retryKey": key})
    with RawServer(CLOSED["RST after the request"]) as server:
        ended = run(call, server)

    assert isinstance(ended, UnknownOutcomeError)
    assert ended.retry_key == key
    assert [request.headers["x-line-retry-key"] for request in server.received] == [key] * TRIES


each_ending = pytest.mark.parametrize("ending", ["finish", "reset"])


@each_of_few
@each_ending
def test_idle_connection_that_the_server_ended_is_not_used_again(
    call: Call, ending: Ending
) -> None:
    with (
        RawServer(good(), says_unasked(b"", ending), good()) as server,
        call.connector(server.url) as connector,
    ):
        assert call.run(connector).status_code == 200
        assert server.ended.wait(30)
        assert call.run(connector).status_code == 200

    assert len(server.received) == 2
    assert server.connections == 2


@each_of_few
@pytest.mark.parametrize("fault", ["RST within the request", "FIN after the request"])
def test_reused_connection_that_breaks_is_a_lost_answer(call: Call, fault: str) -> None:
    # An HTTP client that sends again by itself on a reused connection would double a reply here.
    with (
        RawServer(good(), CLOSED[fault], good()) as server,
        call.connector(server.url) as connector,
    ):
        call.run(connector)
        if call.sort == "keyless":
            with pytest.raises(UnknownOutcomeError):
                call.run(connector)
            assert server.connections == 1
        else:
            assert call.run(connector).status_code == 200
            assert server.connections == 2
