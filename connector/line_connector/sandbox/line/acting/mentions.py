"""Mentions in a text: of the bot, of users, of all."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import regex

from line_connector.sandbox.line.acting.scene import known_user
from line_connector.sandbox.line.user.users import member_profile
from line_connector.sandbox.state import State

_WORD = r"[\p{Lu}\p{Ll}\p{M}\p{Nd}_]"
"""What would go on with a word; Japanese and Thai, say, write on without a space."""


def mentioning(
    state: State, text: str, mentioned: Sequence[str]
) -> tuple[str, dict[str, dict[str, Any]]]:
    """Mention some in a text.

    Args:
        state: of the sandbox.
        text: where a name that is mentioned stands behind an `@`, as a word of its own; one that
            does not is put before the text.
        mentioned: `bot`, `all` or a user ID each.

    Returns:
        The text, and the property `mention` if there are any.
    """
    if not mentioned:
        return text, {}
    names = [f"@{_name(state, each)}" for each in mentioned]
    places = _places(text, names)
    starts = {number: places[name].pop(0) for number, name in enumerate(names) if places[name]}
    for number, name in reversed([*enumerate(names)]):
        if number not in starts:
            text = f"{name} {text}"
            starts = {each: start + len(name) + 1 for each, start in starts.items()}
            starts[number] = 0
    mentionees = [
        {
            "index": _units(text[:start]),
            "length": _units(names[number]),
            **_target(state, mentioned[number]),
        }
        for number, start in sorted(starts.items(), key=itemgetter(1))
    ]
    return text, {"mention": {"mentionees": mentionees}}


def _places(text: str, names: Sequence[str]) -> dict[str, list[int]]:
    """Return where each name stands in a text; where two fit, the longer one does."""
    places: dict[str, list[int]] = {name: [] for name in names}
    longest_first = "|".join(map(regex.escape, sorted(places, key=len, reverse=True)))
    for match in regex.finditer(f"(?<!{_WORD})(?:{longest_first})(?!{_WORD})", text):
        places[match[0]].append(match.start())
    return places


def _name(state: State, mentioned: str) -> str:
    if mentioned == "bot":
        return state.channel.name
    if mentioned == "all":
        return "All"
    profile = member_profile(state, known_user(state, mentioned, "mentions"))
    return str(profile["displayName"])


def _target(state: State, mentioned: str) -> dict[str, Any]:
    if mentioned == "all":
        return {"type": "all"}
    user_id = state.channel.bot_user_id if mentioned == "bot" else mentioned
    return {"type": "user", "userId": user_id, "isSelf": mentioned == "bot"}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
