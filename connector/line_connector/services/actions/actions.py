"""The pages about actions: run one, list them, describe one."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import anyio
import anyio.to_thread
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route

from line_connector.connector import Connector
from line_connector.describe import describe_action, list_actions
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.http.connection import Connection
from line_connector.http.output import Output
from line_connector.manifest import ActionSpec
from line_connector.services.actions.answers import Answer, error_answer
from line_connector.services.actions.frame import client_of, record_of
from line_connector.services.actions.headers import IDEMPOTENCY_KEY
from line_connector.services.actions.idempotency import Keyed, with_idempotency_key
from line_connector.services.actions.metrics import Metrics
from line_connector.services.actions.request_body import parse_input, read_body
from line_connector.services.actions.request_log import LOG, Record
from line_connector.services.actions.turns import Turns
from line_connector.services.actions.used_keys import UsedKeys


class Limits(NamedTuple):
    """What a request and an action may take."""

    body: int = 1024 * 1024
    """Bytes of a request's body."""

    calls: int = 40
    """Calls of one action in flight."""

    patience: float = 10
    """Seconds that a request waits for its turn."""


class ActionPages:
    """Runs actions on one connector, in threads, for all clients.

    Args:
        connector: runs them.
        metrics: counts them.
        used_keys: which input each retry key was used for.
        limits: what a request and an action may take.
    """

    def __init__(
        self, connector: Connector, metrics: Metrics, used_keys: UsedKeys, limits: Limits
    ) -> None:
        self._connector = connector
        self._metrics = metrics
        self._used_keys = used_keys
        self._body_limit = limits.body
        self._turns = Turns(limits.calls, limits.patience)

    def routes(self) -> list[Route]:
        """Return where the pages are."""
        return [
            Route("/actions", self.list_all, methods=["GET"]),
            Route("/actions/{name}", self.run_or_describe, methods=["GET", "POST"]),
        ]

    def list_all(self, request: Request) -> Answer:
        """Answer with the actions that the client may run."""
        manifest, client = self._connector.manifest, client_of(request)
        listed = [
            entry
            for entry in list_actions(manifest)
            if client.may_run(manifest.action(entry["name"]))
        ]
        return Answer({"actions": listed})

    async def run_or_describe(self, request: Request) -> Answer:
        """Run an action, or tell of it; one page, so that it can say which methods it takes."""
        if request.method == "POST":
            return await self.run(request)
        return await run_in_threadpool(self.describe, request)

    def describe(self, request: Request) -> Answer:
        """Answer with all there is to know of an action."""
        return Answer(describe_action(self._action_asked_for(request)))

    async def run(self, request: Request) -> Answer:
        """Run an action on the input in the body; answer with its output."""
        spec, record = self._action_asked_for(request), record_of(request)
        record.action = spec.name
        body, header = await read_body(request, self._body_limit), _key_header(request)
        # Reading a large body takes a while, in which others are answered.
        keyed = await run_in_threadpool(_keyed, spec, body, header, client_of(request).name)
        try:
            async with self._turns.turn(spec.name, keyed.retry_key):
                if await request.is_disconnected():
                    raise HTTPException(408, "the client hung up before its turn")
                output = await self._run(spec, keyed, record)
        except InputError:
            raise
        except ConnectorError as error:
            record.retry_key = keyed.retry_key
            return error_answer(error, record, retryable=keyed.retryable)
        record.outcome = "done"
        record.retry_key = keyed.retry_key
        record.provider_request_id = output.request_id
        return Answer(output.to_dict())

    async def _run(self, spec: ActionSpec, keyed: Keyed, record: Record) -> Output[Any]:
        seconds = self._metrics.seconds.labels(spec.name, record.client)
        in_progress = self._metrics.in_progress.labels(spec.name, record.client)
        try:
            with in_progress.track_inprogress(), seconds.time():
                # Its turn bounds it. All that is short shares starlette's threads, and not these.
                own = anyio.CapacityLimiter(1)
                return await anyio.to_thread.run_sync(self._call, spec, keyed, record, limiter=own)
        except ConnectorError:
            raise
        except Exception as mistake:
            if spec.action.is_idempotent():
                raise
            # A 500 would make platforms send again what may have been sent.
            LOG.exception("failed", extra={"fields": {"action": spec.name}})
            text = f"{spec.name}: outcome unknown: internal error in the service, see its log"
            raise UnknownOutcomeError(text, keyed.retry_key) from mistake

    def _call(self, spec: ActionSpec, keyed: Keyed, record: Record) -> Output[Any]:
        """Run an action in this thread, with a retry key that is this input's alone."""
        if keyed.retry_key is None:
            return self._send(spec, keyed, record)
        account = _account(self._connector.connection(spec.connection))
        with self._used_keys.using(account, spec.name, keyed.retry_key, keyed.raw):
            return self._send(spec, keyed, record)

    def _send(self, spec: ActionSpec, keyed: Keyed, record: Record) -> Output[Any]:
        call = self._connector.call(spec.name, keyed.raw)
        record.warnings = list(map(str, call.warnings)) or None
        return call.send()

    def _action_asked_for(self, request: Request) -> ActionSpec:
        """Return the action in the path, if the client may run it."""
        try:
            spec = self._connector.manifest.action(request.path_params["name"])
        except InputError as error:
            raise HTTPException(404, str(error)) from None
        if not client_of(request).may_run(spec):
            raise HTTPException(403, f"this API key is not for {spec.name}")
        return spec


def _key_header(request: Request) -> str | None:
    given = request.headers.getlist(IDEMPOTENCY_KEY)
    if len(given) > 1:
        raise HTTPException(400, f"{IDEMPOTENCY_KEY}: must be there once")
    return given[0] if given else None


def _keyed(spec: ActionSpec, body: bytes, header: str | None, client: str) -> Keyed:
    return with_idempotency_key(spec, parse_input(body), header, client)


def _account(connection: Connection) -> str:
    """Return what tells a provider's accounts from each other; it is hashed, never stored."""
    return json.dumps({name: str(value) for name, value in sorted(connection.values.items())})
