"""`line-connector recipients cost`: what a message to somebody would cost."""

from __future__ import annotations

import click

from line_connector.cli.printing import print_json, print_raw
from line_connector.cli.recipients.options import (
    Selected,
    book_options,
    counted,
    json_option,
    target_argument,
)
from line_connector.errors import InputError


@click.command()
@target_argument
@json_option
@book_options
def cost(
    connection: str | None, account: str | None, sandbox: bool, target: str, as_json: bool
) -> None:
    """Say what a push to TARGET costs.

    That is how many messages it counts as, and what is left of the month. Each person counts as
    one, however many message objects a push has. Exit status 2 if it goes beyond the budget of the
    configuration file.
    """
    from line_connector.recipients.names import BookNames
    from line_connector.sending.budget import beyond
    from line_connector.sending.cost import cost_of, month_of

    selected = Selected(connection, account, sandbox=sandbox)
    ids = selected.ids(target)
    budget = selected.configuration.policies.budget
    members = BookNames(selected.configuration, selected.name).fresh_members(ids)
    with selected.connected() as connector:
        messages = cost_of(connector, ids, members=members)
        month = month_of(connector)
    over = beyond(budget, messages, month)
    if as_json:
        print_json(
            {
                "recipients": len(ids),
                "messages": messages,
                "used": month.used,
                "limit": month.limit,
                "within_budget": not over,
            }
        )
    else:
        print_raw(f"{counted(len(ids))}: {counted(messages, 'message')}; {month}")
    if over:
        raise InputError(over)
