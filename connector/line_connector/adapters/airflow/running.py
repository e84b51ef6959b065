"""One action on a connector, as Airflow wants it run: logged, and failing in the right way."""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

from line_connector.documents import read_document
from line_connector.errors import ConnectorError, InputError
from line_connector.json_values import is_object
from line_connector.output import Output
from line_connector.retry_keys import retry_key_in, with_retry_key
from line_connector.runner import Connector

_log = logging.getLogger(__name__)


def run_action(
    connector: Connector, action: str, inputs: Mapping[str, Any], *identity: str
) -> Output[Any]:
    """Run an action; what takes a retry key goes out once for one identity.

    Args:
        connector: with the action's connection.
        action: its name.
        inputs: its raw input.
        identity: what names the task run, for the retry key; a new key is made if absent.

    Raises:
        ConnectorError: as `Connector.run`.
    """
    given = with_retry_key(connector.manifest.action(action).action, inputs, *identity)
    if retry_key := retry_key_in(given):
        _log.info("%s with retry key %s", action, retry_key)
    output = connector.run(action, given)
    _log.info("%s: %s %s, request %s", action, output.status_code, output.reason, output.request_id)
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
    if error.retry_may_help:
        return error
    return AirflowFailException(f"{type(error).__name__}: {error}")


def refuse_another_try(
    connector: Connector, action: str, inputs: Mapping[str, Any], task: Any, retries: int
) -> None:
    """Let Airflow's own retries make no call that could double a message.

    It tries again too when a worker was killed in the middle of a call, and says nothing of it.

    Args:
        connector: with the action's connection.
        action: its name.
        inputs: its raw input.
        task: the task instance.
        retries: as the operator says.

    Raises:
        InputError: this is another try, and the call has nothing that would keep it from doubling.
    """
    first = task.max_tries - retries + 1  # after somebody cleared the task this is not 1
    declared = connector.manifest.action(action).action
    given = declared.read_input(inputs, lenient=True)
    if task.try_number > first and not declared.request(given).may_be_repeated:
        raise InputError(
            f"{action}: an earlier try may have sent it, and another could send it twice; "
            "look, and clear the task if it was not sent"
        )


def read_inputs(inputs: Mapping[str, Any] | str) -> Mapping[str, Any]:
    """Return inputs that may be YAML or JSON text, as a rendered template file is.

    Raises:
        InputError: the text is not YAML, or holds no object.
    """
    document = read_document(inputs, "inputs") if isinstance(inputs, str) else inputs
    if not is_object(document):
        raise InputError("inputs: must be an object with the action's properties")
    return document
