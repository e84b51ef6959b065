"""Rules between the fields of a message, which its schema cannot say.

Where only the rule is known and not LINE's words for breaking it, the words are ours.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from line_connector.sandbox.json_values import compact_json
from line_connector.sandbox.keywords import graphemes
from line_connector.sandbox.line.violations import (
    FLEX_INVALID,
    Location,
    Violation,
    content_violation,
    field_violation,
    flex_violation,
)

Message = Mapping[str, Any]
Check = Callable[[Location, Message], Iterator[Violation]]

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(?P<key>[^{}]*)\}|[{}]")
KEY_PATTERN = "^[a-zA-Z0-9_]{1,20}$"
MOST_SUBSTITUTIONS = 20
SHORT_TEXT = 60

LARGEST_FLEX = {"bubble": 30 * 1024, "carousel": 50 * 1024}
"""Bytes of compact UTF-8 JSON. How LINE measures is not known; this is the most it may mean."""

MOST_ANIMATED = 10
VIDEO_SIZES = {"kilo", "mega", "giga"}


def cross_check(body: Mapping[str, Any]) -> list[Violation]:
    """Return what is wrong with messages whose fields are all right one by one."""
    return [
        violation
        for index, message in enumerate(body.get("messages", ()))
        for check in (_check_sender, *CHECKS.get(message["type"], ()))
        for violation in check(["messages", index], message)
    ]


def _check_sender(path: Location, message: Message) -> Iterator[Violation]:
    """Refuse a sender that poses as LINE. LINE does not publish its list of words."""
    if re.search(r"\bLINE\b", message.get("sender", {}).get("name", "")):
        yield field_violation([*path, "sender", "name"], "The name is not allowed")


def _check_text(path: Location, message: Message) -> Iterator[Violation]:
    units = message["text"].encode("utf-16-le", errors="surrogatepass")
    for number, emoji in enumerate(message.get("emojis", ())):
        position = 2 * int(emoji["index"])  # JSON knows 1.0 as a whole number too
        if units[position : position + 2] != b"$\0":
            yield field_violation([*path, "emojis", number, "index"], "Must point at a '$'")


def _check_text_v2(path: Location, message: Message) -> Iterator[Violation]:
    substitution = message.get("substitution", {})
    where = [*path, "text"]
    used: set[str] = set()
    for token in PLACEHOLDER.finditer(message["text"]):
        key = token["key"]
        if token.group() in {"{", "}"}:
            yield content_violation(where, f"The brace at {token.start()} has no counterpart.")
        elif key is None:
            continue
        elif not re.fullmatch(KEY_PATTERN, key):
            text = f"The key '{key}' enclosed in '{{}}' does not match the pattern '{KEY_PATTERN}'."
            yield content_violation(where, text)
        elif key not in substitution:
            yield content_violation(where, f"The key '{key}' has no substitution.")
        else:
            used.add(key)
    for kind in ("mention", "emoji"):
        # Whether LINE counts a key each time the text uses it is not known.
        if sum(substitution[key]["type"] == kind for key in used) > MOST_SUBSTITUTIONS:
            text = f"The {kind}s must not be more than {MOST_SUBSTITUTIONS}."
            yield content_violation(where, text)


def _check_template(path: Location, message: Message) -> Iterator[Violation]:
    template = message["template"]
    if template["type"] == "buttons":
        yield from _check_text_length([*path, "template"], template)
    if template["type"] == "carousel":
        columns = template["columns"]
        for number, column in enumerate(columns):
            yield from _check_text_length([*path, "template", "columns", number], column)
            yield from _check_likeness([*path, "template", "columns", number], column, columns[0])


def _check_text_length(path: Location, part: Message) -> Iterator[Violation]:
    """Allow less text beside an image or a title."""
    crowded = part.get("thumbnailImageUrl") or part.get("title")
    if crowded and graphemes(part["text"]) > SHORT_TEXT:
        yield content_violation([*path, "text"], f"must not be longer than {SHORT_TEXT} characters")


def _check_likeness(path: Location, column: Message, first: Message) -> Iterator[Violation]:
    """Demand that all columns have as many actions, and all or none an image and a title."""
    if len(column["actions"]) != len(first["actions"]):
        yield content_violation([*path, "actions"], "must be as many in all columns")
    for name in ("thumbnailImageUrl", "title"):
        if bool(column.get(name)) != bool(first.get(name)):
            yield content_violation([*path, name], "must be specified in all columns or in none")


def _check_flex(path: Location, message: Message) -> Iterator[Violation]:
    """Check the size of a flex message, and what stands where in it."""
    where, container = [*path, "contents"], message["contents"]
    written = compact_json(container)
    if _is_too_large(container, len(written)):
        # Only the beginning of LINE's text is known.
        yield flex_violation(where, "Too large flex message")
    if written.count(b'"animated":true') > MOST_ANIMATED:
        yield flex_violation(where, FLEX_INVALID)
    if container["type"] == "bubble":
        yield from _check_bubble(where, container, in_carousel=False)
    else:
        for index, bubble in enumerate(container["contents"]):
            yield from _check_bubble([*where, "contents", index], bubble, in_carousel=True)


def _is_too_large(container: Message, size: int) -> bool:
    if size > LARGEST_FLEX[container["type"]]:
        return True
    if container["type"] == "bubble" or size <= LARGEST_FLEX["bubble"]:
        return False
    return any(len(compact_json(each)) > LARGEST_FLEX["bubble"] for each in container["contents"])


def _check_bubble(path: Location, bubble: Message, *, in_carousel: bool) -> Iterator[Violation]:
    hero = bubble.get("hero", {})
    size = bubble.get("size", "mega")
    if hero.get("type") != "video":
        return
    if in_carousel:
        yield flex_violation([*path, "hero"], "embedding videos in messages is not allowed")
    elif size not in VIDEO_SIZES:
        yield flex_violation([*path, "size"], FLEX_INVALID)


CHECKS: Mapping[str, tuple[Check, ...]] = {
    "text": (_check_text,),
    "textV2": (_check_text_v2,),
    "template": (_check_template,),
    "flex": (_check_flex,),
}
