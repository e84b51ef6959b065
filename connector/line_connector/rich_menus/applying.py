"""Make a plan's changes, through actions alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import singledispatchmethod
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from line_connector.errors import JobFailedError, JobUnfinishedError, NotFoundError
from line_connector.http.output import Output
from line_connector.manifest import load_manifest
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
from line_connector.rich_menus.found import RunAction, RunsActions, find_rich_menus
from line_connector.rich_menus.plan import Plan, make_plan
from line_connector.rich_menus.wanted import WantedMenu, WantedRichMenus

if TYPE_CHECKING:
    from line_connector.session import Session

_USERS_AT_ONCE = 8
"""Requests about users that are under way at once; LINE takes 2,000 a second."""

_MOST_MOVES = 1000
"""Old menus of one request."""

_LONGEST_PAUSE = 36.0
"""Seconds between two questions about a batch: LINE answers 100 an hour."""

_MOST_QUESTIONS = 100
_QUESTIONS_BEFORE_TELLING = 2


def plan_rich_menus(
    wanted: WantedRichMenus, connector: RunsActions, connection: str | None = None
) -> Plan:
    """Find out what has to be changed; draw new images and let LINE check new menus.

    Args:
        wanted: what a file describes.
        connector: runs actions.
        connection: name of the connection, as for `Connector.run`.

    Raises:
        InputError: an image cannot be drawn, or there would be more menus than LINE takes.
        ConnectorError: as `Connector.run`.
    """
    run = _runner(connector, connection)
    plan = make_plan(wanted, find_rich_menus(run, wanted))
    for change in plan.changes:
        if isinstance(change, (CreateMenu, SetImage)):
            _ = change.wanted.content
        if isinstance(change, CreateMenu):
            run("validate_rich_menu_object", change.wanted.menu)
    return plan


def apply_rich_menus(
    wanted: WantedRichMenus,
    connector: RunsActions,
    connection: str | None = None,
    *,
    plan: Plan | None = None,
    watch: Callable[[Change], object] = lambda _: None,
    tell: Callable[[str], object] = lambda _: None,
    pause: Callable[[float], object] = time.sleep,
) -> Plan:
    """Make what a file describes true; return what was changed.

    It can be run again after any failure: what is done is found then, and what is left is done.

    Args:
        wanted: what a file describes.
        connector: runs actions.
        connection: name of the connection, as for `Connector.run`.
        plan: what `plan_rich_menus` returned just now; made here if absent.
        watch: callback invoked after each change.
        tell: callback invoked with a sentence when a change takes long.
        pause: waits for so many seconds, while LINE moves users.

    Raises:
        InputError: as `plan_rich_menus`; nothing was changed.
        JobFailedError: LINE could not move all users from an old menu, which stays.
        JobUnfinishedError: it is still moving them.
        ConnectorError: as `Connector.run`.
    """
    plan = plan or plan_rich_menus(wanted, connector, connection)
    applying = _Applying(_runner(connector, connection), dict(plan.current), tell, pause)
    for change in plan.changes:
        applying.make(change)
        watch(change)
    return plan


class SessionActions:
    """Runs actions on one session, for an action that is made of others."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._manifest = load_manifest()

    def run(
        self,
        name: str,
        raw: Mapping[str, Any],
        connection: str | None = None,  # noqa: ARG002 (it is the session's)
    ) -> Output[Any]:
        """Run an action on its input, as `Connector.run`."""
        action = self._manifest.action(name).action
        output: Output[Any] = action(self._session).run(action.read_input(raw))
        return output


def _runner(connector: RunsActions, connection: str | None) -> RunAction:
    def run(action: str, raw: Mapping[str, Any]) -> Output[Any]:
        return connector.run(action, raw, connection)

    return run


