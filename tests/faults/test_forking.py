"""A connector used before a fork: each process gets its own answers, and none waits for ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from faults import forking
from faults.answers import http_json
from faults.certificates import make_certificate
from faults.raw_server import Answer, Peer, RawServer, Received

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this platform")


def echo(peer: Peer, request: Received | None) -> None:
    """Answer with the text of the message, a little later."""
    assert request is not None
    text = json.loads(request.body)["messages"][0]["text"]
    time.sleep(0.001)
    peer.send(http_json(200, {"sentMessages": [{"id": text}]}))


def issue_slowly(peer: Peer, _: Received | None) -> None:
    """Issue a token after a second."""
    time.sleep(1)
    peer.send(http_json(200, {"access_token": "t", "expires_in": 900, "token_type": "Bearer"}))


ECHO = Answer(echo)


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer(ECHO) as server:
        yield server


def run(case: str, **values: Any) -> list[int]:
    """Run a case in a process of its own; return how its children ended."""
    ended = subprocess.run(
        [sys.executable, forking.__file__, case, json.dumps({"line": values})],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)},
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    exits: list[int] = json.loads(ended.stdout)
    return exits


def texts(server: RawServer) -> list[str]:
    return [json.loads(request.body)["messages"][0]["text"] for request in server.received]


@pytest.mark.parametrize("case", ["prefork", "prefork, parent sends", "multiprocessing"])
def test_children_get_their_own_answers(server: RawServer, case: str) -> None:
    assert run(case, url=server.url, token="t") == [0] * forking.CHILDREN

    sent = texts(server)
    assert len(sent) == len(set(sent))
    for child in range(forking.CHILDREN):
        assert sum(text.startswith(f"child{child}-") for text in sent) == forking.PUSHES


def test_children_get_their_own_answers_over_tls(tmp_path: Path) -> None:
    file = tmp_path / "server.pem"
    with RawServer(ECHO, context=make_certificate(file)) as server:
        exits = run("prefork", url=server.url, token="t", ca_file=str(file))

    assert exits == [0] * forking.CHILDREN
    sent = texts(server)
    assert len(sent) == len(set(sent))


def test_fork_during_a_token_fetch(server: RawServer) -> None:
    with RawServer(Answer(issue_slowly)) as tokens:
        exits = run(
            "token fetch",
            url=server.url,
            client_id="1",
            client_secret="s",
            token_url=f"{tokens.url}/token",
        )

    assert exits == [0, 0]
    assert sorted(texts(server)) == ["after", "child0", "child1", "parent"]


def test_fork_while_sessions_are_opened(server: RawServer) -> None:
    exits = run("sessions", url=server.url, token="t")

    assert exits
    assert set(exits) == {0}


def test_child_that_closes_leaves_the_parent_its_connections(server: RawServer) -> None:
    assert run("close", url=server.url, token="t") == [0]
    assert sum(text.startswith("after-") for text in texts(server)) == forking.PUSHES
