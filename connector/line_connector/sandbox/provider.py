"""What an emulated provider is to the rest of the sandbox: what a new one must define.

The parts that all providers share (the application, the state, the control API, the worker) know a
provider by this class only. Its rules (`*.yaml`) and tables (`tables.sql`) are found in the
folders of its package; so is the input its control operations take (`control.yaml`).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, TypeVar

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.operation import Operation, declared
from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source
from line_connector.sandbox.worker import Worker

Fields = Mapping[str, Any]
"""The input of a control operation, checked, or its output."""


class Later(NamedTuple):
    """The output of a control operation that waits for what the workers do."""

    is_due: Callable[[], bool]
    """Whether there is still something to be done."""
    output: Callable[[], Fields]


Act = Callable[[State, Fields], "Fields | Later"]
A = TypeVar("A", bound=Act)


class Control(NamedTuple):
    """An operation of the control API; its input is the body of a POST, else the query."""

    method: str
    name: str
    """The path below `/_sandbox/`; segments in braces are parameters, and part of the input."""
    act: Act
    settles: bool = False
    """Whether it waits a little for what the workers have to do."""
    seed_rank: int = 0
    """When a seed puts in what this takes: lower ones first; 0: seeds have nothing of it."""
    is_shared: bool = False
    """Whether it is about the whole sandbox; else it is about one channel."""

    @property
    def path(self) -> str:
        """The whole path."""
        return f"/_sandbox/{self.name}"


class Controls:
    """The control operations of a chapter, each declared above its function.

    controls = Controls()

    @controls.post("users")
    def put_users(state: State, fields: Fields) -> Fields:
    """

    def __init__(self) -> None:
        self._declared: list[Control] = []

    def __iter__(self) -> Iterator[Control]:
        """Iterate over the operations declared so far."""
        return iter(self._declared)

    def get(self, name: str, *, settles: bool = False) -> Callable[[A], A]:
        """Declare a GET."""
        return self._declare("GET", name, settles)

    def post(self, name: str, *, settles: bool = False, seed_rank: int = 0) -> Callable[[A], A]:
        """Declare a POST."""
        return self._declare("POST", name, settles, seed_rank)

    def delete(self, name: str) -> Callable[[A], A]:
        """Declare a DELETE."""
        return self._declare("DELETE", name, settles=False)

    def _declare(
        self, method: str, name: str, settles: bool, seed_rank: int = 0
    ) -> Callable[[A], A]:
        def declare(act: A) -> A:
            self._declared.append(Control(method, name, act, settles, seed_rank))
            return act

        return declare


class InvalidInputError(ValueError):
    """The control API cannot take an input."""


def unknown(name: str, value: str) -> InvalidInputError:
    """Make the error for an unknown ID."""
    return InvalidInputError(f"{name}: the sandbox does not know {value}")


class Provider(ABC):
    """An emulated provider."""

    name: ClassVar[str]
    """What tells it from the others: a word in lower case."""
    package: ClassVar[str]
    """The package whose folders are its chapters: operations, rules, tables, control input."""
    settings: ClassVar[type[Any]]
    """A frozen dataclass of its settings and their defaults, named like those of no other."""

    @cached_property
    def operations(self) -> Sequence[Operation]:
        """Its operations: what each chapter's `operations.py` declares."""
        return tuple(declared(self.package, "operations"))

    @cached_property
    def controls(self) -> Sequence[Control]:
        """Its operations of the control API: what each chapter's `controls.py` declares."""
        return tuple(declared(self.package, "controls"))

    @property
    def sources(self) -> Sequence[Source]:
        """What the stream tells of the provider besides messages and requests."""
        return ()

    @abstractmethod
    def owns(self, path: str) -> bool:
        """Tell whether a path is the provider's, with or without an operation there."""

    @abstractmethod
    def headers(self, request_id: str) -> Mapping[str, str]:
        """Return the headers of every response."""

    @abstractmethod
    def refuse_path(self, path: str, status: int) -> Response:
        """Answer where no operation is: 404, or 405 if another method would find one."""

    def state_for(self, request: Request, states: Sequence[State]) -> State:  # noqa: ARG002 (a provider may have one)
        """Return the state of the channel that a request is for: the first one if that is open."""
        return states[0]

    @abstractmethod
    def refusal(self, name: str, path: str) -> Response:
        """Return a refusal that a fault asks for: `rateLimit`, `monthlyLimit` or `tokenRevoked`."""

    @abstractmethod
    def environment(self, url: str) -> Mapping[str, str]:
        """Return the environment variables that point our command line at a sandbox."""

    def seed(self, state: State) -> None:  # noqa: B027 (a provider may have none)
        """Put into empty tables what the state's channel starts with."""

    def catch_up(self, state: State) -> None:  # noqa: B027 (a provider may have none)
        """Let everything happen that the clock has made due; called before each request."""

    def worker(self, state: State) -> Worker | None:  # noqa: ARG002 (a provider may have none)
        """Make the task for what happens without being asked for."""
        return None
