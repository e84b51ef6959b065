"""What the commands that start a service share."""

from __future__ import annotations

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
        raise InputError(f"--host {host} --port {port}: {error.strerror or error}") from None


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
