"""What is imported, and when: a cold push of a text pays for texts only."""

from __future__ import annotations

import inspect

import pytest

from line_connector import models
from support.loading import loaded_after
from support.sandboxed import USER, Line


def test_a_text_needs_neither_other_messages_nor_regex() -> None:
    loaded = loaded_after(
        "from line_connector.models.line.validation import validate\n"
        "assert validate([{'type': 'text', 'text': 'สวัสดี'}]) == []"
    )

    assert "line_connector.models.line.text" in loaded
    assert not {name for name in loaded if name.startswith("line_connector.models.line.flex")}
    assert loaded.isdisjoint(
        {
            "line_connector.models.line.template",
            "line_connector.models.line.imagemap",
            "line_connector.models.line.actions",
            "line_connector.models.line.quick_reply",
            "line_connector.models.line.sender",
            "line_connector.models.line.simple_messages",
            "regex",
            "difflib",
        }
    )


def test_a_push_with_a_fixed_token_needs_no_oauth_and_no_requests(line: Line) -> None:
    push = {"to": USER, "messages": [{"type": "text", "text": "Hi"}]}
    loaded = loaded_after(
        "from line_connector import Connector\n"
        f"connector = Connector({{'line': {{'url': {line.url!r}, 'token': 'sandbox-token'}}}})\n"
        f"assert connector.run('push_message', {push}).status_code == 200"
    )

    assert "line_connector.http.transport" in loaded
    assert loaded.isdisjoint(
        {
            "oauthlib",
            "requests_oauthlib",
            "requests",
            "line_connector.auth.fetched_token",
            "line_connector.http.download",
            "line_connector.progress",
            "line_connector.sandbox",
        }
    )


def test_the_package_alone_needs_no_model() -> None:
    assert "pydantic" not in loaded_after("import line_connector.models")


@pytest.mark.parametrize("name", models.__all__)
def test_every_exported_name_is_there(name: str) -> None:
    exported = getattr(models, name)

    if inspect.isclass(exported):
        assert exported.__name__ == name
        assert exported.__module__.startswith("line_connector.")


def test_a_name_that_is_not_exported() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Hologram'"):
        _ = models.Hologram  # type: ignore[attr-defined]
