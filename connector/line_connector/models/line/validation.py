"""Checks messages offline, with LINE's own paths, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from line_connector.schema.model import Model
from line_connector.schema.problems import Problem, problems_of
from line_connector.schema.warnings import warnings_in

if TYPE_CHECKING:
    from line_connector.models.line.message import Message
    from line_connector.models.line.sending import MessageObjects


def validate(
    messages: Sequence[Message | Mapping[str, Any]], *, lenient: bool = False
) -> list[Problem]:
    """Return the errors for which LINE would refuse these messages; empty if they are valid.

    Args:
        messages: the messages of one request, as models or as JSON objects.
        lenient: let properties and types through that are not known here.
    """
    try:
        _check(list(messages), lenient)
    except ValidationError as error:
        return problems_of(error)
    return []


def find_warnings(messages: Sequence[Message | Mapping[str, Any]]) -> list[Problem]:
    """Return warnings: what LINE may refuse, though its documentation does not say so.

    Messages that it would refuse anyway are left out.
    """
    found: list[Problem] = []
    for position, message in enumerate(messages):
        try:
            checked = _check([message], lenient=False).messages[0]
        except ValidationError:
            continue
        found += warnings_in(checked, ("messages", position))
    return found


def _check(messages: list[Any], lenient: bool) -> MessageObjects:
    # Not needed to say what is wrong with an input, which is all that running an action asks for.
    from line_connector.models.line.sending import MessageObjects

    # A model made by hand may have been changed since, so it is looked at as it would be sent.
    wire = [message.to_wire() if isinstance(message, Model) else message for message in messages]
    return MessageObjects.model_validate({"messages": wire}, context={"lenient": lenient})
