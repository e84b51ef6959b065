"""Whose webhooks are received: the accounts, and what authenticates each."""

from __future__ import annotations

import hmac
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any

from line_connector.configuration import Account, Configuration
from line_connector.errors import ConnectorError, CredentialsError, InputError
from line_connector.secret_values import SecretSource
from line_connector.webhooks.signature import ChannelSecret

LOG = logging.getLogger(__name__)

_BETWEEN_READINGS = 5.0
"""Seconds: a stranger's requests must not have the secrets read all the time."""

SECRET_VARIABLES = ("LINE_CLIENT_SECRET", "LINE_CHANNEL_SECRET")
"""Environment variables with a channel secret; the first that is set counts."""

KEY_VARIABLE = "INFOBIP_WEBHOOK_KEY"
"""Environment variable with the key that Infobip's requests must carry."""


@dataclass(frozen=True)
class Channel:
    """A LINE channel whose webhooks are received."""

    name: str
    """Of the account; empty for that of the environment."""

    secrets: tuple[ChannelSecret, ...]
    """The current one first."""


@dataclass(frozen=True)
class InfobipAccount:
    """An Infobip account whose reports and messages are received."""

    name: str

    key: str = field(repr=False)

    def has_key(self, given: str) -> bool:
        """Tell whether a key is this account's, in time that tells nothing."""
        return hmac.compare_digest(self.key.encode(), given.encode("utf-8", "replace"))


@dataclass(frozen=True)
class Channels:
    """All that webhooks are received for."""

    line: Mapping[str, Channel]
    """By the name of the account."""

    infobip: tuple[InfobipAccount, ...] = ()

    def secrets(self, name: str | None) -> list[ChannelSecret]:
        """Return the secrets that may sign a webhook.

        Args:
            name: of the account that the path names; all accounts if None.

        Raises:
            KeyError: there is no such account.
        """
        channels = self.line.values() if name is None else [self.line[name]]
        return [secret for channel in channels for secret in channel.secrets]

    def owner(self, signer: ChannelSecret) -> str:
        """Return the name of the account whose secret signed."""
        return next(each.name for each in self.line.values() if signer in each.secrets)

    def current_secret(self, name: str) -> str | None:
        """Return the secret of an account that LINE signs with now."""
        channel = self.line.get(name)
        return channel.secrets[0].value if channel else None

    def infobip_account(self, keys: Iterable[str]) -> InfobipAccount | None:
        """Return the account that one of the given keys is for."""
        given = [key for key in keys if key]
        return next((each for each in self.infobip if any(map(each.has_key, given))), None)


class ChannelSource:
    """What webhooks are received for, read again when a signature fits no secret.

    Reissuing a channel's secret kills the old one at once: what LINE sends from then on is refused
    until the configuration has the new one, and accepted as soon as it has.

    Args:
        read: reads the secrets.

    Raises:
        ConnectorError: what `read` raises the first time. Later, the secrets stay as they were.
    """

    def __init__(self, read: Callable[[], Channels]) -> None:
        self._read = read
        self.current = read()
        self._last = time.monotonic()

    def current_secret(self, account: str) -> str | None:
        """Return the secret of an account that LINE signs with now."""
        return self.current.current_secret(account)

    def read_again(self) -> bool:
        """Read the secrets again; return whether they have changed. At most every few seconds."""
        if time.monotonic() - self._last < _BETWEEN_READINGS:
            return False
        self._last = time.monotonic()
        before = self.current
        try:
            self.current = self._read()
        except ConnectorError as error:
            LOG.warning("the secrets could not be read again: %s", error)
        return self.current != before


def read_channels(
    configuration: Configuration,
    account: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Channels:
    """Return what webhooks can be received for: the environment's, and every account with a secret.

    Args:
        configuration: has the accounts.
        account: the only one to receive for.
        environ: environment variables.

    Raises:
        CredentialsError: there is no secret, or one cannot be read.
        InputError: there is no such account, or `previous_client_secret_until` is no time.
    """
    if account is None:
        accounts = [*configuration.accounts.values()]
        line = {channel.name: channel for channel in _of_environment(environ)}
        infobip = [InfobipAccount("", key) for key in [environ.get(KEY_VARIABLE)] if key]
    else:
        accounts, line, infobip = [configuration.account(account)], {}, []
    for each in accounts:
        if each.provider == "line" and (secrets := tuple(_secrets(each))):
            line[each.name] = Channel(each.name, secrets)
        elif each.provider == "infobip" and (key := _text(each.receiving, "webhook_key")):
            infobip.append(InfobipAccount(each.name, key))
    if not line and not infobip:
        raise CredentialsError(_missing(configuration, account))
    return Channels(line, tuple(infobip))


def _of_environment(environ: Mapping[str, str]) -> Iterator[Channel]:
    secret = next((environ[name] for name in SECRET_VARIABLES if environ.get(name)), None)
    if secret is not None:
        yield Channel("", (ChannelSecret(secret),))


def _secrets(account: Account) -> Iterator[ChannelSecret]:
    destination = _text(account.receiving, "destination")
    if (current := _text(account.fields, "client_secret")) is not None:
        yield ChannelSecret(current, destination=destination)
    if (previous := _text(account.receiving, "previous_client_secret")) is not None:
        until = _moment(account, account.receiving.get("previous_client_secret_until"))
        yield ChannelSecret(previous, until, destination)


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, SecretSource):
        return value.read()
    return None if value in (None, "") else str(value)


def _moment(account: Account, value: Any) -> datetime:
    """Read a day or a time; without an offset it is UTC."""
    place = f"account {account.name}, previous_client_secret_until"
    if value is None:
        raise InputError(f"{place}: is missing: until when the previous secret counts")
    try:
        text = value.isoformat() if isinstance(value, date) else str(value)
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise InputError(f"{place}: must be a time such as 2026-12-01T12:00:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _missing(configuration: Configuration, account: str | None) -> str:
    if account is not None:
        needed = (
            "client_secret" if configuration.account(account).provider == "line" else "webhook_key"
        )
        return f"account {account}: has no {needed}, which authenticates its webhooks"
    return (
        "no channel secret: webhooks cannot be authenticated. Set LINE_CHANNEL_SECRET, or "
        f"client_secret of an account in {configuration.path}"
    )
