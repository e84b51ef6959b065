"""The endpoints that take webhooks of alerts and push them as cards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import NamedTuple, cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.call import Call
from line_connector.cards.words import Language
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.outbox.calls import Outcome
from line_connector.sending.deliveries import ACTION, Delivery, send_each, worst_error
from line_connector.services.actions.accounts import account_of, check_parameters, client_of
from line_connector.services.actions.alerts.messages import messages_of
from line_connector.services.actions.alerts.reminders import read_interval, reminder_number
from line_connector.services.actions.alerts.webhook import PARAMETERS, PATH, SOURCES, read_group
from line_connector.services.actions.endpoints import ActionEndpoints
from line_connector.services.actions.idempotency import KeyedCall
from line_connector.services.actions.pushing import check_cost, pushes_to, record_pushes, shown
from line_connector.web.middleware import record_of
from line_connector.web.request_body import parse_object, read_body
from line_connector.web.responses import JsonResponse, error_response


class _Wanted(NamedTuple):
    """What the query says."""

    to: Sequence[str]
    language: Language
    silent: bool
    remind: timedelta | None


class AlertEndpoints:
    """Push the alerts of a webhook, one push for each recipient.

    A webhook that is sent again because an answer was lost has the same retry keys as long as it
    has the same alerts, so that within 24 hours nobody gets it twice. A reminder has the same body:
    it is sent where the query says how often reminders come.

    Args:
        actions: runs the pushes.
    """

    def __init__(self, actions: ActionEndpoints) -> None:
        self._actions = actions

    def routes(self) -> list[Route]:
        """Return the routes of the endpoints."""
        return [Route(f"{PATH}/{{source}}", self.receive, methods=["POST"])]

    async def receive(self, request: Request) -> Response:
        """Push the alerts in the body."""
        source, record = request.path_params["source"], record_of(request)
        if source not in SOURCES:
            raise HTTPException(404, f"unknown source of alerts; there are: {', '.join(SOURCES)}")
        wanted = _wanted(request)
        connector = self._actions.connector
        account = account_of(request, connector.manifest.action(ACTION), connector)
        record.details.update(action=ACTION, account=account)
        key = ["alerts", client_of(request).name, source]
        body = await read_body(request, self._actions.body_limit)
        calls = await run_in_threadpool(self._calls, body, wanted, key, account)
        spec, retry_key = calls[0].spec, calls[0].retry_key

        def send(call: Call) -> Outcome:
            return self._actions.send(KeyedCall(call, retryable=True, is_event=True), record)

        def work() -> list[Delivery]:
            check_cost(calls, connector, account)
            return list(send_each(calls, send))

        async with self._actions.turn(request, spec, retry_key):
            try:
                deliveries = await self._actions.in_thread(spec, record, work, retry_key)
            except UnknownOutcomeError as failure:  # after an internal error
                return error_response(failure, record, retryable=True)
        record_pushes(record, deliveries)
        told = {"deliveries": shown(deliveries)}
        error = worst_error(deliveries)
        if error is not None:
            return error_response(error, record, retryable=True, more=told)
        record.outcome = "done"
        return JsonResponse(told)

    def _calls(
        self, body: bytes, wanted: _Wanted, key: list[str], account: str | None
    ) -> list[Call]:
        """Return the checked pushes of a body.

        Raises:
            InputError: the body or a recipient is not valid.
        """
        group = read_group(parse_object(body))
        number = reminder_number(group, wanted.remind, datetime.now(timezone.utc))
        identity = [*group.identity, *([f"reminder {number}"] if number else [])]
        return pushes_to(
            wanted.to,
            messages_of(group, SOURCES[key[-1]], wanted.language),
            self._actions.connector,
            account,
            key=json.dumps([*key, identity]),
            silent=wanted.silent,
        )


def _wanted(request: Request) -> _Wanted:
    """Read the query.

    Raises:
        InputError: a parameter is unknown, or its value is.
    """
    check_parameters(request, *PARAMETERS)
    query = request.query_params
    language, silent = query.get("language", "en"), query.get("silent", "false")
    if language not in get_args(Language):
        raise InputError(f"language: must be one of {', '.join(get_args(Language))}")
    if silent not in {"true", "false"}:
        raise InputError("silent: must be true or false")
    remind = read_interval(query["remind"]) if "remind" in query else None
    return _Wanted(query.getlist("to"), cast("Language", language), silent == "true", remind)
