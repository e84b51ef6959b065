"""The endpoints of actions: run one, list them, describe one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import Any, NamedTuple, TypeVar

from prometheus_client import Counter, Gauge, Histogram
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.call import Call
from line_connector.connector import Connector
from line_connector.describe import describe_action, list_actions
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.http.output import Output
from line_connector.manifest import ActionSpec
from line_connector.outbox.calls import Outcome
from line_connector.providers.line import REQUEST_ID_HEADER
from line_connector.services.actions.accounts import account_of, check_parameters, client_of
from line_connector.services.actions.headers import (
    ACCOUNT,
    IDEMPOTENCY_KEY,
    MAX_ITEMS,
    MOST_WARNINGS,
    RETRY_KEY,
    WARNING,
)
from line_connector.services.actions.idempotency import KeyedCall, keyed_call
from line_connector.services.actions.idempotency_store import IdempotencyStore
from line_connector.services.actions.item_streams import item_limit, stream_items
from line_connector.web.access_log import LOG, AccessRecord
from line_connector.web.concurrency import ConcurrencyLimiter
from line_connector.web.metrics import Metrics
from line_connector.web.middleware import record_of
from line_connector.web.request_body import parse_object, read_body
from line_connector.web.response_headers import ALL, HEADERS, with_useful_headers
from line_connector.web.responses import JsonResponse, error_response

_SMALL_BODY = 4096
"""Bytes of a body that is checked faster than a thread is found for it."""

_THREADS = 10_000
"""For calls; one is started when none is idle."""


ResultT = TypeVar("ResultT")


class Limits(NamedTuple):
    """What a request and an action may take."""

    body: int = 1024 * 1024
    """Bytes of a request's body."""

    calls: int = 40
    """Calls of one action in flight."""

    wait_seconds: float = 10
    """How long a request waits until a call in flight ends."""


