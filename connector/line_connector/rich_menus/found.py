"""The rich menus that LINE has, as far as a plan needs to know them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from line_connector.errors import ForbiddenError, NotFoundError
from line_connector.http.output import Output
from line_connector.rich_menus.mark import Mark, read_mark
from line_connector.rich_menus.wanted import WantedRichMenus


class RunsActions(Protocol):
    """What runs actions by their names: a `Connector`."""

    def run(self, name: str, raw: Mapping[str, Any], connection: str | None = None) -> Output[Any]:
        """Run an action on its input, as `Connector.run`."""
        ...


RunAction = Callable[[str, Mapping[str, Any]], Output[Any]]
"""Runs an action by its name on its input."""

_QUESTIONS_AT_ONCE = 8


class FoundMenu(NamedTuple):
    """A rich menu of ours."""

    rich_menu_id: str

    mark: Mark

    menu: Mapping[str, Any]
    """LINE's object."""


@dataclass(frozen=True)
class FoundRichMenus:
    """What there is."""

    count: int
    """How many menus there are, also those that are not ours."""

    ours: tuple[FoundMenu, ...]
    """Those that carry our mark, in LINE's order."""

    aliases: Mapping[str, str]
    """IDs of menus, by alias; all aliases there are."""

    default: str | None
    """ID of the default menu; None also where it was not set through this API."""

    users: Mapping[str, str | None]
    """IDs of menus, by those users that were asked about."""

    without_image: Collection[str] = frozenset()
    """IDs of those that carry a mark that is wanted, and have no image."""


def find_rich_menus(run: RunAction, wanted: WantedRichMenus) -> FoundRichMenus:
    """Ask LINE what there is.

    Args:
        run: runs an action.
        wanted: which users, and the images of which menus, to ask about.

    Raises:
        ConnectorError: as `Connector.run`.
    """
    menus: list[dict[str, Any]] = run("get_rich_menu_list", {}).json_body["richmenus"]
    listed = run("get_rich_menu_alias_list", {}).json_body["aliases"]
    aliases = {alias["richMenuAliasId"]: alias["richMenuId"] for alias in listed}
    ours = tuple(
        FoundMenu(menu["richMenuId"], mark, menu)
        for menu in menus
        if (mark := read_mark(menu["name"]))
    )
    default = _rich_menu_id(run, "get_default_rich_menu_id", {})
    shown = {default, *aliases.values()}  # LINE takes no menu for these that has no image
    marks = {menu.mark for menu in wanted.menus.values()}
    unsure = [
        menu.rich_menu_id for menu in ours if menu.mark in marks and menu.rich_menu_id not in shown
    ]

    def linked(user: str) -> str | None:
        return _rich_menu_id(run, "get_rich_menu_id_of_user", {"userId": user})

    with ThreadPoolExecutor(_QUESTIONS_AT_ONCE) as pool:
        users = dict(zip(wanted.users, pool.map(linked, wanted.users), strict=True))
    without_image = frozenset(each for each in unsure if not _has_image(run, each))
    return FoundRichMenus(len(menus), ours, aliases, default, users, without_image)


def _rich_menu_id(run: RunAction, action: str, raw: Mapping[str, Any]) -> str | None:
    try:
        rich_menu_id: str = run(action, raw).json_body["richMenuId"]
    except (ForbiddenError, NotFoundError):  # none, or one of LINE Official Account Manager
        return None
    return rich_menu_id


def _has_image(run: RunAction, rich_menu_id: str) -> bool:
    try:
        run("get_rich_menu_image", {"richMenuId": rich_menu_id})
    except NotFoundError:
        return False
    return True
