"""Reading a request: its body as JSON and its query, checked against rules; IDs in its path."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from line_connector.sandbox.chapter_rules import ChapterRules, is_json
from line_connector.sandbox.exchange import Request
from line_connector.sandbox.json_values import without_nulls
from line_connector.sandbox.line.errors import invalid_parameter, refusal
from line_connector.sandbox.line.json_body import read_json_object
from line_connector.sandbox.line.violations import Violation, refusal_of, violation_of

Body = dict[str, Any]
Check = Callable[[Body], Iterable[Violation]]

RULES = ChapterRules("line_connector.sandbox.line")
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
    if not is_json(request):
        content_type = request.headers["content-type"]
        raise refusal(415, f"The content type, {content_type}, is not supported")
    value = read_json_object(request.body)
    body: Body = without_nulls(value) if b"null" in request.body else value
    if violations := _violations(body, rule, further_check):
        raise refusal_of(violations, request.body.decode())
    return body


def read_query(request: Request, rule: str) -> dict[str, Any]:
    """Return the query of a request, numbers as such, or refuse its first wrong parameter.

    Args:
        request: the request.
        rule: `quota/sent` is `sent` in the chapter's `quota/queries.yaml`.

    Raises:
        RefusedError: with what LINE answers.
    """
    query, breaches = RULES.read_query(rule, request.query)
    for breach in breaches:
        raise refusal(400, breach.says) if breach.says else invalid_parameter(str(breach.path[0]))
    return query


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
    if breaches := RULES.body_breaches(rule, body):
        return [violation_of(breach, body) for breach in breaches]
    return list(further_check(body))
