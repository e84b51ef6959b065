"""What the service counts, for Prometheus. No label comes from a request's contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.responses import Response

from line_connector.services.actions.clients import Client


class Metrics:
    """The counters of one service."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self.responses = Counter(
            "line_connector_responses",
            "Answers by HTTP status; client is empty where none was let in.",
            ["status", "client"],
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
            ["action", "client"],
            registry=self._registry,
        )
        self.seconds = Histogram(
            "line_connector_action_seconds",
            "Time that an action took, all its tries together.",
            ["action", "client"],
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
            registry=self._registry,
        )

    def answer(self, client: Client) -> Response:
        """Return what was counted, as Prometheus reads it; to a limited client its own part."""
        counted = _OwnLines(self._registry, client.name) if client.is_limited else self._registry
        return Response(generate_latest(counted), headers={"Content-Type": CONTENT_TYPE_LATEST})


class _OwnLines(Collector):
    """Those lines that carry one client's name."""

    def __init__(self, registry: CollectorRegistry, client: str) -> None:
        self._registry = registry
        self._client = client

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics that have such lines."""
        for metric in self._registry.collect():
            own = copy(metric)
            own.samples = [each for each in metric.samples if self._is_own(each.labels)]
            if own.samples:
                yield own

    def _is_own(self, labels: Mapping[str, str]) -> bool:
        return labels.get("client") == self._client
