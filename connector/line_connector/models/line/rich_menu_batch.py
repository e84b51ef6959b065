"""Operations on the rich menus that are linked to users, for all of these users at once.

Source: https://developers.line.biz/en/reference/messaging-api/#batch-control-rich-menus-of-users
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.line.ids import RichMenuId
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Input
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem
from line_connector.schema.union import OneOf

_SOURCE = "from"
_RESUME_KEY = Pattern(
    "[a-zA-Z0-9_-]{1,100}", "must be 1 to 100 letters, digits, underscores and hyphens"
)


class LinkOperation(Input):
    """Link another rich menu to all users who have a certain one."""

    type: Literal["link"] = "link"

    from_: RichMenuId
    """ID of the rich menu that they have; one operation for each."""

    to: RichMenuId
    """ID of the rich menu that they get; it must have its image."""


class UnlinkOperation(Input):
    """Unlink a rich menu from all users who have it."""

    type: Literal["unlink"] = "unlink"

    from_: RichMenuId
    """ID of the rich menu that they have; one operation for each."""


class UnlinkAllOperation(Input):
    """Unlink whatever rich menu a user has, from all users; it stands alone."""

    type: Literal["unlinkAll"] = "unlinkAll"


RichMenuOperation = Annotated[LinkOperation | UnlinkOperation | UnlinkAllOperation, OneOf()]


class RichMenuBatchObject(Input):
    """What to do with the rich menus of users."""

    operations: Annotated[list[RichMenuOperation], ListLength(1000)]
    """At most 1,000; none sees what another has done, so menus can be exchanged."""

    resume_request_key: Annotated[str, _RESUME_KEY] | None = None
    """Key of your own, valid for 14 days. The same request with the same key goes on with the users
    who are not done, so that it can be sent again after a failure or a lost answer."""

    def errors(self) -> Iterator[Problem]:
        """Yield what cannot stand beside each other."""
        alone = [isinstance(operation, UnlinkAllOperation) for operation in self.operations]
        seen: set[str] = set()
        for position, operation in enumerate(self.operations):
            if alone[position] and not all(alone):
                text = "must not be given together with other types"
                yield Problem(("operations", position, "type"), text)
            # Lenient validation lets operations through that are none of these models.
            source: str | None = getattr(operation, "from_", None)
            if source in seen:
                text = "must not be the same as in an operation before"
                yield Problem(("operations", position, _SOURCE), text)
            elif source is not None:
                seen.add(source)
