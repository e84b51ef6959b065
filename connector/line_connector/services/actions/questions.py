"""The endpoints of questions: ask, see how one stands or wait for its answer, withdraw it."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.errors import InputError, UnknownOutcomeError
from line_connector.installing import how_to_install
from line_connector.sending.deliveries import ACTION
from line_connector.services.actions.accounts import account_of, check_parameters, client_of
from line_connector.services.actions.callbacks import check_callback
from line_connector.services.actions.clients import Client
from line_connector.services.actions.endpoints import ActionEndpoints, key_header
from line_connector.services.actions.headers import ACCOUNT
from line_connector.services.actions.idempotency import key_for, key_name
from line_connector.services.actions.question_input import LONGEST_WAIT, PATH
from line_connector.shortening import shortened
from line_connector.web.middleware import record_of
from line_connector.web.request_body import JSON, parse_object, read_body
from line_connector.web.responses import JsonResponse, error_response

if TYPE_CHECKING:
    from line_connector.questions.asking import Questions
    from line_connector.questions.question import Question

_NAME = "ask"
"""What stands for the action where a key is made for one."""


class QuestionEndpoints:
    """Asks for clients that may run the action that pushes.

    Args:
        actions: among whose calls the pushes of the cards take their turn.
    """

    def __init__(self, actions: ActionEndpoints) -> None:
        self._actions = actions
        self._connector = actions.connector
        self._opened: dict[str | None, Questions] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the databases that were used."""
        with self._lock:
            for each in self._opened.values():
                each.close()
            self._opened.clear()

    def routes(self) -> list[Route]:
        """Return the routes, where there is an action that pushes."""
        if ACTION not in self._connector.manifest.actions:
            return []
        return [
            Route(PATH, self.ask, methods=["POST"]),
            Route(f"{PATH}/{{id}}", self.get, methods=["GET"]),
            Route(f"{PATH}/{{id}}", self.cancel, methods=["DELETE"]),
        ]

    async def ask(self, request: Request) -> Response:
        """Ask what the body says; return the question, which waits for its answer."""
        check_parameters(request, ACCOUNT)
        account = self._account(request)
        body = await read_body(request, self._actions.body_limit, JSON)
        client, record = client_of(request), record_of(request)
        name = key_name(key_header(request))
        key = key_for(client.name, _NAME, name)
        questions, question = await run_in_threadpool(lambda: self._read(body, account, client))
        spec = self._connector.manifest.action(ACTION)
        async with self._actions.turn(request, spec, key):
            try:
                asked = await self._actions.in_thread(
                    spec, record, lambda: questions.ask(question, key), key
                )
            except UnknownOutcomeError as error:
                more = {"retry_key": key, "retryable": True}  # a card's own would ask once more
                return error_response(error, record, retryable=name is not None, more=more)
        record.outcome = "done"
        return JsonResponse(asked.to_dict())

    async def get(self, request: Request) -> Response:
        """Return a question, after a while or once it has ended."""
        self._account(request)
        question, seconds = request.path_params["id"], _seconds(request)
        questions = await run_in_threadpool(lambda: self._seen(request, question))
        with _not_found():
            asked = await questions.wait_async(question, seconds)
        record_of(request).outcome = "done"
        return JsonResponse(asked.to_dict())

    async def cancel(self, request: Request) -> Response:
        """Withdraw a question that is open; return how it stands."""
        self._account(request)
        question = request.path_params["id"]
        with _not_found():
            asked = await run_in_threadpool(lambda: self._seen(request, question).cancel(question))
        record_of(request).outcome = "done"
        return JsonResponse(asked.to_dict())

    def _seen(self, request: Request, question: str) -> Questions:
        """Return the questions, if a client may see one of them.

        Raises:
            HTTPException: there is no such question, or it was asked with an account with which the
                client may not push.
        """
        questions = self._questions(None)
        with _not_found():
            asked = questions.get(question)
        spec, client = self._connector.manifest.action(ACTION), client_of(request)
        is_own = asked.account == self._connector.account and client.may_run(spec)
        if not is_own and not client.may_run(spec, asked.account or None):
            raise HTTPException(404, f"there is no question {shortened(question)}")
        return questions

    def _account(self, request: Request) -> str | None:
        account = account_of(request, self._connector.manifest.action(ACTION), self._connector)
        record_of(request).details.update(action=ACTION, account=account)
        return account

    def _read(self, body: bytes, account: str | None, client: Client) -> tuple[Questions, Question]:
        """Return the question in a body, and those of the account that asks it.

        Raises:
            InputError: it is not valid, or the client may not have its answer sent there.
        """
        questions = self._questions(account)
        from line_connector.questions.question import read_question

        question = read_question(parse_object(body))
        check_callback(question.callback, client)
        return questions, question

    def _questions(self, account: str | None) -> Questions:
        """Return the questions that are asked with an account; opened when it is used first."""
        with self._lock:
            if account not in self._opened:
                try:
                    from line_connector.questions.asking import Questions
                except ModuleNotFoundError as error:
                    install = how_to_install("listen")
                    raise InputError(f"questions need {error.name}: {install}") from None
                self._opened[account] = Questions(connector=self._connector, connection=account)
            return self._opened[account]


def _seconds(request: Request) -> float:
    """Return how long to wait.

    Raises:
        InputError: it is no number, or too large.
    """
    seconds = -1.0
    with suppress(ValueError):
        seconds = float(request.query_params.get("wait", "0"))
    if not 0 <= seconds <= LONGEST_WAIT:
        raise InputError(f"wait: must be 0 to {LONGEST_WAIT} seconds")
    return seconds


@contextmanager
def _not_found() -> Generator[None]:
    """Answer 404 where there is no such question."""
    try:
        yield
    except InputError as error:
        raise HTTPException(404, str(error)) from None
