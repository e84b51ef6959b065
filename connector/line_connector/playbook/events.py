"""Events of a run, for whoever watches it: a terminal, a log, a platform."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "run_started",
    "step_started",
    "warning",
    "progress",
    "call_ended",
    "step_ended",
    "run_ended",
]


@dataclass(frozen=True)
class Event:
    """Something that happened in a run."""

    kind: Kind

    run: str
    """The run's ID."""

    step: str | None = None
    """The step's ID."""

    detail: dict[str, Any] = field(default_factory=dict[str, Any])
    """What there is to say of it, as JSON values."""

    def to_dict(self) -> dict[str, Any]:
        """Return the event as one JSON object."""
        step = {} if self.step is None else {"step": self.step}
        return {"event": self.kind, "run": self.run, **step, **self.detail}


Watch = Callable[[Event], None]
"""Called with every event, from any thread."""
