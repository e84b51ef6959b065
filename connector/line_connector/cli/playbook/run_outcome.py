"""One run of a playbook: how it ends, and how to resume it where that is unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from line_connector.cli.outcome import Outcome
from line_connector.cli.playbook.progress import Display
from line_connector.cli.printing import json_text
from line_connector.errors import UnknownOutcomeError


class RunOutcome(Outcome[dict[str, Any]]):
    """What is known of a run.

    Args:
        kept: whether the run is written down, so that it can be resumed.
    """

    def __init__(self, *, kept: bool) -> None:
        super().__init__()
        self._kept = kept
        self._display: Display | None = None

    def follow(self, run: Callable[[], dict[str, Any]], display: Display, *, printed: bool) -> None:
        """Run, and print the outputs.

        Args:
            run: runs the playbook; returns its outputs.
            display: what the run is shown on; it knows the run's ID.
            printed: whether to print the outputs.

        Raises:
            ConnectorError: as `run`.
        """
        self._display = display
        outputs = self.of(run)
        if printed:
            self.print(outputs, json_text(outputs))

    def may_be_carried_out(self) -> bool:
        """Tell whether the run has begun."""
        return self._run is not None

    def unknown(self, why: str) -> UnknownOutcomeError:
        """Return the error that says how to resume the run."""
        resume = f"Resume with: line-connector playbook run --resume {self._run}"
        return UnknownOutcomeError(why, advice=resume if self._kept else "")

    def facts(self, result: dict[str, Any]) -> tuple[str, Any]:
        """Return the run's ID and its outputs."""
        return f"run {self._run} is done", result

    @property
    def _run(self) -> str | None:
        return self._display.run if self._display else None
