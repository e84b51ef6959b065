"""What has to be changed: a pure function of what is wanted and what there is.

The order is such that a user never sees a menu without an image, nor an alias that leads nowhere,
and such that a plan made after any of the changes has the others: aliases are deleted while the
menu still stands that shows they are ours, and old menus last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from line_connector.errors import InputError
from line_connector.rich_menus.changes import (
    Change,
    ClearDefault,
    CreateMenu,
    DeleteAlias,
    DeleteMenu,
    LinkUsers,
    MoveUsers,
    SetAlias,
    SetDefault,
    SetImage,
    UnlinkUsers,
)
from line_connector.rich_menus.document import MOST_ALIASES, MOST_MENUS
from line_connector.rich_menus.found import FoundMenu, FoundRichMenus
from line_connector.rich_menus.wanted import WantedMenu, WantedRichMenus

MOST_AN_HOUR = 100
"""Menus that LINE lets be created in an hour."""

_COMPARED = ("size", "selected", "chatBarText", "areas")


@dataclass(frozen=True)
class Plan:
    """The changes that make what there is what is wanted."""

    changes: tuple[Change, ...]
    """In the order in which they are made."""

    current: dict[str, str]
    """IDs of the menus that are as wanted, by name."""

    warnings: tuple[str, ...] = ()
    """What may go wrong."""

    def created(self) -> list[CreateMenu]:
        """Return the menus to be created."""
        return [change for change in self.changes if isinstance(change, CreateMenu)]


def make_plan(wanted: WantedRichMenus, found: FoundRichMenus) -> Plan:
    """Compare what is wanted with what there is.

    Raises:
        InputError: LINE does not take so many menus or aliases.
    """
    comparison = _Comparison(wanted, found)
    plan = Plan(
        tuple(comparison.changes()),
        comparison.current,
        (*wanted.warnings, *comparison.warnings()),
    )
    _check_limits(plan, found)
    return plan


class _Comparison:
    """What is wanted beside what there is."""

    def __init__(self, wanted: WantedRichMenus, found: FoundRichMenus) -> None:
        self._wanted = wanted
        self._found = found
        self._shown = {found.default, *found.aliases.values(), *found.users.values()}
        self.current = {
            name: menu.rich_menu_id
            for name, wanted_menu in wanted.menus.items()
            if (menu := self._same(wanted_menu))
        }
        kept = set(self.current.values())
        self._old = [menu for menu in found.ours if menu.rich_menu_id not in kept]

    def changes(self) -> Iterator[Change]:
        """Yield the changes in order."""
        yield from self._menus()
        yield from self._aliases()
        yield from self._default()
        yield from self._users()
        yield from self._removals()

    def warnings(self) -> Iterator[str]:
        """Yield what may go wrong."""
        known = {*self._wanted.aliases, *self._found.aliases}
        for menu in self._wanted.menus.values():
            for alias in dict.fromkeys(menu.switched_to()):
                if alias not in known:
                    yield f"menu {menu.name}: switches to the alias {alias}, which is not there"
        created = len(self._wanted.menus) - len(self.current)
        if created > MOST_AN_HOUR:
            yield (
                f"{created} menus are to be created, and LINE takes {MOST_AN_HOUR} an hour: when "
                "it takes no more, run it again an hour later"
            )

    def _same(self, wanted: WantedMenu) -> FoundMenu | None:
        """Return the menu that was made from the very same content.

        There are two after a creation whose answer was lost: the one that users see is kept.
        """
        same = [menu for menu in self._found.ours if menu.mark == wanted.mark]
        return min(same, key=self._preference, default=None)

    def _preference(self, menu: FoundMenu) -> tuple[bool, bool]:
        identity = menu.rich_menu_id
        return identity in self._found.without_image, identity not in self._shown

    def _menus(self) -> Iterator[Change]:
        for name, menu in self._wanted.menus.items():
            identity = self.current.get(name)
            if identity is None:
                yield CreateMenu(menu, self._differences(menu))
            elif identity in self._found.without_image:
                yield SetImage(menu, identity)

    def _differences(self, wanted: WantedMenu) -> tuple[str, ...] | None:
        """Return how a menu differs from the one that it replaces; None if there is none."""
        before = [menu for menu in self._old if menu.mark.name == wanted.name]
        if not before:
            return None
        differs = [key for key in _COMPARED if wanted.menu[key] != before[-1].menu.get(key)]
        return tuple(differs) or ("image",)

    def _aliases(self) -> Iterator[Change]:
        for alias, name in self._wanted.aliases.items():
            now = self._found.aliases.get(alias)
            if now is None or now != self.current.get(name):
                yield SetAlias(alias, name, exists=now is not None)

    def _default(self) -> Iterator[Change]:
        name = self._wanted.default
        if name is not None and (
            self._found.default is None or self._found.default != self.current.get(name)
        ):
            yield SetDefault(name)

    def _users(self) -> Iterator[Change]:
        unlinked: list[str] = []
        linked: dict[str, list[str]] = {}
        for user, name in self._wanted.users.items():
            now = self._found.users.get(user)
            if name is None:
                unlinked += [user] if now is not None else []
            elif now is None or now != self.current.get(name):
                linked.setdefault(name, []).append(user)
        for name, users in linked.items():
            yield LinkUsers(name, tuple(users))
        if unlinked:
            yield UnlinkUsers(tuple(unlinked))

    def _removals(self) -> Iterator[Change]:
        replaced = {menu.rich_menu_id: menu.mark.name for menu in self._old}
        moves = {old: name for old, name in replaced.items() if name in self._wanted.menus}
        if moves:
            yield MoveUsers(moves)
        ours = {menu.rich_menu_id for menu in self._found.ours}
        if self._wanted.default is None and self._found.default in ours:
            yield ClearDefault()
        for alias, identity in self._found.aliases.items():
            if identity in ours and alias not in self._wanted.aliases:
                yield DeleteAlias(alias)
        for identity, name in replaced.items():
            yield DeleteMenu(name, identity, replaced=identity in moves)


def _check_limits(plan: Plan, found: FoundRichMenus) -> None:
    """Check that there is room for what is created before anything is deleted.

    Raises:
        InputError: there is not.
    """
    aliases = sum(isinstance(each, SetAlias) and not each.exists for each in plan.changes)
    for what, there, more, most in (
        ("rich menus", found.count, len(plan.created()), MOST_MENUS),
        ("rich menu aliases", len(found.aliases), aliases, MOST_ALIASES),
    ):
        if more and there + more > most:
            raise InputError(
                f"the account has {there} {what}, and {more} more are needed before old ones are "
                f"deleted: LINE takes at most {most}. Delete some, or change the file in parts"
            )
