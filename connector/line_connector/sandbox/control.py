"""The control API under `/_sandbox/`: see what happened, and decide what will."""

import json
import shlex
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from line_connector.sandbox import faults, request_log
from line_connector.sandbox.clock import iso
from line_connector.sandbox.control_input import InvalidInputError, check_input
from line_connector.sandbox.infobip import control as infobip
from line_connector.sandbox.infobip.pusher import Pusher
from line_connector.sandbox.infobip.seeds import API_KEY
from line_connector.sandbox.json_values import compact_json, is_object
from line_connector.sandbox.line import control as line
from line_connector.sandbox.line.seeds import CHANNEL_ID, CHANNEL_SECRET
from line_connector.sandbox.received import received
from line_connector.sandbox.settings import camel_case, snake_case
from line_connector.sandbox.state import State

Given = Mapping[str, Any]


class Control(NamedTuple):
    """One thing the control API does with the body of a POST, or the query of another method."""

    method: str
    name: str
    act: Callable[[State, Given], Any]
    settles: bool = False
    """Whether it waits a little for reports that are being pushed."""


def control_routes(state: State, pusher: Pusher) -> Iterator[Route]:
    """Return the control API's routes."""
    yield Route("/_sandbox/env", _env)
    for control in CONTROLS:
        path = f"/_sandbox/{control.name}"
        yield Route(path, _endpoint(state, pusher, control), methods=[control.method])


def environment(url: str) -> dict[str, str]:
    """Return the environment variables that point our command line at a sandbox."""
    return {
        "LINE_URL": url,
        "LINE_DATA_URL": url,
        "LINE_TOKEN_URL": f"{url}/oauth2/v3/token",
        "LINE_CLIENT_ID": CHANNEL_ID,
        "LINE_CLIENT_SECRET": CHANNEL_SECRET,
        "INFOBIP_URL": url,
        "INFOBIP_API_KEY": API_KEY,
    }


def _endpoint(
    state: State, pusher: Pusher, control: Control
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            given: dict[str, Any] = dict(request.query_params)
            if control.method == "POST":
                given = _object(await request.body())
            check_input(f"{control.method} {control.name}", given)
            if control.settles and control.method == "GET":
                await pusher.settle()
            answer = control.act(state, given)
            if control.settles and control.method == "POST":
                await pusher.settle()
            return _json(answer)
        except InvalidInputError as error:
            return _json({"message": str(error)}, 400)

    return endpoint


def _json(value: Given, status: int = 200) -> Response:
    return Response(compact_json(value), status, media_type="application/json")


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
        # Half a character, which JSON may carry as an escape, could not be stored.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(f"The body is not JSON: {error}") from None
    if not is_object(value):
        raise InvalidInputError("The body must be a JSON object")
    return value


async def _env(request: Request) -> Response:
    variables = environment(str(request.base_url).rstrip("/"))
    lines = (f"export {name}={shlex.quote(value)}\n" for name, value in variables.items())
    return PlainTextResponse("".join(lines))


def _reset(state: State, _: Given) -> Given:
    state.reset()
    return {}


def _received(state: State, given: Given) -> Given:
    return {"received": received(state, given.get("to"))}


def _requests(state: State, given: Given) -> Given:
    found = request_log.logged_requests(state, given.get("method"), given.get("path"))
    return {"requests": found}


def _clock(state: State, _: Given) -> Given:
    return {"now": iso(state.clock.now()), "offset": state.clock.offset}


def _advance_clock(state: State, given: Given) -> Given:
    state.advance_clock(given["advance"])
    return _clock(state, given)


def _settings(state: State, _: Given) -> Given:
    return {camel_case(name): value for name, value in state.settings.as_dict().items()}


def _change_settings(state: State, given: Given) -> Given:
    state.change_settings({snake_case(name): value for name, value in given.items()})
    return _settings(state, given)


def _faults(state: State, _: Given) -> Given:
    return {"faults": faults.queued_faults(state)}


def _queue_fault(state: State, given: Given) -> Given:
    faults.queue_fault(state, given)
    return _faults(state, given)


def _clear_faults(state: State, given: Given) -> Given:
    faults.clear_faults(state)
    return _faults(state, given)


CONTROLS = (
    Control("POST", "reset", _reset),
    Control("GET", "received", _received),
    Control("GET", "requests", _requests),
    Control("GET", "clock", _clock),
    Control("POST", "clock", _advance_clock, settles=True),
    Control("GET", "settings", _settings),
    Control("POST", "settings", _change_settings),
    Control("GET", "faults", _faults),
    Control("POST", "faults", _queue_fault),
    Control("DELETE", "faults", _clear_faults),
    Control("POST", "reply-tokens", line.give_reply_token),
    Control("GET", "users", line.list_users),
    Control("POST", "users", line.put_users),
    Control("POST", "groups", line.put_group),
    Control("POST", "audiences", line.put_audience),
    Control("POST", "channel-keys", line.put_channel_key),
    Control("GET", "phones", infobip.list_phones),
    Control("POST", "phones", infobip.put_phone),
    Control("GET", "report-pushes", infobip.list_report_pushes, settles=True),
)
