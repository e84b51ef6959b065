"""The parameters of a request; `account` says whose credentials its action is run with."""

from __future__ import annotations

from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request

from line_connector.connector import Connector
from line_connector.errors import InputError
from line_connector.manifest import ActionSpec
from line_connector.services.actions.clients import Client
from line_connector.services.actions.headers import ACCOUNT
from line_connector.shortening import did_you_mean, shortened
from line_connector.web.middleware import client_of as authenticated_client


def client_of(request: Request) -> Client:
    """Return the client that sent a request, with the actions it may run."""
    return cast("Client", authenticated_client(request))


def account_of(request: Request, spec: ActionSpec, connector: Connector) -> str | None:
    """Return the account that a request names, if its client may run the action with it.

    Without one, the action's own connection is used.

    Raises:
        HTTPException: the client may not; whether there is such an account is not said.
        InputError: there is none, or it is another provider's.
    """
    client, names = client_of(request), request.query_params.getlist(ACCOUNT)
    if not names:
        if not client.may_run(spec):
            raise HTTPException(403, f"this API key does not allow {spec.name}")
        return None
    name = names[0]
    if len(names) > 1 or not name:
        raise InputError(f"{ACCOUNT}: must be the name of one account")
    if not client.may_run(spec, name):
        raise HTTPException(
            403, f"this API key does not allow {spec.name} with account {shortened(name)}"
        )
    accounts = connector.accounts(spec.connection)
    if name not in accounts:
        known = [each for each in accounts if client.may_run(spec, each)]
        hint = did_you_mean(name, known, f"; there are: {', '.join(known)}" if known else "")
        raise InputError(f"{ACCOUNT}: unknown account {shortened(name)!r}{hint}")
    return name


def check_parameters(request: Request, *known: str) -> None:
    """Refuse parameters that are not known: a typo must not send to whom nobody named.

    Raises:
        InputError: there is one.
    """
    for name in request.query_params:
        if name not in known:
            hint = did_you_mean(name, known, f"; there are: {', '.join(known)}")
            raise InputError(f"unknown parameter {shortened(name)}{hint}")
