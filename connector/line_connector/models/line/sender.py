"""Who a message seems to come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from line_connector.schema.lengths import Utf16Length
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, warning
from line_connector.schema.urls import MediaUrl

_RESERVED = re.compile(r"\bLINE\b")
_LIKE_IT = re.compile(_RESERVED.pattern, re.IGNORECASE)


class Sender(Input):
    """Another name and icon for the account, for one message.

    Source: https://developers.line.biz/en/reference/messaging-api/#icon-nickname-switch
    """

    name: Annotated[str, Utf16Length(20)] | None = None
    """Name to show, at most 20 characters; LINE refuses words such as LINE."""

    icon_url: MediaUrl | None = None
    """HTTPS URL of the icon: PNG, square, at most 1 MB."""

    def errors(self) -> Iterator[Problem]:
        """Yield a name with the one word that the documentation names."""
        if self.name and _RESERVED.search(self.name):
            yield Problem(("name",), "must not hold the word LINE")

    def warnings(self) -> Iterator[Problem]:
        """Yield a name that LINE may keep for itself; its list of such words is not published."""
        if self.name and _LIKE_IT.search(self.name):
            yield warning(("name",), "may be refused: it holds the word LINE")
