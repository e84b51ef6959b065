"""When to try again, and after how long: small objects, handed to a session.

A policy only says whether waiting could help. Whether a further try is safe is not its business:
the session asks no policy about a request that another try could carry out twice.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

from line_connector.http.output import Output
from line_connector.http.transport_errors import TransportError

ResultT = TypeVar("ResultT")

Failure: TypeAlias = Output[Any] | TransportError
"""How a try ends that did not succeed: with a refusal, or without a response."""

_SECONDS = re.compile(r"[0-9]+")


class Attempt(NamedTuple):
    """One try that did not succeed."""

    number: int
    """1 for the first."""

    output: Output[Any] | None
    """The answer, or None where a connection fault left none."""


class Backoff(NamedTuple):
    """Waits that double from try to try, with jitter so that many callers do not come at once."""

    tries: int = 4
    """How many tries there are in all."""

    first: float = 0.5
    """Seconds before the second try; half of each wait is random."""

    longest: float = 30.0
    """Seconds, at most, before any try; a provider that asks for more is not waited for."""

    def seconds(self, number: int, asked: float | None = None) -> float | None:
        """Return the wait after try `number`, or None when there is to be no other.

        Args:
            number: the try that failed, from 1.
            asked: seconds the provider asks for.
        """
        if number >= self.tries or (asked or 0) > self.longest:
            return None
        wait = min(self.first * 2 ** (number - 1), self.longest)
        return max(random.uniform(wait / 2, wait), asked or 0)  # noqa: S311 - no secret


class RetryPolicy(Protocol):
    """Says whether waiting could help after one kind of failure."""

    def wait(self, attempt: Attempt) -> float | None:
        """Return seconds to wait before the next try, or None if this policy wants none."""


class RetryConnectionFaults(NamedTuple):
    """Try again when no answer came."""

    backoff: Backoff = Backoff()

    def wait(self, attempt: Attempt) -> float | None:
        """Wait after a connection that failed, broke or timed out."""
        return self.backoff.seconds(attempt.number) if attempt.output is None else None


class RetryServerErrors(NamedTuple):
    """Try again when the provider failed (5xx)."""

    backoff: Backoff = Backoff()

    def wait(self, attempt: Attempt) -> float | None:
        """Wait after a 5xx."""
        if attempt.output is None or attempt.output.status_code < 500:
            return None
        return self.backoff.seconds(attempt.number, retry_after(attempt.output))


class RetryRateLimits(NamedTuple):
    """Try again after a rate limit; never after the monthly limit, which no wait can mend."""

    backoff: Backoff = Backoff()

    def wait(self, attempt: Attempt) -> float | None:
        """Wait after a 429 that is about the rate."""
        output = attempt.output
        if output is None or output.status_code != 429 or output.exceeds_monthly_limit:
            return None
        return self.backoff.seconds(attempt.number, retry_after(output))


RETRIES: tuple[RetryPolicy, ...] = (
    RetryConnectionFaults(),
    RetryServerErrors(),
    RetryRateLimits(),
)
"""What a session does unless told otherwise."""


def send_with_retries(
    policies: Iterable[RetryPolicy],
    send: Callable[[], ResultT],
    failure_of: Callable[[ResultT], Failure | None],
) -> ResultT:
    """Send until it succeeded, or no policy wants another try; return the last result.

    Args:
        policies: when to try again; none means never.
        send: makes one try.
        failure_of: what another try may mend; None after a success, or where none is safe.
    """
    number = 0
    while True:
        number += 1
        result = send()
        failure = failure_of(result)
        wait = None if failure is None else _wait_after(failure, number, policies)
        if wait is None:
            return result
        time.sleep(wait)


def _wait_after(failure: Failure, number: int, policies: Iterable[RetryPolicy]) -> float | None:
    """Return seconds to wait before the next try, or None where no policy wants another."""
    if isinstance(failure, TransportError) and failure.permanent:
        return None
    attempt = Attempt(number, failure if isinstance(failure, Output) else None)
    waits = (policy.wait(attempt) for policy in policies)
    return next((wait for wait in waits if wait is not None), None)


def retry_after(output: Output[Any]) -> float | None:
    """Return the seconds a `Retry-After` header asks for, given as seconds or as a date."""
    value = output.response_headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        return None
