"""The templates of LINE notification messages.

LINE's lists of keys are not here: every key is taken for one of LINE's, until the control API names
templates.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from line_connector.sandbox.exchange import RefusedError
from line_connector.sandbox.line.errors import refusal
from line_connector.sandbox.line.violations import Violation, field_violation
from line_connector.sandbox.state import State

NO_TEMPLATE = "The specified template doesn't exist, or you don't have the permission"
TWICE = "Duplicate itemKey in items or between emphasizedItem and items are not allowed: "
NO_ITEM = "The specified item key does not exist: "


def put_template(state: State, template_key: str, item_keys: Sequence[str]) -> None:
    """Make a template known; from the first on, others are not."""
    state.db.execute(
        "REPLACE INTO notification_templates VALUES (?, ?)", (template_key, json.dumps(item_keys))
    )


def all_templates(state: State) -> dict[str, list[str]]:
    """Return the keys of the items of each template, by its key."""
    rows = state.db.execute("SELECT template_key, item_keys FROM notification_templates")
    return {template_key: json.loads(item_keys) for template_key, item_keys in rows}


def duplicate_items(body: Mapping[str, Any]) -> Iterator[Violation]:
    """Yield the items that are there twice."""
    content = body.get("body", {})
    items = [item["itemKey"] for item in content.get("items", ())]
    emphasized = content.get("emphasizedItem", {}).get("itemKey")
    if emphasized in items:
        yield field_violation(["body", "emphasizedItem", "itemKey"], TWICE + emphasized)
    for index, key in enumerate(items):
        if key in items[:index]:
            yield field_violation(["body", "items", index, "itemKey"], TWICE + key)


def check_template(state: State, body: Mapping[str, Any]) -> None:
    """Refuse a template or items that do not exist."""
    templates = all_templates(state)
    if not templates:
        return
    template_key = body["templateKey"]
    if template_key not in templates:
        details = [{"message": NO_TEMPLATE, "property": "templateKey"}]
        raise refusal(400, f"Invalid templateKey: {template_key}", details)
    if wrong := list(_unknown_items(body.get("body", {}), templates[template_key])):
        raise _invalid_keys(wrong)


def _unknown_items(content: Mapping[str, Any], known: Sequence[str]) -> Iterator[dict[str, str]]:
    placed = [("body.emphasizedItem", content["emphasizedItem"])] * ("emphasizedItem" in content)
    placed += [(f"body.items[{n}]", item) for n, item in enumerate(content.get("items", ()))]
    for place, item in placed:
        if item["itemKey"] not in known:
            yield {"message": NO_ITEM + item["itemKey"], "property": f"{place}.itemKey"}


def _invalid_keys(details: list[dict[str, str]]) -> RefusedError:
    return refusal(400, f"The request body has {len(details)} invalid key(s).", details)
