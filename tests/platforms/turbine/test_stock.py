"""Swimlane's own runner on our files, and our scripts beside it: the same assets and outputs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from support.sandboxed import PUSH, USER, Line, text

if TYPE_CHECKING:
    from platforms.turbine.conftest import Run

Asset = dict[str, Any]

STOCK = {
    "ask_quota": {"endpoint": "v2/bot/message/quota", "method": "GET"},
    "push": {"endpoint": "v2/bot/message/push", "method": "POST"},
    "ask_scenarios": {"endpoint": "omni/1/scenarios", "method": "GET"},
}
"""Actions without code, as a user may add them beside ours."""


@pytest.fixture
def extended(bundle: Path, tmp_path: Path) -> Path:
    """The bundle, with those actions in each of its folders."""
    folder = tmp_path / "bundle"
    shutil.copytree(bundle, folder)
    for name, meta in STOCK.items():
        action = {"schema": "action/1", "name": name, "output": {}, "meta": meta}
        for connector in ("line", "infobip"):
            file = folder / connector / "config" / "actions" / f"{name}.yaml"
            file.write_text(yaml.safe_dump(action))
    return folder


@pytest.mark.parametrize("kind", ["oauth2", "bearer"])
def test_our_output_is_the_stock_runners(
    swimlane: Run, extended: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    asset = request.getfixturevalue(kind)
    stock = swimlane("ask_quota", asset, {}, extended / "line").output
    ours = swimlane("get_message_quota", asset, {}, extended / "line").output

    assert list(ours) == list(stock)
    for key in ("status_code", "reason", "json_body"):
        assert ours[key] == stock[key]
    assert set(ours["response_headers"]) == {name.lower() for name in stock["response_headers"]}


@pytest.mark.parametrize(
    "credentials",
    [
        {"api_key": "sandbox-key"},
        {"username": "sandbox", "password": "sandbox"},
        {"client_id": "sandbox", "client_secret": "sandbox"},
    ],
)
def test_stock_runner_takes_infobips_assets(
    swimlane: Run, line: Line, extended: Path, credentials: Asset
) -> None:
    asset = {"url": line.url, **credentials}
    output = swimlane("ask_scenarios", asset, {}, extended / "infobip").output
    assert output["json_body"]["scenarios"]


def test_playbook_of_the_stock_runner_does_the_same_with_ours(
    swimlane: Run, line: Line, extended: Path, bearer: Asset
) -> None:
    inputs = {"json_body": {"to": USER, "messages": text()}}
    stock = swimlane("push", bearer, inputs, extended / "line").output
    ours = swimlane("push_message", bearer, inputs, extended / "line").output

    assert [entry["messages"] for entry in line.received()] == [text(), text()]
    assert list(ours) == [*stock, "retry_key"]
    assert ours["json_body"].keys() == stock["json_body"].keys()


def test_playbook_finds_the_actions_under_their_stock_names(
    swimlane: Run, line: Line, bundle_like_swimlanes: Path, bearer: Asset
) -> None:
    inputs = {"json_body": {"to": USER, "messages": text()}}
    swimlane("send_push_message", bearer, inputs, bundle_like_swimlanes / "line").output  # noqa: B018
    assert len(line.received()) == 1


def test_without_our_script_nothing_is_sent(
    swimlane: Run, line: Line, bundle_like_swimlanes: Path, bearer: Asset, tmp_path: Path
) -> None:
    folder = tmp_path / "line"
    shutil.copytree(bundle_like_swimlanes / "line" / "config", folder / "config")
    ended = swimlane("send_push_message", bearer, {"json_body": {"to": USER}}, folder)

    assert ended.error["name"] == "KeyError"
    assert not line.requests(PUSH)


def test_swimlane_passes_over_what_a_connector_says_of_itself(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from swimlane_core import InputHandler  # type: ignore[import-not-found]

    monkeypatch.chdir(bundle / "line")
    handler = InputHandler.__new__(InputHandler)
    asset, action = handler._load_schemas({"token": "t"}, "push_message")
    none, _ = handler._load_schemas({"token": "t"}, "line")

    assert (bundle / "line" / "manifest.yaml").is_file()
    assert (asset["name"], action["name"]) == ("http_bearer", "push_message")
    assert none == asset


def test_swimlane_finds_schema_and_asset_of_every_action(bundle: Path) -> None:
    from swimlane_core import InputHandler

    for file in bundle.rglob("config/assets/*.yaml"):
        asset = yaml.safe_load(file.read_text())
        assert InputHandler.get_asset_name(asset["inputs"]["required"]) == file.stem
        assert InputHandler.get_asset_name(asset["inputs"]["properties"]) == file.stem
