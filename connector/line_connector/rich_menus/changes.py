"""The changes that a plan is made of, in words for people and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from line_connector.rich_menus.wanted import WantedMenu


class Change:
    """One change; its text says what it is."""

    kind: ClassVar[str]
    """What it is, in JSON."""

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {"change": self.kind, **self.facts()}


@dataclass(frozen=True)
class CreateMenu(Change):
    """Create a menu with its image."""

    kind = "create_menu"

    wanted: WantedMenu

    differs: tuple[str, ...] | None = None
    """How it differs from the one that it replaces; None if it replaces none."""

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        replaces = {} if self.differs is None else {"differs": list(self.differs)}
        return {"menu": self.wanted.name, **replaces}

    def __str__(self) -> str:
        if self.differs is None:
            return f"+ menu {self.wanted.name}: create"
        return f"~ menu {self.wanted.name}: replace ({', '.join(self.differs)})"


@dataclass(frozen=True)
class SetImage(Change):
    """Give a menu the image that it was left without."""

    kind = "set_image"

    wanted: WantedMenu

    rich_menu_id: str

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        return {"menu": self.wanted.name, "richMenuId": self.rich_menu_id}

    def __str__(self) -> str:
        return f"~ menu {self.wanted.name}: upload the image, which it was left without"


@dataclass(frozen=True)
class SetAlias(Change):
    """Let an alias stand for a menu."""

    kind = "set_alias"

    alias: str

    menu: str

    exists: bool
    """Whether there is one of this name."""

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        return {"alias": self.alias, "menu": self.menu}

    def __str__(self) -> str:
        return f"{'~' if self.exists else '+'} alias {self.alias}: {self.menu}"


@dataclass(frozen=True)
class SetDefault(Change):
    """Make a menu the default."""

    kind = "set_default"

    menu: str

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        return {"menu": self.menu}

    def __str__(self) -> str:
        return f"~ default: {self.menu}"


@dataclass(frozen=True)
class LinkUsers(Change):
    """Link a menu to users."""

    kind = "link_users"

    menu: str

    users: tuple[str, ...]

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        return {"menu": self.menu, "users": list(self.users)}

    def __str__(self) -> str:
        return f"~ {_users(self.users)}: {self.menu}"


@dataclass(frozen=True)
class UnlinkUsers(Change):
    """Take from users the menus of their own."""

    kind = "unlink_users"

    users: tuple[str, ...]

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        return {"users": list(self.users)}

    def __str__(self) -> str:
        return f"- {_users(self.users)}: no menu of their own"


@dataclass(frozen=True)
class MoveUsers(Change):
    """Link the new menus to all who have the old ones."""

    kind = "move_users"

    moves: Mapping[str, str]
    """Names of menus, by the ID of the one that each replaces."""

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        return {"moves": [{"from": old, "menu": name} for old, name in self.moves.items()]}

    def __str__(self) -> str:
        names = ", ".join(dict.fromkeys(self.moves.values()))
        return f"~ users of the old {names}: move to the new"


@dataclass(frozen=True)
class ClearDefault(Change):
    """Have no default menu."""

    kind = "clear_default"

    def facts(self) -> Mapping[str, Any]:
        """Return nothing: it is about no menu."""
        return {}

    def __str__(self) -> str:
        return "- default: none"


@dataclass(frozen=True)
class DeleteAlias(Change):
    """Delete an alias."""

    kind = "delete_alias"

    alias: str

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        return {"alias": self.alias}

    def __str__(self) -> str:
        return f"- alias {self.alias}: delete"


@dataclass(frozen=True)
class DeleteMenu(Change):
    """Delete a menu of ours."""

    kind = "delete_menu"

    menu: str

    rich_menu_id: str

    replaced: bool
    """Whether another menu has its name now."""

    def facts(self) -> Mapping[str, Any]:
        """Return what it is about, as JSON values."""
        return {"menu": self.menu, "richMenuId": self.rich_menu_id}

    def __str__(self) -> str:
        return f"- menu {self.menu}{' (the old one)' if self.replaced else ''}: delete"


def _users(users: tuple[str, ...]) -> str:
    return f"user {users[0]}" if len(users) == 1 else f"{len(users)} users"
