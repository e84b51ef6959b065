from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from line_connector import Connector
from line_connector.errors import NotFoundError
from line_connector.rich_menus import apply_rich_menus, plan_rich_menus, read_rich_menus
from line_connector.rich_menus.mark import read_mark
from support.rich_menus import png, rich_menu_of
from support.sandboxed import Line

TAP = {"type": "message", "text": "Hi"}


def menu(**changes: Any) -> dict[str, Any]:
    """Return a menu as a file describes it."""
    return {
        "size": {"width": 1200, "height": 810},
        "chat_bar_text": "Menu",
        "image": "a.png",
        "areas": {"grid": [2, 1], "cells": [{"at": [1, 1], "action": TAP}]},
        **changes,
    }


class State(NamedTuple):
    """What an account has, with menus by their names: what a person would look at."""

    menus: list[str]
    images: dict[str, bytes | None]
    aliases: dict[str, str]
    default: str | None
    users: dict[str, str | None]


class Account:
    """An account of the sandbox that files are applied to."""

    def __init__(self, connector: Connector, line: Line, folder: Path) -> None:
        self.connector = connector
        self.line = line
        self.folder = folder
        for name, filler in (("a.png", 0), ("b.png", 1)):
            (folder / name).write_bytes(png(filler=filler))

    def plan(self, document: dict[str, Any]) -> list[str]:
        wanted = read_rich_menus(self._written(document))
        return [str(change) for change in plan_rich_menus(wanted, self.connector).changes]

    def apply(self, document: dict[str, Any]) -> list[str]:
        told: list[str] = []
        wanted = read_rich_menus(self._written(document))
        apply_rich_menus(
            wanted,
            self.connector,
            watch=lambda change: told.append(str(change)),
            pause=lambda seconds: self.line.control("clock", {"advance": seconds}),
        )
        return told

    def state(self, *users: str) -> State:
        names = {each["richMenuId"]: _name(each["name"]) for each in self.listed()}
        aliases = self.connector.run("get_rich_menu_alias_list").json_body["aliases"]
        linked = {user: rich_menu_of(self.connector, user) for user in users}
        return State(
            list(names.values()),
            {name: self._image(identity) for identity, name in names.items()},
            {each["richMenuAliasId"]: names.get(each["richMenuId"], "-") for each in aliases},
            names.get(self._default() or ""),
            {user: names.get(identity or "") for user, identity in linked.items()},
        )

    def listed(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.connector.run("get_rich_menu_list").json_body[
            "richmenus"
        ]
        return found

    def identity(self, name: str) -> str:
        (found,) = [each for each in self.listed() if _name(each["name"]) == name]
        identity: str = found["richMenuId"]
        return identity

    def _image(self, identity: str) -> bytes | None:
        try:
            file = self.connector.run("get_rich_menu_image", {"richMenuId": identity}).file
        except NotFoundError:
            return None
        assert file is not None
        return file.content

    def _default(self) -> str | None:
        try:
            body = self.connector.run("get_default_rich_menu_id").json_body
        except NotFoundError:
            return None
        identity: str = body["richMenuId"]
        return identity

    def _written(self, document: dict[str, Any]) -> Path:
        path = self.folder / "menu.yaml"
        path.write_text(yaml.safe_dump(document))
        return path


def _name(name: str) -> str:
    mark = read_mark(name)
    return mark.name if mark else name


@pytest.fixture
def account(connector: Connector, line: Line, tmp_path: Path) -> Account:
    return Account(connector, line, tmp_path)


Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a file beside an image that it can name."""
    (tmp_path / "a.png").write_bytes(png())

    def write(text: str) -> Path:
        path = tmp_path / "menu.yaml"
        path.write_text(text)
        return path

    return write
