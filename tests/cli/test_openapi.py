"""`openapi`: the document of the service on standard output, for files that platforms import."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cli.conftest import Run


@pytest.mark.parametrize(
    ("version", "told"),
    [("3.1", {"openapi": "3.1.0"}), ("3.0", {"openapi": "3.0.3"}), ("2.0", {"swagger": "2.0"})],
)
def test_document_of_a_version_is_printed(command: Run, version: str, told: dict[str, str]) -> None:
    ended = command("openapi", "--version", version, "--server", "https://line.example.com")

    assert ended.status == 0
    assert told.items() <= json.loads(ended.out).items()
    assert ended.err == ""
    assert len(ended.out) < 1_000_000  # what Microsoft's connectors take at most


def test_server_is_where_it_says(command: Run) -> None:
    ended = command("openapi", "--server", "https://line.example.com/connector")
    assert json.loads(ended.out)["servers"] == [{"url": "https://line.example.com/connector"}]


@pytest.mark.parametrize(
    "server", ["line.example.com", "ftp://a", "https://", "https://[", "https://a?b"]
)
def test_server_that_is_no_address_is_refused(command: Run, server: str) -> None:
    ended = command("openapi", "--server", server)

    assert ended.status == 2
    assert ended.err.startswith(f"error: --server {server}: must be a URL")
    assert len(ended.err.splitlines()) == 1


def test_swagger_has_to_say_where_the_service_is(command: Run) -> None:
    ended = command("openapi", "--version", "2.0")

    assert ended.status == 2
    assert ended.err == ("error: --version 2.0 needs the URL of the service: add --server URL\n")


def test_document_needs_no_web_server() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['starlette', 'prometheus_client']));"
        "sys.argv[1:] = ['openapi']; from line_connector.__main__ import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, timeout=60
    )
    assert json.loads(ended.stdout)["openapi"] == "3.1.0"
