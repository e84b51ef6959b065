"""Credentials as a call will read them: what would fail at the first request fails here."""

from __future__ import annotations

from line_connector.auth import scheme_of
from line_connector.auth.client_assertion import ClientAssertion
from line_connector.auth.scheme import Authentication
from line_connector.http.connection import Connection
from line_connector.http.transport import Transport


def read_credentials(connection: Connection) -> type[Authentication]:
    """Read the credentials that a connection authenticates with; nothing is sent.

    Returns:
        The scheme that they are for.

    Raises:
        CredentialsError: they are not complete, cannot be read, or cannot be used.
    """
    scheme = scheme_of(connection)
    for field in scheme.needs:
        if field == "private_key":  # has line breaks: it is signed with, not sent
            ClientAssertion(connection, Transport(connection), retries=()).form()
        elif field.endswith("url"):
            connection.address(field)
        else:
            connection.secret(field)
    return scheme
