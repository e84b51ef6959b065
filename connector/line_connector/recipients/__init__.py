"""The recipient book: who is there, known by names instead of IDs; one book for each account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.exports import lazy_exports

if TYPE_CHECKING:
    from line_connector.recipients.book import Book as Book
    from line_connector.recipients.filling import BookFiller as BookFiller
    from line_connector.recipients.profiles import ProfileKeeper as ProfileKeeper
    from line_connector.recipients.recipient import Recipient as Recipient

    __all__: list[str]
else:
    __getattr__ = lazy_exports(__name__)
