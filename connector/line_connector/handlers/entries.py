"""The entries of a file of handlers: what each may say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

import regex
from pydantic import Field, field_validator

from line_connector.configuration.fields import wrong_text
from line_connector.schema.model import Input, rule
from line_connector.schema.problems import Problem

KINDS = ("forward", "reply", "playbook", "python", "command", "cloudevents", "splunk_hec", "print")
"""What can be done with an event."""

LONGEST_NAME = 64
"""Characters of a handler's name."""

_ONLY_WITH = {
    "inputs": ("playbook",),
    "headers": ("forward", "cloudevents"),
    "body": ("forward",),
    "mode": ("cloudevents",),
    "timeout": ("forward", "command", "cloudevents", "splunk_hec"),
}
"""Settings that some kinds have, and which."""

_HEADER = regex.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


class SplunkEntry(Input):
    """Where Splunk's HTTP Event Collector is."""

    url: str
    token: Any
    index: str | None = None
    source: str | None = None
    sourcetype: str | None = None
    host: str | None = None

    @field_validator("token")
    @classmethod
    def _is_secret(cls, value: Any) -> Any:
        return _checked_text(value)


class HandlerEntry(Input):
    """A handler as the file lists it."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)] | None = None
    on: str | list[str] | None = None
    matching: str | None = None
    standby: bool | None = None
    ordered: bool | None = None
    concurrency: Annotated[int, Field(ge=1, le=256)] | None = None
    attempts: Annotated[int, Field(ge=1, le=1000)] | None = None
    timeout: Annotated[float, Field(gt=0, le=3600)] | None = None
    forward: str | None = None
    headers: dict[str, Any] | None = None
    body: Any = None
    reply: str | list[dict[str, Any]] | None = None
    playbook: str | None = None
    inputs: dict[str, Any] | None = None
    python: str | None = None
    command: Annotated[list[str], Field(min_length=1)] | None = None
    cloudevents: str | None = None
    mode: Literal["binary", "structured"] | None = None
    splunk_hec: SplunkEntry | None = Field(default=None, alias="splunk_hec")
    print: bool | Literal["cloudevents"] | None = None

    @field_validator("matching")
    @classmethod
    def _is_pattern(cls, value: str | None) -> str | None:
        try:
            return value if value is None else regex.compile(value).pattern
        except regex.error as error:
            raise rule(f"is not a regular expression: {error}") from None

    @field_validator("headers")
    @classmethod
    def _are_headers(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        for name, text in (value or {}).items():
            if _HEADER.fullmatch(name) is None:
                raise rule("has a name that no header can have")
            if "\n" in str(_checked_text(text)):
                raise rule("has a value of several lines")
        return value

    def errors(self) -> Iterable[Problem]:
        """Yield a problem unless there is one thing to do with an event, and all else fits it."""
        found = [kind for kind in KINDS if getattr(self, kind)]
        if len(found) != 1:
            yield Problem((), f"must have one of {', '.join(KINDS)}")
            return
        for name, kinds in _ONLY_WITH.items():
            if name in self.model_fields_set and found[0] not in kinds:
                yield Problem((name,), f"only with {' or '.join(kinds)}")


class HandlersFile(Input):
    """A file of handlers."""

    handlers: Annotated[list[HandlerEntry], Field(min_length=1)]


def _checked_text(value: Any) -> Any:
    """Return a text, or an object that says where it is kept."""
    why = wrong_text(value)
    if why is not None:
        raise rule(why)
    return value
