"""Names where an action takes a recipient's ID, and policies of messages to known recipients."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector
from line_connector.errors import ConnectorError, InputError
from line_connector.recipients import Book
from line_connector.recipients.location import DATABASE
from line_connector.sending.configured import ConfiguredRecipients
from support.loading import loaded_after
from support.sandboxed import Line, text
from support.webhook_events import AOI, OPS, REN, event

RULE = "must be a user ID: U and 32 hex digits"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's configuration file, and a book of the account `default`."""
    file, url = tmp_path / "config.yaml", f"sqlite:///{tmp_path}/book.sqlite"
    file.write_text(f"recipients: {{aoi: {AOI}, ops: {OPS}, team: [aoi, {REN}]}}\n")
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    monkeypatch.setenv(DATABASE, url)
    with Book.at(url, "default") as book:
        book.take(event("follow", 1, AOI), event("unfollow", 2, REN))
        book.set_alias("ren", REN, "me")
        book.describe(AOI, display_name="Aoi")
        book.tag([AOI, REN], ["vip"], "me")
    return file


@pytest.fixture
def named(connector: Connector, config: Path) -> Iterator[Connector]:
    connector.recipients = ConfiguredRecipients(connector, "default")
    yield connector
    connector.recipients = None


def push(to: Any, **more: Any) -> dict[str, Any]:
    return {"to": to, "messages": text(), **more}


@pytest.mark.parametrize(
    ("action", "given", "expected"),
    [
        ("push_message", push("aoi"), {"to": AOI}),
        ("push_message", push("ops"), {"to": OPS}),
        ("push_message", push("ren"), {"to": REN}),
        ("push_message", push('name:"Aoi"'), {"to": AOI}),
        ("multicast", push(["aoi"]), {"to": [AOI]}),
        ("multicast", push(["aoi", REN, "team"]), {"to": [AOI, REN]}),
        ("multicast", push("tag:vip"), {"to": [AOI, REN]}),
        ("multicast", push("ren,aoi"), {"to": [REN, AOI]}),
        ("get_profile", {"userId": "aoi"}, {"userId": AOI}),
        ("get_profile", {"user_id": "ren"}, {"user_id": REN}),
        ("get_group_summary", {"groupId": "ops"}, {"groupId": OPS}),
        ("get_group_member_profile", {"groupId": "ops", "userId": "aoi"}, {"userId": AOI}),
        ("show_loading_animation", {"chatId": "aoi"}, {"chatId": AOI}),
        (
            "link_rich_menu_id_to_users",
            {"richMenuId": "richmenu-" + "0" * 32, "userIds": "team"},
            {"userIds": [AOI, REN]},
        ),
    ],
)
def test_a_name_stands_for_an_id(
    named: Connector, action: str, given: dict[str, Any], expected: dict[str, Any]
) -> None:
    call = named.call(action, given)
    assert {name: call.input[name] for name in expected} == expected
    assert not {"aoi", "ren", "ops", "team"} & {*re.findall(r"\w+", json.dumps(call.dry_run()))}


