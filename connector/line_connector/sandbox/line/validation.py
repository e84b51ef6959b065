"""Reading a request: its body as JSON, checked against the rules, and the IDs in its path."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from line_connector.sandbox.exchange import Request
from line_connector.sandbox.json_values import without_nulls
from line_connector.sandbox.line.errors import invalid_parameter, refusal
from line_connector.sandbox.line.json_body import not_json, read_json_object
from line_connector.sandbox.line.violations import Violation, refusal_of, violation_of
from line_connector.sandbox.package_files import package_files
from line_connector.sandbox.rulebook import Rulebook

Body = dict[str, Any]
Check = Callable[[Body], Iterable[Violation]]


LETTERS = {"userId": "U", "groupId": "C", "roomId": "R"}


def read_body(request: Request, rule: str, further_check: Check = lambda _: ()) -> Body:
    """Return the body of a request, or refuse it as LINE does.

    A null is as good as an absent property: LINE was seen to accept it.

    Args:
        request: the request.
        rule: `message/push` is `push` in the chapter's `message/requests.yaml`.
        further_check: yields what the rule cannot say; called for bodies that obey it.

    Raises:
        RefusedError: with what LINE answers.
    """
    content_type = request.headers.get("content-type", "application/json")
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise refusal(415, f"The content type, {content_type}, is not supported")
    value = read_json_object(request.body)
    try:
        body: Body = without_nulls(value)
        violations = _violations(body, rule, further_check)
    except RecursionError:
        # LINE documents no deepest nesting; what is too deep for us is told as not readable.
        raise not_json(request.body.decode(), 0) from None
    if violations:
        raise refusal_of(violations)
    return body


def path_id(request: Request, name: str) -> str:
    """Return the ID in a path parameter: `userId`, `groupId` or `roomId`.

    Raises:
        RefusedError: it does not have the form of one.
    """
    value = request.path_parameters[name]
    if not re.fullmatch(f"{LETTERS[name]}[0-9a-f]{{32}}", value):
        raise invalid_parameter(name)
    return value


def _violations(body: Body, rule: str, further_check: Check) -> list[Violation]:
    chapter, _, name = rule.partition("/")
    breaches = _rulebook().breaches(f"{chapter}/requests.yaml#/$defs/{name}", body)
    if breaches:
        return [violation_of(breach, body) for breach in breaches]
    return list(further_check(body))


@cache
def _rulebook() -> Rulebook:
    """Read LINE's rules, once: they never change."""
    return Rulebook(package_files("line_connector.sandbox.line", "*.yaml", but="control.yaml"))