class _Applying:
    """Makes changes.

    Args:
        run: runs an action.
        identities: IDs of the menus, by name; those that are created are added.
        tell: says that a change takes long.
        pause: waits for so many seconds.
    """

    def __init__(
        self,
        run: RunAction,
        identities: dict[str, str],
        tell: Callable[[str], object],
        pause: Callable[[float], object],
    ) -> None:
        self._run = run
        self._identities = identities
        self._tell = tell
        self._pause = pause

    @singledispatchmethod
    def make(self, change: Change) -> None:
        """Make a change."""
        raise NotImplementedError(change.kind)

    @make.register
    def _(self, change: CreateMenu) -> None:
        created = self._run("create_rich_menu", change.wanted.menu)
        identity: str = created.json_body["richMenuId"]
        self._set_image(change.wanted, identity)
        self._identities[change.wanted.name] = identity

    @make.register
    def _(self, change: SetImage) -> None:
        self._set_image(change.wanted, change.rich_menu_id)

    def _set_image(self, wanted: WantedMenu, identity: str) -> None:
        self._run("set_rich_menu_image", {"richMenuId": identity, "file": wanted.content})

    @make.register
    def _(self, change: SetAlias) -> None:
        action = "update_rich_menu_alias" if change.exists else "create_rich_menu_alias"
        self._run(action, {"richMenuAliasId": change.alias, **self._menu(change.menu)})

    @make.register
    def _(self, change: SetDefault) -> None:
        self._run("set_default_rich_menu", self._menu(change.menu))

    # User by user, though LINE takes 500 at once: that it does in the background, and a second run
    # would not see it yet.
    @make.register
    def _(self, change: LinkUsers) -> None:
        menu = self._menu(change.menu)
        self._for_each("link_rich_menu_id_to_user", change.users, menu)

    @make.register
    def _(self, change: UnlinkUsers) -> None:
        self._for_each("unlink_rich_menu_id_from_user", change.users, {})

    def _for_each(self, action: str, users: Iterable[str], more: Mapping[str, str]) -> None:
        def send(user: str) -> None:
            self._run(action, {"userId": user, **more})

        with ThreadPoolExecutor(_USERS_AT_ONCE) as pool:
            for _ in pool.map(send, users):
                pass

    @make.register
    def _(self, change: MoveUsers) -> None:
        operations = [
            {"type": "link", "from": old, "to": self._identities[name]}
            for old, name in sorted(change.moves.items())
        ]
        for start in range(0, len(operations), _MOST_MOVES):
            some = operations[start : start + _MOST_MOVES]
            # The same key for the same operations: LINE goes on where an earlier run ended.
            key = sha256(repr(some).encode()).hexdigest()[:32]
            raw = {"operations": some, "resumeRequestKey": key}
            self._wait(self._run("rich_menu_batch", raw))

    def _wait(self, sent: Output[Any]) -> None:
        """Wait until LINE has moved users in the background.

        Raises:
            JobFailedError: not all of them.
            JobUnfinishedError: it has not ended.
        """
        seconds = 0.5
        for number in range(_MOST_QUESTIONS):
            answer = self._run("get_rich_menu_batch_progress", {"requestId": sent.request_id})
            phase = answer.json_body.get("phase")
            if phase == "succeeded":
                return
            if phase == "failed":
                text = "LINE could not move all users from an old rich menu, which stays"
                raise JobFailedError(text, answer)
            if number == _QUESTIONS_BEFORE_TELLING:
                self._tell("waiting until LINE has moved users from the old rich menus")
            self._pause(seconds)
            seconds = min(2 * seconds, _LONGEST_PAUSE)
        text = "LINE is still moving users from an old rich menu, which stays"
        raise JobUnfinishedError(text, sent)

    @make.register
    def _(self, _: ClearDefault) -> None:
        self._run("cancel_default_rich_menu", {})

    @make.register
    def _(self, change: DeleteAlias) -> None:
        with suppress(NotFoundError):  # it was deleted, and the answer to that was lost
            self._run("delete_rich_menu_alias", {"richMenuAliasId": change.alias})

    @make.register
    def _(self, change: DeleteMenu) -> None:
        with suppress(NotFoundError):
            self._run("delete_rich_menu", {"richMenuId": change.rich_menu_id})

    def _menu(self, name: str) -> dict[str, str]:
        return {"richMenuId": self._identities[name]}
