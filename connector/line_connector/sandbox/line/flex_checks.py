"""Rules between the parts of a flex message, which its schema cannot say."""

from collections.abc import Iterator, Mapping
from typing import Any

from line_connector.sandbox.json_values import compact_json, is_array, is_object
from line_connector.sandbox.line.violations import FLEX_INVALID, Path, Violation, flex_violation

Part = Mapping[str, Any]

LARGEST = {"bubble": 30 * 1024, "carousel": 50 * 1024}
"""Bytes of compact UTF-8 JSON. How LINE measures is not known; this is the most it may mean."""

MOST_ANIMATED = 10
VIDEO_SIZES = {"kilo", "mega", "giga"}


def check_flex(path: Path, message: Part) -> Iterator[Violation]:
    """Check the size of a flex message, and what stands where in it."""
    where, container = [*path, "contents"], message["contents"]
    if _too_large(container):
        # Only the beginning of LINE's text is known.
        yield flex_violation(where, "Too large flex message")
    if _count_animated(container) > MOST_ANIMATED:
        yield flex_violation(where, FLEX_INVALID)
    if container["type"] == "bubble":
        yield from _check_bubble(where, container, in_carousel=False)
    else:
        for index, bubble in enumerate(container["contents"]):
            yield from _check_bubble([*where, "contents", index], bubble, in_carousel=True)


def _too_large(container: Part) -> bool:
    parts = [container, *(container["contents"] if container["type"] == "carousel" else ())]
    return any(len(compact_json(part)) > LARGEST[part["type"]] for part in parts)


def _count_animated(value: Any) -> int:
    if is_array(value):
        return sum(_count_animated(each) for each in value)
    if is_object(value):
        here = value.get("animated") is True
        return here + sum(_count_animated(each) for each in value.values())
    return 0


def _check_bubble(path: Path, bubble: Part, *, in_carousel: bool) -> Iterator[Violation]:
    hero = bubble.get("hero", {})
    size = bubble.get("size", "mega")
    if hero.get("type") == "video" and (in_carousel or size not in VIDEO_SIZES):
        yield flex_violation([*path, "hero"], FLEX_INVALID)
    for block in ("header", "hero", "body", "footer"):
        children = bubble.get(block, {}).get("contents", ())
        if children and children[0].get("position") == "absolute":
            yield flex_violation([*path, block, "contents", 0, "position"], FLEX_INVALID)
