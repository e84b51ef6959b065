"""Switched-off certificate checks: told once per process, and no other library is silenced."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.answers import http
from faults.certificates import make_certificate
from faults.raw_server import Answer, Peer, RawServer, Received


def answer_slowly(peer: Peer, request: Received | None) -> None:
    """Answer with a quota, after a while where the path says so."""
    if request is not None and "quota" in request.target:
        time.sleep(0.4)
    peer.send(http(200, b'{"type": "none"}'))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RawServer]:
    context = make_certificate(tmp_path / "server.pem")
    with RawServer(Answer(answer_slowly), context=context) as server:
        yield server


SCRIPT = """
import logging, sys, threading, time, warnings
import requests
from line_connector import Connector

url, case = sys.argv[1:]
values = {"url": url, "token": "secret-token", "verify_ssl": False}


def quota():
    with Connector({"line": values}) as connector:
        assert connector.run("get_message_quota").status_code == 200


def other():
    with warnings.catch_warnings(record=True) as caught:
        requests.get(url + "/other", verify=False, timeout=9)
    return sum("Unverified" in str(found.message) for found in caught)


if case == "twice":
    quota()
    quota()
    with Connector({"line": values}) as connector:
        for _ in range(2):
            connector.run("get_message_quota")
elif case == "others between":
    quota()
    assert other() == 1
    quota()
    assert other() == 1
elif case == "others meanwhile":
    calling = threading.Thread(target=quota)
    calling.start()
    time.sleep(0.2)
    found = other()
    calling.join()
    assert found == 1
elif case == "no warning of ours":
    with warnings.catch_warnings(record=True) as caught:
        quota()
    assert caught == []
elif case == "warnings are errors":
    warnings.simplefilter("error")
    quota()
elif case == "logged":
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    logging.getLogger("line_connector").addHandler(handler)
    quota()
    quota()
    found = [r for r in records if "verify_ssl" in r.getMessage()]
    assert len(found) == 1, records
    assert found[0].levelno == logging.WARNING
    assert "secret-token" not in found[0].getMessage()
"""

CASES = (
    "others between",
    "others meanwhile",
    "no warning of ours",
    "warnings are errors",
    "logged",
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("case", CASES)
def test_other_users_of_the_library_keep_their_warnings(server: RawServer, case: str) -> None:
    ended = run("-c", SCRIPT, server.url, case)

    assert ended.returncode == 0, ended.stderr


def test_it_is_told_once_per_process(server: RawServer) -> None:
    ended = run("-c", SCRIPT, server.url, "twice")

    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.count("verify_ssl") == 1
    assert "secret-token" not in ended.stderr


def test_the_command_tells_it_once_on_standard_error(server: RawServer, tmp_path: Path) -> None:
    file = tmp_path / "line.json"
    values = {"url": server.url, "token": "secret-token", "verify_ssl": False}
    file.write_text(json.dumps({"line": values}))

    ended = run("-m", "line_connector", "run", "get_message_quota", "--connection", str(file))

    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["json_body"] == {"type": "none"}
    assert ended.stderr.count("verify_ssl") == 1
    assert "Unverified" not in ended.stderr


def test_nothing_is_told_where_certificates_are_checked(server: RawServer, tmp_path: Path) -> None:
    file = tmp_path / "line.json"
    values = {"url": server.url, "token": "t", "ca_file": str(tmp_path / "server.pem")}
    file.write_text(json.dumps({"line": values}))

    ended = run("-m", "line_connector", "run", "get_message_quota", "--connection", str(file))

    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
