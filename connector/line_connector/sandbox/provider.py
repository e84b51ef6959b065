"""What an emulated provider is to the rest of the sandbox: what a new one must define.

The parts that all providers share (the application, the state, the control API, the worker) know a
provider by this class only. Its rules (`*.yaml`) and tables (`tables.sql`) are found in the
folders of its package; so is the input its control operations take (`control.yaml`).
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.state import State
from line_connector.sandbox.worker import Worker

Fields = Mapping[str, Any]
"""The input of a control operation, checked, or its output."""


class Route(NamedTuple):
    """Where an operation is, and what answers there."""

    method: str
    path: str
    """Segments in braces are parameters: `/v2/bot/profile/{userId}`."""
    answer: Callable[[State, Request], Response]
    """Returns a response in any case, also where it refuses."""


class Control(NamedTuple):
    """An operation of the control API; its input is the body of a POST, else the query."""

    method: str
    name: str
    """The path below `/_sandbox/`."""
    act: Callable[[State, Fields], Fields]
    settles: bool = False
    """Whether it waits a little for what the workers have to do."""


class InvalidInputError(ValueError):
    """The control API cannot take an input."""


def unknown(name: str, value: str) -> InvalidInputError:
    """Make the error for an ID that nobody and nothing has."""
    return InvalidInputError(f"{name}: the sandbox does not know {value}")


class Provider(ABC):
    """An emulated provider."""

    name: ClassVar[str]
    """What tells it from the others: a word in lower case."""
    package: ClassVar[str]
    """The package in whose folders its rules, tables and control input are."""
    settings: ClassVar[type[Any]]
    """A frozen dataclass of its settings and their defaults, named like those of no other."""
    controls: ClassVar[Sequence[Control]] = ()
    """Its operations of the control API."""

    @abstractmethod
    def owns(self, path: str) -> bool:
        """Tell whether a path is the provider's, with or without an operation there."""

    @abstractmethod
    def routes(self) -> Iterable[Route]:
        """Return its operations."""

    @abstractmethod
    def headers(self, request_id: str) -> Mapping[str, str]:
        """Return the headers of every response."""

    @abstractmethod
    def refuse_path(self, path: str, status: int) -> Response:
        """Answer where no operation is: 404, or 405 if another method would find one."""

    @abstractmethod
    def environment(self, url: str) -> Mapping[str, str]:
        """Return the environment variables that point our command line at a sandbox."""

    def plant(self, db: sqlite3.Connection) -> None:  # noqa: B027 (a provider may have none)
        """Put into empty tables what every sandbox starts with."""

    def catch_up(self, state: State) -> None:  # noqa: B027 (a provider may have none)
        """Let everything happen that the clock has made due; called before each request."""

    def worker(self, state: State) -> Worker | None:  # noqa: ARG002 (a provider may have none)
        """Make the task for what happens without being asked for."""
        return None
