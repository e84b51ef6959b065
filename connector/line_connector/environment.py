"""Connections as environment variables hold them, and as the configuration file completes them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from line_connector.auth import complete_scheme, scheme_named
from line_connector.errors import CredentialsError
from line_connector.manifest import ConnectionSpec, Manifest

if TYPE_CHECKING:
    from line_connector.configuration import Account, Configuration

ACCOUNT = "LINE_CONNECTOR_ACCOUNT"
"""Environment variable that names an account of the configuration file, as --account does."""

_VARIABLES = "environment variables"

LOG = logging.getLogger(__name__)

Fields = Mapping[str, Any]


class Environment(Mapping[str, Fields]):
    """Connections as environment variables hold them, looked up when one is used.

    Field `token` of `line` is `LINE_TOKEN`. Where ours are not complete credentials, those that the
    manifest names beside them, of the provider's own examples, complete them.
    """

    def __init__(self, environ: Mapping[str, str], manifest: Manifest) -> None:
        self._environ = environ
        self._manifest = manifest

    def __getitem__(self, name: str) -> Fields:
        own = self._own(name)
        spec = self._manifest.find_connection(name)
        if spec is None:
            return own
        theirs = self._theirs(spec)
        if not theirs:
            return own
        if complete_scheme(spec.authentication, own) is None:
            return theirs | {field: value for field, value in own.items() if value}
        for field, value in theirs.items():
            if own.get(field) not in (None, "", value):
                ours = _variable(name, field)
                LOG.warning("%s and %s differ: %s is used", ours, spec.fields[field].variable, ours)
        return own

    def __iter__(self) -> Iterator[str]:
        return iter(self._manifest.connections)

    def __len__(self) -> int:
        return len(self._manifest.connections)

    def settings(self, name: str) -> Fields:
        """Return a connection's fields without its credentials."""
        spec = self._manifest.connection(name)
        needs = {field for scheme in spec.authentication for field in scheme_named(scheme).needs}
        return {field: value for field, value in self._own(name).items() if field not in needs}

    def _own(self, name: str) -> dict[str, str]:
        """Return the fields that our variables hold."""
        variables = {field: _variable(name, field) for field in self._manifest.fields(name)}
        return {
            field: self._environ[variable]
            for field, variable in variables.items()
            if variable in self._environ
        }

    def _theirs(self, spec: ConnectionSpec) -> dict[str, str]:
        """Return the fields that other variables hold."""
        return {
            field: self._environ[each.variable]
            for field, each in spec.fields.items()
            if each.variable and self._environ.get(each.variable)
        }


class EnvironmentOrFile(Mapping[str, Fields]):
    """Connections as the command line takes them; the file is read when one is needed from it.

    A provider's connection is the named account; else what the environment has; else the file's
    default account, with the addresses and settings that the environment has. Any other name is
    that of an account, else the beginning of variables.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        manifest: Manifest,
        account: str | None = None,
        path: Path | None = None,
    ) -> None:
        self._environment = Environment(environ, manifest)
        self._manifest = manifest
        self.account = account or environ.get(ACCOUNT) or None
        """Name of the account that was asked for; None if none was."""
        self._path = path

    def __getitem__(self, name: str) -> Fields:
        return self._found(name)[0]

    def origin(self, name: str) -> str:
        """Return where a connection's credentials are from, in words."""
        return self._found(name)[1]

    @property
    def file(self) -> Configuration | None:
        """The file, if it was read."""
        return self.__dict__.get("_file")

    def __iter__(self) -> Iterator[str]:
        return iter([*self._environment, *self._file.accounts])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _found(self, name: str) -> tuple[Fields, str]:
        """Return a connection's fields, and where they are from."""
        is_provider = self._manifest.find_connection(name) is not None
        if self.account is not None and is_provider:
            named = self._file.account(self.account)
            return self._of(named) if named.provider == name else ({}, "nowhere")
        if not is_provider:
            return self._named(name)
        found = self._environment[name]
        if complete_scheme(self._manifest.connection(name).authentication, found) is not None:
            return found, _VARIABLES
        default = self._default(name)
        if default is None:
            return found, _VARIABLES
        fields, origin = self._of(default)
        return {**fields, **self._environment.settings(name)}, origin

    def _named(self, name: str) -> tuple[Fields, str]:
        """Return the fields of an account, or of a connection that only the environment has."""
        found = self._environment[name]
        if name in self._file.accounts or (self._file.accounts and not found):
            return self._of(self._file.account(name))
        return found, _VARIABLES

    def _of(self, account: Account) -> tuple[Fields, str]:
        return account.connection, f"account {account.name} of {self._file.path}"

    def _default(self, provider: str) -> Account | None:
        """Return the account that is used where none is named.

        Raises:
            CredentialsError: there are several, and none of them is the default.
        """
        account = self._file.account_of(provider)
        if account is not None:
            return account
        several = [each.name for each in self._file.accounts.values() if each.provider == provider]
        if several:
            raise CredentialsError(
                f"{self._file.path}: which account: {' or '.join(several)}? Name one with "
                f"--account or {ACCOUNT}, or set default_account in the file"
            )
        return None

    @cached_property
    def _file(self) -> Configuration:
        from line_connector.configuration import read_configuration

        return read_configuration(self._path, self._manifest)


def _variable(connection: str, field: str) -> str:
    return f"{connection}_{field}".upper()
