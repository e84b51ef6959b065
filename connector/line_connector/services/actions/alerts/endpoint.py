"""The endpoints that take webhooks of alerts and push them as cards."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import NamedTuple, cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.call import Call
from line_connector.cards.words import Language
from line_connector.connector import Connector
from line_connector.errors import InputError
from line_connector.sending.address import Recipients, configured_recipients
from line_connector.sending.budget import check_configured_budget
from line_connector.sending.deliveries import ACTION, Delivery, pushes, send_each, worst_error
from line_connector.services.actions.accounts import account_of, client_of
from line_connector.services.actions.alerts.messages import messages_of
from line_connector.services.actions.alerts.reminders import read_interval, reminder_number
from line_connector.services.actions.alerts.webhook import PARAMETERS, PATH, SOURCES, read_group
from line_connector.shortening import did_you_mean, shortened
from line_connector.web.concurrency import ConcurrencyLimiter
from line_connector.web.middleware import record_of
from line_connector.web.request_body import parse_object, read_body
from line_connector.web.responses import JsonResponse, error_response


class _Wanted(NamedTuple):
    """What the query says."""

    to: str | None
    language: Language
    silent: bool
    remind: timedelta | None


class AlertEndpoints:
    """Push the alerts of a webhook, one push for each recipient.

    A webhook that is sent again because an answer was lost has the same retry keys as long as it
    has the same alerts, so that within 24 hours nobody gets it twice. A reminder has the same body:
    it is sent where the query says how often reminders come.

    Args:
        connector: sends them.
        body_limit: bytes of a request's body.
        concurrency: bounds the webhooks in progress.
        recipients: returns who gets them.
    """

    def __init__(
        self,
        connector: Connector,
        body_limit: int,
        concurrency: ConcurrencyLimiter,
        recipients: Recipients = configured_recipients,
    ) -> None:
        self._connector = connector
        self._body_limit = body_limit
        self._concurrency = concurrency
        self._recipients = recipients
        # Starlette's own threads stay free for short work.
        self._threads = ThreadPoolExecutor(thread_name_prefix="alerts")

    def routes(self) -> list[Route]:
        """Return the routes of the endpoints."""
        return [Route(f"{PATH}/{{source}}", self.receive, methods=["POST"])]

    async def receive(self, request: Request) -> Response:
        """Push the alerts in the body."""
        source, record = request.path_params["source"], record_of(request)
        if source not in SOURCES:
            raise HTTPException(404, f"unknown source of alerts; there are: {', '.join(SOURCES)}")
        wanted = _wanted(request)
        account = account_of(request, self._connector.manifest.action(ACTION), self._connector)
        record.details.update(action=ACTION, account=account)
        key = ["alerts", client_of(request).name, source]
        body = await read_body(request, self._body_limit)
        calls = await run_in_threadpool(self._calls, body, wanted, key, account)
        loop = asyncio.get_running_loop()
        async with self._concurrency.slot(ACTION):
            deliveries = await loop.run_in_executor(self._threads, _sent, calls)
        error = worst_error(deliveries)
        if error is not None:
            return error_response(error, record, retryable=True)
        record.outcome = "done"
        return JsonResponse({"deliveries": [each.to_dict() for each in deliveries]})

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
        recipients = self._recipients(wanted.to)
        calls = pushes(
            self._connector,
            recipients,
            messages_of(group, SOURCES[key[-1]], wanted.language),
            key=json.dumps([*key, identity]),
            silent=wanted.silent,
            connection=account,
        )
        check_configured_budget(self._connector, recipients)
        return calls


def _sent(calls: Sequence[Call]) -> list[Delivery]:
    return list(send_each(calls))


def _wanted(request: Request) -> _Wanted:
    """Read the query.

    Raises:
        InputError: a parameter is unknown, or its value is.
    """
    query = request.query_params
    for name in query:
        if name not in PARAMETERS:  # a typo must not send an alert to the default recipient
            hint = did_you_mean(name, PARAMETERS, f"; there are: {', '.join(PARAMETERS)}")
            raise InputError(f"unknown parameter {shortened(name)}{hint}")
    language, silent = query.get("language", "en"), query.get("silent", "false")
    if language not in get_args(Language):
        raise InputError(f"language: must be one of {', '.join(get_args(Language))}")
    if silent not in {"true", "false"}:
        raise InputError("silent: must be true or false")
    to = ",".join(query.getlist("to")) or None
    remind = read_interval(query["remind"]) if "remind" in query else None
    return _Wanted(to, cast("Language", language), silent == "true", remind)
