"""One request in, one answer out: what every emulated operation takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from line_connector.sandbox.json_values import compact_json


@dataclass(frozen=True)
class Call:
    """A request, whole, with the ID it was given."""

    request_id: str
    method: str
    path: str
    path_parameters: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What goes back: a status, a body, and headers besides the usual ones."""

    status: int = 200
    content: bytes = b"{}"
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


class RefusedError(Exception):
    """A request is refused; the exception carries the answer that says so."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.content.decode())
        self.answer = answer


def json_answer(
    value: Any,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Answer with a JSON value, written as compactly as LINE writes it."""
    return Answer(status, compact_json(value), headers=headers or {})
