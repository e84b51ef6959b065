"""Whether a send keeps within the budget of the configuration file, asked before it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from line_connector.configuration.policies import Budget
from line_connector.connector import Connector
from line_connector.errors import InputError
from line_connector.sending.cost import Month, cost_of, month_of


def check_budget(
    connector: Connector,
    recipients: Sequence[str],
    budget: Budget | None,
    connection: str | None = None,
    members: Mapping[str, int] | None = None,
) -> None:
    """Refuse a send that goes beyond the budget; without one nothing is asked.

    Args:
        connector: asks for numbers of members and for what was sent this month.
        recipients: IDs of those to whom is sent.
        budget: what may be sent.
        connection: name of the connection; LINE's own if absent.
        members: members of chats that are known already.

    Raises:
        InputError: it goes beyond the budget; nothing was sent.
        ConnectorError: it is not known what it costs; nothing was sent.
    """
    if budget is None:
        return
    cost = cost_of(connector, recipients, connection, members)
    month = None if budget.month is None else month_of(connector, connection)
    over = beyond(budget, cost, month)
    if over:
        raise InputError(f"{over}; not sent")


def beyond(budget: Budget | None, cost: int, month: Month | None) -> str:
    """Return how a cost goes beyond a budget; empty if it does not."""
    if budget is None:
        return ""
    if budget.send is not None and cost > budget.send:
        return f"{cost:,} messages are more than budget.send allows: {budget.send:,}"
    if budget.month is None or month is None or month.used + cost <= budget.month:
        return ""
    return (
        f"{cost:,} messages are more than budget.month leaves: "
        f"{max(budget.month - month.used, 0):,} of {budget.month:,}, {month.used:,} were sent"
    )
