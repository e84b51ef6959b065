"""One action on a connector, as Airflow wants it run: logged, and failing in the right way."""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

from line_connector.call import Call
from line_connector.documents.reading import read_document
from line_connector.errors import ConnectorError, InputError
from line_connector.http.output import Output
from line_connector.json_values import is_list, is_object

_log = logging.getLogger(__name__)


def send(call: Call, max_items: int | None = None) -> Output[Any]:
    """Make a call, and log it, with what the provider may refuse in its input.

    Args:
        call: the call.
        max_items: fetch all pages of the list that it returns, up to this many items.

    Raises:
        ConnectorError: as `Call.send` and `Call.collect`.
    """
    name = call.spec.name
    if call.retry_key:
        _log.info("%s with retry key %s", name, call.retry_key)
    for warning in call.warnings:
        _log.warning("%s: %s", name, warning)
    output = call.send() if max_items is None else call.collect(max_items, _log.warning)
    _log.info("%s: %s %s, request %s", name, output.status_code, output.reason, output.request_id)
    if output.accepted_request_id:
        _log.info(
            "request %s was accepted before with this retry key: nothing was sent now",
            output.accepted_request_id,
        )
    return output


@contextmanager
def airflow_errors() -> Generator[None, None, None]:
    """Raise errors as Airflow wants them."""
    try:
        yield
    except ConnectorError as error:
        raise airflow_error(error) from None


def airflow_error(error: ConnectorError) -> Exception:
    """Return an error as Airflow wants it: of a kind that it does not retry where no retry helps.

    Running it again could end no better, or could send twice.
    """
    if error.retryable:
        return error
    return AirflowFailException(f"{type(error).__name__}: {error}")


def refuse_unsafe_retry(call: Call, task: Any, retries: int) -> None:
    """Let Airflow's own retries make no call that could double a message.

    It tries again too when a worker was killed in the middle of a call, and says nothing of it.

    Args:
        call: the call.
        task: the task instance.
        retries: as the operator says.

    Raises:
        InputError: this is another try, and the call has nothing that would keep it from doubling.
    """
    first = task.max_tries - retries + 1  # not 1 after the task was cleared
    if task.try_number > first:
        call.refuse_unsafe_repeat("look, and clear the task if it was not sent")


def read_inputs(inputs: Mapping[str, Any] | str) -> Mapping[str, Any]:
    """Return inputs that may be YAML or JSON text, as a rendered template file is.

    Raises:
        InputError: the text is not YAML, or holds no object.
    """
    document = read_document(inputs, "inputs") if isinstance(inputs, str) else inputs
    if not is_object(document):
        raise InputError("inputs: must be an object with the action's properties")
    return document


def summary_of(output: Output[Any]) -> dict[str, Any]:
    """Return status, request ID and the body's IDs: little, as Airflow keeps it in its database."""
    found: dict[str, Any] = {
        "status_code": output.status_code,
        "request_id": output.accepted_request_id or output.request_id,
    }
    ids = _ids(output.json_body)
    return {**found, "ids": ids} if ids else found


def _ids(value: Any) -> Any:
    """Return what is left of a JSON value without everything that is no ID; None if nothing."""
    if is_list(value):
        return [ids for item in value if (ids := _ids(item))] or None
    if not is_object(value):
        return None
    found = {
        name: item if isinstance(item, str) else _ids(item)
        for name, item in value.items()
        if not isinstance(item, str) or name == "id" or name.endswith("Id")
    }
    return {name: ids for name, ids in found.items() if ids} or None
