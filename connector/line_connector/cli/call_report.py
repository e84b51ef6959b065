"""What `-v` says of a call on standard error: what was requested, how it went, what it costs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from line_connector.cli.printing import say

if TYPE_CHECKING:
    from line_connector.call import Call
    from line_connector.errors import ConnectorError
    from line_connector.http.output import Output
    from line_connector.session import Session


class CallReport:
    """The report on one call.

    Args:
        call: the call.
        level: 0 says nothing, 1 the facts, 2 the headers too. Secrets are masked.
    """

    def __init__(self, call: Call, level: int) -> None:
        self._call = call
        self._level = level
        self._started = time.monotonic()

    def begin(self) -> None:
        """Say what is requested; before it is sent, so that it is known of a call that hangs."""
        if not self._level:
            return
        request = self._call.dry_run()
        say(f"> {request['method']} {request['url']}")
        if self._call.retry_key:
            say(f"> retry key {self._call.retry_key}")
        if self._level > 1:
            self._say_headers(">", request["headers"])
        self._started = time.monotonic()

    def end(self, session: Session | None, result: Output[Any] | ConnectorError | None) -> None:
        """Say how it went.

        Args:
            session: what it was sent with.
            result: the output, or what the call ended with.
        """
        if not self._level:
            return
        seconds = time.monotonic() - self._started
        output = getattr(result, "output", None) if isinstance(result, Exception) else result
        tries = session.tries if session else 0
        times = f"{tries} {'try' if tries == 1 else 'tries'}" if tries else "nothing was sent"
        facts = [_status_of(output), times]
        facts.append(f"{seconds:.2f} s")
        say(f"< {', '.join(facts)}")
        if output is None:
            return
        if output.request_id:
            say(f"< request {output.request_id}")
        if output.accepted_request_id:
            say(f"< accepted before, as request {output.accepted_request_id}: not sent again")
        if cost := _cost_of(self._call, output):
            say(f"< {cost}")
        if self._level > 1:
            self._say_headers("<", output.response_headers)

    def _say_headers(self, mark: str, headers: dict[str, str]) -> None:
        for name, value in headers.items():
            say(f"{mark} {name}: {value}")


def _status_of(output: Output[Any] | None) -> str:
    return f"{output.status_code} {output.reason}".rstrip() if output else "no response"


def _cost_of(call: Call, output: Output[Any]) -> str:
    """Return how many messages an accepted send takes of the month's, where that is known.

    LINE counts the users that a request reaches, not the messages in it. It alone knows whom it
    reaches of a group, and who has blocked the account. A reply is free.
    """
    if call.spec.connection != "line" or not 200 <= output.status_code < 300:
        return ""
    if call.spec.name == "reply_message":
        return "costs nothing: a reply is free"
    users = call.recipients
    if not call.effect.startswith("sends") or not users:
        return ""
    if not all(user.startswith("U") for user in users):
        return "costs a message for each member of the group"
    count = len(set(users))
    return f"costs at most {count} message{'s' * (count != 1)} of the month's"