@pytest.mark.parametrize(
    ("action", "given", "problems"),
    [
        ("push_message", push("opps"), ["to: unknown recipient 'opps'; did you mean ops?"]),
        ("push_message", push("team"), ["to: team stands for 2 recipients; for several: send, …"]),
        ("get_profile", {"userId": "team"}, ["userId: team stands for 2 recipients"]),
        ("get_profile", {"userId": "ops"}, [f"userId: ops is {OPS}: {RULE}"]),
        ("multicast", push(["aoi", "ops"]), [f"to[1]: ops is {OPS}: {RULE}"]),
        ("multicast", push([OPS]), [f"to[0]: {RULE}"]),
        ("multicast", push(AOI), ["to: must be a list"]),
        ("multicast", push(["aoi", 3, {}]), [f"to[1]: {RULE}", f"to[2]: {RULE}"]),
        ("push_message", push(AOI[:-1]), ["to: must be the ID of a user, group or room: …"]),
        ("push_message", push(["aoi"]), ["to: must be the ID of a user, group or room: …"]),
        ("push_message", push("tag:vib"), ["to: tag:vib: nobody; did you mean vip?"]),
        (
            "push_message",
            {"to": "opps", "messages": []},
            ["messages: must have 1 to 5 items, has 0", "to: unknown recipient 'opps'; …"],
        ),
        (
            "push_message",
            {"to": "ops", "messages": []},
            ["messages: must have 1 to 5 items, has 0"],
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    named: Connector, action: str, given: dict[str, Any], problems: list[str]
) -> None:
    with pytest.raises(InputError) as raised:
        named.call(action, given)
    lines = str(raised.value).splitlines()
    assert len(lines) == len(problems)
    for line, expected in zip(lines, problems, strict=True):
        assert line.startswith(expected.removesuffix("…")), line
    assert [each.property for each in raised.value.problems] == [
        line.partition(":")[0] for line in lines
    ]


def test_an_unknown_name_says_how_to_add_one(named: Connector) -> None:
    with pytest.raises(InputError, match=r"there are: .*; add it: .* recipients alias zzz ID, or"):
        named.call("push_message", push("zzz"))


def test_the_file_is_read_again_once_it_has_changed(named: Connector, config: Path) -> None:
    assert named.call("push_message", push("aoi")).input["to"] == AOI
    config.write_text(f"recipients: {{aoi: {OPS}, another: {REN}}}\n")
    assert named.call("push_message", push("aoi")).input["to"] == OPS


def test_a_call_keeps_the_ids_it_was_made_with(named: Connector, config: Path) -> None:
    call = named.call("push_message", push("aoi"))
    config.write_text(f"recipients: {{aoi: {OPS}}}\n")
    assert named.call("push_message", call.input).input == call.input


def test_without_file_and_book_only_an_id_is_meant(
    connector: Connector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(tmp_path / "none.yaml"))
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path}/none.sqlite")
    monkeypatch.setattr(connector, "recipients", ConfiguredRecipients(connector))
    with pytest.raises(InputError, match="to: must be the ID of a user, group or room"):
        connector.call("push_message", push("ops"))


def test_another_account_has_names_of_its_own(named: Connector, config: Path) -> None:
    with Book.of_account("bangkok") as book:
        book.set_alias("ren", AOI, "me")
    config.write_text("accounts: {bangkok: {token: sandbox-token}}\n")
    bangkok = ConfiguredRecipients(named).names("bangkok")
    own = ConfiguredRecipients(named, "default").names(None)
    assert bangkok is not None
    assert own is not None
    assert (own("ren"), bangkok("ren")) == ([REN], [AOI])


def test_a_file_that_is_not_valid_is_said_once_and_only_where_it_is_needed(
    named: Connector, config: Path
) -> None:
    config.write_text("recipients: [\n")
    with pytest.raises(InputError, match=r"^\S+config\.yaml, line 2, column 1: not valid YAML"):
        named.call("push_message", push("aoi"))
    with pytest.raises(InputError, match=r"^messages: must have 1 to 5 items"):
        named.call("push_message", {"to": AOI, "messages": []})


@pytest.mark.parametrize(
    ("action", "to", "policy", "message"),
    [
        (
            "push_message",
            OPS,
            "budget: {send: 2}",
            "3 messages are more than budget.send allows: 2",
        ),
        ("multicast", [AOI, REN], "budget: {send: 1}", "2 messages are more than budget.send"),
        ("push_message", AOI, "budget: {month: 0}", "1 messages are more than budget.month leaves"),
        ("push_message", REN, "blocked: refuse", f"recipient {REN} .*has blocked the account"),
        ("multicast", ["ren"], "blocked: refuse", f"recipient {REN} .*has blocked the account"),
    ],
)
def test_policies_hold(
    named: Connector, config: Path, line: Line, action: str, to: Any, policy: str, message: str
) -> None:
    config.write_text(config.read_text() + policy)
    call = named.call(action, push(to))
    call.dry_run()
    with pytest.raises(InputError, match=message):
        call.send()
    assert line.received(REN) == line.received(OPS) == []


def test_who_has_blocked_is_warned_of_where_a_name_was_given(
    named: Connector, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    named.run("push_message", push("ren"))
    assert caplog.messages == [f"recipient {REN} (ren) has blocked the account since 1970-01-01"]
    assert len(line.received(REN)) == 1


def test_what_reads_is_held_to_nothing(named: Connector, config: Path) -> None:
    config.write_text(config.read_text() + "budget: {send: 0, month: 0}\nblocked: refuse\n")
    assert named.run("get_profile", {"userId": "aoi"}).status_code == 200


@pytest.mark.parametrize("reads_file", [True, False])
def test_a_file_that_nothing_else_needs_is_read_only_where_that_is_wanted(
    named: Connector, config: Path, reads_file: bool
) -> None:
    config.write_text(config.read_text() + "budget: {send: 0}")
    named.recipients = ConfiguredRecipients(named, "default", reads_file=reads_file)
    if not reads_file:
        assert named.run("push_message", push(AOI)).status_code == 200
        with pytest.raises(InputError, match="budget"):
            named.run("push_message", push("aoi"))
        return
    with pytest.raises(InputError, match="budget"):
        named.run("push_message", push(AOI))


def test_policies_of_the_file_hold_that_has_the_credentials(config: Path, line: Line) -> None:
    account = f"accounts: {{tokyo: {{token: sandbox-token, url: '{line.url}'}}}}"
    config.write_text(f"{account}\nbudget: {{send: 0}}\n")
    with Connector.from_configuration("tokyo") as connector:
        connector.recipients = ConfiguredRecipients(connector, reads_file=False)
        with pytest.raises(ConnectorError, match="budget"):
            connector.run("push_message", push(AOI))


def test_an_id_costs_nothing(line: Line, config: Path) -> None:
    loaded = loaded_after(
        "from line_connector import Connector\n"
        "from line_connector.sending.configured import ConfiguredRecipients\n"
        f"connector = Connector({{'line': {{'url': {line.url!r}, 'token': 'sandbox-token'}}}})\n"
        "connector.recipients = ConfiguredRecipients(connector, reads_file=False)\n"
        f"assert connector.run('push_message', {push(AOI)}).status_code == 200"
    )
    assert loaded.isdisjoint(
        {
            "platformdirs",
            "sqlalchemy",
            "line_connector.recipient_names",
            "line_connector.configuration.location",
            "line_connector.configuration.reading",
            "line_connector.recipients.names",
            "line_connector.sending.budget",
        }
    )
