"""What a playbook file may hold.

The models check the form alone; what the parts have to do with one another is checked in `check`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from line_connector.json_values import is_list
from line_connector.playbook.plain_values import settled
from line_connector.schema.model import Input
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem

MOST_STEPS = 1_000
"""Most steps of a playbook, and most inputs."""

_MOST_ITEMS = 1_000_000
"""Most items of a list in pages; they are kept in memory and in the journal."""

_MOST_REPEATS = 100_000
"""Most repetitions that the counts of a pattern may come to; each takes memory."""

_PUSH = "push_message"

_COUNT = re.compile(r"\{([0-9]{1,9})")

Name = Annotated[
    str,
    Pattern("[A-Za-z_][A-Za-z0-9_]*", "must be letters, digits and underscores, no digit in front"),
]
"""A name that expressions can say without quotes."""

Templated = Annotated[str, Field(json_schema_extra={"pattern": r"\$\{\{"})]
"""A text that is one expression: `${{ … }}`."""


def _in_file(name: str) -> str:
    """Return a field's name as a playbook writes it: no camelCase, unlike what goes to LINE."""
    return name.rstrip("_")


class InputSpec(Input):
    """A value that a run is given: a JSON Schema in small."""

    type: Literal["string", "integer", "number", "boolean", "array", "object"] = "string"
    """What it is."""

    title: str | None = None
    """Name for people."""

    description: str | None = None
    """What it is for."""

    default: Any = None
    """Value if none is given; without a default the input is required."""

    enum: Annotated[list[Any], Field(min_length=1)] | None = None
    """The values it may have."""

    pattern: Annotated[str, Field(max_length=1000)] | None = None
    """What a text must look like, as a regular expression."""

    min_length: int | None = None
    """Fewest characters of a text."""

    max_length: int | None = None
    """Most characters of a text."""

    minimum: float | None = None
    """Least value of a number."""

    maximum: float | None = None
    """Greatest value of a number."""

    min_items: int | None = None
    """Fewest items of a list."""

    max_items: int | None = None
    """Most items of a list."""

    items: InputSpec | None = None
    """What each item of a list is."""

    @model_validator(mode="after")
    def _settle(self) -> InputSpec:
        if not self.required:
            self.default = self.settled(self.default)
        if self.enum is not None:
            self.enum = [self.settled(value) for value in self.enum]
        return self

    def errors(self) -> Iterable[Problem]:
        """Refuse a pattern that would take much memory."""
        repeats = math.prod(max(1, int(count)) for count in _COUNT.findall(self.pattern or ""))
        if repeats > _MOST_REPEATS:
            text = f"its counts must come to at most {_MOST_REPEATS} repetitions"
            yield Problem(("pattern",), text)

    def settled(self, value: Any) -> Any:
        """Return a value of a document as JSON has it, in the reading that the type wants."""
        if self.items is not None and is_list(value):
            return [self.items.settled(item) for item in value]
        return settled(value, self.type)

    @property
    def required(self) -> bool:
        """Whether a run has to be given a value."""
        return "default" not in self.model_fields_set


class Wait(Input):
    """How a step waits for a job to end."""

    model_config = ConfigDict(alias_generator=_in_file)

    every: Annotated[float, Field(gt=0)] = 10
    """Seconds between two questions."""

    up_to: Annotated[float, Field(gt=0)] = 3600
    """Seconds after which the step fails; the job continues."""


class Step(Input):
    """One step: an action, and when and how often it runs."""

    model_config = ConfigDict(alias_generator=_in_file)

    id: Name
    """The step's name: `${{ steps.<id> }}` is its outcome."""

    action: str = ""
    """The action's name; `line-connector actions` lists them."""

    ask: dict[str, Any] | None = None
    """In place of an action: a question to people in LINE. `${{ steps.<id>.answer.value }}` is the
    answer; null where nobody answered in time."""

    connection: Name | None = None
    """The connection's name, where it is not the one the action asks for."""

    with_: dict[str, Any] = {}
    """The action's input."""

    if_: bool | Templated = True
    """Whether it runs: an expression. Null, false and what is empty mean no."""

    for_each: list[Any] | Templated | None = None
    """A list: the step runs once for each `${{ item }}` of it."""

    max_parallel: Annotated[int, Field(ge=1, le=50)] = 1
    """How many items run at once."""

    wait: Wait | None = None
    """Wait for the job to end that the action tells the progress of."""

    max_items: Annotated[int, Field(ge=1, le=_MOST_ITEMS)] | None = None
    """Fetch all pages of the list that the action returns, up to this many items, as one output."""

    on_error: str = "fail"
    """What a failure leads to: `fail` ends the run, `continue` continues it, and the ID of a
    later step continues it there. A step that is named so runs in no other case."""

    @property
    def called(self) -> str:
        """The action that it calls: for a question the push of its card."""
        return _PUSH if self.ask is not None else self.action

    def errors(self) -> Iterable[Problem]:
        """Yield a step that does nothing, or two things."""
        if self.ask is None:
            if not self.action:
                yield Problem(("action",), "is required; or ask, for a question to people")
            return
        for name in ("action", "with_", "wait", "max_items"):
            if name in self.model_fields_set:
                yield Problem((_in_file(name),), "not for a step that asks")


class Playbook(Input):
    """Actions in order, data flowing from one to the next."""

    model_config = ConfigDict(title="line-connector playbook")

    name: Annotated[str, Field(max_length=200)] | None = None
    """Name for people; the file's if absent."""

    description: str | None = None
    """What it is for."""

    inputs: Annotated[dict[Name, InputSpec], Field(max_length=MOST_STEPS)] = {}
    """What a run is given, by name: `${{ inputs.<name> }}`."""

    steps: Annotated[list[Step], Field(min_length=1, max_length=MOST_STEPS)]
    """What is done, in this order."""

    outputs: dict[str, Any] = {}
    """What comes of it: values with expressions in them."""

    @property
    def branches(self) -> set[str]:
        """IDs of the steps that only a failure leads to."""
        return {step.on_error for step in self.steps} - {"fail", "continue"}

    def connections(self) -> set[str]:
        """Names of connections that the steps ask for by themselves."""
        return {step.connection for step in self.steps if step.connection}
