"""A file is applied to an account, again, and after each kind of change."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector.errors import JobFailedError, RateLimitError
from rich_menus.conftest import Account, menu
from support.rich_menus import created, png, rich_menu_of

ANNA, BEN, CEM = (f"U{number:032x}" for number in (1, 2, 3))
MAIN = {"menus": {"main": menu()}}
ALL = {
    "menus": {"main": menu(selected=True), "more": menu(image="b.png")},
    "aliases": {"home": "main", "more": "more"},
    "default": "main",
    "users": {ANNA: "more", BEN: None},
}


def test_everything_is_made_as_described(account: Account) -> None:
    assert account.apply(ALL) == [
        "+ menu main: create",
        "+ menu more: create",
        "+ alias home: main",
        "+ alias more: more",
        "~ default: main",
        f"~ user {ANNA}: more",
    ]
    state = account.state(ANNA, BEN)

    assert state.menus == ["main", "more"]
    assert state.images == {"main": png(), "more": png(filler=1)}
    assert state.aliases == {"home": "main", "more": "more"}
    assert (state.default, state.users) == ("main", {ANNA: "more", BEN: None})


def test_a_second_time_nothing_is_changed(account: Account) -> None:
    account.apply(ALL)
    made = [each for each in account.line.requests() if each["method"] != "GET"]
    assert account.apply(ALL) == []
    assert [each for each in account.line.requests() if each["method"] != "GET"] == made


def test_a_plan_changes_nothing(account: Account) -> None:
    assert len(account.plan(ALL)) == 6
    assert account.state(ANNA) == ([], {}, {}, None, {ANNA: None})


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"chat_bar_text": "Shop"}, "chatBarText"),
        ({"selected": True}, "selected"),
        ({"size": {"width": 1000, "height": 675}}, "size, areas"),
        ({"image": "b.png"}, "image"),
        ({"areas": []}, "areas"),
    ],
)
def test_a_changed_menu_is_replaced(account: Account, change: dict[str, Any], differs: str) -> None:
    document = {"menus": {"main": menu()}, "aliases": {"home": "main"}, "default": "main"}
    account.apply(document)
    old = account.identity("main")
    document["menus"] = {"main": menu(**change)}

    assert account.apply(document) == [
        f"~ menu main: replace ({differs})",
        "~ alias home: main",
        "~ default: main",
        "~ users of the old main: move to the new",
        "- menu main (the old one): delete",
    ]
    assert account.identity("main") != old
    state = account.state()
    assert (state.menus, state.aliases, state.default) == (["main"], {"home": "main"}, "main")
    assert account.plan(document) == []


def test_users_keep_the_menu_that_they_have_when_it_is_replaced(account: Account) -> None:
    """Whoever linked it: a tab that was tapped, another program, or the file."""
    account.apply(ALL)
    raw = {"userId": CEM, "richMenuId": account.identity("main")}
    account.connector.run("link_rich_menu_id_to_user", raw)
    changed = {**ALL, "menus": {"main": menu(), "more": menu()}}

    account.apply(changed)

    assert account.state(ANNA, CEM).users == {ANNA: "more", CEM: "main"}


def test_old_menus_stay_until_line_has_moved_all_users(account: Account) -> None:
    account.apply(ALL)
    changed = {**ALL, "menus": {"main": menu(), "more": menu(image="b.png")}}
    account.line.control("settings", {"richMenuBatchFails": True})
    with pytest.raises(JobFailedError, match="could not move all users"):
        account.apply(changed)
    assert sorted(account.state().menus) == ["main", "main", "more"]

    account.line.control("settings", {"richMenuBatchFails": False})
    assert account.apply(changed) == [
        "~ users of the old main: move to the new",
        "- menu main (the old one): delete",
    ]


def test_old_menus_stay_while_line_takes_no_more_batches(account: Account) -> None:
    texts = [{"menus": {"main": menu(chat_bar_text=f"{number}")}} for number in range(5)]
    for document in texts[:4]:
        account.apply(document)
    with pytest.raises(RateLimitError):
        account.apply(texts[4])
    assert account.state().menus == ["main", "main"]

    account.line.control("clock", {"advance": 3600})
    account.apply(texts[4])
    assert account.state().menus == ["main"]


def test_what_is_no_longer_described_is_removed(account: Account) -> None:
    account.apply(ALL)
    assert account.apply({"menus": {"main": menu(selected=True)}}) == [
        "- default: none",
        "- alias home: delete",
        "- alias more: delete",
        "- menu more: delete",
    ]
    state = account.state(ANNA)
    assert (state.menus, state.aliases, state.default) == (["main"], {}, None)
    assert state.users == {ANNA: None}

    account.apply({"menus": {}})
    assert account.state().menus == []


def test_users_can_be_left_alone_linked_and_unlinked(account: Account) -> None:
    account.apply(ALL)
    assert account.apply({**ALL, "users": {}}) == []
    assert account.apply({**ALL, "users": {ANNA: None, BEN: "main"}}) == [
        f"~ user {BEN}: main",
        f"- user {ANNA}: no menu of their own",
    ]
    assert account.state(ANNA, BEN).users == {ANNA: None, BEN: "main"}


def test_who_is_no_friend_is_tried_again_each_time(account: Account) -> None:
    stranger = f"U{'e' * 32}"
    document = {**MAIN, "users": {stranger: "main"}}
    account.apply(document)
    assert account.apply(document) == [f"~ user {stranger}: main"]


def test_menus_of_others_are_not_touched(account: Account) -> None:
    other = created(account.connector, name="main")
    account.connector.run("set_default_rich_menu", {"richMenuId": other})
    for alias in ("theirs", "home"):
        raw = {"richMenuAliasId": alias, "richMenuId": other}
        account.connector.run("create_rich_menu_alias", raw)
    account.connector.run("link_rich_menu_id_to_user", {"userId": ANNA, "richMenuId": other})
    document = {"menus": {"ours": menu()}, "aliases": {"home": "ours"}}

    assert account.apply(document) == ["+ menu ours: create", "~ alias home: ours"]
    account.apply({"menus": {}})

    state = account.state(ANNA)
    assert (state.menus, state.default, state.users) == (["main"], "main", {ANNA: "main"})
    assert state.aliases == {"theirs": "main"}
    assert rich_menu_of(account.connector, ANNA) == other


def test_a_default_of_the_manager_is_replaced_only_by_one_of_the_file(account: Account) -> None:
    account.line.control("settings", {"managerDefaultRichMenu": True})
    assert account.apply(MAIN) == ["+ menu main: create"]
    assert account.apply({**MAIN, "default": "main"}) == ["~ default: main"]


def test_of_two_that_are_the_same_the_one_that_is_shown_is_kept(account: Account) -> None:
    """So it is after a creation whose answer was lost."""
    account.apply(MAIN)
    first = account.listed()[0]
    del first["richMenuId"]
    twin = account.connector.run("create_rich_menu", first).body.rich_menu_id
    file = account.folder / "a.png"
    account.connector.run("set_rich_menu_image", {"richMenuId": twin, "file": file})
    account.connector.run("set_default_rich_menu", {"richMenuId": twin})

    assert account.apply({**MAIN, "default": "main"}) == [
        "~ users of the old main: move to the new",
        "- menu main (the old one): delete",
    ]
    assert account.identity("main") == twin
