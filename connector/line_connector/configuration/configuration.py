"""What a configuration file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from line_connector.configuration.media import MediaSettings
from line_connector.configuration.policies import Policies
from line_connector.configuration.recipients import Aliases, OtherNames, recipients_of
from line_connector.errors import InputError
from line_connector.manifest import PROVIDER
from line_connector.secret_values import SecretSource
from line_connector.shortening import did_you_mean, shortened


@dataclass(frozen=True)
class Account:
    """One account of a provider's."""

    name: str

    provider: str
    """The declared connection whose fields it has."""

    fields: Mapping[str, Any] = field(repr=False)
    """Values by field, with a `SecretSource` in place of each that is kept elsewhere."""

    receiving: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    """The fields, in the same form, that only receiving webhooks needs."""

    @property
    def connection(self) -> Mapping[str, Any]:
        """The fields as `Connector` takes them, with the provider they are for."""
        return {**self.fields, PROVIDER: self.provider}


@dataclass(frozen=True)
class Configuration:
    """Accounts, names of recipients, and what is taken where a command names none."""

    path: Path
    """Where the file is, or would be."""

    accounts: Mapping[str, Account] = field(default_factory=dict[str, Account])

    default_account: str | None = None
    """The account that the file names as default, else its only one."""

    recipients: Aliases = field(default_factory=dict[str, list[str]])

    default_recipient: str | None = None
    """As it stands in the file: what `recipients_of` takes."""

    sandbox_url: str | None = None
    """Where a sandbox is running, if the file says so."""

    database: str | SecretSource | None = field(default=None, repr=False)
    """URL of the database that has the recipient book; it may hold a password."""

    policies: Policies = field(default_factory=Policies)
    """What a send is held to."""

    media: MediaSettings = field(default_factory=MediaSettings)
    """Where files for messages get their URLs."""

    @property
    def database_url(self) -> str | None:
        """The URL of the database, read where it is kept.

        Raises:
            CredentialsError: it cannot be read there.
        """
        return self.database.read() if isinstance(self.database, SecretSource) else self.database

    def account(self, name: str) -> Account:
        """Return an account.

        Raises:
            InputError: there is none of that name; a near one is suggested.
        """
        if name not in self.accounts:
            known = f"; there are: {', '.join(self.accounts)}" if self.accounts else ""
            hint = did_you_mean(name, self.accounts, known)
            where = self.path if self.path.exists() else f"{self.path}, which does not exist yet"
            raise InputError(f"unknown account {shortened(name)!r}{hint} (in {where})")
        return self.accounts[name]

    def account_of(self, provider: str) -> Account | None:
        """Return the account of a provider's that is used where none is named.

        That is the default account, or the only one of this provider's.
        """
        default = self.accounts.get(self.default_account or "")
        if default is not None and default.provider == provider:
            return default
        own = [account for account in self.accounts.values() if account.provider == provider]
        return own[0] if len(own) == 1 else None

    def recipients_of(self, text: str, others: OtherNames | None = None) -> list[str]:
        """Return the IDs that a text such as `ops,boss,U…` stands for, none of them twice.

        Args:
            text: IDs and names of the file, separated by commas.
            others: names beside the file's: the recipient book's.

        Raises:
            InputError: one is empty, a name is not known (a near one is suggested) or stands for
                itself, or an ID is malformed.
        """
        return recipients_of(text, self.recipients, others)
