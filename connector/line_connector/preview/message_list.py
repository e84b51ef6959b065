"""The messages in a document, checked: LINE's, or notifications of Infobip's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from line_connector.json_values import is_object
from line_connector.models.infobip.lon.notification import LineNotification
from line_connector.models.line.sending import MessageObjects
from line_connector.models.line.validation import find_warnings, validate
from line_connector.schema.problems import Location, Problem, problems_of
from line_connector.schema.warnings import warnings_in

_CONTAINERS = ("bubble", "carousel")
_NOTIFICATION = "LINE_NOTIFICATION"
_ALT_TEXT = "Preview"


@dataclass(frozen=True)
class CheckedMessages:
    """Messages to show, and what is wrong with them."""

    messages: list[Any]
    """JSON objects: valid ones as they would be sent, others as they were given."""

    errors: list[Problem]
    """Why the provider would refuse them; empty if they are valid."""

    warnings: list[Problem]
    """What the provider may refuse."""


def with_message(document: Any) -> Any:
    """Return a document; a bare flex container is put into a message."""
    if is_object(document) and document.get("type") in _CONTAINERS and "altText" not in document:
        return {"type": "flex", "altText": _ALT_TEXT, "contents": document}
    return document


def check_messages(messages: list[Any]) -> CheckedMessages:
    """Check messages with the models of who takes them: LINE's, or Infobip's notifications.

    Args:
        messages: message objects, contents of notifications, or messages of an Infobip request
            (with the notification as `content`).
    """
    notifications = [_notification(message) for message in messages]
    if None in notifications or not notifications:
        return _check_lines_own(messages)
    sent: list[Any] = []
    errors: list[Problem] = []
    warnings: list[Problem] = []
    for position, (message, content) in enumerate(zip(messages, notifications, strict=True)):
        inside = ("content",) if content is not message else ()
        path: Location = ("messages", position, *inside)
        try:
            model = LineNotification.model_validate(content)
        except ValidationError as error:
            errors += [problem.under(path) for problem in problems_of(error)]
            sent.append(content)
        else:
            warnings += warnings_in(model, path)
            sent.append(model.to_wire())
    return CheckedMessages(sent, errors, warnings)


def _check_lines_own(messages: list[Any]) -> CheckedMessages:
    errors, warnings = validate(messages), find_warnings(messages)
    if not errors:
        messages = MessageObjects.model_validate({"messages": messages}).to_wire()["messages"]
    return CheckedMessages(messages, errors, warnings)


def _notification(message: Any) -> dict[str, Any] | None:
    """Return the official notification that a message is or holds; None if there is none."""
    if not is_object(message):
        return None
    content = message.get("content", message)
    return content if is_object(content) and content.get("type") == _NOTIFICATION else None
