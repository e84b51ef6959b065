"""Pushes to those whom a request names, and what the log says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from line_connector.call import Call
from line_connector.configuration import read_configuration
from line_connector.connector import Connector
from line_connector.http.output import Output
from line_connector.providers.line import REQUEST_ID_HEADER
from line_connector.sending.address import Address, names_for, recipients_of
from line_connector.sending.budget import check_budget
from line_connector.sending.deliveries import Delivery, pushes
from line_connector.web.access_log import AccessRecord
from line_connector.web.response_headers import with_useful_headers


def pushes_to(
    targets: Sequence[str],
    messages: Sequence[Mapping[str, Any]],
    connector: Connector,
    account: str | None,
    *,
    key: str,
    silent: bool,
) -> list[Call]:
    """Return one checked push for each recipient; nothing is sent.

    Args:
        targets: IDs and names; none stands for the default recipient.
        messages: the message objects.
        connector: sends them.
        account: that the request names, whose recipient book and month count.
        key: names what is sent.
        silent: send without a push notification.

    Raises:
        InputError: a recipient or a message object is not valid.
    """
    configuration = read_configuration()
    names = names_for(connector, configuration, account)
    recipients = recipients_of(Address(tuple(targets)), configuration, names)
    return pushes(connector, recipients, messages, key=key, silent=silent, connection=account)


def check_cost(calls: Iterable[Call], connector: Connector, account: str | None) -> None:
    """Refuse pushes that go beyond the budget of the user's configuration file; may ask LINE.

    Raises:
        InputError: they go beyond it; nothing was sent.
        ConnectorError: it is not known what they cost; nothing was sent.
    """
    recipients = [str(call.input["to"]) for call in calls]
    check_budget(connector, recipients, read_configuration().policies.budget, account)


def shown(deliveries: Iterable[Delivery]) -> list[dict[str, Any]]:
    """Return what came of each push, as a client gets it."""
    return [with_useful_headers(each.to_dict()) for each in deliveries]


def record_pushes(record: AccessRecord, deliveries: Iterable[Delivery]) -> None:
    """Write down in a request's record how each push ended, and what identifies its message."""
    record.details["pushes"] = [
        {
            "status": each.status,
            "retry_key": each.call.retry_key,
            "provider_request_id": _headers(each).get(REQUEST_ID_HEADER),
        }
        for each in deliveries
    ]


def _headers(delivery: Delivery) -> Mapping[str, str]:
    """Return the headers of the provider's response; none if there was no response."""
    if delivery.error is None:
        headers: Mapping[str, str] = delivery.outcome.value["response_headers"]
        return headers
    output: Output[Any] | None = getattr(delivery.error, "output", None)
    return {} if output is None else output.response_headers
