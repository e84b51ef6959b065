"""What the service counts, for Prometheus. No label comes from a request's contents."""

from __future__ import annotations

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.responses import Response


class Metrics:
    """The counters of one service."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self.responses = Counter(
            "line_connector_responses",
            "Answers by HTTP status.",
            ["status"],
            registry=self._registry,
        )
        self.actions = Counter(
            "line_connector_actions",
            "Actions run, by outcome: done, or the name of the error.",
            ["action", "client", "outcome"],
            registry=self._registry,
        )
        self.in_progress = Gauge(
            "line_connector_actions_in_progress",
            "Actions being run.",
            registry=self._registry,
        )
        self.seconds = Histogram(
            "line_connector_action_seconds",
            "Time that an action took, all its tries together.",
            ["action"],
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
            registry=self._registry,
        )

    def answer(self) -> Response:
        """Return everything counted, as Prometheus reads it."""
        content = generate_latest(self._registry)
        return Response(content, headers={"Content-Type": CONTENT_TYPE_LATEST})