class ActionMetrics(Metrics):
    """The counters of the service, with those of its actions."""

    def __init__(self) -> None:
        super().__init__()
        self._actions = Counter(
            "line_connector_actions",
            "Requests to run an action, by outcome: done, or the name of the error.",
            ["action", "client", "outcome"],
            registry=self.registry,
        )
        self.in_progress = Gauge(
            "line_connector_actions_in_progress",
            "Actions in progress.",
            ["action", "client"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "line_connector_action_seconds",
            "Time that an action took, including its retries.",
            ["action", "client"],
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
            registry=self.registry,
        )

    def count(self, record: AccessRecord) -> None:
        """Count a request, and the action it runs."""
        super().count(record)
        if "action" in record.details:
            action = record.details["action"]
            self._actions.labels(action, record.client, record.outcome).inc()


class ActionEndpoints:
    """Run actions on one connector, in threads, for all clients.

    Args:
        connector: runs them.
        metrics: counts them.
        store: what was sent under each retry key.
        limits: what a request and an action may take.
    """

    def __init__(
        self,
        connector: Connector,
        metrics: ActionMetrics,
        store: IdempotencyStore,
        limits: Limits,
    ) -> None:
        self.connector = connector
        self._metrics = metrics
        self._store = store
        self.body_limit = limits.body
        self._concurrency = ConcurrencyLimiter(limits.calls, limits.wait_seconds)
        # Slots limit the calls, so that their threads are never what one waits for; starlette's own
        # threads stay free for short work.
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="call")
        self._checked_before: set[str] = set()
        """Actions whose class is imported, and its models built."""

    def routes(self) -> list[Route]:
        """Return the routes of the endpoints."""
        return [
            Route("/actions", self.list_all, methods=["GET"]),
            Route("/actions/{name}", self.run_or_describe, methods=["GET", "POST"]),
        ]

    def list_all(self, request: Request) -> Response:
        """Return the actions that the client may run."""
        allowed = list_actions(self.connector.manifest, client_of(request).may_run)
        return JsonResponse({"actions": allowed})

    async def run_or_describe(self, request: Request) -> Response:
        """Run or describe an action: one route, so that a 405 lists both methods."""
        if request.method == "POST":
            return await self.run(request)
        return await run_in_threadpool(self.describe, request)

    def describe(self, request: Request) -> Response:
        """Return the description of an action."""
        spec = self._requested_action(request)
        if not client_of(request).may_run(spec):
            raise HTTPException(403, f"this API key does not allow {spec.name}")
        return JsonResponse(describe_action(spec))

    async def run(self, request: Request) -> Response:
        """Run an action on the input in the body; return its output."""
        spec, record = self._requested_action(request), record_of(request)
        check_parameters(request, ACCOUNT, HEADERS, MAX_ITEMS)
        account = account_of(request, spec, self.connector)
        record.details.update(action=spec.name, account=account)
        limit = item_limit(spec, request)
        all_headers = _wants_all_headers(request)
        body, header = await read_body(request, self.body_limit), key_header(request)
        keyed = await self._checked(spec, account, body, header, client_of(request).name)
        if limit is not None:
            return await self._stream(keyed.call, limit, record)
        try:
            async with self.turn(request, spec, keyed.call.retry_key):
                outcome = await self.in_thread(
                    spec, record, lambda: self.send(keyed, record), keyed.call.retry_key
                )
        except InputError:
            raise
        except ConnectorError as error:
            response = error_response(
                error, record, retryable=keyed.retryable, all_headers=all_headers
            )
            output = getattr(error, "output", None)
            return _recorded(response, record, keyed.call, output and output.response_headers)
        record.outcome = "done"
        output = outcome.value
        shown = output if all_headers else with_useful_headers(output)
        return _recorded(JsonResponse(shown), record, keyed.call, output["response_headers"])

    async def _stream(self, call: Call, limit: int, record: AccessRecord) -> Response:
        """Stream the items of a list; each page is a call that takes its turn."""
        loop = asyncio.get_running_loop()

        async def fetch(page: Callable[[], Output[Any] | None]) -> Output[Any] | None:
            async with self._concurrency.slot(call.spec.name):
                with self._timed(call.spec.name, record):
                    return await loop.run_in_executor(self._threads, page)

        response = await stream_items(call, limit, fetch)
        record.outcome = "done"
        return response

    async def _checked(
        self, spec: ActionSpec, account: str | None, body: bytes, header: str | None, client: str
    ) -> KeyedCall:
        """Check the input; what takes a while is done in a thread, while others are served."""

        def check() -> KeyedCall:
            call = self.connector.call(spec.name, parse_object(body), account)
            return keyed_call(call, header, client)

        if len(body) <= _SMALL_BODY and spec.name in self._checked_before:
            return check()
        keyed = await run_in_threadpool(check)
        self._checked_before.add(spec.name)
        return keyed

    @asynccontextmanager
    async def turn(
        self, request: Request, spec: ActionSpec, key: str | None = None
    ) -> AsyncGenerator[None]:
        """Wait for a request's turn among the calls of an action, and hold it.

        Raises:
            HTTPException: it did not come in time, or the client did not wait for it.
        """
        async with self._concurrency.slot(spec.name, key) as waited:
            if waited and await request.is_disconnected():
                raise HTTPException(408, "the client disconnected before anything was sent")
            yield

    async def in_thread(
        self,
        spec: ActionSpec,
        record: AccessRecord,
        work: Callable[[], ResultT],
        retry_key: str | None = None,
    ) -> ResultT:
        """Do the work of an action in a thread.

        Raises:
            ConnectorError: it failed, or after an internal error its outcome is unknown.
        """
        try:
            with self._timed(spec.name, record):
                return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except ConnectorError:
            raise
        except Exception as failure:
            if spec.action.is_idempotent():
                raise
            # A 500 would make platforms retry what may have been sent.
            LOG.exception("failed", extra={"fields": {"action": spec.name}})
            text = f"{spec.name}: outcome unknown: internal error in the service, see its log"
            raise UnknownOutcomeError(text, retry_key) from failure

    @contextmanager
    def _timed(self, action: str, record: AccessRecord) -> Generator[None]:
        """Count a call in progress, and the time it takes."""
        seconds = self._metrics.seconds.labels(action, record.client)
        in_progress = self._metrics.in_progress.labels(action, record.client)
        with in_progress.track_inprogress(), seconds.time():
            yield

    def send(self, keyed: KeyedCall, record: AccessRecord) -> Outcome:
        """Send a call in this thread, with a retry key once; return that it is done.

        Raises:
            ConnectorError: it failed, or its outcome is unknown.
        """
        call = keyed.call
        record.details["warnings"] = list(map(str, call.warnings)) or None
        if call.retry_key is None:
            return Outcome.done(call.send())
        outcome = self._store.send(call, is_new=keyed.has_new_key, is_event=keyed.is_event)
        if outcome.error is not None:
            raise outcome.error
        return outcome

    def _requested_action(self, request: Request) -> ActionSpec:
        """Return the action in the path."""
        try:
            return self.connector.manifest.action(request.path_params["name"])
        except InputError as error:
            raise HTTPException(404, str(error)) from None


def _recorded(
    response: Response, record: AccessRecord, call: Call, headers: Mapping[str, str] | None
) -> Response:
    """Return a response that, like the log, says how to find the message again."""
    if call.retry_key is not None:
        response.headers[RETRY_KEY] = call.retry_key
    for text in (record.details.get("warnings") or ())[:MOST_WARNINGS]:
        response.headers.append(WARNING, text.encode("ascii", "backslashreplace").decode())
    record.details["retry_key"] = call.retry_key
    record.details["provider_request_id"] = (headers or {}).get(REQUEST_ID_HEADER)
    return response


def _wants_all_headers(request: Request) -> bool:
    """Tell whether a request asks for all headers of the provider's response."""
    asked = request.query_params.get(HEADERS)
    if asked not in (None, ALL):
        raise InputError(f"{HEADERS}: must be {ALL}")
    return asked == ALL


def key_header(request: Request) -> str | None:
    """Return the value of `Idempotency-Key`, if there is one."""
    values = request.headers.getlist(IDEMPOTENCY_KEY)
    if len(values) > 1:
        raise HTTPException(400, f"{IDEMPOTENCY_KEY}: must not be repeated")
    return values[0] if values else None
