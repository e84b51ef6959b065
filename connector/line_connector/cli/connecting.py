"""Whose credentials a command runs with: a sandbox's, a file's, or the environment's."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

from line_connector.connector import Connector
from line_connector.manifest import Manifest


@contextmanager
def connected(
    catalogue: Manifest,
    file: str | None,
    *,
    sandbox: bool,
    more: Iterable[str] = (),
    told: Callable[[str], object] | None = None,
) -> Generator[Connector, None, None]:
    """Yield a connector that is closed afterwards, and a sandbox started for it with it.

    Args:
        catalogue: the actions and connections.
        file: the file of addresses and credentials; the environment's if absent.
        sandbox: start a sandbox and use that, whatever else there is.
        more: names of connections that the file may hold beside the catalogue's.
        told: is given the sandbox's address.
    """
    if sandbox:
        from line_connector.sandbox import Sandbox

        with Sandbox(port=0) as running:
            if told is not None:
                told(running.url)
            with Connector.from_env(running.env, catalogue) as connector:
                yield connector
        return
    if file:
        opened = Connector.from_file(file, catalogue, more)
    else:
        opened = Connector.from_env(manifest=catalogue)
    with opened as connector:
        yield connector
