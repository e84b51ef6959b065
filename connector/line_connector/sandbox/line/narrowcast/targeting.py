"""Whom a narrowcast is for: its recipient objects and its demographic filter."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from line_connector.sandbox.line.audience.audiences import LEAST_MEMBERS, find_audience
from line_connector.sandbox.line.errors import FEW_FRIENDS, refusal
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.user.users import demographics, friends
from line_connector.sandbox.line.violations import Violation, field_violation
from line_connector.sandbox.state import State

MOST_OBJECTS = 10
"""At most so many audiences and redeliveries in one request, and so many filters."""

LEAST_REACH = 100
REDELIVERABLE = 336 * 60 * 60
"""Seconds an earlier narrowcast can be redelivered, and its progress asked for."""

FEW_RECIPIENTS, SMALL_AUDIENCE = 2, 4
"""Error codes of narrowcasts that would single out too few people."""

Node = Mapping[str, Any]


def targeting_violations(body: Mapping[str, Any]) -> Iterator[Violation]:
    """Check what the schema of a narrowcast cannot say. The texts are ours."""
    filters = list(_leaves(_demographic(body)))
    if len(list(_leaves(_recipient(body)))) > MOST_OBJECTS:
        yield field_violation(["recipient"], f"Size must be between 1 and {MOST_OBJECTS}")
    where = ["filter", "demographic"]
    if len(filters) > MOST_OBJECTS:
        yield field_violation(where, f"Size must be between 1 and {MOST_OBJECTS}")
    for leaf in filters:
        if {"gte", "lt"} <= leaf.keys() and _step(leaf["gte"]) >= _step(leaf["lt"]):
            yield field_violation(where, "gte must be less than lt")


def check_targeting(state: State, body: Mapping[str, Any]) -> None:
    """Refuse a narrowcast whose conditions cannot be used now."""
    limit = body.get("limit", {})
    if limit.get("forbidPartialDelivery") and not limit.get("upToRemainingQuota"):
        raise refusal(400, "The option forbidPartialDelivery must be used with upToRemainingQuota.")
    for leaf in _leaves(_recipient(body)):
        if leaf["type"] == "audience":
            _check_audience(state, leaf["audienceGroupId"])
        else:
            _check_redelivery(state, leaf["requestId"])
    if _demographic(body) and target_reach(state) < LEAST_REACH:
        raise refusal(403, FEW_FRIENDS)


def target_reach(state: State) -> int:
    """Return how many people the account can reach."""
    reach = state.settings(LineSettings).target_reach
    return len(friends(state)) if reach is None else reach


def chosen_friends(state: State, body: Mapping[str, Any]) -> list[str]:
    """Return the friends a narrowcast is for."""
    known = demographics(state)
    chosen = everyone = set(known)
    if recipient := _recipient(body):
        chosen = chosen & _select(recipient, everyone, lambda leaf: _listed(state, leaf))
    if demographic := _demographic(body):
        chosen = chosen & _select(demographic, everyone, lambda leaf: _matching(leaf, known))
    return sorted(chosen)


def privacy_error(state: State, body: Mapping[str, Any], recipients: int) -> int | None:
    """Return the error code for conditions that would single out too few people."""
    audiences = [
        find_audience(state, leaf["audienceGroupId"])
        for leaf in _leaves(_recipient(body))
        if leaf["type"] == "audience"
    ]
    if len(audiences) > 1 and any(each and each.is_too_small for each in audiences):
        return SMALL_AUDIENCE
    guarded = _demographic(body) or any(each and each.is_guarded for each in audiences)
    return FEW_RECIPIENTS if guarded and recipients < LEAST_MEMBERS else None


def _recipient(body: Mapping[str, Any]) -> Node | None:
    return body.get("recipient")


def _demographic(body: Mapping[str, Any]) -> Node | None:
    demographic: Node | None = body.get("filter", {}).get("demographic")
    return demographic


def _leaves(node: Node | None) -> Iterator[Node]:
    """Walk through the objects under operators; they alone are limited in number."""
    if node is None:
        return
    if node["type"] != "operator":
        yield node
    for child in (*node.get("and", ()), *node.get("or", ()), node.get("not")):
        yield from _leaves(child)


def _select(node: Node, everyone: set[str], leaf: Callable[[Node], set[str]]) -> set[str]:
    if "and" in node:
        return everyone.intersection(*(_select(child, everyone, leaf) for child in node["and"]))
    if "or" in node:
        return set[str]().union(*(_select(child, everyone, leaf) for child in node["or"]))
    if "not" in node:
        return everyone - _select(node["not"], everyone, leaf)
    return leaf(node)


def _check_audience(state: State, audience_group_id: int) -> None:
    audience = find_audience(state, audience_group_id)
    if audience is None or audience.status != "READY":
        raise refusal(400, f"Invalid audience group id: {audience_group_id}")


def _check_redelivery(state: State, given: str) -> None:
    request_id = given.encode(errors="replace").decode()
    row = state.db.execute(
        "SELECT 1 FROM narrowcasts"
        " WHERE request_id = ? AND phase = 'succeeded' AND accepted_at > ?",
        (request_id, state.clock.now() - REDELIVERABLE),
    ).fetchone()
    if row is None:
        raise refusal(400, f"Invalid request id: {request_id}")


def _listed(state: State, leaf: Node) -> set[str]:
    if leaf["type"] == "audience":
        audience = find_audience(state, leaf["audienceGroupId"])
        return audience.users if audience else set()
    (recipients,) = state.db.execute(
        "SELECT recipients FROM narrowcasts WHERE request_id = ?", (leaf["requestId"],)
    ).fetchone()
    return set(json.loads(recipients))


def _matching(leaf: Node, known: Mapping[str, Node]) -> set[str]:
    return {user_id for user_id, facts in known.items() if _matches(leaf, facts)}


def _matches(leaf: Node, facts: Node) -> bool:
    """Tell whether a person fits; one of whom the attribute is not known does not."""
    kind: str = leaf["type"]
    if kind in {"age", "subscriptionPeriod"}:
        number: int | None = facts.get("age" if kind == "age" else "friendDays")
        if number is None:
            return False
        return _step(leaf.get("gte", "_0")) <= number < _step(leaf.get("lt", "_inf"))
    wanted: list[str] = leaf["oneOf"]
    return facts.get(kind) in wanted


def _step(code: str) -> float:
    """Read the number in `age_20` or `day_30`."""
    return float(code.partition("_")[2])
