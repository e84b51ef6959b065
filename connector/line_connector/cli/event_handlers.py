"""The handlers that `listen` delivers to, as its options name them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO, cast

from line_connector.cli.printing import say_warning
from line_connector.cli.streams import EndingOutput
from line_connector.errors import InputError
from line_connector.events.store import EventStore
from line_connector.events.subscription import Subscription
from line_connector.handlers.ndjson import NdjsonLines
from line_connector.handlers.reading import Surroundings, forwarding, read_handlers
from line_connector.questions.subscribing import NAME as QUESTIONS
from line_connector.sending.sender import Sender
from line_connector.services.webhooks.channels import ChannelSource


def read_subscriptions(
    channels: ChannelSource,
    connector: Sender,
    handlers: str | None,
    forward: Sequence[str],
    output: EndingOutput,
    state: Path | None,
    *,
    prints: bool,
) -> list[Subscription]:
    """Return the handlers.

    Args:
        channels: know the secrets.
        connector: sends.
        handlers: path of the file of handlers.
        forward: URLs to forward events to.
        output: where events are printed.
        state: folder where runs of playbooks are written down; in memory if absent.
        prints: whether events are printed.

    Raises:
        InputError: one of them is wrong, or there are two of a name.
    """
    stdout = cast("TextIO", output)
    surroundings = Surroundings(
        secret=channels.current_secret,
        connector=connector,
        state=state,
        stdout=stdout,
        warn=say_warning,
    )
    found = [] if handlers is None else read_handlers(Path(handlers), surroundings)
    found += [Subscription(*forwarding(url, surroundings)) for url in forward]
    if prints:
        found.append(Subscription("print", NdjsonLines(stdout), concurrency=1))
    names = [each.name for each in found]
    for name in names:
        if name == QUESTIONS:
            raise InputError(f"handler {name!r}: questions have this name; give it another")
        if names.count(name) > 1:
            raise InputError(f"there are two handlers {name!r}: give them names of their own")
    if not found:
        say_warning(
            "no handler: events are written down, and questions answered; "
            "see --handlers, --forward, --print"
        )
    return found


def say_unclaimed(store: EventStore, subscriptions: Sequence[Subscription]) -> None:
    """Warn of deliveries to handlers that are not there any more."""
    known = {each.name for each in subscriptions}
    for handler, states in store.waiting().items():
        count = states.get("pending", 0) + states.get("leased", 0)
        if handler not in known and count:
            say_warning(f"{count} deliveries wait for handler {handler!r}, which is not there")
