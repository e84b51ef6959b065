"""Every request of a run is the last one of some run that failed; the next run finishes it."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
import requests

from line_connector.errors import ConnectorError
from rich_menus.conftest import Account, menu
from support.rich_menus import created, png

ANNA, BEN, CEM = (f"U{number:032x}" for number in (1, 2, 3))
BEFORE = {
    "menus": {"main": menu(), "gone": menu()},
    "aliases": {"home": "main", "gone": "gone"},
    "default": "gone",
    "users": {ANNA: "gone", BEN: "main"},
}
AFTER = {
    "menus": {"main": menu(selected=True, image="b.png"), "new": menu()},
    "aliases": {"home": "new", "more": "main"},
    "default": "new",
    "users": {ANNA: "new", BEN: None},
}


@pytest.mark.parametrize("drop", ["before", "after"])
def test_a_run_after_a_failure_at_any_request_finishes(
    account: Account, drop: str, running_sandbox: Any
) -> None:
    """`before`: it was killed there. `after`: the request was carried out, its answer lost."""
    for requests_made in count(_requests_of_a_plan(account)):
        running_sandbox.reset()
        account.line.control("settings", {"rateLimits": False})
        _prepare(account)
        account.line.fault("*", skip=requests_made, times=1000, drop=drop)
        try:
            account.apply(AFTER)
        except ConnectorError:
            _end_faults(account)
            _check_what_users_see(account)
            account.apply(AFTER)
        else:
            break
        _check(account)
    assert requests_made > 20
    _end_faults(account)
    _check(account)


def _requests_of_a_plan(account: Account) -> int:
    """Return how many requests there are before the first change."""
    _prepare(account)
    before = len(account.line.requests())
    account.plan(AFTER)
    return len(account.line.requests()) - before


def _prepare(account: Account) -> None:
    created(account.connector, name="theirs")
    account.apply(BEFORE)
    raw = {"userId": CEM, "richMenuId": account.identity("main")}
    account.connector.run("link_rich_menu_id_to_user", raw)


def _end_faults(account: Account) -> None:
    requests.delete(f"{account.line.url}/_sandbox/faults", timeout=10).raise_for_status()


def _check_what_users_see(account: Account) -> None:
    """The default is never without an image, and no alias leads nowhere."""
    state = account.state()
    assert state.default in {"gone", "new"}
    assert "-" not in state.aliases.values()


def _check(account: Account) -> None:
    state = account.state(ANNA, BEN, CEM)
    assert sorted(state.menus) == ["main", "new", "theirs"]
    assert (state.images["main"], state.images["new"]) == (png(filler=1), png())
    assert state.aliases == {"home": "new", "more": "main"}
    assert state.default == "new"
    assert state.users == {ANNA: "new", BEN: None, CEM: "main"}
    assert account.plan(AFTER) == []
