"""The credentials of a command: the sandbox's, a file's, an account's, or the environment's."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from line_connector.cli.printing import say_warning

if TYPE_CHECKING:
    from line_connector.cli.sandbox_in_use import SandboxInUse
    from line_connector.connector import Connector
    from line_connector.manifest import Manifest
    from line_connector.sending.address import Address


def named_account(address: Address, account: str | None, file: str | None) -> str | None:
    """Return the account that an address or the option --account names; None if neither does.

    Args:
        address: where to send.
        account: the option's.
        file: file with addresses and credentials, which stands in an account's place.

    Raises:
        UsageError: they name different ones.
        InputError: the address names one that the configuration file does not have.
    """
    if address.account is None:
        return account
    if file:
        raise click.UsageError("--connection and an account in the address exclude each other")
    if account not in {None, address.account}:
        raise click.UsageError(f"--account {account}: the address names {address.account}")
    from line_connector.configuration import read_configuration

    read_configuration().account(address.account)
    return address.account


@contextmanager
def connected(
    catalogue: Manifest,
    file: str | None,
    account: str | None = None,
    *,
    sandbox: bool,
    more: Iterable[str] = (),
    on_sandbox: Callable[[SandboxInUse], object] | None = None,
    reads_file: bool = True,
) -> Generator[Connector, None, None]:
    """Yield a connector that is closed afterwards, and a sandbox started for it with it.

    It knows the names of the configuration file and of the recipient book.

    Args:
        catalogue: the actions and connections.
        file: file with addresses and credentials.
        account: an account of the configuration file, where no file is given. Without either the
            environment's credentials, or else the default account's.
        sandbox: use a sandbox, even if there are other credentials: the one that is running, or
            one that is started for this command.
        more: names of further connections that the file may hold.
        on_sandbox: called with the sandbox that is used.
        reads_file: read the configuration file for its policies, also where nothing else in it is
            needed.
    """
    from line_connector.connector import Connector
    from line_connector.sending.configured import ConfiguredRecipients

    if sandbox:
        from line_connector.cli.sandbox_in_use import sandbox_in_use

        with sandbox_in_use() as used:
            if on_sandbox is not None:
                on_sandbox(used)
            with Connector.from_env(used.env, catalogue) as connector:
                connector.recipients = ConfiguredRecipients(
                    connector, account, say_warning, sandbox=True, reads_file=reads_file
                )
                yield connector
        return
    if file and account:
        raise click.UsageError("--connection and --account exclude each other")
    if file:
        opened = Connector.from_file(file, catalogue, more)
    else:
        opened = Connector.from_configuration(account, manifest=catalogue)
    with opened as connector:
        connector.recipients = ConfiguredRecipients(
            connector, account, say_warning, reads_file=reads_file
        )
        yield connector
