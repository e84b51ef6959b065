"""Reading a request's body: JSON, then the rules for its operation, then its messages."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from line_connector.sandbox.exchange import Request
from line_connector.sandbox.json_values import without_nulls
from line_connector.sandbox.line.cross_checks import cross_check
from line_connector.sandbox.line.errors import refusal
from line_connector.sandbox.line.json_body import not_json, read_json_object
from line_connector.sandbox.line.violations import Violation, refusal_of, violation_of
from line_connector.sandbox.rulebook import Rulebook

Body = dict[str, Any]
Check = Callable[[Body], Iterable[Violation]]


def read_body(request: Request, operation: str, further_check: Check = lambda _: ()) -> Body:
    """Return the body of a call, or refuse it as LINE does.

    A null is as good as an absent property: LINE was seen to accept it.
    """
    content_type = request.headers.get("content-type", "application/json")
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise refusal(415, f"The content type, {content_type}, is not supported")
    value = read_json_object(request.body)
    try:
        body: Body = without_nulls(value)
        violations = _violations(body, operation, further_check)
    except RecursionError:
        # LINE documents no deepest nesting; what is too deep for us is told as not readable.
        raise not_json(request.body.decode(), 0) from None
    if violations:
        raise refusal_of(violations)
    return body


def _violations(body: Body, operation: str, further_check: Check) -> list[Violation]:
    breaches = _rulebook().breaches(f"requests.yaml#/$defs/{operation}", body)
    if breaches:
        return [violation_of(breach, body) for breach in breaches]
    return [*cross_check(body), *further_check(body)]


@cache
def _rulebook() -> Rulebook:
    """Read LINE's rules, once: they never change."""
    return Rulebook("line_connector.sandbox.line")
