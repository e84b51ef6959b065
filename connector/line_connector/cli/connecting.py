"""The credentials of a command: the sandbox's, those of a file, or the environment's."""

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
    on_sandbox: Callable[[str], object] | None = None,
) -> Generator[Connector, None, None]:
    """Yield a connector that is closed afterwards, and a sandbox started for it with it.

    Args:
        catalogue: the actions and connections.
        file: file with addresses and credentials; the environment's if absent.
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
    if file:
        opened = Connector.from_file(file, catalogue, more)
    else:
        opened = Connector.from_env(manifest=catalogue)
    with opened as connector:
        yield connector
