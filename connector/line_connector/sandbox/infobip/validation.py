"""Reading a request: its body or query, checked against Infobip's rules.

The wording is that of Java's Bean Validation, which Infobip's samples show.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from line_connector.json_values import is_too_deep
from line_connector.sandbox.chapter_rules import ChapterRules, is_json
from line_connector.sandbox.exchange import Request
from line_connector.sandbox.infobip.errors import Problem, Refuse
from line_connector.sandbox.json_values import (
    dotted,
    finite,
    is_object,
    refuse_constant,
    without_nulls,
)
from line_connector.sandbox.rulebook import Breach

Body = dict[str, Any]
Check = Callable[[Body], Iterable[Problem]]

RULES = ChapterRules("line_connector.sandbox.infobip")
INVALID = "invalid value"

WORDING: Mapping[str, Callable[[Breach], str]] = {
    "required": lambda _: "must not be null",
    "minItems": lambda _: "must not be empty",
    "minLength": lambda _: "must not be blank",
    "maxLength": lambda breach: f"size must be between {_least(breach)} and {breach.limit}",
    "maxItems": lambda breach: f"size must be between {_least(breach)} and {breach.limit}",
    "minimum": lambda breach: f"must be greater than or equal to {breach.limit}",
    "maximum": lambda breach: f"must be less than or equal to {breach.limit}",
}


def read_body(
    request: Request, rule: str, refuse: Refuse, further_check: Check = lambda _: ()
) -> Body:
    """Return the body of a request, or refuse it; a null is as good as an absent property.

    Args:
        request: the request.
        rule: `omni/scenario` is `scenario` in the chapter's `omni/requests.yaml`.
        refuse: makes the refusal.
        further_check: yields what the rule cannot say; called for bodies that obey it.

    Raises:
        RefusedError: with what Infobip answers.
    """
    if not is_json(request):
        raise refuse(415)
    try:
        body: Body = without_nulls(_object(request.body))
        problems = _problems(RULES.body_breaches(rule, body))
    except (ValueError, RecursionError):
        # Not JSON, not an object, or nested too deep to be read.
        raise refuse(400) from None
    if problems := problems or [*further_check(body)]:
        raise refuse(400, problems)
    return body


def read_query(request: Request, rule: str, refuse: Refuse) -> dict[str, Any]:
    """Return the query of a request, numbers as such, or refuse it as `read_body` does."""
    given = {name: value for name, value in request.query.items() if value}
    query, breaches = RULES.read_query(rule, given)
    if breaches:
        raise refuse(400, _problems(breaches))
    return query


def _problems(breaches: Iterable[Breach]) -> list[Problem]:
    # Two rules may find the same fault.
    return list(dict.fromkeys(Problem(dotted(each.path), _text(each)) for each in breaches))


def _text(breach: Breach) -> str:
    wording = WORDING.get(breach.keyword)
    return breach.says or (wording(breach) if wording else INVALID)


def _least(breach: Breach) -> int:
    return int(breach.schema.get("minLength", breach.schema.get("minItems", 0)))


def _object(body: bytes) -> Body:
    value = json.loads(body, parse_constant=refuse_constant, parse_float=finite)
    if not is_object(value) or is_too_deep(value):
        raise ValueError
    # Half a character, which JSON may carry as an escape, could not be stored.
    json.dumps(value, ensure_ascii=False).encode()
    return value
