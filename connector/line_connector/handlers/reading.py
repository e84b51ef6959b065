"""The file of handlers.

handlers:
  - on: message.text
    matching: '(?i)^help'
    reply: "Hello, how can I help?"
  - on: [message, postback]
    forward: https://bot.example/callback
    ordered: true
  - on: follow
    playbook: welcome.yaml
    inputs: {user: "${{ event.source.userId }}"}
  - python: orders.events:handle
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TextIO
from urllib.parse import urlsplit

import regex
from pydantic import Field, ValidationError, field_validator

from line_connector.connector import Connector
from line_connector.documents.reading import read_document_file
from line_connector.errors import InputError
from line_connector.events.subscription import Handler, Subscription
from line_connector.handlers.answering import Answer
from line_connector.handlers.declaring import declared
from line_connector.handlers.forward import Forward
from line_connector.handlers.ndjson import NdjsonLines
from line_connector.handlers.python import PythonFunction, functions_in
from line_connector.schema.model import Input, rule
from line_connector.schema.problems import Problem, problems_of

KINDS = ("forward", "reply", "playbook", "python", "print")

_LONGEST_NAME = 64


@dataclass(frozen=True)
class Surroundings:
    """What handlers need of the process that they run in."""

    secret: Callable[[str], str | None]
    """Returns the channel secret of an account."""

    connector: Callable[[], Connector]
    """Returns what sends; called when something is sent first."""

    state: Path
    """Folder where runs of playbooks are written down."""

    stdout: TextIO
    """Where events are printed."""


class HandlerEntry(Input):
    """A handler as the file lists it."""

    name: Annotated[str, Field(min_length=1, max_length=_LONGEST_NAME)] | None = None
    on: str | list[str] | None = None
    matching: str | None = None
    standby: bool | None = None
    ordered: bool | None = None
    concurrency: Annotated[int, Field(ge=1, le=256)] | None = None
    attempts: Annotated[int, Field(ge=1, le=1000)] | None = None
    forward: str | None = None
    timeout: Annotated[float, Field(gt=0, le=600)] = 10
    reply: str | list[dict[str, Any]] | None = None
    playbook: str | None = None
    inputs: dict[str, Any] = {}
    python: str | None = None
    print: bool | None = None

    @field_validator("matching")
    @classmethod
    def _is_pattern(cls, value: str | None) -> str | None:
        try:
            return value if value is None else regex.compile(value).pattern
        except regex.error as error:
            raise rule(f"is not a regular expression: {error}") from None

    def errors(self) -> Iterable[Problem]:
        """Yield a problem unless there is one thing to do with an event."""
        found = [kind for kind in KINDS if getattr(self, kind)]
        if len(found) != 1:
            yield Problem((), f"must have one of {', '.join(KINDS)}")
        if self.inputs and not self.playbook:
            yield Problem(("inputs",), "only with playbook")


class HandlersFile(Input):
    """A file of handlers."""

    handlers: Annotated[list[HandlerEntry], Field(min_length=1)]


def read_handlers(path: Path, surroundings: Surroundings) -> list[Subscription]:
    """Read a file of handlers; one that ends in `.py` has functions decorated with `on`.

    Raises:
        InputError: it cannot be read, or something in it is wrong; one line for each problem.
    """
    if path.suffix == ".py":
        return [_subscription(*each) for each in _functions(str(path), str(path))]
    try:
        file = HandlersFile.model_validate(read_document_file(path))
    except ValidationError as error:
        lines = (f"{path}: {problem}" for problem in problems_of(error))
        raise InputError("\n".join(lines)) from None
    found: dict[str, Subscription] = {}
    for position, entry in enumerate(file.handlers):
        place = f"{path}: handlers[{position}]"
        for each in _subscriptions(entry, place, path.parent, surroundings):
            if each.name in found:
                raise InputError(f"{place}: there are two handlers {each.name!r}; give it a name")
            found[each.name] = each
    return list(found.values())


def forwarding(
    url: str, surroundings: Surroundings, timeout: float = 10, concurrency: int = 4
) -> tuple[str, Forward]:
    """Return a handler that forwards, with its name, which hides what may be secret in the URL."""
    handler = Forward(url, surroundings.secret, timeout, concurrency)
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    return f"forward {urlsplit(url).hostname} {digest}"[:_LONGEST_NAME], handler


def _subscriptions(
    entry: HandlerEntry, place: str, folder: Path, surroundings: Surroundings
) -> Iterator[Subscription]:
    if entry.python is not None:
        for name, handler, settings in _functions(_in(folder, entry.python), f"{place}.python"):
            yield _subscription(entry.name or name, handler, {**settings, **_settings(entry)})
        return
    try:
        name, handler = _handler(entry, folder, surroundings)
    except InputError as error:
        raise InputError(
            "\n".join(f"{place}: {line}" for line in str(error).splitlines())
        ) from None
    yield _subscription(entry.name or name, handler, _settings(entry))


def _handler(entry: HandlerEntry, folder: Path, surroundings: Surroundings) -> tuple[str, Handler]:
    """Return the handler of an entry, and the name that it has unless it is given one."""
    if entry.forward is not None:
        return forwarding(entry.forward, surroundings, entry.timeout, entry.concurrency or 4)
    if entry.print:
        return "print", NdjsonLines(surroundings.stdout)
    types = [entry.on] if isinstance(entry.on, str) else entry.on or ["*"]
    which = " ".join([*types, entry.matching or ""]).strip()
    if entry.playbook is not None:
        from line_connector.handlers.playbooks import RunPlaybook  # late: needs an extra

        name = entry.name or f"playbook {Path(entry.playbook).stem} on {which}"[:_LONGEST_NAME]
        path = str(folder / entry.playbook)
        return name, RunPlaybook(
            path, entry.inputs, surroundings.connector, surroundings.state, name
        )
    name = entry.name or f"reply on {which}"[:_LONGEST_NAME]
    return name, Answer(entry.reply, surroundings.connector, name)


def _functions(source: str, place: str) -> Iterator[tuple[str, Handler, dict[str, Any]]]:
    for name, function in functions_in(source, place):
        asked = declared(function)
        yield name[:_LONGEST_NAME], PythonFunction(function), asked.settings if asked else {}


def _in(folder: Path, source: str) -> str:
    return str(folder / source) if source.endswith(".py") else source


def _settings(entry: HandlerEntry) -> dict[str, Any]:
    """Return what the entry says of how it wants events; what it does not say is left out."""
    names = "on", "matching", "standby", "ordered", "concurrency", "attempts"
    return {name: value for name in names if (value := getattr(entry, name)) is not None}


def _subscription(name: str, handler: Handler, settings: dict[str, Any]) -> Subscription:
    given = dict(settings)
    types, pattern = given.pop("on", ["*"]), given.pop("matching", None)
    if isinstance(handler, NdjsonLines):
        given["concurrency"] = 1
    return Subscription(
        name,
        handler,
        on=(types,) if isinstance(types, str) else tuple(types),
        matching=None if pattern is None else regex.compile(pattern),
        **given,
    )
