"""Calls as an outbox knows them: what names one, what was written down, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from line_connector.errors import ConnectorError, UnknownOutcomeError
from line_connector.http.output import Output
from line_connector.outbox.stored_json import load, load_input

Status = Literal["done", "failed", "unknown"]


class CallName(NamedTuple):
    """What names a call among all that an outbox knows."""

    run: str
    """What it belongs to: a playbook's run, a campaign, a client."""

    step: str
    """Its part of that."""

    item: int = 0
    """Its position, where there are several of them."""


@dataclass(frozen=True)
class Outcome:
    """What came of a call."""

    status: Status

    value: dict[str, Any]
    """JSON: its output; of a failure the output, where there was one, and `error`; of an unknown
    outcome the error."""

    error: ConnectorError | None = None
    """What it ended with; None where it was done, and where another process made it."""

    output: Output[Any] | None = None
    """Its output, where this process made it."""

    @classmethod
    def done(cls, output: Output[Any]) -> Outcome:
        """Return the outcome of a call that was carried out."""
        return cls("done", output.to_dict(), output=output)

    @classmethod
    def of(cls, error: ConnectorError) -> Outcome:
        """Return the outcome of a call that ended with an error."""
        shape = error.to_dict()
        if isinstance(error, UnknownOutcomeError):
            return cls("unknown", shape, error)
        return cls("failed", {**shape.pop("output", {}), "error": shape}, error)


class CallRecord(NamedTuple):
    """A call that was written down."""

    run: str
    step: str
    item: int

    status: str
    """`sent` until its outcome is there: `done`, `failed` or `unknown`."""

    input_text: str
    """JSON: its input."""

    outcome_text: str | None
    """JSON: what came of it."""

    started: float
    """When it was sent first, in seconds since 1970."""

    @property
    def name(self) -> CallName:
        """What names it."""
        return CallName(self.run, self.step, self.item)

    @property
    def in_doubt(self) -> bool:
        """Whether it may have been carried out, and nobody knows."""
        return self.status in {"sent", "unknown"}

    @property
    def input(self) -> dict[str, Any]:
        """Its input, with which it can be made again."""
        given: dict[str, Any] = load_input(self.input_text)
        return given

    @property
    def outcome(self) -> Any:
        """What came of it, see `Outcome.value`; None where nobody knows."""
        return load(self.outcome_text)
