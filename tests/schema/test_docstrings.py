"""What docstrings say is data: every line of it, and also where Python drops docstrings."""

from __future__ import annotations

import subprocess
import sys

import pytest

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class Nothing(Input):
    """No input."""


class Documented(Action[Nothing, Body]):
    """Do something.

    More words.

    Raises:
        BadRequestError: the image is larger than 1 MB,
            or the menu has an image already; see
            https://example.com: there.
        NotFoundError: no such menu.

        RateLimitError:
            too many.

    Source: https://example.com/here
    """

    method = "GET"
    path = "/"
    rate_limit = "unpublished"


class WithoutErrors(Documented):
    """Note: this is no section.

    ServerError: nor is this.
    """


class Inheriting(Documented):
    method = "POST"


def test_every_line_of_a_documented_error_is_kept() -> None:
    assert Documented.documented_errors() == {
        "BadRequestError": "the image is larger than 1 MB, or the menu has an image already; see "
        "https://example.com: there.",
        "NotFoundError": "no such menu.",
        "RateLimitError": "too many.",
    }
    assert Documented.description() == "Do something.\n\nMore words."
    assert Documented.source() == "https://example.com/here"


def test_only_the_section_lists_errors() -> None:
    assert WithoutErrors.documented_errors() == {}
    assert WithoutErrors.source() == ""


def test_action_without_a_docstring_has_that_of_its_base() -> None:
    assert Inheriting.summary() == "Do something."
    assert list(Inheriting.documented_errors()) == [
        "BadRequestError",
        "NotFoundError",
        "RateLimitError",
    ]


DESCRIBE_ALL = """
import json
from line_connector import load_manifest
from line_connector.describe import describe_action

print(json.dumps([describe_action(each) for each in load_manifest().actions.values()]))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["-c", DESCRIBE_ALL],
        ["-m", "line_connector", "--help"],
        ["-m", "line_connector", "run", "--help"],
    ],
    ids=["actions", "commands", "a command"],
)
def test_nothing_is_lost_where_python_drops_docstrings(arguments: list[str]) -> None:
    def printed(*options: str) -> str:
        command = [sys.executable, *options, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    told = printed()
    assert "Send a message" in told or "ACTION" in told or "try everything offline" in told
    assert printed("-OO") == told
