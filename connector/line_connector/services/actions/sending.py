"""The endpoint that sends a text, an image, a card or messages, and knows names of recipients."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.call import Call
from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.outbox.calls import Outcome
from line_connector.schema.problems import problems_of
from line_connector.sending.deliveries import ACTION, Delivery, send_each, worst_error
from line_connector.services.actions.accounts import account_of, check_parameters, client_of
from line_connector.services.actions.endpoints import ActionEndpoints, key_header
from line_connector.services.actions.headers import ACCOUNT
from line_connector.services.actions.idempotency import KeyedCall, key_for, key_name
from line_connector.services.actions.pushing import check_cost, pushes_to, record_pushes, shown
from line_connector.services.actions.send_input import JSON_FIELDS, PATH, SendInput
from line_connector.web.access_log import AccessRecord
from line_connector.web.middleware import record_of
from line_connector.web.problems import is_retried, status_of
from line_connector.web.request_body import (
    FORM,
    JSON,
    media_type_of,
    parse_form,
    parse_object,
    read_body,
)
from line_connector.web.responses import JsonResponse, error_response

_NAME = "send"
"""What stands for the action where a key is made for one."""


class SendEndpoint:
    """Sends in one push to each recipient, for clients that may run the action that pushes.

    Args:
        actions: runs the pushes.
    """

    def __init__(self, actions: ActionEndpoints) -> None:
        self._actions = actions

    def routes(self) -> list[Route]:
        """Return the route, where there is an action that pushes."""
        if ACTION not in self._actions.connector.manifest.actions:
            return []
        return [Route(PATH, self.send, methods=["POST"])]

    async def send(self, request: Request) -> Response:
        """Send what the body says; return what came of it for each recipient."""
        check_parameters(request, ACCOUNT)
        connector = self._actions.connector
        account = account_of(request, connector.manifest.action(ACTION), connector)
        client, record = client_of(request), record_of(request)
        record.details.update(action=ACTION, account=account)
        body = await read_body(request, self._actions.body_limit, JSON, FORM)
        parse = _parse_form if media_type_of(request) == FORM else parse_object
        name = key_name(key_header(request))
        key = key_for(client.name, _NAME, name)
        calls = await run_in_threadpool(lambda: self._calls(parse(body), key, account))
        record.details["retry_key"] = key

        def work() -> list[Delivery]:
            check_cost(calls, connector, account)
            return self._send(calls, record, is_new=name is None)

        async with self._actions.turn(request, calls[0].spec, key):
            try:
                deliveries = await self._actions.in_thread(calls[0].spec, record, work, key)
            except UnknownOutcomeError as error:  # after an internal error
                more = {"retry_key": key}
                return error_response(error, record, retryable=name is not None, more=more)
        return _response(deliveries, record, key, has_name=name is not None)

    def _calls(self, fields: dict[str, Any], key: str, account: str | None) -> list[Call]:
        try:
            given = SendInput.model_validate(fields)
        except ValidationError as error:
            raise InputError.of(problems_of(error)) from None
        return pushes_to(
            () if given.to is None else [given.to],
            given.message_objects(),
            self._actions.connector,
            account,
            key=key,
            silent=given.silent,
        )

    def _send(self, calls: list[Call], record: AccessRecord, *, is_new: bool) -> list[Delivery]:
        def make(call: Call) -> Outcome:
            keyed = KeyedCall(call, retryable=not is_new, has_new_key=is_new)
            return self._actions.send(keyed, record)

        return list(send_each(calls, make))


def _parse_form(body: bytes) -> dict[str, Any]:
    return parse_form(body, JSON_FIELDS)


def _response(
    deliveries: list[Delivery], record: AccessRecord, key: str, *, has_name: bool
) -> Response:
    """Return the response: what came of each, as a success only if it was sent to all."""
    record_pushes(record, deliveries)
    results = shown(deliveries)
    error = worst_error(deliveries)
    if error is None:
        record.outcome = "done"
        return JsonResponse({"retry_key": key, "results": results})
    status = status_of(error, retryable=has_name)
    is_safe = has_name or all(each.status in {"refused", "not_sent"} for each in deliveries)
    if is_retried(status) and not is_safe:
        status = status_of(UnknownOutcomeError(""))  # sent again, some would get it twice
    details = "\n".join(f"{each.to}: {each.reason or 'sent'}" for each in deliveries)
    more = {"detail": details, "retry_key": key, "results": results}
    return error_response(error, record, status=status, more=more)
