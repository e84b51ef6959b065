"""What arrived, written down, and its delivery to handlers, at least once.

`EventStore` holds events and deliveries; `Dispatcher` delivers them as each `Subscription` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.events.dispatcher import Dispatcher as Dispatcher
    from line_connector.events.event import Event as Event
    from line_connector.events.selection import Selection as Selection
    from line_connector.events.store import EventStore as EventStore
    from line_connector.events.subscription import Handler as Handler
    from line_connector.events.subscription import RejectedError as RejectedError
    from line_connector.events.subscription import Subscription as Subscription
    from line_connector.events.taker import Taker as Taker

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
