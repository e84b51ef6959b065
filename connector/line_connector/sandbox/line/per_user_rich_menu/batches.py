"""What LINE refuses about a batch that its schema cannot say."""

from collections import Counter
from collections.abc import Iterator

from line_connector.sandbox.line.errors import refusal
from line_connector.sandbox.line.rich_menu.menus import has_image, rich_menu_exists
from line_connector.sandbox.line.validation import Body
from line_connector.sandbox.line.violations import Violation, field_violation
from line_connector.sandbox.state import State

MIXED = "'unlinkAll' type can't be combined with other type"


def further_check(body: Body) -> Iterator[Violation]:
    """Check the operations against each other."""
    kinds = {operation["type"] for operation in body["operations"]}
    if "unlinkAll" in kinds and len(kinds) > 1:
        yield field_violation(["operations[]", "type"], MIXED)
    sources = Counter(each["from"] for each in body["operations"] if "from" in each)
    for source, count in sources.items():
        if count > 1:
            text = f"from richmenu ({source}) is duplicated"
            yield field_violation(["operations[]", "from"], text)


def check_rich_menus(state: State, body: Body) -> None:
    """Check that the rich menus of a batch exist, and that those to be linked have images.

    Raises:
        RefusedError: with all that do not exist, else with all that have no image.
    """
    named = [
        (index, name, operation[name])
        for index, operation in enumerate(body["operations"])
        for name in ("from", "to")
        if name in operation
    ]
    missing = [
        _detail(index, name, f"Richmenu ({rich_menu_id}) is not found")
        for index, name, rich_menu_id in named
        if not rich_menu_exists(state, rich_menu_id)
    ]
    bare = [
        _detail(index, name, f"'to' richmenu ({rich_menu_id}) must have image but it doesn't")
        for index, name, rich_menu_id in named
        if name == "to" and not has_image(state, rich_menu_id)
    ]
    for status, details in ((404, missing), (400, bare)):
        if details:
            raise refusal(status, f"The request body has {len(details)} error(s)", details)


def _detail(index: int, name: str, text: str) -> dict[str, str]:
    return {"message": text, "property": f"operations[{index}].{name}"}
