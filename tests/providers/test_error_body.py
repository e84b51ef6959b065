"""Where providers say that a request is wrong, as one form of path."""

from __future__ import annotations

import pytest

from line_connector.providers.error_body import read_error_body

IN_A_MESSAGE = "A message (messages[1])\N{NO-BREAK SPACE}in the request body is invalid"


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("/hero/url", "/messages/1/contents/hero/url"),
        ("/contents/0/footer/contents/2", "/messages/1/contents/contents/0/footer/contents/2"),
        ("template/columns/5/title", "/messages/1/template/columns/5/title"),
        ("text", "/messages/1/text"),
        ("", "/messages/1"),
    ],
)
def test_a_path_in_a_message_of_lines_starts_at_the_request(path: str, pointer: str) -> None:
    details = [{"message": "invalid uri", **({"property": path} if path else {})}]
    body = read_error_body({"message": IN_A_MESSAGE, "details": details})

    assert [(each.pointer(), each.message) for each in body.problems] == [(pointer, "invalid uri")]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (
            {
                "message": "The request body has 1 error(s)",
                "details": [{"message": "May not be empty", "property": "messages[0].text"}],
            },
            "/messages/0/text",
        ),
        (
            {"description": "x", "violations": [{"property": "content.url", "violation": "y"}]},
            "/content/url",
        ),
        (
            {"message": "x", "details": [{"message": "y", "property": "/hero/url"}]},
            "/~1hero~1url",
        ),
    ],
)
def test_another_path_is_read_as_it_is_written(body: object, pointer: str) -> None:
    (problem,) = read_error_body(body).problems
    assert problem.pointer() == pointer
