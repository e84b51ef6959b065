"""The one line that a script wants: `send("ops", "Disk: 91 %")`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from line_connector.configuration import Configuration, read_configuration
from line_connector.connector import Connector
from line_connector.errors import InputError
from line_connector.sending.address import Address, names_for, read_target, recipients_of
from line_connector.sending.budget import check_budget
from line_connector.sending.content import read_content
from line_connector.sending.deliveries import Delivery, pushes, send_each, worst_error
from line_connector.sending.files import line_url, with_urls


def send(
    to: str | Sequence[str] | Address | None = None,
    text: str | None = None,
    *,
    key: str | None = None,
    connector: Connector | None = None,
    configuration: Configuration | None = None,
    report: Callable[[Delivery], object] | None = None,
    **content: Any,
) -> list[Delivery]:
    """Send a text, an image, a card or messages, in one push to each recipient.

        line_connector.send("ops", "Disk: 91 %", image=Path("chart.png"))
        line_connector.send("ops,boss", card="alert", values={"title": "Disk almost full"})

    Args:
        to: IDs, names of the configuration file and of the recipient book, `tag:vip`, separated by
            commas or as a list, or an address `lineconnector://…`; the default recipient if absent.
        text: of at most 25,000 characters.
        key: names this message: sent again with the same key within 24 hours, nobody gets it
            twice. A random one if absent.
        connector: sends it; absent, one with the credentials that the command line would use.
        configuration: names of recipients; absent, those of the user's configuration file.
        report: called with what came of each recipient, also where this ends with an error.
        content: the other fields of `Content`: image, preview, sticker, card, values, messages,
            silent, cut. image and preview may be files too: a `Path`, bytes, an open binary file.

    Returns:
        What came of each recipient.

    Raises:
        InputError: something is wrong with it, or it goes beyond the budget; nothing was sent.
        ApiError, UnknownOutcomeError, SessionError: the worst of the outcomes, after all recipients
            were tried.
    """
    address = to if isinstance(to, Address) else read_target(to)
    key = _checked_key(key)
    configuration = configuration or read_configuration()
    with ExitStack() as stack:
        used = connector or stack.enter_context(Connector.from_configuration(address.account))
        connection = address.account if connector else None
        names = names_for(used, configuration, connection)
        recipients = recipients_of(address, configuration, names)
        url = line_url(used, connection)
        wanted = read_content({"text": text, **with_urls(content, url, configuration)})
        messages = wanted.message_objects(as_alert=address.as_alert)
        calls = pushes(
            used,
            recipients,
            messages,
            key=key,
            silent=wanted.silent or address.silent,
            connection=connection,
        )
        check_budget(used, recipients, configuration.policies.budget, connection)
        deliveries: list[Delivery] = []
        for delivery in send_each(calls):
            deliveries.append(delivery)
            if report is not None:
                report(delivery)
    if (error := worst_error(deliveries)) is not None:
        raise error
    return deliveries


def _checked_key(key: str | None) -> str:
    """Return the name of a message; a random one if there is none.

    Raises:
        InputError: it is empty, or no text.
    """
    if key is None:
        return str(uuid.uuid4())
    if not isinstance(key, str) or not key:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InputError("key: must be a text that is not empty; without it, one is made")
    return key
