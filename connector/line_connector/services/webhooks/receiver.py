"""Authenticates webhooks and writes their events down; knows no web framework."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from typing import NamedTuple

from line_connector.errors import ConnectorError, SignatureError
from line_connector.events.event import Event
from line_connector.events.store import EventStore, now
from line_connector.events.subscription import Subscription
from line_connector.questions import subscribing
from line_connector.services.webhooks import infobip_events, line_events
from line_connector.services.webhooks.channels import Channels, ChannelSource
from line_connector.webhooks.infobip import read_document
from line_connector.webhooks.parsing import parse
from line_connector.webhooks.signature import ChannelSecret, check_destination, verify

WAIT_SECONDS = 1.7
"""How long a webhook may wait to be written down: LINE waits 2 seconds for the answer."""


class UnknownAccountError(ConnectorError):
    """The path names an account that webhooks are not received for. Answer 404."""


class KeyRefusedError(ConnectorError):
    """A request of Infobip's does not carry the key of an account. Answer 401."""


class Received(NamedTuple):
    """A webhook that was authenticated and read."""

    account: str

    events: Sequence[Event]

    new: Future[int]
    """Holds the number of its events that were new, once all of them are on the disk."""


class Receiver:
    """Receives webhooks.

    Args:
        channels: what webhooks are received for.
        store: where their events are written.
        subscriptions: the handlers that get them. Answers to questions are kept for a listener
            where no handler here takes them.

    Raises:
        StoreError: the database cannot be used.
    """

    def __init__(
        self,
        channels: ChannelSource,
        store: EventStore,
        subscriptions: Sequence[Subscription] = (),
    ) -> None:
        self._channels = channels
        self._store = store
        self._subscriptions = subscriptions
        if not any(each.name == subscribing.NAME for each in subscriptions):
            left = subscribing.written_for_listener(store.engine)
            self._subscriptions = [*subscriptions, left]

    def line(self, body: bytes, signature: str | None, name: str | None = None) -> Received:
        """Receive a webhook of LINE's. Nothing of it is read before its signature is checked.

        Args:
            body: as it arrived.
            signature: the header `x-line-signature`.
            name: of the account that the path names, if it does.

        Raises:
            UnknownAccountError: there is no such account.
            SignatureError: it is not signed by the channel that it is for.
            WebhookBodyError: it is signed, and no webhook.
            FullError: too much is waiting to be written; nothing is.
        """
        try:
            channels, signers = self._signers(body, signature, name)
        except SignatureError:
            if not self._channels.read_again():
                raise
            channels, signers = self._signers(body, signature, name)
        webhook = parse(body)
        check_destination(webhook.destination, signers, channels.secrets(name))
        account = channels.owner(signers[0]) if name is None else name
        return self._written(account, line_events.events_of(body, webhook, account, now()))

    def infobip(
        self, body: bytes, content_type: str, kind: infobip_events.Kind, keys: Iterable[str]
    ) -> Received:
        """Receive reports or messages of Infobip's, which signs nothing: a key authenticates them.

        Args:
            body: as it arrived: JSON or XML.
            content_type: which of them, as the header says it.
            kind: which of the two.
            keys: those that the request carries, wherever in it.

        Raises:
            KeyRefusedError: none of them is an account's.
            WebhookBodyError, InputError: the body is not what Infobip sends.
            FullError: too much is waiting to be written; nothing is.
        """
        account = self.infobip_account(keys)
        document = read_document(body, content_type)
        return self._written(account, infobip_events.events_of(document, kind, account, now()))

    def infobip_account(self, keys: Iterable[str]) -> str:
        """Return the name of the account that a request's keys are for.

        Raises:
            KeyRefusedError: none of them is an account's.
        """
        found = self._channels.current.infobip_account(keys)
        if found is None:
            raise KeyRefusedError("a valid key is required")
        return found.name

    def _signers(
        self, body: bytes, signature: str | None, name: str | None
    ) -> tuple[Channels, list[ChannelSecret]]:
        channels = self._channels.current
        try:
            secrets = channels.secrets(name)
        except KeyError:
            raise UnknownAccountError("no account of this name receives webhooks") from None
        return channels, verify(body, signature, secrets)

    def _written(self, account: str, events: Iterable[Event]) -> Received:
        found = list(events)
        if not found:  # LINE only tests the connection
            nothing: Future[int] = Future()
            nothing.set_result(0)
            return Received(account, found, nothing)
        return Received(account, found, self._store.add(found, self._subscriptions))
