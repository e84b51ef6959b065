"""Counters for Prometheus. No label comes from the contents of a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.responses import Response

from line_connector.web.access_log import AccessRecord
from line_connector.web.identity import Client


class Metrics:
    """The counters that every service has; a service may register more."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._responses = Counter(
            "line_connector_responses",
            "Responses by HTTP status; client is empty if the request was not authenticated.",
            ["status", "client"],
            registry=self.registry,
        )

    def count(self, record: AccessRecord) -> None:
        """Count a request whose response starts."""
        self._responses.labels(record.status, record.client or "").inc()

    def response(self, client: Client) -> Response:
        """Return the counters as Prometheus reads them; a limited client gets its own only."""
        collector = _OwnLines(self.registry, client.name) if client.is_limited else self.registry
        return Response(generate_latest(collector), headers={"Content-Type": CONTENT_TYPE_LATEST})


class _OwnLines(Collector):
    """The lines with one client's name."""

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
