"""What a provider says of an error, read from each form that providers give it.

LINE           {"message", "details": [{"property", "message"}]}; if the message begins with
               "A message (messages[n])", the property is a path in it: "template/actions/0/uri",
               or "/hero/url" in the contents of a flex message
LINE, tokens   {"error", "error_description"} or {"message"}
Infobip LINE   {"errorCode", "description", "action", "violations": [{"property", "violation"}]}
ours (serve)   {"title", "detail", "error"}
Infobip OMNI   {"requestError": {"serviceException": {"messageId", "text", "validationErrors"}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from line_connector.json_values import is_list, is_object
from line_connector.schema.problems import Location, Problem, read_property_path

_MESSAGE = re.compile(r"A message \(messages\[(\d{1,9})\]\)")
_POSITION = re.compile(r"\d{1,9}", re.ASCII)


class ErrorBody(NamedTuple):
    """The body of an error response, whoever it comes from."""

    code: str = ""
    """The provider's name for the kind of error; empty where it has none."""

    message: str = ""
    """The provider's own words; empty where there are none, or none in JSON."""

    problems: tuple[Problem, ...] = ()
    """What is wrong with the request, property by property, as far as it is told."""

    def __str__(self) -> str:
        """Return the message and the problems in one line."""
        told = "; ".join(map(str, self.problems))
        return f"{self.message} ({told})" if told else self.message


def read_error_body(body: Any) -> ErrorBody:
    """Read the body of an error response; one of no known form is empty."""
    if not is_object(body):
        return ErrorBody()
    request_error = body.get("requestError")
    if is_object(request_error):
        body = request_error.get("serviceException", {})
    return ErrorBody(
        code=_text(body, "errorCode", "messageId", "error"),
        message=_text(
            body, "message", "description", "text", "error_description", "detail", "error"
        ),
        problems=tuple(_problems(body)),
    )


def _text(body: Any, *names: str) -> str:
    """Return the first of some properties that holds text."""
    values = (body.get(name) for name in names) if is_object(body) else ()
    return next((value for value in values if isinstance(value, str) and value), "")


def _problems(body: Any) -> Iterator[Problem]:
    if not is_object(body):
        return
    found = _MESSAGE.match(_text(body, "message"))
    for entry in _list(body.get("details")):
        path = _text(entry, "property")
        where = _in_message(int(found[1]), path) if found else read_property_path(path)
        yield Problem(where, _text(entry, "message"))
    for entry in _list(body.get("violations")):
        yield _problem(_text(entry, "property"), _text(entry, "violation"))
    errors = body.get("validationErrors")
    for path, texts in errors.items() if is_object(errors) else ():
        yield from (_problem(path, str(text)) for text in _list(texts))


def _in_message(position: int, path: str) -> Location:
    """Read a path in a message object, from the root of the request."""
    start = ("contents",) if path.startswith("/") else ()
    steps = (int(step) if _POSITION.fullmatch(step) else step for step in path.split("/") if step)
    return ("messages", position, *start, *steps)


def _problem(path: str, text: str) -> Problem:
    return Problem(read_property_path(path), text)


def _list(value: Any) -> list[Any]:
    return value if is_list(value) else []
