"""Mentions in a text: of the bot, of users, of all."""

from collections.abc import Sequence
from typing import Any

from line_connector.sandbox.line.acting.scene import known_user
from line_connector.sandbox.line.user.users import member_profile
from line_connector.sandbox.state import State


def mentioning(
    state: State, text: str, mentioned: Sequence[str]
) -> tuple[str, dict[str, dict[str, Any]]]:
    """Mention some in a text.

    Args:
        state: of the sandbox.
        text: where a name that is mentioned stands behind an `@`; one that does not is put before
            the text.
        mentioned: `bot`, `all` or a user ID each.

    Returns:
        The text, and the property `mention` if there are any.
    """
    if not mentioned:
        return text, {}
    names = [f"@{_name(state, each)}" for each in mentioned]
    missing = [name for name in dict.fromkeys(names) if name not in text]
    text = "".join(f"{name} " for name in missing) + text
    mentionees: list[dict[str, Any]] = []
    ends: dict[str, int] = {}
    for each, name in zip(mentioned, names, strict=True):
        start = max(text.find(name, ends.get(name, 0)), text.find(name))
        ends[name] = start + len(name)
        mentionees.append(
            {"index": _units(text[:start]), "length": _units(name), **_target(state, each)}
        )
    mentionees.sort(key=lambda mentionee: mentionee["index"])
    return text, {"mention": {"mentionees": mentionees}}


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
