"""LINE's webhooks: verify the bytes, read the JSON once, build the events when they are asked for.

An event that is unknown or odd becomes an `UnknownEvent`; its neighbours stay typed.

Source: https://developers.line.biz/en/reference/messaging-api/#webhooks
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cached_property
from typing import Any

from line_connector.errors import WebhookBodyError
from line_connector.json_values import is_list, is_object
from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.reading import read_event
from line_connector.webhooks.body import read_body
from line_connector.webhooks.signature import Secrets, check_destination, read_secrets, verify

MOST_EVENTS = 10_000
"""Most events of one body."""


@dataclass(frozen=True)
class Webhook:
    """One webhook: whom it is for, and its events.

    Attributes:
        destination: user ID of the bot it is for; None if the body says none.
        raw: the body's JSON object.
    """

    destination: str | None
    raw: dict[str, Any]

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events as they were sent; none when LINE only tests the connection."""
        return tuple(read_event(each) for each in self.raw["events"])

    def events_in_order(self) -> list[Event]:
        """Return the events by the time they occurred; those without a time come last."""
        return sorted(self.events, key=lambda event: event.occurred_at or _LAST)


_LAST = datetime.max.replace(tzinfo=timezone.utc)


def verify_and_parse(
    body: bytes, signature: str | None, secrets: Secrets, *, now: datetime | None = None
) -> Webhook:
    """Check a webhook's signature, then read it.

    Args:
        body: the request's body as it arrived, before any decoding.
        signature: value of the header `x-line-signature`; None if there is none.
        secrets: the channel's secret, or several: while one is replaced, or for several channels.
        now: the time, for secrets that expire.

    Raises:
        SignatureError: it is not signed by the channel that it is for. Answer 401.
        WebhookBodyError: it is signed, and no webhook. Answer 400.
        CredentialsError: no secret is given, or one cannot be a secret.
        InputError: the body is text, not bytes.
    """
    known = read_secrets(secrets)
    signers = verify(body, signature, known, now=now)
    webhook = parse(body)
    check_destination(webhook.destination, signers, known)
    return webhook


def parse(body: bytes) -> Webhook:
    """Read a webhook whose signature has been checked.

    Raises:
        WebhookBodyError: it is no webhook; one line says why.
        InputError: the body is text, not bytes.
    """
    document = read_body(body)
    if not is_object(document):
        raise WebhookBodyError("webhook: must be a JSON object")
    events = document.get("events")
    if not is_list(events):
        raise WebhookBodyError("events: must be a list")
    if len(events) > MOST_EVENTS:
        raise WebhookBodyError(f"events: has {len(events)}, at most {MOST_EVENTS} are read")
    destination = document.get("destination")
    return Webhook(destination if isinstance(destination, str) else None, document)
