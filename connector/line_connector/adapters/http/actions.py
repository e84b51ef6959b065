"""The pages about actions: run one, list them, describe one."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route

from line_connector.adapters.http.answers import Answer, error_answer
from line_connector.adapters.http.frame import client_of, record_of
from line_connector.adapters.http.headers import IDEMPOTENCY_KEY
from line_connector.adapters.http.idempotency import Keyed, with_idempotency_key
from line_connector.adapters.http.metrics import Metrics
from line_connector.adapters.http.request_body import read_input
from line_connector.adapters.http.request_log import LOG
from line_connector.describe import describe_action, list_actions
from line_connector.errors import ConnectorError, InputError, UnknownOutcomeError
from line_connector.manifest import ActionSpec
from line_connector.output import Output
from line_connector.runner import Connector


class ActionPages:
    """Runs actions on one connector, in threads, for all clients."""

    def __init__(self, connector: Connector, metrics: Metrics, body_limit: int) -> None:
        self._connector = connector
        self._metrics = metrics
        self._body_limit = body_limit

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
        raw = await read_input(request, self._body_limit)
        keyed = with_idempotency_key(spec, raw, _key_header(request), client_of(request).name)
        try:
            output = await self._run(spec, keyed)
        except InputError:
            raise
        except ConnectorError as error:
            record.retry_key = keyed.retry_key
            return error_answer(error, record, repeatable=keyed.repeatable)
        record.outcome = "done"
        record.retry_key = keyed.retry_key
        record.provider_request_id = output.request_id
        return Answer(output.to_dict())

    async def _run(self, spec: ActionSpec, keyed: Keyed) -> Output[Any]:
        seconds = self._metrics.seconds.labels(spec.name)
        try:
            with self._metrics.in_progress.track_inprogress(), seconds.time():
                return await run_in_threadpool(self._connector.run, spec.name, keyed.raw)
        except ConnectorError:
            raise
        except Exception as mistake:
            if spec.action.is_repeatable():
                raise
            # A 500 would make platforms send again what may have been sent.
            LOG.exception("failed", extra={"fields": {"action": spec.name}})
            text = f"{spec.name}: outcome unknown: a mistake in the service, see its log"
            raise UnknownOutcomeError(text, keyed.retry_key) from mistake

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
