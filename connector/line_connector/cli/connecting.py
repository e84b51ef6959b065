"""The credentials of a command: the sandbox's, a file's, an account's, or the environment's."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

import click

from line_connector.connector import Connector
from line_connector.manifest import Manifest


@contextmanager
def connected(
    catalogue: Manifest,
    file: str | None,
    account: str | None = None,
    *,
    sandbox: bool,
    more: Iterable[str] = (),
    on_sandbox: Callable[[str], object] | None = None,
) -> Generator[Connector, None, None]:
    """Yield a connector that is closed afterwards, and a sandbox started for it with it.

    Args:
        catalogue: the actions and connections.
        file: file with addresses and credentials.
        account: an account of the configuration file, where no file is given. Without either the
            environment's credentials, or else the default account's.
        sandbox: start a sandbox and use it, even if there are other credentials.
        more: names of further connections that the file may hold.
        on_sandbox: called with the URL of the sandbox that was started.
    """
    if sandbox:
        from line_connector.sandbox import Sandbox

        with Sandbox(port=0) as running:
            if on_sandbox is not None:
                on_sandbox(running.url)
            with Connector.from_env(running.env, catalogue) as connector:
                yield connector
        return
    if file and account:
        raise click.UsageError("--connection and --account exclude each other")
    if file:
        opened = Connector.from_file(file, catalogue, more)
    else:
        opened = Connector.from_configuration(account, manifest=catalogue)
    with opened as connector:
        yield connector
