"""What the commands that start a service share."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

from line_connector.errors import CredentialsError, InputError

if TYPE_CHECKING:
    from line_connector.connector import Connector


def bind_port(host: str, port: int) -> socket.socket:
    """Return a bound socket.

    Raises:
        InputError: the port cannot be bound.
    """
    from line_connector.web.server import bind

    try:
        return bind(host, port)
    except OSError as error:
        raise port_error(host, port, error) from None


def port_error(host: str, port: int, error: OSError | OverflowError) -> InputError:
    """Return the error for a port that cannot be bound."""
    why = getattr(error, "strerror", None) or error
    in_use = getattr(error, "errno", None) == errno.EADDRINUSE
    fix = "; is one running already? --port 0 takes a free one" if in_use else ""
    return InputError(f"--host {host} --port {port}: {why}{fix}")


def unusable_connections(connector: Connector) -> dict[str, CredentialsError]:
    """Return the connections without credentials, each with its error.

    Raises:
        CredentialsError: no connection has credentials.
    """
    connections = connector.manifest.connections
    errors = {name: error for name in connections if (error := _error_of(connector, name))}
    if len(errors) == len(connections):
        raise CredentialsError("\n".join(map(str, errors.values())))
    return errors


def _error_of(connector: Connector, connection: str) -> CredentialsError | None:
    try:
        connector.session(connection)
    except CredentialsError as error:
        return error
    return None
