"""Retrying after a lost response, for which Infobip has no idempotency key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Protocol

from pydantic import Field

from line_connector.schema.numbers import Boolean
from line_connector.schema.problems import Location, Problem

Resend = Annotated[
    Boolean | None,
    Field(
        exclude=True,
        description=(
            "True retries the request after a lost response, with the same message IDs; "
            "every destination then needs a messageId of yours. Infobip promises nothing about "
            "IDs it has seen before: it has a status for rejected duplicates, but a person may get "
            "the message twice. Absent, nothing is sent twice and the outcome is unknown. Not "
            "sent to Infobip."
        ),
    ),
]


class Named(Protocol):
    """A destination whose message may have an ID of the sender's."""

    message_id: str | None


def refuse_nameless(
    resend: bool | None, destinations: Iterable[tuple[Location, Named]]
) -> Iterator[Problem]:
    """Yield each destination without an ID, where sending again was asked for."""
    for path, destination in destinations if resend else ():
        if not destination.message_id:
            yield Problem((*path, "messageId"), "is required with resend")
